"""Dates that are written out: a day, a month."""

from __future__ import annotations

import re

from sayso.claims.times import words
from sayso.claims.times.meanings import Meaning, Named, Unclear
from sayso.claims.times.rules import (
    DAY_NUMBER,
    ERA,
    LEADING,
    MONTH,
    YEAR,
    Rules,
    month_of,
    words_after,
    words_before,
    year_of,
)

RULES = Rules()


@RULES.add(r"(?P<year>\d{4})(?P<sep>[-/])(?P<number>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
def _iso(match: re.Match[str]) -> Meaning:
    """2021-03-03"""
    return Named("day", int(match["year"]), int(match["number"]), int(match["day"]))


@RULES.add(r"(?P<first>\d{1,2})(?P<sep>[/.])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4})(?!\d)")
def _figures(match: re.Match[str]) -> Meaning | None:
    """31/03/2021, read only if one of the two numbers can be no month."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if not (1 <= first <= 31 and 1 <= second <= 31):
        return None
    if first == second or first > 12 >= second:
        return Named("day", year, second, first)
    if second > 12 >= first:
        return Named("day", year, first, second)
    return Unclear("which number is the month and which the day cannot be told")


@RULES.add(
    rf"(?:the\s)?{DAY_NUMBER}\s(?:of\s)?{MONTH}(?:,?\s(?:of\s)?(?:(?P<bc>\d{{1,4}}){ERA}|{YEAR}(?![\d%])))?"
)
@RULES.add(
    rf"{MONTH}\s(?:the\s)?{DAY_NUMBER}(?![\d:.]\d|\d|/)(?:,?\s?(?:of\s)?(?<=[\s,])(?:(?P<bc>\d{{1,4}}){ERA}|{YEAR}(?![\d%])))?"
)
def _day_and_month(match: re.Match[str]) -> Meaning | None:
    """3 March 2021, March 3, the 3rd of March, Mar. 3, 4 May 480 BC"""
    if not match["month"][0].isupper():
        return None
    return Named("day", year_of(match), month_of(match), int(match["day"]))


@RULES.add(
    rf"{DAY_NUMBER}(?=(?:,\s?|\s?[-–—]\s?|\s(?:and|or|to|until)\s(?:the\s)?)(?:\d{{1,2}}(?:st|nd|rd|th)?(?:,\s?|\s(?:and|or)\s(?:the\s)?)){{0,3}}\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}(?:,?\s{YEAR})?)"
)
def _day_before_day(match: re.Match[str]) -> Meaning | None:
    """The 3 of "3 to 5 May", the 6 of "6 and 7 January 1916"."""
    if not match["month"][0].isupper():
        return None
    return Named("day", year_of(match), month_of(match), int(match["day"]))


@RULES.add(
    rf"{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–—]\s?|\s(?:and|or|to|until|through)\s(?:the\s)?)(?P<core>{DAY_NUMBER}(?![\w:%]|[.,]\d|\s{words.COUNTED})(?:,\s?{YEAR})?)"
)
def _day_after_day(match: re.Match[str]) -> Meaning | None:
    """The 5 of "March 3 to 5", with the year behind it."""
    return (
        Named("day", year_of(match), month_of(match), int(match["day"]))
        if match["month"][0].isupper()
        else None
    )


@RULES.add(rf"{MONTH},?\s(?:of\s)?(?:(?P<bc>\d{{1,4}}){ERA}|{YEAR}(?!\d)|['’](?P<short>\d\d)(?!\d))")
def _month_and_year(match: re.Match[str]) -> Meaning | None:
    """March 2021, March of 2021"""
    if not match["month"][0].isupper():
        return None
    return Named("month", year_of(match), month_of(match))


@RULES.add(rf"(?P<lead>{LEADING}[-\s])?(?P<core>(?P<month>{words.MONTH}))(?![’'\w]|-(?!{words.MONTH})|\s\d)")
def _month_alone(match: re.Match[str]) -> Meaning | None:
    """June; "May" and "March" only after a word that leads to a time."""
    name = match["month"]
    sentence_start = re.search(r"(?:^|[.!?\"“”\n:])\s*$", words_before(match, 8)) is not None
    if not name[0].isupper() or (match["lead"] or "").strip().lower() == "the":
        return None
    ranged = re.match(rf"\s?[-–—]\s?(?:{words.MONTH})", words_after(match, 14)) is not None
    if name.lower() in words.DOUBTFUL_MONTHS and not match["lead"] and not ranged:
        return None
    followed_by_name = re.match(r"\s[A-Z][a-z]", words_after(match, 4))
    if followed_by_name and not match["lead"] and not sentence_start:
        return None
    return Named("month", None, month_of(match))


@RULES.add(
    r"(?:on|by|of|until|till|since|from|to|before|after|between)\s(?P<core>the\s(?P<day>[12]\d|3[01]|\d)(?:st|nd|rd|th))"
    r"(?=[.,;:)\"”]|\s(?:and|or|to|of\sthis|of\sthe|of\sthat|when|was|had|were|did|until|at|in\sthe)(?!\w)|\s?$)"
)
def _day_of_month(match: re.Match[str]) -> Meaning:
    """on the 20th: of the month that was spoken of last"""
    return Named("day", None, None, int(match["day"]))
