"""What given words of a report mean: which place, which day, how many, which weapon, who.

For a reader that names words and no meanings. The same gazetteer, calendar and tables as for the words
that sayso finds itself, asked for one stretch of words at a time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sayso.claims.grammar import numbers
from sayso.claims.grammar.phrases import name_of
from sayso.claims.harm.counted import group_of, number_of
from sayso.claims.places.known import Lookup
from sayso.claims.places.namesakes import ResolvedPlace, resolve_places
from sayso.claims.places.placing import placed
from sayso.claims.sides.parties import canonical, kind_of, mention_label
from sayso.claims.times import tenses_of
from sayso.claims.times.grammar import find_times
from sayso.claims.times.meanings import Length, Repeated
from sayso.claims.times.order import in_order
from sayso.claims.times.resolution import resolve_seen
from sayso.claims.weapons import classes_of
from sayso.language import layers
from sayso.model import Actor, Count, Effect, Group, Place, Problem, Report, Source, Span, Weapon, When
from sayso.problems import problem

if TYPE_CHECKING:
    from spacy import tokens
    from spacy.tokens import Doc

#: of the places in one stretch of words the finest is meant
_SIZES = {"site": 1, "town": 1, "admin2": 2, "admin1": 3, "area": 4, "country": 5}


class WordMeanings:
    """The meanings of words of one English report, whose Doc has its linguistic layers."""

    def __init__(self, doc: Doc, report: Report, gazetteer: Lookup, giver: str = "a model") -> None:
        """``giver``: who gave the words, for the reason why it is this place."""
        self._doc = doc
        self._giver = giver
        self._places = resolve_places(doc, gazetteer, dateline=report.dateline, publisher=report.publisher)
        times = find_times(doc)
        day = date.fromisoformat(report.published[:10]) if report.published else None
        self._times = list(in_order(times, day, tenses_of(times, doc)))

    def place(self, words: Span, english: str | None = None) -> tuple[Place, tuple[Problem, ...]]:
        """The place that the words name; its own words only, with a problem, if they name none that is known."""
        inside = [one for one in self._places if not one.demonym and _overlap(one.words, words)]
        if not inside:
            note = problem("place_not_found", words, words=words.text)
            return Place(words.text, words, "unknown"), (note,)
        best = min(inside, key=_fineness)
        place, problems = placed(best, self._places)
        why = f"{self._giver} gave these words; {best.why or 'no gazetteer has the name'}"
        return replace(place, why=why), problems

    def when(self, words: Span, english: str | None = None) -> tuple[When, tuple[Problem, ...]]:
        """The days that the words name; the words only, with a problem, if they name none."""
        for seen in self._times:
            meaning = seen.expression.meaning
            if isinstance(meaning, Length | Repeated) or seen.expression.parts:
                continue
            if words.start < seen.expression.end and seen.expression.start < words.end:
                when, note = resolve_seen(seen.expression, seen.view)
                if when is not None:
                    return when, () if note is None else (note,)
        note = problem(
            "time_not_resolved", words, words=words.text, why="no time is known that is written so"
        )
        return When(None, None, "unknown", words), (note,)

    def count(
        self, words: Span, effect: Effect, group: Group, given: tuple[int | None, int | None]
    ) -> tuple[Count, tuple[Problem, ...]]:
        """How many the words count; by the words alone, and a problem where the model gave another number."""
        phrase = self._phrase(words)
        noun = phrase.root
        bounds = number_of(noun, phrase) or _of_words_alone(noun, words) or (None, None)
        known = group_of(phrase, noun)
        count = Count(effect, *bounds, group if known == "unknown" else known, words)
        return count, tuple(number_problems(words, given, bounds))

    def weapon(self, words: Span) -> Weapon:
        """The weapon with its class, None if the vocabulary has none."""
        return Weapon(words, next(iter(classes_of(self._phrase(words))), None))

    def actor(self, words: Span) -> Actor:
        """The actor, with its name in the register and its kind, where the words tell."""
        phrase = self._phrase(words)
        name = " ".join(name_of(phrase).split())
        return Actor(name, words, canonical(name) or canonical(words.text), kind_of(phrase))

    def source(self, source: Source) -> Source:
        """The source with its kind, where its words tell."""
        return replace(source, kind=kind_of(self._phrase(source.span)))

    def _phrase(self, words: Span) -> tokens.Span:
        found = self._doc.char_span(words.start, words.end, alignment_mode="expand")
        assert found is not None, "the words stand in the report"
        return found


def number_problems(
    words: Span, given: tuple[int | None, int | None], bounds: tuple[int | None, int | None]
) -> list[Problem]:
    """What is to be said where somebody takes words for another number than they say."""
    if given in (bounds, (None, None)):
        return []
    said = f"{given[0]} to {given[1]}"
    kept = "the words count" if bounds != (None, None) else "no number was kept"
    note = problem("number_not_in_words", words, given=said, words=words.text, kept=kept)
    vague = problem("number_without_bounds", words, words=words.text)
    return [note] if bounds != (None, None) else [note, vague]


def _of_words_alone(noun: tokens.Token, words: Span) -> numbers.Bounds | None:
    """The bounds by the words, where the report's layers take the counted for a place: "a mayor"."""
    return numbers.bounds(words.text) if mention_label(noun) in (layers.PLACE, layers.TIME) else None


def _fineness(place: ResolvedPlace) -> tuple[int, int]:
    return _SIZES[place.entry.kind] if place.entry else 0, place.words.start


def _overlap(found: tokens.Span, words: Span) -> bool:
    return found.start_char < words.end and words.start < found.end_char


__all__ = ["WordMeanings", "number_problems"]
