"""Times of the day: clock times, "overnight", "this morning", "at dawn"."""

from __future__ import annotations

import re

from sayso.claims.times import words
from sayso.claims.times.meanings import AtTime, Base, Meaning, Step
from sayso.claims.times.rules import Rules

RULES = Rules()


_ZONE = (
    r"(?:\s\(?(?:[A-Z]{1,3}(?:MT|ST|DT|TC)|local\stime|local|(?:[A-Z][a-z]+\s)(?:local\s)?time)(?!\w)\)?)?"
)


@RULES.add(rf"(?P<hour>0?\d|1[0-2])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?){_ZONE}")
@RULES.add(
    rf"(?<![\d:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?:hours|hrs|hr|h)(?!\w))?(?![\d:]){_ZONE}"
)
@RULES.add(r"(?P<hour>[01]\d|2[0-4])[:.]?(?P<minute>[0-5]\d)\s?(?:hours|hrs|GMT|UTC)(?!\w)")
@RULES.add(r"(?P<hour>\d|1[0-2])(?P<minute>)\s(?:in\sthe\s(?P<part>morning|afternoon|evening)|o['’]clock)")
def _clock(match: re.Match[str]) -> Meaning | None:
    """2.45pm, 11.30 p.m., 14:00 GMT, 0300 hours, 4 in the morning"""
    groups = match.groupdict()
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (groups.get("half") or "").lower()[:1] or {"afternoon": "p", "evening": "p", "morning": "a"}.get(
        groups.get("part") or "", ""
    )
    if half and hour > 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return AtTime(None, clock=f"{hour:02d}:{minute:02d}")


@RULES.add(rf"(?P<word>{words.any_of(words.CLOCK_WORDS)})(?!\w)")
def _clock_word(match: re.Match[str]) -> Meaning:
    """noon, midnight"""
    return AtTime(None, clock=words.CLOCK_WORDS[match["word"].lower()])


@RULES.add(r"(?P<word>overnight|tonight)(?!\w)")
def _night(match: re.Match[str]) -> Meaning:
    """overnight, tonight"""
    over = match["word"].lower() == "overnight"
    return AtTime(Step("day", -1 if over else 0, "report"), part="NI", across=over)


@RULES.add(
    rf"(?P<which>this|that|last|yesterday|tomorrow|the\s(?:same|next|previous|following|preceding))\s(?:(?:early|late|mid)[-\s])?(?P<part>{words.PART_OF_DAY})(?!\w)"
)
def _part_of_near_day(match: re.Match[str]) -> Meaning | None:
    """this morning, last night, the next evening"""
    which = words.plain(match["which"]).removeprefix("the ")
    count = {
        "last": -1,
        "yesterday": -1,
        "previous": -1,
        "preceding": -1,
        "next": 1,
        "following": 1,
        "tomorrow": 1,
    }.get(which, 0)
    base: Base = "report" if which in ("this", "last", "yesterday", "tomorrow") else "text"
    return AtTime(Step("day", count, base), part=words.PARTS_OF_DAY[words.plain(match["part"])])


@RULES.add(
    rf"(?:in|during|by|until|till|before|after|at|toward|towards|around|throughout|since|from)\s(?P<core>(?:the\s)?(?:(?:early|late|mid)[-\s])?(?P<part>{words.PART_OF_DAY}))(?!\w)"
)
@RULES.add(
    rf"(?P<core>(?:the\s)?(?:(?:early|late|mid)[-\s])?(?P<part>{words.PART_OF_DAY}))(?=\s(?:of|on|yesterday|today|tomorrow|{words.WEEKDAY})(?!\w))"
)
def _part_of_day(match: re.Match[str]) -> Meaning:
    """at dawn, in the afternoon"""
    return AtTime(None, part=words.PARTS_OF_DAY[words.plain(match["part"])])
