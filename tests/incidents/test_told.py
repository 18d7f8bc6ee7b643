"""What one claim lets us compare, and whether it has an incident."""

from __future__ import annotations

import dataclasses

import pytest
from incident_makings import claim, report, spot, town, when

from sayso.incidents.told import days_of, has_incident, told
from sayso.model import Claim, When


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (claim("news"), True),
        (claim("threat", "threat", day="2031-05-06"), False),
        (claim("demand", "demand"), False),
        (claim("a siege that goes on", "siege"), False),
        (claim("a siege that began", "siege", day="2031-05-05"), True),
        (claim("a habit", background=True), False),
        (claim("a past bombing with its day", background=True, day="2029-02-03"), True),
        (claim("a past bombing in a town", background=True, place="Velmora"), True),
        (claim("somewhere in a country", background=True, place=spot("Tarvia", "country")), False),
    ],
    ids=lambda value: value.id if isinstance(value, Claim) else "",
)
def test_which_claims_have_an_incident(one: Claim, expected: bool) -> None:
    """Threats, demands, states and habits have none; a past happening that can be told apart has one."""
    assert has_incident(one) is expected


def test_years_of_war_are_no_incident() -> None:
    """A total over three years is dated, and still no single happening."""
    total = dataclasses.replace(claim("c", background=True), when=when("2028-01-01", "2031-01-01"))
    assert not has_incident(total)


@pytest.mark.parametrize("said", [None, When("2031-05-05", None, "day"), When(None, "2031-05-05", "day")])
def test_an_open_stretch_is_no_day(said: When | None) -> None:
    """Without both ends there is no day to compare."""
    assert days_of(said) is None


def test_an_hour_is_its_day() -> None:
    """An instant with an hour is compared by its day."""
    start, end = days_of(When("2031-05-05T07:00", "2031-05-05T08:00", "hour")) or (0, 0)
    assert end - start == 1


def test_undated_news_lies_before_its_report() -> None:
    """Without a day of its own, news happened in the days up to the report's day, which is among them."""
    window = told(claim("c"), report(published="2031-05-06")).window
    assert window is not None
    assert days_of(when("2031-05-06")) == (window[1] - 1, window[1])


@pytest.mark.parametrize("published", [None, "2031-05-06"])
def test_undated_background_has_no_days(published: str | None) -> None:
    """The day of the report never dates what it tells as history."""
    assert (
        told(claim("c", background=True, place=town("Velmora")), report(published=published)).window is None
    )


def test_gunmen_are_nobody_in_particular() -> None:
    """A vague name has no words that could be the same as, or other than, a name."""
    assert told(claim("c", by="masked gunmen"), None).by == frozenset()
