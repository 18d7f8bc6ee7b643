"""Cells as values: days, numbers, lists. An empty cell is None; one that is neither empty nor a value is a ValueError."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from typing import Any

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_LONG = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,})[ -](\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2}))?")


def day(cell: Any, name: str) -> date | None:
    """A day as files of the field write it: 2024-03-12, 12 March 2024, 12/03/2024 (the day before the month).

    >>> day("12 March 2024", "d").isoformat(), day("2024-03-12 00:00:00.000", "d").isoformat()
    ('2024-03-12', '2024-03-12')
    """
    text = str(cell if cell is not None else "").strip()
    if not text:
        return None
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _LONG.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
            return date(int(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
        if found := _SLASHED.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise ValueError(f"{name}: {text[:40]!r} is no day")


def stretch(cell: Any, name: str) -> tuple[date, date] | None:
    """First and last day of a day, a month (2024-05) or a year (2024)."""
    text = str(cell if cell is not None else "").strip()
    if not (found := _PARTIAL.fullmatch(text)):
        one = day(text, name)
        return (one, one) if one else None
    year, month = int(found[1]), int(found[2] or 0)
    try:
        first = date(year, month or 1, 1)
        after = date(year + (month in (0, 12)), 1 if month in (0, 12) else month + 1, 1)
    except ValueError:
        raise ValueError(f"{name}: {text[:40]!r} is no day") from None
    return first, after - timedelta(days=1)


def whole(cell: Any, name: str) -> int | None:
    """A whole number; "4.0" is one."""
    found = number(cell, name)
    if found is not None and found != int(found):
        raise ValueError(f"{name}: {cell!r} is no whole number")
    return None if found is None else int(found)


def number(cell: Any, name: str) -> float | None:
    """A number; infinite ones are none."""
    text = str(cell if cell is not None else "").strip()
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise ValueError(f"{name}: {text[:40]!r} is no number")
    return found


def point(lat: Any, lon: Any) -> tuple[float, float] | tuple[None, None]:
    """Latitude and longitude in degrees; (None, None) where one is missing."""
    north, east = number(lat, "latitude"), number(lon, "longitude")
    if north is None or east is None:
        return None, None
    if not -90 <= north <= 90 or not -180 <= east <= 180:
        raise ValueError(f"latitude and longitude: {north:g}, {east:g} is no point on the Earth")
    return north, east


def parts(*cells: Any, sign: str = ";") -> tuple[str, ...]:
    """The names in the cells, each once."""
    found = (part.strip() for cell in cells for part in str(cell or "").split(sign))
    return tuple(dict.fromkeys(part for part in found if part))
