"""The Airwars-shaped export."""

from __future__ import annotations

import csv
import io

from export_makings import LOCATED, told

from sayso.exports import export
from sayso.exports.airwars import COLUMNS
from sayso.incidents.grades import grade_incident, known_of, load_policy


def rows() -> dict[str, dict[str, str]]:
    """The rows of the invented conflict by place and day, graded."""
    incidents, reports = told()
    by_id = {one.id: one for one in reports}
    grades = {
        one.id: {g.question: g.grade for g in grade_incident(known_of(one, by_id), load_policy("airwars"))}
        for one in incidents
    }
    text = export(incidents, reports, "airwars", internal=True, located=LOCATED, grades=grades).text
    return {row["location_name"] + row["date"]: row for row in csv.DictReader(io.StringIO(text))}


def test_one_strike_in_all_columns() -> None:
    """The strike, its grade, and the dead of each group in their own columns."""
    row = rows()["Velmora2031-05-05"]
    assert list(row) == list(COLUMNS)
    assert (row["strike_type"], row["belligerent"], row["civilian_harm_status"]) == (
        "Airstrike",
        "Syria",
        "Fair",
    )
    assert (row["civilians_killed_min"], row["civilians_killed_max"]) == ("7", "")
    assert (row["belligerents_killed_min"], row["belligerents_killed_max"]) == ("4", "4")
    assert row["geolocation_accuracy"] == "Town" and "generic" in row["geolocation_notes"]
    assert row["code"].startswith("sayso:i") and row["previous_codes"] == ""


def test_unknown_is_blank_and_not_zero() -> None:
    """Nobody counted the injured: blank. Nobody said where: no point."""
    row = rows()["2031-05-04"]
    assert row["unknown_killed_min"] == "2" and row["unknown_killed_max"] == "5"
    assert {
        row[name] for name in ("unknown_injured_min", "civilians_killed_min", "latitude", "longitude")
    } == {""}


def test_what_is_no_strike_and_hurt_nobody_is_left_out() -> None:
    """A protest and a denied abduction have no row; the account says why."""
    incidents, reports = told()
    left_out = export(incidents, reports, "airwars", internal=True).losses.left_out
    assert {why for _, why in left_out} == {"it is no strike, and nobody is said to be killed or injured"}
    assert len(left_out) == 2
