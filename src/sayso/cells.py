"""A cell of text that no spreadsheet takes for a formula, and the way back to the text as it was."""

from __future__ import annotations

import re
from typing import TypeVar

T = TypeVar("T")

#: what a spreadsheet may take for a formula, behind any apostrophes and blanks; the wide forms are the same to some
_RISKY = re.compile(r"'*[\s\x00\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠]|'*[\t\r\n\x00]")
_ESCAPED = re.compile(rf"'(?:{_RISKY.pattern})")


def safe(cell: T) -> T | str:
    """The cell; text that a spreadsheet may run gets one apostrophe before it. Numbers are numbers.

    >>> safe("=1+1"), safe("'=1+1"), safe(-66.9)
    ("'=1+1", "''=1+1", -66.9)
    """
    return f"'{cell}" if isinstance(cell, str) and _RISKY.match(cell) else cell


def unescaped(cell: str) -> str:
    """The text that ``safe`` made the cell from: one apostrophe less, where one was put.

    >>> unescaped("'=1+1"), unescaped("''=1+1"), unescaped("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return cell[1:] if _ESCAPED.match(cell) else cell
