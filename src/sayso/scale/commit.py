"""The one writer: finished shards into a ledger, in the order of their names; what is there is not added again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.ids import sha256_hex
from sayso.model import Claim, Problem, Reading, Span
from sayso.problems import DamagedShard
from sayso.records import claim_from, people_from, report_from
from sayso.scale.shards import Marker, finished, path_of

if TYPE_CHECKING:
    from sayso.ledger import Ledger

#: readings that are written in one transaction
_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Committed:
    """What the ledger took: reports and claims that are new, reports it had, documents that were refused before."""

    reports: int
    claims: int
    had: int
    refused: int


def commit(folder: Path, ledger: Ledger) -> Committed:
    """Add the readings of every finished shard; DamagedShard, and nothing of it added, if a file is not as it was.

    Adding twice, or going on after a kill, adds nothing twice: the ledger knows what it has.
    """
    reports = claims = had = refused = 0
    for marker in whole_shards(folder, finished(folder)):
        refused += marker.rows["refused"]
        for page in _pages(readings_of(folder, marker)):
            for (reading, _), added in zip(page, ledger.add_readings(page), strict=True):
                reports, had = reports + added.changed, had + (not added.changed)
                claims += len(reading.claims) if added.changed else 0
    return Committed(reports, claims, had, refused)


def whole_shards(folder: Path, names: Iterable[str]) -> Iterator[Marker]:
    """The finished shards of those names, each looked at before it is given; DamagedShard if it is not as it was."""
    wanted = frozenset(names)
    for name, marker in finished(folder).items():
        if name in wanted:
            if damaged := damage_of(folder, marker):
                raise DamagedShard(damaged, name)
            yield marker


def readings_of(folder: Path, marker: Marker) -> Iterator[tuple[Reading, bytes]]:
    """The readings of a shard with their artefacts, in the order in which they were read."""
    claims = _claims(folder, marker)
    problems: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(folder, "problems", marker, ["document", "code", "message", "start", "end"]):
        problems[row["document"]].append(row)
    for row in rows_of(folder, "reports", marker, ["document", "record", "reader", "people", "artefact"]):
        report, document = report_from(json.loads(row["record"])), row["document"]
        people = people_from(json.loads(row["people"]) if row["people"] else None)
        notes = tuple(_problem(one, report.text) for one in problems[document])
        yield Reading(report, tuple(claims[document]), notes, row["reader"], people), row["artefact"]


def claims_of(folder: Path, marker: Marker) -> Iterator[tuple[int, Reading]]:
    """The same without artefacts, problems and people, which no incident depends on; each with its place in the shard."""
    claims = _claims(folder, marker)
    rows = rows_of(folder, "reports", marker, ["document", "record", "reader"])
    for number, row in enumerate(rows):
        report = report_from(json.loads(row["record"]))
        yield number, Reading(report, tuple(claims[row["document"]]), (), row["reader"])


def _claims(folder: Path, marker: Marker) -> dict[str, list[Claim]]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    for row in rows_of(folder, "claims", marker, ["document", "record"]):
        claims[row["document"]].append(claim_from(json.loads(row["record"])))
    return claims


def _problem(row: dict[str, Any], text: str) -> Problem:
    start, end = row["start"], row["end"]
    span = None if start is None else Span(start, end, text[start:end])
    return Problem(row["code"], row["message"], span)


def rows_of(folder: Path, table: str, marker: Marker, columns: list[str]) -> list[dict[str, Any]]:
    """These columns of a table of a shard, a dict a row, in order."""
    from pyarrow import parquet

    path = path_of(folder, table, marker.shard, marker.name)
    # ParquetFile, since a table would take shard=3f in the path for a column
    with parquet.ParquetFile(path) as file:
        rows: list[dict[str, Any]] = file.read(columns=columns).to_pylist()
    return rows


def damage_of(folder: Path, marker: Marker) -> str | None:
    """The first file of a shard that is not as it was written; None if all are."""
    for table, known in marker.sha256.items():
        path = path_of(folder, table, marker.shard, marker.name)
        if not path.is_file() or sha256_hex(path.read_bytes()) != known:
            return str(path)
    return None


def _pages(readings: Iterable[tuple[Reading, bytes]]) -> Iterator[list[tuple[Reading, bytes]]]:
    page: list[tuple[Reading, bytes]] = []
    for one in readings:
        page.append(one)
        if len(page) == _TOGETHER:
            yield page
            page = []
    if page:
        yield page
