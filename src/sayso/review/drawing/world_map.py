"""The map of a selection without scripts: one picture, coasts and bins, each bin's number beside it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sayso.review.columns import Columns
from sayso.review.drawing.world import Line, boundary_view, world
from sayso.review.filters import Filter, Mask

WIDTH, HEIGHT = 1000, 500
#: about so many bins lie beside each other
_ACROSS = 36


def world_map(columns: Columns, mask: Mask, filter: Filter) -> dict[str, Any]:
    """Lines and bins in pixels; the bins' numbers add up to all that have a place."""
    west, south, east, north = _frame(columns, mask, filter)
    wide = east - west
    degrees = wide / _ACROSS

    def xy(lat: float, lon: float) -> tuple[float, float]:
        return (
            round(((lon - west) % 360 if wide > 359 or west > 180 - wide else lon - west) / wide * WIDTH, 1),
            round((north - lat) / (north - south) * HEIGHT, 1),
        )

    bins = bins_of(columns, mask, degrees)
    most = max((count for *_, count in bins), default=1)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "lines": [
            {
                "kind": kind,
                "points": " ".join("{:g},{:g}".format(*xy(*point)) for point in _coarse(line, degrees)),
            }
            for (kind, line), box in zip(world().lines, world().boxes, strict=True)
            if len(line) > 1 and box[2] - box[0] + box[3] - box[1] > degrees / 2 and box[2] - box[0] < 350
            if box[0] <= east and box[2] >= west and box[1] <= north and box[3] >= south
        ],
        "bins": [
            {"x": x, "y": y, "r": round(3 + 15 * math.log1p(count) / math.log1p(most), 1), "count": count}
            for lat, lon, count in sorted(bins, key=lambda one: one[2])
            for x, y in (xy(lat, lon),)
        ],
        "boundaries": boundary_view(),
    }


def bins_of(columns: Columns, mask: Mask, degrees: float) -> list[tuple[float, float, int]]:
    """(latitude, longitude, count) of each cell of a grid that has incidents, at the mean of their positions."""
    chosen = mask & ~np.isnan(columns.lat)
    lat, lon = columns.lat[chosen].astype(np.float64), columns.lon[chosen].astype(np.float64)
    cells = np.floor((lat + 90) / degrees).astype(np.int64) * 100_000 + np.floor(
        (lon + 180) / degrees
    ).astype(np.int64)
    _, first, inverse = np.unique(cells, return_index=True, return_inverse=True)
    counts = np.bincount(inverse, minlength=len(first))
    lats = np.bincount(inverse, lat, len(first)) / np.maximum(counts, 1)
    lons = np.bincount(inverse, lon, len(first)) / np.maximum(counts, 1)
    return [(float(y), float(x), int(n)) for y, x, n in zip(lats, lons, counts, strict=True)]


def _coarse(line: Line, degrees: float) -> Line:
    """Every so many points only: more would not be seen."""
    step = max(1, min(len(line) // 4, int(degrees)))
    return line if step == 1 else [*line[:-1:step], line[-1]]


def _frame(columns: Columns, mask: Mask, filter: Filter) -> tuple[float, float, float, float]:
    """The box that was asked for, or the whole world."""
    if filter.box and filter.box[0] < filter.box[2] and filter.box[1] < filter.box[3]:
        return filter.box
    return -180.0, -85.0, 180.0, 85.0
