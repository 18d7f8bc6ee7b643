"""Words that somebody gives for a report, found in what of it can be seen; never roughly.

Exactly, else with white space, quotation marks, dashes and forms of letters folded (``text.find_quote``).
What is not found so is refused, however near it comes.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from sayso.model import Span
from sayso.model_reader.visible import Visible
from sayso.text import find_quote

#: no sentence is so long; whoever gives more gives back the report
LONGEST = 3_000


class Aligner:
    """Finds words in one report; every Span it gives is the report's own text."""

    def __init__(self, seen: Visible) -> None:
        self.seen = seen

    def find(self, words: str, within: Sequence[Span] = (), before: int | None = None) -> Span | None:
        """Where the words stand, in one of the spans if there are any; with ``before`` the last place that ends there.

        None where they do not stand, or are no words.
        """
        whole = (0, len(self.seen.text))
        stretches = [self._stretch(span) for span in within] or [whole]
        places = (place for start, end in stretches for place in self._places(words, start, end))
        if before is None:
            return next(places, None)
        found = list(places)
        earlier = [place for place in found if place.end <= before]
        return next(iter(earlier[-1:] + found), None)

    def all(self, words: str, within: Span) -> list[Span]:
        """Every place in the span where the words stand, in reading order."""
        return list(self._places(words, *self._stretch(within)))

    def _places(self, words: str, start: int, end: int) -> Iterator[Span]:
        if len(words) > LONGEST or not any(sign.isalnum() for sign in words):
            return
        while (found := find_quote(words, self.seen.text[start:end])) is not None:
            yield self.seen.span(start + found.start, start + found.end)
            start += found.end

    def _stretch(self, span: Span) -> tuple[int, int]:
        """The span in the offsets of the visible text."""
        return bisect.bisect_left(self.seen.at, span.start), bisect.bisect_left(self.seen.at, span.end)
