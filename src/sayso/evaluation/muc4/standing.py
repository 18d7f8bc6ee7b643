"""How an organisation stands to an incident: does it claim it, do others accuse it, and who are they?"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar.lemmas import lemma
from sayso.evaluation.muc4.model import Hashes, hashed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.evaluation.muc4.features import Told
    from sayso.evaluation.muc4.weighing import Featured, Wording

#: so many words to each side are seen as they stand
_AROUND = 4

Cue = tuple[int, str]


@functools.cache
def _meaning() -> dict[str, str]:
    """Word → what it says of the standing."""
    words = vocabulary.load("standing")["words"]
    return {word: name for name, listed in words.items() for word in listed}


@functools.cache
def _of_state() -> frozenset[str]:
    return frozenset(vocabulary.load("standing")["state"]["words"])


def standing_features(wordings: Sequence[Wording], featured: Featured) -> Hashes:
    """What the layer of confidence sees: the words of standing near the organisation and in the whole report."""
    told = featured.told
    meaning = _meaning()
    cues = [(token.i, meaning[token.lower_]) for token in told.doc if token.lower_ in meaning]
    found: set[str] = set(_of_report(cues))
    for one in wordings:
        found.add(f"org={one.plain}")
        found.update(f"ow={word}" for word in one.words)
        if one.words & _of_state():
            found.add("state")
        for place in one.places:
            found.update(_beside(place.head, cues, told))
            found.update(_around(place.head))
    found.add(f"count={min(4, sum(len(one.places) for one in wordings))}")
    found.add(f"first={min(5, min(number for one in wordings for number in one.sentences))}")
    return hashed(found)


def _of_report(cues: Sequence[Cue]) -> Iterator[str]:
    for name, count in Counter(name for _, name in cues).items():
        yield f"doc={name}"
        yield f"docn={name}:{min(count, 4)}"


def _beside(head: Token, cues: Sequence[Cue], told: Told) -> Iterator[str]:
    """The cues of its sentence, with side and distance, and of the sentences before and after."""
    own = told.sentence_of[head.i]
    for at, name in cues:
        step = told.sentence_of[at] - own
        if abs(step) <= 1:
            yield f"q{step}={name}"
        if step == 0:
            side = "r" if at > head.i else "l"
            yield f"q={name}:{side}:{bisect_right((3, 6, 12), abs(at - head.i))}"


def _around(head: Token) -> Iterator[str]:
    """What it hangs on, and the words on both sides."""
    for above in head.ancestors:
        yield f"anc={lemma(above)}"
        name = _meaning().get(above.lower_)
        if name is not None:
            yield f"ancq={name}:{head.dep_}"
    yield f"dep={head.dep_}"
    yield f"hh={head.head.lower_}"
    for token in head.doc[max(0, head.i - _AROUND) : head.i + _AROUND + 1]:
        yield f"win={token.lower_}"
