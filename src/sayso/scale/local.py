"""The stages on this machine: what the engine must give too, and enough for a small set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sayso.incidents import build_incidents
from sayso.incidents.order import claim_order
from sayso.incidents.versions import replaced_by_later
from sayso.model import Reading, ReportId
from sayso.scale.commit import claims_of, whole_shards
from sayso.scale.documents import Document, digest_of, documents_in, key_of, shard_of
from sayso.scale.incident_shards import Rows, Run, rows_of, write_incidents
from sayso.scale.incident_shards import shard_of as shard_of_incident
from sayso.scale.linking import as_kept
from sayso.scale.shards import Marker, finished, name_of, write_shard
from sayso.scale.stage import ReadsMany


def read_here(source: Path, folder: Path, reader: ReadsMany, digits: int = 1) -> Iterator[Marker]:
    """Read every document of ``source`` into shards of ``folder``; the marker of each, old or new, in order.

    The documents are gone through once to say which shard each is in, then once for each shard: one shard is
    held in memory at a time.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for document in documents_in(source):
        keys[shard_of(document, digits)].add(key_of(document))
    done = finished(folder)
    for shard in sorted(keys):
        name = name_of(shard, digest_of(keys[shard]), reader.name)
        yield done.get(name) or write_shard(_of_shard(source, shard, digits), shard, name, folder, reader)


def _of_shard(source: Path, shard: str, digits: int) -> Iterator[Document]:
    return (document for document in documents_in(source) if shard_of(document, digits) == shard)


def link_here(shards: Path, folder: Path, run: Run) -> Iterator[Marker]:
    """Link the claims of the finished ``shards`` into incidents of ``folder``; the marker of each, old or new, in order.

    Everything is held in memory: about 16 MB a thousand claims.
    """
    names, done = run.names(), run.done(folder)
    inside = _incidents(shards, run) if len(done) < len(names) else {}
    for shard, name in names.items():
        yield done.get(name) or write_incidents(inside.get(shard, ()), shard, name, folder)


def _incidents(shards: Path, run: Run) -> dict[str, list[Rows]]:
    """The rows of all incidents by the shard that they belong to."""
    told: dict[ReportId, list[tuple[tuple[str, int], Reading]]] = defaultdict(list)
    for marker in whole_shards(shards, run.shards):
        for number, reading in claims_of(shards, marker):
            told[reading.report.id].append(((marker.name, number), reading))
    readings = [as_kept(several) for several in told.values()]
    reports = {reading.report.id: reading.report for reading in readings}
    replaced = replaced_by_later(reports.values())
    claims = (claim for reading in readings for claim in reading.claims)
    inside: dict[str, list[Rows]] = defaultdict(list)
    for incident in build_incidents(claims, run.judgements, reports.values()):
        first = incident.claims[0]
        those = {report: reports[report] for report in incident.reports}
        rows = rows_of(claim_order(first, reports[first.report]), incident, those, run.policy, replaced)
        inside[shard_of_incident(incident, run.digits)].append(rows)
    return inside
