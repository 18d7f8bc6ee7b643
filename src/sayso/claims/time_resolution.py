"""Which days a time expression means, seen from the day the report appeared; and what TIMEX3 writes for it.

One reading serves both forms. Sources: reading guidelines, section 8, for the days; TimeML 1.2.1 for the
values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sayso.claims import calendar
from sayso.claims.calendar import DAY, Moment, Unit
from sayso.claims.time_grammar import period
from sayso.claims.time_meanings import (
    AtTime,
    Away,
    Base,
    Between,
    Holiday,
    Length,
    Meaning,
    Named,
    PartOf,
    Reference,
    Repeated,
    Step,
    TimeExpression,
    Unclear,
    Weekday,
    Window,
)
from sayso.claims.time_words import WEEKDAYS
from sayso.model import Problem, Span, TimePrecision, When
from sayso.problems import problem

Tense = Literal["past", "future"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
#: first day and the day after the last, either open
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class View:
    """From where words are read: the day of the report, the time spoken of last, and its day."""

    published: date | None
    anchor: Moment | None = None
    #: the last time spoken of that was a day; clock times belong to it
    day: Moment | None = None
    #: the last time spoken of that was shorter than a year
    dated: Moment | None = None
    tense: Tense | None = None
    #: an account of the past that gives its dates itself: they count from one another, not from the report
    history: bool = False


class NotPlaced(Exception):
    """Words that name no days; the message completes "could not be placed in the calendar: …"."""


_NO_PUBLICATION = "the day of publication is not known"
_NO_ANCHOR = "what it counts from is not said in days"


# ---- a moment ---------------------------------------------------------------------------------


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
            raise NotPlaced(_NO_ANCHOR)
        return view.anchor
    if view.published is None:
        raise NotPlaced(_NO_PUBLICATION)
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
    return _choose_year(named, view)


def _weekend(view: View) -> Moment:
    """ "the weekend": the last one that has begun; the next where the sentence looks ahead."""
    if view.published is None:
        raise NotPlaced(_NO_PUBLICATION)
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
        for n in (-1, 0, 1)
    ]
    here = _position(base)
    if view.history and base.unit in calendar.YEARS_OF:
        return candidates[1]
    distances = [_position(candidate) - here for candidate in candidates]
    return candidates[_chosen(distances, named.step, view, _width(named.unit))]


def _position(moment: Moment) -> int:
    """Where in the run of days a moment begins, well enough to compare months; years have 372 days here."""
    return moment.year * 372 + ((calendar.month_number(moment) or 1) - 1) * 31 + (moment.day or 1) - 1


def _width(unit: Unit) -> int:
    return {"day": 1, "month": 31, "quarter": 93, "season": 93, "half": 186}.get(unit, 372)


def _chosen(distances: list[int], step: int | None, view: View, width: int) -> int:
    """Which of three years, given how far their dates begin from the base."""
    past = [i for i, distance in enumerate(distances) if distance <= 0]
    ahead = [i for i, distance in enumerate(distances) if distance + width > 0]
    if step == 0:
        return 1
    if step == -1:
        return next(i for i in reversed(past) if distances[i] + width <= 0)
    if step == 1:
        return next((i for i in ahead if distances[i] > 0), 2)
    if view.history:
        return min(range(3), key=lambda i: abs(distances[i]))
    if view.tense == "future":
        return ahead[0]
    if view.tense == "past":
        return past[-1]
    return min(range(3), key=lambda i: abs(distances[i]) if distances[i] <= 0 else distances[i] + AHEAD_COSTS)


#: How much farther off, in days, a date ahead may be than one behind, before the one behind is meant. Measured on
#: time-pairs: see docs/times.md.
AHEAD_COSTS = 90


def _place_holiday(holiday: Holiday, view: View) -> Moment:
    if holiday.year_step is not None:
        count, base = holiday.year_step
        year = calendar.shift(_seen_from(base, view), count, "year")
        assert year is not None, "years can always be counted"
        return calendar.day_moment(holiday_in(holiday.rule, year.year))
    if holiday.year is not None:
        return calendar.day_moment(holiday_in(holiday.rule, holiday.year))
    base_moment = _bearings(view)
    days = [calendar.day_moment(holiday_in(holiday.rule, base_moment.year + n)) for n in (-1, 0, 1)]
    distances = [_position(day) - _position(base_moment) for day in days]
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
    base = calendar.as_day(_bearings(view))
    if base is None:
        raise NotPlaced(_NO_ANCHOR)
    if weekday.step == 1 or (view.tense == "future" and weekday.step != -1):
        ahead = (weekday.number - base.weekday()) % 7
        return calendar.day_moment(base + timedelta(days=ahead or (7 if weekday.step == 1 else 0)))
    back = (base.weekday() - weekday.number) % 7
    return calendar.day_moment(base - timedelta(days=back or (7 if weekday.step == -1 else 0)))


def _place_step(step: Step, view: View) -> Moment:
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
        raise NotPlaced(_NO_ANCHOR)
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


# ---- the days ---------------------------------------------------------------------------------


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
            start, _ = _whole(place(meaning, view))
            return (start, start + 2 * DAY), "day"
        case AtTime():
            return _whole(place(meaning, view)), "hour" if meaning.clock else "day"
        case Step(unit="day" | "week" | "month" | "year" | "weekend", count=0, base="report") if (
            not view.history
        ):
            return _days_of_this(meaning, view)
    moment = place(meaning, view)
    return _whole(moment), _PRECISIONS.get(moment.unit, "vague")


_PRECISIONS: dict[str, TimePrecision] = {
    "day": "day",
    "week": "week",
    "weekend": "week",
    "month": "month",
    "year": "year",
}


def _whole(moment: Moment) -> tuple[date, date]:
    days = calendar.days(moment)
    if days is None:
        raise NotPlaced(
            "there is no such day" if moment.year > 0 else "the calendar here begins with the year 1"
        )
    return days


def _today(view: View) -> date:
    if view.published is None:
        raise NotPlaced(_NO_PUBLICATION)
    return view.published


def _days_of_reference(reference: Reference, view: View) -> Days:
    """ "now" is the day of the report and the one before, "recently" any day up to it, "soon" any from it."""
    today = _today(view)
    starts = {"PRESENT_REF": today - DAY, "FUTURE_REF": today}
    return starts.get(reference.value), None if reference.value == "FUTURE_REF" else today + DAY


def _days_away(away: Away, view: View) -> tuple[Days, TimePrecision]:
    if away.within_a_day and away.base == "text":
        if view.day is None:
            raise NotPlaced("the day is not said")
        return _whole(view.day), "hour"
    if away.base != "report":
        raise NotPlaced("it does not say by how much")
    today = _today(view)
    if away.within_a_day:
        return (today - DAY, today + DAY), "hour"
    return (None, today + DAY) if away.sign < 0 else (today, None), "vague"


def _days_of_window(window: Window, view: View) -> tuple[Days, TimePrecision]:
    """A length that ends on the day of the report, that day included, or begins there."""
    if window.base != "report":
        raise NotPlaced(_NO_ANCHOR)
    today, length = _today(view), window.length
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
        ahead = _position(
            Moment(last_meaning.unit, moment.year, last_meaning.number, last_meaning.day or 0)
        ) >= _position(moment)
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
        return days, _PRECISIONS[moment.unit] if moment.unit in ("day", "week", "weekend") else "vague"
    moment = place(part.whole, view)
    start, end = _whole(moment)
    today = view.published
    precision = _PRECISIONS.get(moment.unit, "vague")
    if today is None or not start <= today < end or moment.unit == "day":
        return (start, end), precision
    if part.which == "AFTER":
        return (today, end) if view.tense != "past" else (start, today + DAY), precision
    return (start, max(today, start + DAY)), precision


def _days_of_this(step: Step, view: View) -> tuple[Days, TimePrecision]:
    """ "this week", "this year": up to the day of the report, which is in it; from it where the sentence looks ahead."""
    start, end = _whole(place(step, view))
    today = _today(view)
    if view.tense == "future" and step.unit != "day":
        return (today, max(end, today + DAY)), _PRECISIONS[step.unit]
    return (start, min(end, today + DAY) if start <= today else end), _PRECISIONS[step.unit]


# ---- when -------------------------------------------------------------------------------------


def resolve(
    expression: TimeExpression,
    published: str | None,
    anchor: Moment | None = None,
    tense: Tense | None = None,
) -> tuple[When | None, Problem | None]:
    """The stretch of days the words name, seen from the day of publication (YYYY-MM-DD).

    ``anchor`` is the time spoken of before, for "two days later". None and no problem: words that say how
    long or how often, not when. Words that cannot be placed keep start and end None, with a problem.
    """
    day = date.fromisoformat(published[:10]) if published else None
    anchor_day = anchor if anchor is not None and calendar.as_day(anchor) else None
    return resolve_seen(expression, View(day, anchor, anchor_day, tense=tense))


def resolve_seen(expression: TimeExpression, view: View) -> tuple[When | None, Problem | None]:
    """As ``resolve``, with everything that is known about where the words stand."""
    if isinstance(expression.meaning, Length | Repeated):
        return None, None
    span = Span(expression.lead, expression.end, expression.written)
    try:
        (start, end), precision = days_of(expression.meaning, view)
    except NotPlaced as reason:
        return _unplaced(expression, span, str(reason))
    start, end, precision = _borne_on(expression, start, end, precision, view)
    first, last = (day.isoformat() if day else None for day in (start, end))
    return When(first, last, precision, span), None


def _unplaced(expression: TimeExpression, span: Span, why: str) -> tuple[When, Problem]:
    note = problem("time_not_resolved", span, words=span.text, why=why)
    return When(None, None, natural_precision(expression.meaning), span), note


def natural_precision(meaning: Meaning) -> TimePrecision:
    """How exactly the words would say when, if they could be placed."""
    match meaning:
        case PartOf():
            return natural_precision(meaning.whole)
        case AtTime():
            return "hour" if meaning.clock else "day"
        case Named() | Step():
            return _PRECISIONS.get(meaning.unit, "vague")
        case Weekday() | Holiday():
            return "day"
        case Away():
            return "hour" if meaning.within_a_day else "vague"
        case Unclear():
            return "unknown"
    return "vague"


def _borne_on(
    expression: TimeExpression, start: date | None, end: date | None, precision: TimePrecision, view: View
) -> tuple[date | None, date | None, TimePrecision]:
    """The days as "since", "until", "by", "before" and "after" bear on them; a day is kept where an hour is meant."""
    clock = isinstance(expression.meaning, AtTime)
    if expression.bearing == "after" and clock:
        over = (
            isinstance(expression.meaning, AtTime)
            and expression.meaning.clock == "24:00"
            and expression.meaning.day is None
        )
        return (end, end + DAY, precision) if over and end else (start, end, precision)
    if clock and expression.bearing != "since":
        return start, end, precision
    today_over = view.published + DAY if view.published else None
    match expression.bearing:
        case "since" | "after" if start is not None:
            ahead = today_over is not None and today_over <= start
            return start, None if ahead else today_over, "vague"
        case "until" | "by":
            return None, end, "vague"
        case "before":
            return None, start, "vague"
    return start, end, precision


# ---- TIMEX3 -----------------------------------------------------------------------------------


def timex_value(
    expression: TimeExpression,
    published: str | None,
    anchor: Moment | None = None,
    tense: Tense | None = None,
) -> tuple[TimexType, str]:
    """TIMEX3 type and value; X stands for what is not known (XXXX-06-30)."""
    day = date.fromisoformat(published[:10]) if published else None
    anchor_day = anchor if anchor is not None and calendar.as_day(anchor) else None
    return timex_seen(expression.meaning, View(day, anchor, anchor_day, tense=tense))


def timex_seen(meaning: Meaning, view: View) -> tuple[TimexType, str]:
    """As ``timex_value``, with everything that is known about where the words stand."""
    match meaning:
        case Length():
            return "DURATION", period(meaning)
        case Window():
            return "DURATION", period(meaning.length)
        case Repeated():
            return "SET", meaning.value
        case Reference():
            return "DATE", meaning.value
        case Away():
            return "DATE", "PAST_REF" if meaning.sign < 0 else "FUTURE_REF"
        case AtTime():
            return "TIME", _timex_day(meaning, view) + f"T{meaning.clock or meaning.part}"
        case PartOf():
            return timex_seen(meaning.whole, view)
        case Step(base="happening"):
            meaning = replace(meaning, base="text")
    try:
        return "DATE", calendar.timex(place(meaning, _guessing(view)))
    except NotPlaced:
        return "DATE", _timex_unplaced(meaning)


def _timex_day(time: AtTime, view: View) -> str:
    try:
        return calendar.timex(place(time, _guessing(view)))
    except NotPlaced:
        return "XXXX-XX-XX"


def _guessing(view: View) -> View:
    """The view with the day of the report for a missing one: TIMEX3 wants the likeliest value, a claim does not."""
    if view.published is None:
        return view
    day = calendar.day_moment(view.published)
    return replace(view, anchor=view.anchor or day, day=view.day or day)


def _timex_unplaced(meaning: Meaning) -> str:
    """What the words say of a moment that cannot be placed."""
    match meaning:
        case Named(unit="month"):
            return f"XXXX-{meaning.number:02d}"
        case Named(unit="day"):
            return f"XXXX-{meaning.number:02d}-{meaning.day:02d}"
        case Named(unit="season"):
            return "XXXX-" + ("SP", "SU", "FA", "WI")[(meaning.number or 1) - 1]
        case Weekday():
            return f"XXXX-WXX-{meaning.number + 1}"
        case Step():
            return {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX"}.get(meaning.unit, "XXXX-XX-XX")
    return "XXXX-XX-XX"


# ---- in the order they stand ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """A time expression with the view its words are read from."""

    expression: TimeExpression
    view: View


def is_history(expressions: list[TimeExpression]) -> bool:
    """Is it an account of the past that gives its dates itself?

    Its years are written out and it counts from them; a report counts from its day, with weekdays and "yesterday".
    """
    years = sum(_has_year(expression.meaning) for expression in expressions)
    near = sum(_counts_from_report(expression.meaning) for expression in expressions)
    return years >= 3 and years > 2 * near


def _has_year(meaning: Meaning) -> bool:
    match meaning:
        case AtTime(day=day) if day is not None:
            return _has_year(day)
        case PartOf():
            return _has_year(meaning.whole)
        case Between():
            return _has_year(meaning.first) or _has_year(meaning.last)
        case Named() | Holiday():
            return meaning.year is not None
    return False


def _counts_from_report(meaning: Meaning) -> bool:
    match meaning:
        case AtTime(day=day) if day is not None:
            return _counts_from_report(day)
        case PartOf():
            return _counts_from_report(meaning.whole)
        case Weekday():
            return True
        case Step() | Window():
            return meaning.base == "report"
    return False


def in_order(
    expressions: list[TimeExpression], published: date | None, tenses: list[Tense | None]
) -> Iterator[Seen]:
    """Each expression with what was spoken of before it; the two ends of a range come after the range."""
    history = is_history(expressions)
    view = View(published, history=history)
    for expression, tense in zip(expressions, tenses, strict=True):
        for one in (expression, *expression.parts):
            view = replace(view, tense=tense)
            yield Seen(one, view)
            view = _moved_on(one.meaning, view)


def _moved_on(meaning: Meaning, view: View) -> View:
    """The view after an expression has been read."""
    if isinstance(meaning, Step) and meaning.base == "happening":
        return view
    try:
        moment = place(meaning, view)
    except NotPlaced:
        return view
    day = moment if calendar.as_day(moment) else view.day
    dated = view.dated if moment.unit in calendar.YEARS_OF else moment
    return replace(view, anchor=moment, day=day, dated=dated)
