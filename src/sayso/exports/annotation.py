"""W3C Web Annotations (JSON-LD): each passage that a claim rests on, as an annotation of the report.

A passage is named twice: by where it stands (code points of the report's text, end not included) and by its words
with what stands beside them, so that it is found again where the text has moved. The body says who says what.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sayso.exports.figures import speakers
from sayso.exports.losses import Losses
from sayso.exports.material import Material
from sayso.ids import sha256_hex
from sayso.model import BY_A_PERSON, Claim, Incident, Report, Span, Status

#: code points beside a passage; more, up to the second number, until the passage stands in the text once
_BESIDE, _MOST = 32, 256


def write_annotations(material: Material, losses: Losses) -> str:
    """An annotation collection with one page, in the order of the incidents and their claims."""
    items: list[dict[str, Any]] = []
    for incident in material.incidents:
        for claim, status in zip(incident.claims, incident.statuses, strict=True):
            items += _annotations(incident, claim, status, material)
        _account(incident, losses)
    losses.rows = len(items)
    losses.note("Offsets count code points of the text as sayso extracted it; textSha256 names that text.")
    collection = {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"sayso": "urn:sayso:vocabulary:"}],
        "id": "urn:sayso:annotations",
        "type": "AnnotationCollection",
        "label": "Passages that claims rest on",
        "total": len(items),
        "first": {"id": "urn:sayso:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _annotations(
    incident: Incident, claim: Claim, status: Status, material: Material
) -> Iterator[dict[str, Any]]:
    report = material.reports.get(claim.report)
    for number, span in enumerate(claim.evidence, 1):
        yield {
            "id": f"urn:sayso:claim:{claim.id}:{number}",
            "type": "Annotation",
            "motivation": "classifying",
            "generator": {
                "type": "Person" if claim.reader == BY_A_PERSON else "Software",
                "name": claim.reader,
            },
            "body": _bodies(incident, claim, status, material),
            "target": _target(span, claim, report),
        }


def _bodies(incident: Incident, claim: Claim, status: Status, material: Material) -> list[dict[str, Any]]:
    """Who says what, in words for readers and as data for programs."""
    who = " and ".join(speakers(claim, material))
    return [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": "en",
            "value": f"{who}: {claim.kind.replace('_', ' ')} ({claim.stance.replace('_', ' ')})",
        },
        {"type": "TextualBody", "purpose": "tagging", "value": claim.kind},
        {"type": "TextualBody", "purpose": "tagging", "value": claim.stance},
        {
            "type": "sayso:Claim",
            "purpose": "classifying",
            "sayso:claim": claim.id,
            "sayso:incident": incident.id,
            "sayso:status": status,
            "sayso:sources": [[source.name for source in chain] for chain in claim.sources],
        },
    ]


def _target(span: Span, claim: Claim, report: Report | None) -> dict[str, Any]:
    source = report.url if report and report.url else f"urn:sha256:{claim.report}"
    quote = {"type": "TextQuoteSelector", "exact": span.text}
    if report and report.text[span.start : span.end] == span.text:
        prefix, suffix = beside(report.text, span)
        quote |= {"prefix": prefix, "suffix": suffix}
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source,
        "selector": [{"type": "TextPositionSelector", "start": span.start, "end": span.end}, quote],
        "sayso:artefactSha256": claim.report,
    }
    if report and report.text:
        target["sayso:textSha256"] = sha256_hex(report.text.encode("utf-8", "replace"))
    state = _state(report)
    return {**target, "state": state} if state else target


def _state(report: Report | None) -> dict[str, Any] | None:
    """Which state of the page was read: when it was retrieved, and the kept artefact."""
    if report is None:
        return None
    state: dict[str, Any] = {"type": "TimeState", "cached": f"urn:sha256:{report.id}"}
    if report.retrieval and report.retrieval.retrieved_utc:
        state["sourceDate"] = report.retrieval.retrieved_utc
    return state


def beside(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after the passage, more of it until passage and surroundings stand there once."""
    room = _BESIDE
    while True:
        prefix, suffix = text[max(0, span.start - room) : span.start], text[span.end : span.end + room]
        if room >= _MOST or text.count(f"{prefix}{span.text}{suffix}") == 1:
            return prefix, suffix
        room *= 2


def _account(incident: Incident, losses: Losses) -> None:
    losses.all_exact(incident, "kind", "chains", "stance", "evidence", "reports", "status")
    losses.all_narrowed(incident, "who says so", "the names, without the words they stand for")
