"""Claims taken together so far: what they say between them is compared, not each thin claim alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sayso import vocabulary
from sayso.incidents.told import Days, Told
from sayso.model import Claim, Place, ReportId


@dataclass(frozen=True, slots=True)
class Account:
    """One or more claims in order. A place or a day that one of them gives holds for all."""

    told: tuple[Told, ...]
    reports: frozenset[ReportId]
    kinds: frozenset[str]
    #: its kinds but for the general words for violence
    special: frozenset[str]
    places: tuple[Place, ...]
    days: tuple[Days, ...]
    windows: tuple[Days, ...]
    by: frozenset[str]
    against: frozenset[str]
    datelines: frozenset[str]
    #: groups of reports that tell mainly of one happening
    news: frozenset[int]
    #: the claims in order
    claims: tuple[Claim, ...]


def account(told: Iterable[Told]) -> Account:
    """The claims as one account."""
    parts = tuple(sorted(told, key=lambda one: one.order))
    kinds = frozenset(one.claim.kind for one in parts)
    return Account(
        parts,
        frozenset(one.claim.report for one in parts),
        kinds,
        kinds - _general(),
        tuple(dict.fromkeys(one.claim.place for one in parts if one.claim.place)),
        tuple(dict.fromkeys(one.day for one in parts if one.day)),
        tuple(dict.fromkeys(one.window for one in parts if one.window)),
        frozenset().union(*(one.by for one in parts)),
        frozenset().union(*(one.against for one in parts)),
        frozenset().union(*(one.datelines for one in parts)),
        frozenset(one.news for one in parts if one.news is not None),
        tuple(one.claim for one in parts),
    )


@cache
def _general() -> frozenset[str]:
    return frozenset(vocabulary.load("sameness")["general"])
