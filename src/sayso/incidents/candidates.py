"""Which accounts are worth comparing: kinds that can be one happening, days that can, and something shared.

Accounts are put into drawers (a week and a place, a name, a figure, a piece of news), and compared with the
next in each drawer, so that the work grows hardly faster than their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from itertools import combinations, islice

from sayso import vocabulary
from sayso.incidents.account import Account
from sayso.incidents.rarity import UNCOMMON, rarity

#: days of the calendar that share a drawer
_DRAWER_DAYS = 7
#: a vague date is put into the drawers of at most a year
_DRAWERS = 53
#: in each drawer an account is compared with so many that come next
_NEXT = 60
#: a report may be wrong by a day: a night, a time zone
SLACK_DAYS = 1
#: a place told more vaguely than this, in metres, brings nobody together
_VAGUE_M = 100_000.0


def pairs_within(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Pairs of accounts of one report, by position: those whose kinds can be one happening."""
    pairs = combinations(range(len(accounts)), 2)
    return ((i, j) for i, j in pairs if can_be_one_kind(accounts[i], accounts[j]))


def pairs_across(accounts: Sequence[Account]) -> list[tuple[int, int]]:
    """Pairs of accounts of different reports, by position, lower first; nothing without a day is compared."""
    drawers: defaultdict[Hashable, list[int]] = defaultdict(list)
    for position in sorted(range(len(accounts)), key=lambda i: (_first_day(accounts[i]), i)):
        for drawer in _drawers(accounts[position]):
            drawers[drawer].append(position)
    near = {
        (min(one, other), max(one, other))
        for drawer in drawers.values()
        for place, one in enumerate(drawer)
        for other in islice(drawer, place + 1, place + 1 + _NEXT)
    }
    return sorted(pair for pair in near if _worth_it(accounts[pair[0]], accounts[pair[1]]))


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


def _worth_it(one: Account, other: Account) -> bool:
    return not one.reports & other.reports and can_be_one_kind(one, other) and _days_can_meet(one, other)


def _days_can_meet(one: Account, other: Account) -> bool:
    if one.news & other.news:
        return True
    return any(
        start - SLACK_DAYS < until and since < end + SLACK_DAYS
        for start, end in one.days or one.windows
        for since, until in other.days or other.windows
    )


def _first_day(one: Account) -> int:
    return min((start for start, _ in one.days or one.windows), default=0)


def _drawers(one: Account) -> Iterator[Hashable]:
    """Its pieces of news, and for each week that its days touch what it can be found by."""
    yield from (("news", news) for news in one.news)
    weeks: set[int] = set()
    for start, end in one.days or one.windows:
        first = (start - SLACK_DAYS) // _DRAWER_DAYS
        weeks.update(range(first, min((end - 1 + SLACK_DAYS) // _DRAWER_DAYS, first + _DRAWERS) + 1))
    shared = list(_found_by(one)) if weeks else []
    for week in weeks:
        yield from ((week, what) for what in shared)


def _found_by(one: Account) -> Iterator[Hashable]:
    """Squares of the map, places on no map, names, towns it is filed from, figures above one."""
    yield from {square for place in one.places for square in _squares(place.lat, place.lon, place.radius_m)}
    yield from {place.name.casefold() for place in one.places if place.lat is None}
    yield from {name for name in one.by | one.against if rarity(name) >= UNCOMMON}
    yield from (("filed", town) for town in one.datelines)
    yield from {
        toll for told in one.told for toll in (told.killed, told.injured) if toll and (toll[0] or 0) > 1
    }


def _squares(lat: float | None, lon: float | None, radius_m: float | None) -> Iterator[tuple[int, int]]:
    """The squares of a degree that it lies in or next to: two places close together share one."""
    if lat is None or lon is None or (radius_m or 0.0) > _VAGUE_M:
        return
    south, west = round(lat), round(lon)
    yield from ((south + up, west + right) for up in (-1, 0) for right in (-1, 0))
