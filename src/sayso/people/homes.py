"""Where somebody lives: a point that is a home becomes a wide area wherever it leaves."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians

from sayso import vocabulary
from sayso.model import Claim, Place
from sayso.people.looks import letters
from sayso.people.masking import Masker


def is_home(claim: Claim, masker: Masker) -> bool:
    """Is the claim's place somebody's home: "her house in Velmora", "at the home of" a protected person?"""
    if claim.place is None:
        return False
    terms = vocabulary.load("people")["homes"]
    said = [claim.place.name, claim.place.span.text, claim.place.relation or ""]
    said += [_around(span.text, claim.place.span.text) for span in claim.evidence]
    return any(_names_a_home(text, terms["nouns"], terms["owners"], masker) for text in said)


def coarse(place: Place) -> Place:
    """The place as a wide area around a point of a coarse grid, without what finds it in a gazetteer."""
    if place.lat is None or place.lon is None:
        return replace(place, gazetteer=None, why=None)
    terms = vocabulary.load("people")["homes"]
    lat, lon = (
        round(round(at / terms["grid_degrees"]) * terms["grid_degrees"], 4) for at in (place.lat, place.lon)
    )
    # half a step of the grid each way, so that the true place is inside in any case
    half_m = terms["grid_degrees"] / 2 * 111_320 * (1 + cos(radians(place.lat)))
    radius = max(float(terms["radius_m"]), (place.radius_m or 0.0) + half_m)
    exact = place.precision in ("point", "town")
    return replace(
        place,
        lat=lat,
        lon=lon,
        radius_m=radius,
        precision="near" if exact else place.precision,
        gazetteer=None,
        why=None,
    )


def _around(sentence: str, words: str) -> str:
    """The words of the place with the few before them, where "in her house in" stands."""
    at = sentence.find(words)
    if at < 0:
        return ""
    return (
        " ".join(sentence[:at].split()[-6:]) + " " + " ".join(sentence[at:].split()[: len(words.split()) + 4])
    )


def _names_a_home(text: str, nouns: list[str], owners: list[str], masker: Masker) -> bool:
    """A noun for a home that has an owner: "her house", "Grace Atim's house", "the house of Grace Atim"."""
    words = [word.letters for word in letters(text).words]
    for at, word in enumerate(words):
        if word in nouns:
            before = words[max(0, at - 3) : at]
            owned = (
                any(owner in before for owner in owners)
                or "s" in before[-1:]
                or "of" in words[at + 1 : at + 2]
            )
            if owned and (any(owner in before for owner in owners) or masker.find(text)):
                return True
    return False
