"""Happenings that the network sees in words which no vocabulary has: "did not survive", "shells rained on the town".

The rules are asked first, and what they say stands; the network adds what they leave out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.happened.triggers import is_known
from sayso.claims.parts import Happening
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: how sure the network must be where a sentence tells of nothing else, beside another happening, and of a
#: word that the rules know and have dropped
_ALONE, _BESIDE, _DROPPED = 0.6, 0.9, 0.95


def find_seen(doc: Doc, told: Sequence[Happening]) -> list[Happening]:
    """The happenings that the network is sure of, at words that none of those told already has."""
    taken = {token.i for one in told for token in (*one.trigger, *one.heads)}
    busy = {one.sentence.start for one in told}
    found: list[Happening] = []
    for place, kind, sure in _surest_first(doc):
        head = doc[place]
        beside = head.sent.start in busy
        if place in taken or head.is_punct:
            continue
        if beside and not syntax.has_subject(head):
            continue  # without a subject of its own it is part of what the sentence tells already
        least = _DROPPED if is_known(head) else _BESIDE if beside else _ALONE
        if sure >= least:
            found.append(Happening(kind, doc[place : place + 1], head, head.sent, seen=True))
            busy.add(head.sent.start)
    return found


def _surest_first(doc: Doc) -> list[tuple[int, str, float]]:
    """Place, kind and sureness of each word that the network sees a happening in."""
    seen = ((place, kind, sure) for place, (kind, sure) in doc.user_data.get(layers.HAPPENINGS, {}).items())
    return sorted(seen, key=lambda one: (-one[2], one[0]))
