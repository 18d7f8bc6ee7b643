"""One row a claim, each with its incident: the table that a casualty recorder sorts, filters and adds to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from sayso.exports.losses import Losses
from sayso.exports.material import Material
from sayso.exports.table import UNESCAPE, Cell, Line, table
from sayso.model import Claim, Count, Effect, Incident, Report, Status
from sayso.tolls import toll_of
from sayso.words import Bounds, chain_words, count_words, own_voice

_JOIN = "; "


@dataclass(frozen=True, slots=True)
class Row:
    """What one row is made from."""

    incident: Incident
    claim: Claim
    status: Status
    report: Report | None


#: column → where in the row its cell stands, or what makes it; in the order of the file (docs/exports.md)
COLUMNS: dict[str, str | Callable[[Row], Cell]] = {
    "incident": "incident.id",
    "incident_status": "incident.status",
    "incident_kind": "incident.kind",
    "incident_start": "incident.when.start",
    "incident_end": "incident.when.end",
    "incident_place": "incident.place.name",
    "incident_latitude": "incident.place.lat",
    "incident_longitude": "incident.place.lon",
    "incident_radius_m": "incident.place.radius_m",
    "incident_killed_low": lambda row: row.incident.killed[0],
    "incident_killed_high": lambda row: row.incident.killed[1],
    "incident_injured_low": lambda row: row.incident.injured[0],
    "incident_injured_high": lambda row: row.incident.injured[1],
    "disputed": lambda row: _JOIN.join(one.field for one in row.incident.disagreements),
    "claim": "claim.id",
    "claim_status": "status",
    "said_by": lambda row: _JOIN.join(map(chain_words, row.claim.sources)) or own_voice(row.report),
    "stance": "claim.stance",
    "kind": "claim.kind",
    "background": lambda row: "yes" if row.claim.background else "no",
    "by": lambda row: _JOIN.join(actor.name for actor in row.claim.by),
    "against": lambda row: _JOIN.join(actor.name for actor in row.claim.against),
    "weapons": lambda row: _JOIN.join(weapon.span.text for weapon in row.claim.weapons),
    "place": "claim.place.name",
    "place_relation": "claim.place.relation",
    "place_precision": "claim.place.precision",
    "latitude": "claim.place.lat",
    "longitude": "claim.place.lon",
    "radius_m": "claim.place.radius_m",
    "gazetteer": "claim.place.gazetteer",
    "start": "claim.when.start",
    "end": "claim.when.end",
    "time_precision": "claim.when.precision",
    "time_words": "claim.when.span.text",
    "killed_low": lambda row: _toll(row.claim, "killed")[0],
    "killed_high": lambda row: _toll(row.claim, "killed")[1],
    "injured_low": lambda row: _toll(row.claim, "injured")[0],
    "injured_high": lambda row: _toll(row.claim, "injured")[1],
    "killed": lambda row: figure_words(row.claim, "killed"),
    "injured": lambda row: figure_words(row.claim, "injured"),
    "missing": lambda row: figure_words(row.claim, "missing"),
    "captured": lambda row: figure_words(row.claim, "captured"),
    "displaced": lambda row: figure_words(row.claim, "displaced"),
    "words": "claim.trigger.text",
    "evidence": lambda row: " […] ".join(span.text for span in row.claim.evidence),
    "evidence_start": lambda row: row.claim.evidence[0].start,
    "evidence_end": lambda row: row.claim.evidence[-1].end,
    "publisher": "report.publisher",
    "published": "report.published",
    "title": "report.title",
    "url": "report.url",
    "report": "claim.report",
    "reader": "claim.reader",
}


#: column → its type, where it is no text
TYPES: dict[str, str] = {
    **{name: "number" for name in COLUMNS if name.endswith(("latitude", "longitude", "radius_m"))},
    **{name: "integer" for name in COLUMNS if name.endswith(("_low", "_high"))},
    "evidence_start": "integer",
    "evidence_end": "integer",
}


def write_csv(material: Material, losses: Losses) -> str:
    """A header and one row a claim, incidents in their order."""
    return table(COLUMNS, claim_rows(material, losses))


def write_tsv(material: Material, losses: Losses) -> str:
    """The same with tabs between the cells."""
    return table(COLUMNS, claim_rows(material, losses), "\t")


def claim_rows(material: Material, losses: Losses) -> Iterator[Line]:
    """One row a claim, each with its incident, and an account of what the rows carry."""
    losses.note(UNESCAPE)
    for incident in material.incidents:
        for claim, status in zip(incident.claims, incident.statuses, strict=True):
            row = Row(incident, claim, status, material.reports.get(claim.report))
            losses.rows += 1
            yield {name: _cell(row, column) for name, column in COLUMNS.items()}
        _account(incident, losses)


def _account(incident: Incident, losses: Losses) -> None:
    losses.all_exact(incident, "kind", "radius", "when", "chains", "stance", "reports", "status")
    for field in ("killed", "injured", "missing", "captured", "displaced"):
        losses.all_narrowed(incident, field, "bounds and whose they are, without the words")
    losses.all_narrowed(incident, "place", "without the reason for choosing it")
    losses.all_narrowed(incident, "who says so", "the names, without the words they stand for")
    losses.all_narrowed(incident, "by", "the name, without the words it stands for and the kind of actor")
    losses.all_narrowed(
        incident, "against", "the name, without the words it stands for and the kind of actor"
    )
    losses.all_narrowed(incident, "weapons", "the words, without the class")
    losses.all_narrowed(incident, "evidence", "where the first sentence begins and the last ends")
    losses.all_narrowed(incident, "disagreements", "only which fields are in dispute")


def _cell(row: Row, column: str | Callable[[Row], Cell]) -> Cell:
    """What stands at the end of the dotted path, None where it ends before; or what is made of the row."""
    if not isinstance(column, str):
        return column(row)
    value: Any = row
    for name in column.split("."):
        value = None if value is None else getattr(value, name)
    return cast(Cell, value)


def _toll(claim: Claim, effect: Effect) -> Bounds:
    return toll_of(claim, effect) or (None, None)


def figure_words(claim: Claim, effect: Effect) -> str:
    """Every figure as said, with whose it is: "at least 5 civilians; 2 combatants (part); 1 civilian"."""
    counts = (count for count in claim.casualties if count.effect == effect)
    return _JOIN.join(
        f"{_figure((count.low, count.high), count.span.text)}{_whose(count)}"
        + (" (part)" if count.part else "")
        for count in counts
    )


def _whose(count: Count) -> str:
    if count.group == "unknown":
        return ""
    return f" {count.group.removesuffix('s') if count.low == count.high == 1 else count.group}"


def _figure(bounds: Bounds, words: str) -> str:
    return count_words(bounds) or f"“{words}”"
