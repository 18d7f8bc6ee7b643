"""Pieces of the calendar: a year, a month, a week, a day …, how one is counted from another, which days it has.

Nothing here reads words, and nothing here knows today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

Unit = Literal["century", "decade", "year", "half", "quarter", "season", "month", "week", "weekend", "day"]
Third = Literal["START", "MID", "END"]

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
_SEASON_CODES = ("SP", "SU", "FA", "WI")
#: first month and number of months of what divides a year
_MONTHS_OF: dict[str, int] = {"half": 6, "quarter": 3}
#: units that are counted in years
YEARS_OF: dict[str, int] = {"century": 100, "decade": 10, "year": 1}


@dataclass(frozen=True, slots=True)
class Moment:
    """One piece of the calendar.

    ``part`` is the month from 1 to 12, or for a half, quarter or season its number in the year; a week
    and a weekend are given by a day in them. Years before the common era are negative; there is no year 0.
    """

    unit: Unit
    year: int
    part: int = 0
    day: int = 0


def day_moment(day: date, unit: Unit = "day") -> Moment:
    """That day, or the month, week, year … it lies in."""
    if unit in YEARS_OF:
        return Moment(unit, day.year)
    if unit in ("half", "quarter"):
        return Moment(unit, day.year, (day.month - 1) // _MONTHS_OF[unit] + 1)
    if unit == "season":
        return _season_of(day)
    if unit == "month":
        return Moment(unit, day.year, day.month)
    return Moment(unit, day.year, day.month, day.day)


def _season_of(day: date) -> Moment:
    """The season of that day; January and February belong to the winter of the year before."""
    year = day.year - 1 if day.month < 3 else day.year
    return Moment("season", year, (day.month - 3) % 12 // 3 + 1)


def month_number(moment: Moment) -> int | None:
    """The month a moment lies in or begins with, from 1 to 12; None where none can be told."""
    match moment.unit:
        case "month" | "week" | "weekend" | "day":
            return moment.part
        case "half" | "quarter":
            return (moment.part - 1) * _MONTHS_OF[moment.unit] + 1
        case "season":
            return moment.part * 3
    return None


def as_day(moment: Moment) -> date | None:
    """The day a moment names; None for longer moments, days that do not exist, and before the common era."""
    if not moment.day or not MINYEAR <= moment.year <= MAXYEAR:
        return None
    try:
        return date(moment.year, moment.part, moment.day)
    except ValueError:
        return None


def shift(moment: Moment, count: int, unit: Unit) -> Moment | None:
    """The unit that lies ``count`` units after the one ``moment`` is in; None where that cannot be told.

    >>> shift(Moment("day", 2021, 3, 3), -1, "month")
    Moment(unit='month', year=2021, part=2, day=0)
    """
    if unit in YEARS_OF:
        return Moment(unit, add_years(moment.year, count * YEARS_OF[unit]))
    if unit in ("week", "weekend", "day"):
        return _shift_days(moment, count * (1 if unit == "day" else 7), unit)
    if unit == "season" and moment.unit == "season":
        return _shift_within_year(moment, count, unit, moment.part, 4)
    month = month_number(moment)
    if month is None:
        return None
    if unit == "season":
        return _shift_within_year(
            day_moment(date(moment.year, month, 1), unit), count, unit, (month - 3) % 12 // 3 + 1, 4
        )
    length = _MONTHS_OF.get(unit, 1)
    return _shift_within_year(moment, count, unit, (month - 1) // length + 1, 12 // length)


def _shift_within_year(moment: Moment, count: int, unit: Unit, number: int, per_year: int) -> Moment:
    years, zero_based = divmod(number - 1 + count, per_year)
    return Moment(unit, add_years(moment.year, years), zero_based + 1)


def _shift_days(moment: Moment, days: int, unit: Unit) -> Moment | None:
    day = as_day(moment)
    if day is None:
        return None
    try:
        return day_moment(day + timedelta(days=days), unit)
    except OverflowError:
        return None


def add_years(year: int, count: int) -> int:
    """The year ``count`` later; 1 BC (−1) is followed by AD 1."""
    later = year + count
    if year < 0 <= later:
        return later + 1
    if later <= 0 < year:
        return later - 1
    return later


def timex(moment: Moment) -> str:
    """The value TIMEX3 gives a moment: 2013, 2013-03, 2013-W12, 2013-SU, 201 (the 2010s), BC0490 …"""
    era, year = ("BC", -moment.year) if moment.year < 0 else ("", moment.year)
    match moment.unit:
        case "century":
            return f"{era}{year // 100:02d}"
        case "decade":
            return f"{era}{year // 10:03d}"
        case "year":
            return f"{era}{year:04d}"
        case "half" | "quarter":
            return f"{era}{year:04d}-{moment.unit[0].upper()}{moment.part}"
        case "season":
            return f"{era}{year:04d}-{_SEASON_CODES[moment.part - 1]}"
        case "month":
            return f"{era}{year:04d}-{moment.part:02d}"
        case "day":
            return f"{era}{year:04d}-{moment.part:02d}-{moment.day:02d}"
    return _timex_week(moment)


def _timex_week(moment: Moment) -> str:
    """The ISO week, from Monday, of the day the moment is given by; of the Saturday for a weekend."""
    day = as_day(moment)
    assert day is not None, "a week is made from a day"
    year, week, _ = (saturday_of(day) if moment.unit == "weekend" else day).isocalendar()
    return f"{year:04d}-W{week:02d}" + ("-WE" if moment.unit == "weekend" else "")


def days(moment: Moment) -> tuple[date, date] | None:
    """First day and the day after the last; None before the common era and for days that do not exist.

    Weeks open on Sunday; seasons are those of the northern weather service, winter from December.
    """
    if not MINYEAR <= moment.year < MAXYEAR - 100:
        return None
    match moment.unit:
        case "century" | "decade" | "year":
            return date(moment.year, 1, 1), date(moment.year + YEARS_OF[moment.unit], 1, 1)
        case "half" | "quarter" | "season" | "month":
            month = month_number(moment) or 1
            months = {"season": 3, "month": 1}.get(moment.unit) or _MONTHS_OF[moment.unit]
            return date(moment.year, month, 1), month_start(moment.year, month + months)
    day = as_day(moment)
    if day is None:
        return None
    if moment.unit == "day":
        return day, day + DAY
    if moment.unit == "week":
        return sunday_before(day), sunday_before(day) + WEEK
    saturday = saturday_of(day)
    return saturday, saturday + 2 * DAY


def month_start(year: int, month: int) -> date:
    """The first of a month counted from January of that year; 13 is January of the next."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def sunday_before(day: date) -> date:
    """The Sunday that opens the week of that day; a Sunday is its own."""
    return day - timedelta(days=day.isoweekday() % 7)


