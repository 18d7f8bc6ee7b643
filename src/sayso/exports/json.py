"""``sayso/incidents-1``: incidents with their claims, every part and every span, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sayso.model import Incident, Report
from sayso.records import Record, incident_record


def write_json(incidents: Iterable[Incident], reports: Iterable[Report], internal: bool) -> str:
    """The incidents and the reports they rest on, without the reports' texts. Equal input, equal bytes."""
    told = tuple(incidents)
    used = {report for incident in told for report in incident.reports}
    document: Record = {
        "format": "sayso/incidents-1",
        "internal": internal,
        "incidents": [_incident(incident, internal) for incident in told],
        "reports": [
            _report(report) for report in sorted(reports, key=lambda one: one.id) if report.id in used
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _incident(incident: Incident, internal: bool) -> Record:
    record = incident_record(incident)
    if not internal:
        # the sentences name reviewers
        del record["reasons"]
    return record


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
