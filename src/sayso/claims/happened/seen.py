"""Happenings that the network sees in words which no vocabulary has: "did not survive", "shells rained on the town".

The rules are asked first, and what they say stands; the network adds what they leave out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.parts import Happening
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: how sure the network must be where a sentence tells of nothing else, beside another happening, and of what the rules dropped
_ALONE, _BESIDE, _DROPPED = 0.6, 0.9, 0.95


def find_seen(doc: Doc, told: Sequence[Happening], dropped: Collection[int]) -> Iterator[Happening]:
    """The happenings that the network is sure of, at words that none of those told already has; ``dropped``: the rules' rejected words."""
    taken = {token.i for one in told for token in (*one.trigger, *one.heads)}
    for place, (kind, sure) in doc.user_data.get(layers.HAPPENINGS, {}).items():
        head = doc[place]
        if place in taken or head.is_punct or head.is_space:
            continue
        beside = any(one.sentence.start == head.sent.start for one in told)
        if beside and syntax.child(head, "nsubj", "nsubj:pass") is None:
            continue  # without a subject of its own it is part of what is told
        least = _DROPPED if place in dropped else _BESIDE if beside else _ALONE
        if sure >= least:
            yield Happening(kind, doc[place : place + 1], head, head.sent)
