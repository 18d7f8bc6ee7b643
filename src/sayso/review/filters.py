"""A selection of incidents: what an address asks for, as a mask over the columns; the same for map, table and export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from sayso.problems import WrongCall
from sayso.review.classes import classes
from sayso.review.columns import NO_DAY, NO_NUMBER, PRECISIONS, STATUSES, Columns, kinds, means

Mask = NDArray[np.bool_]
#: name in the address → the values it may have
CHOICES: Mapping[str, Callable[[], Sequence[str]]] = {
    "status": lambda: STATUSES,
    "kind": kinds,
    "who": lambda: tuple(classes()),
    "means": means,
    "precision": lambda: PRECISIONS,
    "missing": lambda: ("place", "time", "number"),
    "disputed": lambda: ("yes", "no"),
}
_TEXT = ("q", "from", "to", "killed", "box")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for: several values of one name are alternatives, several names hold together."""

    chosen: Mapping[str, frozenset[str]]
    q: str = ""
    #: days, half-open, as ordinals
    first: int | None = None
    last: int | None = None
    killed: int | None = None
    #: west, south, east, north in degrees; west may be greater than east, over the date line
    box: tuple[float, float, float, float] | None = None

    @property
    def empty(self) -> bool:
        """Everything is asked for."""
        return not (self.chosen or self.q or self.box) and (self.first, self.last, self.killed) == (None,) * 3

    def query(self, **other: str) -> str:
        """The address's query that asks for the same; ``other`` sets further names in it."""
        pairs = [(name, value) for name in CHOICES for value in sorted(self.chosen.get(name, ()))]
        pairs += [("q", self.q)] if self.q else []
        pairs += [("from", date.fromordinal(self.first).isoformat())] if self.first is not None else []
        pairs += [("to", date.fromordinal(self.last - 1).isoformat())] if self.last is not None else []
        pairs += [("killed", str(self.killed))] if self.killed is not None else []
        pairs += [("box", ",".join(f"{side:g}" for side in self.box))] if self.box else []
        return urlencode(
            [pair for pair in pairs if pair[0] not in other] + [o for o in other.items() if o[1]]
        )


def read_filter(asked: Iterable[tuple[str, str]]) -> Filter:
    """The filter of an address's query; WrongCall names a value that there is not. Other names are left alone."""
    chosen: dict[str, set[str]] = {}
    texts: dict[str, str] = {}
    for name, value in asked:
        if name in CHOICES and value:
            if value not in CHOICES[name]():
                raise WrongCall(f"{name}={value}: no such value. Values: {', '.join(CHOICES[name]())}.")
            chosen.setdefault(name, set()).add(value)
        elif name in _TEXT and value.strip():
            texts[name] = value.strip()
    last = _day(texts.get("to"))
    return Filter(
        {name: frozenset(values) for name, values in chosen.items()},
        texts.get("q", "").lower(),
        _day(texts.get("from")),
        None if last is None else last + 1,
        _number(texts.get("killed")),
        _box(texts.get("box")),
    )


def mask_of(filter: Filter, columns: Columns, without: str | None = None) -> Mask:
    """[row] whether the incident is asked for; ``without`` leaves one name of the filter out, to count its values."""
    mask = np.ones(len(columns), np.bool_)
    for name, values in filter.chosen.items():
        if name != without:
            mask &= np.logical_or.reduce([_having(name, value, columns) for value in sorted(values)])
    if filter.first is not None:
        mask &= (columns.end > filter.first) & (columns.end != NO_DAY)
    if filter.last is not None:
        mask &= (columns.start < filter.last) & (columns.start != NO_DAY)
    if filter.killed is not None:
        mask &= np.maximum(columns.killed_low, columns.killed_high) >= filter.killed
    if filter.box is not None:
        mask &= _inside(filter.box, columns)
    if filter.q:
        rows = np.flatnonzero(mask)
        mask[rows] = [filter.q in columns.words[row] for row in rows]
    return mask


def facets(filter: Filter, columns: Columns) -> dict[str, list[dict[str, Any]]]:
    """For each name the values that occur, each with how many incidents it would show beside the other names."""
    whole = mask_of(filter, columns)
    found = {}
    for name, values in CHOICES.items():
        mask = mask_of(filter, columns, name) if name in filter.chosen else whole
        found[name] = [
            {"value": value, "count": count, "chosen": value in filter.chosen.get(name, ())}
            for value, count in zip(values(), _counted(name, mask, columns), strict=True)
            if count or value in filter.chosen.get(name, ())
        ]
    return found


def _counted(name: str, mask: Mask, columns: Columns) -> list[int]:
    """How many rows of the mask have each value of that name."""
    values = CHOICES[name]()
    if name in ("missing", "disputed"):
        return [int(np.count_nonzero(_having(name, value, columns) & mask)) for value in values]
    column = getattr(columns, name)[mask]
    if name in ("who", "means"):
        return [int(np.count_nonzero(column & (1 << at))) for at in range(len(values))]
    # what is none of the values has the last number that a column can hold
    counts: list[int] = np.bincount(column, minlength=len(values))[: len(values)].tolist()
    return counts


def counts_of(mask: Mask, columns: Columns) -> dict[str, int]:
    """How many are shown, of how many, and how many of them have no place or no date: none disappears silently."""
    return {
        "shown": int(np.count_nonzero(mask)),
        "total": len(columns),
        "without_place": int(np.count_nonzero(mask & np.isnan(columns.lat))),
        "without_date": int(np.count_nonzero(mask & (columns.start == NO_DAY))),
    }


def _having(name: str, value: str, columns: Columns) -> Mask:
    if name == "missing":
        lacking: dict[str, Mask] = {
            "place": np.isnan(columns.lat),
            "time": columns.start == NO_DAY,
            "number": np.maximum(columns.killed_low, columns.killed_high) == NO_NUMBER,
        }
        return lacking[value]
    if name == "disputed":
        found: Mask = (columns.disputes > 0) == (value == "yes")
        return found
    at = list(CHOICES[name]()).index(value)
    column = getattr(columns, name)
    bit: Mask = (column >> at) & 1 == 1 if name in ("who", "means") else column == at
    return bit


def _inside(box: tuple[float, float, float, float], columns: Columns) -> Mask:
    west, south, east, north = box
    wide = (columns.lon >= west) & (columns.lon <= east)
    if west > east:
        wide = (columns.lon >= west) | (columns.lon <= east)
    inside: Mask = wide & (columns.lat >= south) & (columns.lat <= north)
    return inside


def _day(text: str | None) -> int | None:
    try:
        return date.fromisoformat(text).toordinal() if text else None
    except ValueError:
        raise WrongCall(f"{text}: this is no day. Give it as YYYY-MM-DD.") from None


def _number(text: str | None) -> int | None:
    if text is not None and not (text.isascii() and text.isdigit() and len(text) < 10):
        raise WrongCall(f"{text}: this is no number of people. Give it in figures.")
    return int(text) if text else None


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    if text is None:
        return None
    try:
        west, south, east, north = (float(side) for side in text.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90):
        raise WrongCall(f"{text}: this is no stretch of map. Give west,south,east,north in degrees.")
    return west, south, east, north
