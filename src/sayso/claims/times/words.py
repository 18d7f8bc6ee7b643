"""The English words for times as data and as pieces of patterns, made from vocabulary/times.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sayso import vocabulary
from sayso.claims.grammar.numbers import number

_TABLES: dict[str, Any] = vocabulary.load("times")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; a blank in a word stands for any white space."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def plain(words: str) -> str:
    """Words as keys of the tables: lower case, one blank between them, straight apostrophes."""
    return " ".join(words.lower().replace("’", "'").split())


def _numbered(rows: list[list[str]]) -> dict[str, int]:
    return {word.lower(): number for number, row in enumerate(rows) for word in row}


def _lower(table: str) -> dict[str, Any]:
    return {plain(word): value for word, value in _TABLES[table].items()}


#: January 1; short forms too
MONTHS = {word: number + 1 for word, number in _numbered(_TABLES["months"]).items()}
#: Monday 0
WEEKDAYS = _numbered(_TABLES["weekdays"])
WEEKDAY_NAMES = frozenset(_TABLES["weekday_names"])
DOUBTFUL_MONTHS = frozenset(word.lower() for word in _TABLES["doubtful_months"])
PARTS_OF_DAY: dict[str, str] = _lower("parts_of_day")
CLOCK_WORDS: dict[str, str] = _lower("clock_words")
SEASONS: dict[str, int] = _lower("seasons")
HOLIDAYS: dict[str, str] = _lower("holidays")
ORDINALS: dict[str, int] = _lower("ordinals")
UNITS: dict[str, str] = _lower("units")
REFERENCES: dict[str, str] = _lower("references")
REPEATED: dict[str, str] = _lower("repeated")
THIRDS: dict[str, str] = _lower("thirds")
LEADS: dict[str, str] = _lower("leads")
COUNTED = any_of(_TABLES["counted"])
SEASONAL = any_of(_TABLES["seasonal"])
COUNTING = any_of(_TABLES["counting"])
FUTURE = re.compile(r"(?<!\w)" + any_of(_TABLES["future"]["words"]) + r"(?!\w)", re.IGNORECASE)
FINDING_VERBS = frozenset(_TABLES["finding"]["verbs"])
_KINDS = vocabulary.load("kinds")["kinds"].values()
HAPPENING_NOUNS = frozenset(noun for kind in _KINDS for noun in kind["nouns"])
HARMING_VERBS = frozenset(_TABLES["telling"]["harming"])
TELLING_VERBS = HARMING_VERBS.union(_TABLES["telling"]["verbs"], *(kind["verbs"] for kind in _KINDS))
COUNTING_NOUNS = frozenset(_TABLES["telling"]["counting"])
REPORTING_VERBS = frozenset(_TABLES["telling"]["reporting"])
#: prepositions and conjunctions up to which, or from which on, something is told
LIMITS = frozenset(("since", "until", "till"))
TRYING_VERBS = frozenset(_TABLES["trying"]["verbs"])
OCCURRING_VERBS = frozenset(_TABLES["telling"]["occurring"])
SPEAKING_VERBS = frozenset(_TABLES["telling"]["speaking"])

_NUMBERS: dict[str, int] = vocabulary.load("quantities")["numbers"]
_TENS = any_of(word for word, value in _NUMBERS.items() if value >= 20)
_ONES = any_of(word for word, value in _NUMBERS.items() if 1 <= value <= 9 and len(word) > 2)
BELOW_100 = rf"(?:{_TENS}[-\s]{_ONES}|{_TENS}|{_ONES}|{any_of(word for word, value in _NUMBERS.items() if 10 <= value < 20)})"
_WORD_NUMBER = rf"(?:(?:(?:a|{BELOW_100})\s)?(?:hundred|thousand)(?:\s(?:and\s)?{BELOW_100})?|{BELOW_100})"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?:\s\d/\d)?)"

#: A number, in figures or words.
NUMBER = rf"(?:{_DIGITS}|{_WORD_NUMBER})"
#: How many, also where no number is said.
COUNT = (
    rf"(?:half\san?|(?:a\s)?couple\sof|a\scouple|a\s(?:good\s)?few|a\sdozen|several|some|many|few|"
    rf"{NUMBER}(?:\sand\sa\shalf|-and-a-half)?|an?)"
)
#: Words that loosen or stress a number.
HEDGE = (
    r"(?:(?:about|around|nearly|almost|roughly|approximately|some|over|under|barely|just|only|exactly|fully|up\sto|"
    r"more\sthan|less\sthan|at\sleast|at\smost|no\smore\sthan|fewer\sthan|close\sto|a\slittle\smore\sthan)\s)"
)
UNIT = any_of(UNITS)
MONTH = any_of(word for word in MONTHS if len(word) > 4 or word in ("may", "june", "july")) + (r"(?![a-z])")
SHORT_MONTH = (
    any_of(word for word in MONTHS if len(word) <= 4 and word not in ("may", "june", "july")) + r"\b\.?"
)
WEEKDAY = any_of(word for word in WEEKDAYS if word.endswith("day"))
SHORT_WEEKDAY = any_of(word for word in WEEKDAYS if not word.endswith("day"))
SEASON = any_of(SEASONS)
PART_OF_DAY = any_of(PARTS_OF_DAY)
HOLIDAY = any_of(HOLIDAYS).replace("'", "['’]")
ORDINAL = rf"(?:{any_of(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"


def read_count(words: str) -> float | None:
    """The number that words for a count say; None where they leave it open ("several").

    >>> read_count("two and a half"), read_count("a couple of"), read_count("several")
    (2.5, 2, None)
    """
    words = plain(words).replace("-and-a-half", " and a half")
    if words.startswith("half"):
        return 0.5
    if words.startswith(("a couple", "couple")):
        return 2
    if words in ("several", "some", "many", "few", "a few", "a good few"):
        return None
    half = 0.5 if words.endswith(" and a half") else 0
    words = words.removesuffix(" and a half")
    whole = _read_digits(words) if words[0].isdigit() else number(words.replace("-", " "))
    return None if whole is None else whole + half


def _read_digits(words: str) -> float:
    """Figures: 1,200 and 2.5 and 2 1/2."""
    whole, _, fraction = words.replace(",", "").partition(" ")
    upper, _, lower = fraction.partition("/")
    extra = int(upper) / int(lower) if lower and int(lower) else 0
    return float(whole) + extra


def read_ordinal(words: str) -> int:
    """The number of an ordinal, in figures or words."""
    words = plain(words)
    return ORDINALS[words] if words in ORDINALS else int(re.sub(r"\D", "", words))
