"""UCDP's Georeferenced Event Dataset, yearly and candidate, in whatever order its columns stand."""

from __future__ import annotations

from sayso import vocabulary
from sayso.imports.rows import Row
from sayso.imports.values import day, parts, point, whole
from sayso.theirs import TheirEvent

_TYPES = {1: "state-based violence", 2: "non-state violence", 3: "one-sided violence"}
#: where_prec → how far the point may be off, in metres
_RADII = {1: 5_000.0, 2: 25_000.0, 3: 40_000.0, 4: 100_000.0, 5: 100_000.0, 6: 500_000.0, 7: 500_000.0}


def is_ucdp(row: Row) -> bool:
    """Whether it has GED's columns."""
    return {"type_of_violence", "date_start", "date_end", "best"} <= set(row)


def read_ucdp(number: int, row: Row) -> TheirEvent:
    """The event of a row; ValueError says which cell is none."""
    type = whole(row.get("type_of_violence"), "type_of_violence")
    lat, lon = point(row.get("latitude"), row.get("longitude"))
    first, last = day(row.get("date_start"), "date_start"), day(row.get("date_end"), "date_end")
    if first and last and last < first:
        raise ValueError(f"date_end: {last} lies before date_start, {first}")
    return TheirEvent(
        id=str(row.get("relid") or row.get("id") or ""),
        number=number,
        what=_TYPES.get(type or 0, ""),
        kinds=frozenset(vocabulary.load("sameness")["violence"]),
        first=first,
        last=last or first,
        place=str(row.get("where_coordinates") or ""),
        lat=lat,
        lon=lon,
        radius_m=_RADII.get(whole(row.get("where_prec"), "where_prec") or 0),
        killed_low=whole(row.get("low"), "low"),
        killed_best=whole(row.get("best"), "best"),
        killed_high=whole(row.get("high"), "high"),
        actors=parts(row.get("side_a"), row.get("side_b"), sign=","),
        source=str(row.get("source_article") or row.get("source_headline") or ""),
        row=row,
    )
