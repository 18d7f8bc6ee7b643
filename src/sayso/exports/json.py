"""``sayso/incidents-1``: incidents with their claims, every part and every span, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sayso.model import Disagreement, Incident, Report
from sayso.records import claim_record, place_record, when_record
from sayso.words import Bounds

Record = dict[str, Any]


def write_json(incidents: Iterable[Incident], reports: Iterable[Report], internal: bool) -> str:
    """The incidents and the reports they rest on, without the reports' texts. Equal input, equal bytes."""
    told = tuple(incidents)
    used = {report for incident in told for report in incident.reports}
    document = {
        "format": "sayso/incidents-1",
        "internal": internal,
        "incidents": [_incident(incident, internal) for incident in told],
        "reports": [
            _report(report) for report in sorted(reports, key=lambda one: one.id) if report.id in used
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _incident(incident: Incident, internal: bool) -> Record:
    claims = zip(incident.claims, incident.statuses, strict=True)
    record: Record = {
        "id": incident.id,
        "status": incident.status,
        "kind": incident.kind,
        "when": when_record(incident.when),
        "place": place_record(incident.place),
        "killed": _bounds(incident.killed),
        "injured": _bounds(incident.injured),
        "disagreements": [_disagreement(one) for one in incident.disagreements],
        "claims": [claim_record(claim) | {"status": status} for claim, status in claims],
    }
    # the sentences name reviewers
    return record | ({"reasons": list(incident.reasons)} if internal else {})


def _disagreement(one: Disagreement) -> Record:
    values = [{"value": value, "claims": list(claims)} for value, claims in one.values]
    return {"field": one.field, "values": values}


def _report(report: Report) -> Record:
    """What finds the report; neither its text, which is its publisher's, nor where we keep it."""
    return {
        "id": report.id,
        "publisher": report.publisher,
        "published": report.published,
        "dateline": list(report.dateline),
        "title": report.title,
        "url": report.url,
        "language": report.language,
    }


def _bounds(bounds: Bounds) -> Record:
    return {"low": bounds[0], "high": bounds[1]}
