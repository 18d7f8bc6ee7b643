"""Text that can be normalised and mapped back: quotes found again, offsets kept."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model import Span

_PLAIN = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("‐‑‒–—―−", "-")
#: letters that fold to themselves, single spaces between them; what follows may still join the last of them
_AS_IT_IS = re.compile(r"[!-_a-~](?:[!-_a-~]| (?=[!-_a-~]))*")
#: ways to write a letter that mean something: "10²" is not "102"
_MEANT = ("<super>", "<sub>", "<fraction>", "<circle>")
_MARKS = re.compile(r"[\"']+")

_LETTER, _HYPHEN, _SPACE = r"[^\W_]", r"[-‐‑]", r"[ \u00a0\u2009\u202f]"
#: (what stands before a place, what stands after it) if the place is inside a word or a number
_INSIDE = [
    (re.compile(rf"(?:{before})\Z"), re.compile(after))
    for before, after in (
        (_LETTER, _LETTER),
        (rf"{_LETTER}{_HYPHEN}", _LETTER),
        (_LETTER, rf"{_HYPHEN}{_LETTER}"),
        (rf"{_LETTER}['’]", _LETTER),
        # "the army" is whole in "the army's"; "can" is not in "can't"
        (_LETTER, rf"['’](?!s(?!{_LETTER})){_LETTER}"),
        (r"\d[.,:/–]", r"\d"),
        (r"\d", r"[.,:/–]\d|[%‰]"),
        (r"[-‐−]", r"\d"),
        # "1 500"
        (rf"(?<!\d)\d{{1,3}}{_SPACE}", r"\d{3}(?!\d)"),
        (r"(?<!\d)\d{1,3}", rf"{_SPACE}\d{{3}}(?!\d)"),
    )
]
#: characters beside a place that tell whether it is inside something
_NEAR = 8


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
    that nobody sees (soft hyphens, zero-width marks) go. Case stays: "us" is not "US". So do raised and
    lowered figures and fractions.

    >>> fold("a  “b”")
    Folded(text='a "b"', starts=(0, 1, 3, 4, 5), ends=(1, 3, 4, 5, 6))
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, simple in _simple(text):
        if end - start == len(simple) > 1:
            letters.extend(simple)
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            continue
        for letter in simple:
            if letter == " " and letters[-1:] == [" "]:
                ends[-1] = end
                continue
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def find_quote(quote: str, text: str) -> Span | None:
    """Where the words of a quote stand in the text: exactly, else folded; None if they do not.

    Never fuzzy: a word, a number or a name that differs is not found, nor is a part of one: "5 people"
    does not stand in "15 people", nor "can" in "can't". The Span has the text's own words, which are the
    quote's but for white space, quotation marks, dashes and what nobody sees.
    """
    if not quote.strip():
        return None
    for at in _places(quote, text):
        if _is_whole(text, at, at + len(quote)):
            return Span(at, at + len(quote), quote)
    wanted, searched = _searchable(quote).text.strip(), _searchable(text)
    for at in _places(wanted, searched.text) if wanted else ():
        start, end = searched.starts[at], searched.ends[at + len(wanted) - 1]
        # a quote may begin inside one character of the original (the "i" of the ligature "ﬁ")
        if _is_whole(text, start, end) and _searchable(text[start:end]).text.strip() == wanted:
            return Span(start, end, text[start:end])
    return None


def find_quotes(quote: str, text: str) -> list[Span]:
    """Every place where the words stand as they are written, whole; where there is none, the one that ``find_quote`` finds."""
    wanted = quote.strip()
    exact = [
        Span(at, at + len(wanted), wanted)
        for at in (_places(wanted, text) if wanted else ())
        if _is_whole(text, at, at + len(wanted))
    ]
    loose = None if exact else find_quote(quote, text)
    return exact or ([loose] if loose else [])


def whole_words(start: int, end: int, text: str) -> Span | None:
    """Those characters without white space at their ends, and widened to where words begin and end; None if they are none."""
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    while start > 0 and _is_inside(text, start):
        start -= 1
    while end < len(text) and _is_inside(text, end):
        end += 1
    return Span(start, end, text[start:end])


def spans_in(noun: object) -> Iterator[Span]:
    """Every span in a noun, however deep."""
    if isinstance(noun, Span):
        yield noun
    elif isinstance(noun, tuple):
        for part in noun:
            yield from spans_in(part)
    elif dataclasses.is_dataclass(noun):
        for field in dataclasses.fields(noun):
            yield from spans_in(getattr(noun, field.name))


def _places(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


@functools.lru_cache(maxsize=16)
def _searchable(text: str) -> Folded:
    """The folded text with every run of quotation marks made one mark, since each house has its own.

    The last ones are remembered: many quotes are looked for in one text.
    """
    folded = fold(text)
    gone = {at for run in _MARKS.finditer(folded.text) for at in range(run.start() + 1, run.end())}
    kept = [at for at in range(len(folded.text)) if at not in gone] if gone else range(len(folded.text))
    return Folded(
        _MARKS.sub("'", folded.text),
        tuple(folded.starts[at] for at in kept) if gone else folded.starts,
        tuple(folded.ends[at] for at in kept) if gone else folded.ends,
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    """Do the words begin and end where words do?"""
    return not (_is_inside(text, start) or _is_inside(text, end))


def _is_inside(text: str, at: int) -> bool:
    """Is the place before this character inside a word, a number or an accented letter?"""
    if at < len(text) and unicodedata.combining(text[at]):
        return True
    before = "".join(sign for sign in text[max(at - _NEAR, 0) : at] if not _unseen(sign))
    after = "".join(sign for sign in text[at : at + _NEAR] if not _unseen(sign))
    return any(left.search(before) and right.match(after) for left, right in _INSIDE)


def _simple(text: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of the text and what they become: long ones that stay as they are, else a letter each."""
    at = 0
    while at < len(text):
        run = _AS_IT_IS.match(text, at)
        end = run.end() if run else at
        if end < len(text) and not text[end].isascii():
            # an accent may follow
            end -= 1
        if run and end > at:
            yield at, end, text[at:end]
            at = end
        else:
            end = at + 1
            while end < len(text) and (unicodedata.combining(text[end]) or _unseen(text[end])):
                end += 1
            yield at, end, _plain(text[at:end])
            at = end


def _plain(cluster: str) -> str:
    """The letters a cluster becomes: none for what nobody sees, one space for white space."""
    seen = "".join(_PLAIN.get(letter, letter) for letter in cluster if not _unseen(letter))
    meant = any(unicodedata.decomposition(letter).startswith(_MEANT) for letter in seen)
    simple = unicodedata.normalize("NFC" if meant else "NFKC", seen)
    return "".join(" " if letter.isspace() else _PLAIN.get(letter, letter) for letter in simple)


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"
