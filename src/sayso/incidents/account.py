"""Claims taken together so far: what they say between them is compared, not each thin claim alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sayso import vocabulary
from sayso.incidents.told import Days, Told
from sayso.model import Actor, Claim, Place, ReportId
from sayso.tolls import Toll

_FINE = ("point", "town", "near")
#: words for anybody
_NOBODY = frozenset(["people", "men", "man", "persons", "they", "others", "those", "them", "he", "it"])


@dataclass(frozen=True, slots=True)
class Account:
    """One or more claims in order. A place or a day that one of them gives holds for all."""

    told: tuple[Told, ...]
    reports: frozenset[ReportId]
    kinds: frozenset[str]
    #: its kinds but for the general words for violence
    special: frozenset[str]
    places: tuple[Place, ...]
    #: of the places those that have a point, and of these the ones no larger than a town
    points: tuple[Place, ...]
    fine: tuple[Place, ...]
    #: names of places smaller than a town, or on no map: comparing points says nothing of them
    sites: frozenset[str]
    days: tuple[Days, ...]
    windows: tuple[Days, ...]
    by: frozenset[str]
    against: frozenset[str]
    #: the last words of the names of the doers and of those it was done to: "soldiers", "traders"
    doers: frozenset[str]
    victims: frozenset[str]
    #: (effect, figure) of all that give more than one
    tolls: frozenset[tuple[str, Toll]]
    datelines: frozenset[str]
    #: groups of reports that tell mainly of one happening
    news: frozenset[ReportId]
    #: all of it is told as background
    history: bool
    #: the claims in order
    claims: tuple[Claim, ...]

    def sketch(self) -> Account:
        """All of it that is looked at when it is compared with an account of another report; no claim, no word."""
        return dataclasses.replace(self, told=(), claims=())


def account(told: Iterable[Told]) -> Account:
    """The claims as one account."""
    parts = tuple(sorted(told, key=lambda one: one.order))
    kinds = frozenset(one.claim.kind for one in parts)
    places = tuple(dict.fromkeys(one.claim.place for one in parts if one.claim.place))
    points = tuple(place for place in places if place.lat is not None)
    return Account(
        parts,
        frozenset(one.claim.report for one in parts),
        kinds,
        kinds - _general(),
        places,
        points,
        tuple(place for place in points if place.precision in _FINE),
        frozenset(place.name.casefold() for place in places if _is_site(place)),
        tuple(dict.fromkeys(one.day for one in parts if one.day)),
        tuple(dict.fromkeys(one.window for one in parts if one.window)),
        frozenset().union(*(one.by for one in parts)),
        frozenset().union(*(one.against for one in parts)),
        frozenset(_last_words(actor for one in parts for actor in one.claim.by)),
        frozenset(_last_words(actor for one in parts for actor in one.claim.against)),
        frozenset(toll for one in parts for toll in _tolls(one)),
        frozenset().union(*(one.datelines for one in parts)),
        frozenset(one.news for one in parts if one.news is not None),
        all(one.claim.background for one in parts),
        tuple(one.claim for one in parts),
    )


def _is_site(place: Place) -> bool:
    return place.precision not in ("country", "admin1") and (place.lat is None or place.precision == "point")


def _last_words(actors: Iterable[Actor]) -> Iterator[str]:
    names = (actor.name.casefold().split() for actor in actors)
    return (words[-1] for words in names if words and words[-1] not in _NOBODY)


def _tolls(one: Told) -> Iterator[tuple[str, Toll]]:
    tolls = (("killed", one.killed), ("injured", one.injured))
    return ((effect, toll) for effect, toll in tolls if toll is not None and (toll[0] or 0) > 1)


@cache
def _general() -> frozenset[str]:
    return frozenset(vocabulary.load("sameness")["general"])
