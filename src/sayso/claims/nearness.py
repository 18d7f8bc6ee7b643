"""How a happening stands to a place, by the words before its name: in, near, about 12km from, south of."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sayso import vocabulary
from sayso.sphere import BEARINGS, Point, displaced

if TYPE_CHECKING:
    from spacy.tokens import Span

#: the reach of "near" and of a direction or way with no distance, in km (reading guidelines, section 7)
NEAR_KM = 25.0
FAR_KM = 50.0
#: words before a name that may tell of it
_REACH_BACK = 14

Sense = Literal["at", "near", "away", "towards"]


@dataclass(frozen=True, slots=True)
class Nearness:
    """What the words before a name say; distances in km."""

    #: the words as written, None if there are none
    relation: str | None
    sense: Sense = "at"
    km: float | None = None
    #: a distance that is only about so
    vague: bool = False
    #: a name in ``BEARINGS``
    direction: str | None = None
    #: "northern X": only a part of it, which one it is on no map
    part: str | None = None

    def around(self, point: Point, radius_m: float | None) -> tuple[Point, float | None]:
        """Where the words lead from a place at ``point``: a point, and the radius in metres that covers them."""
        if self.sense == "at":
            return point, radius_m
        if self.km is None:
            return point, 1000 * (NEAR_KM if self.sense == "near" else FAR_KM)
        if self.direction is not None:
            return displaced(point, self.km, BEARINGS[self.direction]), 450 * self.km
        return point, 1000 * self.km * (1.2 if self.vague else 1.0)


def nearness(words: Span) -> Nearness:
    """What the words before a name say of how the happening stands to it."""
    doc = words.doc
    start = max(words.start - _REACH_BACK, words.sent.start if doc.has_annotation("SENT_START") else 0)
    before = doc[start : words.start].text_with_ws if start < words.start else ""
    found = _telling().search(before) or _plain().search(before)
    if found is None:
        return Nearness(None)
    told = found.groupdict()
    relation = before[found.start() :].strip() or None
    part = _meaning("directions").get((told["part"] or "").lower())
    if told.get("number"):
        km = _number(told["number"]) * vocabulary.load("places")["units"][told["unit"].lower()]
        return Nearness(
            relation,
            "away",
            km,
            bool(told["vague"]),
            None if told["within"] else _direction(told["bearing"]),
            part,
        )
    if told.get("near") or set(vocabulary.load("places")["near"]["words"]) & set(
        before[found.start() :].lower().split()
    ):
        return Nearness(relation, "near", part=part)
    if told.get("towards") or told.get("beyond"):
        return Nearness(relation, "towards", part=part)
    return Nearness(relation, "at", part=part)


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
    directions = _directions()
    measure = (
        rf"(?:(?P<within>{_either(terms['vague']['within'])})\s+)?(?:(?P<vague>{_either(terms['vague']['about'])})\s+)?"
        rf"(?P<number>\d[\d,]*(?:\.\d+)?|{_either(terms['numbers'])})[\s-]*(?P<unit>{_either(terms['units'])})\s+"
        rf"(?:\([^)]*\)\s+)?(?:away\s+)?(?:to\s+the\s+)?(?:(?P<bearing>{directions})\s+)?"
        r"(?:of|from|outside|away\s+from|off|short\s+of)"
    )
    beyond = rf"(?<!in\sthe\s)(?P<beyond>(?:to\s+the\s+|just\s+)?{directions}(?:\s+and\s+{directions})?\s+of)"
    near, towards = _either(terms["near"]["phrases"]), _either(terms["near"]["towards"])
    outer = rf"{measure}|(?:just\s+)?(?P<near>{near})|(?P<towards>{towards})|{beyond}"
    return re.compile(
        rf"\b(?:{outer})\s+(?:{_article()}(?:[\w’'.-]+\s+){{0,2}}?{_kind()})?{_part()}$", re.IGNORECASE
    )


@functools.cache
def _plain() -> re.Pattern[str]:
    """The preposition nearest to the name, or that of "in an area of"."""
    plain = _either(vocabulary.load("places")["near"]["plain"])
    between = rf"(?:(?!{plain}\b)[\w’'.-]+\s+){{0,3}}?"
    return re.compile(rf"\b{plain}\s+{_article()}{between}(?:{_kind()})?{_part()}$", re.IGNORECASE)


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
