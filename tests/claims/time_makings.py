"""What the tests of times share: expressions found in a sentence, as days and as TIMEX3."""

from __future__ import annotations

from datetime import date

import spacy

from sayso.claims.times import find_times, tenses_of
from sayso.claims.times.order import Seen, in_order
from sayso.claims.times.resolution import resolve_seen
from sayso.claims.times.values import timex_seen
from sayso.model import Problem, When

BLANK = spacy.blank("en")


def seen_in(text: str, published: str | None) -> list[Seen]:
    """The time expressions of a text, each with the view it is read from; a range without its ends."""
    doc = BLANK(text)
    found = find_times(doc)
    day = date.fromisoformat(published) if published else None
    ends = {id(part) for one in found for part in one.parts}
    return [one for one in in_order(found, day, tenses_of(found, doc)) if id(one.expression) not in ends]


def when_in(text: str, published: str | None) -> tuple[When | None, Problem | None]:
    """What the longest time expression of a text means."""
    one = max(seen_in(text, published), key=lambda one: one.expression.end - one.expression.start)
    return resolve_seen(one.expression, one.view)


def values_in(text: str, published: str | None) -> list[tuple[str, str]]:
    """TIMEX3 types and values of the expressions of a text."""
    return [timex_seen(one.expression.meaning, one.view) for one in seen_in(text, published)]
