"""Which place a name means: of all the places of that name, the one that the rest of the report speaks for."""

from __future__ import annotations

import difflib
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.known_places import Known, Lookup
from sayso.claims.overlooked_places import overlooked
from sayso.language import layers
from sayso.sphere import kilometres

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedPlace:
    """A place name of the report and the place it is taken for: None if it is in no gazetteer."""

    words: Span
    entry: Known | None
    #: what spoke for it, a clause
    why: str = ""
    #: how many places have the name
    namesakes: int = 0
    #: nothing in the report spoke for it, only its size
    by_size: bool = False

    @property
    def demonym(self) -> bool:
        """Does the word name a people and not a place: "Syrian"?"""
        return self.words.label_ == layers.NATIONALITY


@dataclass(slots=True, eq=False)
class _Name:
    """One name of the report, with all the places it may mean and all that is said beside it."""

    #: without what is written around it
    text: str
    candidates: Sequence[Known]
    mentions: list[Span] = field(default_factory=list)
    #: what the words beside it say it is: town, admin1, admin2
    classes: Counter[str] = field(default_factory=Counter)
    #: countries and regions written beside it: "X, Texas", "Syria's X province"
    beside: list[Known] = field(default_factory=list)
    chosen: Known | None = None
    why: str = ""

    @property
    def regions(self) -> dict[str, float]:
        """The regions that hold a place of this name; the fewer there are, the more each counts."""
        found = {entry.admin1 for entry in self.candidates if entry.admin1 and entry.match != "loose"}
        return {region: len(found) ** -0.5 for region in found}

    @property
    def a_country(self) -> bool:
        return any(entry.kind == "country" for entry in self.candidates)


#: what each piece of evidence weighs, against one power of ten of inhabitants; set on GeoWebNews, GeoVirus and WikToR
_PEOPLE = 1.0
_KIND = {"country": 3.0, "area": 3.0, "admin1": 0.3, "admin2": 0.0, "town": 0.0}
#: inhabitants where they are not known
_UNKNOWN_PEOPLE = {"country": 4.0, "area": 6.0, "admin1": 4.5, "admin2": 3.0, "town": 2.3}
_MATCH = {"name": 0.0, "alternate": -1.5, "demonym": 0.0, "letters": -4.0, "loose": -3.0}
#: for a name that only sounds so, by how far the letters differ; below so much alike it is not taken at all
_UNLIKE = 8.0
_ALIKE = 0.65
_CAPITAL = 2.0
_BESIDE = 8.0
_CLASS = 1.5
_COUNTRY = 3.5
_REGION = 1.0
#: for a region that could hold this many of the report's names, whatever they mean
_SHARED = 1.0
_SHARED_BY = 3.0
_CLOSE = 2.0
_CLOSE_KM = 200.0
#: with whole regions named after it a bare name means the town
_REGION_WITHOUT_WORD = -2.0
_ROUNDS = 3
_BY_SIZE = "it has the most inhabitants"

#: what stands between a place and a larger one that holds it: "X, Y", "X in western Y", "Y's X", "the Yish city of X"
_LARGER_FOLLOWS = re.compile(r"[,(]|in|,? in(?: \w+)?|,? (?:north|south|east|west|central)[\w-]*")
_LARGER_PRECEDES = re.compile(r"['’]s?(?: [\w-]+){0,2}(?: of)?")
#: all capitals and no longer than this may be an abbreviation
_LETTERS = 4
_LARGE = 300_000
_LEADING = re.compile(r"^(?:the|in|of)\s+", re.IGNORECASE)


