"""The spans that the language layer wrote on a Doc, listed once.

spaCy makes each span anew whenever a group is gone through; asked by every claim, that was a third of the time that
the claims of a long report took.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from sayso.claims.grammar.syntax import once
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


def mentions(doc: Doc) -> tuple[Span, ...]:
    """Names and the like, in the order in which they were written."""
    return once(doc, "mentions", lambda doc: tuple(doc.spans.get(layers.MENTIONS, ())))


def persons(doc: Doc) -> tuple[Span, ...]:
    """The mentions of persons."""
    return once(
        doc, "persons", lambda doc: tuple(one for one in mentions(doc) if one.label_ == layers.PERSON)
    )


def persons_within(doc: Doc, start: int, end: int) -> list[Span]:
    """The mentions of persons whose first word lies there, in order of their first words."""
    found, starts = once(doc, "persons by start", _persons_by_start)
    return found[bisect_left(starts, start) : bisect_left(starts, end)]


def speech(doc: Doc, label: str) -> tuple[Span, ...]:
    """The parts of attributions with that label: sources, cues or contents."""
    return once(doc, f"speech {label}", lambda doc: _speech(doc, label))


def _persons_by_start(doc: Doc) -> tuple[list[Span], list[int]]:
    found = sorted(persons(doc), key=lambda span: span.start)
    return found, [span.start for span in found]


def _speech(doc: Doc, label: str) -> tuple[Span, ...]:
    return tuple(span for span in doc.spans.get(layers.SPEECH, ()) if span.label_ == label)
