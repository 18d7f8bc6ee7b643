"""A report's text cut into pieces, each with the claims that point at it: overlaps become underlines one below another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sayso.model import Span

#: underlines drawn below each other; what overlaps more deeply shares the last
LANES = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """What is marked for one claim: its words, the sentence they stand in, and the class that gives the style."""

    number: int
    style: str
    trigger: Span
    evidence: tuple[Span, ...]
    label: str


@dataclass(slots=True)
class Piece:
    """Some characters of the report. ``lines``: (lane, style) of each underline; ``ends``: claims whose words end here."""

    text: str
    lines: list[tuple[int, str]] = field(default_factory=list)
    style: str = ""
    ends: list[Mark] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """The piece as data."""
        return {
            "text": self.text,
            "lines": [{"lane": lane, "style": style} for lane, style in self.lines],
            "style": self.style,
            "ends": [{"number": mark.number, "label": mark.label, "style": mark.style} for mark in self.ends],
        }


def pieces_of(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The whole text in order, cut wherever a mark begins or ends; joined again it is the text."""
    lines = _lanes(marks)
    cuts = {0, len(text)}
    for start, end, _, _ in lines:
        cuts |= {start, end}
    for mark in marks:
        cuts |= {mark.trigger.start, mark.trigger.end}
    places = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    opening = sorted(lines)
    words = sorted(marks, key=lambda mark: mark.trigger.start)
    found: list[Piece] = []
    under: list[tuple[int, int, int, str]] = []
    inside: list[Mark] = []
    for start, end in zip(places, places[1:], strict=False):
        while opening and opening[0][0] <= start:
            under.append(opening.pop(0))
        while words and words[0].trigger.start <= start:
            inside.append(words.pop(0))
        under = [line for line in under if line[1] > start]
        inside = [mark for mark in inside if mark.trigger.end > start]
        found.append(
            Piece(
                text[start:end],
                sorted({(lane, style) for _, _, lane, style in under}),
                inside[0].style if inside else "",
                sorted((mark for mark in inside if mark.trigger.end == end), key=lambda mark: mark.number),
            )
        )
    return found


def _lanes(marks: Sequence[Mark]) -> list[tuple[int, int, int, str]]:
    """(start, end, lane, style) of each underline: one for each sentence and class, on the first lane that is free."""
    wanted = sorted({(span.start, span.end, mark.style) for mark in marks for span in mark.evidence})
    free = [0] * LANES
    placed = []
    for start, end, style in wanted:
        lane = next((lane for lane in range(LANES) if free[lane] <= start), LANES - 1)
        free[lane] = max(free[lane], end)
        placed.append((start, end, lane, style))
    return placed
