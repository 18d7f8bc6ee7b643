"""How long and how often: lengths, windows that end or begin at the report, repetitions, "now"."""

from __future__ import annotations

import re

from sayso.claims.times import words
from sayso.claims.times.meanings import Length, Meaning, Reference, Repeated, Window
from sayso.claims.times.rules import Rules, words_after, words_before
from sayso.claims.times.values import period

RULES = Rules()


@RULES.add(rf"(?:every|each)\s(?:(?P<count>{words.COUNT})\s)?(?P<unit>{words.UNIT})(?!\w)")
@RULES.add(r"(?P<core>per\s(?P<unit>second|minute|hour|day|week|month|year))(?!\w)(?P<count>)?")
@RULES.add(
    rf"(?:once|twice|times|{words.NUMBER})\s(?P<core>an?\s(?P<unit>hour|day|night|week|month|year))(?!\w)(?P<count>)?"
)
def _every(match: re.Match[str]) -> Meaning:
    """every day, per week, twice a month"""
    unit = words.UNITS.get(match["unit"].lower(), match["unit"].lower())
    count = words.read_count(match["count"]) if match["count"] else 1
    return Repeated(period(Length(count, "day" if unit == "night" else unit)))


@RULES.add(
    rf"(?:every|each)\s(?P<name>{words.WEEKDAY}|{words.MONTH}|{words.SEASON}|{words.PART_OF_DAY})(?!\w)"
)
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


@RULES.add(rf"(?P<word>{words.any_of(words.REPEATED)})(?!\w)")
def _repeated(match: re.Match[str]) -> Meaning | None:
    """daily; a Daily with a capital inside a sentence is a newspaper"""
    if match["word"][0].isupper() and re.search(r"[\w,]\s$", words_before(match, 2)):
        return None
    return Repeated(period(Length(1, words.REPEATED[words.plain(match["word"])])))


@RULES.add(rf"(?P<word>{words.any_of(words.REFERENCES)})(?![\w-])")
def _reference(match: re.Match[str]) -> Meaning | None:
    """now, recently"""
    if words.plain(match["word"]) == "now" and re.match(r"\sthat\s", words_after(match, 8)):
        return None
    if words.plain(match["word"]) == "this time" and not re.search(
        r"(?<!\w)(?:at|by|from|during|until)\s$", words_before(match, 8)
    ):
        return None
    return Reference(words.REFERENCES[words.plain(match["word"])])


@RULES.add(
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
    length = length_of(count, words.UNITS[unit])
    if way in ("first", "final"):
        return length
    sign = 1 if way in ("next", "coming", "following") else -1
    return Window(length, sign, "text" if way in ("previous", "preceding", "following") else "report")


@RULES.add(
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
    return length_of(number + 0.5 if match["half"] and number is not None else number, unit)


@RULES.add(
    r"(?:for|in|within|after|over|of|took|take|lasted|lasting)\s(?P<core>(?P<unit>hours|days|weeks|months|years|decades|centuries))(?!\s(?:ago|later|earlier|before|after|of\sage)|\w)"
)
@RULES.add(r"(?P<core>(?P<unit>hour|day|week|month|year|decade)s?-long)(?!\w)")
@RULES.add(r"(?P<core>(?P<unit>weeks|months|years|decades|centuries))\s(?:of|or)\s")
def _open_length(match: re.Match[str]) -> Meaning:
    """for years, weeks of …"""
    several = match["core"].lower().split("-")[0].endswith("s")
    return length_of(None if several else 1, words.UNITS[match["unit"].lower()])


def length_of(count: float | None, unit: str) -> Length:
    """A length; two weeks for a fortnight, months for half years and so on."""
    if unit == "fortnight":
        return Length(None if count is None else 2 * count, "week")
    return Length(count, unit)
