"""What stands in the body of an entry."""

from __future__ import annotations

import dataclasses
import json

import pytest
from ledger_makings import judgement, made

from sayso.ids import canonical_json
from sayso.ledger.entries import (
    Entry,
    judgement_body,
    judgement_of,
    reader_of,
    reading_body,
    reading_of,
    report_body,
    report_entry_of,
    report_of,
)
from sayso.model import Place
from sayso.records import canonical_text, claim_record, reading_record


def entry(kind: str, body: str) -> Entry:
    """An entry with that body; seals do not matter here."""
    return Entry(7, kind, body, "2031-05-06T12:00:00Z", "", "")


def test_a_report_entry_keeps_text_and_retrieval() -> None:
    """The report comes back whole, and its id stands beside it."""
    report = made()[0].report
    assert report_of(entry("report", report_body(report))) == report
    assert json.loads(report_body(report))["report"] == report.id


def test_a_reading_entry_points_at_its_report_entry() -> None:
    """The text stands once, in the report entry; the reading says which one it was made from."""
    reading = made(claims=2)[0]
    kept = entry("reading", reading_body(reading, report_entry=6))
    assert report_entry_of(kept) == 6
    assert reading_of(kept, reading.report) == reading
    assert "text" not in json.loads(kept.body)


def test_a_judgement_entry_keeps_who_and_why() -> None:
    """A judgement comes back whole."""
    assert judgement_of(entry("judgement", judgement_body(judgement()))) == judgement()


def test_bodies_are_canonical_json() -> None:
    """What is written straight from the nouns is letter for letter the canonical JSON of their records."""
    reading = made(claims=3)[0]
    problem = dataclasses.replace(reading.problems[0], message='Zoë “\u2028” \x00\x1f\\ "/', span=None)
    reading = dataclasses.replace(reading, problems=(*reading.problems, problem))
    for body in (reading_body(reading, 6), report_body(reading.report), judgement_body(judgement())):
        assert body == canonical_json(json.loads(body))
    assert json.loads(reading_body(reading, 6))["claims"] == reading_record(reading)["claims"]


@pytest.mark.parametrize(
    "number", [0.0, -0.0, 41.5, -179.999999, 1e-4, 9e-05, -1e-07, 1e15, 1e16, 123456789.125, None]
)
def test_numbers_of_a_place_are_written_as_python_writes_them(number: float | None) -> None:
    """An exponent has the same form wherever a claim is written, or its id would not be that of its words."""
    reading = made()[0]
    place = Place("Velmora", reading.claims[0].trigger, "near", "near", number, 20.25, number, None)
    claim = dataclasses.replace(reading.claims[0], place=place)
    assert canonical_text([claim]) == canonical_json([claim_record(claim)])


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    """JSON has no word for it, and null would say that the place has no point."""
    reading = made()[0]
    place = Place("Velmora", reading.claims[0].trigger, "near", "near", number, 20.25, 5000.0, None)
    with pytest.raises(ValueError, match="Out of range"):
        canonical_text({"claim": dataclasses.replace(reading.claims[0], place=place)})


READERS = [("made.1", 2, "made.1"), (None, 2, "made.9"), (None, 0, None)]


@pytest.mark.parametrize(("named", "claims", "reader"), READERS)
def test_the_reader_is_named_by_the_reading_or_its_claims(
    named: str | None, claims: int, reader: str | None
) -> None:
    """A reading that names no reader is said to be by whoever its claims name; without claims, by nobody."""
    reading = dataclasses.replace(made(claims=claims, reader="made.9")[0], reader=named)
    assert reader_of(reading) == reader


@pytest.mark.parametrize("body", ["", "no JSON", "[]", "{}", '{"record": 3}', '{"record": {}}', "[" * 5000])
def test_a_body_of_another_kind_is_one_error(body: str) -> None:
    """Whatever is wrong with a body, the ValueError names the entry and what it should be."""
    with pytest.raises(ValueError, match="^entry 7 is no report$"):
        report_of(entry("report", body))
