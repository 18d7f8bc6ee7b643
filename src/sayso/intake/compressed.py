"""Compressed streams, counted while they are read: what a header says of its size is not believed."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.intake.limits import Limits
from sayso.problems import UnpacksTooFar, Unparsable

_BLOCK = 1 << 16


class Meter:
    """Counts what one archive unpacks to, all its streams together; UnpacksTooFar beyond the limits."""

    def __init__(self, origin: str, limits: Limits) -> None:
        self._origin, self._limits = origin, limits
        self._out = 0

    def count_part(self, unpacked: int, whole: int) -> None:
        """So many bytes of a part more, of an input of ``whole`` bytes: all its parts together are one stream."""
        self.count(unpacked, whole, self._out + unpacked)

    def count(self, unpacked: int, packed: int, of_stream: int) -> None:
        """So many bytes more, of a stream that has given ``of_stream`` from ``packed`` bytes so far."""
        self._out += unpacked
        if self._out > self._limits.unpacked:
            raise UnpacksTooFar(self._origin, f"it unpacks to more than {self._limits.unpacked:,} bytes")
        if of_stream > self._limits.ratio_from and of_stream > self._limits.ratio * max(packed, 1):
            raise UnpacksTooFar(self._origin, f"it unpacks to more than {self._limits.ratio} times its size")


class Unpacked(io.RawIOBase):
    """A stream packed with gzip, deflate, br, bzip2 or xz as the bytes in it, metered; several one after the other are one."""

    def __init__(self, file: BinaryIO, kind: str, origin: str, meter: Meter) -> None:
        self._file, self._kind, self._origin, self._meter = file, kind, origin, meter
        self._blocks = self._unpack()
        self._rest = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes."""
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = block
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def _unpack(self) -> Iterator[bytes]:
        decoder, packed, given, data = _decoder(self._kind), 0, 0, b""
        # zlib hands back what it has not looked at yet; the others keep it, and are asked again with nothing
        while data or not getattr(decoder, "needs_input", True) or (data := self._file.read(_BLOCK)):
            if decoder.eof:
                if not data.strip(b"\0"):
                    data = b""
                    continue
                decoder, packed, given = _decoder(self._kind), 0, 0
            before = len(data)
            try:
                block, data = _some(decoder, data)
            except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError) as error:
                raise Unparsable(self._origin, "it is packed wrongly, or cut off") from error
            packed, given = packed + before - len(data), given + len(block)
            self._meter.count(len(block), packed, given)
            if block:
                yield block
        if not decoder.eof and packed:
            raise Unparsable(self._origin, "it is cut off")


class _Brotli:
    """Brotli in the manner of bz2 and lzma."""

    unused_data = b""

    def __init__(self) -> None:
        import brotli

        self._inner = brotli.Decompressor()
        self.eof = False
        self.needs_input = True

    def decompress(self, data: bytes, most: int) -> bytes:
        """The next bytes, hardly more than ``most``; ValueError for what is not brotli."""
        try:
            block = bytes(self._inner.process(data, output_buffer_limit=most))
        except Exception as error:
            raise ValueError(str(error)) from error
        self.eof = bool(self._inner.is_finished())
        self.needs_input = bool(self._inner.can_accept_more_data())
        return block


def _decoder(kind: str) -> Any:
    if kind == "gzip":
        return zlib.decompressobj(31)
    if kind == "deflate":
        return zlib.decompressobj(15)
    if kind == "br":
        return _Brotli()
    return bz2.BZ2Decompressor() if kind == "bzip2" else lzma.LZMADecompressor(memlimit=128 << 20)


def _some(decoder: Any, data: bytes) -> tuple[bytes, bytes]:
    """(a block of what is unpacked, what is still packed)."""
    block = decoder.decompress(data, _BLOCK * 4)
    if decoder.eof:
        return block, decoder.unused_data
    return block, getattr(decoder, "unconsumed_tail", b"")


def opened(file: BinaryIO, kind: str, origin: str, limits: Limits) -> BinaryIO:
    """The metered stream of a compressed file, ready to be read line by line."""
    return io.BufferedReader(Unpacked(file, kind, origin, Meter(origin, limits)), 1 << 16)
