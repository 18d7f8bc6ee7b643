"""Weekdays and holidays, and times counted from the day of the report or from what was spoken of last."""

from __future__ import annotations

import re
from typing import cast

from sayso.claims.times import words
from sayso.claims.times.calendar import Unit
from sayso.claims.times.meanings import (
    AtTime,
    Away,
    Base,
    Holiday,
    Length,
    Meaning,
    Named,
    PartOf,
    Repeated,
    Step,
    Weekday,
    Window,
)
from sayso.claims.times.rules import STEP, YEAR, Rules, words_after, words_before, year_of

RULES = Rules()


@RULES.add(rf"(?P<day>{words.WEEKDAY}|{words.SHORT_WEEKDAY}\b\.?)(?P<plural>s)?(?!\w)")
def _weekday(match: re.Match[str]) -> Meaning | None:
    """Saturday; short forms only with a full stop or before a date; Bloody Sunday is a name"""
    name = match["day"]
    before = words_before(match, 12).split()[-1:]
    if not name[0].isupper() or (before and before[0].lower() in words.WEEKDAY_NAMES):
        return None
    number = words.WEEKDAYS[name.lower().rstrip(".")]
    if not name.lower().rstrip(".").endswith("day") and not _short_weekday_fits(match):
        return None
    if match["plural"]:
        return Repeated(f"XXXX-WXX-{number + 1}")
    return Weekday(number, any_such=re.search(r"\b(?:on\sa|one)\s$", words_before(match, 6)) is not None)


def _short_weekday_fits(match: re.Match[str]) -> bool:
    dated = re.match(
        rf",?\s(?:\d{{1,2}}\s)?(?:{words.MONTH}|{words.SHORT_MONTH})", words_after(match, 20), re.IGNORECASE
    )
    return bool(dated) or (match["day"].endswith(".") and match["day"].lower() not in ("sat.", "sun."))


@RULES.add(rf"(?P<holiday>{words.HOLIDAY})(?:,?\s(?:of\s)?{YEAR}(?!\d))?(?!\w)")
def _holiday(match: re.Match[str]) -> Meaning | None:
    """Christmas Day, New Year's Eve 2015"""
    if not match["holiday"][0].isupper():
        return None
    return Holiday(words.HOLIDAYS[words.plain(match["holiday"])], year_of(match))


# ---- counted from the day of the report or from what was spoken of last -----------------------


@RULES.add(
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


@RULES.add(
    rf"{STEP}\s(?:fiscal\s|calendar\s)?(?P<unit>day|week|weekend|fortnight|month|quarter|year|decade|century)(?![\w-])(?!\sof\s(?:the\s)?[a-z])"
)
def _step(match: re.Match[str]) -> Meaning | None:
    """last week, the next day, that year; "the past year" is a length that ends now"""
    unit = match["unit"].lower()
    sign, base = _direction(match["step"])
    determined = match["step"].lower().startswith("the ")
    if determined and re.match(r"\sin\s(?:the\s)?[a-z]", words_after(match, 10)):
        return None
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


@RULES.add(rf"{STEP}\s(?P<name>{words.MONTH}|{words.SEASON}|{words.WEEKDAY}|{words.HOLIDAY})(?!\w)")
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


@RULES.add(
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
    counted_from = re.match(r"\s[\w\"“]", words_after(match, 8))
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


@RULES.add(
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


@RULES.add(
    r"(?:earlier|later|early|late|end|beginning|start|middle|rest|part|half|course|days|weeks|months|remainder)\s(?:in|of|on)\s(?P<core>(?P<which>the|that|this|the\ssame)\s(?P<unit>day|week|month|year|decade|century))(?![\w-])"
)
def _the_unit(match: re.Match[str]) -> Meaning:
    """The month of "the end of the month"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    base: Base = "text" if which in ("that", "the same") or (which, unit) == ("the", "day") else "report"
    return Step(cast(Unit, unit), 0, base)


@RULES.add(r"the\s(?:latest|most\srecent)\s(?P<unit>week|month|quarter|year)(?!\w)")
def _latest(match: re.Match[str]) -> Meaning:
    """the latest quarter: the last that is over"""
    return Step(cast(Unit, match["unit"].lower()), -1, "report")


@RULES.add(r"(?:the\s)?(?:comparable\s)?year-(?:ago|earlier)\s(?:quarter|period)(?!\w)")
@RULES.add(r"the\squarter\sa\syear\s(?:ago|earlier)(?!\w)")
def _quarter_a_year_ago(match: re.Match[str]) -> Meaning:
    """the year-ago quarter: a year before the last quarter that is over"""
    return Step("quarter", -5, "report")


@RULES.add(r"year-(?:ago|earlier)(?!\w)")
def _year_ago(match: re.Match[str]) -> Meaning:
    """year-ago, before a noun"""
    return Step("year", -1, "report")


@RULES.add(r"(?:the\s)?(?P<unit>month|year)(?:['’]s)?[-\s]end")
def _year_end(match: re.Match[str]) -> Meaning:
    """year-end, month's end"""
    return PartOf(Step(cast(Unit, match["unit"].lower()), 0, "report"), "END")


@RULES.add(r"(?:over|at|during|on|of|through)\s(?P<core>the\sweekend)(?!\w)")
def _weekend(match: re.Match[str]) -> Meaning:
    """the weekend"""
    return Named("weekend")


@RULES.add(r"the\s(?P<core>week)\s(?:of|beginning|starting|ending)(?=\s)")
def _week_of(match: re.Match[str]) -> Meaning:
    """The week of "the week of 6 March", joined to that day."""
    return Step("week", 0, "happening")
