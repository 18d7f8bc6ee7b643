"""In which country and region a place lies, as a gazetteer says it; handed to those who may not ask one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso import vocabulary
from sayso.model import Place


@dataclass(frozen=True, slots=True)
class Located:
    """A place of a gazetteer: ISO 3166 two letters, "" where no country has it alone; names "" where unknown."""

    country: str
    admin1: str = ""
    admin2: str = ""


NOWHERE = Located("")


def country_of(located: Located) -> dict[str, Any]:
    """Its country in the table of countries: name, iso3, numeric, gw, acled, ucdp; empty if it has none."""
    row: dict[str, Any] = vocabulary.load("countries")["countries"].get(located.country, {})
    return row


def has_point(place: Place | None) -> bool:
    """Whether the place stands on the map."""
    return place is not None and place.lat is not None and place.lon is not None
