"""`sayso compare`: our own exports laid beside the ledger that they were made from, and what the command says."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "exports"))
from export_makings import LOCATED, told
from incident_makings import claim, report

from sayso.cli import run
from sayso.exports import export
from sayso.ids import sha256_hex
from sayso.imports import read_events
from sayso.incidents.beside import lay_beside
from sayso.ledger import open_ledger
from sayso.model import Reading, ReportId


@pytest.mark.parametrize("format", ["acled", "ucdp"])
def test_an_export_matches_the_incidents_it_was_made_from(format: str) -> None:
    """Written, read again and laid beside: each row finds its own incident, on the same day at the same place."""
    incidents, reports = told()
    made = export(incidents, reports, format, internal=True, located=LOCATED)
    foreign = read_events(made.data, "own.csv")
    found = lay_beside(incidents, foreign.events, {one.id: one for one in reports})
    assert foreign.format == format and foreign.refused == () and len(foreign.events) == made.losses.rows
    assert len(found.matches) == len(foreign.events)
    for match in found.matches:
        assert match.event.id == f"sayso:{match.incident.id}" and match.days_apart == 0
        assert match.km == pytest.approx(0.0) and [point.field for point in match.differences] == []
    print(f"{format}: {len(found.matches)} of {len(foreign.events)} rows matched with their own incident")


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A ledger with one bombing."""
    path = str(tmp_path / "book.db")
    artefact = b"a blast"
    name = ReportId(sha256_hex(artefact))
    made = claim("a", report=name, place="Velmora", day="2031-05-05", killed=(7, 9))
    import dataclasses

    told_in = dataclasses.replace(report("r1", retrieved="2031-05-06T00:00:00Z"), id=name)
    with open_ledger(path, create=True) as ledger:
        ledger.add_reading(Reading(told_in, (made,), (), "made.1"), artefact)
    return path


GED = {
    "id": 5, "type_of_violence": 1, "where_prec": 1, "where_coordinates": "Velmora", "latitude": 41.5, "longitude": 20.25,
    "date_start": "2031-05-05", "date_end": "2031-05-05", "side_a": "A", "side_b": "B", "low": 3, "best": 3, "high": 3,
    "=house": "=1+1",
}  # fmt: skip


def test_the_table_and_the_file(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A match with its difference on the screen, and a CSV with all of their columns."""
    monkeypatch.setenv("COLUMNS", "200")
    file, out = tmp_path / "ged.jsonl", tmp_path / "out.csv"
    file.write_text("\n".join(map(json.dumps, (GED, GED | {"id": 6, "latitude": 44.0}))), encoding="utf-8")
    assert run(["compare", book, str(file), "--csv", str(out)]) == 0
    said = capsys.readouterr().out
    assert "killed: ours 7 to 9, theirs 3" in " ".join(said.split())
    assert "1 of our 1 incidents have an event of theirs" in said
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [row["side"] for row in rows] == ["both", "theirs only"]
    assert rows[0]["their_id"] == "5" and rows[0]["theirs.=house"] == "'=1+1" and rows[0]["km_apart"] == "0.0"


def test_for_programs(book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json prints a line for each match and gap, with their row as it stands."""
    file = tmp_path / "ged.json"
    file.write_text(json.dumps([GED]), encoding="utf-8")
    assert run(["compare", book, str(file), "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["side"] == "both" and json.loads(line)["theirs.=house"] == "=1+1"


def test_bad_rows_are_named_and_the_rest_goes_on(
    book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1, a line each for the first few; a file of no known format is a line too."""
    file = tmp_path / "ged.jsonl"
    file.write_text("\n".join(map(json.dumps, (GED, GED | {"best": "x"}))), encoding="utf-8")
    assert run(["compare", book, str(file)]) == 1
    assert capsys.readouterr().err == (
        f"{file}: row 2: best: 'x' is no number. It was left out.\n{file}: 1 row left out of 2.\n"
    )
    assert run(["compare", book, str(tmp_path / "none.csv")]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'none.csv'}: no such file or directory. Check the path.\n"
