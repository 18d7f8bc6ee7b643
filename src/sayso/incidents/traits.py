"""What a report can be known by, whatever its claims: uncommon words, names, streets, ages, day, outlet."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlsplit

from sayso import vocabulary
from sayso.incidents.rarity import bare, rarity, words_in
from sayso.model import Report, ReportId

_LETTERS = re.compile(r"[^\W\d_][\w'’.-]*")
_TWO_NAMES = re.compile(
    r"\b([A-Z][a-z'’-]+(?:[A-Z][a-z]+)?)\s+(?:[A-Z]\.?\s+|[\"“][^\"”]{1,20}[\"”]\s+)?([A-Z][a-z'’-]+(?:[A-Z][a-z]+)?)\b"
)
_AGE = re.compile(r"\b(\d{1,2})[- ]year[- ]old|, (\d{1,2}),|\baged? (\d{1,2})\b|\((\d{1,2})\)")
#: an archive's address before the address of the page itself
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\w+/")


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """One report. Words are folded; their weights make a vector of length one."""

    report: ReportId
    words: Mapping[str, float]
    #: words that stand with a capital letter only
    names: frozenset[str]
    #: people and others with two names, neither of them an everyday word
    people: frozenset[tuple[str, str]]
    streets: frozenset[str]
    #: (number, street)
    houses: frozenset[tuple[str, str]]
    ages: frozenset[str]
    #: day of publication, in days since the year 1
    day: int | None
    #: the host of its address, or else its publisher
    outlet: str | None


def traits_of(report: Report) -> Traits:
    """What can be told of the report from its title, its text, its address and its day."""
    text = f"{report.title or ''}\n{report.text}"
    names = _names(text)
    streets = _street().findall(text)
    return Traits(
        report.id,
        _weighted([*words_in(text), *_words_of_address(report.url)]),
        names,
        frozenset(pair for pair in _pairs_of_names(text) if set(pair) <= names),
        frozenset(_street_name(street) for _, street in streets),
        frozenset((number, _street_name(street)) for number, street in streets if number),
        frozenset(age for ages in _AGE.findall(text) for age in ages if age),
        date.fromisoformat(report.published).toordinal() if report.published else None,
        outlet_of(report),
    )


def _weighted(words: list[str]) -> dict[str, float]:
    weights = {word: (1 + math.log(times)) * rarity(word) for word, times in Counter(words).items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _names(text: str) -> frozenset[str]:
    capital: set[str] = set()
    small: set[str] = set()
    for word in _LETTERS.findall(text):
        (capital if word[0].isupper() else small).add(bare(word).strip("."))
    return frozenset(word for word in capital - small if len(word) > 2)


def _pairs_of_names(text: str) -> set[tuple[str, str]]:
    return {(bare(first), bare(last)) for first, last in _TWO_NAMES.findall(text)}


@cache
def _street() -> re.Pattern[str]:
    """(house number or "", name of the street)."""
    sort = "|".join(vocabulary.load("sameness")["streets"])
    return re.compile(
        r"\b(?:(\d+)(?:st|nd|rd|th)?(?:[ -]block)? (?:block )?(?:of )?)?"
        r"((?:(?:North|South|East|West|N\.?|S\.?|E\.?|W\.?|[NSEW]{2}) )?(?:[A-Z][a-z]+|\d+(?:st|nd|rd|th))) "
        rf"(?:{sort})\b"
    )


def _street_name(street: str) -> str:
    return street.casefold().split()[-1]


def _words_of_address(url: str | None) -> list[str]:
    path = urlsplit(_ARCHIVED.sub("", url or "")).path
    return [word.casefold() for word in re.split(r"[/_.-]", path) if word.isalpha() and len(word) > 2]


def outlet_of(report: Report) -> str | None:
    """The host of its address, an archive's left out; else its publisher."""
    host = urlsplit(_ARCHIVED.sub("", report.url or "")).hostname
    return host.removeprefix("www.") if host else report.publisher
