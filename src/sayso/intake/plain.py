"""Bytes of plain text → text."""

from __future__ import annotations

import codecs

from sayso.model import Problem
from sayso.problems import BinaryInput, problem

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: control characters that text has: tab, line feed, form feed, carriage return, escape
_ALLOWED = frozenset(b"\t\n\x0b\x0c\r\x1b")


def decode(data: bytes, origin: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of the bytes, with line ends made line feeds; BinaryInput if they are no text.

    UTF-8 and UTF-16 by their marks, else UTF-8, else Windows-1252, the usual encoding of old pages.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(data.decode(encoding, errors="replace")), ()
    head = data[:4096]
    if any(byte < 32 and byte not in _ALLOWED for byte in head):
        raise BinaryInput(origin)
    try:
        return _lines(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        lost = text.count("�")
        note = (problem("undecodable_bytes", count=lost, encoding="Windows-1252"),) if lost else ()
        return _lines(text), note


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
