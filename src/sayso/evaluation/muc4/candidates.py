"""Words of a report that may fill a slot: noun phrases, in each of the lengths that an answer key may give them.

"A CAR BOMB IN THE CITY" may stand there as "car bomb in the city", "car bomb" or "bomb". All are candidates; the model
chooses. Candidates with one head are one *phrase*; phrases of one wording are one *string* of the report.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_LEFT = frozenset(
    ("compound", "amod", "nummod", "nmod:poss", "flat", "nmod:desc", "nmod", "advmod", "punct", "acl", "case")
)
_RIGHT = frozenset(("flat", "compound", "flat:foreign", "goeswith", "nmod:desc"))
_MARKS = re.compile("[" + re.escape(string.punctuation) + "]")
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """Some words with one head, and how they were cut: "full", "bare", "head", "of", "name", "short"."""

    words: Span
    head: Token
    cut: str

    @property
    def plain(self) -> str:
        return plain(self.words.text)


def plain(text: str) -> str:
    """Lower case, without punctuation and articles: the form in which answers are compared."""
    return " ".join(_ARTICLES.sub(" ", _MARKS.sub("", text.lower())).split())


def find_candidates(doc: Doc) -> Iterator[Candidate]:
    """Every candidate of a report, in reading order of heads; no two of one head with the same words."""
    mentions = {at: m for m in doc.spans.get(layers.MENTIONS, []) for at in range(m.start, m.end)}
    for head in doc:
        if (
            head.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "X")
            or head.is_space
            or not head.text[0].isalnum()
        ):
            continue
        if head.pos_ in ("ADJ", "NUM") and head.dep_ in ("amod", "nummod", "advmod"):
            continue
        seen: set[tuple[int, int]] = set()
        for start, end, cut in _cuts(head, mentions.get(head.i)):
            start, end = _trimmed(doc, start, end)
            if end - start > _LONGEST or end <= start or (start, end) in seen:
                continue
            seen.add((start, end))
            if plain(doc[start:end].text):
                yield Candidate(doc[start:end], head, cut)


def _cuts(head: Token, mention: Span | None) -> Iterator[tuple[int, int, str]]:
    left, right = _left(head), _right(head)
    yield left, right, "full"
    last = head.i
    while last > left and head.doc[last - 1].dep_ in ("compound", "flat") and head.doc[last - 1].head == head:
        last -= 1
    yield _after_numbers(head.doc, left, head.i), right, "unnumbered"
    yield last, right, "compound"
    yield head.i, right, "head"
    yield head.i, head.i + 1, "word"
    for part in head.children:
        if (
            part.dep_ == "nmod"
            and part.i > head.i
            and syntax.case_of(part) in ("of", "in", "from", "for", "to")
        ):
            end = _right(part)
            kind = "of" if syntax.case_of(part) == "of" else "in"
            yield left, end, kind
            yield _after_numbers(head.doc, left, head.i), end, kind
            yield last, end, kind
            break
    title = _title(mention, left)
    if title is not None:
        yield *title, "title"
        yield _after_numbers(head.doc, title[0], title[1] - 1), title[1], "title"
    if mention is not None:
        yield mention.start, mention.end, "name"
        if mention.root != head:
            yield mention.root.i, mention.root.i + 1, "name"


def _title(mention: Span | None, left: int) -> tuple[int, int] | None:
    """What somebody is, before their name: "PATRIOTIC UNION PRESIDENT" of "… PRESIDENT DIEGO MONTANA"."""
    if mention is None or mention.label_ != layers.PERSON:
        return None
    return (left, mention.start) if left < mention.start else None


def _after_numbers(doc: Doc, left: int, head: int) -> int:
    while left < head and (
        doc[left].dep_ in ("nummod", "det", "advmod", "nmod:poss", "case")
        or doc[left].pos_ in ("NUM", "DET", "PRON", "ADV", "SPACE", "PUNCT")
    ):
        left += 1
    return left


def _left(head: Token) -> int:
    start = head.i
    for part in head.lefts:
        if part.dep_ in _LEFT and part.pos_ not in ("ADP", "CCONJ", "VERB", "PRON"):
            start = min(start, part.left_edge.i)
        elif part.i < start:
            start = start if part.dep_ in ("case", "det", "cc", "mark") else start
    for at in range(head.i - 1, start - 1, -1):
        if (
            head.doc[at].text in ',;:()[]"'
            or head.doc[at].dep_ in ("cc", "det")
            or head.doc[at].pos_ in ("ADP", "AUX", "DET")
        ):
            return at + 1
    return start


def _right(head: Token) -> int:
    end = head.i + 1
    for part in head.rights:
        if part.dep_ in _RIGHT and part.i <= end + 1:
            end = max(end, part.right_edge.i + 1)
    for at in range(head.i + 1, end):
        if head.doc[at].text in ',;:()[]"':
            return at
    return end


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (
        doc[start].is_space or (doc[start].is_punct) or doc[start].lower_ in ("the", "a", "an")
    ):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    return start, end
