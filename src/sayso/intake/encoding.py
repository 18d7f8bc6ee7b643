"""Bytes → characters: which encoding they are in, and what could not be read in it."""

from __future__ import annotations

import codecs

from sayso.model import Problem
from sayso.problems import BinaryInput, problem

#: the longer marks first: that of UTF-32 begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: what pages call Latin-1 is Windows-1252 (WHATWG Encoding, section 4.2)
_LATIN = frozenset(("ascii", "iso8859-1", "cp1252"))
#: codecs of Python that are no encodings of text
_NO_TEXT = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7", "mbcs"))
_HEAD = 8192
_TEXT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x1b")
_LOST = "\ufffd"


def decode(data: bytes, origin: str, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The characters of the bytes, and a problem that counts what could not be read.

    By its mark, else as UTF-16 if it has the zeros of it, else as UTF-8 if it is valid UTF-8, else as
    declared, else as UTF-8 or Windows-1252, whichever loses less. BinaryInput if it is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding)
    encoding = _utf16_without_mark(data[:_HEAD])
    if encoding is not None:
        return _read(data, encoding)
    if _is_binary(data[:_HEAD]):
        raise BinaryInput(origin)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _read(data, _declared(declared) or _western(data))


def _read(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode(encoding, errors="replace")
    already = data.count(_LOST.encode()) if encoding == "utf-8" else 0
    lost = text.count(_LOST) - already
    return text, (problem("undecodable_bytes", count=lost, encoding=encoding.upper()),) if lost > 0 else ()


def _utf16_without_mark(head: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in nearly every second byte."""
    half = len(head) // 2
    if half < 2:
        return None
    if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) < 0.1 * half else None


def _is_binary(head: bytes) -> bool:
    """A zero byte, or more control characters than a damaged text has."""
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    return 0 in head or controls > max(2, len(head) // 100)


def _declared(label: str | None) -> str | None:
    """The encoding that the server or the page names; None if it names none that there is."""
    try:
        name = codecs.lookup((label or "").strip()).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    if name in _NO_TEXT or name.startswith("utf-8"):
        return None
    return "cp1252" if name in _LATIN else name


def _western(data: bytes) -> str:
    """UTF-8 if more of its letters can be read than not (a few broken ones), else Windows-1252."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count(_LOST)
    good = sum(letter > "\x7f" for letter in text) - broken
    return "utf-8" if good > broken else "cp1252"
