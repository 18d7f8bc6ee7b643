"""Append only if the head is still the one that the person knew: compared in the transaction that appends, on every store."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from desk_makings import small_book
from ledger_makings import judgement, made

from sayso.acts.judging import decide
from sayso.ledger import Ledger, open_ledger
from sayso.ledger.book import Book
from sayso.problems import HeadMoved
from sayso.review.decisions import Decision, Stale
from sayso.review.desk import Desk

HERE = Path(__file__).parent
#: rounds of a race; writers in each
ROUNDS, WRITERS = 20, 4


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A small book on each store."""
    if request.param == "sqlite":
        return str(small_book(tmp_path / "book.db"))
    url = str(request.getfixturevalue("database")())
    small_book(Path(url), url)
    return url


def test_what_should_follow_an_older_head_is_refused_and_nothing_written(url: str) -> None:
    """The head of before one more entry is refused, in a line; the head of now is taken."""
    with open_ledger(url) as ledger:
        before = ledger.head()
        ledger.add_judgement(judgement("first"), after=before)
        with pytest.raises(
            HeadMoved, match=rf"after entry {before.size}, and there are {before.size + 1} now"
        ):
            ledger.add_judgement(judgement("second"), after=before)
        assert ledger.head().size == before.size + 1
        ledger.add_judgement(judgement("second"), after=ledger.head())
        assert [one.why for one in ledger.judgements()] == ["first", "second"]
        assert ledger.verify().sound


def test_of_threads_that_know_one_head_one_appends(url: str) -> None:
    """Four writers, each with a connection of its own, let go at one moment with the same head: one gets in, each round."""
    together = threading.Barrier(WRITERS)

    def write(name: int) -> list[int | None]:
        outcomes: list[int | None] = []
        with open_ledger(url) as ledger:
            for number in range(ROUNDS):
                head = ledger.head()
                together.wait()
                try:
                    outcomes.append(ledger.add_judgement(judgement(f"{number} {name}"), after=head))
                except HeadMoved:
                    outcomes.append(None)
                together.wait()
        return outcomes

    with ThreadPoolExecutor(WRITERS) as pool:
        rounds = list(zip(*pool.map(write, range(WRITERS)), strict=True))
    kept = [sum(number is not None for number in one) for one in rounds]
    print(f"{ROUNDS} rounds of {WRITERS}: {sum(kept)} kept, {ROUNDS * WRITERS - sum(kept)} refused")
    assert kept == [1] * ROUNDS
    with open_ledger(url) as ledger:
        assert len(list(ledger.judgements())) == ROUNDS
        assert ledger.verify().sound


def test_a_decision_that_comes_between_check_and_append_is_seen(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes when the desk has compared the version and has not yet appended: the decision is stale, not kept."""
    desk = Desk(url)
    claim = desk.view.at(0).claims[0].id
    seen = desk.view.version([claim])
    append: Callable[..., int] = Book.add_judgement
    between: list[int] = []

    def late(self: Ledger, made: object, **more: object) -> int:
        if not between:
            between.append(1)
            with open_ledger(url) as other:
                between.append(decide(other, "reject", [claim], "Ben", "the words do not say this")[0])
        return append(self, made, **more)

    monkeypatch.setattr(Book, "add_judgement", late)
    try:
        with pytest.raises(Stale) as found:
            desk.decide("Ada", Decision("unsure", claim, seen))
        assert [(one.judgement.by, one.entry) for one in found.value.since] == [("Ben", between[1])]
        # what came between and is about something else stands in nobody's way
        between.clear()
        other = desk.view.at(1).claims[0].id
        kept = desk.decide("Ada", Decision("unsure", other, desk.view.version([other])))
        assert kept.entry == between[1] + 1
    finally:
        desk.close()


@pytest.mark.slow
def test_of_desks_in_processes_of_their_own_one_decides(url: str) -> None:
    """Three desks, three processes, one item and one version of it, told at once: one decision, two are shown who was first."""
    names = ("Ada", "Ben", "Cle")
    desks = [
        subprocess.Popen(
            [sys.executable, str(HERE / "decider.py"), url, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for name in names
    ]
    try:
        assert [one.stdout.readline() for one in desks if one.stdout] == ["ready\n"] * len(names)
        own, answers = Desk(url), []
        claims = [claim.id for incident in own.view.incidents() for claim in incident.claims]
        for number in range(12):
            own.catch_up()
            claim = claims[number % len(claims)]
            line = f"{claim} {own.view.version([claim])} {('reject', 'unsure')[number % 2]} {own.view.head.size}\n"
            for one in desks:
                assert one.stdin
                one.stdin.write(line)
            answers.append([one.stdout.readline().split() for one in desks if one.stdout])
        own.close()
    finally:
        for one in desks:
            one.communicate(timeout=30)
    first = [[names[at] for at, told in enumerate(one) if told[0] == "kept"] for one in answers]
    print(f"12 rounds of {len(names)} processes: first were {[one[0] for one in first]}")
    assert all(len(one) == 1 for one in first)
    for one, (who,) in zip(answers, first, strict=True):
        assert [told for told in one if told[0] == "stale"] == [["stale", who]] * (len(names) - 1)
    with open_ledger(url) as ledger:
        assert len(list(ledger.judgements())) == 12


def test_a_desk_takes_in_what_others_add_without_reading_all_anew(url: str) -> None:
    """Decisions of others are applied one by one and give the view of the whole ledger; a new report is read too."""
    desk = Desk(url)
    try:
        with open_ledger(url) as other:
            for number, incident in enumerate(list(desk.view.incidents())):
                decide(other, ("accept", "reject")[number % 2], [incident.claims[0].id], "Ben", "seen")
            view = desk.view
            desk.catch_up()
            assert desk.view is view and view.head == other.head()
            statuses = {
                claim: status
                for one in view.incidents()
                for claim, status in zip(one.claims, one.statuses, strict=True)
            }
            assert sorted(set(statuses.values())) == ["accepted", "rejected", "unjudged"]
            other.add_reading(*made(5))
            desk.catch_up()
            assert desk.view is not view and len(desk.view.readings) == 4
    finally:
        desk.close()
