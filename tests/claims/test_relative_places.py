"""Places told by another place: the circle holds the true place, and is no larger than the words are vague."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import spacy

from sayso.claims.places.namesakes import ResolvedPlace
from sayso.claims.places.placing import placed
from sayso.gazetteer.entries import Entry, town_radius
from sayso.language import layers
from sayso.model import Place
from sayso.sphere import kilometres

NLP = spacy.blank("en")
TABLE = Path(__file__).with_name("relative_places.tsv")


def town(name: str, lat: str, lon: str, inhabitants: str) -> Entry:
    """A town of the table."""
    people = int(inhabitants)
    return Entry(
        f"geonames:{name}", name, float(lat), float(lon), "town", "XX", "XX.1", people, town_radius(people)
    )


def read(words: str, **towns: Entry) -> Place:
    """The place that a sentence tells of by the towns whose letters stand in brackets in it; the first is asked."""
    resolved = []
    text, spans = "Fighters clashed ", []
    for part in words.replace("]", "[").split("["):
        if part in towns:
            spans.append((len(text), len(text) + len(towns[part].name), towns[part]))
        text += towns[part].name if part in towns else part
    doc = NLP(text + " on Sunday.")
    for start, end, entry in spans:
        span = doc.char_span(start, end, label=layers.PLACE, alignment_mode="expand")
        resolved.append(ResolvedPlace(span, entry, "", 1))
    return placed(resolved[0], resolved)[0]


def cases() -> list[dict[str, Any]]:
    """The rows of the table, each with the place that the words give."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found: list[dict[str, Any]] = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in found:
        towns = {"X": town(row["anchor"], row["lat"], row["lon"], row["inhabitants"])}
        if row["other"]:
            towns["Y"] = town(row["other"], row["other_lat"], row["other_lon"], row["other_inhabitants"])
        row["place"] = place = read(row["words"], **towns)
        there = (float(row["true_lat"]), float(row["true_lon"]))
        row["off_km"] = kilometres((place.lat, place.lon), there)
        row["radius_km"] = place.radius_m / 1000
    return found


def test_the_circles_hold_the_true_places_and_are_tight() -> None:
    """Of 200 places told by others, 0.95 lie in their circle, and 0.80 of the circles are at most three times too wide.

    What is needed is what the words leave open: a column of the table, or how far off the middle is.
    """
    rows = cases()
    held = [row["off_km"] <= row["radius_km"] for row in rows]
    tight = [row["radius_km"] <= 3 * max(float(row["open_km"]), row["off_km"]) for row in rows]
    for row, ok, narrow in zip(rows, held, tight, strict=True):
        if not (ok and narrow):
            print(f"{row['words']} ({row['anchor']}, {row['true_place']}): {row['off_km']:.0f} km off, radius "
                  f"{row['radius_km']:.0f}, open {row['open_km']}")  # fmt: skip
    print(f"held {sum(held)}, tight {sum(tight)}, of {len(rows)}")
    assert len(rows) == 200
    assert sum(held) >= 0.95 * len(rows) and sum(tight) >= 0.80 * len(rows)


MARWA = Entry("geonames:1", "Marwa", 10.0, 20.0, "town", "XX", "XX.1", 5_000, 3_000)
NADR = Entry("geonames:2", "Nadr", 10.0, 21.0, "town", "XX", "XX.1", 5_000, 3_000)


@pytest.mark.parametrize(
    ("words", "lat", "lon", "km", "precision"),
    [
        ("in [X]", 10.0, 20.0, 3, "town"),
        ("over [X]", 10.0, 20.0, 3, "town"),
        ("near [X]", 10.0, 20.0, 25, "near"),
        ("on the southern outskirts of [X]", 10.0, 20.0, 13, "near"),
        ("20 km from [X]", 10.0, 20.0, 25, "near"),
        ("about 20 km from [X]", 10.0, 20.0, 28, "near"),
        ("within 20 km of [X]", 10.0, 20.0, 23, "near"),
        ("20 km north of [X]", 10.18, 20.0, 10.5, "near"),
        ("20 km south-west of [X]", 9.873, 19.871, 10.5, "near"),
        ("ten miles east of the town of [X]", 10.0, 20.147, 8.7, "near"),
        ("20 nautical miles off the coast of [X]", 10.0, 20.0, 43.7, "near"),
        ("off the coast of [X]", 10.0, 20.0, 60, "near"),
        ("on the road to [X]", 10.0, 20.0, 50, "near"),
        ("between [X] and [Y]", 10.0, 20.5, 59.8, "near"),
        ("on the [X]-[Y] highway", 10.0, 20.5, 59.8, "near"),
        ("in the [X] area", 10.0, 20.0, 25, "near"),
    ],
)
def test_what_the_words_reach(words: str, lat: float, lon: float, km: float, precision: str) -> None:
    """Each way of telling has its point, its radius and its precision."""
    place = read(words, X=MARWA, Y=NADR)
    assert place.precision == precision
    assert (place.lat, place.lon) == pytest.approx((lat, lon), abs=0.003)
    assert (place.radius_m or 0) / 1000 == pytest.approx(km, abs=0.3)


def test_two_towns_without_a_stretch() -> None:
    """Two towns side by side are no stretch: the first is where it was."""
    assert read("in [X] and [Y]", X=MARWA, Y=NADR).precision == "town"


def test_a_country_has_no_point() -> None:
    """A country, or a part of one, is never shown as a point."""
    land = Entry("geonames:3", "Qasr", 10.0, 20.0, "country", "XX", "", 10**6, 500_000)
    place = read("in northern [X]", X=land)
    assert (place.precision, place.lat, place.radius_m) == ("country", None, None)
