"""Elements of SVG as text. Words are escaped here and nowhere else."""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape, quoteattr

#: average width of a letter as a share of its size, for a sans serif
_LETTER = 0.56


def element(name: str, *inside: str, **attributes: object) -> str:
    """An element with attributes (``class_`` for class, ``text_anchor`` for text-anchor; None is left out)."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def words(text: str) -> str:
    """Words on one line, escaped; control and direction characters as "·"."""
    shown = "".join(
        "·" if unicodedata.category(sign) in ("Cc", "Cf", "Cs") else sign for sign in " ".join(text.split())
    )
    return escape(shown)


def text_width(text: str, size: float) -> float:
    """About how wide the words are, in pixels."""
    return sum(1.8 if unicodedata.east_asian_width(sign) in "WF" else 1.0 for sign in text) * size * _LETTER


def shortened(text: str, room: float, size: float) -> str:
    """The words, cut with "…" where they are wider than the room."""
    if text_width(text, size) <= room:
        return text
    letters = max(1, int(room / (size * _LETTER)) - 1)
    return text[:letters].rstrip() + "…"


def _value(value: object) -> str:
    """Numbers with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
