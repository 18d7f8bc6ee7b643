"""Which days a time expression means, and how exactly the words say it (reading guidelines, section 8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.claims.times import calendar
from sayso.claims.times.calendar import DAY, Moment
from sayso.claims.times.meanings import (
    AtTime,
    Away,
    Between,
    Length,
    Meaning,
    Named,
    PartOf,
    Reference,
    Step,
    Weekday,
    Window,
)
from sayso.claims.times.moments import place, position
from sayso.claims.times.views import NO_ANCHOR, NO_PUBLICATION, NotPlaced, View
from sayso.model import TimePrecision

#: first day and the day after the last, either open
Days = tuple[date | None, date | None]


def days_of(meaning: Meaning, view: View) -> tuple[Days, TimePrecision]:
    """First day, the day after the last, and how exactly the words say it; NotPlaced if they cannot be placed."""
    match meaning:
        case Reference():
            return _days_of_reference(meaning, view), "vague"
        case Away():
            return _days_away(meaning, view)
        case Window():
            return _days_of_window(meaning, view)
        case Between():
            return _days_between(meaning, view)
        case PartOf():
            return _days_of_part(meaning, view)
        case AtTime(across=True):
            start, _ = whole(place(meaning, view))
            return (start, start + 2 * DAY), "day"
        case AtTime():
            return whole(place(meaning, view)), "hour" if meaning.clock else "day"
        case Step(unit="day" | "week" | "month" | "year" | "weekend", count=0, base="report") if (
            not view.history
        ):
            return _days_of_this(meaning, view)
    moment = place(meaning, view)
    return whole(moment), PRECISIONS.get(moment.unit, "vague")


PRECISIONS: dict[str, TimePrecision] = {
    "day": "day",
    "week": "week",
    "weekend": "week",
    "month": "month",
    "year": "year",
}


def whole(moment: Moment) -> tuple[date, date]:
    days = calendar.days(moment)
    if days is None:
        raise NotPlaced(
            "there is no such day" if moment.year > 0 else "the calendar here begins with the year 1"
        )
    return days


def day_of_report(view: View) -> date:
    if view.published is None:
        raise NotPlaced(NO_PUBLICATION)
    return view.published


def _days_of_reference(reference: Reference, view: View) -> Days:
    """ "now" is the day of the report and the one before, "recently" any day up to it, "soon" any from it."""
    today = day_of_report(view)
    starts = {"PRESENT_REF": today - DAY, "FUTURE_REF": today}
    return starts.get(reference.value), None if reference.value == "FUTURE_REF" else today + DAY


def _days_away(away: Away, view: View) -> tuple[Days, TimePrecision]:
    if away.within_a_day and away.base == "text":
        if view.day is None:
            raise NotPlaced("the day is not said")
        return whole(view.day), "hour"
    if away.base != "report":
        raise NotPlaced("it does not say by how much")
    today = day_of_report(view)
    if away.within_a_day:
        return (today - DAY, today + DAY), "hour"
    return (None, today + DAY) if away.sign < 0 else (today, None), "vague"


def _days_of_window(window: Window, view: View) -> tuple[Days, TimePrecision]:
    """A length that ends on the day of the report, that day included, or begins there."""
    if window.base != "report":
        raise NotPlaced(NO_ANCHOR)
    today, length = day_of_report(view), window.length
    precision: TimePrecision = {"week": "week", "month": "month", "year": "year"}.get(length.unit, "day")  # type: ignore[assignment]
    if length.count is None:
        return (None, today + DAY) if window.sign < 0 else (today, None), "vague"
    far = _days_off(today, window.sign, length)
    return (far, today + DAY) if window.sign < 0 else (today, far + DAY), precision


def _days_off(today: date, sign: int, length: Length) -> date:
    """The day that lies so long before or after; parts of days are rounded up."""
    count = length.count or 0
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(length.unit)
    if months is None:
        days = count * {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "week": 7}.get(
            length.unit, 1
        )
        return today + timedelta(days=sign * -int(-days // 1))
    number = today.year * 12 + today.month - 1 + sign * round(count * months)
    if not 12 <= number < 9999 * 12:
        raise NotPlaced("it lies outside the calendar")
    last = (calendar.month_start(number // 12, number % 12 + 2) - DAY).day
    return date(number // 12, number % 12 + 1, min(today.day, last))


def _days_between(between: Between, view: View) -> tuple[Days, TimePrecision]:
    """From the start of the first to the end of the last; a last without a year follows the first."""
    first, _ = days_of(between.first, view)
    last_meaning = between.last
    moment = place(between.first, view)
    if (
        isinstance(last_meaning, Named)
        and last_meaning.year is None
        and last_meaning.step is None
        and last_meaning.number
    ):
        ahead = position(
            Moment(last_meaning.unit, moment.year, last_meaning.number, last_meaning.day or 0)
        ) >= position(moment)
        last_meaning = replace(
            last_meaning, year=moment.year if ahead else calendar.add_years(moment.year, 1)
        )
    elif (
        isinstance(last_meaning, Weekday)
        and last_meaning.step is None
        and last_meaning.week is None
        and calendar.as_day(moment)
    ):
        view = View(calendar.as_day(moment), tense="future")
    last, precision = days_of(last_meaning, view)
    if first[0] is not None and last[1] is not None and last[1] <= first[0]:
        raise NotPlaced("its end lies before its start")
    return (first[0], last[1]), precision if precision in ("day", "month", "year") else "vague"


def _days_of_part(part: PartOf, view: View) -> tuple[Days, TimePrecision]:
    """ "early May": ten days of it; "earlier this week": up to the report, its day left out, if it has begun before."""
    if part.which in ("START", "MID", "END"):
        moment = place(part.whole, view)
        days = calendar.third(moment, part.which)
        if days is None:
            raise NotPlaced("there is no such day")
        return days, PRECISIONS[moment.unit] if moment.unit in ("day", "week", "weekend") else "vague"
    moment = place(part.whole, view)
    start, end = whole(moment)
    today = view.published
    precision = PRECISIONS.get(moment.unit, "vague")
    if today is None or not start <= today < end or moment.unit == "day":
        return (start, end), precision
    if part.which == "AFTER":
        return (today, end) if view.tense != "past" else (start, today + DAY), precision
    return (start, max(today, start + DAY)), precision


def _days_of_this(step: Step, view: View) -> tuple[Days, TimePrecision]:
    """ "this week", "this year": up to the day of the report, which is in it; from it where the sentence looks ahead."""
    start, end = whole(place(step, view))
    today = day_of_report(view)
    if view.tense == "future" and step.unit != "day":
        return (today, max(end, today + DAY)), PRECISIONS[step.unit]
    return (start, min(end, today + DAY) if start <= today else end), PRECISIONS[step.unit]
