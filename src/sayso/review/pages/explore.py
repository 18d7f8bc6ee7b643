"""The map and timeline explorer: a selection of incidents, counted, binned, drawn and listed from the same mask."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from sayso.review.asking import PAGE, Ask, Facts, pages
from sayso.review.classes import classes
from sayso.review.columns import NO_DAY, Columns
from sayso.review.drawing.world import boundary_view
from sayso.review.filters import Filter, Mask, counts_of, facets, mask_of, read_filter
from sayso.review.pages.queue import summary

#: bars of the histogram at most; a bar is a day, a week, a month or a year
_BARS = 60
_STEPS = (("day", 1), ("week", 7), ("month", 30), ("year", 365))


def explore(ask: Ask) -> Facts:
    """What the address selects: counts, how many each further filter would leave, days, and the first rows."""
    filter = read_filter(ask.query)
    columns = ask.view.columns
    mask = mask_of(filter, columns)
    counts, days = counts_of(mask, columns), histogram(columns, mask)
    where = pages(counts["shown"], ask.page())
    rows = ask.desk.queue.ranked(mask)[where["first_row"] : where["first_row"] + PAGE]
    return {
        "title": "Explore",
        "q": filter.q,
        "query": filter.query(),
        "chosen": {name: sorted(values) for name, values in filter.chosen.items()},
        "first_day": _iso(filter.first),
        "last_day": _iso(filter.last - 1 if filter.last is not None else None),
        "killed": filter.killed,
        "box": list(filter.box) if filter.box else None,
        "counts": counts,
        "facets": facets(filter, columns),
        "days": days,
        "bar_queries": _bar_queries(filter, days),
        "class_names": {key: one.name for key, one in classes().items()},
        "span": _span(columns),
        "rows": [summary(ask.view.at(int(row))) for row in rows],
        "pages": where,
        "boundaries": boundary_view(),
        "size": ask.view.head.size,
        "mask": base64.b64encode(np.packbits(mask, bitorder="little").tobytes()).decode(),
        "queries": _queries(filter),
    }


def histogram(columns: Columns, mask: Mask) -> Facts:
    """Incidents by the day they begin on; each with a date is in one bar. ``step`` says how long a bar is."""
    days = columns.start[mask & (columns.start != NO_DAY)]
    if not len(days):
        return {"step": "day", "bars": [], "most": 0}
    first, last = int(days.min()), int(days.max())
    step, length = next(
        ((name, size) for name, size in _STEPS if (last - first) / size < _BARS), ("year", 365)
    )
    if (last - first) / length >= _BARS:
        length = -(-(last - first + 1) // _BARS)
        step = f"{length:,} days"
    edges = _edges(first, last, step, length)
    counts = np.histogram(days, bins=np.array(edges))[0]
    return {
        "step": step,
        "most": int(counts.max()),
        "bars": [
            {"from": _iso(start), "to": _iso(end - 1), "count": int(count)}
            for start, end, count in zip(edges, edges[1:], counts, strict=False)
        ],
    }


def _edges(first: int, last: int, step: str, length: int) -> list[int]:
    """The first day of each bar, and the day after the last."""
    if step in ("month", "year"):
        start = date.fromordinal(first)
        edges: list[int] = []
        year, month = start.year, start.month if step == "month" else 1
        while not edges or edges[-1] <= last:
            edges.append(date(year, month, 1).toordinal())
            months = 1 if step == "month" else 12
            year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
        return edges
    return [*range(first, last + 1, length), first + length * (1 + (last - first) // length)]


def points(ask: Ask) -> bytes:
    """All incidents for the map in the page, little-endian: how many (uint32), then columns of latitude and longitude
    (int16, 32767 is 90 or 180 degrees, -32768 no place), reach (uint16, hundreds of metres) and precision (uint8).
    """
    columns = ask.view.columns
    known = ~np.isnan(columns.lat)

    def scaled(values: NDArray[np.float32], most: float) -> NDArray[Any]:
        return np.where(known, np.round(np.nan_to_num(values) / most * 32767), -32768).astype("<i2")

    reach = np.clip(np.nan_to_num(columns.radius_m) / 100, 0, 65535).astype("<u2")
    return b"".join(
        (
            np.array([len(columns)], "<u4").tobytes(),
            scaled(columns.lat, 90).tobytes(),
            scaled(columns.lon, 180).tobytes(),
            reach.tobytes(),
            columns.precision.tobytes(),
        )
    )


def _queries(filter: Filter) -> dict[str, str]:
    """Addresses of what has no place or no date in the selection: it must not disappear."""
    return {
        "place": filter.query(missing="place"),
        "time": filter.query(missing="time"),
        "all": filter.query(box=""),
    }


def _bar_queries(filter: Filter, days: Facts) -> list[str]:
    """The address of each bar's days."""
    other = filter.query(**{"from": "", "to": ""})
    asked = (urlencode({"from": bar["from"], "to": bar["to"]}) for bar in days["bars"])
    return [f"{other}&{one}" if other else one for one in asked]


def _span(columns: Columns) -> Facts:
    days = columns.start[columns.start != NO_DAY]
    return (
        {"first": _iso(int(days.min())), "last": _iso(int(days.max()))}
        if len(days)
        else {"first": "", "last": ""}
    )


def _iso(day: int | None) -> str:
    return date.fromordinal(day).isoformat() if day else ""
