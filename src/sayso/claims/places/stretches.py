"""Places told by two names: "between X and Y", "on the road from X to Y", "the X-Y highway"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.places.namesakes import ResolvedPlace
from sayso.sphere import Point, kilometres, middle

if TYPE_CHECKING:
    from spacy.tokens import Span

#: words from one name to the other, and before the first
_APART = 6
_BEFORE = 9
_SITE = r"(?:(?:the\s+)?(?:town|city|village|port|district)s?\s+of\s+|the\s+)?"


def other_end(place: ResolvedPlace, resolved: Sequence[ResolvedPlace]) -> ResolvedPlace | None:
    """The place that the words put at the other end of a stretch from this one; None if they tell of none."""
    places = [other for other in resolved if not other.demonym and _has_point(other)]
    after = next((o for o in places if place.words.end <= o.words.start < place.words.end + _APART), None)
    if after is not None and _joined(place.words, after.words):
        return after
    before = [o for o in places if place.words.start - _APART < o.words.end <= place.words.start]
    return next((other for other in reversed(before) if _joined(other.words, place.words)), None)


def is_on_a_way(name: Span) -> bool:
    """Is it where somebody set out who was on the way: "a bus *from X* to Y was attacked"?"""
    before = name.doc[max(name.start - _BEFORE, name.sent.start) : name.start].text_with_ws
    opening = _opening().search(before)
    return opening is not None and opening["between"] is None


def along(one: Point, other: Point) -> tuple[Point, float]:
    """The middle of a stretch, and the radius in metres that covers it with both ends."""
    reach = vocabulary.load("places")["around"]["stretch"]
    half = kilometres(one, other) / 2
    return middle([one, other]), 1000 * max(reach["least_km"], half + reach["beyond_edge_km"])


def _joined(one: Span, other: Span) -> bool:
    """Do the words before, between and after two names make them the ends of a stretch?"""
    doc = one.doc
    before = doc[max(one.start - _BEFORE, 0) : one.start].text_with_ws
    between = doc[one.end : other.start].text.strip()
    after = doc[other.end : other.end + 2].text
    opening = _opening().search(before)
    if opening is not None:
        ends = "and" if opening["between"] else "to|and|with"
        return re.fullmatch(rf"(?:{ends})\s+{_SITE}", f"{between} ", re.IGNORECASE) is not None
    # "the X-Y highway"
    return between in ("-", "–", "to", "-to-") and _roads().match(after) is not None


def _has_point(place: ResolvedPlace) -> bool:
    entry = place.entry
    return entry is not None and entry.lat is not None and entry.kind in ("town", "admin2", "site")


@functools.cache
def _opening() -> re.Pattern[str]:
    roads = "|".join(vocabulary.load("places")["near"]["roads"])
    links = (
        r"from|linking|connecting|that\s+links|that\s+connects|which\s+links|leading\s+from|running\s+from"
    )
    under_way = "|".join(vocabulary.load("places")["near"]["under_way"])
    on_it = rf"(?:{under_way})\s+(?:[\w-]+\s+){{0,2}}?from"
    return re.compile(
        rf"\b(?:(?P<between>between)|(?:{roads})s?\s+(?:{links})|{on_it})\s+{_SITE}$", re.IGNORECASE
    )


@functools.cache
def _roads() -> re.Pattern[str]:
    roads = "|".join(vocabulary.load("places")["near"]["roads"])
    return re.compile(rf"\s*(?:main\s+)?(?:{roads})s?\b", re.IGNORECASE)
