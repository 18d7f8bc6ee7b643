"""Time expressions in the order they stand, each with what was spoken of before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sayso.claims import calendar
from sayso.claims.time_meanings import (
    AtTime,
    Between,
    Holiday,
    Meaning,
    Named,
    PartOf,
    Step,
    TimeExpression,
    Weekday,
    Window,
)
from sayso.claims.time_moments import place
from sayso.claims.time_views import NotPlaced, Tense, View


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
            view = moved_on(one.meaning, view)


def moved_on(meaning: Meaning, view: View) -> View:
    """The view after an expression has been read."""
    if isinstance(meaning, Step) and meaning.base == "happening":
        return view
    if view.history and _looks_aside(meaning, view):
        return view
    try:
        moment = place(meaning, view)
    except NotPlaced:
        return view
    if not view.history and _lies_ahead(moment, view):
        return view
    day = moment if calendar.as_day(moment) else view.day
    dated = view.dated if moment.unit in calendar.YEARS_OF else moment
    return replace(view, anchor=moment, day=day, dated=dated)


def _lies_ahead(moment: calendar.Moment, view: View) -> bool:
    """Is it a day after that of the report? News tells on from what has happened: "A day earlier, …"."""
    day = calendar.as_day(moment)
    return day is not None and view.published is not None and day > view.published


def _looks_aside(meaning: Meaning, view: View) -> bool:
    """Does an account stay where it is: at a time it looks ahead to, at the season before "offensive"?"""
    named = meaning.whole if isinstance(meaning, PartOf) else meaning
    season = isinstance(named, Named) and named.unit == "season" and named.year is None
    return season or view.tense == "future"
