"""A flat map around a centre, true to scale there: east is right, north is up."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

#: metres of one degree of latitude
DEGREE_M = 111_195.0
#: so much of the picture the circles take, at most: what lies around them helps to find one's way
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the world is seen, and how large."""

    lat: float
    lon: float
    metres_per_pixel: float
    width: float
    height: float

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point stands, in pixels; the shorter way round across the date line."""
        east = ((lon - self.lon + 180) % 360 - 180) * DEGREE_M * self._narrow
        north = (lat - self.lat) * DEGREE_M
        return self.width / 2 + east / self.metres_per_pixel, self.height / 2 - north / self.metres_per_pixel

    def pixels(self, metres: float) -> float:
        """So many metres in pixels."""
        return metres / self.metres_per_pixel

    def shows(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a spot lies on the picture, at least so far from its edge."""
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north, in degrees; east may be beyond 180."""
        high = self.height / 2 * self.metres_per_pixel / DEGREE_M
        wide = self.width / 2 * self.metres_per_pixel / (DEGREE_M * self._narrow)
        return self.lon - wide, self.lat - high, self.lon + wide, self.lat + high

    @property
    def reach_km(self) -> float:
        """From the centre to a corner."""
        return math.hypot(self.width, self.height) / 2 * self.metres_per_pixel / 1000

    @property
    def _narrow(self) -> float:
        """How much shorter a degree of longitude is here than one of latitude."""
        return max(0.02, math.cos(math.radians(self.lat)))


def frame_around(
    circles: Iterable[tuple[float, float, float]], width: float, height: float, least_m: float
) -> Frame:
    """The map that shows all the circles (latitude, longitude, radius in metres) with room around them.

    It is at least ``least_m`` high. ValueError if there are no circles.
    """
    every = list(circles)
    if not every:
        raise ValueError("no circles to draw a map around")
    first = every[0][1]
    wests, easts, souths, norths = [], [], [], []
    for lat, lon, radius in every:
        narrow = DEGREE_M * max(0.02, math.cos(math.radians(lat)))
        beside = first + (lon - first + 180) % 360 - 180
        wests.append(beside - radius / narrow)
        easts.append(beside + radius / narrow)
        souths.append(lat - radius / DEGREE_M)
        norths.append(lat + radius / DEGREE_M)
    lat, lon = (min(souths) + max(norths)) / 2, (min(wests) + max(easts)) / 2
    high = (max(norths) - min(souths)) * DEGREE_M
    wide = (max(easts) - min(wests)) * DEGREE_M * max(0.02, math.cos(math.radians(lat)))
    scale = max(high / (height * _SHARE), wide / (width * _SHARE), least_m / height)
    return Frame(lat, (lon + 180) % 360 - 180, scale, width, height)


def nice(length: float) -> float:
    """The largest of 1, 2, 5, 10, 20, 50 … that is not above the length.

    >>> nice(37), nice(0.7)
    (20.0, 0.5)
    """
    power = 10.0 ** math.floor(math.log10(length))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= length * (1 + 1e-9))
