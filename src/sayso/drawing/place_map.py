"""The map of an incident, or of several: how far the words leave each place open is drawn to scale.

A place told as a point or a town has a spot in its middle; any other has a cross there and a dashed rim, so that
nobody takes the middle of an area for the place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.drawing.frame import Frame, frame_around, nice
from sayso.drawing.svg import element, shortened, text_width, words
from sayso.model import Incident, Place
from sayso.words import distance_words, place_words

WIDTH, HEIGHT = 480.0, 400.0
#: the map is at least so high, in metres
_LEAST_M = 24_000.0
#: a place told more vaguely than this many times the finest one does not widen the map
_TOO_WIDE = 12.0
_FINE = ("point", "town")
_RADII = {"point": 300.0, "town": 3_000.0, "near": 25_000.0}
_SIZE = 12.0
#: closer than this, in pixels, a town is the spot itself
_SAME = 7.0
Line = tuple[str, Sequence[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Label:
    """A town to find one's way by."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to draw: its middle, how far it is open, and what stands beside it."""

    lat: float
    lon: float
    radius_m: float
    name: str
    fine: bool
    #: what its title says when the pointer rests on it
    about: str = ""


def spots_of(incident: Incident) -> tuple[Spot, ...]:
    """The different places of an incident that have a point, the finest first; denied ones are left out."""
    places = [incident.place] + [claim.place for claim in incident.claims if claim.stance != "denies"]
    found: dict[tuple[float, float, float], Spot] = {}
    for place in places:
        if place and place.lat is not None and place.lon is not None:
            radius = _radius(place)
            found.setdefault((place.lat, place.lon, radius), _spot(place, place.lat, place.lon, radius))
    return tuple(sorted(found.values(), key=lambda spot: (spot.radius_m, spot.name)))


def _radius(place: Place) -> float:
    return place.radius_m if place.radius_m is not None else _RADII.get(place.precision, 50_000.0)


def _spot(place: Place, lat: float, lon: float, radius: float) -> Spot:
    about = f"{place_words(place)}: within {distance_words(radius)} of {degrees_words(lat, lon)}"
    fine = place.precision in _FINE
    return Spot(lat, lon, radius, place.name if fine else place_words(place), fine, about)


def frame_of(spots: Sequence[Spot], width: float = WIDTH, height: float = HEIGHT) -> Frame | None:
    """The part of the world that the map of these places shows; None where there is none.

    Places told far more vaguely than the finest (a whole country beside a village) do not widen it.
    """
    if not spots:
        return None
    finest = max(min(spot.radius_m for spot in spots), 3_000.0)
    kept = [spot for spot in spots if spot.radius_m <= _TOO_WIDE * finest] or list(spots)
    return frame_around(((s.lat, s.lon, s.radius_m) for s in kept), width, height, _LEAST_M)


def draw_map(
    spots: Sequence[Spot],
    towns: Iterable[Label] = (),
    lines: Iterable[Line] = (),
    *,
    width: float = WIDTH,
    height: float = HEIGHT,
    title: str = "Map",
) -> str:
    """The map as SVG, "" where no place has a point. ``lines`` are coasts and borders: (class, points)."""
    frame = frame_of(spots, width, height)
    if frame is None:
        return ""
    taken: list[tuple[float, float, float, float]] = [(0, height - 34, 150, height)]
    areas = "".join(_area(spot, frame) for spot in sorted(spots, key=lambda spot: -spot.radius_m))
    names = "".join(_names(spots, frame, taken))
    around = "".join(_towns(towns, spots, frame, taken))
    return element(
        "svg",
        element("title", words(title)),
        element("desc", words(". ".join(spot.about for spot in spots if spot.about))),
        element("rect", class_="ground", width=width, height=height),
        *_graticule(frame),
        *(_line(kind, points, frame) for kind, points in lines),
        areas,
        around,
        names,
        *_scale_bar(frame),
        element("rect", class_="frame", x=0.5, y=0.5, width=width - 1, height=height - 1),
        class_="drawing map",
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        xmlns="http://www.w3.org/2000/svg",
    )


def _area(spot: Spot, frame: Frame) -> str:
    x, y = frame.xy(spot.lat, spot.lon)
    radius = frame.pixels(spot.radius_m)
    rim = element(
        "circle",
        element("title", words(spot.about or spot.name)),
        class_="area" if spot.fine else "area vague",
        cx=x,
        cy=y,
        r=max(radius, 4.0),
    )
    middle = (
        element("circle", class_="spot", cx=x, cy=y, r=4)
        if spot.fine
        else element("path", class_="middle", d=f"M{x - 5:.1f} {y:.1f}h10M{x:.1f} {y - 5:.1f}v10")
    )
    return rim + middle


def _names(
    spots: Sequence[Spot], frame: Frame, taken: list[tuple[float, float, float, float]]
) -> Iterator[str]:
    """The names of the places, finest first; one that has no room stands in the title of its circle only."""
    seen: set[str] = set()
    for spot in spots:
        x, y = frame.xy(spot.lat, spot.lon)
        if spot.name in seen or not frame.shows(x, y):
            continue
        seen.add(spot.name)
        name = shortened(spot.name, frame.width * (0.45 if spot.fine else 0.8), _SIZE)
        rim = 0.0 if spot.fine else frame.pixels(spot.radius_m)
        if (at := _room(name, x, y, frame, taken, rim)) is not None:
            yield element("text", words(name), class_="name halo", x=at[0], y=at[1])


