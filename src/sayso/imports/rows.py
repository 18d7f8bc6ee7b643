"""A file of rows, and the same rows written again: CSV, TSV, JSON lines or a JSON array, also gzipped.

A column that nobody knows is kept as it stands. What a spreadsheet would have run as a formula, and was escaped, comes
back as it was.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sayso.cells import safe, unescaped
from sayso.problems import NotARow, NotARowFile, TooLarge

Row = Mapping[str, Any]
Shape = Literal["csv", "tsv", "jsonl", "json"]
#: more than this is no table of a desk's
LIMIT = 1 << 30
_DELIMITERS = {"csv": ",", "tsv": "\t"}


@dataclass(frozen=True, slots=True)
class Table:
    """The rows with their columns in order, and the shape that they came in. Cells of CSV are text."""

    shape: Shape
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(data: bytes, origin: str) -> Table:
    """The rows of the file; NotARowFile or NotARow where it has none, with the line that is wrong."""
    text = _text(_unpacked(data, origin))
    start = text.lstrip()[:1]
    if not start:
        raise NotARowFile(origin, "there is nothing in it")
    if start == "[":
        return _json_table("json", enumerate(_array(text, origin), 1), origin)
    if start == "{":
        lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
        return _json_table(
            "jsonl", ((number, _parsed(line, number, origin)) for number, line in lines), origin
        )
    return _csv_table(text, origin)


def write_table(table: Table, shape: Shape | None = None) -> bytes:
    """The rows in the shape they came in, or in another; every column, every value.

    In CSV an empty cell stands for null, and lists and objects are JSON.
    """
    shape = shape or table.shape
    if shape == "json":
        return (json.dumps(list(table.rows), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    if shape == "jsonl":
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in table.rows)
        return "".join(lines).encode("utf-8", "replace")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL, delimiter=_DELIMITERS[shape])
    writer.writerow(map(safe, table.columns))
    writer.writerows([safe(_cell(row.get(name))) for name in table.columns] for row in table.rows)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> str | int | float | None:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict, bool)) else value


def _unpacked(data: bytes, origin: str) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            plain = packed.read(LIMIT + 1)
    except (OSError, EOFError) as error:
        raise NotARowFile(origin, f"it cannot be unpacked: {error}") from error
    if len(plain) > LIMIT:
        raise TooLarge(origin, LIMIT)
    return plain


def _text(data: bytes) -> str:
    """UTF-8, with or without its mark; some files of the field are Latin-1."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _array(text: str, origin: str) -> list[Any]:
    found = _parsed(text, 1, origin)
    return found if isinstance(found, list) else [found]


def _parsed(text: str, line: int, origin: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise NotARow(origin, line, f"this is no JSON: {error}") from error


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _json_table(shape: Shape, found: Iterable[tuple[int, Any]], origin: str) -> Table:
    rows = []
    for number, row in found:
        if not isinstance(row, dict):
            raise NotARow(origin, number, "this is no object with columns")
        rows.append(row)
    columns = dict.fromkeys(name for row in rows for name in row)
    return Table(shape, tuple(columns), tuple(rows))


def _csv_table(text: str, origin: str) -> Table:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    if head.count(delimiter) < 2:
        raise NotARowFile(origin, "its first line has no columns")
    csv.field_size_limit(LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = tuple(unescaped(name.strip()) for name in next(reader))
    rows = []
    try:
        for cells in reader:
            if not cells:
                continue
            if len(cells) > len(columns) and any(cells[len(columns) :]):
                raise NotARow(origin, reader.line_num, f"{len(cells)} cells under {len(columns)} columns")
            rows.append(dict(zip(columns, map(unescaped, [*cells, *[""] * len(columns)]), strict=False)))
    except csv.Error as error:
        raise NotARow(origin, reader.line_num, str(error)) from error
    return Table("tsv" if delimiter == "\t" else "csv", columns, tuple(rows))
