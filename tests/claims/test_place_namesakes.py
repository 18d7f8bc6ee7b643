"""Which place a name means: what the rest of the report says for one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy
from spacy.tokens import Doc

from sayso.claims.places.namesakes import ResolvedPlace, resolve_places
from sayso.gazetteer.entries import Entry, Kind
from sayso.language import layers

NLP = spacy.blank("en")


def entry(
    name: str, kind: Kind, country: str, admin1: str = "", people: int = 0, at: tuple[float, float] = (0, 0)
) -> Entry:
    """A place of the invented world below."""
    return Entry(f"geonames:{name}-{country}{admin1}", name, *at, kind, country, admin1, people, 3000)


WORLD = [
    entry("Marwa", "town", "XA", "XA.1", 900_000, (10, 10)),
    entry("Marwa", "town", "XB", "XB.2", 2_000, (50, 50)),
    entry("Nadr", "town", "XB", "XB.2", 3_000, (50.2, 50.1)),
    entry("Qasr", "town", "XB", "XB.3", 4_000, (55, 58)),
    entry("Aland", "country", "XA", people=10**7),
    entry("Bland", "country", "XB", people=10**6),
    entry("West Province", "admin1", "XB", "XB.2"),
    replace(entry("Tarvik", "town", "XB", "XB.2", 5_000, (50.3, 50.3)), match="loose"),
]
SPELT = {"W.P.": "West Province", "Tarvic": "Tarvik"}
#: towns that have a name only as a further one
ALSO = {
    "Slovena": [
        replace(entry("Kamensk", "town", "XB", "XB.2", 50_010, (51, 50)), match="alternate"),
        replace(entry("Sloviena", "town", "XB", "XB.3", 50_000, (55, 57)), match="alternate"),
    ]
}


class World:
    """A gazetteer of eight places."""

    def lookup(self, name: str) -> list[Entry]:
        found = ALSO.get(name) or [each for each in WORLD if each.name == SPELT.get(name, name)]
        return sorted(found, key=lambda each: -each.population)


def resolve(text: str, *names: str, **outside: object) -> dict[str, ResolvedPlace]:
    """What the names in the text are taken for."""
    doc: Doc = NLP(text)
    starts = [(text.index(name), name) for name in names]
    spans = [doc.char_span(at, at + len(name), label=layers.PLACE) for at, name in sorted(starts)]
    doc.spans[layers.MENTIONS] = spans
    return {place.words.text: place for place in resolve_places(doc, World(), **outside)}  # type: ignore[arg-type]


def test_alone_the_largest_is_meant_and_said_so() -> None:
    """With nothing else in the report the most populous place of a name is taken, and marked as only that."""
    place = resolve("Shells fell on Marwa.", "Marwa")["Marwa"]
    assert place.entry is not None and place.entry.country == "XA"
    assert place.by_size and place.namesakes == 2


def test_of_two_by_a_further_name_the_one_that_is_called_nearly_so() -> None:
    """Between towns of like size that both have the name as a further one, the likeness of their own names tells."""
    place = resolve("Shells fell on Slovena.", "Slovena")["Slovena"]
    assert place.entry is not None and place.entry.name == "Sloviena"


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("Shells fell on Marwa, Bland.", ("Marwa", "Bland"), "Bland is written beside it"),
        ("Shells fell on Marwa, W.P., at dawn.", ("Marwa",), "West Province is written beside it"),
        ("Shells fell on Marwa in Bland.", ("Marwa", "Bland"), "Bland is written beside it"),
        ("Shells fell on Bland's Marwa.", ("Marwa", "Bland"), "Bland is written beside it"),
        ("Marwa is a small town in West Province.", ("Marwa", "West Province"), "West Province is written beside it"),
        ("From Nadr they went to Marwa. Bland has seen worse.", ("Nadr", "Marwa", "Bland"), "the report is about its country"),
    ],
)  # fmt: skip
def test_the_report_speaks_for_the_smaller(text: str, names: tuple[str, ...], why: str) -> None:
    """A larger place beside the name, also in letters that no mention marks, or the rest of the report outweighs fame."""
    place = resolve(text, *names)["Marwa"]
    assert place.entry is not None and place.entry.country == "XB"
    assert place.why == why and not place.by_size


def test_a_country_elsewhere_does_not_outweigh_the_one_beside() -> None:
    """What is written beside a name counts for more than what the rest of the report is about."""
    text = "Aland and again Aland, said Aland. Shells fell on Marwa, Bland."
    place = resolve(text, "Aland", "Marwa", "Bland")["Marwa"]
    assert place.entry is not None and place.entry.country == "XB"


def test_a_name_that_only_sounds_so_needs_its_country() -> None:
    """A loose match is taken only where the report speaks of the country."""
    assert resolve("Shells fell on Tarvic.", "Tarvic")["Tarvic"].entry is None
    found = resolve("Shells fell on Tarvic, near Nadr.", "Tarvic", "Nadr")["Tarvic"]
    assert found.entry is not None and found.entry.name == "Tarvik"


def test_the_dateline_speaks_too() -> None:
    """A place of the dateline counts as a name of the report does."""
    place = resolve("Shells fell on Marwa.", "Marwa", dateline=("Bland",))["Marwa"]
    assert place.entry is not None and place.entry.country == "XB"


def test_a_namesake_elsewhere_is_not_the_place() -> None:
    """No Qasr lies in Aland: the one in Bland is another, and this one is somewhere in Aland."""
    found = resolve("Qasr is a village in Aland.", "Qasr", "Aland")["Qasr"]
    assert found.entry is None
    assert found.holder is not None and found.holder.name == "Aland"


def test_where_it_is_said_to_lie_outweighs_its_size() -> None:
    """The small Marwa is in the province that the report names; the large one is in another country."""
    found = resolve("Marwa is a mining town in West Province.", "Marwa", "West Province")["Marwa"]
    assert found.entry is not None and found.entry.admin1 == "XB.2"


def test_a_compass_word_is_part_of_a_small_towns_name() -> None:
    """Only of a large town is the east a part of it."""
    found = resolve("Shells fell on East Qasr and East Marwa.", "East Qasr", "East Marwa")
    assert found["East Qasr"].entry is None
    assert found["Marwa"].entry is not None


def test_an_armed_group_is_no_village() -> None:
    """A village of that name may be in the gazetteer."""
    assert resolve("The Taliban shelled Marwa.", "Taliban", "Marwa").keys() == {"Marwa"}


def test_a_further_name_in_a_country_spoken_of_nowhere_else_is_not_meant() -> None:
    """A town of Bland has "Slovena" for a further name; the report speaks of Aland over and over."""
    names = {"Marwa": WORLD[0], "Upal": WORLD[0], "Arnol": WORLD[0], "Estad": WORLD[0]}

    class Aland(World):
        def lookup(self, name: str) -> list[Entry]:
            return [replace(names[name], name=name)] if name in names else super().lookup(name)

    text = "From Marwa, Upal, Arnol and Estad they came to Slovena."
    doc = NLP(text)
    spans = [
        doc.char_span(text.index(n), text.index(n) + len(n), label=layers.PLACE) for n in (*names, "Slovena")
    ]
    doc.spans[layers.MENTIONS] = spans
    meant = {place.words.text: place.entry for place in resolve_places(doc, Aland())}
    assert meant["Slovena"] is None
    assert resolve("They came to Slovena.", "Slovena")["Slovena"].entry is not None
