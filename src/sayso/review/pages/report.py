"""The report reader: the article as it was read, what we took from it marked in it, and the claims beside it."""

from __future__ import annotations

from sayso.model import BY_A_PERSON, Claim, Reading, ReportId
from sayso.problems import WrongCall
from sayso.review.asking import Ask, Facts, NoSuchPage
from sayso.review.cards import card, direction, shown
from sayso.review.classes import class_of, legend, sides_of
from sayso.review.decisions import undoable
from sayso.review.highlights import Mark, pieces_of
from sayso.show import publisher_words, says

VIEWS = ("text", "page", "original")


def report(ask: Ask) -> Facts:
    """One report with its claims in reading order."""
    reading = reading_named(ask)
    shown_as = ask.one("view", "text")
    if shown_as not in VIEWS:
        raise WrongCall(f"view={shown_as}: no such view. Views: {', '.join(VIEWS)}.")
    told = reading.report
    claims = in_reading_order(reading)
    sides = sides_of(claims)
    hide = ask.mask([told.id])
    older, newer = ask.view.beside(told.id)
    marks = [_mark(number, claim, claims, sides) for number, claim in enumerate(claims, 1)]
    cards = [card(claim, ask.view, sides, number) for number, claim in enumerate(claims, 1)]
    mine = {one.entry for one in undoable(ask.view, ask.person.name)}
    for one, claim in zip(cards, claims, strict=True):
        one["undo_mark"] = (
            one["marked"]["entry"] if one["marked"] and one["marked"]["entry"] in mine else None
        )
        incident = ask.view.incident_with(claim.id)
        one["incident"] = incident.id if incident else None
        ask.session.show(claim.id, one["version"])
    return {
        "title": shown(told.title or "Report"),
        "view_as": shown_as,
        "views": list(VIEWS),
        "report": {
            "id": told.id,
            "title": shown(told.title or ""),
            "publisher": shown(publisher_words(told)),
            "published": told.published,
            "dateline": [shown(place) for place in told.dateline],
            "language": told.language or "und",
            "url": shown(told.url or ""),
            "origin": shown(told.retrieval.origin) if told.retrieval else "",
            "retrieved_utc": told.retrieval.retrieved_utc if told.retrieval else None,
            "media_type": told.retrieval.media_type if told.retrieval else "text/plain",
            "dir": direction(told.text[:2000]),
            "characters": len(told.text),
        },
        "pieces": [piece.told() for piece in pieces_of(hide.black(shown(told.text)), marks)]
        if shown_as == "text"
        else [],
        "claims": cards,
        "legend": legend(claims),
        "problems": [{"code": one.code, "message": shown(one.message)} for one in reading.problems],
        "reader": reading.reader,
        "replaces": told.replaces,
        "replaced": told.id in ask.view.replaced,
        "newer": newer,
        "older": older,
        "seen": ask.view.head.size,
        "mask_of": [told.id],
        "hides": bool(hide) and bool(hide.find(told.text)),
    }


def reading_named(ask: Ask) -> Reading:
    """The reading of the report in the address, which may be the start of its id; NoSuchPage if there is none."""
    name = ask.named["report"]
    found = ask.view.readings.get(ReportId(name))
    if found is None and len(name) >= 6:
        begin = [one for one in ask.view.readings if one.startswith(name)]
        found = ask.view.readings[begin[0]] if len(begin) == 1 else None
    if found is None:
        raise NoSuchPage(f"{name}: there is no such report in this ledger. See the inbox.")
    return found


def in_reading_order(reading: Reading) -> list[Claim]:
    """The claims in the order in which a reader meets them."""
    return sorted(reading.claims, key=lambda claim: (claim.trigger.start, claim.trigger.end, claim.id))


def _mark(number: int, claim: Claim, claims: list[Claim], sides: object) -> Mark:
    of_class = class_of(claim, sides)  # type: ignore[arg-type]
    by_hand = ", marked by a person" if claim.reader == BY_A_PERSON else ""
    label = f"claim {number} of {len(claims)}, {of_class.name}, {says(claim)}{by_hand}"
    return Mark(number, of_class.key, claim.trigger, claim.evidence, label)
