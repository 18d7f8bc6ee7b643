"""Bytes of plain text → text."""

from __future__ import annotations

import codecs

from sayso.model import Problem
from sayso.problems import BinaryInput, problem

#: longest marks first: UTF-32's begins with UTF-16's
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
#: control characters that text has: tab, line feed, form feed, carriage return, escape
_ALLOWED = frozenset(b"\t\n\x0b\x0c\r\x1b")
_HEAD = 4096
#: of so many bytes one may be a control character that text has not: a file with one spoilt byte is still text
_STRAY = 100


def decode(data: bytes, origin: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of the bytes, with line ends made line feeds; BinaryInput if they are no text.

    UTF-8, UTF-16 and UTF-32 by their marks, UTF-16 by its zeros, else UTF-8, else Windows-1252, the usual
    encoding of old pages. What an encoding does not have is U+FFFD in the text, and a problem says how often.
    """
    encoding = _encoding(data)
    if not encoding.startswith(("utf-16", "utf-32")):
        head = data[:_HEAD]
        if sum(byte < 32 and byte not in _ALLOWED for byte in head) * _STRAY > len(head):
            raise BinaryInput(origin)
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd") - data.decode(encoding, errors="ignore").count("\ufffd")
    name = _NAMES.get(encoding, encoding.upper())
    note = (problem("undecodable_bytes", count=lost, encoding=name),) if lost else ()
    return text.replace("\r\n", "\n").replace("\r", "\n"), note


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_HEAD]
    for encoding, zeros, letters in (
        ("utf-16-le", head[1::2], head[::2]),
        ("utf-16-be", head[::2], head[1::2]),
    ):
        if len(head) > 7 and zeros.count(0) > 0.7 * len(zeros) and letters.count(0) < 0.1 * len(letters):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        # one spoilt byte does not make a UTF-8 text another one: what is good must outweigh what is bad
        text = data.decode("utf-8", errors="replace")
        bad = text.count("\ufffd")
        return "utf-8" if sum(not sign.isascii() for sign in text) > 2 * bad else "cp1252"
    return "utf-8"
