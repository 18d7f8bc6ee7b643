"""Reasons and judgements become groups, first within each report, then across reports.

Within a report the best pair joins first and is from then on compared as one account, by all that its claims
say together. Across reports whole accounts are compared, each report's own, and groups join by the mean over
their members (``grouping.py``). Neither chains; and what one report keeps apart is never joined by another.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sayso.incidents.account import Account, account
from sayso.incidents.candidates import (
    can_be_one_kind,
    drawer_order,
    drawers_of,
    pairs_within,
    worth_comparing,
)
from sayso.incidents.compare import Reason, compare, score
from sayso.incidents.joins import Joins
from sayso.incidents.judged import Judged
from sayso.incidents.order import Order
from sayso.incidents.told import Told, has_incident
from sayso.model import Claim, ClaimId, ReportId

G = TypeVar("G")
#: what two accounts score that are of kinds that cannot be one happening
_NEVER = -20.0
#: sorts after every moment: a report that says no moment was always there
_ALWAYS = "~"


@dataclass(frozen=True, slots=True)
class Joining:
    """Two parts of an incident that were joined, and the reasons that held between them."""

    one: tuple[ClaimId, ...]
    other: tuple[ClaimId, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Claims as one account, and why they are."""

    account: Account
    joinings: tuple[Joining, ...] = ()


def account_order(one: Account) -> Order:
    """Accounts by their first claims."""
    return one.told[0].order


def may_be_linked(claim: Claim, judged: Judged) -> bool:
    """Whether the claim is in an incident: by what it tells, or because a person merged it into one."""
    return has_incident(claim) or judged.is_in_merge(claim.id)


def likeness(one: Account, other: Account) -> float:
    """Above zero: rather one happening than two; the first in order is given first."""
    return score(compare(one, other)) if can_be_one_kind(one, other) else _NEVER


class Parted:
    """Which claims people keep apart."""

    def __init__(self, judged: Judged) -> None:
        self._judged = judged

    def groups(
        self,
        one: G,
        other: G,
        reports_of: Callable[[G], frozenset[ReportId]],
        told_of: Callable[[G], Sequence[Told]],
    ) -> bool:
        """Whether two groups of accounts must not join: never two accounts of one report, nor what people keep apart."""
        if not reports_of(one).isdisjoint(reports_of(other)):
            return True
        return self._judged.parts_any and self.between(told_of(one), told_of(other))

    def between(self, one: Iterable[Told], other: Sequence[Told]) -> bool:
        """Whether any claim of the one is kept apart from any of the other."""
        return self._from(one, other) or self._from(other, one)

    def _from(self, one: Iterable[Told], other: Iterable[Told]) -> bool:
        named = [told for told in one if self._judged.may_part(told.claim.id)]
        return any(
            self._judged.keeps_apart(told.claim.id, another.claim.id, _there_since(another))
            for told in named
            for another in other
        )


def link_within(claims: Iterable[Told], judged: Judged) -> list[Linked]:
    """The accounts of these claims: of each report those it keeps apart. What a person merged over several reports is
    one account. All claims of a report and all that was merged with them are given at once.
    """
    parted = Parted(judged)
    units = _merged_by_people(sorted(claims, key=lambda one: one.order), judged, parted)
    return [linked for batch in _by_report(units) for linked in _joined(batch, parted)]


def unite(members: Sequence[Linked]) -> Linked:
    """Accounts of different reports as one. Each but the first is explained by the earlier one most like it."""
    if len(members) == 1:
        return members[0]
    members = sorted(members, key=lambda linked: account_order(linked.account))
    held = [joining for linked in members for joining in linked.joinings]
    for place, later in enumerate(members[1:], 1):
        tries = (joining_of(earlier.account, later.account) for earlier in members[:place])
        held.append(max(tries, key=lambda joining: score(joining.reasons)))
    return Linked(account(told for linked in members for told in linked.account.told), tuple(held))


def _merged_by_people(claims: Sequence[Told], judged: Judged, parted: Parted) -> list[Account]:
    """Each claim alone, or with those a person merged it with; what a person parted stays parted."""
    groups: dict[ClaimId, list[Told]] = {one.claim.id: [one] for one in claims}
    # groups that may not be one, asked once; held, so that no other group comes to stand at their address
    refused: dict[tuple[int, int], tuple[list[Told], list[Told]]] = {}
    for pair, _ in judged.merges(groups):
        one, other = (groups[claim] for claim in sorted(pair))
        if one is other or (id(one), id(other)) in refused:
            continue
        if parted.between(one, other):
            refused[id(one), id(other)] = refused[id(other), id(one)] = (one, other)
            continue
        union = one + other
        groups.update({told.claim.id: union for told in union})
    unique = {id(group): group for group in groups.values()}
    return sorted((account(group) for group in unique.values()), key=account_order)


def _by_report(accounts: Iterable[Account]) -> Iterator[list[Account]]:
    """The accounts of each report; those that a person merged over several reports stand alone."""
    batches: dict[ReportId, list[Account]] = {}
    for one in accounts:
        if len(one.reports) == 1:
            batches.setdefault(next(iter(one.reports)), []).append(one)
        else:
            yield [one]
    yield from batches.values()


def _joined(accounts: Sequence[Account], parted: Parted) -> list[Linked]:
    """The accounts of one report after every joining that its reasons carry, the best first."""
    standing = {at: Linked(one) for at, one in enumerate(accounts)}
    neighbours = _neighbours(pairs_within(accounts))
    heap: list[tuple[float, Order, Order, int, int, tuple[Reason, ...]]] = []

    def consider(i: int, j: int) -> None:
        one, other = sorted((standing[i].account, standing[j].account), key=account_order)
        if can_be_one_kind(one, other) and not parted.between(one.told, other.told):
            reasons = compare(one, other)
            if (points := score(reasons)) > 0:
                heapq.heappush(heap, (-points, account_order(one), account_order(other), i, j, reasons))

    for i, others in neighbours.items():
        for j in others:
            if i < j:
                consider(i, j)
    new = len(accounts)
    while heap:
        *_, i, j, reasons = heapq.heappop(heap)
        if i not in standing or j not in standing:
            continue
        standing[new] = _join(standing.pop(i), standing.pop(j), reasons)
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


def _join(one: Linked, other: Linked, reasons: tuple[Reason, ...]) -> Linked:
    first, second = sorted((one, other), key=lambda linked: account_order(linked.account))
    joining = Joining(_ids(first.account), _ids(second.account), reasons)
    return Linked(
        account((*first.account.told, *second.account.told)),
        (*first.joinings, *second.joinings, joining),
    )


def joining_of(one: Account, other: Account) -> Joining:
    """The two compared."""
    return Joining(_ids(one), _ids(other), compare(one, other))


def _ids(one: Account) -> tuple[ClaimId, ...]:
    return tuple(claim.id for claim in one.claims)


def _there_since(told: Told) -> str | None:
    retrieved = told.order[0]
    return None if retrieved == _ALWAYS else retrieved


#: how accounts of different reports become incidents
ACCOUNTS: Joins[Account] = Joins(drawer_order, drawers_of, likeness, worth_comparing)
