"""sayso search on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from search_makings import readings

from sayso.cli import run
from sayso.ledger import open_ledger


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A ledger of three reports."""
    path = str(tmp_path / "book.db")
    with open_ledger(path, create=True) as ledger:
        for reading, raw in readings(3, 4):
            ledger.add_reading(reading, raw)
    return path


def test_hits_are_lines_or_json(book: str, capfd: pytest.CaptureFixture[str]) -> None:
    """For people: what, who says it, the words, where from, and how many. For programs: an object a line."""
    assert run(["search", book, "hit", "--limit", "2"]) == 0
    shown = capfd.readouterr().out
    assert shown.endswith("1 to 2 of 12 hits\n") and "says (unjudged)" in shown and "Lantern" in shown
    assert run(["search", book, "in:reports", "title:News 2", "--json"]) == 0
    (line,) = capfd.readouterr().out.splitlines()
    assert json.loads(line)["title"] == "News 2"


def test_nothing_asked_or_nothing_understood_is_one_line(
    book: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2 and a sentence."""
    assert run(["search", book, "…"]) == 2
    assert capfd.readouterr().err.startswith("nothing to look for. Give a word or a field")
    assert run(["search", book, "colour:red"]) == 2
    assert capfd.readouterr().err.startswith("colour:red: there is no field colour.")
    assert run(["search", book, "mermaid"]) == 0
    assert capfd.readouterr().out == "0 hits\n"
