"""Which piece of the calendar a time expression names, seen from the day of the report or from what was spoken of last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.claims.times import calendar
from sayso.claims.times.calendar import DAY, Moment, Unit
from sayso.claims.times.meanings import (
    AtTime,
    Base,
    Between,
    Holiday,
    Meaning,
    Named,
    PartOf,
    Step,
    Unclear,
    Weekday,
)
from sayso.claims.times.views import NO_ANCHOR, NO_PUBLICATION, NotPlaced, View
from sayso.claims.times.words import WEEKDAYS


def place(meaning: Meaning, view: View) -> Moment:
    """The piece of the calendar a meaning names; NotPlaced, with the reason, if there is none."""
    match meaning:
        case Named():
            return _place_named(meaning, view)
        case Holiday():
            return _place_holiday(meaning, view)
        case Weekday():
            return _place_weekday(meaning, view)
        case Step():
            return _place_step(meaning, view)
        case AtTime():
            return _place_day_of(meaning, view)
        case PartOf():
            return place(meaning.whole, view)
        case Between():
            return place(meaning.last, view)
        case Unclear():
            raise NotPlaced(meaning.why)
    raise NotPlaced("it names no day, week, month or year")


def _seen_from(base: Base, view: View) -> Moment:
    """The moment a step counts from."""
    if base == "happening":
        raise NotPlaced("it counts from a happening whose day is not said here")
    if base == "text":
        if view.anchor is None:
            raise NotPlaced(NO_ANCHOR)
        return view.anchor
    if view.published is None:
        raise NotPlaced(NO_PUBLICATION)
    return calendar.day_moment(view.published)


def _bearings(view: View) -> Moment:
    """The moment from which a date without a year is read."""
    if view.history and view.anchor is not None:
        return _where_the_account_is(view.anchor, view.dated)
    return _seen_from("report", view)


def _where_the_account_is(anchor: Moment, dated: Moment | None) -> Moment:
    """The time an account has come to: accounts go forward, so a bare year behind it is a look aside."""
    if dated is not None and anchor.unit in calendar.YEARS_OF and anchor.year < dated.year:
        return dated
    return anchor


def _place_named(named: Named, view: View) -> Moment:
    if named.year_step is not None:
        count, base = named.year_step
        year = calendar.shift(_seen_from(base, view), count, "year")
        assert year is not None, "years can always be counted"
        return _place_named(replace(named, year=year.year, year_step=None), view)
    if named.unit == "weekend":
        return _weekend(view)
    if named.year is not None:
        return Moment(named.unit, named.year, named.number or 0, named.day or 0)
    if named.number is None:
        return _choose_month(named, view)
    return _choose_year(named, view)


def _choose_month(named: Named, view: View) -> Moment:
    """ "the 20th": of the month spoken of last, else the last one before the report, or the next if it looks ahead."""
    spoken_of, today = view.anchor, view.published
    if spoken_of is not None and spoken_of.unit in ("day", "month") and calendar.as_day(spoken_of) != today:
        return Moment("day", spoken_of.year, spoken_of.part, named.day or 0)
    if today is None:
        raise NotPlaced(NO_PUBLICATION)
    behind, ahead = (named.day or 0) > today.day, (named.day or 0) < today.day
    count = (1 if ahead else 0) if view.tense == "future" else (-1 if behind else 0)
    first = calendar.month_start(today.year - 1, today.month + 12 + count)
    return Moment("day", first.year, first.month, named.day or 0)


def _weekend(view: View) -> Moment:
    """ "the weekend", "this weekend": the last one that has begun; the next where the sentence looks ahead."""
    if view.published is None:
        raise NotPlaced(NO_PUBLICATION)
    saturday = calendar.saturday_of(view.published)
    if view.tense == "future":
        return calendar.day_moment(saturday, "weekend")
    return calendar.day_moment(
        saturday if saturday <= view.published else saturday - calendar.WEEK, "weekend"
    )


def _choose_year(named: Named, view: View) -> Moment:
    """A date without a year: which year's it is, by "last" and "next", by tense, else the nearest."""
    base = _bearings(view)
    candidates = [
        Moment(named.unit, calendar.add_years(base.year, n), named.number or 0, named.day or 0)
        for n in _YEARS_ROUND
    ]
    here = position(base)
    if view.history and base.unit in calendar.YEARS_OF:
        return candidates[_THIS_YEAR]
    distances = [position(candidate) - here for candidate in candidates]
    return candidates[_chosen(distances, named.step, view, _width(named.unit))]


def position(moment: Moment) -> int:
    """Where in the run of days a moment begins, well enough to compare months; years have 372 days here."""
    return moment.year * 372 + ((calendar.month_number(moment) or 1) - 1) * 31 + (moment.day or 1) - 1


def _width(unit: Unit) -> int:
    return {"day": 1, "month": 31, "quarter": 93, "season": 93, "half": 186}.get(unit, 372)


#: years before and behind that of the base: in January "last winter" began two years before
_YEARS_ROUND = (-2, -1, 0, 1)
_THIS_YEAR = _YEARS_ROUND.index(0)


