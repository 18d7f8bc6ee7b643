"""What of a text a reader can see, mapped back: instructions can hide in signs that nobody sees.

Hidden are format and control characters (zero-width marks, direction overrides, the invisible alphabet of
tag characters), variation selectors, blanks that are no spaces, private and unassigned characters. Line
feeds and tabs stay, and so do single joiners between two letters, which Persian and Hindi are written with.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sayso.model import Span

_HIDDEN = frozenset(("Cf", "Cc", "Cs", "Co", "Cn"))
#: letters by their class and blank to the eye: fillers of Hangul, the empty cell of Braille, the grapheme joiner
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Visible:
    """The signs of a text that can be seen; ``at[i]`` is where the i-th of them stands in the whole text."""

    text: str
    at: tuple[int, ...]
    whole: str

    @property
    def hidden(self) -> int:
        """How many signs were left out."""
        return len(self.whole) - len(self.text)

    def span(self, start: int, end: int) -> Span:
        """The stretch ``start:end`` of the visible text (not empty) as a Span of the whole one."""
        first, last = self.at[start], self.at[end - 1] + 1
        return Span(first, last, self.whole[first:last])


def visible(text: str) -> Visible:
    """The text without what nobody can see."""
    kept = [at for at, sign in enumerate(text) if not _is_hidden(text, at, sign)]
    return Visible("".join(text[at] for at in kept), tuple(kept), text)


def _is_hidden(text: str, at: int, sign: str) -> bool:
    if " " <= sign <= "~" or sign in "\n\t":
        return False
    if sign in _JOINERS:
        return not (0 < at < len(text) - 1 and _is_letter(text[at - 1]) and _is_letter(text[at + 1]))
    if sign in _BLANK or "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        return True
    return unicodedata.category(sign) in _HIDDEN


def _is_letter(sign: str) -> bool:
    return sign.isalpha() or unicodedata.category(sign) in ("Mn", "Mc")
