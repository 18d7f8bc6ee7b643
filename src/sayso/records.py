"""The nouns as plain JSON records and back; a Reading comes out as the contract asks.

Floor 1, and apart from ``model.py`` so that the nouns stay free of any format.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from operator import attrgetter
from typing import Any

from sayso.ids import canonical_json
from sayso.model import (
    Actor,
    Chain,
    Claim,
    ClaimId,
    Count,
    Derived,
    Exchange,
    Incident,
    Judgement,
    Person,
    Place,
    Problem,
    Reading,
    Report,
    ReportId,
    Retrieval,
    Source,
    Span,
    Translation,
    Weapon,
    When,
)

Record = dict[str, Any]


def reading_record(reading: Reading) -> Record:
    """The Reading in the shape of ``sayso/reading-1``, with further fields: where the report's facts are stated,
    the people it names, and what a model's reading was made from.
    """
    report = report_record(reading.report)
    retrieval = report.pop("retrieval")
    report["stated"] = dict(retrieval.get("stated", ())) if retrieval else {}
    record = {
        "report": report,
        "claims": [claim_record(claim) for claim in reading.claims],
        "problems": [problem_record(problem) for problem in reading.problems],
        "people": people_record(reading.people),
    }
    return record if reading.derived is None else record | {"derived": derived_record(reading.derived)}


def report_record(report: Report) -> Record:
    """The report with its retrieval record, as the ledger keeps it; where its facts are stated only if it is known."""
    return {key: _plain(value) for key, value in told(report).items()}


def told(report: Report) -> Record:
    """The same record, its parts still nouns, for ``canonical_text``."""
    record = _shallow(report)
    if report.retrieval and not report.retrieval.stated:
        record["retrieval"] = _shallow(report.retrieval)
        del record["retrieval"]["stated"]
    if report.replaces is None:
        del record["replaces"]
    return record


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


def people_record(people: tuple[Person, ...] | None) -> list[Record] | None:
    """The persons as a list, a further field of a reading; None: nobody looked for them."""
    return None if people is None else [_record(person) for person in people]


def derived_record(derived: Derived) -> Record:
    """What a model's reading was made from, as the ledger keeps it."""
    return _record(derived)


def judgement_record(judgement: Judgement) -> Record:
    """The judgement as the ledger keeps it; ``other`` only where there is one."""
    record = _record(judgement)
    return record if judgement.other else {key: value for key, value in record.items() if key != "other"}


def canonical_text(value: Any) -> str:
    """Nouns, and what plain JSON has, as ``canonical_json`` writes their records; ValueError for what it refuses.

    msgspec writes it several times as fast: the ledger takes thousands of claims a second. What it would write in
    another way is made plain before.
    """
    written: bytes = _encoder().encode(_as_canonical(value))
    return written.decode()


@cache
def _encoder() -> Any:
    import msgspec

    return msgspec.json.Encoder(order="sorted")


def _as_canonical(value: Any) -> Any:
    kind = type(value)
    if kind is dict:
        return {key: _as_canonical(part) for key, part in value.items()}
    if kind is tuple or kind is list:
        return [_as_canonical(part) for part in value]
    return _claim_as_canonical(value) if kind is Claim else value


def _claim_as_canonical(claim: Claim) -> Record:
    """The claim with weapons under the keys of their records, and its place with numbers as Python writes them."""
    record = _shallow(claim)
    record["weapons"] = [_shallow(weapon) for weapon in claim.weapons]
    place = claim.place
    if place and not all(map(_is_written_alike, (place.lat, place.lon, place.radius_m))):
        import msgspec

        record["place"] = msgspec.Raw(canonical_json(_plain(place)).encode())
    return record


def _is_written_alike(number: float | None) -> bool:
    """No number with an exponent, and none that is not finite."""
    return not number or 1e-4 <= abs(number) < 1e15


def report_from(record: Record) -> Report:
    """The report a record was made from; KeyError or TypeError if it was made from none."""
    retrieval = record["retrieval"]
    fields = record | {
        "id": ReportId(record["id"]),
        "dateline": tuple(record["dateline"]),
        "retrieval": _retrieval(retrieval) if retrieval else None,
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


def people_from(records: list[Record] | None) -> tuple[Person, ...] | None:
    """The persons that records were made from; None where nobody looked for them."""
    if records is None:
        return None
    return tuple(
        Person(**(record | {"spans": tuple(_span(span) for span in record["spans"])})) for record in records
    )


def derived_from(record: Record) -> Derived:
    """What a record of a model's reading was made from."""
    fields = record | {
        "exchanges": tuple(Exchange(**exchange) for exchange in record["exchanges"]),
        "translations": tuple(Translation(**_spanned(one)) for one in record["translations"]),
    }
    return Derived(**fields)


def judgement_from(record: Record) -> Judgement:
    """The judgement a record was made from."""
    fields = record | {name: tuple(map(ClaimId, record.get(name, ()))) for name in ("about", "other")}
    return Judgement(**fields)


def _retrieval(record: Record) -> Retrieval:
    pairs = {key: tuple((name, what) for name, what in record.get(key, ())) for key in ("stated", "headers")}
    return Retrieval(**(record | pairs))


def _record(noun: object) -> Record:
    record: Record = _plain(noun)
    return record


def _bounds(bounds: tuple[int | None, int | None]) -> Record:
    return {"low": bounds[0], "high": bounds[1]}


def _plain(noun: Any) -> Any:
    """Dataclasses as dicts, tuples as lists, all the way down; ``weapon_class`` becomes ``class``."""
    kind = type(noun)
    if kind in _AS_IT_IS:
        return noun
    if kind is tuple:
        return [_plain(part) for part in noun]
    record = noun if kind is dict else _shallow(noun)
    return {key: _plain(value) for key, value in record.items()}


def _shallow(noun: Any) -> Record:
    """The record of a noun, its parts still nouns."""
    keys, values = _fields(type(noun))  # type: ignore[arg-type]
    return dict(zip(keys, values(noun), strict=True))


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


@cache
def _fields(kind: type) -> tuple[list[str], attrgetter[tuple[Any, ...]]]:
    """The keys of a noun's record, and what gets all their values at once: records are made by the thousand.

    A noun has two fields or more: of one alone the getter would give no tuple.
    """
    names = [field.name for field in dataclasses.fields(kind)]
    return ["class" if name == "weapon_class" else name for name in names], attrgetter(*names)


def _span(record: Record) -> Span:
    return Span(record["start"], record["end"], record["text"])


def _spanned(record: Record) -> Record:
    return record | {"span": _span(record["span"]) if record["span"] else None}


def _chain(records: list[Record]) -> Chain:
    return tuple(Source(**_spanned(source)) for source in records)
