"""Where: the place of a happening, with the words that tell how near, and a radius that covers them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sayso.claims import names, syntax
from sayso.claims.parts import Happening, span_of
from sayso.language import layers
from sayso.model import Place, PlacePrecision, Problem
from sayso.problems import problem

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


class Known(Protocol):
    """What is asked of an entry of the gazetteer."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def admin1(self) -> str: ...
    @property
    def population(self) -> int: ...
    @property
    def radius_m(self) -> float | None: ...


class Lookup(Protocol):
    """What is asked of a gazetteer: it is handed in, not imported."""

    def lookup(self, name: str, /) -> Sequence[Known]: ...


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedPlace:
    """A place name of the report and the place it was taken for, None if it is in no gazetteer."""

    words: Span
    entry: Known | None


_DISTANCE = re.compile(r"(\d[\d,.]*)[\s-]*(km|kilomet\w+|miles?|metres|meters|m)\b", re.IGNORECASE)
_DIRECTION = re.compile(r"\b(north|south)?[\s-]?(east|west)?(?:ern)?(?:wards?)? of\b", re.IGNORECASE)
_NEAR = re.compile(r"\b(near|close to|outside|outskirts|vicinity|around|not far|edge of|suburbs? of)\b", re.IGNORECASE)
_PART = re.compile(r"\b(north|south|east|west|central|north-?east|north-?west|south-?east|south-?west)(ern)?\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(about|around|some|roughly|approximately|nearly)\b", re.IGNORECASE)
_METRES = {"k": 1000.0, "mi": 1609.0, "m": 1.0}
_WHERE = frozenset(
    ["in", "at", "near", "over", "outside", "on", "around", "between", "along", "inside", "within", "towards", "toward", "of", "across", "through", "beside", "above", "off", "from"]
)
_SITES = frozenset(("highway", "motorway", "road"))
#: the radius of "near", in metres (reading guidelines, section 7)
NEAR_M = 25_000.0


def resolve_places(
    doc: Doc, gazetteer: Lookup, *, dateline: Sequence[str] = (), publisher: str | None = None
) -> list[ResolvedPlace]:
    """The place names of a report, each with the namesake that fits the rest of the report best.

    Countries that the report names weigh most, then regions, then inhabitants.
    """
    spans = [span for span in doc.spans.get(layers.MENTIONS, []) if _is_place(span)]
    found = [(span, _candidates(span, gazetteer)) for span in spans]
    countries = _countries(doc, found, gazetteer, dateline)
    regions = {(e.country, e.admin1) for _, entries in found for e in entries[:1] if e.kind == "admin1"}
    return [
        ResolvedPlace(span, max(entries, key=lambda e: _weight(e, countries, regions), default=None))
        for span, entries in found
    ]


_ADMINISTRATIVE = re.compile(r"\b(govern\w*te|province|oblast|district|county|region)$", re.IGNORECASE)


def _is_place(span: Span) -> bool:
    """Is it the name of a place? "the area" is a place and no name; a province is one whatever its label."""
    named = any(token.pos_ == "PROPN" for token in span)
    return named and (span.label_ == layers.PLACE or _ADMINISTRATIVE.search(span.text) is not None)


def _candidates(span: Span, gazetteer: Lookup) -> Sequence[Known]:
    text = re.sub(r"['’]s$", "", span.text)
    bare = re.sub(r"^(the|northern|southern|eastern|western|central|greater)\s+", "", text, flags=re.IGNORECASE)
    return gazetteer.lookup(text) or gazetteer.lookup(bare)


def _countries(
    doc: Doc, found: Sequence[tuple[Span, Sequence[Known]]], gazetteer: Lookup, dateline: Sequence[str]
) -> Counter[str]:
    """How often the report names each country, by itself, its people or a town that is the only one of its name."""
    votes: Counter[str] = Counter()
    for _, entries in found:
        if entries and (entries[0].kind == "country" or len({entry.country for entry in entries}) == 1):
            votes[entries[0].country] += 2
    for name in dateline:
        votes.update({entry.country: 1 for entry in gazetteer.lookup(name)[:1]})
    return votes


def _weight(entry: Known, countries: Counter[str], regions: set[tuple[str, str]]) -> float:
    size = math.log10(entry.population + 10)
    kind = {"country": 4.0, "admin1": 0.5}.get(entry.kind, 0.0)
    near = 3.0 * min(1.0, countries[entry.country] / 3)
    return size + kind + near + (1.5 if (entry.country, entry.admin1) in regions and entry.kind == "town" else 0.0)


