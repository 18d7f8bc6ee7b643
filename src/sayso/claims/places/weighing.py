"""What speaks for each place of a name, in this report and whatever it says; the weights are data."""

from __future__ import annotations

import difflib
import functools
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sayso import vocabulary
from sayso.claims.places.known import Known
from sayso.sphere import Point, kilometres

BY_SIZE = "it has the most inhabitants"
_CALLED = {
    "town": "town", "site": "site", "admin1": "province", "admin2": "district", "country": "country", "area": "region",
}  # fmt: skip
_KM_A_DEGREE = 111.0


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a name before its places are weighed."""

    #: without what is written around it
    text: str
    #: what the words beside it say it is: town, admin1, admin2
    classes: Counter[str]
    #: countries and regions written beside it
    beside: Sequence[Known]
    #: may it be a country?
    a_country: bool
    #: the regions that hold a place of this name, and how much each counts
    regions: Mapping[str, float]
    #: the regions in which a town has it
    town_regions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the other names of a report say: how often its countries and regions are meant, and which towns."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    #: regions that could hold the other names
    shared: Mapping[str, float] = field(default_factory=dict)
    towns: Sequence[Point] = ()


#: so many places of one country, and such a share of all, say where a report is
_ENOUGH = 4
_MOSTLY = 0.8


class Weigh:
    """How much speaks for each place of a name, given the places that the other names mean."""

    def __init__(self, name: About, evidence: Evidence) -> None:
        self._name, self._evidence = name, evidence
        self._most = max(evidence.countries.values(), default=0)
        self._most_region = max(evidence.regions.values(), default=0)
        self._weights = weights()
        # "Egypt, Jordan" is a list and not the Egypt that is in Jordan
        self._beside = [each for each in name.beside if each.kind != "country" or not name.a_country]

    def __call__(self, entry: Known) -> float:
        return sum(weight for weight, _ in self.reasons(entry)) + self._standing(entry)

    def why(self, entry: Known) -> str:
        """What spoke most for the place in this report; that it is the largest if nothing did."""
        return max(self.reasons(entry), default=(0.0, BY_SIZE))[1]

    def about(self, entry: Known) -> bool:
        """Does the report speak of the entry's country at all?"""
        return bool(entry.country and self._evidence.countries[entry.country])

    def far_from_all(self, entry: Known) -> bool:
        """Does the report speak of one other country over and over, and of the entry's nowhere?"""
        spoken_of = self._evidence.countries
        much = self._most >= _ENOUGH and self._most > _MOSTLY * sum(spoken_of.values())
        return much and not self.about(entry)

    def _standing(self, entry: Known) -> float:
        """What speaks for a place whatever the report says."""
        w = self._weights
        people = math.log10(entry.population) if entry.population > 0 else w["unknown_people"][entry.kind]
        bare = (
            entry.kind == "admin1"
            and not self._name.classes["admin1"]
            and entry.admin1 in self._name.town_regions
        )
        # of two towns that both have it as a further name, the one whose own name is nearer
        own = w["own_like"] * alike(self._name.text, entry.name) if entry.match == "alternate" else 0.0
        unlike = w["unlike"] * (1 - alike(self._name.text, entry.name)) if entry.match == "loose" else 0.0
        found: float = (
            w["people"] * people + w["kind"][entry.kind] + w["match"][entry.match] + own - unlike + w["capital"] * entry.capital
            + (w["region_without_word"] if bare else 0.0)
        )  # fmt: skip
        return found

    def reasons(self, entry: Known) -> Iterator[tuple[float, str]]:
        """What speaks for the place in this report: (weight, words)."""
        w, evidence = self._weights, self._evidence
        holding = next((larger for larger in self._beside if holds(larger, entry)), None)
        if holding is not None:
            yield w["beside"], f"{holding.name} is written beside it"
        if self._name.classes[entry.kind]:
            yield w["class"], f"the words beside it call it a {_CALLED[entry.kind]}"
        if self.about(entry):
            share = evidence.countries[entry.country] / self._most
            yield w["country"] * share, "the report is about its country"
        if entry.admin1:
            yield from self._in_its_region(entry.admin1)
        near = self._nearest(entry)
        if near is not None:
            yield (
                w["close"] * math.exp(-near / w["close_km"]),
                f"another place of the report is {near:.0f} km from it",
            )

    def _in_its_region(self, region: str) -> Iterator[tuple[float, str]]:
        w, named = self._weights, self._evidence.regions[region]
        if named:
            most = w["region_most"] * named / self._most_region
            yield w["region"] + most, "other places of the report are in its region"
        shared = self._evidence.shared.get(region, 0.0) - self._name.regions.get(region, 0.0)
        if shared > 0:
            yield (
                w["shared"] * min(shared, w["shared_by"]) / w["shared_by"],
                "other names of the report fit its region",
            )

    def _nearest(self, entry: Known) -> float | None:
        """The km to the nearest other town of the report; None if none is anywhere near."""
        if entry.lat is None or entry.lon is None or entry.kind != "town":
            return None
        here, reach = (entry.lat, entry.lon), 5 * self._weights["close_km"]
        close = (t for t in self._evidence.towns if abs(t[0] - here[0]) * _KM_A_DEGREE < reach)
        return min((km for t in close if (km := kilometres(here, t)) < reach), default=None)


def weights() -> dict[str, Any]:
    """What each piece of evidence weighs, against one power of ten of inhabitants."""
    found: dict[str, Any] = vocabulary.load("places")["weights"]
    return found


def holds(larger: Known, entry: Known) -> bool:
    """Does the country or region hold the place?"""
    if larger.id == entry.id:
        return False
    return larger.country == entry.country if larger.kind == "country" else larger.admin1 == entry.admin1


@functools.lru_cache(maxsize=4096)
def alike(text: str, name: str) -> float:
    """How like a name as written is to a place's own, accents aside: 0 to 1."""
    one, other = (
        "".join(c for c in unicodedata.normalize("NFKD", each.casefold()) if c.isalnum())
        for each in (text, name)
    )
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
