"""Why claims are one incident, joining by joining, and what is near and was not joined: sentences for and against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.incidents.compare import WEIGHTS, score, sentence
from sayso.incidents.link import Joining
from sayso.model import ClaimId, IncidentId


@dataclass(frozen=True, slots=True)
class Step:
    """Two groups of claims, and what was found when they were compared; above zero speaks for one happening."""

    one: tuple[ClaimId, ...]
    other: tuple[ClaimId, ...]
    score: float
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Another incident that something speaks for being the same, though they were not joined."""

    incident: IncidentId
    step: Step


def step_of(joining: Joining) -> Step:
    """The joining in sentences, those that count most first."""
    ranked = sorted(joining.reasons, key=lambda reason: -abs(WEIGHTS[reason]))
    return Step(
        joining.one,
        joining.other,
        score(joining.reasons),
        tuple(sentence(reason) for reason in ranked if WEIGHTS[reason] > 0),
        tuple(sentence(reason) for reason in ranked if WEIGHTS[reason] < 0),
    )


def steps_of(joinings: Sequence[Joining]) -> tuple[Step, ...]:
    """The joinings in sentences, in their order."""
    return tuple(step_of(joining) for joining in joinings)
