"""Which place a name means: of all the places of that name, the one that the rest of the report speaks for."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.places.known import Known, Lookup
from sayso.claims.places.overlooked import overlooked
from sayso.claims.places.roads import is_in_block
from sayso.claims.places.weighing import BY_SIZE, About, Evidence, Weigh, alike, holds, weights
from sayso.language import layers
from sayso.sphere import Point, kilometres

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
    #: of a place in no gazetteer, the district, region or town that the report says holds it
    holder: Known | None = None

    @property
    def demonym(self) -> bool:
        """Does the word name a people and not a place: "Syrian"?"""
        return self.words.label_ == layers.NATIONALITY


@dataclass(slots=True, eq=False)
class _Name:
    """One name of the report, with all the places it may mean and all that is said beside it."""

    #: without what is written around it
    text: str
    found: Sequence[Known]
    mentions: list[Span] = field(default_factory=list)
    #: what the words beside it say it is: town, admin1, admin2
    classes: Counter[str] = field(default_factory=Counter)
    #: countries and regions written beside it: "X, Texas", "Syria's X province"
    beside: list[Known] = field(default_factory=list)
    #: of these, the ones that the report says it lies in
    stated: list[Known] = field(default_factory=list)
    #: the names that it is said to lie in
    holders: list[Span] = field(default_factory=list)
    #: it is the name of a part of a town, whichever town the report speaks of: "the Old City"
    part: bool = False
    chosen: Known | None = None
    why: str = ""

    @property
    def candidates(self) -> Sequence[Known]:
        """The places it may mean; where the report says which region or country it lies in, the ones there, if any."""
        return self._there or self.found

    @property
    def elsewhere(self) -> bool:
        """Does every place of the name lie outside the region or country that the report says it lies in?"""
        return bool(self.stated) and not self._there

    @property
    def _there(self) -> list[Known]:
        countries = [each for each in self.stated if each.kind == "country" and not self.a_country]
        known = {each.country for each in countries}
        regions = [e for e in self.stated if e.kind == "admin1" and (not known or e.country in known)]
        return [e for e in self.found if any(holds(each, e) for each in regions or countries)]

    @property
    def about(self) -> About:
        towns = frozenset(e.admin1 for e in self.candidates if e.kind == "town")
        return About(self.text, self.classes, self.beside, self.a_country, self.regions, towns)

    @property
    def regions(self) -> dict[str, float]:
        """The regions that hold a place of this name; the fewer there are, the more each counts."""
        found = {entry.admin1 for entry in self.candidates if entry.admin1 and entry.match != "loose"}
        return {region: len(found) ** -0.5 for region in found}

    @property
    def a_country(self) -> bool:
        return any(entry.kind == "country" for entry in self.found)


_ROUNDS = 3

#: what stands between a place and a larger one that holds it: "X, Y", "X in western Y", "Y's X", "the Yish city of X"
_LARGER_FOLLOWS = re.compile(r"[,(]|in|,? in(?: \w+)?|,? (?:north|south|east|west|central)[\w-]*")
_LARGER_PRECEDES = re.compile(r"['’]s?(?: [\w-]+){0,2}(?: of)?")
#: all capitals and no longer than this may be an abbreviation
_LETTERS = 4
_LARGE = 300_000
_COMPASS = frozenset(("North", "South", "East", "West"))
#: "is a small town in", up to a name so many words on
_DESCRIPTION = re.compile(
    r" (?:\([^)]*\) ?|/[^/]*/ ?)?(?:, |is |was |has been )(?:an? |the |one of the )[^.;]*?\b(?:in|of) [^.;]*$"
)
_DESCRIBED = 20
#: how many of the names behind it may say where it lies
_HOLDERS = 6
#: "the Marwa bank", "a Marwa grocery store": the name before common nouns
_NAMED = re.compile(r"((?:[A-Z][\w'’.-]+ )*[A-Z][\w'’.-]+)(?: [a-z]+){1,2}$")
_ARTICLES = frozenset(("the", "a", "an", "this", "that"))
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
        name.chosen = max(name.candidates, key=Weigh(name.about, Evidence()), default=None)
    for _ in range(_ROUNDS):
        _choose(list(names.values()), votes)
    meant = {mention.start: name.chosen for name in names.values() for mention in name.mentions}
    resolved = [place for name in names.values() for place in _resolved(name, meant)]
    return sorted(resolved, key=lambda place: place.words.start)


def _resolved(name: _Name, meant: Mapping[int, Known | None]) -> Iterator[ResolvedPlace]:
    """The mentions of a name with the place that it means; a namesake elsewhere is not the place meant."""
    unknown = name.chosen is None or name.elsewhere
    holder = next((each for words in name.holders if (each := meant.get(words.start)) is not None), None)
    for mention in name.mentions:
        words = _name_alone(mention, name.text)
        if unknown:
            yield ResolvedPlace(words, None, holder=holder)
        else:
            yield ResolvedPlace(words, name.chosen, name.why, len(name.candidates), name.why == BY_SIZE)


def _names(doc: Doc, gazetteer: Lookup) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    mentions = doc.spans.get(layers.MENTIONS, [])
    people = _surnames(mentions)
    found = [
        (m, *_candidates(m, gazetteer)) for m in map(_whole, mentions) if _is_name(m) and m.text not in people
    ]
    for at, (mention, bare, candidates) in enumerate(found):
        if not candidates and mention.text.isupper() and len(mention.text) <= _LETTERS:
            continue
        name = names.setdefault(f"{mention.label_} {bare.casefold()}", _Name(bare, candidates))
        name.mentions.append(mention)
        # the words inside a mention count as those beside it: where it begins is the reader's chance
        name.classes.update(_classes(_name_alone(mention, bare)))
        name.beside += _beside(
            mention, found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None
        )
        after_comma = _after_comma(mention, gazetteer)
        described = _described(mention, found[at + 1 : at + _HOLDERS])
        name.beside += [*after_comma, *(each for each in described[:1] if each.kind == "admin1")]
        # "Syria, Iraq and Iran" is a list
        listed = any(e.kind in ("country", "admin1") and e.match != "loose" for e in candidates)
        name.stated += [*(() if listed else after_comma), *described]
        name.part = name.part or _is_part(mention)
        name.holders += _town_around(mention, found[at + 1] if at + 1 < len(found) else None)
        name.holders += [other[0] for other in found[at + 1 : at + _HOLDERS] if _is_holder(mention, other[0])]
    return names


def _whole(mention: Span) -> Span:
    """The mention, with the word before it that a name of a part of a town needs: "City" of "the Old City"."""
    doc, start = mention.doc, mention.start - 1
    if len(mention) != 1 or start < 0 or mention.label_ != layers.PLACE or not doc[start].text[:1].isupper():
        return mention
    words = doc[start : mention.end]
    known = words.text.lower() in vocabulary.load("places")["sites"]["parts_of_towns"]
    whole = doc.char_span(words.start_char, words.end_char, label=mention.label_) if known else None
    return mention if whole is None else whole


def _is_part(mention: Span) -> bool:
    """Is it called a part of a town: "the X neighbourhood", "the Old City"?"""
    doc, quarters = mention.doc, vocabulary.load("places")["sites"]["town_quarters"]
    after = doc[mention.end].lower_ if mention.end < len(doc) else ""
    return names_part(mention) or after in quarters or mention[-1].lower_ in quarters


def names_part(words: Span) -> bool:
    """Are the words the name of a part that many towns have: "the Old City"?"""
    parts = vocabulary.load("places")["sites"]["parts_of_towns"]
    return re.sub(r"^the\s+", "", words.text.lower()) in parts


def _town_around(mention: Span, following: _Found | None) -> list[Span]:
    """The town in "the X neighbourhood of Y", "the X area of Y"."""
    if following is None or not 0 < following[0].start - mention.end <= _AROUND:
        return []
    between = mention.doc[mention.end : following[0].start].text.lower().split()
    last = [mention[-1].lower_, *between]
    quarters = vocabulary.load("places")["sites"]["quarters"]
    joined = between and between[-1] in ("of", "in") and last[-2] in quarters
    return [following[0]] if joined else []


#: words from the name of a quarter to that of its town
_AROUND = 3


def _surnames(mentions: Sequence[Span]) -> set[str]:
    """Last names of people who are named in full before anything bears the name alone: such a name is theirs.

    A town that is told of first keeps its name when the one comes whom it was named after.
    """
    first: dict[str, int] = {}
    for mention in reversed(mentions):
        if mention.label_ == layers.PLACE:
            first[mention.text] = mention.start
    people = [m for m in mentions if m.label_ == layers.PERSON and len(m) > 1]
    return {m[-1].text for m in people if m.start < first.get(m[-1].text, m.end)}


def _is_name(mention: Span) -> bool:
    """Is it the name of a place or a people? "the area" is a place and no name; a province is one whatever its label."""
    named = [token for token in mention if token.lower_ not in _ARTICLES]
    if not any(token.pos_ == "PROPN" or token.text[:1].isupper() for token in named):
        return False
    if mention.text in _armed():
        return False
    classes = vocabulary.load("places")["classes"]
    kinds = (*classes["admin1"], *classes["admin2"])
    if len(mention) == 1 and mention[0].lower_ in {
        *kinds,
        "city",
        *vocabulary.load("places")["sites"]["words"],
        "center",
        "centre",
    }:
        return False
    province = len(mention) > 1 and mention[-1].lower_ in kinds and mention[-1].lower_ != "department"
    return mention.label_ in (layers.PLACE, layers.NATIONALITY) or (
        province and mention.label_ == layers.ORGANISATION
    )


@functools.cache
def _armed() -> frozenset[str]:
    """Names of armed groups: there is a village called Taliban, and it is not what is meant."""
    actors = vocabulary.load("actors")
    groups = [*actors["register_kinds"]["armed_group"], *actors["register_kinds"]["militia"]]
    return frozenset(name for group in groups for name in (group, *actors["register"][group]))


_Found = tuple["Span", str, Sequence[Known]]


def _candidates(mention: Span, gazetteer: Lookup) -> tuple[str, Sequence[Known]]:
    """The name without what is written around it, and the places that have it; "X, Y" is looked up as X too."""
    if _is_of_a_road(mention):
        return mention.text, ()
    for text in _spellings(mention.text):
        entries = [
            entry
            for entry in gazetteer.lookup(text)
            if _fits(entry, text, mention.label_) and not _is_own_name(mention.text, text, entry)
        ]
        if entries:
            return text, _within(text, entries, mention.text, gazetteer)
    return mention.text, ()


def _is_of_a_road(mention: Span) -> bool:
    """Is it the first word of a road's name: "the *Newton* 214 Highway", "*Leeds* Street"?"""
    doc, at = mention.doc, mention.end
    if at < len(doc) and doc[at].is_digit:
        at += 1
    return (at < len(doc) and doc[at].text in vocabulary.load("places")["sites"]["roads"]) or is_in_block(
        mention
    )


