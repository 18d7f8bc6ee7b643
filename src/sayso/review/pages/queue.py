"""The review queue: one claim large, its quote in its paragraph, why it comes up, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from sayso.model import Claim, ClaimId, Incident, Status
from sayso.review.asking import Ask, Facts, NoSuchPage
from sayso.review.cards import card, context, shown
from sayso.review.classes import sides_of
from sayso.review.decisions import PAIR, REASONS
from sayso.review.proposals import Proposal, next_proposal
from sayso.review.queue import Item
from sayso.words import count_words, listed, place_words, when_words

#: items named after the one on screen
_NEXT = 3


def queue(ask: Ask) -> Facts:
    """The next item for this person, or the one that the address names."""
    if ask.one("of") == "merges" or PAIR in ask.named.get("item", ""):
        return _pair_page(ask)
    named = ask.named.get("item")
    items = list(islice(ask.desk.queue.items(ask.person.name, _left_out(ask)), _NEXT + 1))
    if named:
        items = [_named_item(ask, named), *(item for item in items if item.claim.id != named)][: _NEXT + 1]
    elif items and (
        free := [item for item in items if not ask.desk.presence.others(item.claim.id, ask.person.name)]
    ):
        # what somebody else has on screen comes later
        items = [free[0], *(item for item in items if item is not free[0])]
    return {
        "title": "Queue",
        "of": "claims",
        "item": _item(ask, items[0]) if items else None,
        "next": [_line(item) for item in items[1:]],
        "mask_of": [items[0].claim.report] if items else [],
        "remaining": ask.desk.queue.remaining(),
        "reasons": [{"key": key, "reason": reason} for key, reason in REASONS.items()],
        "seen": ask.view.head.size,
        "snoozed": len(ask.session.snoozed),
    }


def _left_out(ask: Ask) -> set[str]:
    """What this person put off, and what the address says was just decided."""
    return ask.session.snoozed | {ask.one("after")}


def _named_item(ask: Ask, named: str) -> Item:
    claim, incident = ask.view.claim(ClaimId(named)), ask.view.incident_with(ClaimId(named))
    if claim is None or incident is None:
        raise NoSuchPage(f"{named}: there is no such claim in an incident. See the queue.")
    return Item(claim, incident, "you asked for it")


def _item(ask: Ask, item: Item) -> Facts:
    claim, incident = item.claim, item.incident
    ask.desk.presence.take(claim.id, ask.person.name)
    one = card(claim, ask.view, sides_of(incident.claims))
    ask.session.show(claim.id, one["version"])
    return {
        **one,
        **context(claim, ask.view.reports.get(claim.report)),
        "why": item.why,
        "incident": summary(incident),
        "others": ask.desk.presence.others(claim.id, ask.person.name),
    }


def _line(item: Item) -> Facts:
    return {
        "id": item.claim.id,
        "kind": item.claim.kind,
        "trigger": shown(item.claim.trigger.text),
        "why": item.why,
    }


def summary(incident: Incident) -> Facts:
    """An incident in a line."""
    return {
        "id": incident.id,
        "kind": incident.kind,
        "status": incident.status,
        "place": shown(place_words(incident.place)),
        "when": when_words(incident.when),
        "killed": count_words(incident.killed),
        "injured": count_words(incident.injured),
        "claims": len(incident.claims),
        "open": incident.statuses.count("unjudged"),
        "reports": len(incident.reports),
        "disputed": [one.field for one in incident.disagreements],
    }


def _pair_page(ask: Ask) -> Facts:
    """Two incidents side by side that may be one."""
    found = next_proposal(ask.view, ask.session.snoozed | {ask.one("after")}, ask.named.get("item"))
    item = None
    if found is not None:
        key = f"{found.one.id}{PAIR}{found.other.id}"
        version = ask.view.version(claim.id for part in (found.one, found.other) for claim in part.claims)
        ask.session.show(key, version)
        ask.desk.presence.take(key, ask.person.name)
        item = {
            "id": key,
            "version": version,
            "reasons": list(found.reasons),
            "sides": [_side(ask, part, found) for part in (found.one, found.other)],
            "others": ask.desk.presence.others(key, ask.person.name),
        }
    return {
        "title": "Queue",
        "of": "merges",
        "item": item,
        "next": [],
        "mask_of": list({*found.one.reports, *found.other.reports}) if found else [],
        "remaining": ask.desk.queue.remaining(),
        "reasons": [],
        "seen": ask.view.head.size,
        "snoozed": len(ask.session.snoozed),
    }


def _side(ask: Ask, incident: Incident, found: Proposal) -> Facts:
    other = found.other if incident is found.one else found.one
    sides = sides_of(incident.claims)
    return {
        **summary(incident),
        "cards": [card(claim, ask.view, sides, 0, status) for claim, status in _first(incident)],
        "more": max(0, len(incident.claims) - 6),
        "differs": _differing(incident, other),
    }


def _first(incident: Incident) -> list[tuple[Claim, Status]]:
    return list(islice(zip(incident.claims, incident.statuses, strict=True), 6))


def _differing(one: Incident, other: Incident) -> Sequence[str]:
    """The fields in which the two do not say the same."""
    facts: dict[str, Callable[[Incident], str]] = {
        "kind": lambda part: part.kind,
        "place": lambda part: place_words(part.place),
        "when": lambda part: when_words(part.when),
        "killed": lambda part: count_words(part.killed),
        "injured": lambda part: count_words(part.injured),
        "by": lambda part: listed(actor.name for claim in part.claims for actor in claim.by),
    }
    return [field for field, told in facts.items() if told(one) != told(other)]
