"""Happenings that a time is counted from: "three days after *the bombing*", "two days after a bomber *killed* nine".

They are not at that time. Where the clause above has its own day, theirs is so long before or after it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.claims.parts import Happening
from sayso.claims.times.calendar import Moment
from sayso.claims.times.meanings import Away, Step, TimeExpression
from sayso.claims.times.order import Seen, moved_on
from sayso.claims.times.resolution import resolve_seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span

    from sayso.model import Problem, When


def is_counted_from(expression: TimeExpression, time: Span, happening: Happening) -> bool:
    """Does the time count from this happening: is it the noun or the clause right behind "after" or "before"?"""
    meaning = expression.meaning
    if not isinstance(meaning, Step | Away) or meaning.base != "happening" or happening.head.i < time.end:
        return False
    bringing, between = time.doc[time.end - 1], time.doc[time.end : happening.head.i]
    if bringing.dep_ not in ("case", "mark") or bringing.head.i < time.end:
        return False
    above = (happening.head, *happening.head.ancestors)
    return bringing.head in above or not any(token.is_punct for token in between)


def counted_back(
    expression: TimeExpression, time: Span, sentence: Sequence[Seen]
) -> tuple[When | None, Problem | None]:
    """When that happening was, by the day at which what follows it or goes before it is told; None if that is not said."""
    meaning = expression.meaning
    seen = next((one for one in sentence if one.expression.start == expression.start), None)
    if seen is None or seen.view.history or not isinstance(meaning, Step):
        return None, None
    day = _day_above(time, seen, sentence)
    if day is None:
        return None, None
    back = replace(expression, meaning=Step(meaning.unit, -meaning.count, "text"))
    return resolve_seen(back, replace(seen.view, anchor=day, day=day))


def _day_above(time: Span, seen: Seen, sentence: Sequence[Seen]) -> Moment | None:
    """The day of the clause above: one that its own words say, else the one that the report told of last."""
    counted = time.doc[time.end - 1].head
    below = {token.i for token in counted.subtree}
    for other in sentence:
        words = time.doc.char_span(other.expression.start, other.expression.end, alignment_mode="expand")
        if other is not seen and words is not None and words.root.i not in below:
            day = moved_on(other.expression.meaning, replace(other.view, day=None)).day
            if day is not None:
                return day
    return seen.view.day
