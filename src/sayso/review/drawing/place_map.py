"""The map of one incident: how far the words leave the place open, drawn to scale; never a pin for less than a town."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sayso.drawing.frame import Frame, frame_around, nice
from sayso.model import Claim, Place
from sayso.review.cards import shown
from sayso.review.drawing.towns import towns_between
from sayso.review.drawing.world import lines_between
from sayso.words import PRECISION_WORDS, distance_words, place_words

WIDTH, HEIGHT = 560, 380
#: the map is at least so high, in metres
_LEAST_M = 12_000.0
#: a point is drawn as one only where the words name one
_POINTS = frozenset(("point", "town"))
_AREAS = frozenset(("admin1", "admin2", "country"))


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
    known = place.radius_m is not None and place.lat is not None
    return PRECISION_WORDS[place.precision] + (
        f", ± {distance_words(place.radius_m or 0.0)}" if known else ""
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
    circles = ((place.lat or 0.0, place.lon or 0.0, place.radius_m or 0.0) for place in places)
    return frame_around(circles, WIDTH, HEIGHT, _LEAST_M)


def _xy(frame: Frame, lat: float, lon: float) -> tuple[float, float]:
    """Where a point stands, in hundredths of a pixel."""
    x, y = frame.xy(lat, lon)
    return round(x, 2), round(y, 2)


def _drawn(one: dict[str, Any], frame: Frame, chosen: Place | None) -> dict[str, Any]:
    place: Place = one["place"]
    x, y = _xy(frame, place.lat or 0.0, place.lon or 0.0)
    return {
        "x": x,
        "y": y,
        "r": round(max(4.0, frame.pixels(place.radius_m or 0.0)), 2),
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
    taken = [_xy(frame, one["place"].lat, one["place"].lon) for one in located]
    for name, lat, lon in towns_between(frame.box(), 60):
        x, y = _xy(frame, lat, lon)
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
        {"points": " ".join("{:g},{:g}".format(*_xy(frame, lat, lon)) for lat, lon in line), "kind": kind}
        for kind, line in lines_between(frame.box())
    ]


def _scale(frame: Frame) -> dict[str, Any]:
    """A round distance of about a quarter of the width."""
    metres = nice(WIDTH / 4 * frame.metres_per_pixel)
    return {"pixels": round(frame.pixels(metres), 2), "words": distance_words(metres)}
