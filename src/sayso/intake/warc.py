"""WARC → the web pages in it, as they were when they were archived. Nothing is fetched."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.intake.compressed import Meter, Unpacked
from sayso.intake.limits import Limits
from sayso.intake.page import Part, Unread, stated
from sayso.model import Problem
from sayso.problems import NothingInside, RefusedInput, TooLarge, UnpacksTooFar, Unparsable, problem

_HOLDS_PAGES = ("response", "resource", "conversion")
_TYPES = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")
#: what web sites have for machines
_FOR_MACHINES = ("/robots.txt", "/ads.txt", "/security.txt", "/humans.txt", "/llms.txt")


def split_warc(
    file: BinaryIO, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    """Each page that was answered with: its bytes without the packing of the transfer, its address and time.

    Pictures, styles, scripts and pages that were not there are passed over, and so are records that only say that
    nothing had changed.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    seen = found = 0
    records = ArchiveIterator(file, check_digests=True)
    try:
        for record in records:
            seen += 1
            if int(record.rec_headers.get_header("Content-Length") or 0) > limits.unpacked:
                raise UnpacksTooFar(origin, f"it has a record of more than {limits.unpacked:,} bytes")
            if (media_type := _page_type(record)) is not None:
                found += 1
                yield _part(record, media_type, origin, limits)
    except (
        ArchiveLoadFailed,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
    ) as error:
        yield Unread(
            origin, Unparsable(f"{origin} after record {seen}", "the archive is damaged, or cut off")
        )
        found += bool(error)
    if not found:
        raise NothingInside(origin, "page")


def _page_type(record: Any) -> str | None:
    """The media type of a record that holds a page; None for all others."""
    headers = record.rec_headers
    if record.rec_type not in _HOLDS_PAGES or headers.get_header("WARC-Target-URI", "").startswith(
        ("dns:", "urn:")
    ):
        return None
    http = record.http_headers
    if record.rec_type == "response" and (http is None or http.get_statuscode() != "200"):
        return None
    said = http.get_header("Content-Type") if http else headers.get_header("Content-Type")
    media_type = (said or "").partition(";")[0].strip().lower()
    address = headers.get_header("WARC-Target-URI", "").partition("?")[0]
    return media_type if media_type in _TYPES and not address.endswith(_FOR_MACHINES) else None


def _part(record: Any, media_type: str, origin: str, limits: Limits) -> Part | Unread:
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    name = f"{origin}!{address or 'page without address'}"
    try:
        data = _payload(record, name, limits)
    except RefusedInput as error:
        return Unread(name, error)
    except (zlib.error, OSError, EOFError, ValueError) as error:
        return Unread(name, Unparsable(name, f"it is packed wrongly, or cut off ({type(error).__name__})"))
    return Part(
        name,
        data,
        media_type,
        stated("WARC-Target-URI", url=address),
        tuple(_remarks(record)),
        record.rec_headers.get_header("WARC-Date"),
    )


def _payload(record: Any, name: str, limits: Limits) -> bytes:
    """The bytes of the page, counted while its packing is taken off; they are read to the end for the hash."""
    """The bytes of the page, counted while its packing is taken off; they are read to the end for the hash."""
    data = bytearray()
    stream = _unpacked(record, name, limits)
    while block := stream.read(1 << 16):
        data += block
        if len(data) > limits.document:
            raise TooLarge(name, limits.document)
    if not data:
        raise Unparsable(name, "it is empty")
    return bytes(data)


def _unpacked(record: Any, name: str, limits: Limits) -> Any:
    """What was answered, without its chunks and its packing."""
    from warcio.bufferedreaders import ChunkedDataReader

    said = record.http_headers
    if said is None:
        return record.raw_stream
    chunked = (said.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
    stream = io.BufferedReader(
        _Raw(ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream), 1 << 16
    )
    packing = (said.get_header("Content-Encoding") or "").strip().lower().removeprefix("x-")
    if packing not in ("gzip", "deflate", "br") or (packing == "gzip" and stream.peek(2)[:2] != b"\x1f\x8b"):
        # some crawlers keep what a server said of its packing, and not the packing
        return stream
    return Unpacked(stream, packing, name, Meter(name, limits))


class _Raw(io.RawIOBase):
    """warcio's streams, which know only ``read``, as Python's."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _remarks(record: Any) -> Iterator[Problem]:
    cut = record.rec_headers.get_header("WARC-Truncated")
    if cut:
        yield problem("page_cut", why=cut[:40])
    checker = record.digest_checker
    if checker is not None and checker.passed is False:
        yield problem("digest_differs", what="; ".join(checker.problems)[:200] or "its digest")
