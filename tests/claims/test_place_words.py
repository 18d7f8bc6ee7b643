"""A name in no gazetteer: what its own words and the towns beside it say."""

from __future__ import annotations

import pytest
import spacy

from sayso.claims.places.namesakes import ResolvedPlace
from sayso.claims.places.placing import placed
from sayso.gazetteer.entries import Entry
from sayso.language import layers

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")
NADR = Entry("geonames:2", "Nadr", 10.0, 21.0, "town", "XX", "XX.1", 5_000, 3_000)


@pytest.mark.parametrize(
    ("name", "precision"),
    [
        ("Vardal highway", "unknown"),
        ("Vardal province", "admin1"),
        ("Vardal district", "admin2"),
        ("Vardal mosque", "point"),
        ("Vardal", "town"),
    ],
)
def test_alone_it_has_no_point(name: str, precision: str) -> None:
    """Its last word says what it is; no point is made up, and the problem says that no gazetteer has it."""
    doc = NLP(f"Shells fell on {name}.")
    words = doc.char_span(15, 15 + len(name), label=layers.PLACE)
    place, problems = placed(ResolvedPlace(words, None), [])
    assert (place.precision, place.lat, place.lon, place.radius_m) == (precision, None, None, None)
    assert [each.code for each in problems] == ["place_not_found"]


@pytest.mark.parametrize(
    ("between", "lat", "km"),
    [("near", 10.0, 25), ("12 km north of", 10.108, 6.9), ("on the outskirts of", 10.0, 13)],
)
def test_the_town_beside_places_it(between: str, lat: float, km: float) -> None:
    """A name that no gazetteer has is where the words put it from a town that one has, with the town's id."""
    doc = NLP(f"Shells fell on Vardal, {between} Nadr.")
    start = doc.text.index("Nadr")
    vardal = ResolvedPlace(doc.char_span(15, 21, label=layers.PLACE), None)
    nadr = ResolvedPlace(doc.char_span(start, start + 4, label=layers.PLACE), NADR)
    place, _ = placed(vardal, [vardal, nadr])
    assert (place.name, place.gazetteer, place.precision) == ("Vardal", "geonames:2", "near")
    assert place.lat == pytest.approx(lat, abs=0.002) and (place.radius_m or 0) / 1000 == pytest.approx(
        km, abs=0.1
    )


def test_what_holds_it_places_it() -> None:
    """A village in no gazetteer is somewhere in the district that the report puts it in, with that district's reach."""
    doc = NLP("Shells fell on Vardal, a village in Sund district.")
    district = Entry("geonames:3", "Sund", 11.0, 22.0, "admin2", "XX", "XX.1", 0, 20_000)
    vardal = ResolvedPlace(doc.char_span(15, 21, label=layers.PLACE), None, holder=district)
    place, problems = placed(vardal, [vardal])
    assert (place.precision, place.lat, place.lon, place.radius_m) == ("admin2", 11.0, 22.0, 20_000)
    assert problems == ()