def _within(text: str, entries: list[Known], written: str, gazetteer: Lookup) -> Sequence[Known]:
    """Of the places named X, those in Y where "X, Y" is written."""
    _, comma, rest = written.partition(",")
    if not comma or "," in text:
        return entries
    around = gazetteer.lookup(rest.strip())[:3]
    return [e for e in entries if any(holds(larger, e) for larger in around)] or entries


def _spellings(text: str) -> Iterator[str]:
    parts = {part for words in vocabulary.load("places")["directions"].values() for part in words}
    plain = re.sub(r"\s+", " ", re.sub(r"['’]s?$", "", text))
    if not plain.startswith(("of ", "in ")):
        yield plain
    plain = _LEADING.sub("", plain)
    yield plain
    first, _, rest = plain.partition(" ")
    if rest and first.lower() in parts:
        yield rest
    if "," in plain:
        yield plain.partition(",")[0]
    front = _NAMED.match(plain)
    if front is not None and front[1].lower() not in parts:
        yield front[1]
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


def _is_own_name(written: str, text: str, entry: Known) -> bool:
    """Is "West X" the name of a place of its own and no part of the town X? Only large towns have parts of note."""
    first = written.partition(" ")[0]
    return (
        first in _COMPASS
        and not text.startswith(first)
        and entry.kind == "town"
        and entry.population < _LARGE
    )


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


