"""The CSV export."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incident_makings import claim, report, spot

from sayso.cells import unescaped
from sayso.exports import export
from sayso.exports.csv import COLUMNS
from sayso.incidents import build_incidents
from sayso.model import Claim, Span

REPORTS = [report("r1")]


def rows(*claims: Claim) -> list[dict[str, str]]:
    """The rows of an internal export of these claims."""
    text = export(build_incidents(claims, [], REPORTS), REPORTS, "csv", internal=True).text
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_row_a_claim_with_its_incident() -> None:
    """Two claims of one bombing are two rows with the same incident and the same range."""
    one, other = rows(
        claim("a", killed=(5, 5)), claim("b", at=60, killed=(9, None), sources=[["radio", "a nurse"]])
    )
    assert (
        one["incident"] == other["incident"]
        and one["incident_killed_low"] == other["incident_killed_low"] == "5"
    )
    assert (one["said_by"], other["said_by"]) == ("The r1 Lantern (own voice)", "radio quoting a nurse")
    assert (one["killed"], other["killed"]) == ("5", "at least 9")
    assert (one["claim_status"], one["disputed"]) == ("unjudged", "killed")


def test_unknown_is_an_empty_cell() -> None:
    """Nobody said where, when or how many: the cells are empty, and none dead would be "none"."""
    (row,) = rows(claim("a", injured=(0, 0)))
    assert {row[name] for name in ("place", "latitude", "start", "killed", "incident_killed_low")} == {""}
    assert row["injured"] == "none" and row["incident_injured_high"] == "0"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_is_never_a_formula(start: str) -> None:
    """A name that a spreadsheet would run gets an apostrophe before it, wherever it stands."""
    evil = f"{start}HYPERLINK(1)"
    (row,) = rows(claim("a", by=evil, against=evil, sources=[[evil]], place=evil, trigger=evil))
    for column in ("by", "against", "said_by", "place", "incident_place", "words"):
        assert row[column] == f"'{evil}"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_cell_of_text_begins_as_a_formula(words: str) -> None:
    """Whatever a report says, no text cell begins with a sign that starts a formula, and nothing breaks a row."""
    made = claim("a", by=words, sources=[[words]], place=words)
    made = dataclasses.replace(made, evidence=(Span(0, len(words), words),))
    (row,) = rows(made)
    assert not any(re.match(r"[=+\-@\t\r\n]", row[name]) for name in ("by", "said_by", "place", "evidence"))
    assert unescaped(row["evidence"]) == words


def test_a_western_longitude_stays_a_number() -> None:
    """A minus of our own is no formula."""
    (row,) = rows(claim("a", place=spot("Pordenne", "town", 10.5, -66.9, 3000.0)))
    assert row["longitude"] == row["incident_longitude"] == "-66.9"


def test_header_is_documented() -> None:
    """Each column has its line in docs/exports.md, in the order of the file."""
    page = (Path(__file__).parents[2] / "docs/exports.md").read_text(encoding="utf-8")
    section = page.partition("## csv, tsv")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(COLUMNS)


def test_the_file_is_utf8_with_line_feeds() -> None:
    """No carriage returns of ours, and names keep their letters."""
    text = export(
        build_incidents([claim("a", by="Açaí Şöför")], [], REPORTS), REPORTS, "csv", internal=True
    ).text
    assert "\r" not in text and "Açaí Şöför" in text and text.endswith("\n")
