"""Who says how many, source by source and side by side, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.incidents.corrections import EFFECTS
from sayso.incidents.told import folded, names_of
from sayso.model import Claim, ClaimId, Effect, ReportId
from sayso.tolls import Toll, range_of, toll_of

#: the side that is said to have done it, the side it was done to, or neither
Side = Literal["doers", "victims", "others"]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one source says of one effect, taken together; ``low`` or ``high`` None: it gives no such bound."""

    effect: Effect
    source: str
    side: Side
    low: int | None
    high: int | None
    claims: tuple[ClaimId, ...]


def figures_by_source(claims: Sequence[Claim], voice: Mapping[ReportId, str]) -> tuple[Figure, ...]:
    """The figures of each source; ``voice`` names each report's own voice by the report's id."""
    found: dict[tuple[Effect, str], list[tuple[Claim, Toll]]] = {}
    for effect in EFFECTS:
        for claim in claims:
            if (toll := toll_of(claim, effect)) is not None:
                for source in [chain[-1].name for chain in claim.sources] or [
                    voice.get(claim.report, "own voice")
                ]:
                    found.setdefault((effect, source), []).append((claim, toll))
    return tuple(
        Figure(
            effect,
            source,
            side_of(source, claims),
            *range_of(toll for _, toll in said),
            tuple(claim.id for claim, _ in said),
        )
        for (effect, source), said in found.items()
    )


def side_of(source: str, claims: Sequence[Claim]) -> Side:
    """The side that a source speaks for, as far as its name tells; the doers' where it tells both."""
    words = {word for word in folded(source).split() if len(word) > 3}
    doers = {word for claim in claims for word in names_of(claim.by)}
    victims = {word for claim in claims for word in names_of(claim.against)}
    return "doers" if words & doers else "victims" if words & victims else "others"
