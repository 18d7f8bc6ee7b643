"""Years and what is longer, and the seasons, quarters and halves of a year."""

from __future__ import annotations

import re
from typing import cast

from sayso.claims.times import words
from sayso.claims.times.calendar import Unit
from sayso.claims.times.meanings import Meaning, Named
from sayso.claims.times.rules import (
    ERA,
    LEADING,
    YEAR,
    Rules,
    two_digit_year,
    words_after,
    words_before,
    year_of,
)

RULES = Rules()


@RULES.add(r"(?:the\syear\s|A\.?D\.?\s)?(?<![\d.,:/$£€%])(?P<year>1\d{3}|20\d\d)(?![\d%]|[.,:/]\d|-[a-z])")
def _year(match: re.Match[str]) -> Meaning | None:
    """1990; not the number of something counted. Years before 1700 need a word that leads to them."""
    before, after = words_before(match, 16), words_after(match, 24)
    if re.match(rf"\s{words.COUNTED}(?!\w)", after, re.IGNORECASE):
        return None
    if re.search(rf"(?<!\w){words.COUNTING}\.?\s$", before, re.IGNORECASE) or re.search(r"[#+×]\s?$", before):
        return None
    if re.search(r"\d\s?[-–—]\s?$", before) and not re.search(r"(?<!\d)\d{4}\s?[-–—]\s?$", before):
        return None
    if int(match["year"]) < 1700 and not re.search(rf"(?<!\w){LEADING}\s$", before, re.IGNORECASE):
        return None
    return Named("year", int(match["year"]))


@RULES.add(rf"(?:the\syear\s)?(?P<bc>\d{{1,4}}){ERA}")
@RULES.add(rf"(?P<bc>\d{{1,4}})(?=(?:\s?[-–—]\s?|\s(?:to|and|or)\s)\d{{1,4}}{ERA})")
def _year_of_an_era(match: re.Match[str]) -> Meaning | None:
    """490 BC"""
    era = match["era"].replace(".", "")
    return Named("year", year_of(match)) if era.isupper() and len(era) >= 2 else None


@RULES.add(r"(?P<first>1\d{3}|20\d\d)\s?[-–—/]\s?(?P<core>(?P<last>\d\d))(?![\d-])")
def _short_year(match: re.Match[str]) -> Meaning | None:
    """The 16 of "2014-16"."""
    year = int(match["first"][:2] + match["last"])
    return Named("year", year) if year > int(match["first"]) else None


@RULES.add(r"(?:in|of|since|by|summer|spring|autumn|fall|winter)\s(?P<core>['’‘](?P<last>\d\d))(?![\ds])")
def _year_with_apostrophe(match: re.Match[str]) -> Meaning:
    """'68"""
    return Named("year", two_digit_year(match["last"]))


@RULES.add(r"(?:the\s)?(?P<year>1\d\d0|20\d0)['’]?s(?:\s(?P<era>B\.?C\.?E?))?")
@RULES.add(r"(?:the\s)?(?P<bc>\d{1,3}0)s\s(?P<era>B\.?C\.?E?)")
@RULES.add(r"(?:the\s)['’](?P<short>\d0)s")
def _decade(match: re.Match[str]) -> Meaning:
    """the 1990s, the '80s, the 470s BC"""
    return Named("decade", year_of(match))


@RULES.add(r"the\s(?P<tens>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)")
def _decade_in_words(match: re.Match[str]) -> Meaning:
    """the nineties"""
    tens = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
    return Named("decade", 1920 + 10 * tens.index(match["tens"].lower()))


@RULES.add(rf"(?:the\s)?(?P<nth>{words.ORDINAL})(?:\s|-)century(?:\s(?P<era>B\.?C\.?E?))?")
def _century(match: re.Match[str]) -> Meaning:
    """the 20th century"""
    hundreds = 100 * (words.read_ordinal(match["nth"]) - 1)
    return Named("century", -hundreds if match["era"] else hundreds)


