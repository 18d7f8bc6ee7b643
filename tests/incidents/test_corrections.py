"""What a source tells differently later, and who says how many."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from incident_makings import claim, report

from sayso.incidents import build_incidents
from sayso.incidents.corrections import find_corrections
from sayso.incidents.figures import figures_by_source, side_of
from sayso.incidents.told import told
from sayso.model import Claim, Incident, Span

HERE = {"place": "Velmora", "day": "2031-05-05"}
FIRST, LATER = report("r1", "2031-05-06"), report("r2", "2031-05-07")
EARLY = claim("a", **HERE, sources=[["Velmora Hospital"]], killed=(5, 5))
LATE = claim("b", report="r2", **HERE, sources=[["the Velmora Hospital"]], killed=(9, 9))
CROWD = claim("c", report="r2", at=90, **HERE, sources=[["witnesses"]], killed=(12, 12))


def built(*claims) -> Incident:  # type: ignore[no-untyped-def]
    (incident,) = build_incidents(claims, [], [FIRST, LATER])
    return incident


def test_a_later_figure_takes_the_place_of_an_earlier_one() -> None:
    """The hospital's last word counts, and its first contradicts nothing."""
    incident = built(EARLY, LATE)
    assert incident.killed == (9, 9) and incident.disagreements == ()


def test_the_history_is_kept() -> None:
    """Each figure with its day and its claim, the earliest first."""
    (correction,) = find_corrections([told(EARLY, FIRST), told(LATE, LATER), told(CROWD, LATER)])
    assert correction.source == "velmora hospital" and correction.effect == "killed"
    assert correction.history == (("2031-05-06", (5, 5), "a"), ("2031-05-07", (9, 9), "b"))


def test_sources_without_a_name_correct_nothing() -> None:
    """Other witnesses on another day are other people: both figures count."""
    early = dataclasses.replace(CROWD, id="d", report="r1", casualties=EARLY.casualties)
    assert built(early, CROWD).killed == (5, 12)


def test_two_figures_of_one_day_are_a_contradiction() -> None:
    """Nobody can tell which of them is the later."""
    both = claim("d", at=200, **HERE, sources=[["Velmora Hospital"]], killed=(9, 9))
    assert find_corrections([told(EARLY, FIRST), told(both, FIRST)]) == ()


def test_figures_are_told_source_by_source() -> None:
    """Each source with its range and the claims that say it."""
    figures = figures_by_source([EARLY, LATE, CROWD], {})
    assert [(one.source, one.low, one.high) for one in figures] == [
        ("Velmora Hospital", 5, 5),
        ("the Velmora Hospital", 9, 9),
        ("witnesses", 12, 12),
    ]


def test_a_source_may_be_a_side() -> None:
    """By its name it is those said to have done it, those it was done to, or neither."""
    claims = [claim("d", by="Kestrel Front", against="ferry workers")]
    assert [
        side_of(name, claims) for name in ("the Kestrel command", "a union of ferry workers", "a nurse")
    ] == [
        "doers",
        "victims",
        "others",
    ]


def says(name: str, sentence: str, figure: str, number: int, **given: Any) -> Claim:
    """A claim whose figure stands where the sentence has it."""
    one = claim(name, sentence=sentence, trigger="blast", **HERE, killed=(number, number), **given)
    start = one.evidence[0].start + sentence.index(figure)
    count = dataclasses.replace(one.casualties[0], span=Span(start, start + len(figure), figure))
    return dataclasses.replace(one, casualties=(count,))


@pytest.mark.parametrize(
    "sentence",
    [
        "An earlier version of this report said that five had died in the blast.",
        "The army had earlier put the dead of the blast at five.",
        "It was correcting an initial count of five dead in the blast.",
        "The ministry lowered the death toll of the blast from five.",
    ],
)
def test_words_say_that_a_figure_was_told_earlier(sentence: str) -> None:
    """The other figure of the report counts, though both stand in one report of one day."""
    now = says("a", "The blast killed four, the army said.", "four", 4, sources=[["the army"]])
    then = says("b", sentence, "five", 5, at=60, sources=[["the army"]])
    incident = built(now, then)
    assert incident.killed == (4, 4)
    assert "killed" not in {one.field for one in incident.disagreements}
    (correction,) = find_corrections([told(now, FIRST), told(then, FIRST)])
    assert correction.replaced == ("b",) and [claim for *_, claim in correction.history] == ["b", "a"]


def test_a_figure_that_was_told_earlier_counts_while_there_is_no_other() -> None:
    """Nothing takes its place: what is known is still that five were said to have died."""
    assert built(
        says("b", "An earlier statement said that five had died in the blast.", "five", 5)
    ).killed == (5, 5)


def test_a_revised_toll_takes_the_place_of_what_the_same_voice_said() -> None:
    """On the same day too, and of that voice alone."""
    first = says("a", "The blast killed five, the army said.", "five", 5, sources=[["the army"]])
    crowd = says("c", "Witnesses of the blast counted nine.", "nine", 9, at=80, sources=[["witnesses"]])
    revised = "The army revised the death toll of the blast to four."
    later = says("b", revised, "four", 4, at=140, sources=[["the army"]])
    assert built(first, crowd).killed == (5, 9)
    assert built(first, crowd, later).killed == (4, 9)


def test_words_for_another_rise_revise_nothing() -> None:
    """Who raises an alarm, or a number of soldiers that is no toll, corrects no figure."""
    first = says("a", "The blast killed five, the army said.", "five", 5, sources=[["the army"]])
    later = says(
        "b", "The army raised its flag where the blast killed four.", "four", 4, at=90, sources=[["the army"]]
    )
    assert built(first, later).killed == (4, 5)