def resolve_places(
    doc: Doc, gazetteer: Lookup, *, dateline: Sequence[str] = (), publisher: str | None = None
) -> list[ResolvedPlace]:
    """The names of places and peoples in a report, in reading order, each with the place it is taken for.

    A name means the same place all through a report. What counts, with its weight, is listed above.
    """
    names = _names(doc, gazetteer)
    votes = [*_outside_votes(gazetteer, dateline, publisher), *_inside_votes(doc, gazetteer)]
    for name in names.values():
        name.chosen = max(name.candidates, key=_Weigh(name, _Evidence()), default=None)
    for _ in range(_ROUNDS):
        _choose(list(names.values()), votes)
    resolved = [
        ResolvedPlace(
            _name_alone(mention, name.text), name.chosen, name.why, len(name.candidates), name.why == _BY_SIZE
        )
        for name in names.values()
        for mention in name.mentions
    ]
    return sorted(resolved, key=lambda place: place.words.start)


def _names(doc: Doc, gazetteer: Lookup) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    mentions = doc.spans.get(layers.MENTIONS, [])
    people = {m[-1].text for m in mentions if m.label_ == layers.PERSON and len(m) > 1}
    found = [(m, *_candidates(m, gazetteer)) for m in mentions if _is_name(m) and m.text not in people]
    for at, (mention, bare, candidates) in enumerate(found):
        if not candidates and mention.text.isupper() and len(mention.text) <= _LETTERS:
            continue
        name = names.setdefault(f"{mention.label_} {bare.casefold()}", _Name(bare, candidates))
        name.mentions.append(mention)
        name.classes.update(_classes(mention))
        name.beside += _beside(
            mention, found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None
        )
    return names


def _is_name(mention: Span) -> bool:
    """Is it the name of a place or a people? "the area" is a place and no name; a province is one whatever its label."""
    if not any(token.pos_ == "PROPN" or token.text[:1].isupper() for token in mention):
        return False
    classes = vocabulary.load("places")["classes"]
    province = len(mention) > 1 and mention[-1].lower_ in (*classes["admin1"], *classes["admin2"])
    return mention.label_ in (layers.PLACE, layers.NATIONALITY) or (
        province and mention.label_ == layers.ORGANISATION
    )


_Found = tuple["Span", str, Sequence[Known]]


def _candidates(mention: Span, gazetteer: Lookup) -> tuple[str, Sequence[Known]]:
    """The name without what is written around it, and the places that have it; "X, Y" is looked up as X too."""
    for text in _spellings(mention.text):
        entries = [entry for entry in gazetteer.lookup(text) if _fits(entry, text, mention.label_)]
        if entries:
            return text, _within(text, entries, mention.text, gazetteer)
    return mention.text, ()


def _within(text: str, entries: list[Known], written: str, gazetteer: Lookup) -> Sequence[Known]:
    """Of the places named X, those in Y where "X, Y" is written."""
    _, comma, rest = written.partition(",")
    if not comma or "," in text:
        return entries
    around = gazetteer.lookup(rest.strip())[:3]
    return [e for e in entries if any(_holds(larger, e) for larger in around)] or entries


def _spellings(text: str) -> Iterator[str]:
    parts = {part for words in vocabulary.load("places")["directions"].values() for part in words}
    plain = re.sub(r"\s+", " ", re.sub(r"['’]s?$", "", text))
    yield plain
    plain = _LEADING.sub("", plain)
    yield plain
    first, _, rest = plain.partition(" ")
    if rest and first.lower() in parts:
        yield rest
    if "," in plain:
        yield plain.partition(",")[0]
    before, _, after = plain.partition(" of ")
    if after and any(
        before.lower().split()[-1] in words for words in vocabulary.load("places")["classes"].values()
    ):
        yield after


def _fits(entry: Known, text: str, label: str) -> bool:
    """May the words mean the place at all? A few capitals (ETA, UTC) are a country or a large town, not a village."""
    if label == layers.NATIONALITY:
        return entry.match == "demonym"
    letters = text.isupper() and len(text) <= _LETTERS
    return not letters or entry.kind != "town" or entry.population >= _LARGE


def _name_alone(mention: Span, text: str) -> Span:
    """The words of the mention that are the name: "Mosul" of "Iraqi city of Mosul"."""
    at = mention.text.rfind(text)
    inner = (
        mention.doc.char_span(
            mention.start_char + at, mention.start_char + at + len(text), label=mention.label_
        )
        if at >= 0
        else None
    )
    return mention if inner is None else inner


