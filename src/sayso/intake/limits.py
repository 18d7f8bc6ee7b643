"""The bounds of reading what somebody else made: sizes, times, depths, ratios."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost. A test sets them lower; nobody need set them higher."""

    #: bytes of one document; nothing larger is looked at
    document: int = 50 * MB
    #: characters of one report: a report of a million is a book, and whoever has one wants it split
    characters: int = 1_000_000
    #: bytes that one archive may unpack to, all its members together
    unpacked: int = 1_000 * MB
    #: how many times its size a stream may unpack to, once it has given ``ratio_from`` bytes
    ratio: int = 200
    ratio_from: int = 8 * MB
    #: members of an archive; records, rows and messages are not counted, for they are read one at a time
    members: int = 10_000
    #: archives in archives
    depth: int = 3
    #: seconds of processor time of one try at one document, and of the clock for all tries together
    cpu_s: float = 6.0
    clock_s: float = 18.0
    tries: int = 3
    #: bytes of memory that a parser may take, of a file that it may write, documents before it is replaced
    memory: int = 600 * MB
    file: int = 50 * MB
    documents: int = 2_000


LIMITS = Limits()
