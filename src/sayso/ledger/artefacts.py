"""Artefacts as they are stored: under the SHA-256 of their bytes, compressed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from sayso.ids import sha256_hex


@dataclass(frozen=True, slots=True)
class Artefact:
    """The bytes of a report as retrieved, packed with zlib; ``entry`` is the first that stands for them.

    ``packed_sha256`` is there because some changes of the packed bytes leave the artefact as it was
    (another compression level in the header): it was touched all the same, and verify says so.
    """

    entry: int
    sha256: str
    packed: bytes
    packed_sha256: str


def pack(raw: bytes, entry: int) -> Artefact:
    """The artefact of those bytes, first named in that entry."""
    packed = zlib.compress(raw)
    return Artefact(entry, sha256_hex(raw), packed, sha256_hex(packed))


def unpack(artefact: Artefact) -> bytes:
    """The bytes as they were retrieved; ValueError says what is wrong when they are no longer those."""
    if sha256_hex(artefact.packed) != artefact.packed_sha256:
        raise ValueError("was changed where it is stored")
    try:
        raw = zlib.decompress(artefact.packed)
    except zlib.error as error:
        raise ValueError("cannot be unpacked") from error
    if (found := sha256_hex(raw)) != artefact.sha256:
        raise ValueError(f"was replaced: its SHA-256 is now {found}")
    return raw


def fault_of(artefact: Artefact, sealed_sha256: str | None = None) -> str | None:
    """What is wrong with the artefact, as the end of a sentence; None when it is as it was kept.

    ``sealed_sha256`` is the hash of the sealed form that its report entry names: without its key no more can be told.
    """
    if sealed_sha256 is not None:
        as_kept = sha256_hex(artefact.packed) == artefact.packed_sha256 == sealed_sha256
        return None if as_kept else "was changed where it is stored"
    try:
        unpack(artefact)
    except ValueError as error:
        return str(error)
    return None
