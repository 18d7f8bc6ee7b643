"""From words that fill slots to incidents: which wordings name one thing, and which things belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from sayso.evaluation.muc4.model import Layer, hashed
from sayso.evaluation.muc4.pairs import Filler, pair_features, types_of
from sayso.evaluation.muc4.weighing import ROLES, TYPES, Weighed, Wording

if TYPE_CHECKING:
    from spacy.tokens import Token

#: how sure a thing must be to be taken, by role; chosen, as those below, on whole templates of the train half, out of fold
TAKEN = {
    "individual": 0.25,
    "organisation": 0.27,
    "thing": 0.25,
    "person": 0.25,
    "instrument": 0.3,
    "described": 0.4,
}
#: how sure the report must be to have an incident, two things to be of one, a type that has no thing of its own
RELEVANT, ONE, SHARED, BARE = 0.3, 0.3, 0.55, 0.35
#: wordings below this are not looked at
_LOOKED_AT = 0.06
#: how a name and what its bearer is hang together
_BESIDE = frozenset(("appos", "flat", "compound", "nmod:desc"))
_PERPETRATORS = ("individual", "organisation")


@dataclass
class Template:
    """One incident: its type, and what fills its slots."""

    kind: str
    fillers: list[Filler] = field(default_factory=list)

    def of(self, *roles: str) -> list[Filler]:
        return [one for one in self.fillers if one.role in roles]


def find_templates(weighed: Weighed, layers: dict[str, Layer]) -> list[Template]:
    """The incidents of a report; none if it is not relevant."""
    if weighed.report[0] < RELEVANT:
        return []
    fillers = find_fillers(weighed)
    together = _Together(weighed, layers["pair"])
    core = [one for one in fillers if one.role not in _PERPETRATORS]
    anchors = [one for one in core if one.role != "instrument"] or core
    templates = [Template(_type(group, weighed), group) for group in _groups(anchors, together)]
    told = {one.kind for one in templates}
    templates += [
        Template(kind)
        for kind, share in zip(TYPES, weighed.report[1:], strict=True)
        if kind not in told and share > BARE
    ]
    templates = templates or [Template(TYPES[int(weighed.report[1:].argmax())])]
    groups = [list(one.fillers) for one in templates]
    for one in fillers:
        if all(one is not anchor for anchor in anchors):
            _shared_out(one, templates, groups, together)
    return templates


def find_fillers(weighed: Weighed) -> list[Filler]:
    """The things of a report that fill a slot, each under its best wording."""
    ranked = sorted(
        (
            (float(share), role, wording)
            for wording, shares in zip(weighed.featured.wordings, weighed.roles, strict=True)
            for role, share in zip(ROLES, shares, strict=True)
            if share >= _LOOKED_AT
        ),
        key=lambda found: -found[0],
    )
    things: list[tuple[Wording, str, list[float]]] = []
    for share, role, wording in ranked:
        same = next((t for t in things if t[1] == role and _is_one_thing(t[0], wording, role)), None)
        if same is None:
            things.append((wording, role, [1 - share]))
        else:
            same[2].append(1 - share)
    found = [Filler(wording, role, float(1 - np.prod(missed))) for wording, role, missed in things]
    sure = sorted(
        (one for one in found if one.share >= TAKEN[one.role]),
        key=lambda one: (one.role == "described", -one.share),
    )
    kept: list[Filler] = []
    for one in sure:
        at = next((at for at, other in enumerate(kept) if _is_title(one, other)), None)
        if at is not None:
            kept[at] = replace(kept[at], title=kept[at].title or one.wording)
        elif not any(_is_in_the_way(other, one) for other in kept):
            kept.append(one)
    return kept


def _is_title(one: Filler, person: Filler) -> bool:
    """What a named person is: words before the name, or beside it."""
    if one.role != "described" or person.role != "person":
        return False
    return bool(one.wording.heads & person.wording.heads) or any(
        _hangs_on(a.head, b.head) or _hangs_on(b.head, a.head)
        for a in one.wording.places
        for b in person.wording.places
    )


def _hangs_on(one: Token, other: Token) -> bool:
    return one.head == other and one.dep_ in _BESIDE


def _is_one_thing(one: Wording, other: Wording, role: str) -> bool:
    """They share a word of the report, one is part of the other and ends alike, or one is an abbreviation beside the other."""
    within = one.words <= other.words or other.words <= one.words
    if one.heads & other.heads or (within and one.plain.split()[-1] == other.plain.split()[-1]):
        return True
    if within and role in ("person", "organisation"):
        return True
    return role == "organisation" and any(
        abs(a.words.end - b.words.start) <= 1 or abs(b.words.end - a.words.start) <= 1
        for a in one.places
        for b in other.places
    )


def _is_in_the_way(kept: Filler, one: Filler) -> bool:
    """The same words are already taken for something else; a group may be doer and organisation."""
    both_perpetrators = {kept.role, one.role} <= set(_PERPETRATORS)
    return kept.role != one.role and not both_perpetrators and bool(kept.wording.heads & one.wording.heads)


class _Together:
    """How likely two fillers are of one incident; each pair is worked out once."""

    def __init__(self, weighed: Weighed, layer: Layer) -> None:
        self._weighed = weighed
        self._layer = layer
        self._known: dict[frozenset[int], float] = {}

    def __call__(self, one: Filler, other: Filler) -> float:
        key = frozenset((id(one), id(other)))
        if key not in self._known:
            features = hashed(pair_features(one, other, self._weighed))
            self._known[key] = float(self._layer.shares(features)[0])
        return self._known[key]


def _groups(anchors: Sequence[Filler], together: Callable[[Filler, Filler], float]) -> list[list[Filler]]:
    """The anchors in groups, the likeliest two groups joined first, by the mean over their pairs."""
    groups = [[one] for one in anchors]
    while len(groups) > 1:
        share, first, second = max(
            (float(np.mean([together(a, b) for a in groups[x] for b in groups[y]])), x, y)
            for x, y in combinations(range(len(groups)), 2)
        )
        if share < ONE:
            break
        groups[first] += groups.pop(second)
    return groups


def _type(group: Sequence[Filler], weighed: Weighed) -> str:
    """The type that the sentences of a group tell of, and a little the report."""
    told = np.mean([types_of(one.wording, weighed) for one in group], axis=0)
    return TYPES[int((told + weighed.report[1:] / 4).argmax())]


def _shared_out(
    one: Filler,
    templates: Sequence[Template],
    groups: Sequence[Sequence[Filler]],
    together: Callable[[Filler, Filler], float],
) -> None:
    """Give a perpetrator or an instrument to every incident it belongs to, at least to the likeliest."""
    shares = [
        _fits(one, template) * float(np.mean([together(one, other) for other in group]) if group else SHARED)
        for template, group in zip(templates, groups, strict=True)
    ]
    best = max(shares)
    for template, share in zip(templates, shares, strict=True):
        if share >= SHARED or share == best:
            template.fillers.append(one)


def _fits(one: Filler, template: Template) -> float:
    """An instrument hardly belongs to a kidnapping: the answer keys have none there."""
    return 0.5 if one.role == "instrument" and template.kind in ("kidnapping", "arson") else 1.0
