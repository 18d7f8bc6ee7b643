"""The whole line on texts written for the tests, with the bundled reader."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso import intake
from sayso.ids import canonical_json
from sayso.model import Claim, Reading
from sayso.pipeline import Reader
from sayso.records import reading_record

BLAST = (
    "A car bomb exploded near the city of Kandahar on Monday, killing at least five civilians, the provincial police said.\n\n"
    "The army denied that its soldiers had shelled the village of Nahri."
)


def read(reader: Reader, text: str, **given: str) -> Reading:
    return reader.read(*intake.read_text(text, **given))


def only(reading: Reading, kind: str) -> Claim:
    found = [claim for claim in reading.claims if claim.kind == kind]
    assert len(found) == 1, [claim.kind for claim in reading.claims]
    return found[0]


def spans_in(value: object) -> Iterator[dict[str, Any]]:
    """Every span of a record, however deep."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from spans_in(part)


def is_verbatim(span: dict[str, Any], text: str) -> bool:
    return bool(text[span["start"] : span["end"]] == span["text"])


def test_a_blast(reader: Reader) -> None:
    """Source, number, day and place of a plain sentence are read, each from its words."""
    claim = only(read(reader, BLAST, published="2026-03-03"), "bombing")
    assert [[source.name for source in chain] for chain in claim.sources] == [["provincial police"]]
    assert [(count.effect, count.low, count.high, count.group) for count in claim.casualties] == [
        ("killed", 5, None, "civilians")
    ]
    assert claim.when is not None and (claim.when.start, claim.when.end) == ("2026-03-02", "2026-03-03")
    assert claim.place is not None and claim.place.name == "Kandahar" and claim.place.precision == "near"


def test_a_denial(reader: Reader) -> None:
    """Who denies is the source, and what is denied is the claim."""
    claim = only(read(reader, BLAST, published="2026-03-03"), "shelling")
    assert (claim.stance, claim.sources[0][0].name) == ("denies", "army")


def test_two_voices_side_by_side(reader: Reader) -> None:
    """Two sources of one sentence are two chains."""
    text = "Gunmen shot dead a teacher in Quetta on Sunday, the police and two witnesses said."
    claim = only(read(reader, text, published="2026-03-03"), "shooting")
    assert sorted(chain[0].name for chain in claim.sources) == ["police", "two witnesses"]


def test_every_span_is_verbatim(reader: Reader) -> None:
    """Each part of each claim is exactly the words of the report."""
    reading = read(reader, BLAST, published="2026-03-03")
    spans = list(spans_in(reading_record(reading)["claims"]))
    assert len(spans) > 8
    assert all(is_verbatim(span, BLAST) for span in spans)


def test_the_same_bytes_twice(reader: Reader) -> None:
    """The same input gives the same JSON, byte for byte, alone or among others."""
    given = {"published": "2026-03-03"}
    taken = intake.read_text(BLAST, **given)
    alone = canonical_json(reading_record(reader.read(*taken)))
    among = [
        canonical_json(reading_record(r))
        for r in reader.read_many([intake.read_text("Nothing happened here.", **given), taken])
    ]
    assert alone == among[1]


@pytest.mark.parametrize(
    "text",
    [
        BLAST.upper(),
        BLAST.replace("'", "’"),
        "“" + BLAST + "”",
        "X" * 300 + " " + BLAST,
        "…\n\n" * 50 + BLAST,
    ],
)
def test_odd_texts_are_read(reader: Reader, text: str) -> None:
    """Upper-case, curly-quoted and ragged texts give claims and no fault."""
    assert read(reader, text, published="2026-03-03").claims


def test_no_day_leaves_the_time_open(reader: Reader) -> None:
    """Without a day of publication "on Monday" keeps its words and gets no date."""
    reading = read(reader, BLAST)
    claim = only(reading, "bombing")
    assert claim.when is None or (claim.when.start, claim.when.end) == (None, None)
    assert "no_publication_date" in [problem.code for problem in reading.problems]


def test_another_language_is_not_read(reader: Reader) -> None:
    """A text in another language gives no claims, and a problem that says so."""
    reading = read(
        reader,
        "El ejército dijo el lunes que cinco soldados murieron por la explosión de una bomba en la ciudad.",
    )
    assert not reading.claims and "language_not_read" in [problem.code for problem in reading.problems]


def test_readings_fit_the_contract(reader: Reader, shared: Path) -> None:
    """What is printed validates against the contract."""
    import jsonschema

    schema = json.loads((shared / "contract" / "reading.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(
        reading_record(read(reader, BLAST, published="2026-03-03"))
    )


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "sayso", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env=os.environ | {"NO_COLOR": "1"})


@pytest.mark.slow
def test_bad_inputs_are_one_line_each(tmp_path: Path) -> None:
    """Empty, binary and huge files are refused in one line each, and the good one is read."""
    (tmp_path / "a-empty.txt").write_bytes(b"")
    (tmp_path / "b-binary.txt").write_bytes(b"\x00\x01\x02" * 99)
    (tmp_path / "c-huge.txt").write_bytes(b"The army said so. " * 300_000)
    (tmp_path / "d-good.txt").write_text(BLAST, encoding="utf-8")
    done = run("read", str(tmp_path), "--published", "2026-03-03", "--json")
    assert done.returncode == 1 and b"Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1 and len(done.stderr.splitlines()) == 3


@pytest.mark.slow
def test_the_line_from_report_to_export(tmp_path: Path) -> None:
    """add, incidents, judge, export and verify work one after the other; only what was accepted is public."""
    report, book = tmp_path / "r.txt", str(tmp_path / "book.db")
    report.write_text(BLAST, encoding="utf-8")
    assert run("add", book, str(report), "--published", "2026-03-03").returncode == 0
    public = json.loads(run("export", book, "--to", "json").stdout or b"{}")
    internal = run("export", book, "--to", "json", "--internal").stdout.decode()
    assert "Kandahar" in internal and "Kandahar" not in json.dumps(public)
    verified = run("verify", book)
    assert verified.returncode == 0, verified


def test_the_same_bytes_in_two_processes(tmp_path: Path) -> None:
    """Two processes with other hash seeds and another number of threads print the same JSON, byte for byte."""
    from sayso.demo import REPORTS

    command = [sys.executable, "-m", "sayso", "read", "--json", *(str(one.path) for one in REPORTS)]
    printed = [
        subprocess.run(
            command,
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads},
        ).stdout
        for seed, threads in (("1", "1"), ("2", "2"))
    ]
    assert printed[0] == printed[1] and len(printed[0].splitlines()) == len(REPORTS)


@pytest.mark.slow
def test_real_reports_fit_the_contract(reader: Reader, shared: Path) -> None:
    """The readings of all real reports validate against the contract, and every span is verbatim."""
    import jsonschema

    schema = json.loads((shared / "contract" / "reading.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    paths = sorted((shared / "reports").rglob("*.txt"))
    for reading in reader.read_many(intake.read_file(path, published="2020-01-02") for path in paths):
        record = json.loads(canonical_json(reading_record(reading)))
        assert [error.message for error in validator.iter_errors(record)] == []
        assert [
            span for span in spans_in(record["claims"]) if not is_verbatim(span, reading.report.text)
        ] == []
    assert len(paths) > 12


@pytest.mark.slow
def test_plain_text_is_never_changed(shared: Path) -> None:
    """The text of every real report is the text of its file."""
    for path in sorted((shared / "reports").rglob("*.txt")):
        report, _ = intake.read_file(path)
        assert report.text == path.read_bytes().decode("utf-8")
