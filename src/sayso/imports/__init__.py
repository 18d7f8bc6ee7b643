"""Somebody else's file → their events, every column kept; and the same rows written again.

``read_events`` for ACLED, UCDP GED and FollowTheMoney files. Nothing of theirs ever goes into the ledger.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.imports import acled, ftm, ucdp
from sayso.imports.rows import Row, Table, read_table, write_table
from sayso.problems import NotTheirs
from sayso.theirs import TheirEvent

__all__ = ["Foreign", "read_events", "read_table", "write_table"]

#: format → (whether a first row is of it, what makes events of the rows)
READERS: dict[str, tuple[Callable[[Row], bool], Callable[[Table], Made]]] = {
    "acled": (acled.is_acled, lambda table: _each(table, acled.read_acled)),
    "ucdp": (ucdp.is_ucdp, lambda table: _each(table, ucdp.read_ucdp)),
    "ftm": (ftm.is_ftm, lambda table: _whole(table)),
}
#: events, and (number of a row, why it gives none)
Made = tuple[list[TheirEvent], list[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file of theirs: which format, its table as it stands, its events, and the rows that give none."""

    format: str
    table: Table
    events: tuple[TheirEvent, ...]
    #: (number of the row, why it is no event)
    refused: tuple[tuple[int, str], ...]


def read_events(data: bytes, origin: str) -> Foreign:
    """The events of the file; NotTheirs where it is of no format that is known."""
    table = read_table(data, origin)
    first = table.rows[0] if table.rows else dict.fromkeys(table.columns, "")
    for format, (fits, make) in READERS.items():
        if fits(first):
            events, refused = make(table)
            return Foreign(format, table, tuple(events), tuple(refused))
    raise NotTheirs(origin, ", ".join(list(first)[:4]), tuple(READERS))


def _each(table: Table, read: Callable[[int, Row], TheirEvent]) -> Made:
    """One event a row; a row that cannot be read costs itself alone."""
    events, refused = [], []
    for number, row in enumerate(table.rows, 1):
        try:
            events.append(read(number, row))
        except ValueError as error:
            refused.append((number, str(error)))
    return events, refused


def _whole(table: Table) -> Made:
    return ftm.read_ftm(table.rows)
