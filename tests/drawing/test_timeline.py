"""The timeline: bars where the sources put it, marks where it was reported."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from incident_makings import claim, report, when

from sayso.drawing import draw_timeline
from sayso.drawing.timeline import days_words
from sayso.incidents import build_incidents
from sayso.model import Claim, Report


def picture(claims: list[Claim], reports: list[Report]) -> str:
    """The timeline of the one incident of these claims."""
    (incident,) = build_incidents(claims, [], reports)
    return draw_timeline(incident, {one.id: one for one in reports})


def test_a_bar_for_each_stretch_and_a_mark_for_each_day_of_reports() -> None:
    """Two sources give the day, one a longer stretch; two reports appeared on two days."""
    import dataclasses

    reports = [report("r1"), report("r2", "2031-05-08")]
    vague = dataclasses.replace(
        claim("c", report="r2", place="Velmora"), when=when("2031-05-04", "2031-05-07")
    )
    drawn = picture(
        [
            claim("a", place="Velmora", day="2031-05-05", killed=(3, 3)),
            claim("b", at=40, place="Velmora", day="2031-05-05", sources=[["a nurse"]], killed=(3, 3)),
            dataclasses.replace(vague, casualties=claim("x", killed=(3, 3)).casualties),
        ],
        reports,
    )
    root = ElementTree.fromstring(drawn)
    found = [
        one.get("class")
        for one in root.iter()
        if (one.get("class") or "").split()[:1] in (["days"], ["report"])
    ]
    assert sorted(map(str, found)) == ["days", "days vague", "report", "report"]
    assert "5 May 2031, say The r1 Lantern (own voice), a nurse" in drawn
    assert "4 to 6 May 2031, say" in drawn and "8 May 2031, reported by The r2 Lantern" in drawn


def test_nothing_dated_no_timeline() -> None:
    """No claim has a day and no report: there is no picture."""
    assert picture([claim("a")], [report("r1", None)]) == ""


@pytest.mark.parametrize(
    ("start", "days", "said"),
    [
        ("2031-05-05", 1, "5 May 2031"),
        ("2031-05-05", 3, "5 to 7 May 2031"),
        ("2031-05-30", 4, "30 May 2031 to 2 June 2031"),
    ],
)
def test_days_in_words(start: str, days: int, said: str) -> None:
    """Half-open days as a person says them."""
    from datetime import date

    first = date.fromisoformat(start).toordinal()
    assert days_words(first, first + days) == said
