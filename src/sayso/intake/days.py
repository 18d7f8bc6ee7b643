"""A calendar day as the top of a report writes it → that day in ISO 8601."""

from __future__ import annotations

import re
from datetime import date

_NAMES = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "sept|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec"
)
_FIRST_LETTERS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:19|20)\d\d"

#: every way of writing a day that is read here; no groups, so that other patterns can hold it
DAY = (
    rf"(?:{_YEAR}-\d\d-\d\d"
    rf"|\d{{1,2}}/\d{{1,2}}/{_YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_NAMES})\b\.?,?(?:\s*{_YEAR}|\s*['’]?\d\d)?"
    rf"|(?:{_NAMES})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s*{_YEAR})?)(?!\d)"
)
_NUMBERS = re.compile(r"\d+")
_MONTH = re.compile(_NAMES, re.IGNORECASE)
_WHOLE = re.compile(DAY, re.IGNORECASE)


def read_day(words: str, year: int | None = None) -> str | None:
    """The day these words write, YYYY-MM-DD; None where they are no day or name no year and none is given.

    Two figures are a year from 1950 to 2049. Of "3/4/2021" nobody can say the month: None.

    >>> read_day("12 JAN 90"), read_day("Oct. 3"), read_day("Oct. 3", year=2020), read_day("11/18/2014")
    ('1990-01-12', None, '2020-10-03', '2014-11-18')
    """
    if not _WHOLE.fullmatch(words.strip()):
        return None
    numbers = [int(number) for number in _NUMBERS.findall(words)]
    month = _MONTH.search(words)
    if month is not None:
        stated = numbers[1] if len(numbers) > 1 else year
        return _iso(stated, _FIRST_LETTERS.index(month[0][:3].lower()) + 1, numbers[0])
    if "/" in words:
        return _iso(numbers[2], *_month_and_day(*numbers[:2]))
    return _iso(*numbers)


def _month_and_day(first: int, second: int) -> tuple[int, int]:
    """The two in their order, where only one of them can be the month; (0, 0) where both can."""
    if first == second or second > 12:
        return first, second
    return (second, first) if first > 12 else (0, 0)


def _iso(year: int | None, month: int, day: int) -> str | None:
    if year is None:
        return None
    full = year if year > 99 else year + (1900 if year >= 50 else 2000)
    try:
        return date(full, month, day).isoformat()
    except ValueError:
        return None
