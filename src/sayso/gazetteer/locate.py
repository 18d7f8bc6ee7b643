"""From places back to the gazetteer: which country and region they lie in, and what towns are near."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.gazetteer import Gazetteer
from sayso.located import Located
from sayso.model import Place
from sayso.sphere import kilometres

_BY_ID = """
SELECT place.id, place.kind, place.name, place.country, region.name FROM place
LEFT JOIN (SELECT admin1, name FROM place WHERE kind = 'admin1') AS region
ON region.admin1 = place.admin1 AND place.admin1 != ''
WHERE place.id IN (SELECT value FROM json_each(?))
"""
_TOWNS = """
SELECT name, lat, lon, population FROM place
WHERE kind = 'town' AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? ORDER BY population DESC, number LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Town:
    """A town to draw beside a place."""

    name: str
    lat: float
    lon: float
    population: int


def locate(gazetteer: Gazetteer, places: Iterable[Place | None]) -> dict[str, Located]:
    """Gazetteer id → where it lies, for all the places that have an id which the gazetteer knows."""
    asked = sorted({place.gazetteer for place in places if place and place.gazetteer})
    found: dict[str, Located] = {}
    for index in gazetteer.indexes if asked else ():
        for id_, kind, name, country, region in index.execute(_BY_ID, (json.dumps(asked),)):
            found[id_] = Located(country, region or "", name if kind == "admin2" else "")
    return found


def towns_near(
    gazetteer: Gazetteer, lat: float, lon: float, reach_km: float, most: int = 12
) -> tuple[Town, ...]:
    """The most populous towns within a reach of a point, largest first."""
    up = reach_km / 111.2
    across = up / max(0.05, math.cos(math.radians(lat)))
    box = (lat - up, lat + up, lon - across, lon + across, 4 * most)
    towns = [Town(*row) for index in gazetteer.indexes for row in index.execute(_TOWNS, box)]
    near = [town for town in towns if kilometres((lat, lon), (town.lat, town.lon)) <= reach_km]
    return tuple(sorted(near, key=lambda town: (-town.population, town.name))[:most])
