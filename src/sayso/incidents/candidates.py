"""Which accounts are worth comparing: kinds that can be one happening, and days that can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from sayso import vocabulary
from sayso.incidents.account import Account

#: days of the calendar that share a drawer; accounts in one drawer, or the next, are looked at
_DRAWER_DAYS = 7
#: a report may be wrong by a day: a night, a time zone
SLACK_DAYS = 1


def pairs_within(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Pairs of accounts of one report, by position: those whose kinds can be one happening."""
    pairs = combinations(range(len(accounts)), 2)
    return ((i, j) for i, j in pairs if can_be_one_kind(accounts[i], accounts[j]))


def pairs_across(accounts: Sequence[Account]) -> list[tuple[int, int]]:
    """Pairs of accounts of different reports, by position; nothing without a day is compared."""
    drawers: defaultdict[int, set[int]] = defaultdict(set)
    for position, one in enumerate(accounts):
        for drawer in _drawers(one):
            drawers[drawer].add(position)
    near = {pair for drawer in drawers.values() for pair in combinations(sorted(drawer), 2)}
    return sorted(pair for pair in near if _worth_it(accounts[pair[0]], accounts[pair[1]]))


def can_be_one_kind(one: Account, other: Account) -> bool:
    """Whether some kind of the one can be told as some kind of the other; general words count only where an
    account has nothing more special.
    """
    first, second = one.special or one.kinds, other.special or other.kinds
    return any(kin(kind, another) for kind in first for another in second)


@cache
def kin(one: str, other: str) -> bool:
    """Whether the two kinds are the same or kin, or one is a general word for the other."""
    sameness = vocabulary.load("sameness")
    rows = (*sameness["mistaken"], *sameness["joined"])
    if one == other or any(one in row and other in row for row in rows):
        return True
    general = one in sameness["general"] or other in sameness["general"]
    return general and one in sameness["violence"] and other in sameness["violence"]


def _worth_it(one: Account, other: Account) -> bool:
    return not one.reports & other.reports and can_be_one_kind(one, other) and _days_can_meet(one, other)


def _days_can_meet(one: Account, other: Account) -> bool:
    return any(
        start - SLACK_DAYS < until and since < end + SLACK_DAYS
        for start, end in one.days or one.windows
        for since, until in other.days or other.windows
    )


def _drawers(one: Account) -> set[int]:
    """The weeks that its days touch; at most a year of them, so that a vague date does not touch all."""
    weeks: set[int] = set()
    for start, end in one.days or one.windows:
        first = (start - SLACK_DAYS) // _DRAWER_DAYS
        weeks.update(range(first, min((end - 1 + SLACK_DAYS) // _DRAWER_DAYS, first + 53) + 1))
    return weeks
