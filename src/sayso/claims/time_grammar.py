"""Where a report names times, and what those words say by themselves.

Two passes. First every rule of ``RULES`` is tried over the whole text, and of overlapping finds the one
that begins first, then the longest, stands. Then neighbours are read together: "Saturday" and "April 25"
are one day, "10 p.m." belongs to the "Monday" behind it, "3" to the "5 May" behind it. No pattern repeats
a repetition, so the time taken grows with the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from sayso.claims import time_words as words
from sayso.claims.calendar import Third, Unit
from sayso.claims.time_meanings import (
    AtTime,
    Away,
    Base,
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

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Found:
    """Words from ``start`` to ``end`` and what they mean."""

    start: int
    end: int
    meaning: Meaning


Builder = Callable[[re.Match[str]], "Meaning | None"]
RULES: list[tuple[re.Pattern[str], Builder]] = []

_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{words.MONTH}|{words.SHORT_MONTH})"
_YEAR = r"(?P<year>1\d{3}|20\d\d)"
_ERA = r"(?:\s?(?P<era>B\.?C\.?E?\.?|A\.?D\.?|C\.?E\.?)(?!\w))"
_STEP = r"(?P<step>(?:the\s)?(?:last|past|this|next|coming|this\spast|this\scoming|previous|preceding|following|same|current)|that)"
#: words that lead to a time, so that what follows is one
_LEADING = (
    r"(?:in|on|since|until|till|by|from|to|of|during|before|after|between|and|or|through|throughout|around|about|"
    r"early|late|mid|last|next|this|every|each|through|for|the|of\sthe|in\sthe|circa|c\.|ca\.)"
)


def rule(pattern: str) -> Callable[[Builder], Builder]:
    """Adds a pattern, with the function that says what a match means, or None if it is no time after all."""

    def add(builder: Builder) -> Builder:
        RULES.append((re.compile(rf"(?<![\w]){pattern}", re.IGNORECASE), builder))
        return builder

    return add


def find_times(doc: Doc) -> list[TimeExpression]:
    """The time expressions of a report in reading order; a range is one expression with two parts."""
    text = doc.text
    found = _years_shared(_joined(_longest(_matches(text)), text), text)
    expressions = [_with_lead(_with_third(one, text), text) for one in found]
    return _ranged([one for one in expressions if not _is_verb(one, doc)], text)


def _matches(text: str) -> Iterator[Found]:
    for pattern, build in RULES:
        for match in pattern.finditer(text):
            meaning = build(match)
            if meaning is not None:
                group = "core" if "core" in pattern.groupindex else 0
                yield Found(*match.span(group), meaning)


def _longest(found: Iterable[Found]) -> list[Found]:
    """Of finds that overlap, the one that begins first, and of those the longest."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _is_verb(expression: TimeExpression, doc: Doc) -> bool:
    """Where words are tagged: "may", "march", "spring" and "fall" that are verbs."""
    if not isinstance(expression.meaning, Named) or not expression.text.isalpha():
        return False
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    return span is not None and span.root.pos_ in ("VERB", "AUX")


# ---- dates that are written out ---------------------------------------------------------------


@rule(r"(?P<year>\d{4})(?P<sep>[-/])(?P<number>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
def _iso(match: re.Match[str]) -> Meaning:
    """2021-03-03"""
    return Named("day", int(match["year"]), int(match["number"]), int(match["day"]))


@rule(r"(?P<first>\d{1,2})(?P<sep>[/.])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4})(?!\d)")
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


@rule(rf"(?:the\s)?{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s(?:of\s)?(?:(?P<bc>\d{{1,4}}){_ERA}|{_YEAR}(?![\d%])))?")
@rule(
    rf"{_MONTH}\s(?:the\s)?{_DAY}(?![\d:.]\d|\d|/)(?:,?\s?(?:of\s)?(?<=[\s,])(?:(?P<bc>\d{{1,4}}){_ERA}|{_YEAR}(?![\d%])))?"
)
def _day_and_month(match: re.Match[str]) -> Meaning | None:
    """3 March 2021, March 3, the 3rd of March, Mar. 3, 4 May 480 BC"""
    if not match["month"][0].isupper():
        return None
    return Named("day", _year_of(match), _month_of(match), int(match["day"]))


@rule(
    rf"{_DAY}(?=(?:,\s?|\s?[-–—]\s?|\s(?:and|or|to|until)\s(?:the\s)?)(?:\d{{1,2}}(?:st|nd|rd|th)?(?:,\s?|\s(?:and|or)\s(?:the\s)?)){{0,3}}\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?)"
)
def _day_before_day(match: re.Match[str]) -> Meaning | None:
    """The 3 of "3 to 5 May", the 6 of "6 and 7 January 1916"."""
    if not match["month"][0].isupper():
        return None
    return Named("day", _year_of(match), _month_of(match), int(match["day"]))


@rule(
    rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–—]\s?|\s(?:and|or|to|until|through)\s(?:the\s)?)(?P<core>{_DAY}(?![\w:%]|[.,]\d|\s{words.COUNTED})(?:,\s?{_YEAR})?)"
)
def _day_after_day(match: re.Match[str]) -> Meaning | None:
    """The 5 of "March 3 to 5", with the year behind it."""
    return (
        Named("day", _year_of(match), _month_of(match), int(match["day"]))
        if match["month"][0].isupper()
        else None
    )


