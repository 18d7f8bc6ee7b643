"""Corpora in tables (CSV, JSON, JSON lines, Parquet) → a report a row, by a map of their columns."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from sayso import vocabulary
from sayso.ids import canonical_json
from sayso.intake.days import day_of_stamp
from sayso.intake.fragments import text_of_fragment
from sayso.intake.limits import Limits
from sayso.intake.page import Fact, Page, Part, Unread, stated
from sayso.intake.plain import decode
from sayso.problems import (
    EmptyInput,
    NoTextColumn,
    NothingInside,
    RefusedInput,
    TooLong,
    Unparsable,
    WrongCall,
)

Row = Mapping[str, Any]
FACTS = ("title", "publisher", "published", "url", "language")


def columns_of(said: str | None) -> dict[str, str]:
    """The map that a caller wrote as "text=body,published=date"; WrongCall for one that cannot be read."""
    pairs = [pair.partition("=") for pair in (said or "").split(",") if pair.strip()]
    for name, sign, column in pairs:
        if name.strip() not in ("text", *FACTS) or not sign or not column.strip():
            raise WrongCall(
                f"--columns {said}: {name.strip() or 'nothing'} is not known. Write text=NAME,published=NAME, with "
                f"text, {', '.join(FACTS)} before the equals signs."
            )
    return {name.strip(): column.strip() for name, _, column in pairs}


def split_csv(
    file: BinaryIO, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    """The rows of a CSV or TSV file, whose first line names the columns."""
    csv.field_size_limit(limits.characters * 4)
    start = file.peek(65536)[:65536]  # type: ignore[attr-defined]
    text = io.TextIOWrapper(file, encoding=_encoding(start, origin), errors="replace", newline="")
    rows = csv.reader(text, delimiter=_delimiter(start))
    try:
        head = [name.strip().lstrip("\ufeff") for name in next(rows, [])]
    except csv.Error as error:
        raise Unparsable(origin, f"its first line is no list of columns ({error})") from error
    chosen = _chosen(head, columns, origin)
    yield from _parts(origin, _csv_rows(head, rows, origin), lambda row: chosen, limits)


def split_lines(
    file: BinaryIO, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    """The objects of a file that has one JSON object a line, each with its line as it stands."""
    yield from _parts(origin, _json_rows(file, origin, limits), _chooser(columns, origin), limits)


def split_json(
    file: BinaryIO, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    """The objects of a JSON list, of a list inside one object, or that object itself; or a Telegram export."""
    from sayso.intake.telegram import is_export, parts_of_export

    try:
        value = _loads(file.read(limits.document).decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise Unparsable(origin, "the JSON is damaged, cut off, or nested too deeply") from error
    if is_export(value):
        yield from parts_of_export(value, origin)
        return
    lists = [value] if isinstance(value, list) else [one for one in value.values() if isinstance(one, list)]
    found = next((one for one in lists if one and all(isinstance(row, dict) for row in one)), None)
    rows = found if found is not None else [value] if isinstance(value, dict) else []
    if not rows:
        raise NothingInside(origin, "object")
    yield from _parts(origin, ((row, None) for row in rows), _chooser(columns, origin), limits)


def split_parquet(
    file: BinaryIO, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    """The rows of a Parquet file."""
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise Unparsable(origin, "reading Parquet needs pyarrow: pip install sayso[parquet]") from error
    try:
        table = parquet.ParquetFile(file, pre_buffer=False)
        chosen = _chosen(list(table.schema_arrow.names), columns, origin)
        batches = table.iter_batches(batch_size=64, use_threads=False)
        rows = ((row, None) for batch in batches for row in batch.to_pylist())
        yield from _parts(origin, rows, lambda row: chosen, limits)
    except (RefusedInput, MemoryError):
        raise
    except Exception as error:
        # pyarrow's errors have no base of their own
        raise Unparsable(origin, f"the Parquet file is damaged ({type(error).__name__})") from error


def _parts(
    origin: str,
    rows: Iterable[tuple[Row | RefusedInput, bytes | None]],
    choose: Callable[[Row], dict[str, str]],
    limits: Limits,
) -> Iterator[Part | Unread]:
    """A Part a row, read already; what is no row is refused by its number."""
    for number, (row, line) in enumerate(rows, 1):
        name = f"{origin}#{number}"
        if isinstance(row, RefusedInput):
            yield Unread(name, row)
            continue
        page = _page(row, choose(row))
        if not page.text:
            yield Unread(name, EmptyInput(name))
        elif len(page.text) > limits.characters:
            yield Unread(name, TooLong(name, len(page.text), limits.characters))
        else:
            data = line if line is not None else canonical_json(_plain(row)).encode("utf-8", "replace")
            yield Part(name, data, "application/x-row", page=page)


def _chosen(head: list[str], columns: dict[str, str], origin: str) -> dict[str, str]:
    """Fact → column: what the caller says, and well-known names for what he does not."""
    if wrong := next((column for column in columns.values() if column not in head), None):
        raise NoTextColumn(origin, wrong, head)
    chosen = _by_name(head) | columns
    if "text" not in chosen:
        raise NoTextColumn(origin, "that holds the text", head)
    return chosen


def _by_name(head: Iterable[str]) -> dict[str, str]:
    known: dict[str, list[str]] = vocabulary.load("columns")["columns"]
    by_name = {name.lower(): name for name in reversed(list(head))}
    chosen = {
        fact: next((by_name[name] for name in names if name in by_name), None)
        for fact, names in known.items()
    }
    return {fact: column for fact, column in chosen.items() if column}


def _chooser(columns: dict[str, str], origin: str) -> Callable[[Row], dict[str, str]]:
    """Fact → column for rows that need not all have the same; the first must have a text."""
    seen: dict[tuple[str, ...], dict[str, str]] = {}

    def choose(row: Row) -> dict[str, str]:
        head = tuple(row)
        if head not in seen:
            chosen = {fact: column for fact, column in columns.items() if column in row}
            seen[head] = _chosen(list(head), chosen, origin) if not seen else _by_name(head) | columns
        return seen[head]

    return choose


def _page(row: Row, columns: dict[str, str]) -> Page:
    text = text_of_fragment(_words(row.get(columns.get("text", ""))))
    facts: dict[str, Fact] = {}
    for fact in FACTS:
        value = _words(row.get(columns.get(fact, "")))
        value = (day_of_stamp(value) or "") if fact == "published" else value
        facts |= stated(f"column {columns.get(fact)}", **{fact: value})
    return Page(text, facts, f"table 1 (text={columns.get('text')})")


def _words(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return (
        value.strip()
        if isinstance(value, str)
        else ""
        if value is None or isinstance(value, dict | list)
        else str(value)
    )


def _plain(row: Row) -> dict[str, Any]:
    """The row as JSON can say it; what it cannot is written out."""
    return json.loads(json.dumps(row, default=str), parse_constant=str)  # type: ignore[no-any-return]


def _csv_rows(
    head: list[str], rows: Iterator[list[str]], origin: str
) -> Iterator[tuple[Row | RefusedInput, bytes | None]]:
    for number in itertools.count(1):
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unparsable(f"{origin}#{number}", f"the row is damaged ({error})"), None
            continue
        if row:
            yield dict(zip(head, row, strict=False)), None


def _json_rows(
    file: BinaryIO, origin: str, limits: Limits
) -> Iterator[tuple[Row | RefusedInput, bytes | None]]:
    number = 0
    while line := file.readline(limits.document):
        if not line.strip():
            continue
        number += 1
        try:
            row = _loads(line.decode("utf-8-sig", "replace"))
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            yield row, line.strip()
        else:
            yield Unparsable(f"{origin}#{number}", "the line is no JSON object"), None


def _loads(text: str) -> Any:
    """JSON as its standard has it: NaN and infinities are none."""

    def refuse(sign: str) -> Any:
        raise ValueError(f"{sign} is no JSON")

    return json.loads(text, parse_constant=refuse)


def _encoding(start: bytes, origin: str) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if start.startswith(mark):
            return encoding
    try:
        start[:-4].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252" if "\ufffd" not in decode(start, origin)[0] else "utf-8"
    return "utf-8"


def _delimiter(start: bytes) -> str:
    """What parts the names in the first line: a comma, a tab, a semicolon or a bar."""
    line = start.partition(b"\n")[0].decode("utf-8", "replace")
    return max(",\t;|", key=line.count)
