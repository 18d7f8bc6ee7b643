"""Text that can be normalised and mapped back: quotes found again, offsets kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model import Span

_PLAIN = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("‐‑‒–—―−", "-")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made simpler, and for each of its characters the stretch of the original it stands for.

    ``starts[i]:ends[i]`` are code-point offsets into the original, half-open; both rise with ``i``.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> Folded:
    """The text with each run of white space, each kind of quotation mark and each kind of dash made one.

    Letters become their NFKC form, a letter together with the accents written after it; characters
    that nobody sees (soft hyphens, zero-width marks) go. Case stays: "us" is not "US".

    >>> fold("a  “b”")
    Folded(text='a "b"', starts=(0, 1, 3, 4, 5), ends=(1, 3, 4, 5, 6))
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for letter in _plain(text[start:end]):
            if letter == " " == "".join(letters[-1:]):
                ends[-1] = end
                continue
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def find_quote(quote: str, text: str) -> Span | None:
    """Where the words of a quote stand in the text: exactly, else folded; None if they do not.

    Never fuzzy: a word, a number or a name that differs is not found. The Span has the text's own
    words, which fold to the same as the quote.
    """
    if not quote.strip():
        return None
    exact = text.find(quote)
    if exact >= 0:
        return Span(exact, exact + len(quote), quote)
    wanted = fold(quote).text.strip()
    folded = fold(text)
    at = folded.text.find(wanted) if wanted else -1
    while at >= 0:
        start, end = folded.starts[at], folded.ends[at + len(wanted) - 1]
        # a quote may begin inside one character of the original (the "i" of the ligature "ﬁ")
        if fold(text[start:end]).text.strip() == wanted:
            return Span(start, end, text[start:end])
        at = folded.text.find(wanted, at + 1)
    return None


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Where each letter begins and ends, with the accents and invisible characters that follow it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not (unicodedata.combining(text[at]) or _unseen(text[at])):
            yield start, at
            start = at


def _plain(cluster: str) -> str:
    """The letters a cluster becomes: none for what nobody sees, one space for white space."""
    seen = "".join(_PLAIN.get(letter, letter) for letter in cluster if not _unseen(letter))
    simple = unicodedata.normalize("NFKC", seen)
    return "".join(" " if letter.isspace() else _PLAIN.get(letter, letter) for letter in simple)


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"