@rule(rf"{_MONTH},?\s(?:of\s)?(?:(?P<bc>\d{{1,4}}){_ERA}|{_YEAR}(?!\d)|['’](?P<short>\d\d)(?!\d))")
def _month_and_year(match: re.Match[str]) -> Meaning | None:
    """March 2021, March of 2021"""
    if not match["month"][0].isupper():
        return None
    return Named("month", _year_of(match), _month_of(match))


@rule(rf"(?P<lead>{_LEADING}[-\s])?(?P<core>(?P<month>{words.MONTH}))(?![’'\w]|-(?!{words.MONTH})|\s\d)")
def _month_alone(match: re.Match[str]) -> Meaning | None:
    """June; "May" and "March" only after a word that leads to a time."""
    name = match["month"]
    sentence_start = re.search(r"(?:^|[.!?\"“”\n:])\s*$", _before(match, 8)) is not None
    if not name[0].isupper() or (match["lead"] or "").strip().lower() == "the":
        return None
    if name.lower() in words.DOUBTFUL_MONTHS and not match["lead"]:
        return None
    followed_by_name = re.match(r"\s[A-Z][a-z]", _after(match, 4))
    if followed_by_name and not match["lead"] and not sentence_start:
        return None
    return Named("month", None, _month_of(match))


def _before(match: re.Match[str], width: int) -> str:
    """The last characters before a match; before the words that lead to it, if the pattern has those."""
    return match.string[max(0, match.start() - width) : match.start()]


def _after(match: re.Match[str], width: int) -> str:
    """The first characters behind a match."""
    return match.string[match.end() : match.end() + width]


def _month_of(match: re.Match[str]) -> int:
    return words.MONTHS[match["month"].lower().rstrip(".")]


def _year_of(match: re.Match[str]) -> int | None:
    """The year of a match; before the common era it is negative. None where none is written."""
    groups = match.groupdict()
    era = (groups.get("era") or "").upper().replace(".", "")
    digits = groups.get("bc") or groups.get("year")
    if groups.get("short"):
        return _two_digit_year(groups["short"])
    if digits is None:
        return None
    return -int(digits) if era.startswith("BC") else int(digits)


def _two_digit_year(digits: str) -> int:
    """'68 is 1968 and '14 is 2014: reports are of this century and the last."""
    return int(digits) + (2000 if int(digits) < 40 else 1900)


# ---- years and what is longer -----------------------------------------------------------------


@rule(r"(?:the\syear\s|A\.?D\.?\s)?(?<![\d.,:/$£€%])(?P<year>1\d{3}|20\d\d)(?![\d%]|[.,:/]\d|-[a-z])")
def _year(match: re.Match[str]) -> Meaning | None:
    """1990; not the number of something counted. Years before 1700 need a word that leads to them."""
    before, after = _before(match, 16), _after(match, 24)
    if re.match(rf"\s{words.COUNTED}(?!\w)", after, re.IGNORECASE):
        return None
    if re.search(rf"(?<!\w){words.COUNTING}\.?\s$", before, re.IGNORECASE) or re.search(r"[#+×]\s?$", before):
        return None
    if re.search(r"\d\s?[-–—]\s?$", before) and not re.search(r"(?<!\d)\d{4}\s?[-–—]\s?$", before):
        return None
    if int(match["year"]) < 1700 and not re.search(rf"(?<!\w){_LEADING}\s$", before, re.IGNORECASE):
        return None
    return Named("year", int(match["year"]))


