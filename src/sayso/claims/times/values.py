"""The TIMEX3 type and value of a time expression. Source: TimeML 1.2.1."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from sayso.claims.times import calendar
from sayso.claims.times.calendar import Moment
from sayso.claims.times.meanings import (
    AtTime,
    Away,
    Length,
    Meaning,
    Named,
    PartOf,
    Reference,
    Repeated,
    Step,
    TimeExpression,
    Weekday,
    Window,
)
from sayso.claims.times.moments import place
from sayso.claims.times.views import NotPlaced, Tense, View

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


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
        return replace(view, likeliest=True)
    day = calendar.day_moment(view.published)
    return replace(view, anchor=view.anchor or day, day=view.day or day, likeliest=True)


def _timex_unplaced(meaning: Meaning) -> str:
    """What the words say of a moment that cannot be placed."""
    match meaning:
        case Named(unit="month"):
            return f"XXXX-{meaning.number:02d}"
        case Named(unit="day"):
            month = "XX" if meaning.number is None else f"{meaning.number:02d}"
            return f"XXXX-{month}-{meaning.day:02d}"
        case Named(unit="season"):
            return "XXXX-" + ("SP", "SU", "FA", "WI")[(meaning.number or 1) - 1]
        case Weekday():
            return f"XXXX-WXX-{meaning.number + 1}"
        case Step():
            return {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX"}.get(meaning.unit, "XXXX-XX-XX")
    return "XXXX-XX-XX"


def period(length: Length) -> str:
    """The value TIMEX3 gives a length: P3D, PT5H30M, PXW, P2Y6M."""
    codes = {"second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "month": "M", "year": "Y",
             "quarter": "Q", "weekend": "WE", "decade": "E", "century": "C"}  # fmt: skip
    time = "T" if length.unit in ("second", "minute", "hour") else ""
    if length.count is None:
        return f"P{time}X{codes[length.unit]}"
    count, unit = length.count, length.unit
    if unit in ("decade", "century"):
        count, unit = count * (10 if unit == "decade" else 100), "year"
    whole, rest = int(count), count - int(count)
    half = {"year": "6M", "hour": "30M", "minute": "30S"}.get(unit, "")
    if rest == 0.5 and half:
        return f"P{time}" + (f"{whole}{codes[unit]}" if whole else "") + half
    return f"P{time}{whole if not rest else count}{codes[unit]}"
