"""What decisions changed: how claims and their incident stood before an entry and after it, as words that can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sayso.incidents.incident import incident_of
from sayso.incidents.judged import Judged
from sayso.incidents.told import told
from sayso.model import Claim, ClaimId
from sayso.review.differences import word_difference
from sayso.review.view import View, judgements_of
from sayso.words import count_words, place_words, when_words

#: more figures than this (claims by decisions) are not worked out anew for a page
_MOST = 3_000
State = dict[str, str]


def states(view: View, claims: Sequence[Claim], entries: Sequence[int]) -> list[State]:
    """How these claims, taken together, stood after each of the entries, all in order."""
    decided = view.every_decision_about([claim.id for claim in claims])
    parts = [told(claim, view.reports.get(claim.report)) for claim in claims]
    with_figures = len(claims) > 1 and len(claims) * len(entries) <= _MOST
    found: list[State] = []
    for entry in entries:
        judged = Judged(judgements_of(one for one in decided if one.entry <= entry))
        statuses = {claim.id: judged.status(claim.id) for claim in claims}
        counted = Counter(statuses.values())
        state: State = {"status": incident_of(parts, statuses, ()).status if with_figures else _one(counted)}
        if len(claims) > 1:
            state["claims"] = ", ".join(f"{counted[name]} {name}" for name in sorted(counted))
        if with_figures:
            incident = incident_of(parts, statuses, (), view.replaced)
            state |= {
                "killed": count_words(incident.killed),
                "injured": count_words(incident.injured),
                "place": place_words(incident.place),
                "when": when_words(incident.when),
            }
        found.append(state)
    return found


def changed(before: State, after: State) -> list[dict[str, Any]]:
    """The fields that differ, each as what is gone and what is new; [] where nothing does."""
    return [
        {"field": field, "pieces": word_difference(before.get(field) or "none", after.get(field) or "none")}
        for field in dict.fromkeys((*before, *after))
        if before.get(field, "") != after.get(field, "")
    ]


def since(view: View, claims: Sequence[ClaimId], seen: int) -> list[dict[str, Any]]:
    """What decisions after the entry ``seen`` changed about these claims."""
    known = [claim for name in claims if (claim := view.claim(name))]
    if not known or not seen:
        return []
    before, after = states(view, known, (seen, view.head.size))
    return changed(before, after)


def _one(counted: Counter[Any]) -> str:
    return ", ".join(sorted(counted)) if counted else "unjudged"
