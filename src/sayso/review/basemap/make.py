"""Writes world.json from the TopoJSON of the npm package world-atlas (Natural Earth 1:50m, public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m sayso.review.basemap.make package/countries-50m.json

Each arc is kept once, with what lies on its two sides, so that a line is drawn once and a disputed one can be dashed.
Coordinates are hundredths of a degree, the first of an arc absolute, the others as steps. Run by hand; its output is
in the repository.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "world.json"
#: a point nearer than this to the line between its neighbours is left out, in degrees
_TOLERANCE = 0.03
_HUNDREDTH = 0.01

Points = list[tuple[float, float]]


def main(path: str) -> None:
    """Read the TopoJSON, write the map."""
    topology = json.loads(Path(path).read_text(encoding="utf-8"))
    arcs = [_simpler(points) for points in _decoded(topology)]
    sides: defaultdict[int, list[str]] = defaultdict(list)
    rings: list[list[int]] = []
    for country in topology["objects"]["countries"]["geometries"]:
        for ring in _rings(country):
            rings.append(ring)
            for arc in ring:
                sides[arc if arc >= 0 else ~arc].append(country["properties"]["name"])
    names = sorted({name for both in sides.values() for name in both})
    made = {
        "source": "Natural Earth 1:50m (public domain), by way of world-atlas 2.0.2",
        "names": names,
        "arcs": [_steps(points) for points in arcs],
        # coast: one country; border: two
        "sides": [
            sorted(names.index(name) for name in set(sides.get(number, ()))) for number in range(len(arcs))
        ],
        "rings": rings,
    }
    TARGET.write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes, {len(arcs):,} arcs, {len(rings):,} rings")


def _decoded(topology: dict[str, Any]) -> Iterator[Points]:
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points: Points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        yield points


def _rings(country: dict[str, Any]) -> list[list[int]]:
    if country["type"] == "Polygon":
        return list(country["arcs"])
    return [ring for polygon in country.get("arcs", ()) for ring in polygon]


def _simpler(points: Points) -> Points:
    """Without points that hardly matter (Douglas and Peucker 1973), ends kept."""
    if len(points) < 3:
        return points
    keep, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    if points[0] == points[-1]:
        # a closed line has no direction of its own: cut it where it is furthest from its end
        far = max(range(len(points)), key=lambda i: _squared(points[i], points[0]))
        keep.add(far)
        stack = [(0, far), (far, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        at = max(range(first + 1, last), key=lambda i: _off(points[i], points[first], points[last]))
        if _off(points[at], points[first], points[last]) > _TOLERANCE:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def _squared(one: tuple[float, float], other: tuple[float, float]) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _off(point: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far the point lies from the line between the two, in degrees."""
    (x, y), (x1, y1), (x2, y2) = point, one, other
    length = float(_squared(one, other) ** 0.5)
    if not length:
        return float(_squared(point, one) ** 0.5)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _steps(points: Sequence[tuple[float, float]]) -> list[int]:
    flat: list[int] = []
    x = y = 0
    for lon, lat in points:
        nx, ny = round(lon / _HUNDREDTH), round(lat / _HUNDREDTH)
        flat += [nx - x, ny - y]
        x, y = nx, ny
    return flat


if __name__ == "__main__":
    main(sys.argv[1])
