"""Parquet, workbooks and the Data Package: typed, exact, and read by other people's readers."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from export_makings import LOCATED, told
from incident_makings import claim, report, spot

from sayso.cells import unescaped
from sayso.exports import Export, export
from sayso.exports.csv import COLUMNS, TYPES
from sayso.exports.xlsx import MOST
from sayso.incidents import build_incidents
from sayso.model import Span

#: texts that must come through every format as they are
SURVIVE = [
    "-5", "+38 killed", "=SUM(A1)", "@home", "'quoted'", "007", "1E5", "12/03/2031", "TRUE", "سراقب ‏(إدلب)",
    'a "b", c; d', "two\nlines", "a\ttab", "  spaced  ", "😀 e\u0301", "NULL", "'=1",
]  # fmt: skip


def exported(words: str, format: str) -> Export:
    """The export of one claim whose texts are those words."""
    place = dataclasses.replace(spot(words, "town", -10.5, -66.9, 3000.0), relation=words)
    made = claim("a", sources=[[words]], by=words, against=words, place=place, trigger=words, killed=(3, 3))
    made = dataclasses.replace(made, evidence=(Span(0, len(words), words),))
    told_in = dataclasses.replace(report("r1"), publisher=words, title=words)
    return export(build_incidents([made], [], [told_in]), [told_in], format, internal=True)


#: columns that hold the words alone
HELD = ("said_by", "by", "against", "place", "evidence", "publisher", "title")


def cells(made: Export) -> dict[str, object]:
    """The first row of a file by its columns, read by somebody else's reader."""
    if made.format == "parquet":
        import pyarrow.parquet

        row: dict[str, object] = pyarrow.parquet.read_table(io.BytesIO(made.data)).to_pylist()[0]
        return row
    if made.format == "xlsx":
        import openpyxl

        sheet = openpyxl.load_workbook(io.BytesIO(made.data))["claims"]
        head, first = list(sheet.iter_rows(values_only=True))[:2]
        return dict(zip(head, first, strict=True))
    if made.format == "datapackage":
        with zipfile.ZipFile(io.BytesIO(made.data)) as package:
            tables = [
                list(csv.DictReader(io.StringIO(package.read(f"{n}.csv").decode(), newline="")))[0]
                for n in ("claims", "reports")
            ]
        return {name: unescaped(cell) for table in tables for name, cell in table.items()}
    delimiter = "\t" if made.format == "tsv" else ","
    row = next(csv.DictReader(io.StringIO(made.text, newline=""), delimiter=delimiter))
    return {name: unescaped(str(cell)) for name, cell in row.items()}


@pytest.mark.parametrize("format", ["csv", "tsv", "xlsx", "parquet", "datapackage"])
def test_what_must_survive(format: str) -> None:
    """Numbers that are words, dates that are words, formulas, quotes, Arabic, line breaks: as they were, in each column."""
    compared = 0
    for words in SURVIVE:
        row = cells(exported(words, format))
        for name in HELD:
            assert row[name] == words, (name, words)
            compared += 1
        assert float(str(row["longitude"])) == -66.9 and int(str(row["killed_low"])) == 3
    print(f"{format}: {compared} cells of {len(SURVIVE)} texts exact")


def test_json_is_exact() -> None:
    """The same texts in JSON, nothing escaped."""
    for words in SURVIVE:
        (incident,) = json.loads(exported(words, "json").text)["incidents"]
        (one,) = incident["claims"]
        assert one["evidence"][0]["text"] == one["by"][0]["name"] == one["place"]["name"] == words


def test_parquet_has_types_and_nulls() -> None:
    """Numbers are numbers, unknown is null, text is text; other readers of Parquet see the same."""
    import pyarrow.parquet

    incidents, reports = told()
    made = export(incidents, reports, "parquet", internal=True, located=LOCATED)
    table = pyarrow.parquet.read_table(io.BytesIO(made.data))
    types = {field.name: str(field.type) for field in table.schema}
    assert list(types) == list(COLUMNS) and table.num_rows == made.losses.rows == 9
    assert {types[name] for name, kind in TYPES.items() if kind == "integer"} == {"int64"}
    assert {types[name] for name, kind in TYPES.items() if kind == "number"} == {"double"}
    assert (
        table.column("incident_latitude").null_count == 2 and table.schema.metadata[b"sayso"] == b"claims-1"
    )


def test_a_cell_too_long_for_a_workbook_is_cut_and_said() -> None:
    """Excel's cells end at 32,767 characters; the account says how many were cut."""
    made = exported("x" * (MOST + 5), "xlsx")
    assert cells(made)["by"] == "x" * MOST
    assert any("cells were cut at 32,767 characters" in note for note in made.losses.notes)


def test_the_data_package_is_valid(tmp_path: Path) -> None:
    """frictionless, in a process of its own, finds package and tables valid: types, keys, references, sizes, hashes."""
    pytest.importorskip("frictionless", reason="pip install frictionless")
    incidents, reports = told()
    path = tmp_path / "book.zip"
    path.write_bytes(export(incidents, reports, "datapackage", internal=True, located=LOCATED).data)
    code = "import sys, frictionless, json; r = frictionless.validate(sys.argv[1], type='package'); print(json.dumps([r.valid, r.stats['tasks'], r.flatten(['type', 'message'])]))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    valid, tables, errors = json.loads(done.stdout)
    print(f"{tables} tables valid: {valid}")
    assert valid and tables == 3, errors


def test_the_tables_of_the_package_point_at_one_another() -> None:
    """Every claim has its incident and its report; hash and size are those of the file."""
    from sayso.ids import sha256_hex

    incidents, reports = told()
    with zipfile.ZipFile(
        io.BytesIO(export(incidents, reports, "datapackage", internal=True).data)
    ) as package:
        described = json.loads(package.read("datapackage.json"))
        files = {one["name"]: package.read(one["path"]) for one in described["resources"]}
    rows = {
        name: list(csv.DictReader(io.StringIO(data.decode(), newline=""))) for name, data in files.items()
    }
    assert {row["incident"] for row in rows["claims"]} == {row["incident"] for row in rows["incidents"]}
    assert {row["report"] for row in rows["claims"]} == {row["report"] for row in rows["reports"]}
    for one in described["resources"]:
        assert one["hash"] == f"sha256:{sha256_hex(files[one['name']])}" and one["bytes"] == len(
            files[one["name"]]
        )
    assert len(rows["incidents"]) == len(incidents)
