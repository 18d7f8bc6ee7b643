"""The nouns as plain JSON records and back; a Reading comes out as the contract asks.

Floor 1, and apart from ``model.py`` so that the nouns stay free of any format.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from sayso.model import (
    Actor,
    Chain,
    Claim,
    ClaimId,
    Count,
    Incident,
    Judgement,
    Place,
    Problem,
    Reading,
    Report,
    ReportId,
    Retrieval,
    Source,
    Span,
    Weapon,
    When,
)

Record = dict[str, Any]


def reading_record(reading: Reading) -> Record:
    """The Reading in the shape of ``sayso/reading-1``."""
    report = report_record(reading.report)
    report.pop("retrieval")
    return {
        "report": report,
        "claims": [claim_record(claim) for claim in reading.claims],
        "problems": [problem_record(problem) for problem in reading.problems],
    }


def report_record(report: Report) -> Record:
    """The report with its retrieval record, as the ledger keeps it."""
    return _record(report)


def claim_record(claim: Claim) -> Record:
    """The claim as the contract asks; ``report`` is a further field."""
    return _record(claim)


def incident_record(incident: Incident) -> Record:
    """The incident with its claims, each with its status; bounds are low and high."""
    claims = zip(incident.claims, incident.statuses, strict=True)
    return {
        "id": incident.id,
        "status": incident.status,
        "kind": incident.kind,
        "when": _plain(incident.when),
        "place": _plain(incident.place),
        "killed": _bounds(incident.killed),
        "injured": _bounds(incident.injured),
        "disagreements": [
            {
                "field": one.field,
                "values": [{"value": value, "claims": list(said)} for value, said in one.values],
            }
            for one in incident.disagreements
        ],
        "claims": [claim_record(claim) | {"status": status} for claim, status in claims],
        "reports": list(incident.reports),
        "reasons": list(incident.reasons),
    }


def problem_record(problem: Problem) -> Record:
    """The problem as the contract asks."""
    return _record(problem)


def judgement_record(judgement: Judgement) -> Record:
    """The judgement as the ledger keeps it; ``other`` only where there is one."""
    record = _record(judgement)
    return record if judgement.other else {key: value for key, value in record.items() if key != "other"}


def report_from(record: Record) -> Report:
    """The report a record was made from; KeyError or TypeError if it was made from none."""
    retrieval = record["retrieval"]
    fields = record | {
        "id": ReportId(record["id"]),
        "dateline": tuple(record["dateline"]),
        "retrieval": Retrieval(**retrieval) if retrieval else None,
    }
    return Report(**fields)


def claim_from(record: Record) -> Claim:
    """The claim a record was made from; KeyError or TypeError if it was made from none."""
    fields = record | {
        "id": ClaimId(record["id"]),
        "report": ReportId(record["report"]),
        "trigger": _span(record["trigger"]),
        "evidence": tuple(_span(span) for span in record["evidence"]),
        "sources": tuple(_chain(chain) for chain in record["sources"]),
        "by": tuple(Actor(**_spanned(actor)) for actor in record["by"]),
        "against": tuple(Actor(**_spanned(actor)) for actor in record["against"]),
        "weapons": tuple(
            Weapon(span=_span(weapon["span"]), weapon_class=weapon["class"]) for weapon in record["weapons"]
        ),
        "place": Place(**_spanned(record["place"])) if record["place"] else None,
        "when": When(**_spanned(record["when"])) if record["when"] else None,
        "casualties": tuple(Count(**_spanned(count)) for count in record["casualties"]),
        "hedges": tuple(_span(span) for span in record.get("hedges", ())),
    }
    return Claim(**fields)


def problem_from(record: Record) -> Problem:
    """The problem a record was made from."""
    return Problem(**_spanned(record))


def judgement_from(record: Record) -> Judgement:
    """The judgement a record was made from."""
    fields = record | {name: tuple(map(ClaimId, record.get(name, ()))) for name in ("about", "other")}
    return Judgement(**fields)


def _record(noun: object) -> Record:
    record: Record = _plain(noun)
    return record


def _bounds(bounds: tuple[int | None, int | None]) -> Record:
    return {"low": bounds[0], "high": bounds[1]}


def _plain(noun: Any) -> Any:
    """Dataclasses as dicts, tuples as lists, all the way down; ``weapon_class`` becomes ``class``."""
    if dataclasses.is_dataclass(noun):
        return {
            "class" if field.name == "weapon_class" else field.name: _plain(getattr(noun, field.name))
            for field in dataclasses.fields(noun)
        }
    if isinstance(noun, tuple):
        return [_plain(part) for part in noun]
    return noun


def _span(record: Record) -> Span:
    return Span(record["start"], record["end"], record["text"])


def _spanned(record: Record) -> Record:
    return record | {"span": _span(record["span"]) if record["span"] else None}


def _chain(records: list[Record]) -> Chain:
    return tuple(Source(**_spanned(source)) for source in records)
