"""The reasons for and against two reports telling mainly of one happening.

The one word, and the one name, that weighs most of all that two reports share does not count: where there is fighting
every day it is the name of the town.

Each reason answers how far it holds: 0 not at all, about 1 fully, seldom more. Its docstring is the sentence
that a reviewer sees. What each counts for is learned: ``vocabulary/report_weights.toml``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

from sayso import vocabulary
from sayso.incidents.rarity import rarity
from sayso.incidents.traits import Traits

ReportReason = Callable[[Traits, Traits], float]

#: names no rarer than this say nothing: one report in fifty
_KNOWN_NAME = 4.0
#: of the two names of a person, one must be rarer than one report in 250
_RARE_NAME = 5.5
#: news appears within so many days
_NEWS_DAYS = 4
_YEAR = math.log1p(365)
#: the higher, the more a little likeness counts beside much; chosen on the dev half and an invented war
_STEEP = 100.0


def uncommon_words(one: Traits, other: Traits) -> float:
    """Both reports use the same uncommon words, and more than one of them."""
    shared = shared_weights(one, other)
    cosine = max(0.0, sum(shared) - max(shared, default=0.0))
    return math.log1p(_STEEP * cosine) / math.log1p(_STEEP)


def shared_weights(one: Traits, other: Traits) -> list[float]:
    """What each word that both reports have adds to their likeness; all add up to 1 for one and the same text."""
    fewer, more = sorted((one.words, other.words), key=len)
    return [weight * more[word] for word, weight in fewer.items() if word in more]


def uncommon_names(one: Traits, other: Traits) -> float:
    """Both reports have the same names of people, places or bodies, more than one and not only well-known ones."""
    worth = [max(0.0, rarity(name) - _KNOWN_NAME) for name in one.names & other.names]
    # fsum, since a set has no order of its own
    return math.log1p(math.fsum(worth) - max(worth, default=0.0))


def same_people(one: Traits, other: Traits) -> float:
    """Both reports name the same people in full."""
    return math.log1p(
        sum(max(rarity(first), rarity(last)) > _RARE_NAME for first, last in one.people & other.people)
    )


def same_house(one: Traits, other: Traits) -> float:
    """Both reports give the same number of the same street."""
    return float(bool(one.houses & other.houses))


def other_streets(one: Traits, other: Traits) -> float:
    """The reports name streets, and none that is in both."""
    return float(bool(one.streets and other.streets) and not one.streets & other.streets)


def other_ages(one: Traits, other: Traits) -> float:
    """The reports say how old people are, and no age is in both."""
    return float(bool(one.ages and other.ages) and not one.ages & other.ages)


def within_days(one: Traits, other: Traits) -> float:
    """The reports appeared within four days."""
    gap = _days_between(one, other)
    return float(gap is not None and gap <= _NEWS_DAYS)


def time_between(one: Traits, other: Traits) -> float:
    """Time lies between the reports: the longer, the more it counts; a year is 1."""
    gap = _days_between(one, other)
    return 0.0 if gap is None else math.log1p(gap) / _YEAR


def same_outlet(one: Traits, other: Traits) -> float:
    """Both reports are from one outlet, which seldom tells the same news twice."""
    return float(one.outlet is not None and one.outlet == other.outlet)


REASONS: tuple[ReportReason, ...] = (
    uncommon_words,
    uncommon_names,
    same_people,
    same_house,
    other_streets,
    other_ages,
    within_days,
    time_between,
    same_outlet,
)


def strengths(one: Traits, other: Traits) -> tuple[float, ...]:
    """How far each reason holds, in the order of REASONS."""
    return tuple(reason(one, other) for reason in REASONS)


def log_odds(one: Traits, other: Traits) -> float:
    """Above zero: rather one happening than two."""
    start, weights = learned()
    return start + sum(
        weight * strength for weight, strength in zip(weights, strengths(one, other), strict=True)
    )


@cache
def learned() -> tuple[float, tuple[float, ...]]:
    """What two reports start with, and the weight of each reason, in the order of REASONS."""
    data = vocabulary.load("report_weights")
    return data["start"], tuple(data["weights"][reason.__name__] for reason in REASONS)


def _days_between(one: Traits, other: Traits) -> int | None:
    return None if one.day is None or other.day is None else abs(one.day - other.day)
