"""One low, one best and one high where a format has room for no more; how they are chosen is said, never hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.exports.losses import counting
from sayso.exports.material import Material
from sayso.model import Claim, ClaimId, Effect, Incident
from sayso.tolls import toll_of
from sayso.words import Bounds, chain_words, own_voice

#: ways to choose one figure of several
WAYS = ("majority", "low", "high")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a format gets of all that is said of one effect. ``open`` : somebody's "at least" has no upper bound."""

    low: int
    best: int
    high: int
    open: bool
    #: the claims that give the best figure, the one that says most of whose dead they are first
    by: tuple[Claim, ...]

    def pick(self, way: str) -> int:
        """The low, the high or the best."""
        return {"low": self.low, "high": self.high}.get(way, self.best)


def estimate(incident: Incident, effect: Effect, material: Material) -> Estimate | None:
    """Low, best and high of what is said; None where nobody gives a number.

    Low is the lowest lower bound, high the highest number that anybody says; best the lower bound that most speakers
    give, of equals the lowest.
    """
    said = _said(incident, effect)
    if not said:
        return None
    least = {claim.id: _least(bounds) for claim, bounds in said}
    low, open_ = _bounds(incident, effect)
    lowest = min(least.values()) if low is None else low
    highest = max(number for _, bounds in said for number in bounds if number is not None)
    votes = Counter({number: len(_speakers(said, least, number, material)) for number in set(least.values())})
    best = max(lowest, min(votes, key=lambda number: (-votes[number], number)))
    givers = sorted(
        (claim for claim, _ in said if least[claim.id] == best), key=lambda claim: -_told_apart(claim, effect)
    )
    return Estimate(lowest, best, max(highest, best), open_, tuple(givers))


def _said(incident: Incident, effect: Effect) -> list[tuple[Claim, Bounds]]:
    """The claims that give a figure which the incident still counts: one that its source corrected does not."""
    tolls = [(claim, toll) for claim in counting(incident) if (toll := toll_of(claim, effect))]
    low, open_ = _bounds(incident, effect)
    high = _range(incident, effect)[1]
    if low is None and high is None:
        return tolls
    kept = [
        (claim, toll)
        for claim, toll in tolls
        if (low is None or (toll[1] is None or toll[1] >= low))
        and (open_ or high is None or _least(toll) <= high)
    ]
    return kept or tolls


def _range(incident: Incident, effect: Effect) -> Bounds:
    ranges: dict[str, Bounds] = {"killed": incident.killed, "injured": incident.injured}
    return ranges.get(effect, (None, None))


def _bounds(incident: Incident, effect: Effect) -> tuple[int | None, bool]:
    low, high = _range(incident, effect)
    return low, high is None


def _least(bounds: Bounds) -> int:
    """The lower bound; none said: "at most 30" allows none."""
    return bounds[0] if bounds[0] is not None else 0


def _speakers(
    said: list[tuple[Claim, Bounds]], least: Mapping[ClaimId, int], number: int, material: Material
) -> set[str]:
    return {who for claim, _ in said if least[claim.id] == number for who in speakers(claim, material)}


def speakers(claim: Claim, material: Material) -> list[str]:
    """Those who answer for it: the chains in words, or the report's own voice."""
    return [chain_words(chain) for chain in claim.sources] or [own_voice(material.reports.get(claim.report))]


def _told_apart(claim: Claim, effect: Effect) -> int:
    """Of how many it says whose they are."""
    return sum(
        count.low or 0 for count in claim.casualties if count.effect == effect and count.group != "unknown"
    )
