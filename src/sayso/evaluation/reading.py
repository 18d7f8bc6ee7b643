"""Whole readings, as ``sayso read --json`` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso import intake
from sayso.ids import canonical_json
from sayso.records import reading_record

if TYPE_CHECKING:
    from sayso.pipeline import Reader


def predict_reading(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One Reading a line, with the id of the input."""
    for record in records:
        given = {key: record.get(key) for key in ("published", "publisher", "title", "url")}
        report, problems = intake.read_text(record["text"], **given)
        yield canonical_json(reading_record(reader.read(report, problems)) | {"id": record["id"]})
