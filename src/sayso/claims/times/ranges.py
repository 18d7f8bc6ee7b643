"""The words before a time, and ranges: "the end of", "since", "from 3 to 5 May"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from sayso.claims.times import words
from sayso.claims.times.calendar import Third
from sayso.claims.times.meanings import (
    AtTime,
    Away,
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
from sayso.claims.times.rules import Found

_THIRD = re.compile(
    rf"(?<!\w)(?:the\s)?(?:very\s)?(?P<third>{words.any_of(words.THIRDS)})(?:-|\s(?:(?:in|on|of)\s)?(?:the\s)?)$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?<!\w)(?:(?:just|shortly|soon|only|sometime|as\sof|as\searly\sas|as\srecently\sas)\s)?"
    r"(?P<lead>on|in|at|by|since|until|till|up\sto|before|prior\sto|ahead\sof|after|from|during|over|throughout|"
    r"through|within|for|around|about|between|of)\s"
    r"(?:(?:about|around|nearly|approximately|roughly|at\sleast|the|a)\s)?$",
    re.IGNORECASE,
)


def with_third(one: Found, text: str) -> Found:
    """The "early" of "early May", the "end of" of "the end of the month"."""
    if isinstance(one.meaning, Length | Window | Repeated | Reference | Unclear | Away | PartOf):
        return one
    start = max(0, one.start - 40)
    match = _THIRD.search(text[start : one.start])
    if match is None:
        return one
    which = cast("Third", words.THIRDS[words.plain(match["third"])])
    return Found(start + match.start(), one.end, PartOf(one.meaning, which))


def with_lead(one: Found, text: str) -> TimeExpression:
    """The find as an expression, with the preposition before it and how that bears on the time."""
    start = max(0, one.start - 40)
    match = _LEAD.search(text[start : one.start])
    if match is None or match["lead"].lower() == "of":
        return expression(one, one.start, "", text)
    of_something = re.match(r"['’]s?\s\w", text[one.end : one.end + 4])
    bearing = "" if of_something else words.LEADS.get(words.plain(match["lead"]), "")
    return expression(one, start + match.start(), bearing, text)


def expression(one: Found, lead: int, bearing: str, text: str) -> TimeExpression:
    return TimeExpression(
        one.start, one.end, text[one.start : one.end], one.meaning, lead, text[lead : one.end], bearing
    )


# ---- ranges -----------------------------------------------------------------------------------

_FROM = re.compile(r"(?:between|from)\s(?:the\s|about\s|around\s)?$", re.IGNORECASE)


def ranged(expressions: list[TimeExpression], text: str) -> list[TimeExpression]:
    """Expressions with the two ends of a range made one: "from 3 to 5 May", "between March and May", "2014-16"."""
    done: list[TimeExpression] = []
    for one in expressions:
        if done and _is_range(done[-1], text[done[-1].end : one.start], one, text):
            first = done.pop()
            one = _range(first, one, text)
        done.append(one)
    return done


def _is_range(first: TimeExpression, gap: str, last: TimeExpression, text: str) -> bool:
    if first.parts or not _datable(first.meaning) or not _datable(last.meaning):
        return False
    gap = " ".join(gap.lower().split())
    before = text[max(0, first.start - 20) : first.start].lower()
    if gap in ("-", "–", "—"):
        return True
    if gap in ("to", "until", "till", "through", "to the"):
        return True
    if gap in ("and", "and on") and isinstance(first.meaning, Weekday) and isinstance(last.meaning, Weekday):
        return first.meaning.step == last.meaning.step  # "died on Sunday and Monday"
    return gap in ("and", "and the") and re.search(r"between\s(?:the\s)?$", before) is not None


def _datable(meaning: Meaning) -> bool:
    return isinstance(meaning, Named | Holiday | Weekday | Step | AtTime | PartOf)


def _range(first: TimeExpression, last: TimeExpression, text: str) -> TimeExpression:
    start = max(0, first.start - 20)
    match = _FROM.search(text[start : first.start])
    lead = start + match.start() if match else first.lead
    begin, end = first.meaning, last.meaning
    if isinstance(begin, AtTime) and begin.day is None and isinstance(end, AtTime):
        begin = replace(begin, day=end.day)  # "from noon to 3 p.m. on Friday"
    both = Found(first.start, last.end, Between(begin, end))
    return replace(expression(both, lead, "", text), parts=(first, last))
