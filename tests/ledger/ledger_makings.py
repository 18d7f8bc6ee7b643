"""Readings made by hand for the ledger's tests, and the same book over each store."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sayso.ids import content_id, sha256_hex
from sayso.model import (
    Actor,
    Claim,
    ClaimId,
    Count,
    Judgement,
    Place,
    Problem,
    Reading,
    Report,
    ReportId,
    Retrieval,
    Source,
    Span,
    Weapon,
    When,
)

SENTENCE = "The harbour office said on Monday that two shells hit the old bridge near Velmora, killing 3."


def artefact(number: int, size: int = 0) -> bytes:
    """A small page of its own for each number, its text repeated up to ``size`` characters."""
    text = f"Report {number}. " + " ".join([SENTENCE] * max(1, size // len(SENTENCE)))
    return f"<html><body>{text}</body></html>".encode()


def made(
    number: int = 1,
    claims: int = 1,
    *,
    reader: str = "made.1",
    size: int = 0,
    published: str | None = "2031-05-06",
    retrieved_utc: str | None = None,
) -> tuple[Reading, bytes]:
    """A reading with that many claims, and its artefact."""
    raw = artefact(number, size)
    text = raw.decode().removeprefix("<html><body>").removesuffix("</body></html>")
    retrieval = Retrieval(f"page-{number}.html", retrieved_utc, "text/html", "made")
    report = Report(
        ReportId(sha256_hex(raw)), text, "The Lantern", published, ("Velmora",), retrieval=retrieval
    )
    said = tuple(claim(report, part, reader) for part in range(claims))
    return Reading(report, said, (Problem("made", "A problem.", _words(text, "Monday")),), reader), raw


def claim(report: Report, part: int, reader: str) -> Claim:
    """A claim with every part that a claim can have."""
    words = _in(report.text)
    return Claim(
        id=ClaimId(content_id([report.id, reader, part])),
        report=report.id,
        kind="shelling",
        trigger=words("hit"),
        evidence=(words(SENTENCE),),
        sources=((Source("harbour office", words("The harbour office"), "government"),),),
        stance="asserts",
        by=(Actor("shells", words("shells")),),
        against=(Actor("bridge", words("the old bridge"), None, "infrastructure"),),
        weapons=(Weapon(words("shells"), "artillery"),),
        place=Place("Velmora", words("Velmora"), "near", "near", 41.5, 20.25, 5000.0, None),
        when=When("2031-05-05", "2031-05-06", "day", words("on Monday")),
        casualties=(Count("killed", 3, 3, "unknown", words("killing 3")),),
        background=False,
        reader=reader,
    )


def judgement(why: str = "seen on two photographs") -> Judgement:
    """A person's acceptance of one claim."""
    return Judgement("R. Marsh", "2031-05-07T10:00:00Z", "accept", (ClaimId("c1"),), why)


def clock() -> Callable[[], str]:
    """A clock that goes on by a second each time it is read."""
    ticks = itertools.count()
    return lambda: "2031-05-06T12:{:02d}:{:02d}Z".format(*divmod(next(ticks) % 3600, 60))


def altered(book: Path, *statements: tuple[str, tuple[object, ...]]) -> Path:
    """The same book after somebody with the file dropped the triggers and ran the statements on it."""
    with sqlite3.connect(book) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            file.execute(statement, values)
    file.close()
    return book


def scaled(soak: int, short: int) -> int:
    """How often: the full count of the scorecard in ``make soak``, a short form of it otherwise."""
    return soak if os.environ.get("SAYSO_SOAK") else short


def copied(book: Path, name: str) -> Path:
    """A copy of the book beside it."""
    return Path(shutil.copy(book, book.with_name(name)))


def _in(text: str) -> Callable[[str], Span]:
    return lambda words: _words(text, words)


def _words(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)
