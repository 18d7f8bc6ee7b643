"""The UCDP-shaped export."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from export_makings import LOCATED, actor, dead, here, told, with_parts
from incident_makings import claim, report

from sayso.exports import export
from sayso.exports.ucdp import COLUMNS, priogrid
from sayso.incidents import build_incidents
from sayso.model import Claim


def rows_of(*claims: Claim, **settings: str) -> list[dict[str, str]]:
    """The rows of these claims."""
    reports = [report("r1"), report("r2", "2031-05-07"), report("r3", "2031-05-09")]
    made = export(
        build_incidents(claims, [], reports),
        reports,
        "ucdp",
        internal=True,
        settings=settings,
        located=LOCATED,
    )
    return list(csv.DictReader(io.StringIO(made.text)))


def conflict_rows() -> list[dict[str, str]]:
    """The rows of the invented conflict."""
    incidents, reports = told()
    made = export(incidents, reports, "ucdp", internal=True, located=LOCATED)
    return list(csv.DictReader(io.StringIO(made.text)))


def test_one_strike_in_all_columns() -> None:
    """Two sides, a range of dead by side, the place with its codes, and the sources side by side."""
    row = next(row for row in conflict_rows() if row["date_start"] == "2031-05-05")
    assert list(row) == list(COLUMNS) and len(COLUMNS) == 49
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (
        "1",
        "Government of Syria",
        "Velmora Front",
    )
    assert (row["low"], row["best"], row["high"]) == ("4", "4", "7")
    assert (row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]) == (
        "0",
        "4",
        "0",
        "0",
    )
    assert (row["country"], row["country_id"], row["gwnoa"], row["gwnob"]) == ("Syria", "652", "652", "")
    assert row["geom_wkt"] == "POINT (36.8 35.9)" and row["adm_1"] == "Idlib"
    assert row["source_article"] == (
        '"The r1 Lantern,2031-05-06,News of r1";"The r2 Lantern,2031-05-07,News of r2"'
    )
    assert row["source_original"] == "a nurse;an elder"


def test_the_rules_of_the_table_hold_in_every_row() -> None:
    """The dead by side add up to best, low ≤ best ≤ high, the lists of sources run side by side, ids are ours."""
    rows = conflict_rows()
    for row in rows:
        parts = (row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"])
        assert sum(map(int, parts)) == int(row["best"])
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
        for name in ("source_office", "source_date", "source_headline"):
            assert row[name].count(";") + 1 == int(row["number_of_sources"])
        assert int(row["id"]) < 0 and row["relid"].startswith("sayso:i")
        assert row["conflict_new_id"] == row["dyad_new_id"] == row["side_a_new_id"] == ""
    print(f"{len(rows)} rows, all within the rules")
    assert len(rows) == 3


def test_what_is_not_organised_violence_is_left_out() -> None:
    """No death, no organised side, no point, no day: each with its reason."""
    incidents, reports = told()
    left_out = export(incidents, reports, "ucdp", internal=True, located=LOCATED).losses.left_out
    assert sorted(why for _, why in left_out) == [
        "it is only denied",
        "no day is known",
        "no organised side is named, or nobody against whom",
        "no place with a point is known",
        "nobody says that somebody died",
    ]


def test_against_civilians_is_one_sided() -> None:
    """Fighters who kill villagers: type 3, and the dead are civilians."""
    row = next(row for row in conflict_rows() if row["where_coordinates"] == "Orsk")
    assert (row["type_of_violence"], row["side_b"], row["deaths_civilians"]) == ("3", "Civilians", "3")
    assert row["country_id"] == "500"


def test_two_armed_groups_are_non_state() -> None:
    """No state among them: type 2."""
    made = with_parts(
        claim("a", "armed_clash", place=here(), day="2031-05-05"),
        by=(actor("Velmora Front", "armed_group"),),
        against=(actor("Dunhal Brigade", "militia"),),
        casualties=(dead(2, 2),),
    )
    (row,) = rows_of(made)
    assert (row["type_of_violence"], row["deaths_unknown"]) == ("2", "2")


def test_best_is_what_most_speakers_say() -> None:
    """Two say 9 and one says 4: best is 9, or the lowest or the highest where that is asked for."""
    parts = {
        "by": (actor("Velmora Front", "armed_group"),), "against": (actor("villagers", "civilians"),)
    }  # fmt: skip
    claims = [
        with_parts(
            claim(name, "shooting", report=told_in, place=here(), day="2031-05-05", killed=(n, n), sources=[[who]]),
            **parts,
        )
        for name, told_in, n, who in (
            ("a", "r1", 9, "a nurse"), ("b", "r2", 9, "a baker"), ("c", "r3", 4, "a mayor")
        )
    ]  # fmt: skip
    assert [row["best"] for row in rows_of(*claims)] == ["9"]
    assert [row["best"] for row in rows_of(*claims, best="low")] == ["4"]


def test_no_upper_bound_is_said_to_be_narrowed() -> None:
    """ "At least five": high is the highest number that is said, and the account says so."""
    incidents, reports = told()
    fields = export(incidents, reports, "ucdp", internal=True, located=LOCATED).losses.fields()
    assert any("no upper bound was given" in why for why in fields["killed"]["why"])


def test_cells_of_priogrid(shared: Path) -> None:
    """The cell of each of UCDP's own points is the one UCDP gives."""
    path = next((shared / "data/ucdp_ged_syria").glob("*.jsonl.gz"))
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    wrong = [r["id"] for r in rows if priogrid(r["latitude"], r["longitude"]) != r["priogrid_gid"]]
    print(f"{len(rows)} points, {len(wrong)} in another cell")
    assert wrong == [] and len(rows) > 10_000


@pytest.mark.slow
def test_the_record_of_a_reading_of_a_real_report(shared: Path, reader) -> None:  # type: ignore[no-untyped-def]
    """A wire report of February 2018: the plane that was shot down is one state-based row, with the range and sources."""
    from sayso import read_file
    from sayso.gazetteer import open_gazetteer
    from sayso.gazetteer.locate import locate

    told_by, problems = read_file(
        str(shared / "reports/su25-idlib.txt"),
        published="2018-02-04",
        publisher="Reuters",
        title="A headline",
    )
    incidents = build_incidents(reader.read(told_by, problems).claims, [], [told_by])
    located = locate(open_gazetteer(), (incident.place for incident in incidents))
    made = export(incidents, [told_by], "ucdp", internal=True, located=located)
    rows = list(csv.DictReader(io.StringIO(made.text)))
    row = next(row for row in rows if "Syrian rebels" in row["side_b"])
    print({name: cell for name, cell in row.items() if cell})
    assert row["type_of_violence"] == "1" and row["side_a"] == "Government of Russia"
    assert (row["low"], row["best"], row["high"]) == ("1", "1", "1")
    assert (row["deaths_a"], row["deaths_unknown"]) == ("1", "0")
    assert (row["date_start"], row["date_end"], row["date_prec"]) == ("2018-02-03", "2018-02-03", "1")
    assert (row["country_id"], row["gwnoa"], row["where_prec"]) == ("652", "365", "2")
    assert row["source_article"] == '"Reuters,2018-02-04,A headline"' and row["number_of_sources"] == "1"
    assert {"Syrian rebels", "Russian Ministry of Defense"} <= set(row["source_original"].split(";"))
