"""Which accounts are worth comparing: kinds that can be one happening, days that can, and something shared.

Accounts lie in drawers (a week and a cell of the map, a name, a figure; a piece of news), each beside so many others,
so that the work grows hardly faster than their number.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from itertools import combinations
from math import floor

from sayso import vocabulary
from sayso.incidents.account import Account
from sayso.incidents.drawers import Labels
from sayso.incidents.order import Order
from sayso.incidents.rarity import UNCOMMON, rarity
from sayso.model import Place

#: days of the calendar that share a drawer
_DRAWER_DAYS = 7
#: a vague date is put into the drawers of at most a year
_DRAWERS = 53
#: cells to a degree: two points half as far apart as a cell is wide share one, up to 57 degrees north or south
_CELLS = 4
#: how many an account lies beside, before and after it, in a drawer of what many accounts share, and in others
_FEW, _MANY = 20, 60
#: a report may be wrong by a day: a night, a time zone
SLACK_DAYS = 1


def pairs_within(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Pairs of accounts of one report, by position: those whose kinds can be one happening."""
    pairs = combinations(range(len(accounts)), 2)
    return ((i, j) for i, j in pairs if can_be_one_kind(accounts[i], accounts[j]))


def worth_comparing(one: Account, other: Account) -> bool:
    """Whether two accounts of different reports can be of one happening: their kinds, and their days or the news."""
    if not one.reports.isdisjoint(other.reports) or not can_be_one_kind(one, other):
        return False
    if not one.news.isdisjoint(other.news):
        return True
    return any(
        start - SLACK_DAYS < until and since < end + SLACK_DAYS
        for start, end in one.days or one.windows
        for since, until in other.days or other.windows
    )


def can_be_one_kind(one: Account, other: Account) -> bool:
    """Whether some kind of the one can be told as some kind of the other; general words count only where an
    account has nothing more special.
    """
    return _kin_sets(one.special or one.kinds, other.special or other.kinds)


@cache
def _kin_sets(first: frozenset[str], second: frozenset[str]) -> bool:
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


def drawer_order(one: Account) -> tuple[int, Order]:
    """Accounts lie in their drawers by their first day."""
    return min((start for start, _ in one.days or one.windows), default=0), one.told[0].order


def drawers_of(one: Account) -> Labels:
    """Its pieces of news, and for each week that its days touch what it can be found by; nothing without a day is
    found by anything but its news.
    """
    labels: dict[Hashable, int] = {("news", news): _MANY for news in one.news}
    weeks = _weeks(one)
    for what, reach in _found_by(one) if weeks else ():
        labels.update(((week, what), reach) for week in weeks)
    return labels


def _weeks(one: Account) -> set[int]:
    weeks: set[int] = set()
    for start, end in one.days or one.windows:
        first = (start - SLACK_DAYS) // _DRAWER_DAYS
        weeks.update(range(first, min((end - 1 + SLACK_DAYS) // _DRAWER_DAYS, first + _DRAWERS) + 1))
    return weeks


def _found_by(one: Account) -> Iterator[tuple[Hashable, int]]:
    """Cells of the map, places on no map, names, towns it is filed from, figures above one. Nothing else that two
    accounts can share brings them above zero.
    """
    yield from ((cell, _MANY) for cell in {cell for place in one.fine for cell in _cells(place)})
    yield from ((place.name.casefold(), _MANY) for place in one.places if place.lat is None)
    yield from ((name, _MANY) for name in one.by | one.against if rarity(name) >= UNCOMMON)
    yield from ((("filed", town), _FEW) for town in one.datelines)
    yield from ((("hurt", toll), _FEW) for _, toll in one.tolls)


def _cells(place: Place) -> Iterator[tuple[int, int]]:
    """The four cells that meet at the corner nearest to it: two places close together share one."""
    if place.lat is None or place.lon is None:
        return
    south, west = floor(place.lat * _CELLS + 0.5), floor(place.lon * _CELLS + 0.5)
    yield from ((south + up, west + right) for up in (-1, 0) for right in (-1, 0))
