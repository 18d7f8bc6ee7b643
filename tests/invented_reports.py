"""Reports and claims that are made up by the thousand, for measuring and for tests of properties."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sayso.model import Actor, Claim, ClaimId, Count, Place, Report, ReportId, Source, Span, When

KINDS = ("bombing", "shelling", "air_strike", "shooting", "armed_clash", "killing", "attack", "arrest")
VOICES = ("the army", "witnesses", "a monitor", "the governor of Orsk", "Kestrel Front", "doctors")
SYLLABLES = (
    "ka",
    "lo",
    "mir",
    "ten",
    "vas",
    "dor",
    "un",
    "pel",
    "ghi",
    "sar",
    "bo",
    "rek",
    "zin",
    "tal",
    "quo",
    "fen",
)
FIRST_DAY = date(2031, 1, 1)


def name(chance: random.Random) -> str:
    """A name that nobody has."""
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def invented(claims: int, seed: int = 1) -> tuple[list[Report], list[Claim]]:
    """So many claims, in reports of one to six claims, about happenings that one to five reports tell of."""
    chance = random.Random(seed)
    towns = [
        (name(chance), 30 + 10 * chance.random(), 30 + 15 * chance.random())
        for _ in range(max(20, claims // 200))
    ]
    reports: list[Report] = []
    found: list[Claim] = []
    while len(found) < claims:
        town = chance.choice(towns)
        day = FIRST_DAY + timedelta(days=chance.randrange(max(30, claims // 60)))
        kind, people = chance.choice(KINDS), [f"{name(chance)} {name(chance)}" for _ in range(3)]
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5))):
            report = _report(
                len(reports), town, day + timedelta(days=chance.choice((0, 1, 1, 2))), kind, people, chance
            )
            reports.append(report)
            found += [_claim(report, n, kind, town, day, people, chance) for n in range(chance.randint(1, 6))]
    return reports, found[:claims]


def _report(
    number: int,
    town: tuple[str, float, float],
    published: date,
    kind: str,
    people: list[str],
    chance: random.Random,
) -> Report:
    said = " ".join(f"{person} said that it was {name(chance)}." for person in people)
    text = (
        f"There was {kind.replace('_', ' ')} in {town[0]} near {name(chance)}. {said} " + "People died. " * 20
    )
    return Report(ReportId(f"r{number:07d}"), text, f"The {name(chance)} Post", published.isoformat())


def _claim(
    report: Report,
    n: int,
    kind: str,
    town: tuple[str, float, float],
    day: date,
    people: list[str],
    chance: random.Random,
) -> Claim:
    at = 30 * n
    span = Span(at, at + 5, "blast")
    killed = chance.choice((None, None, 1, 3, 7, chance.randrange(20)))
    where = chance.random() < 0.5
    return Claim(
        id=ClaimId(f"{report.id}-{n}"),
        report=report.id,
        kind=chance.choice((kind, kind, "killing")),
        trigger=span,
        evidence=(Span(at, at + 25, f"The blast number {n} there."),),
        sources=((Source(chance.choice(VOICES), span),),) if chance.random() < 0.6 else (),
        stance=chance.choice(("asserts", "asserts", "asserts", "confirms", "denies", "accuses")),
        by=(Actor(chance.choice(("the army", "Kestrel Front", "gunmen")), span),)
        if chance.random() < 0.3
        else (),
        against=(Actor(chance.choice(people), span),) if chance.random() < 0.3 else (),
        weapons=(),
        place=Place(town[0], span, "town", None, town[1], town[2], 3000.0) if where else None,
        when=When(day.isoformat(), (day + timedelta(days=1)).isoformat(), "day", span)
        if chance.random() < 0.5
        else None,
        casualties=(Count("killed", killed, killed, "unknown", span),) if killed is not None else (),
        background=chance.random() < 0.05,
        reader="invented.1",
    )
