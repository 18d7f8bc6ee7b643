"""Which words fill the roles of a happening, as the network sees it: who did it, to whom, where, when, with what, how many.

A word is scored for each role of each other word of its sentence by their vectors, by how far they stand apart, and by the
way from one to the other over the tree: "nsubj" up and "obl" with "by" down say much by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.language.decode import Floats

if TYPE_CHECKING:
    from spacy.tokens import Token

#: words that a way leads over at most, up or down
_FAR = 5
#: ways longer than this many words apart are told apart no more
_APART = 8


@dataclass(frozen=True, slots=True)
class Tables:
    """What was learned beside the network."""

    bias: Floats
    #: by how far words stand apart: [2 x _APART + 1, role]
    apart: Floats
    #: the row of each feature of a way
    ways: dict[str, int]
    #: [feature, role]
    scores: Floats


@dataclass(frozen=True, slots=True)
class Fillers:
    """How well the words of a sentence fill the roles of each word that may name a happening."""

    tables: Tables
    #: by the place of such a word: the places of the words of its sentence, and their scores by vectors alone [word, role]
    scores: Mapping[int, tuple[Sequence[int], Floats]]

    def shares(self, head: Token) -> dict[int, Floats]:
        """For each word of the sentence, by its place, how surely it fills each of ``layers.ROLES``: [role], from 0 to 1.

        Empty if the network does not see that the head may name a happening.
        """
        if head.i not in self.scores:
            return {}
        places, by_vectors = self.scores[head.i]
        scores = by_vectors.copy()
        for at, place in enumerate(places):
            known = [self.tables.ways[one] for one in way(head, head.doc[place]) if one in self.tables.ways]
            scores[at] += self.tables.scores[known].sum(axis=0)
        return dict(zip(places, 1 / (1 + np.exp(-scores)), strict=True))


def scores_of(happening: Floats, fillers: Floats, own: int, tables: Tables) -> Floats:
    """The scores of the words of a sentence [word, role], by vectors and by how far they stand from the happening.

    happening: its vector [role x size]; fillers: those of the words [word, role x size]; own: which of them it is itself.
    """
    roles = len(tables.bias)
    by_role = fillers.reshape(len(fillers), roles, -1)
    products: Floats = (by_role * happening.reshape(roles, -1)).sum(axis=2)
    return products + tables.bias + tables.apart[[apart(at - own) for at in range(len(fillers))]]


def apart(words: int) -> int:
    """The row of the table for words that stand so many words apart, after (positive) or before."""
    size = abs(words)
    steps = size if size < 4 else min(_APART, math.floor(2 + math.log2(size)))
    return _APART + (steps if words > 0 else -steps)


def way(head: Token, word: Token) -> Iterator[str]:
    """What is to be said of the way from a happening's word to another: its relations, the preposition, the parts of speech."""
    up, down = _above(head), _above(word)
    meeting = next((at for at, one in enumerate(down) if one in up), None)
    if meeting is None:
        yield "far"
        return
    over = up.index(down[meeting])
    rising = [one.dep_ for one in up[:over]]
    falling = [one.dep_ for one in reversed(down[:meeting])]
    relations = "<".join(rising) + "|" + ">".join(falling)
    case = next((one.lower_ for one in word.children if one.dep_ == "case"), "")
    yield f"p:{relations}"
    yield f"pc:{relations}/{case}"
    yield f"pp:{head.pos_[0]}{relations}"
    yield f"l:{falling[-1] if falling else ''}/{case}"
    yield f"c:{case}"
    yield f"n:{len(rising)},{len(falling)}"
    yield f"o:{word.pos_}"


def _above(word: Token) -> list[Token]:
    """The word and those it hangs on, the nearest first."""
    found = [word]
    while found[-1].head != found[-1] and len(found) <= _FAR:
        found.append(found[-1].head)
    return found
