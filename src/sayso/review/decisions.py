"""All that a reviewer may change: each is one judgement added to the ledger, and refused if it was made of old facts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.model import ClaimId, Incident, Verdict
from sayso.problems import SaysoError, WrongCall
from sayso.review.view import GROUPING, Made, View

#: the ready reasons for a rejection, by the key that gives them; none need be given
REASONS = {
    "1": "the words do not say this",
    "2": "wrong speaker",
    "3": "wrong place or time",
    "4": "wrong number",
    "5": "said already in another claim of this report",
    "6": "no happening of its own",
}
#: what stands in the ledger where the reviewer gave no reason
UNSAID: dict[str, str] = {
    "mark": "its words say this",
    "accept": "read beside its words",
    "reject": "no reason given",
    "unsure": "left for another person",
    "fix": "needs correcting",
    "merge": "one happening",
    "split": "another happening",
    "not_same": "not the same happening",
    "take_back": "taken back",
}
#: what a decision is about when it is about two incidents
PAIR = "~"
#: so many of one's own decisions can be taken back
UNDOABLE = 50
#: a decision about so many dead is looked at by two people
SECOND_LOOK = 50


class Refused(SaysoError):
    """A decision that is not taken, with the reason and what to do."""


class Stale(Refused):
    """What was on screen is no longer so. ``since`` are the decisions that came in between."""

    def __init__(
        self, item: str, since: Sequence[Made], claims: Sequence[ClaimId] = (), seen: int = 0
    ) -> None:
        self.item = item
        self.since = list(since)
        #: the claims of the item, and the size of the ledger that the person knew
        self.claims, self.seen = tuple(claims), seen
        who = ", ".join(dict.fromkeys(one.judgement.by for one in since)) or "a new report"
        super().__init__(f"Not stored: this changed while it was on your screen ({who}). Look at it again.")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided, of which item, as it was when it stood on the screen."""

    verdict: Verdict
    #: id of a claim or an incident, or two of incidents with PAIR between them
    item: str
    version: str
    why: str = ""
    #: of an incident only these claims; empty: all
    claims: tuple[ClaimId, ...] = ()
    #: size of the ledger when the page was made
    seen: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """The claims that a judgement will name; ``other``: those they are not the same as; ``whole``: all of the item."""

    named: tuple[ClaimId, ...]
    other: tuple[ClaimId, ...]
    whole: tuple[ClaimId, ...]


def about(view: View, decision: Decision) -> About:
    """What the decision is about; WrongCall where it cannot be about that."""
    parts = parts_of(view, decision.item)
    whole = tuple(claim for part in parts for claim in part)
    if decision.verdict in ("merge", "not_same") and len(parts) != 2:
        raise WrongCall("Merge, or not the same: as what? Choose two incidents.")
    if decision.verdict == "not_same":
        return About(parts[0], parts[1], whole)
    unknown = [claim for claim in decision.claims if claim not in whole]
    if unknown:
        raise WrongCall(f"{unknown[0]}: no claim of {decision.item}. Load the page again.")
    chosen = tuple(claim for claim in whole if claim in decision.claims) or whole
    if decision.verdict == "split" and not 0 < len(set(decision.claims)) < len(whole):
        raise WrongCall("Split what? Choose some of the claims, not none and not all.")
    return About(chosen, (), whole)


def parts_of(view: View, item: str) -> list[tuple[ClaimId, ...]]:
    """The claims of an item: of a claim itself, of an incident all, of a pair both; WrongCall if there is no such item."""
    if PAIR in item:
        found = [view.find(part) for part in item.split(PAIR)]
        if len({one.id for one in found}) != 2:
            raise Stale(item, view.decisions_about(claim.id for one in found for claim in one.claims)[-1:])
        return [tuple(claim.id for claim in one.claims) for one in found]
    if not is_incident(item) and view.claim(ClaimId(item)) is not None:
        return [(ClaimId(item),)]
    return [tuple(claim.id for claim in view.find(item).claims)]


def is_incident(item: str) -> bool:
    """Whether the id is one of an incident: they begin with an i, which no claim's does."""
    return item.startswith("i")


def check_fresh(view: View, decision: Decision, whole: Sequence[ClaimId]) -> None:
    """Stale if anything about the item changed since the version that was on screen."""
    if view.version(whole) != decision.version:
        late = [one for one in view.every_decision_about(whole) if one.entry > decision.seen]
        raise Stale(decision.item, late, whole, decision.seen)


def undoable(view: View, by: str) -> list[Made]:
    """The person's last decisions that stand and can be taken back, the newest first."""
    found: list[Made] = []
    for one in reversed(view.made):
        made = one.judgement
        if made.by == by and made.verdict != "take_back" and one.entry in view.standing_entries(one.named):
            found.append(one)
            if len(found) == UNDOABLE:
                break
    return found


def check_undo(view: View, one: Made, by: str) -> None:
    """Refused, with what must go first, when others build on the decision."""
    made = one.judgement
    if made.by != by:
        raise Refused(
            f"Entry {one.entry} is {made.by}'s decision. Decide again instead: your own word stands beside it."
        )
    stand = view.standing_entries(one.named)
    if one.entry not in stand:
        raise Refused(f"Entry {one.entry} was taken back already.")
    if one.marked is not None:
        _check_nobody_else_decided(view, one, stand)
    same = frozenset(one.named)
    for later in view.every_decision_about(one.named):
        if later.entry <= one.entry or later.entry not in stand:
            continue
        again = later.judgement
        if again.by == by and frozenset(later.named) == same:
            raise Refused(f"Entry {later.entry} decided the same claims again. Take that back first.")
        if made.verdict == "merge" and again.verdict == "merge" and same <= set(later.named):
            raise Refused(
                f"Entry {later.entry}, a later merge by {again.by}, holds these together. It must go first."
            )


def _check_nobody_else_decided(view: View, marked: Made, stand: Collection[int]) -> None:
    """Refused where another person has decided something about the claim that would be gone."""
    for later in view.every_decision_about(marked.named):
        again = later.judgement
        if later.entry in stand and again.by != marked.judgement.by:
            raise Refused(
                f"Entry {later.entry}: {again.by} has decided about this claim since ({again.verdict}). "
                "It stays; reject it instead."
            )


def grouping(verdict: str) -> bool:
    """Whether the verdict says which claims are one incident."""
    return verdict in GROUPING


def told_made(one: Made, stands: bool = True) -> dict[str, Any]:
    """A decision as data, for pages and JSON."""
    made = one.judgement
    return {
        "entry": one.entry,
        "by": made.by,
        "made_utc": made.made_utc,
        "verdict": made.verdict,
        "about": list(one.named),
        "why": made.why,
        "stands": stands,
    }


def second_look(incident: Incident) -> bool:
    """Whether two people should look at it: so many dead are said."""
    return max(incident.killed[0] or 0, incident.killed[1] or 0) > SECOND_LOOK