def saturday_of(day: date) -> date:
    """The Saturday of the week from Monday to Sunday that holds that day."""
    return day + timedelta(days=5 - day.weekday())


def third(moment: Moment, which: Third) -> tuple[date, date] | None:
    """The early, middle or late days of a moment: thirds of it, counted in months or in tens of days.

    >>> third(Moment("month", 2021, 5), "START")
    (datetime.date(2021, 5, 1), datetime.date(2021, 5, 11))
    """
    whole = days(moment)
    if whole is None or moment.unit in ("day", "week", "weekend"):
        return whole
    start, end = whole
    cuts = [start, *_cuts(moment, start), end]
    index = ("START", "MID", "END").index(which)
    return cuts[index], cuts[index + 1]


def _cuts(moment: Moment, start: date) -> list[date]:
    """The two days at which a stretch of months, or a month, is cut in three."""
    if moment.unit == "month":
        return [start + 10 * DAY, start + 20 * DAY]
    months = {"half": 2, "quarter": 1, "season": 1, "year": 4, "decade": 40, "century": 400}[moment.unit]
    return [month_start(start.year, start.month + months), month_start(start.year, start.month + 2 * months)]


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The n-th such weekday (Monday 0) of a month; −1 is the last."""
    if nth < 0:
        last = month_start(year, month + 1) - DAY
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Western Easter Sunday of a Gregorian year. Source: Meeus, Astronomical Algorithms, chapter 8."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
