"""What a gazetteer says of one place, and how far a place reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: site: an airfield, a camp, a dam: a spot that is no town
Kind = Literal["town", "admin2", "admin1", "country", "area", "site"]
#: how the name asked for and the entry met; loose: only the sound is alike
Match = Literal["name", "alternate", "demonym", "letters", "loose"]
#: in the order in which the index counts them
MATCHES: tuple[Match, ...] = ("name", "alternate", "demonym", "letters", "loose")
#: prefix of the loose keys in the index
LOOSE = "~"

#: (from so many inhabitants, radius in metres), largest first: reading guidelines, section 7
_RADII = ((8_000_000, 30_000.0), (3_000_000, 20_000.0), (1_000_000, 15_000.0), (100_000, 8_000.0))


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. ``lat`` and ``lon`` (degrees, WGS 84) are None where nothing in the index gives a point."""

    #: source and number: geonames:163533
    id: str
    name: str
    lat: float | None
    lon: float | None
    kind: Kind
    #: ISO 3166 two letters, "" for an area of several countries or of disputed standing
    country: str
    #: GeoNames code of the first-level region (SY.12), "" above it
    admin1: str
    #: 0 is unknown
    population: int
    radius_m: float | None
    #: of a country
    capital: bool = False
    match: Match = "name"


def town_radius(population: int) -> float:
    """How far from its point a town reaches, in metres, by its inhabitants."""
    return next((radius for size, radius in _RADII if population >= size), 3_000.0)