def find_place(
    happening: Happening, resolved: Sequence[ResolvedPlace], doc: Doc
) -> tuple[Place | None, tuple[Problem, ...]]:
    """The place of the happening: the one its words hang on nearest; None if the sentence names none."""
    frames = {t.i for span in doc.spans.get(layers.SPEECH, []) if span.label_ != layers.CONTENT for t in span}
    inside = [
        place
        for place in resolved
        if happening.sentence.start <= place.words.start < happening.sentence.end and place.words.root.i not in frames
    ]
    ranked = sorted(
        ((distance, place) for place in inside if (distance := _distance(happening, place.words.root)) is not None),
        key=lambda pair: pair[0],
    )
    if not ranked:
        return _site(happening), ()
    nearest = ranked[0][1]
    if nearest.entry is not None:
        return _placed(nearest, nearest, happening), ()
    anchor = next((place for _, place in ranked[1:] if place.entry is not None and place.entry.kind == "town"), None)
    note = problem("place_not_found", span_of(nearest.words), words=nearest.words.text)
    return _placed(nearest, anchor, happening), (note,)


def _distance(happening: Happening, place: Token) -> int | None:
    """How far a place name is from the happening in the tree; None if it is not a place where things happen."""
    top = _phrase_top(place, happening.heads)
    if syntax.case_of(top) not in _WHERE and not _is_object(happening, place):
        return None
    steps = [syntax.path(head, place) for head in happening.heads]
    lengths = [len(path) for path in steps if path is not None and not {"ccomp", "parataxis"} & set(path)]
    return min(lengths, default=None)


def _is_object(happening: Happening, place: Token) -> bool:
    taken = happening.kind in ("territory_taken", "siege", "withdrawal", "air_strike", "shelling", "attack")
    return taken and place.dep_ in ("obj", "nsubj:pass") and place.head in happening.heads


def _phrase_top(place: Token, stops: Sequence[Token] = ()) -> Token:
    """The noun of the outermost phrase that a place name ends: "area" in "an area of northern X"."""
    top = place
    while top.dep_ in ("nmod", "compound", "flat", "appos", "nmod:poss", "conj") and top.head.pos_ in ("NOUN", "PROPN"):
        if top.head in stops:
            break
        top = top.head
    return top


def _relation(place: Span, stops: Sequence[Token]) -> str | None:
    """The words before the name that tell how it stands to the happening."""
    top = _phrase_top(place.root, stops)
    start = min(top.left_edge.i, place.start)
    if place.start - start > 10:
        start = place.root.left_edge.i
    words = place.doc[start : place.start].text.strip() if start < place.start else ""
    return words or None


def _placed(place: ResolvedPlace, anchor: ResolvedPlace | None, happening: Happening) -> Place:
    relation = _relation(place.words, happening.heads)
    span = span_of(place.words)
    if anchor is None or anchor.entry is None:
        return Place(place.words.text, span, "unknown", relation)
    entry = anchor.entry
    if anchor is not place:
        return Place(place.words.text, span, "near", relation, entry.lat, entry.lon, NEAR_M, entry.id)
    precision, lat, lon, radius = _area(entry, f"{relation or ''} ", place.words.text)
    return Place(place.words.text, span, precision, relation, lat, lon, radius, entry.id)


def _area(
    entry: Known, relation: str, name: str
) -> tuple[PlacePrecision, float | None, float | None, float | None]:
    """(precision, lat, lon, radius in metres) that the words allow around an entry."""
    if entry.kind == "country":
        return "country", None, None, None
    if entry.kind == "admin1":
        return "admin1", entry.lat, entry.lon, entry.radius_m
    distance = _DISTANCE.search(relation)
    if distance is not None and entry.lat is not None and entry.lon is not None:
        return "near", *_away(entry.lat, entry.lon, _in_metres(distance), relation)
    if _NEAR.search(relation):
        return "near", entry.lat, entry.lon, NEAR_M
    return "town", entry.lat, entry.lon, entry.radius_m


def _in_metres(match: re.Match[str]) -> float:
    unit = match[2].lower()
    factor = next(value for start, value in _METRES.items() if unit.startswith(start))
    return float(match[1].replace(",", "").rstrip(".")) * factor


def _away(lat: float, lon: float, metres: float, relation: str) -> tuple[float, float, float]:
    """The point that far in the direction named, or the anchor itself, with the radius that covers it."""
    direction = _DIRECTION.search(relation)
    if direction is None or not (direction[1] or direction[2]):
        return lat, lon, metres * (1.2 if _ABOUT.search(relation) else 1.0)
    north = {"north": 1.0, "south": -1.0}.get((direction[1] or "").lower(), 0.0)
    east = {"east": 1.0, "west": -1.0}.get((direction[2] or "").lower(), 0.0)
    length = math.hypot(north, east)
    lat_away = metres * north / length / 111_320
    lon_away = metres * east / length / (111_320 * max(0.01, math.cos(math.radians(lat))))
    return round(lat + lat_away, 5), round(lon + lon_away, 5), metres * 0.45


def _site(happening: Happening) -> Place | None:
    """A road that the clause names without a name: its words, and no point."""
    for head in happening.heads:
        for token in syntax.clause(head):
            if token.lemma_ in _SITES and syntax.case_of(token) in ("on", "along", "at"):
                words = names.phrase(token)
                return Place(words.text, span_of(words), "unknown", syntax.case_of(token))
    return None
