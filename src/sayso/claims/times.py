"""When: time expressions, the stretch of days they name, and the one that dates a happening.

Intervals are half-open calendar days counted from the day of publication (reading guidelines, section
8). Words that cannot be placed keep their words, with start and end None and a problem that says why;
the day of publication never stands in for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso.claims import syntax
from sayso.claims.parts import Happening, span_of
from sayso.language import layers
from sayso.model import Problem, TimePrecision, When
from sayso.problems import problem

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Interval = tuple[date | None, date | None, TimePrecision]

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_PART = r"(?:morning|afternoon|evening|night|lunchtime)"
_CLOCK = r"(?:\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?|\d{1,2}:\d\d)"
_NUMBER = r"(?P<number>\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|few)"
_NUMBERS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])} | {"a": 1, "an": 1}

_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<year>(?:19|20)\d\d)-(?P<monthnumber>\d\d)-(?P<day>\d\d)"),
    ("day", rf"(?:{_WEEKDAY},? )?(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b"),
    ("day", rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}\b(?:,? {_YEAR})?(?!\d)"),
    ("since", rf"since (?:{_MONTH} )?{_YEAR}"),
    ("month", rf"(?:(?P<third>early|mid|late)[ -])?{_MONTH},? (?:of )?{_YEAR}"),
    ("month", rf"(?<=in )(?:(?P<third>early|mid|late)[ -])?{_MONTH}(?! \d)\b"),
    ("weekday", rf"(?:(?P<which>last|this|next|previous) )?(?:early |late )?(?:on )?{_WEEKDAY}(?: {_PART})?"),
    ("today", rf"(?:earlier |early |late )?today|this {_PART}|tonight"),
    ("yesterday", rf"yesterday(?: {_PART})?|last night|overnight"),
    ("tomorrow", rf"tomorrow(?: {_PART})?"),
    ("before", r"the (?:previous|day) (?:day|before)|a day earlier"),
    ("ago", rf"{_NUMBER} (?P<unit>day|week|month|year)s? (?:ago|earlier)"),
    ("recent", r"in recent (?:years|months|weeks|days)"),
    ("hours", r"in the (?:last|past) (?P<number>\d+) hours"),
    ("unit", r"(?P<which>last|this|next|previous) (?P<unit>week|month|year|weekend)"),
    ("clock", rf"(?:(?:just |shortly )?(?:after|before|around|about|at) )?(?:{_CLOCK}|midnight|noon|dawn|dusk)"),
    ("year", rf"(?<=in ){_YEAR}(?! ?%)\b"),
    ("now", r"\bnow\b"),
)  # fmt: skip
_ANY = [(kind, re.compile(rf"\b(?:{form})", re.IGNORECASE)) for kind, form in _FORMS]
_PREPOSITION = re.compile(r"(?:\b(?:on|in|at|since|by|during|until|from|of|early|late|the|day|afternoon|morning|evening|night)\s+)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class TimeExpression:
    """Words that name a time: the form they have, its parts, and where they stand."""

    kind: str
    parts: dict[str, str | None]
    words: Span


def find_times(doc: Doc) -> list[TimeExpression]:
    """The time expressions of a report in reading order; of overlapping ones the first form listed stands."""
    taken: set[int] = set()
    found = []
    for kind, pattern in _ANY:
        for match in pattern.finditer(doc.text):
            span = doc.char_span(*match.span(), alignment_mode="expand")
            if span is None or taken & set(range(span.start, span.end)) or not _is_time(kind, span):
                continue
            taken.update(range(span.start, span.end))
            found.append(TimeExpression(kind, match.groupdict(), span))
    return sorted(found, key=lambda expression: expression.words.start)


def _is_time(kind: str, span: Span) -> bool:
    """ "may" and "march" alone, and names like Bloody Sunday, are no times."""
    if kind == "weekday" and span.start > 0 and span.doc[span.start - 1].lower_ in ("bloody", "black", "ash", "palm", "good"):
        return False
    return not (kind == "month" and span.root.pos_ in ("AUX", "VERB"))


def resolve(expression: TimeExpression, published: str | None) -> tuple[When, Problem | None]:
    """The stretch of time the words name, seen from the day of publication (YYYY-MM-DD)."""
    span = span_of(_as_written(expression.words))
    day = date.fromisoformat(published) if published else None
    try:
        interval = _RULES[expression.kind](expression.parts, day)
    except ValueError:
        interval = None
    if interval is None:
        why = "the day of publication is not known" if day is None else "there is no such day"
        return When(None, None, "unknown", span), problem("time_not_resolved", span, words=span.text, why=why)
    start, end, precision = interval
    first, last = (day.isoformat() if day else None for day in (start, end))
    return When(first, last, precision, span), None


def _as_written(words: Span) -> Span:
    """The expression with the preposition before it: "on Saturday"."""
    before = words.doc.text[max(0, words.start_char - 24) : words.start_char]
    match = _PREPOSITION.search(before)
    if match is None or words.text.lower().startswith("since"):
        return words
    start = words.start_char - len(match[0])
    return words.doc.char_span(start, words.end_char, alignment_mode="contract") or words


def _one(day: date, precision: TimePrecision = "day") -> Interval:
    return day, day + timedelta(days=1), precision


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _explicit(parts: dict[str, str | None], published: date | None) -> Interval | None:
    month = int(parts["monthnumber"] or 0) if "monthnumber" in parts else _month_number(parts["month"] or "")
    if parts.get("year"):
        return _one(date(int(parts["year"] or 0), month, int(parts["day"] or 0)))
    if published is None:
        return None
    found = date(published.year, month, int(parts["day"] or 0))
    return _one(found if found <= published + timedelta(days=30) else found.replace(year=published.year - 1))


def _month(parts: dict[str, str | None], published: date | None) -> Interval | None:
    month = _month_number(parts["month"] or "")
    if parts.get("year"):
        year = int(parts["year"] or 0)
    elif published is None:
        return None
    else:
        year = published.year if month <= published.month else published.year - 1
    first, after = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    thirds = {"early": (first, first.replace(day=11)), "mid": (first.replace(day=11), first.replace(day=21)), "late": (first.replace(day=21), after)}
    if parts["third"]:
        return *thirds[parts["third"].lower()], "vague"
    return first, after, "month"


def _weekday(parts: dict[str, str | None], published: date | None) -> Interval | None:
    """The last such day, today if today is one; "last Wednesday" is that of the week before if today is earlier."""
    if published is None:
        return None
    back = (published.weekday() - _DAYS.index((parts["weekday"] or "").lower())) % 7
    which = (parts["which"] or "").lower()
    if which == "next":
        return _one(published + timedelta(days=(7 - back) % 7 or 7))
    return _one(published - timedelta(days=back or (7 if which in ("last", "previous") else 0)))


def _days_back(days: int) -> Callable[[dict[str, str | None], date | None], Interval | None]:
    return lambda parts, published: _one(published - timedelta(days=days)) if published else None


def _ago(parts: dict[str, str | None], published: date | None) -> Interval | None:
    word = (parts["number"] or "").lower()
    count = int(word) if word.isdigit() else _NUMBERS.get(word)
    if published is None or count is None:
        return None
    match (parts["unit"] or "").lower():
        case "day":
            return _one(published - timedelta(days=count))
        case "week":
            middle = published - timedelta(weeks=count)
            return middle - timedelta(days=3), middle + timedelta(days=4), "vague"
        case "month":
            months = published.year * 12 + published.month - 1 - count
            return date(months // 12, months % 12 + 1, 1), date((months + 1) // 12, (months + 1) % 12 + 1, 1), "month"
    return date(published.year - count, 1, 1), date(published.year - count + 1, 1, 1), "year"


def _unit(parts: dict[str, str | None], published: date | None) -> Interval | None:
    """ "this week" runs from Sunday to the day of the report, "last week" from the Sunday before to that Sunday."""
    if published is None or (parts["which"] or "").lower() == "next":
        return None
    this = (parts["which"] or "").lower() == "this"
    sunday = published - timedelta(days=(published.weekday() + 1) % 7)
    match (parts["unit"] or "").lower():
        case "week":
            return (sunday, published + timedelta(days=1), "week") if this else (sunday - timedelta(days=7), sunday, "week")
        case "weekend":
            saturday = sunday - timedelta(days=1)
            return saturday, saturday + timedelta(days=2), "vague"
        case "month":
            first = published.replace(day=1)
            before = (first - timedelta(days=1)).replace(day=1)
            return (first, published + timedelta(days=1), "month") if this else (before, first, "month")
    year = published.year if this else published.year - 1
    return date(year, 1, 1), (published + timedelta(days=1) if this else date(year + 1, 1, 1)), "year"


def _since(parts: dict[str, str | None], published: date | None) -> Interval | None:
    month = _month_number(parts["month"]) if parts["month"] else 1
    return date(int(parts["year"] or 0), month, 1), published and published + timedelta(days=1), "vague"


def _year(parts: dict[str, str | None], published: date | None) -> Interval | None:
    year = int(parts["year"] or 0)
    return date(year, 1, 1), date(year + 1, 1, 1), "year"


def _hours(parts: dict[str, str | None], published: date | None) -> Interval | None:
    if published is None:
        return None
    return published - timedelta(days=-(-int(parts["number"] or 0) // 24)), published + timedelta(days=1), "day"


def _recent(parts: dict[str, str | None], published: date | None) -> Interval | None:
    return (None, published + timedelta(days=1), "vague") if published else None


def _now(parts: dict[str, str | None], published: date | None) -> Interval | None:
    return (published - timedelta(days=1), published + timedelta(days=1), "vague") if published else None


def _unplaced(parts: dict[str, str | None], published: date | None) -> Interval | None:
    return None, None, "unknown"


_RULES: dict[str, Callable[[dict[str, str | None], date | None], Interval | None]] = {
    "iso": _explicit, "day": _explicit, "since": _since, "month": _month, "weekday": _weekday, "today": _days_back(0),
    "yesterday": _days_back(1), "tomorrow": _days_back(-1), "before": _unplaced, "ago": _ago, "recent": _recent,
    "hours": _hours, "unit": _unit, "clock": _unplaced, "year": _year, "now": _now,
}  # fmt: skip


def find_when(
    happening: Happening, expressions: Sequence[TimeExpression], doc: Doc, published: str | None
) -> tuple[When | None, tuple[Problem, ...]]:
    """The time of the happening, not of the saying: the expression that its words hang on nearest, or None."""
    frames = _saying(doc)
    near: list[tuple[int, TimeExpression]] = []
    for expression in expressions:
        root = expression.words.root
        inside = happening.sentence.start <= expression.words.start < happening.sentence.end
        if not inside or root.i in frames or expression.kind in ("clock", "before"):
            continue
        steps = _steps(happening, root)
        if steps is not None:
            near.append((steps, expression))
    if not near:
        return None, ()
    when, note = resolve(min(near, key=lambda pair: pair[0])[1], published)
    return when, () if note is None else (note,)


def _saying(doc: Doc) -> set[int]:
    """Words that hang on a cue and not on what is said: "police said *on Monday*"."""
    found: set[int] = set()
    for span in doc.spans.get(layers.SPEECH, []):
        if span.label_ == layers.CUE:
            for part in span.root.children:
                if part.dep_.startswith("obl") or part.dep_ in ("advmod", "nmod:tmod"):
                    found.update(token.i for token in part.subtree)
    content = {t.i for span in doc.spans.get(layers.SPEECH, []) if span.label_ == layers.CONTENT for t in span}
    return found - content


def _steps(happening: Happening, root: Token) -> int | None:
    paths = [syntax.path(head, root) for head in happening.heads]
    lengths = [len(path) for path in paths if path is not None and not {"ccomp", "parataxis"} & set(path)]
    return min(lengths, default=None)
