"""What words in another language mean, as far as that can be found without understanding them.

A name is looked up as it is written, then as the model translated it; a time only as translated. Whatever
rests on the translation says so in a problem. A number must stand in the words, in figures of any script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.claims.by_words import number_problems
from sayso.claims.places.known import Known, Lookup
from sayso.claims.places.namesakes import ResolvedPlace
from sayso.claims.places.placing import placed
from sayso.claims.sides.parties import canonical
from sayso.claims.times.grammar import find_times
from sayso.claims.times.meanings import Length, Repeated
from sayso.claims.times.resolution import resolve
from sayso.model import Actor, Count, Effect, Group, Place, Problem, Report, Source, Span, Weapon, When
from sayso.problems import problem

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: text → a Doc of English words without layers
Blank = Callable[[str], "Doc"]
Bounds = tuple[int | None, int | None]

_FIGURES = re.compile(r"\d+(?:[ \u00a0\u202f.,٬’']\d{3}(?!\d))*")
#: the longest name in words
_NAME = 4


class TranslatedMeanings:
    """The meanings of words of one report that is not in English."""

    def __init__(self, report: Report, gazetteer: Lookup, blank: Blank, giver: str = "a model") -> None:
        self._giver = giver
        self._report = report
        self._gazetteer = gazetteer
        self._blank = blank

    def place(self, words: Span, english: str | None = None) -> tuple[Place, tuple[Problem, ...]]:
        """The place by its name as written, else by the translation; the words only if neither is known."""
        if (entry := self._entry(words.text)) is not None:
            known = ResolvedPlace(self._blank(entry[0])[:], entry[1])
            found, _ = placed(known, [known])
            why = f"{self._giver} gave these words; the gazetteer has the name as it is written"
            return replace(found, name=words.text, span=words, why=why), ()
        if english and (place := self._translated(words, english)) is not None:
            return place, (problem("by_translation", words, words=words.text, translation=english),)
        return Place(words.text, words, "unknown"), (problem("place_not_found", words, words=words.text),)

    def when(self, words: Span, english: str | None = None) -> tuple[When, tuple[Problem, ...]]:
        """The days by the translation, if its numbers stand in the words; the words only if that names none."""
        if english and set(figures(english)) <= set(figures(words.text)):
            for expression in find_times(self._blank(english)):
                if isinstance(expression.meaning, Length | Repeated):
                    continue
                when, note = resolve(expression, self._report.published)
                if when is not None and note is None:
                    flag = problem("by_translation", words, words=words.text, translation=english)
                    return replace(when, span=words), (flag,)
        why = "its numbers are not those of the words" if english else "no translation of it was given"
        return When(None, None, "unknown", words), (
            problem("time_not_resolved", words, words=words.text, why=why),
        )

    def count(
        self, words: Span, effect: Effect, group: Group, given: Bounds
    ) -> tuple[Count, tuple[Problem, ...]]:
        """How many, as the model takes the words, if every number it gives stands in them in figures."""
        bounds = given if _stand_in(given, words.text) else (None, None)
        problems = tuple(number_problems(words, given, bounds))
        if bounds == (None, None) and not problems:
            problems = (problem("number_without_bounds", words, words=words.text),)
        return Count(effect, *bounds, group, words), problems

    def weapon(self, words: Span) -> Weapon:
        """The weapon; the classes of the vocabulary are of English words."""
        return Weapon(words, None)

    def actor(self, words: Span) -> Actor:
        """The actor, with its name in the register if it is written so there."""
        name = " ".join(words.text.split())
        return Actor(name, words, canonical(name))

    def source(self, source: Source) -> Source:
        """The source as it stands."""
        return source

    def _entry(self, text: str) -> tuple[str, Known] | None:
        """The longest name in the words that the gazetteer has, with its most populous place."""
        for name in _names(text):
            for entry in self._gazetteer.lookup(name):
                if entry.match in ("name", "alternate"):
                    return name, entry
        return None

    def _translated(self, words: Span, english: str) -> Place | None:
        """The place of the translation, with what its words say of how near; the span is that of the original."""
        found = self._entry(english)
        if found is None or not set(figures(english)) <= set(figures(words.text)):
            return None
        doc, at = self._blank(english), english.find(found[0])
        name = doc.char_span(at, at + len(found[0]), alignment_mode="expand") if at >= 0 else None
        if name is None:
            return None
        known = ResolvedPlace(name, found[1])
        place, _ = placed(known, [known])
        why = f"looked up as the model's translation {found[0]!r}"
        return replace(place, name=words.text, span=words, relation=None, why=why)


def figures(text: str) -> Iterator[int]:
    """The numbers written in figures of any script: ٢٥ is 25, "1 500" is 1500."""
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    for match in _FIGURES.finditer(plain):
        yield int(re.sub(r"\D", "", match[0])[:12])


def _stand_in(given: Bounds, text: str) -> bool:
    """Does each bound stand in the words? One more than "more than 30", one less than "fewer than 30" does too."""
    said = set(figures(text))
    low, high = given
    if low is not None and high is not None:
        return low <= high and {low, high} <= said
    one = low if low is not None else high
    return one is not None and bool({one, one - 1 if low is not None else one + 1} & said)


def _names(text: str) -> Iterator[str]:
    """Stretches of words that may be a name, the longest first; a small word alone is none."""
    words: Sequence[str] = re.findall(r"[\w'’ʼ-]+", text)
    for size in range(min(_NAME, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            name = " ".join(words[start : start + size])
            if len(name) > 2 and not (name.isascii() and name.islower()):
                yield name


__all__ = ["TranslatedMeanings", "figures"]
