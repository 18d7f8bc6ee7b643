"""Clusters of reports, and what is known of each."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

import pytest
from incident_makings import claim, report, when

from sayso.evaluation.sameness import facts_of, predict_sameness
from sayso.gazetteer import Gazetteer
from sayso.model import Claim, Report

FERRY = "The ferry Gullwing sank off Velmora; Odo Brankel, harbour master of Quillback, saw the limpet mine."
AGAIN = "Odo Brankel of Quillback said that a limpet mine had sunk the Gullwing, a ferry, off Velmora."
FIRE = "A granary burned in Dunhal. The watchman Ivo Perrin had smelt paraffin."
REPORTS = [report("r1", text=FERRY), report("r2", text=AGAIN), report("r3", text=FIRE)]


def facts(*claims: Claim, reports: Sequence[Report] = REPORTS) -> dict[str, Any]:
    """The facts of the cluster of r1."""
    lines = [json.loads(line) for line in facts_of(reports, claims, Gazetteer(()))]
    return next(line for line in lines if "item" not in line and line["cluster"] == "r1")


def test_each_report_has_a_cluster() -> None:
    """Two reports of one sinking share one; the third has its own."""
    records = [
        {"id": one.id, "text": one.text, "published": one.published, "title": "", "url": None}
        for one in REPORTS
    ]
    lines = map(json.loads, predict_sameness(records, None))  # type: ignore[arg-type]
    assert {line["item"]: line["cluster"] for line in lines} == {"r1": "r1", "r2": "r1", "r3": "r3"}


def test_facts_come_from_all_reports_of_a_cluster() -> None:
    """The number of one report and the day of another."""
    found = facts(
        claim("a", place="Velmora", killed=(3, 3)), claim("b", report="r2", place="Velmora", day="2031-05-04")
    )
    assert (found["n_killed"], found["n_injured"], found["date"]) == (3, 0, "2031-05-04")


def test_the_largest_figure_of_a_report_is_its_toll() -> None:
    """Of the three dead two are told of one by one; of a whole year there were more."""
    one_by_one = [claim(name, at=40 * n, killed=(1, 1)) for n, name in enumerate("ab")]
    year = claim("d", at=200, killed=(9, 9), place="Velmora")
    year = dataclasses.replace(year, when=when("2031-01-01", "2031-05-06"))
    assert facts(*one_by_one, claim("c", at=120, killed=(3, 3)), year)["n_killed"] == 3


def test_the_titles_count() -> None:
    """What a title says of the dead is believed if it is more; of those shot the dead are not the hurt."""
    titled = [dataclasses.replace(one, title="Four men shot, two dead off Velmora") for one in REPORTS]
    found = facts(claim("a", trigger="shot", killed=(1, 1)), reports=titled)
    assert (found["n_killed"], found["n_injured"]) == (2, 2)


def test_who_was_only_shot_is_not_hurt_beside_the_dead() -> None:
    """One was shot and one died: they may be the same; whoever is in hospital is another."""
    dead = claim("a", killed=(1, 1))
    assert facts(dead, claim("b", at=50, trigger="shot", injured=(1, 1)))["n_injured"] == 0
    assert facts(dead, claim("b", at=50, trigger="wounded", injured=(1, 1)))["n_injured"] == 1


def test_somebody_who_killed_another_and_himself() -> None:
    """That makes two, though each is told of alone."""
    told = [dataclasses.replace(one, title="Murder-suicide off Velmora") for one in REPORTS]
    assert facts(claim("a", killed=(1, 1)), reports=told)["n_killed"] == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Sunday morning", "2031-05-04"),
        ("Tuesday night", "2031-05-06"),
        ("on Wednesday", "2031-04-30"),
        ("last night", "2031-05-05"),
        ("at dawn", "2031-05-06"),
    ],
)
def test_without_a_day_in_a_claim_it_is_the_first_that_the_report_names(words: str, expected: str) -> None:
    """Seen from the day on which the report appeared, a Tuesday; that day itself if it names none."""
    reports = [dataclasses.replace(one, text=f"{one.text} It sank {words}.") for one in REPORTS]
    assert facts(claim("a"), reports=reports)["date"] == expected


def test_the_day_of_the_blow_goes_before_the_day_of_the_death() -> None:
    """Somebody may die later; an arrest is later anyway."""
    blow = claim("a", "shooting", trigger="shot", day="2031-05-04")
    later = [
        claim("b", "shooting", at=50, trigger="died", day="2031-05-05"),
        claim("c", "shooting", at=90, trigger="dead", day="2031-05-05"),
    ]
    assert facts(blow, *later)["date"] == "2031-05-04"


def test_without_a_figure_words_for_death_are_one() -> None:
    """The archive has a number for each incident: somebody died, so at least one; else somebody was hurt."""
    assert facts(claim("a", trigger="fatal blast"))["n_killed"] == 1
    assert (facts(claim("a"))["n_killed"], facts(claim("a"))["n_injured"]) == (0, 1)
