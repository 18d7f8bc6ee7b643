"""ACLED's files, of before and after March 2023: one event a row, by the names of the columns, whatever their case."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from sayso import vocabulary
from sayso.imports.rows import Row
from sayso.imports.values import day, parts, point, whole
from sayso.theirs import TheirEvent

#: geo_precision → how far the point may be off, in metres
_RADII = {1: 5_000.0, 2: 25_000.0, 3: 100_000.0}
#: time_precision → days on each side
_DAYS = {1: 0, 2: 4, 3: 16}


def is_acled(row: Row) -> bool:
    """Whether it has ACLED's columns."""
    names = {name.lower() for name in row}
    return {"event_date", "event_type", "actor1"} <= names and bool({"event_id_cnty", "data_id"} & names)


def read_acled(number: int, row: Row) -> TheirEvent:
    """The event of a row; ValueError says which cell is none."""
    cells = {name.lower(): cell for name, cell in row.items()}
    when = day(cells.get("event_date"), "event_date")
    around = timedelta(days=_DAYS.get(whole(cells.get("time_precision"), "time_precision") or 1, 0))
    lat, lon = point(cells.get("latitude"), cells.get("longitude"))
    killed = whole(cells.get("fatalities"), "fatalities")
    sub = str(cells.get("sub_event_type") or "").strip()
    main = str(cells.get("event_type") or "").strip()
    return TheirEvent(
        id=str(cells.get("event_id_cnty") or cells.get("data_id") or ""),
        number=number,
        what=f"{main} / {sub}" if sub else main,
        kinds=kinds_of(sub.lower() or main.lower()),
        first=when - around if when else None,
        last=when + around if when else None,
        place=str(cells.get("location") or ""),
        lat=lat,
        lon=lon,
        radius_m=_RADII.get(whole(cells.get("geo_precision"), "geo_precision") or 1),
        killed_low=killed,
        killed_best=killed,
        killed_high=killed,
        actors=parts(*(cells.get(name) for name in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2"))),
        source=str(cells.get("source") or ""),
        row=row,
    )


def kinds_of(type: str) -> frozenset[str]:
    """Our kinds whose crosswalk has that event type or sub-event type; spelt as ACLED has spelt it."""
    return _kinds().get(type.replace("protestors", "protesters"), frozenset())


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, kind in vocabulary.load("kinds")["kinds"].items():
        main, _, subs = kind["acled"].partition(" / ")
        for type in [main, *subs.split(", ")]:
            found.setdefault(type.lower(), set()).add(name)
    return {type: frozenset(kinds) for type, kinds in found.items() if type}
