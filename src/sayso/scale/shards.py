"""A shard on disk: the reports, claims, problems and refusals of its documents as Parquet, and a marker that it is whole.

```
FOLDER/reports/shard=3f/NAME.parquet    a row a report, with the artefact
FOLDER/claims/shard=3f/NAME.parquet     a row a claim; ``record`` is the claim as the contract has it
FOLDER/problems/shard=3f/NAME.parquet   a row a problem
FOLDER/refused/shard=3f/NAME.parquet    a row a document that could not be read, with the reason
FOLDER/finished/NAME.json               written last: counts, and the SHA-256 of each file
```

NAME is made from the documents, the reader and the layout. Files are written under another name and
renamed: half of one is never seen, and two workers that do the same shard leave the same files.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.ids import canonical_json, sha256_hex
from sayso.model import Claim, Problem, Reading
from sayso.records import claim_record, people_record, report_record
from sayso.scale.documents import Document, key_of
from sayso.scale.stage import Outcome, ReadsMany, read_documents
from sayso.tolls import toll_of
from sayso.words import chain_words

if TYPE_CHECKING:
    import pyarrow

#: changes with the columns
LAYOUT = "shards-1"
#: rows that are held before they are written
_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Marker:
    """A shard that is whole: how much is in it, and the SHA-256 of each of its files."""

    shard: str
    name: str
    reader: str
    #: rows of each table
    rows: dict[str, int]
    sha256: dict[str, str]


def name_of(shard: str, digest: str, reader: str) -> str:
    """The name of a shard with these documents (``documents.digest_of``), read by that reader."""
    made_of = "\n".join([LAYOUT, reader, digest])
    return f"{shard}-{sha256_hex(made_of.encode())[:24]}"


def finished(folder: Path, marks: str = "finished") -> dict[str, Marker]:
    """The markers of the shards that are whole, by their names, in order."""
    found = sorted((folder / marks).glob("*.json"))
    return {path.stem: Marker(**json.loads(path.read_text(encoding="utf-8"))) for path in found}


def sweep(folder: Path) -> None:
    """Take away what killed workers left half-written; only when nobody writes there any more."""
    for part in folder.rglob(".*.part"):
        part.unlink(missing_ok=True)


def write_shard(
    documents: Iterable[Document], shard: str, name: str, folder: Path, reader: ReadsMany
) -> Marker:
    """Read the documents, in the order of their keys and each once, and write the shard; its marker."""
    distinct = {key_of(document): document for document in documents}
    writing = Writing(shard, name, folder, schemas())
    try:
        for outcome in read_documents((distinct[key] for key in sorted(distinct)), reader):
            for table, row in _rows(outcome):
                writing.add(table, row)
        return writing.finish(reader.name)
    finally:
        writing.drop()


class Writing:
    """The files of a shard while they are written; ``marks`` is the folder of its marker."""

    def __init__(
        self, shard: str, name: str, folder: Path, tables: dict[str, pyarrow.Schema], marks: str = "finished"
    ) -> None:
        from pyarrow import parquet

        self._shard, self._name, self._folder, self._marks = shard, name, folder, marks
        self._parts = {table: _part_of(self._path(table)) for table in tables}
        self._schemas = tables
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in tables}
        self._counts = dict.fromkeys(tables, 0)
        for part in self._parts.values():
            part.parent.mkdir(parents=True, exist_ok=True)
        self._writers = {
            table: parquet.ParquetWriter(part, self._schemas[table], compression="zstd")
            for table, part in self._parts.items()
        }

    def add(self, table: str, row: dict[str, Any]) -> None:
        """One more row of a table."""
        self._rows[table].append(row)
        self._counts[table] += 1
        if len(self._rows[table]) >= _TOGETHER:
            self._flush(table)

    def finish(self, reader: str) -> Marker:
        """Everything is on the disk under its own name when the marker is."""
        for table in self._schemas:
            self._flush(table)
            self._writers[table].close()
        sums = {table: sha256_hex(part.read_bytes()) for table, part in self._parts.items()}
        for table, part in self._parts.items():
            os.replace(part, self._path(table))
        marker = Marker(self._shard, self._name, reader, self._counts, sums)
        self._mark(marker)
        return marker

    def drop(self) -> None:
        """Leave nothing half-written behind."""
        for table, part in self._parts.items():
            self._writers[table].close()
            part.unlink(missing_ok=True)

    def _mark(self, marker: Marker) -> None:
        path = self._folder / self._marks / f"{self._name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        part = _part_of(path)
        part.write_text(canonical_json(asdict(marker)), encoding="utf-8")
        os.replace(part, path)

    def _flush(self, table: str) -> None:
        import pyarrow

        rows, self._rows[table] = self._rows[table], []
        if rows:
            self._writers[table].write_table(pyarrow.Table.from_pylist(rows, self._schemas[table]))

    def _path(self, table: str) -> Path:
        return path_of(self._folder, table, self._shard, self._name)


def path_of(folder: Path, table: str, shard: str, name: str) -> Path:
    """Where a table of a shard lies."""
    return folder / table / f"shard={shard}" / f"{name}.parquet"


def _part_of(path: Path) -> Path:
    """Another name beside it, which readers of Parquet pass over, as they do all that begins with a dot."""
    return path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")


def schemas() -> dict[str, pyarrow.Schema]:
    """The columns of each table."""
    import pyarrow as pa

    words, number, degrees = pa.string(), pa.int64(), pa.float64()
    of_report = [("document", words), ("id", words), ("origin", words), ("published", words), ("publisher", words), ("title", words),
                 ("url", words), ("language", words), ("text", words), ("reader", words), ("record", words),
                 ("people", words), ("artefact", pa.binary())]  # fmt: skip
    of_claim = [("document", words), ("report", words), ("id", words), ("number", number), ("kind", words), ("stance", words),
                ("sources", pa.list_(words)), ("by", pa.list_(words)), ("against", pa.list_(words)),
                ("place", words), ("lat", degrees), ("lon", degrees), ("radius_m", degrees), ("start", words), ("end", words),
                ("killed_low", number), ("killed_high", number), ("injured_low", number), ("injured_high", number),
                ("background", pa.bool_()), ("trigger", words), ("evidence", words), ("record", words)]  # fmt: skip
    of_problem = [
        ("document", words),
        ("report", words),
        ("number", number),
        ("code", words),
        ("message", words),
        ("start", number),
        ("end", number),
    ]
    return {
        "reports": pa.schema(of_report),
        "claims": pa.schema(of_claim),
        "problems": pa.schema(of_problem),
        "refused": pa.schema([("document", words), ("origin", words), ("sha256", words), ("message", words)]),
    }


def _rows(outcome: Outcome) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a document, each with its table; ``document`` is its key, by which they belong together."""
    document, reading = outcome.document, outcome.reading
    key = key_of(document)
    if reading is None:
        sha256 = sha256_hex(document.data)
        yield (
            "refused",
            {"document": key, "origin": document.origin, "sha256": sha256, "message": outcome.refused},
        )
        return
    yield "reports", {"document": key, **_report_row(reading, document)}
    for number, claim in enumerate(reading.claims):
        yield "claims", {"document": key, "number": number, **_claim_row(claim)}
    for number, problem in enumerate(reading.problems):
        of = {"document": key, "report": reading.report.id, "number": number}
        yield "problems", {**of, **_problem_row(problem)}