@rule(rf"(?:the\syear\s)?(?P<bc>\d{{1,4}}){_ERA}")
@rule(rf"(?P<bc>\d{{1,4}})(?=(?:\s?[-–—]\s?|\s(?:to|and|or)\s)\d{{1,4}}{_ERA})")
def _year_of_an_era(match: re.Match[str]) -> Meaning | None:
    """490 BC"""
    era = match["era"].replace(".", "")
    return Named("year", _year_of(match)) if era.isupper() and len(era) >= 2 else None


@rule(r"(?P<first>1\d{3}|20\d\d)\s?[-–—/]\s?(?P<core>(?P<last>\d\d))(?![\d-])")
def _short_year(match: re.Match[str]) -> Meaning | None:
    """The 16 of "2014-16"."""
    year = int(match["first"][:2] + match["last"])
    return Named("year", year) if year > int(match["first"]) else None


@rule(r"(?:in|of|since|by|summer|spring|autumn|fall|winter)\s(?P<core>['’‘](?P<last>\d\d))(?![\ds])")
def _year_with_apostrophe(match: re.Match[str]) -> Meaning:
    """'68"""
    return Named("year", _two_digit_year(match["last"]))


@rule(r"(?:the\s)?(?P<year>1\d\d0|20\d0)['’]?s(?:\s(?P<era>B\.?C\.?E?))?")
@rule(r"(?:the\s)?(?P<bc>\d{1,3}0)s\s(?P<era>B\.?C\.?E?)")
@rule(r"(?:the\s)['’](?P<short>\d0)s")
def _decade(match: re.Match[str]) -> Meaning:
    """the 1990s, the '80s, the 470s BC"""
    return Named("decade", _year_of(match))


@rule(r"the\s(?P<tens>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)")
def _decade_in_words(match: re.Match[str]) -> Meaning:
    """the nineties"""
    tens = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
    return Named("decade", 1920 + 10 * tens.index(match["tens"].lower()))


@rule(rf"(?:the\s)?(?P<nth>{words.ORDINAL})(?:\s|-)century(?:\s(?P<era>B\.?C\.?E?))?")
def _century(match: re.Match[str]) -> Meaning:
    """the 20th century"""
    hundreds = 100 * (words.read_ordinal(match["nth"]) - 1)
    return Named("century", -hundreds if match["era"] else hundreds)


@rule(
    rf"(?P<century>nineteen|eighteen|twenty)[\s-](?P<rest>{words.BELOW_100})(?![-\s](?:hundred|thousand|{words.UNIT}|{words.COUNTED}))"
)
def _year_in_words(match: re.Match[str]) -> Meaning | None:
    """nineteen ninety-six, as broadcasts write it"""
    rest = words.read_count(match["rest"])
    if rest is None or rest < 10:
        return None
    return Named("year", 100 * int(words.read_count(match["century"]) or 0) + int(rest))


@rule(rf"(?:the\s)?(?P<season>{words.SEASON})(?:,?\s(?:of\s)?|-)(?:{_YEAR}(?!\d)|(?P<bc>\d{{1,4}}){_ERA})")
@rule(rf"{_YEAR}\s(?P<season>{words.SEASON})")
def _season_and_year(match: re.Match[str]) -> Meaning:
    """the summer of 2015"""
    return Named("season", _year_of(match), words.SEASONS[match["season"].lower()])


@rule(
    rf"(?:in|during|by|since|until|from|early|late|mid|through|throughout|over|that|of)[-\s](?P<core>(?:the\s)?(?P<season>{words.SEASON}))(?!\s(?:of\s(?:the\s)?[a-z]|[A-Z])|-)"
)
@rule(r"(?P<core>the\s(?P<season>spring|summer|autumn|winter))(?!\s|-|\w)")
@rule(
    rf"(?P<core>the\s(?P<season>spring|summer|autumn|fall|winter))(?=\s(?:and|or)\s(?:the\s|early\s|late\s)?{words.SEASON})"
)
@rule(rf"(?<=and\s)(?P<core>(?P<season>{words.SEASON}))(?!\s|-|\w)")
def _season_alone(match: re.Match[str]) -> Meaning | None:
    """in the summer; "the fall of the city" is none"""
    falls = match["season"].lower() == "fall" and not match["core"].lower().startswith("the")
    return None if falls else Named("season", None, words.SEASONS[match["season"].lower()])


