"""A second reading is kept beside the one that counts, with what a model's reading was made from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_makings import clock, made
from memory_store import MemoryStore

from sayso.ledger import Ledger, open_ledger
from sayso.ledger.book import Book
from sayso.model import Derived, Exchange, Reading, Translation

DERIVED = Derived(
    "stand-in", "127.0.0.1:8000", "claims-prompt.1", "Read.", (Exchange("What?", '{"claims": []}'),)
)


@pytest.fixture(params=["sqlite", "memory"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger over each store at hand."""
    if request.param == "memory":
        yield Book(MemoryStore(), clock())
        return
    with open_ledger(str(tmp_path / "book.db"), create=True, clock=clock()) as book:
        yield book


def by_model(number: int = 1, reader: str = "stand-in claims-prompt.1") -> tuple[Reading, bytes]:
    """A model's reading, and its artefact."""
    reading, artefact = made(number, reader=reader)
    words = reading.claims[0].evidence[0]
    return dataclasses.replace(
        reading, derived=dataclasses.replace(DERIVED, translations=(Translation(words, "In English."),))
    ), artefact


def test_what_a_model_was_asked_and_answered_is_kept(ledger: Ledger) -> None:
    """Prompt, model, questions, raw answers and translations come back whole with the reading."""
    reading, artefact = by_model()
    ledger.add_reading(reading, artefact)
    assert list(ledger.readings()) == [reading]
    assert ledger.verify().sound


def test_a_second_reading_takes_no_place(ledger: Ledger) -> None:
    """The claims that count stay those of the first reader, whichever was added last."""
    first, artefact = made()
    second, _ = by_model()
    ledger.add_reading(second, artefact, second=True)
    ledger.add_reading(first, artefact)
    added = ledger.add_reading(second, artefact, second=True)
    assert not added.changed
    assert list(ledger.readings()) == [first] and list(ledger.second_readings()) == [second]
    assert list(ledger.claims()) == list(first.claims)
    assert [entry.kind for entry in ledger.entries()] == ["report", "second", "reading"]
    assert ledger.verify().sound


def test_the_newest_second_reading_of_each_report(ledger: Ledger) -> None:
    """One for each report, in the order in which they were added."""
    for number, reader in ((1, "a"), (2, "a"), (1, "b")):
        reading, artefact = by_model(number, reader)
        ledger.add_reading(reading, artefact, second=True)
    assert [(one.report.text[:9], one.reader) for one in ledger.second_readings()] == [
        ("Report 2.", "a"),
        ("Report 1.", "b"),
    ]
    assert list(ledger.readings()) == []
    newest = ledger.second_reading(by_model(1)[0].report.id)
    assert newest is not None and newest.reader == "b"
    assert ledger.second_reading(by_model(3)[0].report.id) is None


def test_a_reading_by_rules_is_kept_as_before(ledger: Ledger) -> None:
    """Its entry has no word of what it was made from: entries made before are the same bytes."""
    reading, artefact = made()
    ledger.add_reading(reading, artefact)
    assert "derived" not in [*ledger.entries()][-1].body