def _described(mention: Span, following: Sequence[_Found]) -> Sequence[Known]:
    """The regions and countries in "X is a town in Y County, Z" and "X, a mining town in western Z", regions first."""
    found: list[Known] = []
    for other, _, entries in following:
        if not _is_holder(mention, other):
            break
        found += _larger(entries)
    return sorted(found, key=lambda each: each.kind != "admin1")


def _is_holder(mention: Span, other: Span) -> bool:
    """Does the text say that the one lies in the other: "X is a town in *Y* County, *Z*"?"""
    if not 0 < other.start - mention.end <= _DESCRIBED:
        return False
    between = mention.doc[mention.end : other.start].text
    return _DESCRIPTION.match(f" {between.strip()} ") is not None


def _after_comma(mention: Span, gazetteer: Lookup) -> Sequence[Known]:
    """The region or country in "X, Y", also where Y is only letters and no mention: "X, La."."""
    doc, comma = mention.doc, mention.end
    if comma + 1 >= len(doc) or doc[comma].text != "," or not doc[comma + 1].text[:1].isupper():
        return ()
    for size in (3, 2, 1):
        found = list(_larger(gazetteer.lookup(doc[comma + 1 : comma + 1 + size].text)))
        if found:
            return found[:1]
    return ()


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


def _inside_votes(doc: Doc, gazetteer: Lookup) -> list[Known]:
    """The countries whose people or bodies the report names: "the Syrian army"."""
    found = [next(iter(gazetteer.lookup(words.text)), None) for words in overlooked(doc, gazetteer)]
    return [entry for entry in found if entry is not None and entry.kind == "country"]


