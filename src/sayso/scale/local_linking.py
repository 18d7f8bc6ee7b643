"""Linking on this machine: what the engine must give too, and enough for what fits into memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sayso.incidents import build_incidents
from sayso.incidents.order import claim_order
from sayso.incidents.versions import replaced_by_later
from sayso.model import Reading, ReportId
from sayso.scale.commit import claims_of, whole_shards
from sayso.scale.incident_shards import Rows, Run, rows_of, shard_of, write_incidents
from sayso.scale.linking import as_kept
from sayso.scale.shards import Marker


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
        inside[shard_of(incident, run.digits)].append(rows)
    return inside
