"""A long text as windows that the encoder can hold, each with some of what came before it.

The home words of the windows are the whole text, each word once; the words before them are read for
their context only, and what is said of those is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: pieces a window holds, its two end marks not counted
ROOM = 254
#: pieces of what came before that are read again
CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Window:
    """Words [first, end) are read; words [home, end) are labelled."""

    first: int
    home: int
    end: int


def windows(sizes: Sequence[int], joints: Sequence[int]) -> list[Window]:
    """The windows of a text: sizes are the pieces of each word, joints the words a cut may stand before.

    Cuts stand at the last joint that leaves the window no larger than ROOM, or anywhere if there is none.
    """
    allowed = sorted(set(joints))
    made: list[Window] = []
    home = 0
    while home < len(sizes):
        first = _context(sizes, allowed, home)
        end = _reach(sizes, first, home)
        if end < len(sizes):
            end = max((joint for joint in allowed if home < joint <= end), default=end)
        made.append(Window(first, home, end))
        home = end
    return made


def _context(sizes: Sequence[int], joints: Sequence[int], home: int) -> int:
    """The first word of the context: the earliest joint within CONTEXT pieces before home."""
    first, pieces = home, 0
    while first > 0 and pieces + sizes[first - 1] <= CONTEXT:
        first -= 1
        pieces += sizes[first]
    return min((joint for joint in joints if first <= joint <= home), default=home)


def _reach(sizes: Sequence[int], first: int, home: int) -> int:
    """One past the last word that the window has room for; at least one word is taken."""
    pieces, end = sum(sizes[first:home]), home
    while end < len(sizes) and (end == home or pieces + sizes[end] <= ROOM):
        pieces += sizes[end]
        end += 1
    return end
