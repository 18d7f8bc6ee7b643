"""Claims that people marked, among those of a reading: the ones that stand, in a text that still has their words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from sayso.model import ClaimId, Marked, Reading
from sayso.problems import problem
from sayso.text import spans_in


def with_marks(reading: Reading, marks: Iterable[Marked]) -> Reading:
    """The reading with the claims that people marked in its report after its own.

    A claim whose words the report has no longer (it was read out anew, otherwise) is left out, with a problem.
    """
    standing: dict[ClaimId, Marked] = {}
    for marked in marks:
        if marked.taken_back:
            standing.pop(marked.id, None)
        elif marked.claim is not None:
            standing[marked.id] = marked
    if not standing:
        return reading
    fitting = [marked for marked in standing.values() if _fits(marked, reading.report.text)]
    lost = [problem("mark_without_words", by=one.by) for one in standing.values() if one not in fitting]
    claims = tuple(marked.claim for marked in fitting if marked.claim is not None)
    return dataclasses.replace(
        reading, claims=(*reading.claims, *claims), problems=(*reading.problems, *lost)
    )


def _fits(marked: Marked, text: str) -> bool:
    return all(text[span.start : span.end] == span.text for span in spans_in(marked.claim))
