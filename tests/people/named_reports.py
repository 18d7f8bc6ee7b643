"""Two hundred invented reports in which five hundred protected persons are named in every way we could think of."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from people_makings import in_other_letters

from sayso.ids import content_id, sha256_hex
from sayso.model import Actor, Claim, ClaimId, Person, Place, Reading, Report, ReportId, Source, Span, When

_FIRST = ("Ba", "Ze", "Mi", "Ro", "Ta", "Lu", "Fe", "Ki", "No", "Sa")
_MIDDLE = ("dra", "vel", "mir", "zok", "lan", "tis", "gur", "pel", "shi", "nov")
_LAST = ("na", "ko", "rim", "sha", "vic", "tov", "li", "mun", "dez", "aro")
_TRADES = ("baker", "nurse", "teacher", "driver", "farmer")
_OFFICES = ("Mayor", "Governor", "General", "Police chief")


@dataclass(slots=True)
class Named:
    """One report with its artefact, whom it names, and every form in which their names stand in it."""

    reading: Reading
    raw: bytes
    #: protected by the reading; the others are to be marked by a person
    names: list[str]
    marked: list[str]
    official: str
    forms: set[str] = field(default_factory=set)
    home: tuple[float, float] = (0.0, 0.0)


def five_hundred() -> list[str]:
    """Five hundred names, no two of which share a word."""
    words = [a + b + c for a in _FIRST for b in _MIDDLE for c in _LAST]
    random.Random(26).shuffle(words)
    return [f"{one} {other}" for one, other in zip(words[:500], words[500:], strict=True)]


def reports() -> list[Named]:
    """Two hundred reports with two or three of the names each."""
    names, dice = five_hundred(), random.Random(27)
    made, at = [], 0
    for number in range(200):
        count = 3 if number % 2 else 2
        made.append(_report(number, names[at : at + count], dice))
        at += count
    assert at == 500
    return made


def _report(number: int, names: list[str], dice: random.Random) -> Named:
    """The last name of every fifth report is found by no reading: a person marks it."""
    speaker, victim = names[0], names[1]
    third = names[2] if len(names) > 2 else names[0]
    other = in_other_letters(speaker, dice)
    official = f"Otto Quill{number}"
    first, last = speaker.split()
    lines = [
        f"{dice.choice(_OFFICES)} {official} said that shells hit street {number} in Velmora.",
        f'"I saw the plane {number}," said {speaker}, a {dice.choice(_TRADES)}.',
        f"{last}'s neighbour {victim} was killed in the house of {speaker}, {official} said.",
        f"{other} wept; {third.upper()} and {last}, {first} and Mrs {victim.split()[1]} fled.",
    ]
    title = dice.choice(
        (
            f"{speaker} tells of plane {number}",
            f"PLANE {number}: {last.upper()} SPEAKS",
            f"Plane {number}: {other}",
        )
    )
    slug = speaker.lower().replace(" ", dice.choice(("-", "_", "%20", "+")))
    text = title + "\n\n" + " ".join(lines)
    raw = text.encode()
    report = Report(
        ReportId(sha256_hex(raw)),
        text,
        "The Lantern",
        f"2031-{1 + number % 12:02d}-{1 + number % 28:02d}",
        (),
        title,
        f"https://lantern.example/{number}/{slug}",
        "en",
    )
    forms = {other} | {
        form for name in names for form in (name, *name.split(), name.upper(), *name.upper().split())
    }
    home = (30 + number / 7 + 0.0123, 40 + number / 11 + 0.0321)
    marked = [third] if number % 5 == 1 else []
    reading = Reading(
        report,
        _claims(report, lines, speaker, victim, home),
        (),
        "made.1",
        _people(text, names, marked, official),
    )
    return Named(reading, raw, [name for name in names if name not in marked], marked, official, forms, home)


def _people(text: str, names: list[str], marked: list[str], official: str) -> tuple[Person, ...]:
    protected = tuple(
        Person(
            name,
            (_span(text, name if name in text else name.upper()),),
            True,
            "a resident",
            "no office is named",
        )
        for name in names
        if name not in marked
    )
    return (*protected, Person(official, (_span(text, official),), False, "a person", "speaks for an office"))


def _claims(
    report: Report, lines: list[str], speaker: str, victim: str, home: tuple[float, float]
) -> tuple[Claim, ...]:
    text = report.text
    day = str(report.published)
    when = When(day, f"{day[:8]}{int(day[8:]) + 1:02d}", "day", None)
    house = Place(
        f"the house of {speaker}", _span(text, f"the house of {speaker}"), "point", "in", *home, 20.0
    )
    said = (
        Source(
            speaker,
            _span(text, f"{speaker}, a"),
        ),
    )
    hit = Actor(victim, _span(text, victim), None, "civilians")
    return (
        _claim(report, "air_strike", lines[1], (said,), (), None, when),
        _claim(report, "killing", lines[2], (), (hit,), house, when),
        _claim(report, "displacement", lines[3], (said,), (hit,), None, when),
    )


def _claim(
    report: Report,
    kind: str,
    line: str,
    sources: tuple[tuple[Source, ...], ...],
    against: tuple[Actor, ...],
    place: Place | None,
    when: When,
) -> Claim:
    span = _span(report.text, line)
    return Claim(
        ClaimId("c" + content_id([report.id, line])[:20]),
        report.id,
        kind,
        span,
        (span,),
        sources,
        "asserts",
        (),
        against,
        (),
        place,
        when,
        (),
        False,
        "made.1",
    )


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)
