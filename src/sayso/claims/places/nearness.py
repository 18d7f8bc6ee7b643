"""How a happening stands to a place, by the words around its name: in, near, about 12km from, south of."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sayso import vocabulary
from sayso.sphere import BEARINGS, Point, displaced

if TYPE_CHECKING:
    from spacy.tokens import Span

#: words before a name that may tell of it, and after it
_REACH_BACK = 14
_REACH_ON = 4
#: of a distance and direction: how far the point may be off, as a share of the distance (reading guidelines, section 7)
_OFF = 0.45
#: a distance is told from a place's edge or its middle, along a road or straight, and rounded
_ROUNDED = {"plain": 1.1, "about": 1.25, "more": 1.5, "within": 1.0}

Sense = Literal["at", "near", "edge", "countryside", "coast", "away", "beyond", "towards"]


@dataclass(frozen=True, slots=True)
class Nearness:
    """What the words around a name say; distances in km."""

    #: the words as written, None if there are none
    relation: str | None
    sense: Sense = "at"
    km: float | None = None
    #: how the distance is told: plain, about, more (than), within
    told: str = "plain"
    #: a name in ``BEARINGS``
    direction: str | None = None
    #: "northern X": only a part of it, which one it is on no map
    part: str | None = None

    def around(self, point: Point, radius_m: float | None) -> tuple[Point, float | None]:
        """Where the words lead from a place at ``point``: a point, and the radius in metres that covers them."""
        if self.sense == "at":
            return point, radius_m
        size = radius_m or 0.0
        if self.km is not None:
            return self._measured(point, self.km, size)
        reach: dict[str, Any] = vocabulary.load("places")["around"][self.sense]
        radius = max(1000.0 * reach["least_km"], size + 1000.0 * reach["beyond_edge_km"])
        if self.direction is None or "moved_km" not in reach:
            return point, radius
        moved = reach["moved_km"] + size / 1000
        return displaced(point, moved, BEARINGS[self.direction]), 1000 * 1.5 * moved

    def _measured(self, point: Point, km: float, size: float) -> tuple[Point, float]:
        if self.direction is not None:
            share = _OFF if self.told == "plain" else _OFF + 0.1
            return displaced(point, km, BEARINGS[self.direction]), 1000 * share * km + size / 2
        return point, 1000 * km * _ROUNDED[self.told] + size


def nearness(words: Span) -> Nearness:
    """What the words around a name say of how the happening stands to it."""
    doc = words.doc
    whole = doc.has_annotation("SENT_START")
    start = max(words.start - _REACH_BACK, words.sent.start if whole else 0)
    before = doc[start : words.start].text_with_ws if start < words.start else ""
    end = min(words.end + _REACH_ON, words.sent.end if whole else len(doc))
    after = doc[words.end : end].text if words.end < end else ""
    return _told(before) or _told_after(before, after) or Nearness(None)


def _told(before: str) -> Nearness | None:
    """By the words before the name, unless they say no more than "there"."""
    found = _telling().search(before)
    if found is None:
        return None
    told = found.groupdict()
    relation = before[found.start() :].strip() or None
    part = _meaning("directions").get((told["part"] or "").lower())
    if told["number"]:
        units, how = vocabulary.load("places")["units"], told["how"]
        unit = re.sub(r"\s+", " ", told["unit"].lower().replace("’", "'"))
        way = next(
            (way for way, words in vocabulary.load("places")["vague"].items() if _in(how, words)), None
        )
        vague = _in(told["number"], vocabulary.load("places")["vague_numbers"]) or unit in _VAGUE_UNITS
        direction = None if way == "within" else _direction(told["bearing"])
        km = _number(told["number"]) * units[unit]
        return Nearness(relation, "away", km, way or ("about" if vague else "plain"), direction, part)
    if told["beyond"]:
        one, other = _direction(told["one"]), _direction(told["other"])
        return Nearness(relation, "beyond", direction=None if other else one, part=part)
    sense: Sense = next(sense for sense in _SENSES if told[sense])
    way = re.search(rf"\b{_directions()}\b", told[sense], re.IGNORECASE)
    return Nearness(relation, sense, direction=_direction(way[0]) if way else None, part=part)


def _told_after(before: str, after: str) -> Nearness | None:
    """By "there" before the name, and what follows it: "in Marwa's western countryside"."""
    plain = _plain().search(before)
    relation = before[plain.start() :].strip() or None if plain else None
    part = _meaning("directions").get((plain["part"] or "").lower()) if plain else None
    following = _following().match(after)
    if following is not None:
        sense: Sense = vocabulary.load("places")["near"]["after"][following["word"].lower()]
        return Nearness(relation, sense, direction=_direction(following["way"]), part=part)
    return Nearness(relation, "at", part=part) if plain else None


#: the kinds of phrase that have no distance, each with its table of phrases in the vocabulary
_SENSES: tuple[Sense, ...] = ("countryside", "coast", "edge", "near", "towards")
#: a drive is as long as the road is good
_VAGUE_UNITS = frozenset(
    unit for unit in vocabulary.load("places")["units"] if " " in unit and "naut" not in unit
)


def _in(written: str | None, words: Iterable[str]) -> bool:
    return (written or "").lower() in words


def _number(written: str) -> float:
    words = vocabulary.load("places")["numbers"]
    return float(words[written.lower()]) if written.lower() in words else float(written.replace(",", ""))


def _direction(written: str | None) -> str | None:
    found = _meaning("directions").get((written or "").lower())
    return found if found in BEARINGS else None


@functools.cache
def _meaning(table: str) -> dict[str, str]:
    return {word: name for name, words in vocabulary.load("places")[table].items() for word in words}


@functools.cache
def _telling() -> re.Pattern[str]:
    """A measure, "near" or a way, then "the city of", then "northern", up to the name."""
    terms = vocabulary.load("places")
    directions, near = _directions(), terms["near"]
    how = _either(word for words in terms["vague"].values() for word in words)
    units = _either(terms["units"]).replace("'", "['’]")
    measure = (
        rf"(?:(?P<how>{how})\s+)?(?P<number>\d[\d,]*(?:\.\d+)?|{_either(terms['numbers'])})[\s-]*(?P<unit>{units})\s+"
        rf"(?:\([^)]*\)\s+)?(?:away\s+|{_either(near['ways'])}\s+)?(?:(?:to\s+the\s+)?(?:due\s+)?(?P<bearing>{directions})\s+)?"
        rf"(?:off\s+the\s+(?:[\w-]+\s+)?coast\s+of|of|from|outside|away\s+from|off|short\s+of|before|inside|beyond|past)"
    )
    beyond = rf"(?<!in\sthe\s)(?P<beyond>(?:to\s+the\s+|just\s+)?(?P<one>{directions})(?:\s+(?:and|or)\s+(?P<other>{directions}))?\s+of)"
    outer = "|".join(_phrases(sense, near[sense]) for sense in _SENSES)
    return re.compile(
        rf"\b(?:{measure}|(?:just\s+)?(?:{outer})|{beyond})\s+(?:{_article()}(?:[\w’'.-]+\s+){{0,2}}?{_kind()})?{_article()}{_part()}$",
        re.IGNORECASE,
    )


def _phrases(sense: str, phrases: Iterable[str]) -> str:
    """The phrases of one sense; "on the outskirts of" is also "on the western outskirts of"."""
    spelt = _either(phrases).replace(r"the\s+", rf"(?:the|its)\s+(?:{_directions()}\s+)?")
    return rf"(?P<{sense}>{spelt})"


@functools.cache
def _plain() -> re.Pattern[str]:
    """The preposition nearest to the name, or that of "in an area of"."""
    plain = _either(vocabulary.load("places")["near"]["plain"])
    between = rf"(?:(?!{plain}\b)[\w’'.-]+\s+){{0,3}}?"
    return re.compile(rf"\b{plain}\s+{_article()}{between}(?:{_kind()})?{_part()}$", re.IGNORECASE)


@functools.cache
def _following() -> re.Pattern[str]:
    """ "'s western countryside" """
    words = vocabulary.load("places")["near"]["after"]
    return re.compile(
        rf"(?:\s*['’]s?)?\s*(?:(?P<way>{_directions()})\s+)?(?P<word>{_either(words)})\b", re.IGNORECASE
    )


def _article() -> str:
    return r"(?:(?:the|an?|its|their|this|that)\s+)?"


def _kind() -> str:
    terms = vocabulary.load("places")
    words = [*(word for words in terms["classes"].values() for word in words), *terms["near"]["parts"]]
    return rf"{_either([*words, *(word + 's' for word in words)])}\s+(?:of\s+)?"


def _part() -> str:
    return rf"(?:the\s+)?(?:(?P<part>{_either(_meaning('directions'))})\s+)?"


def _directions() -> str:
    terms = vocabulary.load("places")["directions"]
    return _either(word for name, words in terms.items() if name in BEARINGS for word in words)


def _either(words: Iterable[str]) -> str:
    return (
        "(?:"
        + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
        + ")"
    )
