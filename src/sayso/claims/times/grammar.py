"""Where a report names times, and what those words say by themselves.

Two passes. First every rule of ``RULES`` is tried wherever the text has words that it can begin with, and of
overlapping finds the one that begins first, then the longest, stands. Then neighbours are read together:
"Saturday" and "April 25" are one day, "10 p.m." belongs to the "Monday" behind it, "3" to the "5 May" behind it.
No pattern repeats a repetition, so the time taken grows with the text and no faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.claims.times import dates, lengths, of_day, steps, years
from sayso.claims.times.beginnings import Places
from sayso.claims.times.meanings import Named, TimeExpression
from sayso.claims.times.neighbours import joined, years_shared
from sayso.claims.times.ranges import ranged, with_lead, with_third
from sayso.claims.times.rules import Found

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: the rules in the order they are tried; of finds of the same words the first stands
RULES = [rule for kind in (dates, years, steps, of_day, lengths) for rule in kind.RULES.rules]


def find_times(doc: Doc) -> list[TimeExpression]:
    """The time expressions of a report in reading order; a range is one expression with two parts."""
    text = doc.text
    found = years_shared(joined(_longest(_matches(text)), text), text)
    expressions = [with_lead(with_third(one, text), text) for one in found]
    return ranged([one for one in expressions if not _is_verb(one, doc)], text)


def _matches(text: str) -> Iterator[Found]:
    places = Places(text)
    for pattern, begins, build in RULES:
        for match in places.matches(pattern, begins):
            meaning = build(match)
            if meaning is not None:
                group = "core" if "core" in pattern.groupindex else 0
                start, end = match.span(group)
                yield Found(start, end, meaning)


def _longest(found: Iterable[Found]) -> list[Found]:
    """Of finds that overlap, the one that begins first, and of those the longest."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _is_verb(expression: TimeExpression, doc: Doc) -> bool:
    """Where words are tagged: "may", "march", "spring" and "fall" that are verbs."""
    if not isinstance(expression.meaning, Named) or not expression.text.isalpha():
        return False
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    return span is not None and span.root.pos_ in ("VERB", "AUX")
