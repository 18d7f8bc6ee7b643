"""Claims and reports made by hand for the tests of incidents, exports and what a terminal shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sayso.incidents.account import Account, account
from sayso.incidents.told import Told, told
from sayso.model import (
    Actor,
    Claim,
    ClaimId,
    Count,
    Effect,
    Judgement,
    Place,
    PlacePrecision,
    Report,
    ReportId,
    Retrieval,
    Source,
    Span,
    Stance,
    Verdict,
    Weapon,
    When,
)

#: name → centre of an invented town, and its reach in metres
TOWNS = {
    "Velmora": (41.50, 20.25, 3000.0),
    "Orsk Ford": (41.52, 20.27, 3000.0),
    "Dunhal": (44.0, 25.0, 8000.0),
}


def report(
    name: str = "r1",
    published: str | None = "2031-05-06",
    *,
    retrieved: str | None = None,
    text: str = "A bomb.",
    dateline: tuple[str, ...] = (),
) -> Report:
    """A report of the paper of that name."""
    retrieval = Retrieval(f"{name}.txt", retrieved, "text/plain", "made")
    return Report(
        ReportId(name),
        text,
        f"The {name} Lantern",
        published,
        dateline,
        f"News of {name}",
        retrieval=retrieval,
    )


def claim(
    name: str,
    kind: str = "bombing",
    *,
    report: str = "r1",
    at: int = 0,
    sentence: str = "",
    trigger: str = "blast",
    sources: Sequence[Sequence[str]] = (),
    stance: Stance = "asserts",
    by: str = "",
    against: str = "",
    weapon: str = "",
    place: Place | str | None = None,
    day: str = "",
    killed: tuple[int | None, int | None] | None = None,
    injured: tuple[int | None, int | None] | None = None,
    background: bool = False,
) -> Claim:
    """A claim; ``at`` is where its trigger stands, and a sentence of its own unless one is given."""
    words = sentence or f"The {trigger} of {name}."
    start = at + (words.index(trigger) if trigger in words else 0)
    span = Span(start, start + len(trigger), trigger)
    return Claim(
        id=ClaimId(name),
        report=ReportId(report),
        kind=kind,
        trigger=span,
        evidence=(Span(at, at + len(words), words),),
        sources=tuple(tuple(Source(who, span) for who in chain) for chain in sources),
        stance=stance,
        by=(Actor(by, span),) if by else (),
        against=(Actor(against, span),) if against else (),
        weapons=(Weapon(span, weapon),) if weapon else (),
        place=town(place) if isinstance(place, str) else place,
        when=when(day) if day else None,
        casualties=(*_counts("killed", killed, span), *_counts("injured", injured, span)),
        background=background,
        reader="made.1",
    )


def _counts(effect: Effect, bounds: tuple[int | None, int | None] | None, span: Span) -> Iterable[Count]:
    return (Count(effect, *bounds, "unknown", span),) if bounds else ()


def town(name: str) -> Place:
    """A town of TOWNS; any other name is on no map."""
    lat, lon, radius = TOWNS.get(name, (None, None, None))
    return spot(name, "town", lat, lon, radius)


def spot(
    name: str,
    precision: PlacePrecision,
    lat: float | None = None,
    lon: float | None = None,
    radius_m: float | None = None,
) -> Place:
    """Any place."""
    return Place(name, Span(0, len(name), name), precision, None, lat, lon, radius_m)


def when(day: str, until: str | None = None) -> When:
    """That day, or the days from it until another, not included."""
    end = until or (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return When(day, end, "day" if until is None else "vague", Span(0, 3, "day"))


def judgement(
    verdict: Verdict, *about: str, by: str = "R. Marsh", made: str = "2031-05-10T10:00:00Z", why: str = "seen"
) -> Judgement:
    """A person's decision about those claims."""
    return Judgement(by, made, verdict, tuple(ClaimId(claim) for claim in about), why)


def accounts(*claims: Claim, published: str | None = "2031-05-06") -> list[Account]:
    """Each claim as an account of its own; every report tells of one piece of news but "elsewhere"."""
    return [account([_told(one, published)]) for one in claims]


def _told(one: Claim, published: str | None) -> Told:
    news, town = (1, "Velmora") if one.report != "elsewhere" else (None, "Dunhal")
    text = "Somebody said that there had been a blast.\n\nThat was all."
    return told(one, report(one.report, published, text=text, dateline=(town,)), news)
