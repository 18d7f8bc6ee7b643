"""Text that can be normalised and mapped back: quotes found again, offsets kept."""

from __future__ import annotations

import unicodedata

from sayso.model import Span

_QUOTES = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("‐‑‒–—−", "-")


def fold(text: str) -> tuple[str, list[int]]:
    """The text with white space runs, quotes and dashes made one, and for each character its place in the original.

    >>> fold("a  “b”")
    ('a "b"', [0, 1, 3, 4, 5])
    """
    folded: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        if letter.isspace():
            if folded and folded[-1] != " ":
                folded.append(" ")
                places.append(at)
            continue
        for part in _QUOTES.get(letter) or unicodedata.normalize("NFKC", letter):
            folded.append(part)
            places.append(at)
    return "".join(folded), places


def find_quote(quote: str, text: str) -> Span | None:
    """Where the words of a quote stand in the text, white space and quotation marks aside; None if they do not.

    Never fuzzy: a word, a number or a name that differs is not found. The Span has the text's own words.
    """
    exact = text.find(quote)
    if quote.strip() and exact >= 0:
        return Span(exact, exact + len(quote), quote)
    wanted = fold(quote)[0].strip()
    folded, places = fold(text)
    at = folded.find(wanted) if wanted else -1
    if at < 0:
        return None
    start, end = places[at], places[at + len(wanted) - 1] + 1
    return Span(start, end, text[start:end])
