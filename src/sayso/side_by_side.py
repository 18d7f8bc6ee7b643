"""Two readings of one report side by side: where they agree, where they differ, what only one of them saw.

It orders what a person looks at, and decides nothing: that two readers agree makes no claim true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sayso.model import Claim, ClaimId, Reading, Span
from sayso.words import chain_words, count_words, listed, place_words, when_words

#: part of a claim → what is compared, as words; equal words are agreement
FIELDS: dict[str, Callable[[Claim], str]] = {
    "kind": lambda claim: claim.kind,
    "who says": lambda claim: _sorted(chain_words(chain) for chain in claim.sources) or "own voice",
    "stance": lambda claim: claim.stance,
    "by": lambda claim: _sorted(actor.name for actor in claim.by),
    "against": lambda claim: _sorted(actor.name for actor in claim.against),
    "casualties": lambda claim: _sorted(
        f"{count.effect} {count_words((count.low, count.high)) or count.span.text}"
        for count in claim.casualties
    ),
    "weapons": lambda claim: _sorted(weapon.weapon_class or weapon.span.text for weapon in claim.weapons),
    "place": lambda claim: (claim.place.gazetteer or place_words(claim.place)) if claim.place else "",
    "time": lambda claim: when_words(claim.when),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One part on which two claims differ; "" where a reader says nothing of it."""

    field: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, one of each reader, of one happening in the same words."""

    one: Claim
    other: Claim
    differences: tuple[Difference, ...]

    @property
    def alike(self) -> float:
        """The share of the parts on which they agree, of those that either of them has."""
        said = sum(bool(words(self.one) or words(self.other)) for words in FIELDS.values())
        return 1 - len(self.differences) / said


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two readings of one report, claim by claim, in reading order."""

    one: Reading
    other: Reading
    pairs: tuple[Pair, ...]
    only_one: tuple[Claim, ...]
    only_other: tuple[Claim, ...]

    @property
    def agreed(self) -> tuple[Pair, ...]:
        """The pairs without a difference."""
        return tuple(pair for pair in self.pairs if not pair.differences)

    @property
    def differing(self) -> tuple[Pair, ...]:
        """The pairs that differ, the most unlike first: what a person should look at first."""
        return tuple(
            sorted((p for p in self.pairs if p.differences), key=lambda p: (p.alike, p.one.trigger.start))
        )


def side_by_side(one: Reading, other: Reading) -> SideBySide:
    """The claims of two readings in pairs: the best pairs first, each claim in one pair at most."""
    ways = sorted(
        (-closeness, first.trigger.start, second.trigger.start, first.id, second.id)
        for first in one.claims
        for second in other.claims
        if (closeness := _closeness(first, second))
    )
    ones, others = ({claim.id: claim for claim in reading.claims} for reading in (one, other))
    paired: dict[ClaimId, ClaimId] = {}
    taken: set[ClaimId] = set()
    for *_, first_id, second_id in ways:
        if first_id not in paired and second_id not in taken:
            paired[first_id] = second_id
            taken.add(second_id)
    pairs = [_pair(ones[first], others[second]) for first, second in paired.items()]
    return SideBySide(
        one,
        other,
        tuple(sorted(pairs, key=lambda pair: (pair.one.trigger.start, pair.one.id))),
        tuple(claim for claim in one.claims if claim.id not in paired),
        tuple(claim for claim in other.claims if claim.id not in taken),
    )


def side_by_side_record(beside: SideBySide) -> dict[str, Any]:
    """It as plain JSON: ids of the claims, which stand in the two readings."""
    return {
        "report": beside.one.report.id,
        "readers": [beside.one.reader, beside.other.reader],
        "agree": [[pair.one.id, pair.other.id] for pair in beside.agreed],
        "differ": [
            {
                "claims": [pair.one.id, pair.other.id],
                "alike": round(pair.alike, 3),
                "on": {part.field: [part.one, part.other] for part in pair.differences},
            }
            for pair in beside.differing
        ],
        "only": [[claim.id for claim in beside.only_one], [claim.id for claim in beside.only_other]],
    }


def _pair(one: Claim, other: Claim) -> Pair:
    said = ((name, words(one), words(other)) for name, words in FIELDS.items())
    return Pair(
        one, other, tuple(Difference(*part) for part in said if part[1].casefold() != part[2].casefold())
    )


def _closeness(one: Claim, other: Claim) -> float:
    """How much speaks for one happening in the same words; 0 where no sentence is shared, or neither word nor kind."""
    if not any(_shared(first, second) for first in one.evidence for second in other.evidence):
        return 0.0
    trigger, kind = _shared(one.trigger, other.trigger), one.kind == other.kind
    if not (trigger or kind):
        return 0.0
    voices = FIELDS["who says"](one) == FIELDS["who says"](other)
    return 4.0 * bool(trigger) + 2.0 * kind + 1.0 * (one.stance == other.stance) + 1.0 * voices


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _sorted(words: Iterable[str]) -> str:
    return listed(sorted(words))
