"""The HXL export."""

from __future__ import annotations

import csv
import io

import pytest
from export_makings import LOCATED, told

from sayso.exports import export
from sayso.exports.hxl import COLUMNS


def written() -> str:
    """The table of the invented conflict."""
    incidents, reports = told()
    return export(incidents, reports, "hxl", internal=True, located=LOCATED).text


def test_the_tags_stand_under_the_header() -> None:
    """Header, tags, then an incident a row; an unknown number is an empty cell."""
    rows = list(csv.reader(io.StringIO(written())))
    assert rows[0] == list(COLUMNS) and rows[1] == list(COLUMNS.values()) and len(rows) == 2 + 8
    strike = dict(zip(rows[1], next(row for row in rows if "2031-05-05" in row), strict=True))
    assert strike["#affected+killed+min"] == "4" and strike["#affected+injured+min"] == ""
    assert (strike["#country+code+v_iso3"], strike["#adm1+name"], strike["#loc+name"]) == (
        "SYR",
        "Idlib",
        "Velmora",
    )
    assert strike["#group+name+against+list"] == "Velmora Front | villagers"


def test_libhxl_finds_nothing_wrong() -> None:
    """Read by libhxl and checked against its own schema: no error."""
    hxl = pytest.importorskip("hxl", reason="pip install libhxl")
    source = hxl.data(list(csv.reader(io.StringIO(written())))).cache()
    errors = []
    schema = hxl.schema(None, callback=errors.append)
    valid = schema.validate(source)
    found = [(one.rule.severity, str(one.rule.description)) for one in errors]
    rows = len(list(source))
    print(f"{rows} rows, {len(source.columns)} tagged columns, {len(found)} remarks")
    assert valid and rows == 8, found
    bad = hxl.data(list(csv.reader(io.StringIO(written().replace('"2031-05-05"', '"soon"'))))).cache()
    assert not hxl.schema(None, callback=errors.append).validate(bad)
    assert not [one for one in found if one[0] == "error"]
    assert [column.display_tag for column in source.columns] == list(COLUMNS.values())
