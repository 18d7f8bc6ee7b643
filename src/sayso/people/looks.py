"""The letters of a text as they look, or as they sound, in small Latin ones: the same name whatever it is written in.

Case, accents, invisible signs, full-width and mathematical forms, and letters of other scripts that look like Latin
ones are all one. Whatever is neither letter nor figure parts words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from sayso import vocabulary

_ASCII_WORD = re.compile(r"[a-z0-9]+")
#: what is looked at alike: a capital I, a small l and a one; an O and a nought
_ONE_STROKE = str.maketrans("i10", "llo")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its letters, and where it stands there (half-open)."""

    letters: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Letters:
    """The words of a text run together, so that it does not matter what parts them."""

    joined: str
    words: tuple[Word, ...]
    #: where each word begins in ``joined``
    starts: tuple[int, ...]
    #: where a word ends in ``joined`` → where it ends in the text
    ends: dict[int, int]


def letters(text: str, *, sounds: bool = False) -> Letters:
    """The letters of the text as they look, or as they sound."""
    words = tuple(_ascii_words(text) if text.isascii() else _words(text, sounds))
    ends = tuple(accumulate(len(word.letters) for word in words))
    starts = (0, *ends[:-1]) if words else ()
    return Letters(
        "".join(word.letters for word in words),
        words,
        starts,
        {end: word.end for end, word in zip(ends, words, strict=True)},
    )


def alike(joined: str) -> str:
    """The letters without the difference between I, l and 1, O and 0; as long as before."""
    return joined.translate(_ONE_STROKE)


def _ascii_words(text: str) -> Iterator[Word]:
    return (Word(found[0], *found.span()) for found in _ASCII_WORD.finditer(text.lower()))


def _words(text: str, sounds: bool) -> Iterator[Word]:
    word, start, end = "", 0, 0
    for at, sign in enumerate(text):
        folded = _folded(sign, sounds)
        if folded is None:
            if word:
                yield Word(word, start, end)
            word = ""
        else:
            start = start if word else at
            word += folded
            end = at + 1 if word else end
    if word:
        yield Word(word, start, end)


@cache
def _folded(sign: str, sounds: bool) -> str | None:
    """The Latin letters that the sign looks or sounds like, "" for one that is not seen, None for one that parts words."""
    if unicodedata.category(sign) in ("Cf", "Mn", "Me", "Mc"):
        return ""
    table = vocabulary.load("people")["sounds" if sounds else "look_alikes"]
    small = sign.lower()
    if small in table:
        return str(table[small])
    parts = (
        part for part in unicodedata.normalize("NFKD", small).lower() if unicodedata.category(part)[0] != "M"
    )
    found = "".join(table.get(part, part) for part in parts)
    return found if found and all(part.isalnum() for part in found) else None
