"""Rows come back as they were: every column, every value, in every shape."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.imports import read_table, write_table
from sayso.imports.rows import Table
from sayso.problems import RefusedInput

cells = st.one_of(
    st.none(), st.integers(-(10**9), 10**9), st.booleans(), st.text(), st.lists(st.text(), max_size=2)
)


@given(st.lists(st.fixed_dictionaries({"a": cells, "=b": cells, "ü": cells}), min_size=1, max_size=5))
def test_json_lines_there_and_back(rows: list[dict[str, object]]) -> None:
    """Whatever the values are."""
    rows = json.loads(json.dumps(rows).encode("utf-8", "replace"))
    table = Table("jsonl", tuple(rows[0]), tuple(rows))
    assert list(read_table(write_table(table), "x").rows) == json.loads(
        json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace")
    )


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=5), st.sampled_from(["csv", "tsv"]))
def test_text_there_and_back_through_a_spreadsheet_s_file(rows: list[tuple[str, ...]], shape: str) -> None:
    """Formulas, quotes, line breaks: escaped on the way out, as they were on the way in."""
    names = ("one", "=two", "three")
    table = Table("csv", names, tuple(dict(zip(names, row, strict=True)) for row in rows))
    back = read_table(write_table(table, shape), "x")  # type: ignore[arg-type]
    assert back.columns == names and list(back.rows) == list(table.rows)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "x: there is nothing in it. Give a table: CSV, TSV, JSON lines or a JSON array."),
        (b"just words\n", "x: its first line has no columns. Give a table: CSV, TSV, JSON lines or a JSON array."),
        (b'{"a": 1}\n{"a": \n', "x: line 2: this is no JSON: Expecting value: line 1 column 7 (char 6). Mend the line, or take it out."),
        (b'{"a": NaN}\n', "x: line 1: this is no JSON: NaN is no number of JSON. Mend the line, or take it out."),
        (b"[1, 2]", "x: line 1: this is no object with columns. Mend the line, or take it out."),
        (b"a,b,c\n1,2,3,4\n", "x: line 2: 4 cells under 3 columns. Mend the line, or take it out."),
        (b"\x1f\x8b\x08\x00broken", None),
        (b"[" * 100_000, None),
    ],
)  # fmt: skip
def test_what_is_no_table_is_one_line(data: bytes, said: str | None) -> None:
    """It says which line is wrong, and what to do."""
    with pytest.raises(RefusedInput) as refusal:
        read_table(data, "x")
    assert said is None or str(refusal.value) == said
    assert "\n" not in str(refusal.value)


def test_columns_are_told_by_whatever_divides_them() -> None:
    """Comma, tab or semicolon; with a mark of UTF-8 or in Latin-1."""
    for text in ("a,b,c\nü,2,3\n", "a\tb\tc\nü\t2\t3\n", "a;b;c\nü;2;3\n"):
        for data in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("latin-1")):
            assert list(read_table(data, "x").rows) == [{"a": "ü", "b": "2", "c": "3"}]


def test_all_rows_of_ucdp_are_exported_again_unchanged(shared: Path) -> None:
    """13,801 rows of 41 columns and one more: identical values as JSON lines, as a JSON array, as CSV and as TSV."""
    path = next((shared / "data/ucdp_ged_syria").glob("*.jsonl.gz"))
    data = path.read_bytes()
    original = [json.loads(line) for line in gzip.decompress(data).splitlines()]
    table = read_table(data, path.name)
    counts = {}
    for shape in ("jsonl", "json"):
        again = read_table(write_table(table, shape), "x")  # type: ignore[arg-type]
        counts[shape] = sum(dict(one) == other for one, other in zip(again.rows, original, strict=True))
        assert again.columns == tuple(original[0])
    for shape in ("csv", "tsv"):
        again = read_table(write_table(table, shape), "x")  # type: ignore[arg-type]
        as_text = ({name: _text(value) for name, value in row.items()} for row in original)
        counts[shape] = sum(dict(one) == other for one, other in zip(again.rows, as_text, strict=True))
    print(f"rows with identical values: {counts}, of {len(original)}, {len(table.columns)} columns")
    assert set(counts.values()) == {len(original)} == {13801} and len(table.columns) == 42


def _text(value: object) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, bool)) else str(value)