def _classes(mention: Span) -> Iterator[str]:
    """What the words beside a name, or its own last word, say it is."""
    doc, classes = mention.doc, vocabulary.load("places")["classes"]
    before = doc[max(mention.start - 3, 0) : mention.start].text.lower()
    after = [token.lower_ for token in doc[mention.end - 1 : mention.end + 1]]
    for kind, words in classes.items():
        if any(re.search(rf"\b{word} of(?: the)?$", before) or word in after for word in words):
            yield kind


def _beside(mention: Span, previous: _Found | None, following: _Found | None) -> Iterator[Known]:
    """Larger places written right beside the name: "X, Y", "X in Y", "Y's X", "the Yish city of X"."""
    doc = mention.doc
    if following is not None and following[0].start - mention.end <= 4:
        between = doc[mention.end : following[0].start].text.strip().lower()
        if _LARGER_FOLLOWS.fullmatch(between):
            yield from _larger(following[2])
    if previous is not None and mention.start - previous[0].end <= 4:
        between = doc[previous[0].end : mention.start].text.strip().lower()
        owner = (
            "'s "
            if previous[0].label_ == layers.NATIONALITY or previous[0].text.endswith(("'s", "’s"))
            else ""
        )
        if _LARGER_PRECEDES.fullmatch(f"{owner}{between}".strip()):
            yield from _larger(previous[2])


def _larger(entries: Sequence[Known]) -> Iterator[Known]:
    return (entry for entry in entries[:4] if entry.kind in ("country", "admin1") and entry.match != "loose")


def _outside_votes(gazetteer: Lookup, dateline: Sequence[str], publisher: str | None) -> list[Known]:
    """Places that the dateline and the name of the publisher point at, each the largest of its name."""
    words = re.findall(r"[A-Z][\w'’-]+", publisher or "")
    names = [*dateline, *words, *(" ".join(pair) for pair in itertools.pairwise(words))]
    found = [
        next((e for e in gazetteer.lookup(name) if e.match in ("name", "alternate")), None) for name in names
    ]
    return [
        entry for entry in found if entry is not None and (entry.kind != "town" or entry.population >= 10_000)
    ]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the other names of a report say: how often its countries and regions are meant, and which towns."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    #: regions that could hold the other names
    shared: Mapping[str, float] = field(default_factory=dict)
    towns: Sequence[Known] = ()


def _inside_votes(doc: Doc, gazetteer: Lookup) -> list[Known]:
    """The countries whose people or bodies the report names: "the Syrian army"."""
    found = [next(iter(gazetteer.lookup(words.text)), None) for words in overlooked(doc, gazetteer)]
    return [entry for entry in found if entry is not None and entry.kind == "country"]


