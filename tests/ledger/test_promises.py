"""What every Ledger promises, on every store."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

import pytest
from ledger_makings import judgement, made

from sayso.ids import sha256_hex
from sayso.ledger import Ledger
from sayso.model import ClaimId, Reading, ReportId
from sayso.problems import CannotBeKept, NotInLedger


def test_what_was_added_comes_back_equal(ledger: Ledger) -> None:
    """A reading comes back with every part of every claim, and the artefact byte for byte."""
    reading, raw = made(1, claims=3)
    ledger.add_reading(reading, raw)
    assert list(ledger.readings()) == [reading]
    assert list(ledger.reports()) == [reading.report]
    assert list(ledger.claims()) == list(reading.claims)
    assert ledger.artefact(reading.report.id) == raw


def test_entries_are_numbered_sealed_and_dated(ledger: Ledger) -> None:
    """A report comes before its reading; numbers run from 1, and each entry carries the seal before it."""
    ledger.add_reading(*made(1))
    ledger.add_judgement(judgement())
    first, second, third = ledger.entries()
    assert [entry.kind for entry in (first, second, third)] == ["report", "reading", "judgement"]
    assert [entry.number for entry in (first, second, third)] == [1, 2, 3]
    assert (second.previous, third.previous) == (first.seal, second.seal)
    assert first.made_utc == "2031-05-06T12:00:00Z"
    assert (ledger.head().size, ledger.head().seal) == (3, third.seal)


def test_the_same_reading_again_changes_nothing(ledger: Ledger) -> None:
    """Same artefact, same reader, retrieved on another day: nothing is written, and Added says where it is."""
    first = ledger.add_reading(*made(1, retrieved_utc="2031-05-06T08:00:00Z"))
    again = ledger.add_reading(*made(1, retrieved_utc="2031-05-09T08:00:00Z"))
    assert (first.appended, first.changed) == ((1, 2), True)
    assert (again.appended, again.changed, again.reading) == ((), False, 2)
    assert ledger.head().size == 2


def test_a_newer_reader_appends_and_counts(ledger: Ledger) -> None:
    """The same artefact read by another reader is one report with two readings; the newest counts."""
    ledger.add_reading(*made(1, claims=2, reader="made.1"))
    added = ledger.add_reading(*made(1, claims=3, reader="made.2"))
    assert added.appended == (3,)
    assert [reading.reader for reading in ledger.readings()] == ["made.2"]
    assert (len(list(ledger.claims())), len(list(ledger.reports()))) == (3, 1)


def test_an_older_reader_again_does_not_come_back(ledger: Ledger) -> None:
    """Adding what an older reader said before leaves the newer reading in force."""
    ledger.add_reading(*made(1, reader="made.1"))
    ledger.add_reading(*made(1, reader="made.2"))
    assert ledger.add_reading(*made(1, reader="made.1")).reading == 2
    assert [reading.reader for reading in ledger.readings()] == ["made.2"]


def test_a_reading_without_claims_is_told_apart_by_its_reader(ledger: Ledger) -> None:
    """Two readers that find nothing are two readings: silence has an author too."""
    for reader in ("made.1", "made.2"):
        ledger.add_reading(*made(1, claims=0, reader=reader))
    assert [reading.reader for reading in ledger.readings()] == ["made.2"]


def test_more_known_of_the_report_is_a_new_reading(ledger: Ledger) -> None:
    """A day of publication that was given later is kept, although the artefact and the reader are the same."""
    ledger.add_reading(*made(1, published=None))
    added = ledger.add_reading(*made(1, published="2031-05-06"))
    assert added.appended == (3, 4)
    assert [report.published for report in ledger.reports()] == ["2031-05-06"]
    assert ledger.verify().artefacts == 1


def test_a_reader_may_read_again_what_became_known_later(ledger: Ledger) -> None:
    """A reader that read the report before its day was known reads it anew, though another told the day."""
    ledger.add_reading(*made(1, published=None, reader="made.1"))
    ledger.add_reading(*made(1, published="2031-05-06", reader="made.2"))
    added = ledger.add_reading(*made(1, published="2031-05-06", reader="made.1"))
    assert added.appended == (5,)


def test_what_would_change_nothing_is_known_before_it_is_read(ledger: Ledger) -> None:
    """``had`` says of a report and a reader what adding a reading says, and writes nothing."""
    told = [
        (made(1), "made.1"),
        (made(1), "made.2"),
        (made(1, published=None), "made.1"),
        (made(2), "made.1"),
    ]
    assert [ledger.had(one.report, reader) for (one, _), reader in told] == [None] * 4
    ledger.add_reading(*made(1, reader="made.1"))
    ledger.add_reading(*made(1, reader="model.1"), second=True)
    size = ledger.head().size
    found = [ledger.had(one.report, reader) for (one, _), reader in told]
    assert [one and one.reading for one in found] == [2, None, None, None]
    assert found[0] == ledger.add_reading(*made(1, reader="made.1"))
    assert ledger.had(made(1)[0].report, "model.1") is None and ledger.head().size == size


def test_readings_come_in_the_order_they_were_added(ledger: Ledger) -> None:
    """A report that was read again stands where its newest reading stands."""
    for number in range(6):
        ledger.add_reading(*made(number))
    ledger.add_reading(*made(0, reader="made.2"))
    expected = [made(number)[0].report.id for number in (1, 2, 3, 4, 5, 0)]
    assert [reading.report.id for reading in ledger.readings()] == expected


def test_judgements_are_all_kept(ledger: Ledger) -> None:
    """Two equal judgements are two acts of a person."""
    assert [ledger.add_judgement(judgement(why)) for why in ("a", "b", "b")] == [1, 2, 3]
    assert list(ledger.judgements()) == [judgement("a"), judgement("b"), judgement("b")]


def test_one_may_add_while_going_through(ledger: Ledger) -> None:
    """Going through the entries gives those there were at the first step, and holds nobody up."""
    ledger.add_reading(*made(1))
    seen = []
    for entry in ledger.entries():
        seen.append(entry.number)
        ledger.add_judgement(judgement())
    assert (seen, ledger.head().size) == ([1, 2], 4)


def test_a_sound_ledger_has_no_findings(ledger: Ledger) -> None:
    """verify counts what is there and finds nothing wrong."""
    for number in range(3):
        ledger.add_reading(*made(number))
    ledger.add_judgement(judgement())
    found = ledger.verify(known=ledger.head())
    assert (found.sound, found.entries, found.artefacts) == (True, 7, 3)
    assert found.kinds == {"report": 3, "reading": 3, "judgement": 1}
    assert found.head == ledger.head()


def test_a_new_ledger_is_sound(ledger: Ledger) -> None:
    """Nothing in it, nothing wrong with it."""
    assert ledger.verify().sound
    assert (list(ledger.entries()), list(ledger.readings()), ledger.head().size) == ([], [], 0)


def _other_artefact(reading: Reading, raw: bytes) -> tuple[Reading, bytes]:
    return reading, raw + b" "


def _claim_of_another_report(reading: Reading, raw: bytes) -> tuple[Reading, bytes]:
    stray = dataclasses.replace(reading.claims[0], id=ClaimId("c9"), report=ReportId("f" * 64))
    return dataclasses.replace(reading, claims=(stray,)), raw


def _half_a_surrogate_pair(reading: Reading, raw: bytes) -> tuple[Reading, bytes]:
    return dataclasses.replace(reading, report=dataclasses.replace(reading.report, title="\ud800")), raw


def _number_that_is_none(reading: Reading, raw: bytes) -> tuple[Reading, bytes]:
    claim = reading.claims[0]
    assert claim.place
    claim = dataclasses.replace(claim, place=dataclasses.replace(claim.place, lat=float("nan")))
    return dataclasses.replace(reading, claims=(claim,)), raw


REFUSED = [
    (_other_artefact, "the artefact given with it has the SHA-256 {sha256}"),
    (_claim_of_another_report, "its claim c9 is of report " + "f" * 64),
    (
        _half_a_surrogate_pair,
        (
            "it cannot be written as JSON ('utf-8' codec can't encode character '\\ud800' in position N: "
            "surrogates not allowed)"
        ),
    ),
    (_number_that_is_none, "it cannot be written as JSON (Out of range float values are not JSON compliant)"),
]


@pytest.mark.parametrize(("spoil", "why"), REFUSED)
def test_what_cannot_be_kept_is_refused_whole(
    ledger: Ledger, spoil: Callable[..., tuple[Reading, bytes]], why: str
) -> None:
    """The refusal says why, and neither report nor artefact is left behind."""
    reading, raw = spoil(*made(1))
    with pytest.raises(CannotBeKept) as refused:
        ledger.add_reading(reading, raw)
    why = why.format(sha256=sha256_hex(raw))
    assert re.sub(r"position \d+", "position N", str(refused.value)) == (
        f"report {reading.report.id}: {why}. Nothing was written. Correct it and add it again."
    )
    assert (ledger.verify().entries, ledger.verify().artefacts, ledger.verify().sound) == (0, 0, True)


def test_a_failure_in_the_middle_leaves_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """When something fails after the rows were handed over, they are gone again, and adding works after."""
    store = ledger._store  # type: ignore[attr-defined]
    append = store.append

    def append_and_fail(*rows: object) -> None:
        append(*rows)
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(store, "append", append_and_fail)
        with pytest.raises(RuntimeError):
            ledger.add_reading(*made(1))
    assert (ledger.head().size, ledger.verify().artefacts) == (0, 0)
    assert ledger.add_reading(*made(1)).appended == (1, 2)


def test_many_readings_are_kept_together(ledger: Ledger) -> None:
    """A batch has one answer a reading: what is there, or twice in the batch, is not added again."""
    ledger.add_reading(*made(1))
    batch = [made(1), made(2), made(2), made(3), made(3, reader="made.2")]
    assert [added.appended for added in ledger.add_readings(batch)] == [(), (3, 4), (), (5, 6), (7,)]
    assert (ledger.verify().sound, ledger.verify().entries) == (True, 7)
    assert ledger.add_readings([]) == []


def test_a_batch_is_kept_whole_or_not_at_all(ledger: Ledger) -> None:
    """One reading that cannot be kept, at the end of a batch, leaves none of the others behind."""
    for spoil in (_other_artefact, _half_a_surrogate_pair):
        with pytest.raises(CannotBeKept):
            ledger.add_readings([made(1), made(2), spoil(*made(3))])
        assert (ledger.head().size, ledger.verify().sound) == (0, True)


def test_an_unknown_report_has_no_artefact(ledger: Ledger) -> None:
    """Asking for what was never added is the caller's mistake, and says how to add it."""
    with pytest.raises(NotInLedger, match="there is no report 0000. Add it with: sayso add "):
        ledger.artefact(ReportId("0000"))
