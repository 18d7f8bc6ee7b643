"""Bytes of plain text → text."""

from __future__ import annotations

from sayso.intake.encoding import decode
from sayso.intake.page import Page


def read_plain(data: bytes, origin: str, charset: str | None) -> Page:
    """The text exactly as it was decoded, but for its line ends: CR LF and CR become LF.

    Hard-wrapped lines, curly quotes, capitals and white space stay: every offset of a claim counts
    them. BinaryInput if the bytes are no text.
    """
    text, problems = decode(data, origin, charset)
    return Page(text.replace("\r\n", "\n").replace("\r", "\n"), "sayso.plain 1", problems=problems)
