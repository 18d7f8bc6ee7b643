"""Claims that people mark: among those of the newest reading, under the report's key, until they are taken back; on every store."""

from __future__ import annotations

import dataclasses

import pytest
from ledger_makings import made

from sayso.ledger import Ledger
from sayso.model import BY_A_PERSON, Claim, ClaimId, Judgement, Marked, Reading
from sayso.problems import Erased, HeadMoved, NotInLedger


def marked(claim: Claim, by: str = "Ada", taken_back: bool = False, second: int = 0) -> Marked:
    """The claim as that person marks it, or takes it back."""
    moment = f"2031-05-07T09:00:{second:02}.000000Z"
    return Marked(
        by, moment, "its words say this", claim.report, claim.id, None if taken_back else claim, taken_back
    )


def by_hand(reading: Reading, name: str = "chand") -> Claim:
    """The first claim of the reading as a person would mark it."""
    return dataclasses.replace(reading.claims[0], id=ClaimId(name), reader=BY_A_PERSON)


def test_a_claim_marked_is_among_those_of_its_report(ledger: Ledger) -> None:
    """It comes after the reading's own in readings and claims, and stays through a newer reading of the same text."""
    reading, raw = made(1, claims=2)
    ledger.add_reading(reading, raw)
    ledger.add_reading(*made(2))
    claim = by_hand(reading)
    number = ledger.add_marked(marked(claim))
    entry = ledger.entry(number)
    assert entry is not None and entry.kind == "marked"
    assert [one.id for one in ledger.claims()][2] == claim.id
    assert next(ledger.readings()).claims == (*reading.claims, claim)
    ledger.add_reading(*made(1, claims=3, reader="made.2"))
    newest = list(ledger.readings())[-1]
    assert (newest.reader, [one.reader for one in newest.claims]) == (
        "made.2",
        ["made.2"] * 3 + [BY_A_PERSON],
    )
    assert list(ledger.judgements()) == []
    assert ledger.verify().kinds["marked"] == 1 and ledger.verify().sound


def test_a_claim_taken_back_counts_no_longer_and_may_be_marked_again(ledger: Ledger) -> None:
    """Marked, taken back, marked again: three entries, and the claims follow them."""
    reading, raw = made(1)
    ledger.add_reading(reading, raw)
    claim = by_hand(reading)
    counts = []
    for second, back in enumerate((False, True, False)):
        ledger.add_marked(marked(claim, taken_back=back, second=second))
        counts.append(len(list(ledger.claims())))
    assert counts == [2, 1, 2]
    nouns = [noun for _, _, noun in ledger.deeds()]
    assert [noun.judgement.verdict for noun in nouns if isinstance(noun, Marked)] == [
        "mark",
        "take_back",
        "mark",
    ]


def test_what_came_since_has_the_marking_and_the_reading_that_has_it(ledger: Ledger) -> None:
    """An index that follows the ledger is told both."""
    reading, raw = made(1)
    ledger.add_reading(reading, raw)
    size, claim = ledger.head().size, by_hand(reading)
    ledger.add_marked(marked(claim))
    assert [(number, type(noun)) for number, noun in ledger.since(size)] == [
        (size + 1, Marked),
        (size + 1, Reading),
    ]
    (_, told), (_, grown) = ledger.since(size)
    assert told == marked(claim)
    assert isinstance(grown, Reading) and grown.claims[-1] == claim


def test_words_that_the_report_no_longer_has_are_left_out_with_a_problem(ledger: Ledger) -> None:
    """The same artefact, read out otherwise: the claim is not moved to other words, and its maker is told."""
    reading, raw = made(1)
    ledger.add_reading(reading, raw)
    ledger.add_marked(marked(by_hand(reading)))
    other = dataclasses.replace(reading.report, text="Read out anew. " + reading.report.text)
    ledger.add_reading(Reading(other, (), (), "made.2"), raw)
    (newest,) = ledger.readings()
    assert newest.claims == ()
    assert [one.code for one in newest.problems] == ["mark_without_words"]
    assert "Ada" in newest.problems[0].message


def test_erasing_the_report_takes_the_words_of_what_was_marked(ledger: Ledger) -> None:
    """Who marked something, and when, stays; what it said is gone, and nothing more can be marked."""
    reading, raw = made(1)
    ledger.add_reading(reading, raw)
    claim = by_hand(reading)
    number = ledger.add_marked(marked(claim))
    entry = ledger.entry(number)
    assert (
        entry is not None
        and reading.claims[0].trigger.text not in entry.body
        and "its words say" not in entry.body
    )
    ledger.erase(reading.report.id, "Kay", "2031-06-01T00:00:00Z", "asked for")
    assert list(ledger.claims()) == []
    told = next(noun for _, _, noun in ledger.deeds() if isinstance(noun, Marked))
    assert (told.by, told.id, told.claim, told.why) == ("Ada", claim.id, None, "its words were erased")
    assert ledger.verify().sound
    with pytest.raises(Erased):
        ledger.add_marked(marked(claim))


def test_nothing_is_marked_in_a_report_that_is_not_there_or_after_another_head(ledger: Ledger) -> None:
    """NotInLedger, HeadMoved; nothing is written."""
    reading, raw = made(1)
    with pytest.raises(NotInLedger):
        ledger.add_marked(marked(by_hand(reading)))
    before = ledger.head()
    ledger.add_reading(reading, raw)
    with pytest.raises(HeadMoved):
        ledger.add_marked(marked(by_hand(reading)), after=before)
    assert ledger.head().size == 2
    ledger.add_judgement(Judgement("Ada", "2031-05-07T09:00:00Z", "accept", (ClaimId("c"),), "seen"))
    ledger.add_marked(marked(by_hand(reading)), after=ledger.head())
    assert ledger.head().size == 4
