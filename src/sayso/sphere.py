"""Distances and directions on the Earth taken as a sphere; good to half a per cent, which no report is."""

from __future__ import annotations

import math

EARTH_KM = 6371.0088

#: (latitude, longitude) in degrees, WGS 84
Point = tuple[float, float]

#: names of directions → degrees clockwise from north
BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}


def kilometres(one: Point, other: Point) -> float:
    """The great-circle distance (haversine)."""
    lat1, lon1, lat2, lon2 = (math.radians(degrees) for degrees in (*one, *other))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def displaced(start: Point, km: float, bearing: float) -> Point:
    """The point so many kilometres from the start; ``bearing`` is in degrees clockwise from north.

    >>> displaced((0.0, 0.0), 111.195, 90.0)
    (0.0, 1.0)
    """
    lat, lon, angle, way = (
        math.radians(start[0]),
        math.radians(start[1]),
        math.radians(bearing),
        km / EARTH_KM,
    )
    there = math.asin(math.sin(lat) * math.cos(way) + math.cos(lat) * math.sin(way) * math.cos(angle))
    turn = math.atan2(
        math.sin(angle) * math.sin(way) * math.cos(lat), math.cos(way) - math.sin(lat) * math.sin(there)
    )
    longitude = (math.degrees(lon + turn) + 180) % 360 - 180
    return round(math.degrees(there), 5) + 0.0, round(longitude, 5)


def middle(points: list[Point]) -> Point:
    """The middle of some points, also across the date line; ValueError if there are none."""
    if not points:
        raise ValueError("the middle of no points")
    x = y = z = 0.0
    for lat, lon in ((math.radians(lat), math.radians(lon)) for lat, lon in points):
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)
