"""Clusters of reports, and what is known of each."""

from __future__ import annotations

import json
from typing import Any

from incident_makings import claim, report

from sayso.evaluation.sameness import facts_of, predict_sameness
from sayso.gazetteer import Gazetteer
from sayso.model import Claim

FERRY = "The ferry Gullwing sank off Velmora; Odo Brankel, harbour master of Quillback, saw the limpet mine."
AGAIN = "Odo Brankel of Quillback said that a limpet mine had sunk the Gullwing, a ferry, off Velmora."
FIRE = "A granary burned in Dunhal. The watchman Ivo Perrin had smelt paraffin."
REPORTS = [report("r1", text=FERRY), report("r2", text=AGAIN), report("r3", text=FIRE)]


def facts(*claims: Claim) -> dict[str, Any]:
    """The facts of the cluster of r1."""
    lines = [json.loads(line) for line in facts_of(REPORTS, claims, Gazetteer(()))]
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


def test_the_figure_most_claims_give_is_taken() -> None:
    """Two say three, one says nine."""
    claims = [claim(name, at=40 * n, killed=(3, 3)) for n, name in enumerate("ab")]
    assert facts(*claims, claim("c", at=120, killed=(9, 9)))["n_killed"] == 3


def test_without_a_figure_words_for_death_are_one() -> None:
    """The archive has a number for each incident: somebody died, so at least one; else somebody was hurt."""
    assert facts(claim("a", trigger="fatal blast"))["n_killed"] == 1
    assert (facts(claim("a"))["n_killed"], facts(claim("a"))["n_injured"]) == (0, 1)
