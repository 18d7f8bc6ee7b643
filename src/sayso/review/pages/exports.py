"""Exports: what would be written, what is left out and why, the first rows, the hash, and a manifest to make it again by."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import numpy as np

from sayso import __version__
from sayso.exports import FORMATS, export
from sayso.gazetteer import open_gazetteer
from sayso.gazetteer.locate import locate
from sayso.ids import sha256_hex
from sayso.incidents import accepted_view
from sayso.incidents.grades import grade_incident, known_of, load_policy
from sayso.incidents.versions import replaced_by_later
from sayso.model import Incident, IncidentId, Report, ReportId
from sayso.problems import NoSuchFormat
from sayso.review.asking import Ask, Facts
from sayso.review.cards import shown
from sayso.review.columns import STATUSES
from sayso.review.decisions import Refused
from sayso.review.drawing.world import boundary_view
from sayso.review.filters import Filter, Mask, mask_of, read_filter

PREVIEW = 20


@dataclass(frozen=True, slots=True)
class File:
    """A finished export: whole, or there is none."""

    name: str
    data: bytes
    manifest: Facts


def exports(ask: Ask) -> Facts:
    """The plan of an export; with ``format`` also its first rows and its hash, exactly as the file would be."""
    filter = read_filter(ask.query)
    name, internal = ask.one("format"), ask.one("scope", "public") == "internal"
    mask = mask_of(filter, ask.view.columns)
    status = ask.view.columns.status[mask]
    counted: dict[str, int] = {name: int((status == number).sum()) for number, name in enumerate(STATUSES)}
    made = make(ask, filter, name, internal) if name else None
    return {
        "title": "Exports",
        "formats": [{"name": name, "what": one.about} for name, one in FORMATS.items()],
        "format": name,
        "scope": "internal" if internal else "public",
        "may_internal": ask.person.may("internal"),
        "may_export": ask.person.may("export"),
        "query": filter.query(),
        "query_pairs": [list(pair) for pair in parse_qsl(filter.query())],
        "q": filter.q,
        "chosen": int(mask.sum()),
        "written": int(mask.sum()) if internal else counted["accepted"],
        "left_out": [] if internal else _left_out(ask, counted, mask),
        "manifest": made.manifest if made else None,
        "file": made.name if made else None,
        "preview": _preview(made, name) if made else None,
        "sound": _soundness(ask),
        "log": [dict(line) for line in reversed(ask.desk.exported)],
        "boundaries": boundary_view(),
    }


def make(ask: Ask, filter: Filter, name: str, internal: bool) -> File:
    """The file. Refused while the last check of the ledger found damage, or to whom it is not open."""
    if name not in FORMATS:
        raise NoSuchFormat(name, tuple(FORMATS))
    if internal and not ask.person.may("internal"):
        raise Refused("An internal export is an editor's. Ask one, or export what is public.")
    found = ask.desk.verification or ask.desk.verify()
    if not found.sound:
        raise Refused("No export: the last check found damage in this ledger. See Integrity.")
    incidents, reports = _chosen(ask, filter), list(ask.view.reports.values())
    told = incidents if internal else accepted_view(incidents, reports)
    written = export(
        told,
        _used(told, reports),
        name,
        internal=internal,
        names=ask.view.names,
        located=locate(open_gazetteer(), (one.place for one in told)),
        grades=_grades(told, ask.view.reports) if name == "airwars" else None,
    )
    data = written.data
    head = ask.view.head
    manifest = {
        "file_sha256": sha256_hex(data),
        "format": name,
        "scope": "internal" if internal else "public",
        "query": filter.query(),
        "incidents": len(told),
        "claims": sum(len(one.claims) for one in told),
        "ledger_size": head.size,
        "ledger_seal": head.seal,
        "boundaries": boundary_view(),
        "not_carried": written.losses.line(),
        "sayso": __version__,
    }
    return File(f"sayso-{manifest['scope']}-{head.size}{FORMATS[name].suffix}", data, manifest)


def _grades(told: Sequence[Incident], reports: Mapping[ReportId, Report]) -> dict[IncidentId, dict[str, str]]:
    policy, replaced = load_policy("airwars"), replaced_by_later(reports.values())
    return {
        one.id: {
            grade.question: grade.grade for grade in grade_incident(known_of(one, reports, replaced), policy)
        }
        for one in told
    }


def _chosen(ask: Ask, filter: Filter) -> list[Incident]:
    mask = mask_of(filter, ask.view.columns)
    return [ask.view.at(row) for row in range(len(ask.view)) if mask[row]]


def _used(incidents: Sequence[Incident], reports: Sequence[Report]) -> list[Report]:
    used = {name for one in incidents for name in one.reports}
    return [report for report in reports if report.id in used]


def _left_out(ask: Ask, counted: Mapping[str, int], mask: Mask) -> list[Facts]:
    """How many incidents are not written, by reason; and how many claims of those that are."""
    reasons = {
        "unjudged": "nobody has judged them",
        "unsure": "somebody was unsure, and nobody accepted them",
        "rejected": "rejected",
    }
    rows = np.flatnonzero(mask & (ask.view.columns.status == STATUSES.index("accepted")))
    accepted = (ask.view.at(int(row)) for row in rows)
    claims = sum(len(one.claims) - one.statuses.count("accepted") for one in accepted)
    found: list[Facts] = [
        {"reason": reasons[status], "count": counted[status], "of": "incident"}
        for status in reasons
        if counted[status]
    ]
    nobody = {"reason": "claims of accepted incidents that nobody accepted", "count": claims, "of": "claim"}
    return [*found, nobody] if claims else found


def _preview(made: File, name: str) -> Facts:
    """The first rows of a table, or the first lines of anything else."""
    if FORMATS[name].binary:
        return {"header": [], "rows": [], "lines": ["This format is no text: see it in its own program."]}
    text = made.data.decode("utf-8", "replace")
    if FORMATS[name].suffix == ".csv":
        rows: list[list[Any]] = []
        for row in csv.reader(io.StringIO(text)):
            rows.append([shown(cell) for cell in row])
            if len(rows) > PREVIEW:
                break
        return {"header": rows[0] if rows else [], "rows": rows[1:], "lines": []}
    return {
        "header": [],
        "rows": [],
        "lines": [shown(line)[:400] for line in text.splitlines()[: 3 * PREVIEW]],
    }


def _soundness(ask: Ask) -> str:
    found = ask.desk.verification
    return "unchecked" if found is None else "sound" if found.sound else "damaged"
