"""What no person accepted is in no public output, whatever people decide, in whichever format, and from whichever cache."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from export_makings import insides
from incident_makings import claim, report

from sayso.exports import FORMATS, export, published
from sayso.ids import sha256_hex
from sayso.incidents import accepted_view, build_incidents
from sayso.incidents.grades import load_policy
from sayso.ledger import open_ledger
from sayso.model import Claim, ClaimId, Incident, Judgement, Reading, Report, ReportId, Span
from sayso.page import write_page
from sayso.search import open_search, parse

#: histories in all; the whole count is that of the scorecard
HISTORIES = 10_000 if os.environ.get("SAYSO_SOAK") else 400
VERDICTS = ("accept", "accept", "reject", "unsure", "fix", "merge", "not_same", "split", "take_back")
PEOPLE = ("R. Marsh", "A. Okoro", "T. Lund")
REPORTS = [report("r1"), report("r2"), report("r3")]
CLAIMS = [
    claim(
        f"only{n}id",
        kind="bombing" if n % 2 else "shelling",
        report=f"r{n % 3 + 1}",
        at=2000 * n,
        trigger=f"trigger{n}x",
        by=f"Doer{n}x",
        against=f"Thing{n}x",
        weapon="bomb",
        place="Velmora",
        day="2031-05-05",
        killed=(7000 + n, 7000 + n),
        injured=(8100 + n, None),
        sources=[[f"Speaker{n}x"]],
    )
    for n in range(9)
]


def traces(n: int) -> tuple[str, ...]:
    """What of that claim may stand in no public output unless it was accepted."""
    return (
        f"only{n}id",
        f"trigger{n}x",
        f"Doer{n}x",
        f"Thing{n}x",
        f"Speaker{n}x",
        str(7000 + n),
        str(8100 + n),
    )


TRACES = [re.compile("|".join(rf"\b{trace}" for trace in traces(n))) for n in range(len(CLAIMS))]


def history(dice: random.Random) -> list[Judgement]:
    """Up to fourteen decisions of three people, as they might come."""
    return [decision(dice) for _ in range(dice.randrange(15))]


def decision(dice: random.Random) -> Judgement:
    """One of them, about one to three claims."""
    about = dice.sample([one.id for one in CLAIMS], dice.choice((1, 1, 2, 3)))
    day, hour = dice.randrange(10, 15), dice.randrange(24)
    return Judgement(
        dice.choice(PEOPLE), f"2031-05-{day}T{hour:02d}:00:00Z", dice.choice(VERDICTS), tuple(about), "seen"
    )


def unaccepted(built: tuple[Incident, ...]) -> list[int]:
    """The claims that no person accepted, or somebody rejected or took back."""
    status = {one.id: how for i in built for one, how in zip(i.claims, i.statuses, strict=True)}
    return [n for n, one in enumerate(CLAIMS) if status.get(one.id) != "accepted"]


def outputs(view: tuple[Incident, ...], made: list[Judgement], turn: int) -> Iterator[tuple[str, str]]:
    """What is published, one format in turn, now and then a page: each with its name."""
    shown = published(view, REPORTS)
    yield "published", json.dumps([dataclasses.asdict(one) for one in (*shown.incidents, *shown.reports)])
    name = sorted(FORMATS)[turn % len(FORMATS)]
    yield name, insides(export(view, REPORTS, name))
    if turn % 20 == 0:
        yield (
            "page",
            write_page(
                shown.incidents,
                shown.reports,
                made,
                book="book.db",
                head="1:0",
                policy=load_policy("plain"),
                internal=False,
            ),
        )


@pytest.mark.slow
def test_no_history_lets_anything_unaccepted_out() -> None:
    """Random review histories: 0 traces of an unreviewed, doubted, rejected or withdrawn claim in any output."""
    dice, looked, hidden, shown = random.Random(2031), Counter[str](), 0, 0
    began = time.monotonic()
    for turn in range(HISTORIES):
        made = history(dice)
        built = build_incidents(CLAIMS, made, REPORTS)
        away = unaccepted(built)
        hidden, shown = hidden + len(away), shown + len(CLAIMS) - len(away)
        for name, text in outputs(accepted_view(built, REPORTS), made, turn):
            looked[name] += 1
            assert [n for n in away if TRACES[n].search(text)] == [], (name, made)
    assert set(looked) == {"published", "page", *FORMATS}
    assert shown > HISTORIES and hidden > HISTORIES
    counts = ", ".join(f"{name} {count}" for name, count in sorted(looked.items()))
    print(
        f"\n{HISTORIES:,} histories, {hidden:,} claims that nobody accepted, {shown:,} accepted; outputs: {counts}; "
        f"0 let out; {time.monotonic() - began:.0f} s"
    )


def kept(number: int, one: Claim) -> tuple[Reading, bytes]:
    """The claim alone in a report of its own, fit for a ledger."""
    text = one.evidence[0].text
    raw = text.encode()
    source = Report(
        ReportId(sha256_hex(raw)), text, f"Paper {number}", "2031-05-06", title=f"News of trigger{number}x"
    )
    whole = Span(0, len(text), text)
    told = dataclasses.replace(one, report=source.id, evidence=(whole,), trigger=whole)
    return Reading(source, (told,), (), "made.1", ()), raw


@pytest.mark.slow
def test_the_public_search_follows_every_decision(tmp_path: Path) -> None:
    """After each decision the public search finds exactly the accepted claims: no older index answers."""
    book, dice = str(tmp_path / "book.db"), random.Random(77)
    asked = 0
    with open_ledger(book, create=True) as ledger:
        ledger.add_readings(kept(n, one) for n, one in enumerate(CLAIMS))
        made: list[Judgement] = []
        for _ in range(120 if os.environ.get("SAYSO_SOAK") else 25):
            one = decision(dice)
            ledger.add_judgement(one)
            made.append(one)
            built = build_incidents(ledger.claims(), made, ledger.reports())
            away = {CLAIMS[n].id for n in unaccepted(built)}
            with open_search(book, ledger, public=True) as index:
                for n, told in enumerate(CLAIMS):
                    for line in (f"trigger{n}x", f"by:Doer{n}x", f"source:Speaker{n}x", f"id:only{n}id"):
                        asked += 1
                        assert index.find(parse(line)).total == (told.id not in away)
                    assert index.find(parse(f"in:reports title:trigger{n}x")).total == (told.id not in away)
                    assert index.find(parse(f"in:incidents trigger{n}x")).total == (told.id not in away)
                assert index.find(parse("in:reports publisher:Paper")).total == 9 - len(away)
            text = Path(f"{book}.public.search").read_bytes().decode("latin-1")
            assert not any(f"Speaker{n}x" in text for n in range(9) if CLAIMS[n].id in away)
    print(f"\n{asked} public searches after {len(made)} decisions: 0 wrong")


def test_a_claim_that_nobody_knows_is_not_accepted() -> None:
    """A judgement about an id that is none opens nothing."""
    made = [Judgement("R. Marsh", "2031-05-10T00:00:00Z", "accept", (ClaimId("only"),), "typo")]
    assert accepted_view(build_incidents(CLAIMS, made, REPORTS), REPORTS) == ()
