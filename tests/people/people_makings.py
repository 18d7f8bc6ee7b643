"""Names in letters that look like theirs, and ledgers of reports in which somebody is protected."""

from __future__ import annotations

import functools
import random
import unicodedata
from pathlib import Path

from sayso import vocabulary
from sayso.ids import content_id, sha256_hex
from sayso.ledger import open_ledger
from sayso.model import Claim, ClaimId, Person, Reading, Report, ReportId, Source, Span


@functools.cache
def look_alikes() -> dict[str, list[str]]:
    """Latin letter → letters and forms that look like it."""
    found: dict[str, list[str]] = {}
    for sign, letter in vocabulary.load("people")["look_alikes"].items():
        if len(letter) == 1 and letter.isalpha() and not sign.isdigit():
            found.setdefault(letter, []).append(sign)
    for at in range(26):
        small = chr(97 + at)
        found.setdefault(small, []).extend(
            [chr(0xFF41 + at), chr(0x1D41A + at), small + "\u0301", small + "\u200d"]
        )
    return found


def in_other_letters(name: str, dice: random.Random, share: float = 0.5) -> str:
    """The name with about that share of its letters exchanged for look-alikes, at least one of them."""
    table = look_alikes()
    written = [
        _as_large(dice.choice(table[sign.lower()]), sign)
        if sign.lower() in table and dice.random() < share
        else sign
        for sign in name
    ]
    if written == list(name):
        written[0] = dice.choice(table[name[0].lower()])
    return "".join(written)


def _as_large(sign: str, like: str) -> str:
    large = sign.upper()
    return (
        large
        if like.isupper() and len(large) == len(sign) and unicodedata.category(large[0]) == "Lu"
        else sign
    )


def reading_of(number: int, name: str = "Nadia Brek", role: str = "a resident") -> tuple[Reading, bytes]:
    """A report of a bomb in which that person speaks, protected, and its artefact."""
    sentence = f"A bomb fell on mill {number} in Velmora, said {name}, who saw it."
    text = f"{name} tells of bomb {number}\n\n{sentence}"
    raw = text.encode()
    report = Report(
        ReportId(sha256_hex(raw)),
        text,
        "The Lantern",
        "2031-05-06",
        title=f"{name} tells of bomb {number}",
        url=f"https://lantern.example/{number}/{name.lower().replace(' ', '-')}",
        language="en",
    )

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words), words)

    at = text.rindex(name)
    said = Span(at, at + len(name), name)
    claim = Claim(
        ClaimId("c" + content_id([report.id, number])[:20]),
        report.id,
        "bombing",
        span("bomb fell") if "bomb fell" in text else span("bomb"),
        (span(sentence),),
        ((Source(name, said),),),
        "asserts",
        (),
        (),
        (),
        None,
        None,
        (),
        False,
        "made.1",
    )
    people = (Person(name, (said,), True, role, "no office is named"),)
    return Reading(report, (claim,), (), "made.1", people), raw


def book_of(folder: Path, reports: int) -> str:
    """A ledger of that many such reports."""
    path = str(folder / "book.db")
    with open_ledger(path, create=True) as ledger:
        ledger.add_readings(reading_of(number) for number in range(reports))
    return path