def _report_row(reading: Reading, document: Document) -> dict[str, Any]:
    report = reading.report
    known = ("id", "published", "publisher", "title", "url", "language", "text")
    return {name: getattr(report, name) for name in known} | {
        "origin": document.origin,
        "reader": reading.reader,
        "record": canonical_json(report_record(report)),
        "people": None if reading.people is None else canonical_json(people_record(reading.people)),
        "artefact": document.data,
    }


def _claim_row(claim: Claim) -> dict[str, Any]:
    place, when = claim.place, claim.when
    killed, injured = (toll_of(claim, effect) or (None, None) for effect in ("killed", "injured"))
    return {
        "report": claim.report,
        "id": claim.id,
        "kind": claim.kind,
        "stance": claim.stance,
        "sources": [chain_words(chain) for chain in claim.sources],
        "by": [actor.name for actor in claim.by],
        "against": [actor.name for actor in claim.against],
        "place": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_m": place.radius_m if place else None,
        "start": when.start if when else None,
        "end": when.end if when else None,
        "killed_low": killed[0],
        "killed_high": killed[1],
        "injured_low": injured[0],
        "injured_high": injured[1],
        "background": claim.background,
        "trigger": claim.trigger.text,
        "evidence": " … ".join(span.text for span in claim.evidence),
        "record": canonical_json(claim_record(claim)),
    }


def _problem_row(problem: Problem) -> dict[str, Any]:
    span = problem.span
    return {
        "code": problem.code,
        "message": problem.message,
        "start": span.start if span else None,
        "end": span.end if span else None,
    }
