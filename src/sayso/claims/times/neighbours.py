"""Neighbours read together: "Saturday" and "April 25" are one day, "10 p.m." belongs to the "Monday" behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from sayso.claims.times import words
from sayso.claims.times.meanings import AtTime, Base, Holiday, Meaning, Named, Step, Weekday
from sayso.claims.times.rules import Found

_PART_BEHIND = re.compile(
    rf"\s(?:at\s|(?:early|late|mid)[-\s])?(?P<part>{words.PART_OF_DAY})(?!\w)", re.IGNORECASE
)


def joined(found: list[Found], text: str) -> list[Found]:
    """Finds with their neighbours taken in; done from the left until nothing joins."""
    done: list[Found] = []
    for one in found:
        one = _with_part_of_day(one, text) if not done or one.start >= done[-1].end else one
        while done and (both := _join(done[-1], text[done[-1].end : one.start], one)) is not None:
            one = Found(done.pop().start, one.end, both)
        if not done or one.start >= done[-1].end:
            done.append(one)
    return [one for one in done if one.meaning != Step("week", 0, "happening")]


def _with_part_of_day(one: Found, text: str) -> Found:
    """The "night" of "Monday night", unless the day has one."""
    match = _PART_BEHIND.match(text, one.end) if is_day(one.meaning) else None
    if match is None:
        return one
    return Found(
        one.start, match.end(), AtTime(one.meaning, part=words.PARTS_OF_DAY[words.plain(match["part"])])
    )


def is_day(meaning: Meaning) -> bool:
    """Does it name one day, without a time in it?"""
    if isinstance(meaning, Named | Step):
        return meaning.unit == "day"
    return isinstance(meaning, Weekday | Holiday)


def _join(left: Found, gap: str, right: Found) -> Meaning | None:
    """What two neighbours mean together; None if they are two times."""
    gap = " ".join(gap.lower().split())
    for join in (_join_date, _join_year, _join_week, _join_clock, _join_offset):
        meaning = join(left.meaning, gap, right.meaning)
        if meaning is not None:
            return meaning
    return None


def _join_date(left: Meaning, gap: str, right: Meaning) -> Meaning | None:
    """Saturday, April 25: the date says it all."""
    if (
        isinstance(left, Weekday)
        and gap in (",", "", ", the", "the")
        and isinstance(right, Named)
        and right.unit == "day"
    ):
        return right
    return None


def _join_year(left: Meaning, gap: str, right: Meaning) -> Meaning | None:
    """June last year, July 25 of that year, the spring of next year"""
    if gap not in ("", ",", "of", ", of") or not isinstance(left, Named | Holiday) or left.year is not None:
        return None
    if (
        isinstance(right, Named)
        and right.unit == "year"
        and (isinstance(left, Holiday) or left.unit in ("month", "season", "quarter"))
    ):
        return replace(left, year=right.year)
    if isinstance(right, Step) and right.unit == "year" and right.base in ("report", "text"):
        return replace(left, year_step=(right.count, cast(Base, right.base)))
    return None


def _join_week(left: Meaning, gap: str, right: Meaning) -> Meaning | None:
    """Tuesday of last week; the week of 6 March"""
    if (
        isinstance(right, Step)
        and right.unit == "week"
        and isinstance(left, Weekday)
        and gap in ("", "of", "in")
    ):
        return replace(left, week=right)
    week_of = left == Step("week", 0, "happening") and gap.split(" ")[0] in (
        "of",
        "beginning",
        "starting",
        "ending",
    )
    if week_of and is_day(right) and len(gap.split()) == 1:
        return Step("week", 0, right)
    return None


_CLOCK_GAP = re.compile(
    r",?\s?(?:(?:on|of|at|in)?\s?(?:the|about|around|just after|shortly after|just before)?)?"
)


def _join_clock(left: Meaning, gap: str, right: Meaning) -> Meaning | None:
    """10 p.m. Wednesday; Friday at 10 p.m.; 2 a.m. this morning; the night of 20 June"""
    if not _CLOCK_GAP.fullmatch(gap):
        return None
    if isinstance(left, AtTime) and left.day is None and is_day(right):
        return replace(left, day=right)
    if isinstance(left, AtTime) and left.across and gap in ("on", "into", "") and is_day(right):
        return replace(left, day=right)
    if isinstance(right, AtTime) and right.day is None and is_day(left) and gap != "of":
        return replace(right, day=left)
    if isinstance(left, AtTime) and isinstance(right, AtTime) and gap not in ("of", "in"):
        return _join_times(left, right)
    return None


def _join_times(left: AtTime, right: AtTime) -> Meaning | None:
    """A clock time and a part of a day, one of which says which day."""
    if left.clock and right.part and left.day is None and right.day is not None:
        return replace(left, day=right.day)
    if left.part and right.clock and right.day is None and left.day is not None and not left.across:
        return replace(right, day=left.day)
    return None


def _join_offset(left: Meaning, gap: str, right: Meaning) -> Meaning | None:
    """the day before last Tuesday; two days after 3 May"""
    if (
        gap in ("", "the")
        and isinstance(left, Step)
        and left.base == "happening"
        and isinstance(right, Named | Weekday | Step | Holiday)
    ):
        return replace(left, base=right)
    return None


def years_shared(found: list[Found], text: str) -> list[Found]:
    """The year of "May and June 1918" and "3 March to 5 May 2014" given to the first of the two."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        first, second = shared[i].meaning, shared[i + 1].meaning
        gap = text[shared[i].end : shared[i + 1].start]
        if (
            isinstance(first, Named)
            and isinstance(second, Named)
            and re.fullmatch(
                r"\s?(?:,|[-–—]|,?\s?(?:and|or|to|until|through))\s?(?:the\s)?(?:early\s|late\s|mid-?\s?)?",
                gap,
            )
        ):
            shared[i] = replace(shared[i], meaning=_dated_by(first, second))
    return shared


def _dated_by(first: Named, second: Named) -> Named:
    if (
        first.year is None
        and first.step is None
        and first.number
        and second.number
        and second.year
        and first.unit == second.unit
    ):
        return replace(first, year=second.year - (first.number > second.number))
    return first
