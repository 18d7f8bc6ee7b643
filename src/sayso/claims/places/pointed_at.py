"""Places that a clause points back at: "Mosul, *where* a bomb killed nine", "was shot dead *there*"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.places.namesakes import ResolvedPlace

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from sayso.claims.parts import Happening

_NOMINAL = frozenset(["nmod", "compound", "flat", "appos", "conj"])


def is_where(head: Token, place: Span) -> bool:
    """Is the happening told in a clause with "where" about the place: "flew to the city of X, *where* nine were killed"?"""
    said = ((up, part) for up in (head, *head.ancestors) for part in up.children if part.lower_ == "where")
    verb, where = next(said, (None, None))
    if verb is None or where is None or not place.end <= where.i < head.i:
        return False
    if all(token.is_punct for token in place.doc[place.end : where.i]):
        return True
    name = place.root
    while name != verb.head and name.dep_ in _NOMINAL and name.head != name:
        name = name.head
    return name == verb.head


def place_there(happening: Happening, resolved: Sequence[ResolvedPlace]) -> ResolvedPlace | None:
    """The place that "there" means in the clause of the happening: the last named in its sentence, or in the one before."""
    there = next((word for head in happening.heads if (word := _there(head)) is not None), None)
    if there is None:
        return None
    earlier = [
        place
        for place in resolved
        if _opening(there) <= place.words.start < there.i and not place.demonym and place.entry is not None
    ]
    return max(earlier, key=lambda place: place.words.start, default=None)


def _there(head: Token) -> Token | None:
    for word in (head, syntax.governor(head)):
        for part in word.children:
            if part.lower_ == "there" and part.dep_ == "advmod" and part.i > word.i:
                return part
    return None


def _opening(word: Token) -> int:
    """Where the sentence before the word's own begins."""
    start: int = word.sent.start
    return word.doc[start - 1].sent.start if start else 0
