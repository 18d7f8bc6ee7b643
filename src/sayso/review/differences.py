"""What changed between two texts, word by word: what stayed, what is gone, what is new; joined, either text comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

#: a word or a sign, with the space after it: spaces alone are alike everywhere, and would be compared with each other
_WORD = re.compile(r"(?:\w+(?:['’-]\w+)*|[^\w\s])\s?|\s")
#: longer stretches than this, in words, are shown whole: nobody reads them word by word
_MOST = 3_000
Piece = dict[str, str]


def word_difference(before: str, after: str) -> list[Piece]:
    """The pieces in reading order: ``how`` is "same", "gone" or "new"; of what was replaced the old comes first."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST:
        return _joined([("gone", before), ("new", after)] if before != after else [("same", before)])
    first, last = _alike_at_the_ends(old, new)
    found: list[tuple[str, str]] = [("same", "".join(old[:first]))]
    end = "".join(old[len(old) - last :])
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(old[a:b])))
        else:
            found += _replaced("".join(old[a:b]), "".join(new[c:d]))
    return _joined([*found, ("same", end)])


def _replaced(old: str, new: str) -> list[tuple[str, str]]:
    """What is gone and what is new; the space that ends both stands after them, and is struck out or underlined in neither."""
    if old[-1:].isspace() and old[-1:] == new[-1:]:
        return [("gone", old[:-1]), ("new", new[:-1]), ("same", old[-1])]
    return [("gone", old), ("new", new)]


def _alike_at_the_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many words both begin with, and how many of the rest both end with."""
    shorter = min(len(old), len(new))
    first = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    left = shorter - first
    return first, next((n for n in range(left) if old[-1 - n] != new[-1 - n]), left)


def paragraph_differences(before: str, after: str) -> list[dict[str, Any]]:
    """The paragraphs of both texts in order: unchanged ones in a row together, each other stretch in pieces."""
    old, new = _paragraphs(before), _paragraphs(after)
    return list(_rows(old, new))


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterator[dict[str, Any]]:
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield {
                "how": "same",
                "paragraphs": b - a,
                "pieces": [{"how": "same", "text": "\n".join(old[a:b])}],
            }
        else:
            pieces = word_difference("\n".join(old[a:b]), "\n".join(new[c:d]))
            how = {"delete": "gone", "insert": "new"}.get(what, "changed")
            yield {"how": how, "paragraphs": max(b - a, d - c), "pieces": pieces}


def _paragraphs(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text.split("\n")) if line]


def _joined(pieces: Sequence[tuple[str, str]]) -> list[Piece]:
    """The same without empty pieces, neighbours of one kind together."""
    found: list[Piece] = []
    for how, text in pieces:
        if not text:
            continue
        if found and found[-1]["how"] == how:
            found[-1]["text"] += text
        else:
            found.append({"how": how, "text": text})
    return found