@rule(
    rf"(?:the\s|its\s)?(?:(?:fiscal|latest|current)[-\s])?(?P<nth>{words.ORDINAL})[-\s](?P<unit>quarter|half)(?:\sof\s(?:fiscal\s)?{_YEAR})?(?!\s(?:of|time|final)|-)"
)
@rule(rf"(?:the\s)?{_YEAR}\s(?P<nth>{words.ORDINAL})[-\s](?P<unit>quarter|half)")
@rule(rf"(?:the\s)?(?P<nth>first|second|last|latter)\s(?P<unit>half)\sof\s{_YEAR}")
def _part_of_year(match: re.Match[str]) -> Meaning | None:
    """the third quarter of 2020"""
    last = match["nth"].lower() in ("last", "latter")
    number = 2 if last else words.read_ordinal(match["nth"])
    unit = cast(Unit, match["unit"].lower())
    if number > (4 if unit == "quarter" else 2) or (unit == "half" and _year_of(match) is None):
        return None
    return Named(unit, _year_of(match), number)


@rule(rf"fiscal\s{_YEAR}")
def _fiscal_year(match: re.Match[str]) -> Meaning:
    """fiscal 1989"""
    return Named("year", _year_of(match))


# ---- weekdays and holidays --------------------------------------------------------------------


@rule(rf"(?P<day>{words.WEEKDAY}|{words.SHORT_WEEKDAY}\b\.?)(?P<plural>s)?(?!\w)")
def _weekday(match: re.Match[str]) -> Meaning | None:
    """Saturday; short forms only with a full stop or before a date; Bloody Sunday is a name"""
    name = match["day"]
    before = _before(match, 12).split()[-1:]
    if not name[0].isupper() or (before and before[0].lower() in words.WEEKDAY_NAMES):
        return None
    number = words.WEEKDAYS[name.lower().rstrip(".")]
    if not name.lower().rstrip(".").endswith("day") and not _short_weekday_fits(match):
        return None
    return Repeated(f"XXXX-WXX-{number + 1}") if match["plural"] else Weekday(number)


def _short_weekday_fits(match: re.Match[str]) -> bool:
    dated = re.match(
        rf",?\s(?:\d{{1,2}}\s)?(?:{words.MONTH}|{words.SHORT_MONTH})", _after(match, 20), re.IGNORECASE
    )
    return bool(dated) or (match["day"].endswith(".") and match["day"].lower() not in ("sat.", "sun."))


@rule(rf"(?P<holiday>{words.HOLIDAY})(?:,?\s(?:of\s)?{_YEAR}(?!\d))?(?!\w)")
def _holiday(match: re.Match[str]) -> Meaning | None:
    """Christmas Day, New Year's Eve 2015"""
    if not match["holiday"][0].isupper():
        return None
    return Holiday(words.HOLIDAYS[words.plain(match["holiday"])], _year_of(match))


# ---- counted from the day of the report or from what was spoken of last -----------------------


