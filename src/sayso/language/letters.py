"""How a word is written and what stands before it: what an uncased encoder cannot see.

The numbers are part of what was trained: adding one means training again.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

#: not said: upper-case texts, and a part of the training
UNSAID = 0
LOWER, TITLE, UPPER, INITIAL, MIXED, DIGITS, MARKS = 1, 2, 3, 4, 5, 6, 7
CASES = 8

#: what stands between a word and the one before it
JOINED_OR_SPACE, NEW_LINE, NEW_PARAGRAPH = 0, 1, 2
BREAKS = 3


@functools.lru_cache(maxsize=100_000)
def case_of(word: str) -> int:
    """Which of the CASES a word is written in."""
    if not any(c.isalpha() for c in word):
        return DIGITS if any(c.isdigit() for c in word) else MARKS
    if word.islower():
        return LOWER
    if len(word) == 1:
        return INITIAL
    if word.isupper():
        return UPPER
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED


def cases_of(words: Sequence[str]) -> list[int]:
    """The case of each word; UNSAID for all of them in a text that is mostly capitals, or has none."""
    cases = [case_of(word) for word in words]
    upper, lower = cases.count(UPPER), cases.count(LOWER)
    capitals = upper + cases.count(TITLE) + cases.count(MIXED)
    if upper > lower or (lower > 20 and not capitals):
        return [UNSAID] * len(words)
    return cases


def break_before(space: str) -> int:
    """Which of the BREAKS the white space before a word is."""
    lines = space.count("\n")
    return min(lines, NEW_PARAGRAPH)
