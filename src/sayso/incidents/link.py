"""Reasons and judgements become groups: the best pair joins first, and is then compared as one account.

Joined claims are compared again by all that they say together, so a chain of weak likenesses does not
pull strangers into one incident: each step needs more reasons for than against between the two whole
accounts. First within each report, then across reports; across reports, two accounts that one report
keeps apart are never joined.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sayso.incidents.account import Account, account
from sayso.incidents.candidates import can_be_one_kind, pairs_across, pairs_within
from sayso.incidents.compare import Reason, compare, score
from sayso.incidents.judged import Pair
from sayso.incidents.told import Told
from sayso.model import ClaimId, ReportId

Allowed = Callable[[Account, Account], bool]


@dataclass(slots=True)
class Linked:
    """The groups, and the reasons that held each time two of their parts were joined."""

    accounts: list[Account]
    #: first claim of a group → the reasons of every joining in it
    why: dict[ClaimId, list[tuple[Reason, ...]]] = field(default_factory=dict)


def link(claims: Iterable[Told], together: Iterable[Pair], apart: Iterable[Pair]) -> Linked:
    """The claims in groups of one happening each; the same claims in any order give the same groups."""
    forbidden = set(apart)
    units = _merged_by_people(sorted(claims, key=lambda one: one.order), together, forbidden)
    why: dict[ClaimId, list[tuple[Reason, ...]]] = {}

    def parted(one: Account, other: Account) -> bool:
        return bool(forbidden) and any(
            frozenset((a.id, b.id)) in forbidden for a in one.claims for b in other.claims
        )

    told_once: list[Account] = []
    for batch in _by_report(units):
        told_once += _joined(batch, pairs_within(batch), lambda a, b: not parted(a, b), why)
    told_once.sort(key=_order)
    accounts = _joined(
        told_once,
        pairs_across(told_once),
        lambda a, b: not a.reports & b.reports and not parted(a, b),
        why,
    )
    return Linked(sorted(accounts, key=_order), why)


def _order(one: Account) -> tuple[str, str, str, int, str]:
    return one.told[0].order


def _merged_by_people(
    claims: Sequence[Told], together: Iterable[Pair], forbidden: set[Pair]
) -> list[Account]:
    """Each claim alone, or with those a person merged it with; what a person parted stays parted."""
    groups: dict[ClaimId, list[Told]] = {one.claim.id: [one] for one in claims}
    for pair in together:
        here = [groups[claim] for claim in sorted(pair) if claim in groups]
        if len(here) < 2 or here[0] is here[1] or _any_forbidden(here[0], here[1], forbidden):
            continue
        union = here[0] + here[1]
        groups.update({one.claim.id: union for one in union})
    unique = {id(group): group for group in groups.values()}
    return sorted((account(group) for group in unique.values()), key=_order)


def _any_forbidden(one: Iterable[Told], other: Sequence[Told], forbidden: set[Pair]) -> bool:
    return any(frozenset((a.claim.id, b.claim.id)) in forbidden for a in one for b in other)


def _by_report(accounts: Iterable[Account]) -> Iterator[list[Account]]:
    """The accounts of each report; those that a person merged over several reports stand alone."""
    batches: dict[ReportId, list[Account]] = {}
    for one in accounts:
        if len(one.reports) == 1:
            batches.setdefault(next(iter(one.reports)), []).append(one)
        else:
            yield [one]
    yield from batches.values()


def _joined(
    accounts: Sequence[Account],
    pairs: Iterable[tuple[int, int]],
    allowed: Allowed,
    why: dict[ClaimId, list[tuple[Reason, ...]]],
) -> list[Account]:
    """The accounts after every joining that its reasons carry, the best first."""
    standing = dict(enumerate(accounts))
    neighbours = _neighbours(pairs)
    heap: list[tuple[float, object, object, int, int, tuple[Reason, ...]]] = []

    def consider(i: int, j: int) -> None:
        one, other = sorted((standing[i], standing[j]), key=_order)
        if can_be_one_kind(one, other) and allowed(one, other):
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


def _join(
    one: Account, other: Account, reasons: tuple[Reason, ...], why: dict[ClaimId, list[tuple[Reason, ...]]]
) -> Account:
    both = account((*one.told, *other.told))
    first, second = one.claims[0].id, other.claims[0].id
    why[both.claims[0].id] = [*why.pop(first, []), *why.pop(second, []), reasons]
    return both