class _Weigh:
    """How much speaks for each place of a name, given the places that the other names mean."""

    def __init__(self, name: _Name, evidence: _Evidence) -> None:
        self._name, self._evidence = name, evidence
        self._most = max(evidence.countries.values(), default=0)
        self._town_regions = {e.admin1 for e in name.candidates if e.kind == "town"}

    def __call__(self, entry: Known) -> float:
        return sum(weight for weight, _ in self.reasons(entry)) + self._standing(entry)

    def _standing(self, entry: Known) -> float:
        """What speaks for a place whatever the report says."""
        people = math.log10(entry.population) if entry.population > 0 else _UNKNOWN_PEOPLE[entry.kind]
        bare = (
            entry.kind == "admin1" and not self._name.classes["admin1"] and entry.admin1 in self._town_regions
        )
        return (
            _PEOPLE * people + _KIND[entry.kind] + _MATCH[entry.match]
            - (_UNLIKE * (1 - _alike(self._name.text, entry)) if entry.match == "loose" else 0.0)
            + _CAPITAL * entry.capital + (_REGION_WITHOUT_WORD if bare else 0.0)
        )  # fmt: skip

    def reasons(self, entry: Known) -> Iterator[tuple[float, str]]:
        """What speaks for the place in this report: (weight, words)."""
        # "Egypt, Jordan" is a list and not the Egypt that is in Jordan
        beside = [
            larger for larger in self._name.beside if larger.kind != "country" or not self._name.a_country
        ]
        holding = next((larger for larger in beside if _holds(larger, entry)), None)
        if holding is not None:
            yield _BESIDE, f"{holding.name} is written beside it"
        if self._name.classes[entry.kind]:
            yield _CLASS, f"the words beside it call it a {_CALLED[entry.kind]}"
        if self.about(entry):
            share = self._evidence.countries[entry.country] / self._most
            yield _COUNTRY * share, "the report is about its country"
        if entry.admin1 and self._evidence.regions[entry.admin1]:
            yield _REGION, "other places of the report are in its region"
        if entry.admin1:
            shared = self._evidence.shared.get(entry.admin1, 0.0) - self._name.regions.get(entry.admin1, 0.0)
            yield (
                _SHARED * min(max(shared, 0.0), _SHARED_BY) / _SHARED_BY,
                "other names of the report fit its region",
            )
        near = self._nearest(entry)
        if near is not None:
            yield (
                _CLOSE * math.exp(-near / _CLOSE_KM),
                f"another place of the report is {near:.0f} km from it",
            )

    def about(self, entry: Known) -> bool:
        """Does the report speak of the entry's country at all?"""
        return bool(entry.country and self._evidence.countries[entry.country])

    def _nearest(self, entry: Known) -> float | None:
        if entry.lat is None or entry.lon is None or entry.kind != "town":
            return None
        here = (entry.lat, entry.lon)
        return min(
            (
                kilometres(here, (t.lat, t.lon))
                for t in self._evidence.towns
                if t.lat is not None and t.lon is not None
            ),
            default=None,
        )


_CALLED = {"town": "town", "admin1": "province", "admin2": "district", "country": "country", "area": "region"}


def _choose(names: list[_Name], votes: Sequence[Known]) -> None:
    """One round: every name is chosen anew, given what the others mean now."""
    before = [name.chosen for name in names]
    shared: Counter[str] = Counter()
    for name in names:
        shared.update(name.regions)  # weights, not counts
    for at, name in enumerate(names):
        others = [entry for i, entry in enumerate(before) if i != at and entry is not None]
        regions = Counter(e.admin1 for e in (*others, *votes, *name.beside) if e.admin1)
        towns = [e for e in others if e.kind == "town"]
        weigh = _Weigh(name, _Evidence(_countries(names, before, at, votes), regions, shared, towns))
        allowed = [
            e
            for e in name.candidates
            if e.match != "loose" or (weigh.about(e) and _alike(name.text, e) >= _ALIKE)
        ]
        name.chosen = max(allowed, key=weigh, default=None)
        if name.chosen is not None:
            name.why = max(weigh.reasons(name.chosen), default=(0.0, _BY_SIZE))[1]


def _countries(
    names: list[_Name], chosen: list[Known | None], at: int, votes: Sequence[Known]
) -> Counter[str]:
    found: Counter[str] = Counter()
    for i, (name, entry) in enumerate(zip(names, chosen, strict=True)):
        if i != at and entry is not None and entry.country:
            found[entry.country] += len(name.mentions)
    found.update(entry.country for entry in votes if entry.country)
    return found


def _alike(text: str, entry: Known) -> float:
    """How like the name as written is to the place's own, accents aside: 0 to 1."""
    one, other = (
        "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())
        for name in (text, entry.name)
    )
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _holds(larger: Known, entry: Known) -> bool:
    """Does the country or region hold the place?"""
    if larger.id == entry.id:
        return False
    return larger.country == entry.country if larger.kind == "country" else larger.admin1 == entry.admin1
