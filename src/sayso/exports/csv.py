"""One row a claim, each with its incident: the table that a casualty recorder sorts, filters and adds to."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from sayso.model import Claim, Effect, Incident, Report, Status
from sayso.tolls import toll_of
from sayso.words import Bounds, chain_words, count_words, own_voice

#: a cell; None is an empty one, which means unknown
Cell = str | int | float | None

#: a spreadsheet takes a cell that begins so for a formula; the wide forms are the same to some
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
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
    "killed": lambda row: _figures(row.claim, "killed"),
    "injured": lambda row: _figures(row.claim, "injured"),
    "missing": lambda row: _figures(row.claim, "missing"),
    "captured": lambda row: _figures(row.claim, "captured"),
    "displaced": lambda row: _figures(row.claim, "displaced"),
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


def write_csv(incidents: Iterable[Incident], reports: Iterable[Report], internal: bool) -> str:
    """A header and one row a claim, incidents in their order. Text is quoted, lines end in LF."""
    by_id = {report.id: report for report in reports}
    table = io.StringIO(newline="")
    # all text is quoted: left to itself the writer leaves a lone carriage return bare, and readers break the row
    writer = csv.writer(table, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for incident in incidents:
        for claim, status in zip(incident.claims, incident.statuses, strict=True):
            row = Row(incident, claim, status, by_id.get(claim.report))
            writer.writerow([_safe(_cell(row, column)) for column in COLUMNS.values()])
    return table.getvalue()


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


def _figures(claim: Claim, effect: Effect) -> str:
    """Every figure as said, with whose it is: "at least 5 civilians; 2 combatants (part)"."""
    counts = (count for count in claim.casualties if count.effect == effect)
    return _JOIN.join(
        f"{_figure((count.low, count.high), count.span.text)}"
        + ("" if count.group == "unknown" else f" {count.group}")
        + (" (part)" if count.part else "")
        for count in counts
    )


def _figure(bounds: Bounds, words: str) -> str:
    return count_words(bounds) or f"“{words}”"


def _safe(cell: Cell) -> Cell:
    """The cell; text that a spreadsheet would run gets an apostrophe before it. Numbers are numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
