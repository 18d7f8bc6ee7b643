"""Who says how many, and what a source has corrected: its later figure takes the place of its earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.incidents.told import Told, folded
from sayso.model import ClaimId, Effect
from sayso.tolls import Toll, toll_of

EFFECTS: tuple[Effect, ...] = ("killed", "injured", "missing", "captured", "displaced")


@dataclass(frozen=True, slots=True)
class Correction:
    """A source gave one figure and later another; the later counts, the earlier is history."""

    source: str
    effect: Effect
    #: (day of the report, the bounds, the claim), the earliest first; the last one counts
    history: tuple[tuple[str, Toll, ClaimId], ...]


def find_corrections(told: Sequence[Told]) -> tuple[Correction, ...]:
    """What sources with a name of their own, outlets among them, told differently in later reports."""
    return tuple(
        Correction(source, effect, tuple(history))
        for effect in EFFECTS
        for source, history in _histories(told, effect).items()
        if len({toll for _, toll, _ in history}) > 1 and len({day for day, *_ in history}) > 1
    )


def superseded(told: Sequence[Told]) -> frozenset[tuple[ClaimId, Effect]]:
    """The figures that count no longer: given on a day before that of the source's last word."""
    return frozenset(
        (claim, correction.effect)
        for correction in find_corrections(told)
        for day, _, claim in correction.history
        if day < correction.history[-1][0]
    )


def _histories(told: Iterable[Told], effect: Effect) -> dict[str, list[tuple[str, Toll, ClaimId]]]:
    said: defaultdict[str, list[tuple[str, Toll, ClaimId]]] = defaultdict(list)
    for one in sorted(told, key=lambda one: (one.published or "", one.order)):
        toll = toll_of(one.claim, effect)
        if toll is not None and one.published and not one.claim.background:
            for voice in _named_voices(one):
                said[voice].append((one.published, toll, one.claim.id))
    return said


def _named_voices(one: Told) -> list[str]:
    """Those who answer for it and can be told apart in another report: proper names, or the outlet itself."""
    if not one.claim.sources:
        return [f"{one.outlet} (own voice)"] if one.outlet else []
    last = (chain[-1].name for chain in one.claim.sources)
    return [folded(name) for name in last if any(word[:1].isupper() for word in name.split())]
