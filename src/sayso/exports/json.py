"""``sayso/incidents-1``: incidents with their claims, every part and every span, as JSON."""

from __future__ import annotations

import json

from sayso.exports.losses import CENSUS, Losses
from sayso.exports.material import Material
from sayso.model import Incident, Report
from sayso.records import Record, incident_record


def write_json(material: Material, losses: Losses) -> str:
    """The incidents and the reports they rest on, without the reports' texts. Equal input, equal bytes."""
    used = {report for incident in material.incidents for report in incident.reports}
    document: Record = {
        "format": "sayso/incidents-1",
        "internal": material.internal,
        "incidents": [_incident(incident, material.internal) for incident in material.incidents],
        "reports": [_report(report) for _, report in sorted(material.reports.items()) if report.id in used],
    }
    for incident in material.incidents:
        losses.all_exact(incident, *CENSUS)
    losses.rows = len(material.incidents)
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