def _chosen(distances: list[int], step: int | None, view: View, width: int) -> int:
    """Which of the years round the base, given how far their dates begin from it."""
    years = range(len(_YEARS_ROUND))
    past = [i for i, distance in enumerate(distances) if distance <= 0]
    ahead = [i for i, distance in enumerate(distances) if distance + width > 0]
    if step == 0:
        return _THIS_YEAR
    if step == -1:
        return next(i for i in reversed(past) if distances[i] + width <= 0)
    if step == 1:
        return next((i for i in ahead if distances[i] > 0), years[-1])
    if view.history:
        return min(years, key=lambda i: abs(distances[i]))
    if view.tense == "future":
        return ahead[0]
    if view.tense == "past" or not view.likeliest:
        return past[-1]
    return min(years, key=lambda i: abs(distances[i]) if distances[i] <= 0 else distances[i] + AHEAD_COSTS)


#: How much farther off, in days, a date ahead may be than one behind, before the one behind is meant. Measured on
#: time-pairs: see docs/times.md.
AHEAD_COSTS = 120


def _place_holiday(holiday: Holiday, view: View) -> Moment:
    if holiday.year_step is not None:
        count, base = holiday.year_step
        year = calendar.shift(_seen_from(base, view), count, "year")
        assert year is not None, "years can always be counted"
        return calendar.day_moment(holiday_in(holiday.rule, year.year))
    if holiday.year is not None:
        return calendar.day_moment(holiday_in(holiday.rule, holiday.year))
    base_moment = _bearings(view)
    years = [calendar.add_years(base_moment.year, n) for n in _YEARS_ROUND]
    days = [calendar.day_moment(holiday_in(holiday.rule, year)) for year in years]
    distances = [position(day) - position(base_moment) for day in days]
    return days[_chosen(distances, holiday.step, view, 1)]


def holiday_in(rule: str, year: int) -> date:
    """The day of a holiday in a year, from its rule in vocabulary/times.toml."""
    if rule == "election":
        return calendar.nth_weekday(year, 11, 0, 1) + DAY
    if rule.startswith("easter"):
        return calendar.easter(year) + timedelta(days=int(rule.split()[1]))
    if "-" in rule and " " not in rule:
        month, day = rule.split("-")
        return date(year, int(month), int(day))
    month, weekday, nth = rule.split()
    return calendar.nth_weekday(year, int(month), WEEKDAYS[weekday.lower()], int(nth))


def _place_weekday(weekday: Weekday, view: View) -> Moment:
    """ "Saturday" is today or the one before, "last Saturday" the one before today; ahead, the same the other way."""
    if weekday.week is not None:
        week = calendar.as_day(_place_step(weekday.week, view))
        assert week is not None, "a week is given by a day"
        return calendar.day_moment(calendar.sunday_before(week) + timedelta(days=(weekday.number + 1) % 7))
    if weekday.any_such:
        return _day_spoken_of(weekday, view)
    base = calendar.as_day(_bearings(view))
    if base is None:
        raise NotPlaced(NO_ANCHOR)
    if weekday.step == 1 or (view.tense == "future" and weekday.step != -1):
        ahead = (weekday.number - base.weekday()) % 7
        return calendar.day_moment(base + timedelta(days=ahead or (7 if weekday.step == 1 else 0)))
    back = (base.weekday() - weekday.number) % 7
    return calendar.day_moment(base - timedelta(days=back or (7 if weekday.step == -1 else 0)))


def _day_spoken_of(weekday: Weekday, view: View) -> Moment:
    """ "a Friday": the day spoken of last, if that was one."""
    day = calendar.as_day(view.day) if view.day is not None else None
    if day is None or day.weekday() != weekday.number:
        raise NotPlaced("it is not said which one")
    return calendar.day_moment(day)


def _place_step(step: Step, view: View) -> Moment:
    if step.unit == "weekend" and step.count == 0 and step.base == "report":
        return _weekend(view)
    if isinstance(step.base, str):
        base: Base = (
            "text"
            if view.history and step.base == "report" and step.unit != "day" and view.anchor
            else step.base
        )
        start = _seen_from(base, view)
    else:
        start = place(step.base, view)
    if (
        step.unit in ("day", "week", "weekend")
        and calendar.as_day(start) is None
        and view.day is not None
        and _lies_in(view.day, start)
    ):
        start = view.day
    moment = calendar.shift(start, step.count, step.unit)
    if moment is None:
        raise NotPlaced(NO_ANCHOR)
    return moment


def _lies_in(day: Moment, longer: Moment) -> bool:
    """Is that day in the month or year that was spoken of after it?"""
    return day.year == longer.year and longer.part in (0, day.part)


def _place_day_of(time: AtTime, view: View) -> Moment:
    """The day of a time of the day; one that is not said is the day spoken of last, never that of the report."""
    if time.day is not None:
        return place(time.day, view)
    if view.day is None:
        raise NotPlaced("the day is not said")
    return view.day