def _towns(
    towns: Iterable[Label],
    spots: Sequence[Spot],
    frame: Frame,
    taken: list[tuple[float, float, float, float]],
) -> Iterator[str]:
    """Towns with their names where there is room; none that is a place of the incident."""
    drawn = {spot.name.casefold() for spot in spots}
    fine = [frame.xy(spot.lat, spot.lon) for spot in spots if spot.fine]
    for town in towns:
        x, y = frame.xy(town.lat, town.lon)
        # the same town under another spelling lies where the spot is
        if any(math.dist((x, y), spot) < _SAME for spot in fine) or not frame.shows(x, y, 12):
            continue
        if town.name.casefold() in drawn:
            continue
        if (at := _room(town.name, x, y, frame, taken)) is not None:
            drawn.add(town.name.casefold())
            yield element("circle", class_="town", cx=x, cy=y, r=2.2)
            yield element("text", words(town.name), class_="quiet halo", x=at[0], y=at[1])


def _room(
    name: str,
    x: float,
    y: float,
    frame: Frame,
    taken: list[tuple[float, float, float, float]],
    rim: float = 0.0,
) -> tuple[float, float] | None:
    """Where the words can stand beside a spot without covering others: over its rim, right, left, above, below.

    None: nowhere.
    """
    wide = text_width(name, _SIZE)
    over = ((x - wide / 2, y - rim - 7), (x - wide / 2, y + rim + 16)) if rim else ()
    beside = ((x + 8, y + 4), (x - 8 - wide, y + 4), (x - wide / 2, y - 9), (x - wide / 2, y + 18))
    for left, base in (*over, *beside):
        box = (left - 2, base - 11, left + wide + 2, base + 4)
        inside = box[0] >= 4 and box[2] <= frame.width - 4 and box[1] >= 14 and box[3] <= frame.height - 4
        if inside and not any(_meet(box, other) for other in taken):
            taken.append(box)
            taken.append((x - 4, y - 4, x + 4, y + 4))
            return left, base
    return None


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _line(kind: str, points: Sequence[tuple[float, float]], frame: Frame) -> str:
    """The runs of the line that are on the picture or next to it."""
    drawn = [frame.xy(lat, lon) for lat, lon in points]
    near = [frame.shows(x, y, -frame.width / 4) for x, y in drawn]
    runs: list[list[tuple[float, float]]] = [[]]
    for number, spot in enumerate(drawn):
        if any(near[max(0, number - 1) : number + 2]):
            runs[-1].append(spot)
        elif runs[-1]:
            runs.append([])
    return "".join(
        element("polyline", class_=kind, points=" ".join(f"{x:.1f},{y:.1f}" for x, y in run))
        for run in runs
        if len(run) > 1
    )


def _graticule(frame: Frame) -> Iterator[str]:
    """Lines of latitude and longitude at even steps, three or so each way, with their degrees at the edge."""
    west, south, east, north = frame.box()
    step = _step((north - south) / 2.5)
    for lat in _multiples(south, north, step):
        y = frame.xy(lat, frame.lon)[1]
        yield element("path", class_="graticule", d=f"M0 {y:.1f}H{frame.width:g}")
        if y < frame.height - 36:
            yield element("text", _degree(lat, "N", "S"), class_="degree", x=4, y=y - 3)
    step = _step((east - west) / 3.5)
    for lon in _multiples(west, east, step):
        x = frame.xy(frame.lat, lon)[0]
        yield element("path", class_="graticule", d=f"M{x:.1f} 0V{frame.height:g}")
        if x < frame.width - 44:
            yield element("text", _degree((lon + 180) % 360 - 180, "E", "W"), class_="degree", x=x + 3, y=11)


def _step(degrees: float) -> float:
    """A step in whole minutes, or in whole degrees."""
    minutes = degrees * 60
    steps = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800)
    return next((step for step in reversed(steps) if step <= minutes), 1) / 60


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    first = math.ceil(low / step)
    return (number * step for number in range(first, math.floor(high / step) + 1))


def _degree(value: float, plus: str, minus: str) -> str:
    minutes = round(abs(value) * 60)
    side = "" if minutes == 0 else plus if value > 0 else minus
    return f"{minutes // 60}°" + (f"{minutes % 60:02d}′" if minutes % 60 else "") + side


def _scale_bar(frame: Frame) -> Iterator[str]:
    """A length in round kilometres, about a fifth of the width."""
    metres = nice(frame.width / 5 * frame.metres_per_pixel)
    long, y = frame.pixels(metres), frame.height - 12
    yield element("path", class_="scale", d=f"M12 {y - 5:g}V{y:g}H{12 + long:.1f}V{y - 5:g}")
    yield element("text", distance_words(metres), class_="halo", x=18 + long, y=y + 1)


def degrees_words(lat: float, lon: float) -> str:
    """The point in degrees: "35.864 N, 36.806 E"."""
    return f"{abs(lat):.3f} {'N' if lat >= 0 else 'S'}, {abs(lon):.3f} {'E' if lon >= 0 else 'W'}"
