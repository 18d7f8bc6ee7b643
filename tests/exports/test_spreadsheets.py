"""Opened with LibreOffice: whatever a report says, no cell of ours is a formula."""

from __future__ import annotations

import csv
import dataclasses
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from export_makings import LOCATED, here
from incident_makings import claim, report
from programs import program

from sayso.exports import export
from sayso.incidents import build_incidents
from sayso.model import Claim, Report, Span

#: beginnings that spreadsheets take for formulas, alone and behind signs that some of them strip
FORMULAS = [
    "=1+1", "=SUM(1;2)", '=HYPERLINK("http://example.org","x")', "=cmd|' /C calc'!A0", "=2*3", "=A1", "=TODAY()", "=PI()",
    '=WEBSERVICE("http://example.org")', '=IMPORTXML("http://example.org","//a")', "=-1", "=+1", "==1", "=(1)", '="a"&"b"',
    "={1}", "=$A$1", "=TRUE()", "=NOT(1)", "=RAND()",
    "+1+1", "+SUM(1;2)", "+A1", "+1", "++1", '+"a"', "+38 killed", "+2*3", "+(1)", "+PI()",
    "-1+1", "-SUM(1;2)", "-A1", "-5", "--1", "-2*3", "-(1)", "-PI()", "-1+cmd|' /C calc'!A0", "- a list",
    "@SUM(1;2)", "@A1", "@home", "@PI()", "@1",
    "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "  +1", " -1", "'=1+1", "''=1+1", "\u00a0=1+1", "\ufeff=1+1", "\u200b=1+1",
    "＝1+1", "＋1", "－1", "＠A1", "\x00=1+1", '"=1+1', "=1+1\n=2+2", "%0A=1+1", "=1+1;=2+2", "=1+1,=2+2", "=1\t=2",
]  # fmt: skip


def evil(number: int, words: str) -> tuple[Claim, Report]:
    """A claim and its report with those words in every part that is text."""
    place = dataclasses.replace(here(words), relation=words, why=words)
    made = claim(
        f"c{number}", "air_strike", report=f"r{number}", sources=[[words, words]], by=words, against=words, weapon="bomb",
        place=place, trigger=words, day="2031-05-05", killed=(3, 4),
    )  # fmt: skip
    span = Span(0, len(words), words)
    made = dataclasses.replace(
        made,
        evidence=(span,),
        weapons=(dataclasses.replace(made.weapons[0], span=span),),
        when=dataclasses.replace(made.when, span=span),
        by=(dataclasses.replace(made.by[0], kind="state_forces"),),
        against=(dataclasses.replace(made.against[0], kind="armed_group"),),
        casualties=(
            *made.casualties,
            dataclasses.replace(made.casualties[0], effect="missing", low=None, high=None, span=span),
        ),
        reader=words,
    )
    told_in = report(f"r{number}", text=words)
    return made, dataclasses.replace(
        told_in, publisher=words, title=words, url=words, language=words, dateline=(words,)
    )


#: format → (suffix, the filter that opens it as a spreadsheet does: UTF-8, and with numbers and formulas detected)
TABLES = {
    "csv": (".csv", "CSV:44,34,76,1,,0,false,true,false,false,false,-1"),
    "tsv": (".tsv", "CSV:9,34,76,1,,0,false,true,false,false,false,-1"),
    "acled": (".csv", "CSV:44,34,76,1,,0,false,true,false,false,false,-1"),
    "ucdp": (".csv", "CSV:44,34,76,1,,0,false,true,false,false,false,-1"),
    "airwars": (".csv", "CSV:44,34,76,1,,0,false,true,false,false,false,-1"),
    "hxl": (".csv", "CSV:44,34,76,1,,0,false,true,false,false,false,-1"),
    "xlsx": (".xlsx", None),
    "ods": (".ods", None),
}


@pytest.mark.slow
def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """All the strings in every column of text of every table, opened and saved again: formula cells are counted."""
    made = [evil(number, words) for number, words in enumerate(FORMULAS)]
    reports = [told_in for _, told_in in made]
    # one incident each, whatever they say
    incidents = [incident for one, told_in in made for incident in build_incidents([one], [], [told_in])]
    assert len(incidents) == len(FORMULAS) >= 50
    files = []
    for format, (suffix, _) in TABLES.items():
        path = tmp_path / f"{format}{suffix}"
        path.write_bytes(export(incidents, reports, format, internal=True, located=LOCATED).data)
        files.append(path)
    plain = tmp_path / "plain.csv"
    with plain.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([[words] for words in FORMULAS])
    counts = {path.stem: formulas(path, tmp_path) for path in [*files, plain]}
    control = counts.pop("plain")
    print(f"{len(FORMULAS)} strings; formula cells: {counts}; without the escape: {control}")
    assert set(counts.values()) == {0} and control > 10


@pytest.mark.slow
def test_what_must_survive_a_workbook_of_open_document(tmp_path: Path) -> None:
    """Written as .ods, opened with LibreOffice and saved as CSV: each text as it was."""
    from test_tables import SURVIVE as EVERY
    from test_tables import exported

    # LibreOffice 7.4 leaves out the tabs of a cell, though the format has an element for them
    survive = [words for words in EVERY if "\t" not in words]
    for number, words in enumerate(survive):
        (tmp_path / f"s{number}.ods").write_bytes(exported(words, "ods").data)
    command = [
        program("soffice", "libreoffice-calc"),
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
    ]
    to = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true"
    files = [str(tmp_path / f"s{number}.ods") for number in range(len(survive))]
    subprocess.run(
        [*command, "--convert-to", to, "--outdir", str(tmp_path), *files],
        check=True,
        capture_output=True,
        timeout=180,
    )
    found = []
    for number in range(len(survive)):
        with (tmp_path / f"s{number}.csv").open(encoding="utf-8", newline="") as file:
            found.append(next(csv.DictReader(file))["by"])
    print(f"{sum(a == b for a, b in zip(found, survive, strict=True))} of {len(survive)} texts exact")
    assert found == survive


def formulas(path: Path, folder: Path) -> int:
    """How many cells LibreOffice made formulas of: it saves what it opened as flat XML, where they are marked."""
    out = folder / f"{path.stem}-out"
    command = [
        program("soffice", "libreoffice-calc"),
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "fods",
        "--outdir",
        str(out),
    ]
    filter = TABLES.get(path.stem, ("", TABLES["csv"][1]))[1]
    if filter:
        command.append(f"--infilter={filter}")
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    root = ElementTree.parse(out / f"{path.stem}.fods").getroot()
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    found = list(root.iter(f"{table}table-cell"))
    assert len(found) > 50, f"{path.name} was not opened as a table"
    return sum(f"{table}formula" in cell.attrib for cell in found)


def test_a_workbook_s_cells_are_typed_as_text() -> None:
    """In the XML of the workbook no cell has a formula, and every text is a string."""
    made = [evil(number, words) for number, words in enumerate(FORMULAS)]
    incidents = [incident for one, told_in in made for incident in build_incidents([one], [], [told_in])]
    data = export(incidents, [told_in for _, told_in in made], "xlsx", internal=True).data
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in book.namelist() if "link" in name.lower() or "external" in name.lower()]
    assert "<f>" not in sheet and sheet.count("<row ") == len(FORMULAS) + 1
