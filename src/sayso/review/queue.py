"""What to look at next: claims nobody judged, the disputed and the grave first; then what others were unsure of."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sayso.model import Claim, ClaimId, Incident
from sayso.review.columns import STATUSES
from sayso.review.decisions import SECOND_LOOK, second_look
from sayso.review.view import View

#: somebody who had an item on screen less than this ago is still on it
_ON_IT_S = 45.0


@dataclass(frozen=True, slots=True)
class Item:
    """A claim to be judged, the incident it is in, and why it comes up."""

    claim: Claim
    incident: Incident
    why: str


@dataclass(slots=True)
class Presence:
    """Who has which item on screen."""

    on: dict[str, dict[str, float]] = field(default_factory=dict)

    def take(self, item: str, person: str) -> None:
        """The person has this item on screen now, and no other."""
        for people in self.on.values():
            people.pop(person, None)
        self.on.setdefault(item, {})[person] = time.monotonic()

    def others(self, item: str, person: str) -> list[str]:
        """Who else is on it."""
        now = time.monotonic()
        return [one for one, at in self.on.get(item, {}).items() if one != person and now - at < _ON_IT_S]


class Queue:
    """The order in which claims come up; worked out once a view."""

    def __init__(self, view: View) -> None:
        self._view = view
        columns = view.columns
        grave = np.maximum(columns.killed_low, columns.killed_high)
        weight = (
            (columns.disputes > 0) * 1e6 + np.minimum(grave, 9_999) * 100.0 + np.minimum(columns.reports, 99)
        )
        self._order = np.argsort(-weight, kind="stable")

    def remaining(self) -> int:
        """How many claims in incidents nobody has judged."""
        return int(self._view.columns.open.sum(dtype=np.int64))

    def ranked(self, mask: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The rows of the mask, in the order of the queue."""
        rows: NDArray[np.intp] = self._order[mask[self._order]]
        return rows

    def items(self, person: str, without: Collection[str] = ()) -> Iterator[Item]:
        """The items for this person, best first."""
        columns = self._view.columns
        unsure = columns.status == STATUSES.index("unsure")
        second = np.maximum(columns.killed_low, columns.killed_high) > SECOND_LOOK
        waiting = ((columns.open > 0) | unsure | second)[self._order]
        for row in self._order[waiting]:
            incident = self._view.at(int(row))
            for claim, status in zip(incident.claims, incident.statuses, strict=True):
                why = self._why(person, claim.id, status, incident)
                if why and claim.id not in without:
                    yield Item(claim, incident, why)

    def _why(self, person: str, claim: ClaimId, status: str, incident: Incident) -> str:
        """Why the claim comes up for this person; "" if it does not."""
        if status == "unjudged":
            if any(one.judgement.verdict == "fix" for one in self._view.decisions_about([claim])):
                return "" if self._decided(person, claim) else "somebody says that it needs correcting"
            return _why_first(incident)
        if status == "unsure" and not self._decided(person, claim):
            return "somebody was unsure: a second look"
        if status == "accepted" and second_look(incident) and not self._decided(person, claim):
            people = {
                one.judgement.by
                for one in self._view.decisions_about([claim])
                if one.judgement.verdict == "accept"
            }
            return f"over {SECOND_LOOK} dead: a second person looks" if len(people) < 2 else ""
        return ""

    def _decided(self, person: str, claim: ClaimId) -> bool:
        return any(one.judgement.by == person for one in self._view.decisions_about([claim]))


def _why_first(incident: Incident) -> str:
    if incident.disagreements:
        return "its sources disagree"
    if (incident.killed[1] or incident.killed[0] or 0) >= 10:
        return "many dead are said"
    if len(incident.reports) > 1:
        return "several reports tell of it"
    return "nobody has looked at it"
