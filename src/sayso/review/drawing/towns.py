"""Towns of the gazetteer by where they are, for the eye to hold on to; from the index that reading uses, offline."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from sayso.gazetteer import PLACES

Box = tuple[float, float, float, float]


@lru_cache(maxsize=512)
def towns_between(box: Box, most: int) -> tuple[tuple[str, float, float], ...]:
    """(name, latitude, longitude) of the most populous towns in the box (west, south, east, north), at most so many."""
    west, south, east, north = box
    where, values = "lon BETWEEN ? AND ?", [max(west, -180.0), min(east, 180.0)]
    if west < -180 or east > 180:
        where = "(lon >= ? OR lon <= ?)"
        values = [west + 360 if west < -180 else west, east - 360 if east > 180 else east]
    if not PLACES.is_file():
        return ()
    file = sqlite3.connect(f"file:{PLACES}?mode=ro", uri=True, check_same_thread=False)
    try:
        rows = file.execute(
            f"SELECT name, lat, lon FROM place WHERE kind = 'town' AND lat BETWEEN ? AND ? AND {where} "
            "ORDER BY population DESC LIMIT ?",
            (south, north, *values, most),
        ).fetchall()
    finally:
        file.close()
    return tuple((str(name), float(lat), float(lon)) for name, lat, lon in rows)
