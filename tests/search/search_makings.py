"""Ledgers of invented reports for the tests of search."""

from __future__ import annotations

import random
from collections.abc import Iterator

from sayso.ids import content_id, sha256_hex
from sayso.model import Actor, Claim, ClaimId, Place, Reading, Report, ReportId, Source, Span, Weapon, When

KINDS = ("shelling", "bombing", "shooting", "air_strike", "abduction", "arson")
TOWNS = ("Velmora", "Orsk Ford", "Dunhal", "Tarnica", "Upper Lesk", "Brodno")
WHO = ("harbour office", "army spokesman", "two residents", "Lake Observatory", "police", "a miner")
DOERS = ("soldiers", "gunmen", "Northern Column", "militia", "rebels", "unknown men")
THINGS = ("bridge", "market", "school", "convoy", "bus", "mill", "clinic", "checkpoint", "granary", "well")
WEAPONS = ("mortar", "roadside bomb", "rifle", "drone", "rocket")


def invented(number: int, claims: int, reader: str = "made.1") -> tuple[Reading, bytes]:
    """Report of that number with so many claims, a sentence each, and its artefact."""
    dice = random.Random(number)
    sentences = [_sentence(dice) for _ in range(claims)]
    text = f"News {number}.\n\n" + "\n".join(words for words, *_ in sentences)
    raw = text.encode()
    day = f"2031-{1 + number % 12:02d}-{1 + number % 28:02d}"
    report = Report(
        ReportId(sha256_hex(raw)), text, f"Lantern {number % 7}", day, title=f"News {number}", language="en"
    )
    said, at = [], 0
    for place_in, (words, *parts) in enumerate(sentences):
        at = text.index(words, at)
        said.append(_claim(report, place_in, at, words, parts, reader))
        at += len(words)
    return Reading(report, tuple(said), (), reader), raw


def readings(reports: int, claims: int) -> Iterator[tuple[Reading, bytes]]:
    """So many reports with so many claims each."""
    return (invented(number, claims) for number in range(reports))


def _sentence(dice: random.Random) -> tuple[str, ...]:
    who, doer, thing, town = (dice.choice(one) for one in (WHO, DOERS, THINGS, TOWNS))
    weapon, kind, serial = dice.choice(WEAPONS), dice.choice(KINDS), f"q{dice.randrange(10**6)}"
    words = f"The {who} said that {doer} hit the {thing} {serial} near {town} with a {weapon} in the {kind}."
    return words, who, doer, thing, town, weapon, kind


def _claim(report: Report, number: int, at: int, words: str, parts: list[str], reader: str) -> Claim:
    who, doer, thing, town, weapon, kind = parts

    def span(part: str) -> Span:
        start = at + words.index(part)
        return Span(start, start + len(part), part)

    start = report.published or "2031-01-01"
    return Claim(
        id=ClaimId("c" + content_id([report.id, reader, number])[:20]),
        report=report.id,
        kind=kind,
        trigger=span("hit"),
        evidence=(Span(at, at + len(words), words),),
        sources=((Source(who, span(who)),),),
        stance="asserts",
        by=(Actor(doer, span(doer)),),
        against=(Actor(thing, span(thing)),),
        weapons=(Weapon(span(weapon)),),
        place=Place(town, span(town), "near", "near", 41.5, 20.25, 5000.0),
        when=When(start, f"{start[:8]}{int(start[8:]) + 1:02d}", "day", None) if number % 5 else None,
        casualties=(),
        background=False,
        reader=reader,
    )
