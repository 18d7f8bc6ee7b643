"""The world in outlines, offline: coasts, borders, and dashed those that not all agree on."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parents[1] / "basemap"
#: latitude, longitude
Line = list[tuple[float, float]]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class World:
    """Every line of the map once, with its kind (coast, border, disputed) and its box."""

    lines: tuple[tuple[str, Line], ...]
    #: [line] west, south, east, north
    boxes: NDArray[np.float64]


def boundary_view() -> str:
    """How the map draws borders, in words: printed on every map and in every export."""
    return str(_disputed()["name"])


@cache
def world() -> World:
    """The bundled map."""
    data = _data()
    lines = [(kind, line) for kind, line in _lines(data)]
    lines += [("disputed", [(lat, lon) for lon, lat in row["points"]]) for row in _disputed().get("line", ())]
    boxes = np.array(
        [
            (
                min(p[1] for p in line),
                min(p[0] for p in line),
                max(p[1] for p in line),
                max(p[0] for p in line),
            )
            for _, line in lines
        ]
    )
    return World(tuple(lines), boxes)


def lines_between(box: Box) -> Iterator[tuple[str, Line]]:
    """The lines that may cross the box; it may reach beyond 180 degrees."""
    west, south, east, north = box
    boxes = world().boxes
    high = (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    wide = np.zeros(len(boxes), np.bool_)
    for turn in (-360, 0, 360):
        wide |= (boxes[:, 0] + turn <= east) & (boxes[:, 2] + turn >= west)
    for number in np.flatnonzero(high & wide):
        kind, line = world().lines[number]
        # an arc that runs round the world would be drawn across it
        yield from ((kind, part) for part in _cut(line, (west + east) / 2))


def _cut(line: Line, lon: float) -> Iterator[Line]:
    """The line in parts, cut where it passes the far side of the map."""
    part: Line = []
    last = None
    for point in line:
        there = (point[1] - lon + 180) % 360
        if last is not None and abs(there - last) > 180:
            yield part
            part = []
        part.append(point)
        last = there
    if len(part) > 1:
        yield part


def _lines(data: dict[str, Any]) -> Iterator[tuple[str, Line]]:
    names = data["names"]
    disputed = [(set(row["between"]), row.get("box")) for row in _disputed()["border"]]
    for steps, sides in zip(data["arcs"], data["sides"], strict=True):
        line = _points(steps)
        between = {names[side] for side in sides}
        kind = "coast" if len(between) < 2 else "border"
        if any(between == pair and _touches(line, box) for pair, box in disputed):
            kind = "disputed"
        yield kind, line


def _touches(line: Line, box: list[float] | None) -> bool:
    if box is None:
        return True
    west, south, east, north = box
    return any(west <= lon <= east and south <= lat <= north for lat, lon in line)


def _points(steps: list[int]) -> Line:
    steps_in = np.array(steps, np.int64).reshape(-1, 2).cumsum(axis=0) / 100
    return [(float(lat), float(lon)) for lon, lat in steps_in]


@cache
def _data() -> dict[str, Any]:
    made: dict[str, Any] = json.loads((FOLDER / "world.json").read_text(encoding="utf-8"))
    return made


@cache
def _disputed() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "disputed.toml").read_text(encoding="utf-8"))


@cache
def lines_for_page() -> dict[str, Any]:
    """The map for the page's own drawing: land as rings, lines by kind, as flat lists of longitude and latitude in
    hundredths of a degree, the first absolute, the others as steps.
    """
    data = _data()
    kinds = [kind for kind, _ in _lines(data)]
    own = [
        [round(part * 100) for point in row["points"] for part in point]
        for row in _disputed().get("line", ())
    ]
    return {"arcs": data["arcs"], "kinds": kinds, "rings": data["rings"], "own": own, "name": boundary_view()}
