"""Incidents on disk: shards as those of readings are, by the first digits of the incidents' ids.

```
FOLDER/incidents/shard=3/NAME.parquet   a row an incident; ``record`` is all of it, with its grades
FOLDER/members/shard=3/NAME.parquet     a row a claim of an incident
FOLDER/linked/NAME.json                 written last: counts, and the SHA-256 of each file
```

NAME is made from everything that the incidents depend on: the shards that were read, people's decisions, the policy
of the grades, and the rules. An incident can be of any reports, so a shard more gives all of them new names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sayso
from sayso import vocabulary
from sayso.ids import canonical_json, content_id, sha256_hex
from sayso.incidents import corrections
from sayso.incidents.grades import Policy
from sayso.incidents.order import Order
from sayso.incidents.whole import whole_record
from sayso.model import Incident, Judgement, Report, ReportId
from sayso.records import judgement_record
from sayso.scale.shards import Marker, Writing, finished, path_of

if TYPE_CHECKING:
    import pyarrow

#: changes with the columns
LAYOUT = "incidents-1"
MARKS = "linked"
#: tables of the vocabulary that linking and grading go by
_TABLES = ("sameness", "report_weights", "grades", "ownership", "actors")
#: claims of a shard, more or less
_CLAIMS = 20_000
Rows = tuple[Order, list[tuple[str, dict[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Run:
    """One linking: what it is of, and what it goes by."""

    #: the names of the shards of readings
    shards: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    policy: Policy
    #: hexadecimal digits of a shard's key
    digits: int

    def names(self) -> dict[str, str]:
        """Every shard of incidents, with its name; an empty one is written too."""
        decided = sorted(canonical_json(judgement_record(made)) for made in set(self.judgements))
        made_of = [LAYOUT, rules(), sorted(self.shards), decided, self.policy]
        digest = content_id(made_of)[:24]
        keys = ("".join(digits) for digits in product("0123456789abcdef", repeat=self.digits))
        return {shard: f"{shard}-{digest}" for shard in keys}

    def done(self, folder: Path) -> dict[str, Marker]:
        """The markers of those of its shards that are whole and there, by their names."""
        names = set(self.names().values())
        return {name: marker for name, marker in finished(folder, MARKS).items() if name in names}


def run_of(readings: Mapping[str, Marker], judgements: Iterable[Judgement], policy: Policy) -> Run:
    """The linking of those shards of readings, in as many shards of incidents as keep each small enough for memory."""
    claims = sum(marker.rows["claims"] for marker in readings.values())
    digits = next(digits for digits in (1, 2, 3) if digits == 3 or claims <= _CLAIMS * 16**digits)
    return Run(tuple(readings), tuple(judgements), policy, digits)


@cache
def rules() -> str:
    """Version and rules as one name: the program's version, and a hash over the code and the tables it goes by."""
    code = sorted(Path(corrections.__file__).parent.glob("*.py"))
    tables = [vocabulary.FOLDER / f"{name}.toml" for name in _TABLES]
    files = [*code, *tables, vocabulary.FOLDER / "word_shares.en.tsv.gz"]
    return f"sayso {sayso.__version__} {content_id([sha256_hex(path.read_bytes()) for path in files])[:12]}"


def shard_of(incident: Incident, digits: int) -> str:
    """The shard that the incident belongs to: the first digits of its id, which are those of a hash."""
    return incident.id[1 : 1 + digits]


def rows_of(
    order: Order,
    incident: Incident,
    reports: Mapping[ReportId, Report],
    policy: Policy,
    replaced: frozenset[ReportId],
) -> Rows:
    """The rows of an incident, each with its table, and what sorts it; ``reports`` are those it is told in."""
    members = [("members", row) for row in _member_rows(incident)]
    record = canonical_json(whole_record(incident, reports, policy, replaced))
    return order, [("incidents", {**_incident_row(incident), "record": record}), *members]


def write_incidents(rows: Iterable[Rows], shard: str, name: str, folder: Path) -> Marker:
    """Write a shard, whole or not at all; its marker."""
    writing = Writing(shard, name, folder, schemas(), MARKS)
    try:
        for _, each in sorted(rows, key=lambda one: one[0]):
            for table, row in each:
                writing.add(table, row)
        return writing.finish(rules())
    finally:
        writing.drop()


def records_in(folder: Path, markers: Iterable[Marker]) -> Iterator[str]:
    """The incidents in these shards, each as one line of JSON, shard by shard."""
    from pyarrow import parquet

    for marker in markers:
        with parquet.ParquetFile(path_of(folder, "incidents", marker.shard, marker.name)) as file:
            yield from file.read(columns=["record"])["record"].to_pylist()


def schemas() -> dict[str, pyarrow.Schema]:
    """The columns of each table."""
    import pyarrow as pa

    words, number, degrees, list_of_words = pa.string(), pa.int64(), pa.float64(), pa.list_(pa.string())
    of_incident = [("id", words), ("kind", words), ("status", words), ("accepted", pa.bool_()),
                   ("place", words), ("lat", degrees), ("lon", degrees), ("radius_m", degrees), ("start", words), ("end", words),
                   ("killed_low", number), ("killed_high", number), ("injured_low", number), ("injured_high", number),
                   ("claims", number), ("reports", list_of_words), ("disagree_on", list_of_words),
                   ("reasons", list_of_words), ("record", words)]  # fmt: skip
    of_member = [
        ("incident", words),
        ("number", number),
        ("claim", words),
        ("report", words),
        ("status", words),
    ]
    return {"incidents": pa.schema(of_incident), "members": pa.schema(of_member)}


def _incident_row(incident: Incident) -> dict[str, Any]:
    place, when = incident.place, incident.when
    return {
        "id": incident.id,
        "kind": incident.kind,
        "status": incident.status,
        "accepted": incident.accepted,
        "place": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_m": place.radius_m if place else None,
        "start": when.start if when else None,
        "end": when.end if when else None,
        "killed_low": incident.killed[0],
        "killed_high": incident.killed[1],
        "injured_low": incident.injured[0],
        "injured_high": incident.injured[1],
        "claims": len(incident.claims),
        "reports": list(incident.reports),
        "disagree_on": [one.field for one in incident.disagreements],
        "reasons": list(incident.reasons),
    }


def _member_rows(incident: Incident) -> Iterator[dict[str, Any]]:
    for number, (claim, status) in enumerate(zip(incident.claims, incident.statuses, strict=True)):
        yield {
            "incident": incident.id,
            "number": number,
            "claim": claim.id,
            "report": claim.report,
            "status": status,
        }
