"""Reasons and judgements become groups, first within each report, then across reports.

Within a report the best pair joins first and is from then on compared as one account, by all that its claims
say together. Across reports whole accounts are compared, each report's own, and groups join by the mean over
their members (``grouping.py``). Neither chains; and what one report keeps apart is never joined by another.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from sayso.incidents.account import Account, account
from sayso.incidents.candidates import can_be_one_kind, pairs_across, pairs_within
from sayso.incidents.compare import Reason, compare, score
from sayso.incidents.grouping import grouped
from sayso.incidents.judged import Pair
from sayso.incidents.order import Order
from sayso.incidents.told import Told
from sayso.model import ClaimId, ReportId

#: first claim of a group → the reasons of every joining in it
Why = dict[ClaimId, list[tuple[Reason, ...]]]
#: positions of two accounts, the lower first → the reasons that hold between them
Reasons = Callable[[int, int], tuple[Reason, ...]]

#: what two accounts score that are of kinds that cannot be one happening
_NEVER = -20.0


@dataclass(slots=True)
class Linked:
    """The groups, and the reasons that held each time two of their parts were joined."""

    accounts: list[Account]
    why: Why = field(default_factory=dict)


class Parted:
    """Which claims people keep apart."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.from_: defaultdict[ClaimId, set[ClaimId]] = defaultdict(set)
        for one, other in (sorted(pair) for pair in pairs if len(pair) == 2):
            self.from_[one].add(other)
            self.from_[other].add(one)

    def between(self, one: Iterable[Told], other: Sequence[Told]) -> bool:
        """Whether any claim of the one is kept apart from any of the other."""
        if not self.from_:
            return False
        away = [self.from_[told.claim.id] for told in one if told.claim.id in self.from_]
        return any(told.claim.id in ids for ids in away for told in other)


def link(claims: Iterable[Told], together: Iterable[Pair], apart: Iterable[Pair]) -> Linked:
    """The claims in groups of one happening each; the same claims in any order give the same groups."""
    parted = Parted(apart)
    units = _merged_by_people(sorted(claims, key=lambda one: one.order), together, parted)
    why: Why = {}
    told_once: list[Account] = []
    for batch in _by_report(units):
        told_once += _joined_within(batch, parted, why)
    told_once.sort(key=_order)
    return Linked(sorted(_joined_across(told_once, parted, why), key=_order), why)


def _order(one: Account) -> Order:
    return one.told[0].order


def _merged_by_people(claims: Sequence[Told], together: Iterable[Pair], parted: Parted) -> list[Account]:
    """Each claim alone, or with those a person merged it with; what a person parted stays parted."""
    groups: dict[ClaimId, list[Told]] = {one.claim.id: [one] for one in claims}
    for pair in together:
        here = [groups[claim] for claim in sorted(pair) if claim in groups]
        if len(here) < 2 or here[0] is here[1] or parted.between(here[0], here[1]):
            continue
        union = here[0] + here[1]
        groups.update({one.claim.id: union for one in union})
    unique = {id(group): group for group in groups.values()}
    return sorted((account(group) for group in unique.values()), key=_order)


def _by_report(accounts: Iterable[Account]) -> Iterator[list[Account]]:
    """The accounts of each report; those that a person merged over several reports stand alone."""
    batches: dict[ReportId, list[Account]] = {}
    for one in accounts:
        if len(one.reports) == 1:
            batches.setdefault(next(iter(one.reports)), []).append(one)
        else:
            yield [one]
    yield from batches.values()


def _joined_within(accounts: Sequence[Account], parted: Parted, why: Why) -> list[Account]:
    """The accounts of one report after every joining that its reasons carry, the best first."""
    standing = dict(enumerate(accounts))
    neighbours = _neighbours(pairs_within(accounts))
    heap: list[tuple[float, object, object, int, int, tuple[Reason, ...]]] = []

    def consider(i: int, j: int) -> None:
        one, other = sorted((standing[i], standing[j]), key=_order)
        if can_be_one_kind(one, other) and not parted.between(one.told, other.told):
            reasons = compare(one, other)
            if (points := score(reasons)) > 0:
                heapq.heappush(heap, (-points, _order(one), _order(other), i, j, reasons))

    for i, others in neighbours.items():
        for j in others:
            if i < j:
                consider(i, j)
    new = len(accounts)
    while heap:
        *_, i, j, reasons = heapq.heappop(heap)
        if i not in standing or j not in standing:
            continue
        standing[new] = _join(standing.pop(i), standing.pop(j), reasons, why)
        neighbours[new] = {k for k in neighbours.pop(i) | neighbours.pop(j) if k in standing}
        for k in sorted(neighbours[new]):
            neighbours[k].add(new)
            consider(k, new)
        new += 1
    return list(standing.values())


def _neighbours(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    neighbours: dict[int, set[int]] = {}
    for i, j in pairs:
        neighbours.setdefault(i, set()).add(j)
        neighbours.setdefault(j, set()).add(i)
    return neighbours


def _join(one: Account, other: Account, reasons: tuple[Reason, ...], why: Why) -> Account:
    both = account((*one.told, *other.told))
    first, second = one.claims[0].id, other.claims[0].id
    why[both.claims[0].id] = [*why.pop(first, []), *why.pop(second, []), reasons]
    return both


def _joined_across(accounts: Sequence[Account], parted: Parted, why: Why) -> list[Account]:
    """Groups of accounts of different reports; never two of one report, nor what people keep apart."""

    @cache
    def reasons(i: int, j: int) -> tuple[Reason, ...]:
        return compare(accounts[i], accounts[j])

    def likeness(i: int, j: int) -> float:
        return score(reasons(i, j)) if can_be_one_kind(accounts[i], accounts[j]) else _NEVER

    def apart(i: int, j: int) -> bool:
        one, other = accounts[i], accounts[j]
        return not one.reports.isdisjoint(other.reports) or parted.between(one.told, other.told)

    groups = grouped(len(accounts), pairs_across(accounts), likeness, apart)
    return [_united(accounts, group, reasons, why) for group in groups]


def _united(accounts: Sequence[Account], group: Sequence[int], reasons: Reasons, why: Why) -> Account:
    """The group as one account. Each member but the first is explained by the earlier one most like it."""
    if len(group) == 1:
        return accounts[group[0]]
    members = [accounts[i] for i in group]
    held = [made for one in members for made in why.pop(one.claims[0].id, ())]
    for position, later in enumerate(group[1:], 1):
        held.append(max((reasons(earlier, later) for earlier in group[:position]), key=score))
    both = account(told for one in members for told in one.told)
    why[both.claims[0].id] = held
    return both
