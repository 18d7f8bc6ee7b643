"""A book is opened beside the desk: what is there is shown, what is not says how far it is, and in the end nothing differs."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from desk_makings import Served, reading, same, served, small_book

from sayso.acts.judging import judge_claims
from sayso.ledger import open_ledger
from sayso.problems import SaysoError
from sayso.review import desk as desk_module
from sayso.review.desk import Desk
from sayso.review.routes import ACTIONS, PAGES
from sayso.review.view import Built, read_view


class Gate:
    """Stands where claims are compared, and before that where reports are read; lets the opener through when it is told."""

    def __init__(self) -> None:
        self.read, self.compare = threading.Event(), threading.Event()

    def built(self, *arguments: Any) -> Built:
        assert self.compare.wait(60)
        return Built(*arguments)

    def decisions(self, ledger: Any) -> Any:
        assert self.read.wait(60)
        return read_decisions(ledger)


read_decisions = desk_module.read_decisions


@contextmanager
def opening(book: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Served, Gate]]:
    """A desk whose book opens no further than the gate lets it."""
    gate = Gate()
    monkeypatch.setattr(desk_module, "Built", gate.built)
    monkeypatch.setattr(desk_module, "read_decisions", gate.decisions)
    desk = Desk(str(book), at_once=True)
    try:
        with served(book, desk=desk) as running:
            yield running, gate
    finally:
        gate.read.set()
        gate.compare.set()


def until(desk: Desk, stage: str) -> None:
    """Wait for that stage."""
    for _ in range(600):
        if (desk.opening.stage if desk.opening else "open") == stage:
            return
        threading.Event().wait(0.05)
    raise AssertionError(f"never {stage}")


def test_what_is_not_there_yet_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page and action waits for its stage and for nothing else; what waits says so and stores nothing."""
    with opening(small_book(tmp_path / "book.db"), monkeypatch) as (desk, gate):
        kay = desk.client("Kay")
        assert {kay.get(path).status for path in ("/log", "/integrity", "/add", "/keys")} == {200}
        page = kay.get("/inbox")
        assert page.status == 503 and "being opened" in page.text and 'http-equiv="refresh"' in page.text
        assert kay.get("/explore.json").json["opening"]["stage"] == "reading"
        gate.read.set()
        until(desk.desk, "comparing")
        inbox = kay.get("/inbox")
        assert inbox.status == 200 and "Still coming: incidents." in inbox.text
        report = next(iter(desk.desk.view.readings))
        assert kay.get(f"/reports/{report}").status == 200
        assert kay.get("/queue").status == kay.get("/incidents/i00").status == 503
        answer = kay.post("/decide", wants_json=True, item="i00", version="", verdict="reject")
        assert answer.status == 503 and "Not stored" in answer.json["error"]
        gate.compare.set()
        until(desk.desk, "open")
        assert "Still coming" not in kay.get("/inbox").text and kay.get("/queue").status == 200
        with open_ledger(desk.desk.book) as ledger:
            assert same(desk.desk.view, read_view(ledger)) and not list(ledger.judgements())


def test_what_others_add_meanwhile_is_there_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports and decisions that come in at any stage are in the view once and as in a new beginning."""
    book = small_book(tmp_path / "book.db")
    with opening(book, monkeypatch) as (desk, gate):
        more = [
            reading(name, [{"text": f"A blast in Velmora, said {name}.", "who": name}])
            for name in ("Uno", "Duo")
        ]
        desk.desk.keep(*more[0])
        gate.read.set()
        until(desk.desk, "comparing")
        desk.desk.keep(*more[1])
        claim = next(iter(desk.desk.view.readings.values())).claims[0]
        judge_claims(str(book), "reject", [claim.id], (), "Cle", "from the command line")
        gate.compare.set()
        until(desk.desk, "open")
        desk.desk.catch_up()
        assert len(desk.desk.view.reports) == 5 and len(desk.desk.view.made) == 1
        with open_ledger(str(book)) as ledger:
            assert same(desk.desk.view, read_view(ledger))


def test_a_book_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    """What keeps a book from opening is raised to whoever waits, and stands on its pages."""
    book = small_book(tmp_path / "book.db")
    with sqlite3.connect(book) as file:
        triggers = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in triggers:
            file.execute(f'DROP TRIGGER "{trigger}"')
        file.execute("UPDATE entries SET body = 'x' WHERE number = 2")
    desk = Desk(str(book), at_once=True)
    with pytest.raises(SaysoError, match="entry 2"):
        desk.wait(30)
    with served(book, desk=desk) as running:
        page = running.client("Ada").get("/queue")
        assert page.status == 503 and "could not be opened" in page.text and "refresh" not in page.text


def test_all_pages_and_actions_have_their_stage() -> None:
    """What needs no incident does not wait for them."""
    assert {page.path for page in PAGES if page.once == "reading"} == {
        "/log",
        "/integrity",
        "/add",
        "/jobs/{number}",
        "/keys",
    }
    assert {action.path for action in ACTIONS if action.once == "reading"} == {
        "/add",
        "/jobs/{number}/again",
        "/integrity/verify",
    }
