"""A war that is made up, told in reports by the thousand, with what each claim really tells of.

It has what makes linking hard: a few towns with clashes every day, towns of one name, reports of several
happenings, copies of one wire, claims without a place or a day, misread days and figures, general words.
"""

from __future__ import annotations

import gzip
import math
import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from sayso import vocabulary
from sayso.model import (
    Actor,
    Claim,
    ClaimId,
    Count,
    Place,
    Report,
    ReportId,
    Retrieval,
    Source,
    Span,
    Stance,
    When,
)

FIRST_DAY = date(2031, 1, 1)
TOWNS = 400
#: happenings a day; a ledger that grows covers more days
A_DAY = 40
#: the towns of the front, with clashes every day, and their share of all happenings
FRONT, AT_THE_FRONT = 6, 0.35
KINDS = (
    "shelling",
    "armed_clash",
    "air_strike",
    "drone_strike",
    "bombing",
    "shooting",
    "abduction",
    "arrest",
)
#: what a kind is also called
ALSO = {
    "shelling": "missile_strike",
    "armed_clash": "shooting",
    "air_strike": "drone_strike",
    "drone_strike": "air_strike",
    "bombing": "grenade_attack",
    "shooting": "armed_clash",
    "abduction": "arrest",
    "arrest": "abduction",
}
SIDES = ("the army", "Kestrel Front", "the Third Brigade", "Dawn Guard", "gunmen", "militants", "rebels")
VICTIMS = ("soldiers", "civilians", "a convoy", "villagers", "police", "a school", "two farmers", "a clinic")
VOICES = ("the army", "witnesses", "a monitor", "the governor", "Kestrel Front", "doctors", "residents")
STANCES: tuple[Stance, ...] = ("asserts", "asserts", "asserts", "asserts", "confirms", "denies", "accuses")
SYLLABLES = [
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
    "hul",
    "ost",
    "wim",
    "yar",
    "che",
    "nob",
]
#: how many reports tell of a happening
TOLD_BY = (*[1] * 50, *[2] * 17, *[3] * 10, *[4] * 7, *[5] * 5, *[7] * 4, *[10] * 4, 15, 20, 40)


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Happening:
    """What really happened."""

    number: int
    kind: str
    town: Town
    site: str
    day: date
    killed: int
    injured: int
    by: str
    against: str
    people: tuple[str, ...]
    #: words that only this story has
    words: tuple[str, ...]


@dataclass(slots=True)
class Invented:
    """Reports, their claims, and the number of the happening that each claim tells of."""

    reports: list[Report] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    truth: dict[ClaimId, int] = field(default_factory=dict)


def invented(claims: int, seed: int = 1) -> tuple[list[Report], list[Claim]]:
    """The reports and claims of ``invented_war``."""
    war = invented_war(claims, seed)
    return war.reports, war.claims


def invented_war(claims: int, seed: int = 1) -> Invented:
    """So many claims, in reports of one to six claims."""
    chance = random.Random(seed)
    war = Invented()
    for happening in _happenings(chance):
        wire = ""
        for _ in range(chance.choice(TOLD_BY)):
            wire = _tell(war, happening, wire, chance)
            if len(war.claims) >= claims:
                for claim in war.claims[claims:]:
                    del war.truth[claim.id]
                del war.claims[claims:]
                return war
    raise AssertionError("a war does not end")


