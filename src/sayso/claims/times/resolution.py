"""When: the half-open days of a time expression with their precision, or the reason why there are none."""

from __future__ import annotations

from datetime import date

from sayso.claims.times import calendar
from sayso.claims.times.calendar import DAY, Moment
from sayso.claims.times.days import PRECISIONS, days_of
from sayso.claims.times.meanings import (
    AtTime,
    Away,
    Holiday,
    Length,
    Meaning,
    Named,
    PartOf,
    Repeated,
    Step,
    TimeExpression,
    Unclear,
    Weekday,
)
from sayso.claims.times.views import NotPlaced, Tense, View
from sayso.model import Problem, Span, TimePrecision, When
from sayso.problems import problem


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
            return PRECISIONS.get(meaning.unit, "vague")
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
        case "by" if isinstance(expression.meaning, PartOf) and expression.meaning.which == "END":
            return start, end, precision
        case "until" | "by":
            return None, end, "vague"
        case "before":
            return None, start, "vague"
    return start, end, precision
