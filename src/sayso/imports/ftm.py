"""FollowTheMoney entities, one a line: each Event with the addresses and parties that it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.imports.rows import Row
from sayso.imports.values import point, stretch
from sayso.theirs import TheirEvent


def is_ftm(row: Row) -> bool:
    """Whether it is an entity."""
    return {"id", "schema", "properties"} <= set(row) and isinstance(row["properties"], Mapping)


def read_ftm(rows: Sequence[Row]) -> tuple[list[TheirEvent], list[tuple[int, str]]]:
    """The events among the entities, and the lines that are no entity or have a cell that is no value."""
    by_id = {str(row["id"]): row for row in rows if is_ftm(row)}
    events, refused = [], []
    for number, row in enumerate(rows, 1):
        try:
            if not is_ftm(row):
                raise ValueError("this is no entity: it has no id, schema and properties")
            if row["schema"] == "Event":
                events.append(_event(number, row, by_id))
        except ValueError as error:
            refused.append((number, str(error)))
    return events, refused


def _event(number: int, row: Row, by_id: Mapping[str, Row]) -> TheirEvent:
    addresses = [by_id[one] for one in _values(row, "addressEntity") if one in by_id]
    lat, lon = next(
        (point(*(_first(one, name) for name in ("latitude", "longitude"))) for one in addresses), (None, None)
    )
    first, last = _days(row)
    return TheirEvent(
        id=str(row["id"]),
        number=number,
        what=_first(row, "name"),
        kinds=frozenset(),
        first=first,
        last=last,
        place=_first(row, "location") or next((_first(one, "full") for one in addresses), ""),
        lat=lat,
        lon=lon,
        radius_m=None,
        killed_low=None,
        killed_best=None,
        killed_high=None,
        actors=tuple(_names(row, by_id)),
        source="; ".join(_values(row, "sourceUrl")),
        row=row,
    )


def _days(row: Row) -> tuple[Any, Any]:
    """First and last day of all that it gives: a date may be a month or a year."""
    given = [
        days
        for name in ("date", "startDate", "endDate")
        for value in _values(row, name)
        if (days := stretch(value, name))
    ]
    return (min(days[0] for days in given), max(days[1] for days in given)) if given else (None, None)


def _names(row: Row, by_id: Mapping[str, Row]) -> Iterable[str]:
    for name in ("involved", "organizer"):
        for one in _values(row, name):
            yield _first(by_id[one], "name") if one in by_id else one


def _values(row: Row, name: str) -> list[str]:
    found = row["properties"].get(name, [])
    return [str(value) for value in (found if isinstance(found, list) else [found])]


def _first(row: Row, name: str) -> str:
    return next(iter(_values(row, name)), "")