def _choose(names: list[_Name], votes: Sequence[Known]) -> None:
    """One round: every name is chosen anew, given what the others mean now."""
    before = [name.chosen for name in names]
    shared: Counter[str] = Counter()
    for name in names:
        shared.update(name.regions)  # weights, not counts
    for at, name in enumerate(names):
        others = [entry for i, entry in enumerate(before) if i != at and entry is not None]
        regions = Counter(e.admin1 for e in (*others, *votes, *name.beside) if e.admin1)
        towns = [
            (e.lat, e.lon) for e in others if e.kind == "town" and e.lat is not None and e.lon is not None
        ]
        weigh = Weigh(name.about, Evidence(_countries(names, before, at, votes), regions, shared, towns))
        around = _points_around(name, names, before) if name.part else []
        allowed = [e for e in name.candidates if _may_be_meant(e, name, weigh) and _is_by(e, around)]
        name.chosen = max(allowed, key=weigh, default=None)
        if name.chosen is not None:
            name.why = weigh.why(name.chosen)


def _points_around(name: _Name, names: list[_Name], chosen: list[Known | None]) -> list[Point]:
    """The points of the towns that it may be a part of: the one that it is said to be in, else all the report names."""
    held = {words.start for words in name.holders}
    towns = [
        (other, (entry.lat, entry.lon))
        for other, entry in zip(names, chosen, strict=True)
        if entry is not None
        and entry.kind == "town"
        and not other.part
        and entry.lat is not None
        and entry.lon is not None
    ]
    said = [point for other, point in towns if held & {mention.start for mention in other.mentions}]
    return said or [point for _, point in towns]


def _is_by(entry: Known, around: Sequence[Point]) -> bool:
    """Is it near one of the towns that it is a part of, if any are known? Larger places are none."""
    if not around or entry.kind not in ("town", "admin2", "site") or entry.lat is None or entry.lon is None:
        return True
    return any(kilometres((entry.lat, entry.lon), point) <= _PART_KM for point in around)


#: how far a part of a town may be from its point
_PART_KM = 40.0


def _may_be_meant(entry: Known, name: _Name, weigh: Weigh) -> bool:
    """Not a village of a country that a report speaks of nowhere else, by a name that is not its own or only sounds so."""
    if entry.match == "loose":
        spelt = entry.country not in vocabulary.load("places")["spelt_one_way"]
        return spelt and weigh.about(entry) and alike(name.text, entry.name) >= weights()["alike"]
    further = entry.match == "alternate" and entry.kind == "town" and entry.population < _LARGE
    return not (further and weigh.far_from_all(entry))


def _countries(
    names: list[_Name], chosen: list[Known | None], at: int, votes: Sequence[Known]
) -> Counter[str]:
    found: Counter[str] = Counter()
    for i, (name, entry) in enumerate(zip(names, chosen, strict=True)):
        if i != at and entry is not None and entry.country:
            found[entry.country] += len(name.mentions)
    found.update(entry.country for entry in votes if entry.country)
    return found