@rule(
    r"(?P<day>the\sday\sbefore\syesterday|the\sday\safter\stomorrow|yesterday|today|tomorrow)(?!['’]s\s(?:children|generation|world))"
)
def _near_day(match: re.Match[str]) -> Meaning:
    """today, yesterday, tomorrow"""
    steps = {
        "yesterday": -1,
        "today": 0,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    return Step("day", steps[words.plain(match["day"])], "report")


@rule(
    rf"{_STEP}\s(?:fiscal\s|calendar\s)?(?P<unit>day|week|weekend|fortnight|month|quarter|year|decade|century)(?![\w-])(?!\s(?:of|in)\s(?:the\s)?[a-z])"
)
def _step(match: re.Match[str]) -> Meaning | None:
    """last week, the next day, that year; "the past year" is a length that ends now"""
    unit = match["unit"].lower()
    sign, base = _direction(match["step"])
    determined = match["step"].lower().startswith("the ")
    if words.plain(match["step"]) == "this" and unit == "day":
        return Step("day", 0, "text")
    if words.plain(match["step"]).split()[-1] in ("last", "past", "coming") and (
        determined or "past" in match["step"].lower()
    ):
        return (
            Window(Length(1, unit), sign, "report") if unit != "weekend" else Step("weekend", sign, "report")
        )
    if unit == "fortnight":
        return Step("week", 2 * sign, base)
    return Step(cast(Unit, unit), sign, base)


@rule(rf"{_STEP}\s(?P<name>{words.MONTH}|{words.SEASON}|{words.WEEKDAY}|{words.HOLIDAY})(?!\w)")
def _named_step(match: re.Match[str]) -> Meaning | None:
    """last June, this summer, next Friday, last Christmas"""
    sign, base = _direction(match["step"])
    name = words.plain(match["name"])
    if name in words.WEEKDAYS:
        number = words.WEEKDAYS[name]
        return (
            Weekday(number, sign if base == "report" else None)
            if sign or base == "report"
            else Weekday(number)
        )
    if name in words.HOLIDAYS:
        return Holiday(words.HOLIDAYS[name], None, sign)
    if name in words.SEASONS:
        return Named("season", None, words.SEASONS[name], None, sign if base == "report" else None)
    return Named("month", None, words.MONTHS[name], None, sign) if match["name"][0].isupper() else None


def _direction(step: str) -> tuple[int, Base]:
    """Which way, and counted from where: "last" from the report, "the next" and "that" from the text."""
    step = words.plain(step)
    last = step.split()[-1]
    sign = {
        "last": -1,
        "past": -1,
        "previous": -1,
        "preceding": -1,
        "next": 1,
        "coming": 1,
        "following": 1,
    }.get(last, 0)
    told = last in ("previous", "preceding", "following", "same", "that") or step == "the next"
    return sign, "text" if told else "report"


@rule(
    rf"(?P<hedge>{words.HEDGE})?(?:(?P<count>{words.COUNT})[\s-](?:full\s|more\s)?)?(?P<unit>{words.UNIT})\s(?P<way>ago|earlier|later|before|after|afterwards?|previously|hence|from\snow|back|prior|on)(?!\w)"
)
def _offset(match: re.Match[str]) -> Meaning | None:
    """three weeks ago, two days later, a week after …"""
    way, unit = words.plain(match["way"]), words.UNITS[words.plain(match["unit"])]
    if way in ("on", "back") or (match["count"] is None and not match["unit"].lower().endswith("s")):
        return None
    sign = -1 if way in ("ago", "earlier", "before", "previously", "prior") else 1
    count = words.read_count(match["count"]) if match["count"] else None
    return _away(count, unit, sign, _base_of(way, match))


def _base_of(way: str, match: re.Match[str]) -> Base:
    """From where an offset counts: "before" and "after" with something behind them count from that."""
    if way in ("ago", "hence", "from now"):
        return "report"
    counted_from = re.match(r"\s[\w\"“]", _after(match, 8))
    return "happening" if way in ("before", "after") and counted_from else "text"


def _away(count: float | None, unit: str, sign: int, base: Base) -> Meaning:
    """An offset as a step of the calendar, or as one that cannot be counted in days."""
    if unit in ("second", "minute", "hour"):
        return Away(sign, base, within_a_day=True)
    if count is None or (count != int(count) and unit not in ("year", "century", "decade")):
        return Away(sign, base, within_a_day=False)
    if unit == "night":
        unit = "day"
    if unit == "fortnight":
        unit, count = "week", 2 * count
    if count != int(count):
        return Step("month", sign * round(count * {"year": 12, "decade": 120, "century": 1200}[unit]), base)
    return Step(cast(Unit, unit), sign * int(count), base)


@rule(
    r"(?:the\s)?(?P<unit>day|week|month|year|weekend|night|morning|evening|afternoon)\s(?P<way>before|after|earlier|prior|following)(?!\w)(?P<last>\s(?:last|next)(?!\s))?"
)
def _the_day_before(match: re.Match[str]) -> Meaning | None:
    """the day before, the night before, the week before last"""
    unit, way = match["unit"].lower(), match["way"].lower()
    sign = -1 if way in ("before", "earlier", "prior") else 1
    base: Base = _base_of(way, match)
    if match["last"]:
        sign, base = 2 * sign, "report"
    if unit in words.PARTS_OF_DAY:
        return AtTime(Step("day", sign, base), part=words.PARTS_OF_DAY[unit])
    return Step(cast(Unit, unit), sign, base)


@rule(
    r"(?:earlier|later|early|late|end|beginning|start|middle|rest|part|half|course|days|weeks|months|remainder)\s(?:in|of|on)\s(?P<core>(?P<which>the|that|this|the\ssame)\s(?P<unit>day|week|month|year|decade|century))(?![\w-])"
)
def _the_unit(match: re.Match[str]) -> Meaning:
    """The month of "the end of the month"."""
    base: Base = "text" if match["which"].lower() in ("that", "the same") else "report"
    return Step(cast(Unit, match["unit"].lower()), 0, base)


@rule(r"the\s(?:latest|most\srecent)\s(?P<unit>week|month|quarter|year)(?!\w)")
def _latest(match: re.Match[str]) -> Meaning:
    """the latest quarter: the last that is over"""
    return Step(cast(Unit, match["unit"].lower()), -1, "report")


@rule(r"year-(?:ago|earlier)(?!\w)")
def _year_ago(match: re.Match[str]) -> Meaning:
    """year-ago, before a noun"""
    return Step("year", -1, "report")


@rule(r"(?:the\s)?(?P<unit>month|year)(?:['’]s)?[-\s]end")
def _year_end(match: re.Match[str]) -> Meaning:
    """year-end, month's end"""
    return PartOf(Step(cast(Unit, match["unit"].lower()), 0, "report"), "END")


@rule(r"(?:over|at|during|on|of|through)\s(?P<core>the\sweekend)(?!\w)")
def _weekend(match: re.Match[str]) -> Meaning:
    """the weekend"""
    return Named("weekend")


@rule(r"the\s(?P<core>week)\s(?:of|beginning|starting|ending)(?=\s)")
def _week_of(match: re.Match[str]) -> Meaning:
    """The week of "the week of 6 March", joined to that day."""
    return Step("week", 0, "happening")


# ---- times of the day -------------------------------------------------------------------------

_ZONE = (
    r"(?:\s\(?(?:[A-Z]{1,3}(?:MT|ST|DT|TC)|local\stime|local|(?:[A-Z][a-z]+\s)(?:local\s)?time)(?!\w)\)?)?"
)


@rule(rf"(?P<hour>0?\d|1[0-2])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?){_ZONE}")
@rule(
    rf"(?<![\d:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?:hours|hrs|hr|h)(?!\w))?(?![\d:]){_ZONE}"
)
@rule(r"(?P<hour>[01]\d|2[0-4])[:.]?(?P<minute>[0-5]\d)\s?(?:hours|hrs|GMT|UTC)(?!\w)")
@rule(r"(?P<hour>\d|1[0-2])(?P<minute>)\s(?:in\sthe\s(?P<part>morning|afternoon|evening)|o['’]clock)")
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


@rule(rf"(?P<word>{words.any_of(words.CLOCK_WORDS)})(?!\w)")
def _clock_word(match: re.Match[str]) -> Meaning:
    """noon, midnight"""
    return AtTime(None, clock=words.CLOCK_WORDS[match["word"].lower()])


@rule(r"(?P<word>overnight|tonight)(?!\w)")
def _night(match: re.Match[str]) -> Meaning:
    """overnight, tonight"""
    over = match["word"].lower() == "overnight"
    return AtTime(Step("day", -1 if over else 0, "report"), part="NI", across=over)


@rule(
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


@rule(
    rf"(?:in|during|by|until|till|before|after|at|toward|towards|around|throughout|since|from)\s(?P<core>(?:the\s)?(?:(?:early|late|mid)[-\s])?(?P<part>{words.PART_OF_DAY}))(?!\w)"
)
@rule(
    rf"(?P<core>(?:the\s)?(?:(?:early|late|mid)[-\s])?(?P<part>{words.PART_OF_DAY}))(?=\s(?:of|on|yesterday|today|tomorrow|{words.WEEKDAY})(?!\w))"
)
def _part_of_day(match: re.Match[str]) -> Meaning:
    """at dawn, in the afternoon"""
    return AtTime(None, part=words.PARTS_OF_DAY[words.plain(match["part"])])


# ---- lengths and repetitions ------------------------------------------------------------------


@rule(rf"(?:every|each)\s(?:(?P<count>{words.COUNT})\s)?(?P<unit>{words.UNIT})(?!\w)")
@rule(r"(?P<core>per\s(?P<unit>second|minute|hour|day|week|month|year))(?!\w)(?P<count>)?")
@rule(
    rf"(?:once|twice|times|{words.NUMBER})\s(?P<core>an?\s(?P<unit>hour|day|night|week|month|year))(?!\w)(?P<count>)?"
)
def _every(match: re.Match[str]) -> Meaning:
    """every day, per week, twice a month"""
    unit = words.UNITS.get(match["unit"].lower(), match["unit"].lower())
    count = words.read_count(match["count"]) if match["count"] else 1
    return Repeated(period(Length(count, "day" if unit == "night" else unit)))


@rule(rf"(?:every|each)\s(?P<name>{words.WEEKDAY}|{words.MONTH}|{words.SEASON}|{words.PART_OF_DAY})(?!\w)")
def _every_named(match: re.Match[str]) -> Meaning:
    """every Friday, each July, every night"""
    name = words.plain(match["name"])
    if name in words.WEEKDAYS:
        return Repeated(f"XXXX-WXX-{words.WEEKDAYS[name] + 1}")
    if name in words.MONTHS:
        return Repeated(f"XXXX-{words.MONTHS[name]:02d}")
    if name in words.SEASONS:
        return Repeated(f"XXXX-{('SP', 'SU', 'FA', 'WI')[words.SEASONS[name] - 1]}")
    return Repeated(f"XXXX-XX-XXT{words.PARTS_OF_DAY[name]}")


@rule(rf"(?P<word>{words.any_of(words.REPEATED)})(?!\w)")
def _repeated(match: re.Match[str]) -> Meaning | None:
    """daily; a Daily with a capital inside a sentence is a newspaper"""
    if match["word"][0].isupper() and re.search(r"[\w,]\s$", _before(match, 2)):
        return None
    return Repeated(period(Length(1, words.REPEATED[words.plain(match["word"])])))


@rule(rf"(?P<word>{words.any_of(words.REFERENCES)})(?![\w-])")
def _reference(match: re.Match[str]) -> Meaning | None:
    """now, recently"""
    if words.plain(match["word"]) == "now" and re.match(r"\sthat\s", _after(match, 8)):
        return None
    if words.plain(match["word"]) == "this time" and not re.search(
        r"(?<!\w)(?:at|by|from|during|until)\s$", _before(match, 8)
    ):
        return None
    return Reference(words.REFERENCES[words.plain(match["word"])])


@rule(
    rf"(?P<core>(?:the\s)?(?:(?P<many>{words.NUMBER})\s)?(?P<way>last|past|next|coming|previous|preceding|following|recent|first|final)\s(?P<count>{words.COUNT}\s)?(?P<unit>{words.UNIT}))(?!\w)"
)
def _window(match: re.Match[str]) -> Meaning | None:
    """the last three months, recent years, the next few days"""
    way, unit = match["way"].lower(), match["unit"].lower()
    plural = unit.endswith("s")
    if not match["count"] and not plural:
        return None
    number = (match["count"] or match["many"] or "").strip()
    count = words.read_count(number) if number else None
    length = _length_of(count, words.UNITS[unit])
    if way in ("first", "final"):
        return length
    sign = 1 if way in ("next", "coming", "following") else -1
    return Window(length, sign, "text" if way in ("previous", "preceding", "following") else "report")


@rule(
    rf"(?P<hedge>{words.HEDGE})?(?P<count>{words.COUNT})(?:\s|-)(?:(?:full|more|additional|consecutive|long|straight|extra|whole|other|working|trading|business|bloody)\s)?(?P<unit>{words.UNIT})(?P<half>\sand\sa\shalf)?(?:[-\s](?:long|old)|\sof\sage)?(?!\w)(?!\sof\sage)"
)
def _length(match: re.Match[str]) -> Meaning | None:
    """three days, a five-hour, two and a half years"""
    unit = words.UNITS[words.plain(match["unit"])]
    count = words.plain(match["count"])
    plural = match["unit"].lower().endswith("s")
    if count in ("a", "an", "some", "many", "few") and (
        unit in ("quarter", "night", "weekend") or (unit == "day" and plural)
    ):
        return None
    if plural and count in ("a", "an"):
        return None
    number = words.read_count(count)
    return _length_of(number + 0.5 if match["half"] and number is not None else number, unit)


@rule(
    r"(?:for|in|within|after|over|of|took|take|lasted|lasting)\s(?P<core>(?P<unit>hours|days|weeks|months|years|decades|centuries))(?!\s(?:ago|later|earlier|before|after|of\sage)|\w)"
)
@rule(r"(?P<core>(?P<unit>hour|day|week|month|year|decade)s?-long)(?!\w)")
@rule(r"(?P<core>(?P<unit>weeks|months|years|decades|centuries))\s(?:of|or)\s")
def _open_length(match: re.Match[str]) -> Meaning:
    """for years, weeks of …"""
    several = match["core"].lower().split("-")[0].endswith("s")
    return _length_of(None if several else 1, words.UNITS[match["unit"].lower()])


def _length_of(count: float | None, unit: str) -> Length:
    """A length; two weeks for a fortnight, months for half years and so on."""
    if unit == "fortnight":
        return Length(None if count is None else 2 * count, "week")
    return Length(count, unit)


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


# ---- neighbours read together -----------------------------------------------------------------

_PART_BEHIND = re.compile(
    rf"\s(?:at\s|(?:early|late|mid)[-\s])?(?P<part>{words.PART_OF_DAY})(?!\w)", re.IGNORECASE
)


def _joined(found: list[Found], text: str) -> list[Found]:
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
    match = _PART_BEHIND.match(text, one.end) if _is_day(one.meaning) else None
    if match is None:
        return one
    return Found(
        one.start, match.end(), AtTime(one.meaning, part=words.PARTS_OF_DAY[words.plain(match["part"])])
    )


def _is_day(meaning: Meaning) -> bool:
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
    if week_of and _is_day(right) and len(gap.split()) == 1:
        return Step("week", 0, right)
    return None


_CLOCK_GAP = re.compile(
    r",?\s?(?:(?:on|of|at|in)?\s?(?:the|about|around|just after|shortly after|just before)?)?"
)


def _join_clock(left: Meaning, gap: str, right: Meaning) -> Meaning | None:
    """10 p.m. Wednesday; Friday at 10 p.m.; 2 a.m. this morning; the night of 20 June"""
    if not _CLOCK_GAP.fullmatch(gap):
        return None
    if isinstance(left, AtTime) and left.day is None and _is_day(right):
        return replace(left, day=right)
    if isinstance(left, AtTime) and left.across and gap in ("on", "into", "") and _is_day(right):
        return replace(left, day=right)
    if isinstance(right, AtTime) and right.day is None and _is_day(left) and gap != "of":
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


def _years_shared(found: list[Found], text: str) -> list[Found]:
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


# ---- the words before -------------------------------------------------------------------------

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


def _with_third(one: Found, text: str) -> Found:
    """The "early" of "early May", the "end of" of "the end of the month"."""
    if isinstance(one.meaning, Length | Window | Repeated | Reference | Unclear | Away | PartOf):
        return one
    start = max(0, one.start - 40)
    match = _THIRD.search(text[start : one.start])
    if match is None:
        return one
    which = cast("Third", words.THIRDS[words.plain(match["third"])])
    return Found(start + match.start(), one.end, PartOf(one.meaning, which))


def _with_lead(one: Found, text: str) -> TimeExpression:
    """The find as an expression, with the preposition before it and how that bears on the time."""
    start = max(0, one.start - 40)
    match = _LEAD.search(text[start : one.start])
    if match is None or match["lead"].lower() == "of":
        return _expression(one, one.start, "", text)
    of_something = re.match(r"['’]s?\s\w", text[one.end : one.end + 4])
    bearing = "" if of_something else words.LEADS.get(words.plain(match["lead"]), "")
    return _expression(one, start + match.start(), bearing, text)


def _expression(one: Found, lead: int, bearing: str, text: str) -> TimeExpression:
    return TimeExpression(
        one.start, one.end, text[one.start : one.end], one.meaning, lead, text[lead : one.end], bearing
    )


# ---- ranges -----------------------------------------------------------------------------------

_FROM = re.compile(r"(?:between|from)\s(?:the\s|about\s|around\s)?$", re.IGNORECASE)


def _ranged(expressions: list[TimeExpression], text: str) -> list[TimeExpression]:
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
    return gap in ("and", "and the") and re.search(r"between\s(?:the\s)?$", before) is not None


def _datable(meaning: Meaning) -> bool:
    return isinstance(meaning, Named | Holiday | Weekday | Step | AtTime | PartOf)


def _range(first: TimeExpression, last: TimeExpression, text: str) -> TimeExpression:
    start = max(0, first.start - 20)
    match = _FROM.search(text[start : first.start])
    lead = start + match.start() if match else first.lead
    both = Found(first.start, last.end, Between(first.meaning, last.meaning))
    return replace(_expression(both, lead, "", text), parts=(first, last))
