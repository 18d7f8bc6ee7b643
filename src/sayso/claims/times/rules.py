"""What the rules for times share: how one is written down, pieces of patterns, what a match says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sayso.claims.times import words
from sayso.claims.times.beginnings import Beginnings, beginnings
from sayso.claims.times.meanings import Meaning


@dataclass(frozen=True, slots=True)
class Found:
    """Words from ``start`` to ``end`` and what they mean."""

    start: int
    end: int
    meaning: Meaning


Builder = Callable[[re.Match[str]], "Meaning | None"]


class Rules:
    """The rules of one kind of expression, in the order they were written."""

    def __init__(self) -> None:
        self.rules: list[tuple[re.Pattern[str], Beginnings, Builder]] = []

    def add(self, pattern: str) -> Callable[[Builder], Builder]:
        """Adds a pattern, with the function that says what a match means, or None if it is no time after all."""

        def added(builder: Builder) -> Builder:
            compiled = re.compile(rf"(?<![\w]){pattern}", re.IGNORECASE)
            self.rules.append((compiled, beginnings(pattern), builder))
            return builder

        return added


DAY_NUMBER = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
MONTH = rf"(?P<month>{words.MONTH}|{words.SHORT_MONTH})"
YEAR = r"(?P<year>1\d{3}|20\d\d)"
ERA = r"(?:\s?(?P<era>B\.?C\.?E?\.?|A\.?D\.?|C\.?E\.?)(?!\w))"
STEP = r"(?P<step>(?:the\s)?(?:last|past|this|next|coming|this\spast|this\scoming|previous|preceding|following|same|current)|that)"
#: words that lead to a time, so that what follows is one
LEADING = (
    r"(?:in|on|since|until|till|by|from|to|of|during|before|after|between|and|or|through|throughout|around|about|"
    r"early|late|mid|last|next|this|every|each|through|for|the|of\sthe|in\sthe|circa|c\.|ca\.)"
)


def words_before(match: re.Match[str], width: int) -> str:
    """The last characters before a match; before the words that lead to it, if the pattern has those."""
    return match.string[max(0, match.start() - width) : match.start()]


def words_after(match: re.Match[str], width: int) -> str:
    """The first characters behind a match."""
    return match.string[match.end() : match.end() + width]


def month_of(match: re.Match[str]) -> int:
    """The month of a match, January 1."""
    return words.MONTHS[match["month"].lower().rstrip(".")]


def year_of(match: re.Match[str]) -> int | None:
    """The year of a match; before the common era it is negative. None where none is written."""
    groups = match.groupdict()
    era = (groups.get("era") or "").upper().replace(".", "")
    digits = groups.get("bc") or groups.get("year")
    if groups.get("short"):
        return two_digit_year(groups["short"])
    if digits is None:
        return None
    return -int(digits) if era.startswith("BC") else int(digits)


def two_digit_year(digits: str) -> int:
    """'68 is 1968 and '14 is 2014: reports are of this century and the last."""
    return int(digits) + (2000 if int(digits) < 40 else 1900)
