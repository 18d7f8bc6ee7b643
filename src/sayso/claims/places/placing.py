"""A named place becomes a Place: point, radius and precision, as far as the words allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.parts import span_of
from sayso.claims.places.elsewhere import names_another
from sayso.claims.places.known import Known
from sayso.claims.places.namesakes import ResolvedPlace, names_part
from sayso.claims.places.nearness import Nearness, nearness
from sayso.claims.places.roads import is_in_block, whole_road
from sayso.claims.places.stretches import along, other_end
from sayso.model import Place, PlacePrecision, Problem
from sayso.problems import problem
from sayso.sphere import Point

if TYPE_CHECKING:
    from spacy.tokens import Span

#: a district whose point is only that of its region has none of its own
_DISTRICT_M = 60_000.0
#: areas up to this radius are as good as a province
_AREA_M = 350_000.0


def placed(place: ResolvedPlace, resolved: Sequence[ResolvedPlace]) -> tuple[Place, tuple[Problem, ...]]:
    """The place with what the words around it say of where it is, and the problems of finding it."""
    how, words = nearness(place.words), _whole_name(place.words)
    stretch = _stretch(place, words, how, resolved)
    if stretch is not None:
        return stretch, ()
    if place.entry is not None:
        return _at_entry(words, place.entry, how), _doubt(place)
    anchor = _anchor(place, resolved)
    if anchor is not None and anchor.entry is not None and (point := _point(anchor)) is not None:
        end = other_end(anchor, resolved)
        between = along(point, there) if end is not None and (there := _point(end)) is not None else None
        return _by_anchor(words, how, anchor.entry, point, anchor.words, between), ()
    if place.holder is not None:
        return _held(words, how, place.holder), ()
    note = problem("place_not_found", span_of(words), words=words.text)
    return Place(words.text, span_of(words), _unplaced(words), how.relation), (note,)


def _stretch(
    place: ResolvedPlace, words: Span, how: Nearness, resolved: Sequence[ResolvedPlace]
) -> Place | None:
    """Between two places, where the words say so: the middle, with a radius that covers both."""
    end = other_end(place, resolved)
    if end is None or (one := _point(place)) is None or (other := _point(end)) is None or how.km is not None:
        return None
    around, radius = along(one, other)
    return Place(words.text, span_of(words), "near", how.relation, *around, radius, None)


def _held(words: Span, how: Nearness, holder: Known) -> Place:
    """A name in no gazetteer, somewhere in the district, region or town that the report says it lies in."""
    precision, point, radius = _reach(holder, Nearness(None))
    if holder.kind == "town" and point is not None:
        precision, (point, radius) = "near", Nearness(None, "near").around(point, radius)
    lat, lon = point or (None, None)
    return Place(
        words.text, span_of(words), precision, how.relation, lat, lon, radius if point else None, None
    )


def _point(place: ResolvedPlace) -> Point | None:
    entry = place.entry
    return None if entry is None or entry.lat is None or entry.lon is None else (entry.lat, entry.lon)


def _unplaced(words: Span) -> PlacePrecision:
    """What a name in no gazetteer is, by its own words."""
    terms, last = vocabulary.load("places"), words[-1].lower_
    classes = terms["classes"]
    if last in terms["sites"]["lines"]:
        return "unknown"
    if _is_site(words):
        return "point"
    return "admin1" if last in classes["admin1"] else "admin2" if last in classes["admin2"] else "town"


def _doubt(place: ResolvedPlace) -> tuple[Problem, ...]:
    """A place taken only because it is the largest of its name is said to be so."""
    if place.entry is None or place.namesakes < 2 or not place.by_size or place.entry.kind != "town":
        return ()
    note = problem(
        "place_ambiguous", span_of(place.words), words=place.words.text, count=place.namesakes,
        chosen=f"{place.entry.name} ({place.entry.country})", why=place.why,
    )  # fmt: skip
    return (note,)


def _at_entry(words: Span, entry: Known, how: Nearness) -> Place:
    precision, point, radius = _reach(entry, how)
    lat, lon = point or (None, None)
    known = entry.id if entry.kind != "country" else None
    return Place(
        words.text, span_of(words), precision, how.relation, lat, lon, radius if point else None, known
    )


def _reach(entry: Known, how: Nearness) -> tuple[PlacePrecision, tuple[float, float] | None, float | None]:
    """(precision, point, radius in metres) of what the words say around an entry."""
    if entry.kind == "country" or entry.lat is None or entry.lon is None:
        return ("country" if entry.kind == "country" else "unknown"), None, None
    point, radius = (entry.lat, entry.lon), entry.radius_m
    if how.sense != "at" and entry.kind in ("town", "admin2", "site"):
        return "near", *how.around(point, radius)
    if entry.kind == "site":
        return "point", point, radius
    if entry.kind == "admin2":
        return "admin2", point if (radius or 0) <= _DISTRICT_M else None, radius
    if entry.kind == "area":
        return ("admin1", point, radius) if (radius or 0) <= _AREA_M else ("unknown", None, None)
    return ("admin1" if entry.kind == "admin1" else "town"), point, radius


def _anchor(place: ResolvedPlace, resolved: Sequence[ResolvedPlace]) -> ResolvedPlace | None:
    """The town that tells where a name is that no gazetteer has: "near the city of B" right after it.

    A street or building is in the town that the report last spoke of.
    """
    end, sentence = place.words.end, place.words.sent
    towns = [
        other
        for other in resolved
        if other.entry is not None and other.entry.kind == "town" and not other.demonym
    ]
    after = [
        t
        for t in towns
        if end <= t.words.start < min(end + _ON_TO, sentence.end) and _tied(place.words, t.words)
    ]
    measured = next((t for t in after if nearness(t.words).km is not None), None)
    if measured is not None:
        return measured
    if after and after[0].words.start < end + _CLOSE:
        return after[0]
    return last_town(place.words.start, towns) if _is_site(_whole_name(place.words)) else None


#: words from a name to the town that tells where it is, and to one with a distance
_CLOSE = 12
_ON_TO = 18


def _tied(name: Span, town: Span) -> bool:
    """Does the syntax hang the town on the name, or a comma or preposition alone stand between them?"""
    between = name.doc[name.end : town.start]
    return name.root in town.root.ancestors or not any(
        token.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ") for token in between
    )


def last_town(before: int, towns: Sequence[ResolvedPlace]) -> ResolvedPlace | None:
    """The town named last before a word; of two in a dateline, "LEEDS/YORK:", the first."""
    towns = [town for town in _spoken_of(towns) if not names_another(town.words.root, ())]
    earlier = sorted((t for t in towns if t.words.start < before), key=lambda t: t.words.start)
    while len(earlier) > 1 and _written_with(earlier[-2].words, earlier[-1].words):
        earlier.pop()
    return earlier[-1] if earlier else None


def _spoken_of(towns: Sequence[ResolvedPlace]) -> Sequence[ResolvedPlace]:
    """The towns, without the only one of its country in a report that has many of another: a namesake, or a look aside."""
    countries = Counter(town.entry.country for town in towns if town.entry is not None)
    if max(countries.values(), default=0) < _MANY:
        return towns
    return [town for town in towns if town.entry is not None and countries[town.entry.country] > 1]


#: so many towns of one country are many
_MANY = 4


def _written_with(one: Span, other: Span) -> bool:
    return "/" in other.doc.text[one.end_char - 1 : other.start_char + 1] and other.start - one.end <= 1


def _by_anchor(
    words: Span,
    how: Nearness,
    anchor: Known,
    point: Point,
    written: Span,
    between: tuple[Point, float] | None,
) -> Place:
    """A name in no gazetteer, at the town that the words put it in or near, or between two."""
    said = nearness(written)
    around, radius = between or said.around(point, anchor.radius_m)
    inside = between is None and (_is_site(words) or (said.sense == "at" and said.relation is not None))
    if said.sense == "at" and not inside and between is None:
        around, radius = Nearness(None, "near").around(point, anchor.radius_m)
    precision: PlacePrecision = "point" if inside else "near"
    return Place(words.text, span_of(words), precision, how.relation, *around, radius, anchor.id)


def _is_site(words: Span) -> bool:
    sites = vocabulary.load("places")["sites"]
    last = words[-1]
    if names_part(words) or is_in_block(words):
        return True
    return last.lower_ in sites["words"] or last.text in sites["roads"] or words[0].lower_ in sites["before"]


def _whole_name(words: Span) -> Span:
    """The name with the word after it that says what it is: "Idlib" in "Idlib province" becomes both."""
    road = whole_road(words)
    if road is not None:
        return road
    doc, terms = words.doc, vocabulary.load("places")
    after = doc[words.end].lower_ if words.end < len(doc) else ""
    said = (*terms["classes"]["admin1"], *terms["classes"]["admin2"], *terms["sites"]["quarters"])
    return doc[words.start : words.end + 1] if after in said else words
