"""Do two things of a report belong to one incident? What the model sees of a pair."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.evaluation.muc4 import filling, seen

if TYPE_CHECKING:
    from sayso.evaluation.muc4.model import Floats
    from sayso.evaluation.muc4.weighing import Weighed, Wording

#: words that begin another incident, or go on with one
_TURNS = frozenset(
    ["meanwhile", "another", "other", "later", "addition", "earlier", "also", "same", "previously", "recall", "previous",
     "yesterday", "today", "ago", "last", "others", "second", "separate", "similar", "simultaneously"]
)  # fmt: skip


@dataclass(frozen=True)
class Filler:
    """A wording in the role that it was taken for; of a named person also what they are."""

    wording: Wording
    role: str
    share: float
    title: Wording | None = None


def pair_features(one: Filler, other: Filler, weighed: Weighed) -> Iterator[str]:
    """Features of two fillers: their roles, how far apart they stand, what is said between, how alike their types are."""
    told = weighed.featured.told
    roles = "+".join(sorted((one.role, other.role)))
    distance, a, b = min(
        (abs(x.head.i - y.head.i), x.head.i, y.head.i)
        for x in one.wording.places
        for y in other.wording.places
    )
    first, last = sorted((told.sentence_of[a], told.sentence_of[b]))
    apart = bisect_right((1, 2, 3, 5, 8), last - first)
    yield f"roles={roles}"
    yield f"distance={bisect_right((2, 4, 7, 12, 20, 40, 80, 150), distance)}"
    yield f"apart={apart}"
    yield f"roles={roles}&apart={apart}"
    yield f"roles={roles}&distance={bisect_right((4, 8, 15, 40, 100), distance)}"
    for number in range(first + 1, last + 1):
        yield from (f"turn={word}" for word in _turns(weighed, number))
    if first == last:
        yield from (f"own={word}" for word in _turns(weighed, first))
    breaks = sum(_breaks(weighed, number) for number in range(first + 1, last + 1))
    yield f"paragraphs={bisect_right((1, 2, 3, 5), breaks)}"
    mine, theirs = types_of(one.wording, weighed), types_of(other.wording, weighed)
    length = float(np.sqrt((mine @ mine) * (theirs @ theirs)))
    alike = float(mine @ theirs) / max(1e-6, length)
    yield f"alike={bisect_right((0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98), alike)}"
    if mine.argmax() == theirs.argmax():
        yield "same type"
    if one.wording.words & other.wording.words:
        yield f"shared word&{roles}"
    yield f"long={bisect_right((5, 10, 15, 20, 30), len(told.spans))}"
    yield f"often={bisect_right((3, 5, 8), len(one.wording.places) + len(other.wording.places))}"
    yield from seen.of_pair(told.doc[a], told.doc[b], roles, told.seen)
    yield from filling.of_pair(told.doc[a], told.doc[b], roles, told.filling)
    telling = int((weighed.sentences[:, 0] > 0.5).sum())
    yield f"telling={bisect_right((1, 3, 5, 8, 12), telling)}"


def types_of(wording: Wording, weighed: Weighed) -> Floats:
    """How much the sentences of a wording tell of each type, the highest of each: float32 [type]."""
    highest: Floats = weighed.sentences[list(wording.sentences), 1:].max(axis=0)
    return highest


def _turns(weighed: Weighed, number: int) -> list[str]:
    return sorted({token.lower_ for token in weighed.featured.told.spans[number]} & _TURNS)


def _breaks(weighed: Weighed, number: int) -> bool:
    span = weighed.featured.told.spans[number]
    return "\n\n" in span.doc[max(0, span.start - 1) : span.start].text