@RULES.add(
    rf"(?P<century>nineteen|eighteen|twenty)[\s-](?P<rest>{words.BELOW_100})(?![-\s](?:hundred|thousand|{words.UNIT}|{words.COUNTED}))"
)
def _year_in_words(match: re.Match[str]) -> Meaning | None:
    """nineteen ninety-six, as broadcasts write it"""
    rest = words.read_count(match["rest"])
    if rest is None or rest < 10:
        return None
    return Named("year", 100 * int(words.read_count(match["century"]) or 0) + int(rest))


@RULES.add(rf"the\syear\s(?P<core>two\sthousand(?:\s(?:and\s)?(?P<rest>{words.BELOW_100}))?)(?!\w)")
@RULES.add(
    rf"(?:in|since|of|until|by)\s(?P<core>two\sthousand(?:\s(?:and\s)?(?P<rest>{words.BELOW_100}))?)(?!\w|\s[a-z])"
)
def _year_two_thousand(match: re.Match[str]) -> Meaning:
    """the year two thousand, in two thousand and four; "of two thousand men" is none"""
    return Named("year", 2000 + int(words.read_count(match["rest"]) or 0 if match["rest"] else 0))


@RULES.add(rf"(?:the\s)?(?P<season>{words.SEASON})(?:,?\s(?:of\s)?|-)(?:{YEAR}(?!\d)|(?P<bc>\d{{1,4}}){ERA})")
@RULES.add(rf"{YEAR}\s(?P<season>{words.SEASON})")
def _season_and_year(match: re.Match[str]) -> Meaning:
    """the summer of 2015"""
    return Named("season", year_of(match), words.SEASONS[match["season"].lower()])


@RULES.add(
    rf"(?:in|during|by|since|until|from|early|late|mid|through|throughout|over|that|of)[-\s](?P<core>(?:the\s)?(?P<season>{words.SEASON}))(?!\sof\s(?:the\s)?[a-z]|-|\w)"
)
@RULES.add(r"(?P<core>the\s(?P<season>spring|summer|autumn|winter))(?!\s|-|\w)")
@RULES.add(
    rf"(?P<core>the\s(?P<season>spring|summer|autumn|fall|winter))(?=\s(?:and|or)\s(?:the\s|early\s|late\s)?{words.SEASON})"
)
@RULES.add(rf"(?<=and\s)(?P<core>(?P<season>{words.SEASON}))(?!\s|-|\w)")
@RULES.add(rf"(?P<core>(?P<season>{words.SEASON}))(?=\s(?:counter-?)?{words.SEASONAL}(?!\w))")
def _season_alone(match: re.Match[str]) -> Meaning | None:
    """in the summer, a winter offensive; "the fall of the city" and "Spring Street" are none"""
    falls = match["season"].lower() == "fall" and not match["core"].lower().startswith("the")
    behind = words_after(match, 40)
    if re.match(r"\s[A-Z]", behind) and not re.match(rf"\s{words.SEASONAL}", behind, re.IGNORECASE):
        return None
    return None if falls else Named("season", None, words.SEASONS[match["season"].lower()])


@RULES.add(
    rf"(?:the\s|its\s)?(?:(?:fiscal|latest|current)[-\s])?(?P<nth>{words.ORDINAL})[-\s](?P<unit>quarter|half)(?:\sof\s(?:fiscal\s)?{YEAR})?(?!\s(?:of|time|final)|-)"
)
@RULES.add(rf"(?:the\s)?{YEAR}\s(?P<nth>{words.ORDINAL})[-\s](?P<unit>quarter|half)")
@RULES.add(rf"(?:the\s)?(?P<nth>first|second|last|latter)\s(?P<unit>half)\sof\s{YEAR}")
def _part_of_year(match: re.Match[str]) -> Meaning | None:
    """the third quarter of 2020"""
    last = match["nth"].lower() in ("last", "latter")
    number = 2 if last else words.read_ordinal(match["nth"])
    unit = cast(Unit, match["unit"].lower())
    if number > (4 if unit == "quarter" else 2) or (unit == "half" and year_of(match) is None):
        return None
    return Named(unit, year_of(match), number)


@RULES.add(rf"fiscal\s{YEAR}")
def _fiscal_year(match: re.Match[str]) -> Meaning:
    """fiscal 1989"""
    return Named("year", year_of(match))
