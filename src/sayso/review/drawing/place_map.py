"""The map of one incident: how far the words leave the place open, drawn to scale; never a pin for less than a town."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.model import Claim, Place
from sayso.review.cards import shown
from sayso.review.drawing.towns import towns_between
from sayso.review.drawing.world import lines_between
from sayso.words import place_words

WIDTH, HEIGHT = 560, 380
#: metres of one degree of latitude
_DEGREE_M = 111_195.0
#: the map shows at least so much, and so much more than the circles reach
_LEAST_M, _ROOM = 12_000.0, 1.35
#: a point is drawn as one only where the words name one
_POINTS = frozenset(("point", "town"))
_AREAS = frozenset(("admin1", "admin2", "country"))
_WORDS = {
    "point": "a point",
    "town": "a town or village",
    "near": "near a place",
    "admin2": "district only",
    "admin1": "region only",
    "country": "country only",
    "unknown": "not known",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A plane map around a centre, true to scale there: east is right, north is up."""

    lat: float
    lon: float
    metres_per_pixel: float

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point stands, in pixels; the shorter way round across the date line."""
        east = ((lon - self.lon + 180) % 360 - 180) * _DEGREE_M * math.cos(math.radians(self.lat))
        north = (lat - self.lat) * _DEGREE_M
        return (
            round(WIDTH / 2 + east / self.metres_per_pixel, 2),
            round(HEIGHT / 2 - north / self.metres_per_pixel, 2),
        )

    def pixels(self, metres: float) -> float:
        """So many metres in pixels."""
        return round(metres / self.metres_per_pixel, 2)

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the map, in degrees; east may be beyond 180."""
        high = HEIGHT / 2 * self.metres_per_pixel / _DEGREE_M
        wide = WIDTH / 2 * self.metres_per_pixel / (_DEGREE_M * max(0.02, math.cos(math.radians(self.lat))))
        return self.lon - wide, self.lat - high, self.lon + wide, self.lat + high


def place_map(claims: Sequence[Claim], chosen: Place | None) -> dict[str, Any] | None:
    """Every place that the claims name, each once, drawn to scale; None where none has a position."""
    named = _places(claims)
    located = [one for one in named if one["place"].lat is not None]
    if not located:
        return None
    frame = _frame([one["place"] for one in located])
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "places": [_drawn(one, frame, chosen) for one in located],
        "towns": _towns(frame, located),
        "lines": _lines(frame),
        "scale": _scale(frame),
        "without_position": [shown(place_words(one["place"])) for one in named if one["place"].lat is None],
    }


def precision_words(place: Place | None) -> str:
    """How exactly the place is known, in words: "near a place, ± 6 km"."""
    if place is None:
        return "no place is said"
    reach = f", ± {km_words(place.radius_m)}" if place.radius_m is not None and place.lat is not None else ""
    return _WORDS[place.precision] + reach


def km_words(metres: float) -> str:
    """A distance as people say it."""
    return (
        f"{metres:.0f} m"
        if metres < 950
        else f"{metres / 1000:.1f} km"
        if metres < 9_950
        else f"{metres / 1000:,.0f} km"
    )


def _places(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Each place once, with the claims that name it."""
    found: dict[object, dict[str, Any]] = {}
    for claim in claims:
        if (place := claim.place) is not None:
            key = (
                (place.lat, place.lon, place.radius_m)
                if place.lat is not None
                else place_words(place).lower()
            )
            one = found.setdefault(key, {"place": place, "claims": [], "words": []})
            one["claims"].append(claim.id)
            if place_words(place) not in one["words"]:
                one["words"].append(place_words(place))
    return list(found.values())


def _frame(places: Sequence[Place]) -> Frame:
    """A map that holds every place with its reach."""
    lon0 = places[0].lon or 0.0
    lats = [place.lat or 0.0 for place in places]
    lons = [lon0 + ((place.lon or 0.0) - lon0 + 180) % 360 - 180 for place in places]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    flat = math.cos(math.radians(lat))
    high = max(abs(y - lat) * _DEGREE_M + (p.radius_m or 0.0) for y, p in zip(lats, places, strict=True))
    wide = max(
        abs(x - lon) * _DEGREE_M * flat + (p.radius_m or 0.0) for x, p in zip(lons, places, strict=True)
    )
    needed = max(_LEAST_M / HEIGHT, 2 * high * _ROOM / HEIGHT, 2 * wide * _ROOM / WIDTH)
    return Frame(lat, (lon + 180) % 360 - 180, needed)


def _drawn(one: dict[str, Any], frame: Frame, chosen: Place | None) -> dict[str, Any]:
    place: Place = one["place"]
    x, y = frame.xy(place.lat or 0.0, place.lon or 0.0)
    return {
        "x": x,
        "y": y,
        "r": max(4.0, frame.pixels(place.radius_m or 0.0)),
        "radius_m": place.radius_m,
        "point": place.precision in _POINTS,
        "area": place.precision in _AREAS,
        "chosen": chosen is not None
        and (place.lat, place.lon, place.radius_m) == (chosen.lat, chosen.lon, chosen.radius_m),
        "words": shown(", ".join(one["words"])),
        "label": shown(one["words"][0])[:40],
        "precision": precision_words(place),
        "lat": place.lat,
        "lon": place.lon,
        "suspicious": place.lat == 0 and place.lon == 0,
        "claims": one["claims"],
        "why": shown(place.why or ""),
    }


def _towns(frame: Frame, located: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Some towns for the eye to hold on to, the larger first, none where a label stands already."""
    kept: list[dict[str, Any]] = []
    taken = [frame.xy(one["place"].lat, one["place"].lon) for one in located]
    for name, lat, lon in towns_between(frame.box(), 60):
        x, y = frame.xy(lat, lon)
        free = all(
            abs(x - tx) > 90 or abs(y - ty) > 18 for tx, ty in [*taken, *((t["x"], t["y"]) for t in kept)]
        )
        if 12 < x < WIDTH - 70 and 14 < y < HEIGHT - 30 and free:
            kept.append({"x": x, "y": y, "name": name})
        if len(kept) == 12:
            break
    return kept


def _lines(frame: Frame) -> list[dict[str, Any]]:
    return [
        {"points": " ".join("{:g},{:g}".format(*frame.xy(lat, lon)) for lat, lon in line), "kind": kind}
        for kind, line in lines_between(frame.box())
    ]


def _scale(frame: Frame) -> dict[str, Any]:
    """A round distance of about a quarter of the width."""
    about = frame.metres_per_pixel * WIDTH / 4
    step = 10 ** math.floor(math.log10(about))
    metres = next(step * factor for factor in (5, 2, 1) if step * factor <= about)
    return {"pixels": frame.pixels(metres), "words": km_words(metres)}
