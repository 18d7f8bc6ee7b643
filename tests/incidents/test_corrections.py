"""What a source tells differently later, and who says how many."""

from __future__ import annotations

import dataclasses

from incident_makings import claim, report

from sayso.incidents import build_incidents
from sayso.incidents.corrections import find_corrections
from sayso.incidents.figures import figures_by_source, side_of
from sayso.incidents.told import told
from sayso.model import Incident

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
