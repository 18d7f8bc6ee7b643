"""One incident: what is agreed, what is disputed, on what evidence; and what would be public of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np

from sayso.incidents import accepted_view
from sayso.incidents.grades import grade_incident, known_of, load_policy
from sayso.incidents.independence import independent
from sayso.incidents.told import days_of
from sayso.model import Claim, Incident, Report
from sayso.review.asking import PAGE, Ask, Facts, pages
from sayso.review.cards import card, shown
from sayso.review.changes import changed, states
from sayso.review.classes import legend, sides_of
from sayso.review.columns import NO_DAY
from sayso.review.decisions import PAIR, REASONS, told_made, undoable
from sayso.review.drawing.place_map import place_map, precision_words
from sayso.review.drawing.timeline import timeline
from sayso.review.drawing.world import boundary_view
from sayso.review.filters import mask_of, read_filter
from sayso.review.pages.queue import summary
from sayso.review.table import who_says_what
from sayso.review.view import View
from sayso.show import FIELDS, QUESTIONS
from sayso.words import listed, place_words, sources_words, when_words

#: claims whose cards are on the page at once; the others come page by page
_CARDS = 60
#: so many of the last decisions say what they changed
_COMPARED = 50
_RELATED, _KM, _DAYS = 6, 40.0, 7


def incidents(ask: Ask) -> Facts:
    """All incidents that the address asks for, the disputed and the grave first."""
    filter = read_filter(ask.query)
    mask = mask_of(filter, ask.view.columns)
    rows = [int(row) for row in ask.desk.queue.ranked(mask)]
    where = pages(len(rows), ask.page())
    shown_rows = rows[where["first_row"] : where["first_row"] + PAGE]
    return {
        "title": "Incidents",
        "rows": [summary(ask.view.at(row)) for row in shown_rows],
        "pages": where,
        "query": filter.query(),
        "q": filter.q,
        "total": len(ask.view),
    }


def incident(ask: Ask) -> Facts:
    """The page of one incident."""
    one = ask.view.find(ask.named["incident"])
    reports, ids = ask.view.reports, [claim.id for claim in one.claims]
    policy = load_policy(ask.one("policy", "plain"))
    known = known_of(one, reports, ask.view.replaced)
    version = ask.view.version(ids)
    ask.session.show(one.id, version)
    ask.desk.presence.take(one.id, ask.person.name)
    sides = sides_of(one.claims)
    page, last = ask.page(), max(1, -(-len(one.claims) // _CARDS))
    first = (min(page, last) - 1) * _CARDS
    pairs = list(zip(one.claims, one.statuses, strict=True))[first : first + _CARDS]
    cards = [
        card(claim, ask.view, sides, number, status)
        for number, (claim, status) in enumerate(pairs, first + 1)
    ]
    return {
        "title": f"{one.kind.replace('_', ' ').capitalize()}, {place_words(one.place) or 'no place'}, {when_words(one.when) or 'no day'}",
        **summary(one),
        "version": version,
        "seen": ask.view.head.size,
        "summary": _sentence(one, ask.view),
        "place_precision": precision_words(one.place),
        "time_precision": one.when.precision if one.when else "unknown",
        "origins": independent(known.origins),
        "origin_names": [
            {"name": shown(origin.name or "unknown"), "reports": len(origin.reports), "why": list(origin.why)}
            for origin in known.origins
        ],
        "grades": [
            {"question": QUESTIONS[grade.question], "grade": grade.grade, "because": shown(grade.because)}
            for grade in grade_incident(known, policy)
        ],
        "policy": {"name": ask.one("policy", "plain"), "about": policy["about"]},
        "table": who_says_what(known, reports, policy),
        "disagreements": _disagreements(one, ask.view),
        "legend": legend(one.claims),
        "cards": cards,
        "card_pages": {"page": min(page, last), "last": last},
        "map": place_map(one.claims, one.place),
        "boundaries": boundary_view(),
        "timeline": timeline(one, reports),
        "why": [shown(reason) for reason in one.reasons] or ["One claim alone."],
        "history": _history(ask, one.claims),
        "related": _related(one, ask.view),
        "others": ask.desk.presence.others(one.id, ask.person.name),
        "public": _public(one, ask.view),
        "reasons": [{"key": key, "reason": reason} for key, reason in REASONS.items()],
        "pair_mark": PAIR,
        "mask_of": list(one.reports),
    }


def _sentence(incident: Incident, view: View) -> list[Facts]:
    """One sentence of accepted claims only, in parts that each lead to their quote; [] while nothing is accepted."""
    accepted = next(iter(accepted_view([incident], _reports(incident, view))), None)
    if accepted is None:
        return []
    first = accepted.claims[0]
    parts: list[Facts] = [{"text": accepted.kind.replace("_", " ").capitalize(), "claim": first.id}]
    placed = next((claim for claim in accepted.claims if claim.place and claim.place == accepted.place), None)
    dated = next((claim for claim in accepted.claims if claim.when and claim.when == accepted.when), None)
    if placed:
        parts.append({"text": place_words(placed.place), "claim": placed.id})
    if dated:
        parts.append({"text": when_words(dated.when), "claim": dated.id})
    for claim in accepted.claims:
        for count in claim.casualties:
            if not count.part and count.effect in ("killed", "injured"):
                words = f"{count.effect}: “{count.span.text}” according to {sources_words(claim, view.reports.get(claim.report))}"
                parts.append({"text": words, "claim": claim.id})
    return [part | {"text": shown(part["text"])} for part in list({p["text"]: p for p in parts}.values())[:8]]


def _reports(incident: Incident, view: View) -> list[Report]:
    return [view.reports[name] for name in incident.reports if name in view.reports]


def _disagreements(incident: Incident, view: View) -> list[Facts]:
    by_id = {claim.id: claim for claim in incident.claims}
    return [
        {
            "field": FIELDS.get(one.field, one.field),
            "values": [
                {
                    "value": shown(value),
                    "who": _who((by_id[claim] for claim in said if claim in by_id), view),
                    "claims": list(said),
                }
                for value, said in one.values
            ],
        }
        for one in incident.disagreements
    ]


def _who(claims: Iterable[Claim], view: View) -> str:
    return shown(listed(sources_words(claim, view.reports.get(claim.report)) for claim in claims))


def _history(ask: Ask, claims: Sequence[Claim]) -> list[Facts]:
    """Every decision about the claims, the newest first, with what it changed; those that this person can take back say so."""
    ids = [claim.id for claim in claims]
    stand, decided = ask.view.standing_entries(ids), ask.view.every_decision_about(ids)
    mine = {one.entry for one in undoable(ask.view, ask.person.name)}
    last = decided[-_COMPARED:]
    steps = states(ask.view, claims, [last[0].entry - 1, *(one.entry for one in last)]) if last else []
    changes = {
        one.entry: changed(before, after) for one, before, after in zip(last, steps, steps[1:], strict=False)
    }
    return [
        told_made(one, one.entry in stand)
        | {
            "undo": one.entry in mine,
            "why": shown(one.judgement.why),
            "changes": changes.get(one.entry, []),
        }
        for one in reversed(decided)
    ]


def _related(incident: Incident, view: View) -> list[Facts]:
    """Incidents near in place and time."""
    days, place = days_of(incident.when), incident.place
    columns = view.columns
    near = np.zeros(len(columns), np.bool_)
    if days:
        near = (columns.start < days[1] + _DAYS) & (columns.end > days[0] - _DAYS) & (columns.start != NO_DAY)
    if place is not None and place.lat is not None and place.lon is not None:
        wide = np.cos(np.radians(place.lat)) * ((columns.lon - place.lon + 180) % 360 - 180)
        km = 111.2 * np.hypot(wide, columns.lat - place.lat)
        near &= np.isnan(km) | (km < _KM)
    rows = (int(row) for row in np.flatnonzero(near))
    others = (view.at(row) for row in rows)
    return [summary(other) for other in islice((o for o in others if o.id != incident.id), _RELATED)]


def _public(incident: Incident, view: View) -> Facts:
    """What a public export would have of it: the claims accepted, and how many words stay in the house."""
    accepted = [
        c for c, status in zip(incident.claims, incident.statuses, strict=True) if status == "accepted"
    ]
    part = next(iter(accepted_view([incident], _reports(incident, view))), None)
    return {
        "claims": [claim.id for claim in accepted],
        "kept_back": len(incident.claims) - len(accepted),
        "incident": summary(part) if part else None,
    }
