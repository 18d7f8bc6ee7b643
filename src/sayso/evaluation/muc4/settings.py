"""Where and when an incident took place, as the answer keys write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sayso.claims.places.namesakes import ResolvedPlace, resolve_places
from sayso.claims.times import tenses_of
from sayso.claims.times.grammar import find_times
from sayso.claims.times.order import in_order
from sayso.claims.times.resolution import resolve_seen
from sayso.gazetteer.names import without_class

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.gazetteer import Gazetteer

#: the nine countries of the task
COUNTRIES = {
    "SV": "EL SALVADOR",
    "GT": "GUATEMALA",
    "HN": "HONDURAS",
    "AR": "ARGENTINA",
    "BO": "BOLIVIA",
    "CL": "CHILE",
    "CO": "COLOMBIA",
    "EC": "ECUADOR",
    "PE": "PERU",
}
_FINE = ("town", "admin2", "admin1")
#: so many sentences before and after those of an incident may name its day and place; chosen on the train half
_DAYS_REACH, _PLACES_REACH = 1, 0
#: an incident of longer ago is not news, and such a date is mostly another's
_LONGEST = timedelta(days=400)


class Settings:
    """The places and days that a report names, looked up by sentence."""

    def __init__(
        self, doc: Doc, published: str | None, gazetteer: Gazetteer, sentence_of: Sequence[int]
    ) -> None:
        self._published = published
        self._days: dict[int, list[tuple[str, str]]] = {}
        self._places: dict[int, list[ResolvedPlace]] = {}
        places = resolve_places(doc, gazetteer)
        for place in places:
            if not _is_dateline(doc, place.words.start):
                self._places.setdefault(sentence_of[place.words.start], []).append(place)
        self._country = _country(places)
        for start, end, at in _days(doc, published):
            self._days.setdefault(sentence_of[at], []).append((start, end))

    def date(self, sentences: Sequence[int]) -> dict[str, Any] | None:
        """The day that the first of these sentences or those beside them name, else on or before the day of the report."""
        for number in with_neighbours(sentences, _DAYS_REACH):
            for start, end in self._days.get(number, ()):
                return {"start": start, "end": end}
        if self._published is None:
            return None
        after = date.fromisoformat(self._published) + timedelta(days=1)
        return {"start": None, "end": after.isoformat()}

    def location(self, sentences: Sequence[int]) -> list[str]:
        """Country and place, as far as these sentences or those beside them name one; else the report's country alone."""
        order = with_neighbours(sentences, _PLACES_REACH)
        named = [place for number in order for place in self._places.get(number, ())]
        known = [place for place in named if place.entry is not None and place.entry.country in COUNTRIES]
        fine = [p for p in known if p.entry is not None and p.entry.kind in _FINE]
        home = [p for p in fine if p.entry is not None and p.entry.country == self._country]
        chosen = next(iter(home or fine), None)
        if chosen is not None and chosen.entry is not None:
            return [COUNTRIES[chosen.entry.country], _bare(chosen.words.text)]
        country = next((p.entry.country for p in known if p.entry is not None), self._country)
        return [COUNTRIES[country]] if country else []


def _bare(name: str) -> str:
    """In capitals, on one line, without "department" or "district"."""
    return without_class(" ".join(name.title().split())).upper()


def with_neighbours(sentences: Sequence[int], reach: int) -> list[int]:
    """The sentences, then those before and after each, the nearest first."""
    found = dict.fromkeys(sentences)
    for far in range(1, reach + 1):
        found.update(dict.fromkeys(at for number in sentences for at in (number - far, number + far)))
    return list(found)


def _country(places: Sequence[ResolvedPlace]) -> str | None:
    """Which of the nine countries the report speaks of most."""
    counted = Counter(p.entry.country for p in places if p.entry is not None and p.entry.country in COUNTRIES)
    return counted.most_common(1)[0][0] if counted else None


def _days(doc: Doc, published: str | None) -> list[tuple[str, str, int]]:
    """Every expression that names one day of the year before the report, with where it stands."""
    if published is None:
        return []
    day = date.fromisoformat(published)
    by_start = {token.idx: token.i for token in doc}
    found = []
    expressions = find_times(doc)
    for seen in in_order(expressions, day, tenses_of(expressions, doc)):
        when, _ = resolve_seen(seen.expression, seen.view)
        at = by_start.get(seen.expression.start)
        if when is None or when.start is None or when.end is None or at is None:
            continue
        first, after = (date.fromisoformat(text) for text in (when.start, when.end))
        if (
            after - first == timedelta(days=1)
            and timedelta(0) <= day - first < _LONGEST
            and not _is_dateline(doc, at)
        ):
            found.append((when.start, when.end, at))
    return found


def _is_dateline(doc: Doc, at: int) -> bool:
    """ "SAN SALVADOR, 5 JAN 90 --": the day and the place of the report are nobody's."""
    return at < 15 and "--" in doc[at : at + 12].text