def _happenings(chance: random.Random) -> Iterator[Happening]:
    names = [_name(chance) for _ in range(TOWNS)]
    # one town in twelve has the name of another
    names = [chance.choice(names) if chance.random() < 1 / 12 else name for name in names]
    towns = [Town(name, 44 + 6 * chance.random(), 30 + 8 * chance.random()) for name in names]
    front = towns[:FRONT]
    shares = list(accumulate(1 / rank for rank in range(2, TOWNS - FRONT + 2)))
    number = 0
    while True:
        day = FIRST_DAY + timedelta(days=number // A_DAY)
        if chance.random() < AT_THE_FRONT:
            town, kind = chance.choice(front), chance.choice(KINDS[:4])
        else:
            town = towns[FRONT + bisect(shares, chance.random() * shares[-1])]
            kind = chance.choice(KINDS)
        hurt = kind not in ("abduction", "arrest")
        yield Happening(
            number,
            kind,
            town,
            f"{_name(chance)} {chance.choice(('market', 'bridge', 'quarter', 'Street', 'checkpoint'))}",
            day,
            int(chance.expovariate(0.35)) if hurt else 0,
            int(chance.expovariate(0.2)) if hurt else 0,
            chance.choice(SIDES),
            chance.choice(VICTIMS),
            tuple(f"{_name(chance)} {_name(chance)}" for _ in range(chance.choice((0, 0, 1, 2, 3)))),
            tuple(_rare_word(chance) for _ in range(6)),
        )
        number += 1


def _tell(war: Invented, told: Happening, wire: str, chance: random.Random) -> str:
    """One more report of it, and its claims; what a next report may copy."""
    copied = bool(wire) and chance.random() < 0.3
    published = told.day + timedelta(days=chance.choice((0, 0, 1, 1, 1, 2, 3)))
    text = wire if copied else _text(told, chance)
    number = len(war.reports)
    moment = f"{published.isoformat()}T{number % 24:02d}:{number % 60:02d}:00Z"
    report = Report(
        ReportId(f"r{number:07d}"),
        text,
        f"The {_paper(chance)} Post",
        published.isoformat() if chance.random() < 0.96 else None,
        (told.town.name,) if chance.random() < 0.3 else (),
        f"{told.kind.replace('_', ' ')} {told.town.name}",
        language="en",
        retrieval=Retrieval("invented", moment, "text/plain", "invented.1"),
    )
    war.reports.append(report)
    # some reports look back on something earlier
    earlier = (told.number - chance.randrange(1, 400)) if chance.random() < 0.12 else None
    for n in range(chance.choice((1, 2, 3, 3, 4, 5, 6))):
        claim = _claim(report, n, told, chance)
        war.claims.append(claim)
        war.truth[claim.id] = told.number
    if earlier is not None:
        claim = _background(report, 7, told, chance)
        war.claims.append(claim)
        war.truth[claim.id] = -len(war.claims)
    return text


def _text(told: Happening, chance: random.Random) -> str:
    own = [told.town.name, told.town.name, told.site, *told.people, *told.words]
    shared = [word for word in own if chance.random() < 0.75]
    other = [_rare_word(chance) for _ in range(10)] + [_name(chance) for _ in range(5)]
    words = [*shared, *other, *_everyday(170, chance)]
    chance.shuffle(words)
    sentences = [f"It was {' '.join(words[at : at + 18])}." for at in range(0, len(words), 18)]
    return f"{' '.join(shared[:6])} said so.\n\n" + " ".join(sentences)


def _claim(report: Report, n: int, told: Happening, chance: random.Random) -> Claim:
    at = 60 * n
    span = Span(at, at + 5, report.text[at : at + 5])
    roll = chance.random()
    kind = (
        told.kind
        if roll < 0.65
        else ALSO[told.kind]
        if roll < 0.72
        else "killing"
        if told.killed
        else "attack"
    )
    if told.kind in ("abduction", "arrest"):
        kind = told.kind if roll < 0.9 else ALSO[told.kind]
    said = chance.random() < 0.35
    return Claim(
        id=ClaimId(f"{report.id}-{n}"),
        report=report.id,
        kind=kind,
        trigger=span,
        evidence=(Span(at, at + 40, report.text[at : at + 40]),),
        sources=((Source(chance.choice(VOICES), span),),) if chance.random() < 0.6 else (),
        stance=chance.choice(STANCES),
        by=(Actor(told.by, span),) if chance.random() < 0.3 else (),
        against=_victims(told, span, chance),
        weapons=(),
        place=_place(told, span, chance) if chance.random() < 0.5 else None,
        when=_when(told, span, chance) if chance.random() < 0.5 else None,
        casualties=tuple(
            Count(effect, count, count, "unknown", span)  # type: ignore[arg-type]
            for effect, true in (("killed", told.killed), ("injured", told.injured))
            if said and true and (count := _misread(true, chance))
        ),
        background=False,
        reader="invented.1",
    )


def _background(report: Report, n: int, told: Happening, chance: random.Random) -> Claim:
    at = 60 * n
    span = Span(at, at + 5, report.text[at : at + 5])
    day = told.day - timedelta(days=chance.randrange(20, 700))
    return Claim(
        id=ClaimId(f"{report.id}-b"),
        report=report.id,
        kind=told.kind,
        trigger=span,
        evidence=(Span(at, at + 40, report.text[at : at + 40]),),
        sources=(),
        stance="asserts",
        by=(),
        against=(),
        weapons=(),
        place=Place(told.town.name, span, "town", None, told.town.lat, told.town.lon, 3000.0),
        when=When(day.isoformat(), (day + timedelta(days=1)).isoformat(), "day", span),
        casualties=(),
        background=True,
        reader="invented.1",
    )


def _victims(told: Happening, span: Span, chance: random.Random) -> tuple[Actor, ...]:
    if told.people and chance.random() < 0.25:
        return (Actor(chance.choice(told.people), span),)
    return (Actor(told.against, span),) if chance.random() < 0.3 else ()


def _place(told: Happening, span: Span, chance: random.Random) -> Place:
    roll, town = chance.random(), told.town
    if roll < 0.12:
        return Place(told.site, span, "point")
    if roll < 0.6:
        return Place(town.name, span, "town", None, town.lat, town.lon, 3000.0)
    if roll < 0.8:
        away = chance.choice((5, 8, 12)) / 111
        turn = 2 * math.pi * chance.random()
        lat, lon = town.lat + away * math.sin(turn), town.lon + away * math.cos(turn)
        return Place(town.name, span, "near", "near", round(lat, 4), round(lon, 4), 111_000 * away)
    return Place("Tarvia", span, "admin1", None, float(round(town.lat)), float(round(town.lon)), 80_000.0)


def _when(told: Happening, span: Span, chance: random.Random) -> When:
    roll = chance.random()
    day = told.day + timedelta(days=chance.choice((-1, 1)) if roll < 0.08 else 0)
    if roll < 0.9:
        return When(day.isoformat(), (day + timedelta(days=1)).isoformat(), "day", span)
    monday = day - timedelta(days=day.weekday())
    return When(monday.isoformat(), (monday + timedelta(days=7)).isoformat(), "week", span)


def _misread(true: int, chance: random.Random) -> int:
    return max(1, true + chance.choice((-1, 1, 2))) if chance.random() < 0.15 else true


def _name(chance: random.Random) -> str:
    """A name that hardly anything else has."""
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


def _paper(chance: random.Random) -> str:
    return SYLLABLES[int(len(SYLLABLES) * chance.random() ** 2)].capitalize() + chance.choice(SYLLABLES)


def _everyday(count: int, chance: random.Random) -> list[str]:
    words, shares = _words()[0]
    return chance.choices(words, cum_weights=shares, k=count)


def _rare_word(chance: random.Random) -> str:
    words, shares = _words()[1]
    return chance.choices(words, cum_weights=shares, k=1)[0]


@cache
def _words() -> tuple[tuple[list[str], list[int]], tuple[list[str], list[int]]]:
    """Words by how many reports have them: all, and those of less than one report in ninety."""
    packed = gzip.decompress((vocabulary.FOLDER / "word_shares.en.tsv.gz").read_bytes()).decode("utf-8")
    pairs = [line.split("\t") for line in packed.splitlines() if not line.startswith("#")]
    counted = [(word, int(share)) for word, share in pairs if word.isalpha()]
    rare = [(word, share) for word, share in counted if share < 111]
    return _drawn(counted), _drawn(rare)


def _drawn(counted: list[tuple[str, int]]) -> tuple[list[str], list[int]]:
    return [word for word, _ in counted], list(accumulate(share for _, share in counted))
