"""Happenings that the network sees in words which no vocabulary has: "did not survive", "shells rained on the town".

The rules are asked first, and what they say stands; the network adds what they leave out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.filled import SURE_ALONE, seen
from sayso.claims.grammar import syntax
from sayso.claims.happened.triggers import is_known
from sayso.claims.parts import Happening
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: how sure the network must be where a sentence tells of nothing else, the same where it sees somebody do or suffer it,
#: beside another happening, and of a word that the rules know and have dropped
_ALONE, _FILLED, _BESIDE, _DROPPED = 0.6, 0.45, 0.9, 0.95
#: those who do it or suffer it
_SIDES = ("by", "to", "dead", "hurt", "held")


def find_seen(doc: Doc, told: Sequence[Happening]) -> list[Happening]:
    """The happenings that the network is sure of, at words that none of those told already has."""
    taken = {token.i for one in told for token in (*one.trigger, *one.heads)}
    busy = {one.sentence.start for one in told}
    found: list[Happening] = []
    for place, kind, sure in _surest_first(doc):
        if sure < _FILLED:
            break  # not sure enough anywhere
        head = doc[place]
        beside = head.sent.start in busy
        if place in taken or head.is_punct:
            continue
        if beside and not syntax.has_subject(head):
            continue  # without a subject of its own it is part of what the sentence tells already
        one = Happening(kind, doc[place : place + 1], head, head.sent, seen=True)
        if sure >= _least(one, beside):
            found.append(one)
            busy.add(head.sent.start)
    return found


def _least(one: Happening, beside: bool) -> float:
    """How sure the network must be of this happening; beside: its sentence tells of another."""
    if is_known(one.head):
        return _DROPPED
    if beside:
        return _BESIDE
    filled = any(seen(one, role, SURE_ALONE) for role in _SIDES)
    return _FILLED if filled else _ALONE


def _surest_first(doc: Doc) -> list[tuple[int, str, float]]:
    """Place, kind and sureness of each word that the network sees a happening in."""
    all_seen = (
        (place, kind, sure) for place, (kind, sure) in doc.user_data.get(layers.HAPPENINGS, {}).items()
    )
    return sorted(all_seen, key=lambda one: (-one[2], one[0]))
