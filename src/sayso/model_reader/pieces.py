"""A long report in pieces that fit a model: whole paragraphs, else whole sentences; never a sign left out."""

from __future__ import annotations

import re

#: where a text may be cut, the better places first: behind a paragraph, a line, a sentence, a word
_CUTS = tuple(map(re.compile, (r"\n[^\S\n]*\n\s*", r"\n\s*", r"[.!?…؟۔。！？][\"'”’»)]*\s+", r"\s+")))

#: half-open offsets
Piece = tuple[int, int]


def pieces(text: str, limit: int) -> list[Piece]:
    """The text as pieces one after the other, each at most ``limit`` bytes of UTF-8; together they are all of it."""
    found: list[Piece] = []
    start = 0
    while start < len(text):
        end = _reach(text, start, limit)
        if end < len(text):
            end = _cut(text, start, end)
        found.append((start, end))
        start = end
    return found


def halves(text: str, piece: Piece) -> list[Piece]:
    """The piece as two, cut near its middle behind a paragraph, a line or a sentence; as it is if it has one sentence."""
    start, end = piece
    middle = (start + end) // 2
    for least in (4, end - start):
        for cut in _CUTS[:-1]:
            places = [match.end() for match in cut.finditer(text, start, end) if match.end() < end]
            near = [place for place in places if min(place - start, end - place) * least >= end - start]
            if near:
                place = min(near, key=lambda at: abs(at - middle))
                return [(start, place), (place, end)]
    return [piece]


def _reach(text: str, start: int, limit: int) -> int:
    """The end of the longest stretch from ``start`` of at most ``limit`` bytes; one sign at least."""
    size = end = 0
    for end in range(start, len(text)):
        size += len(text[end].encode("utf-8", "replace"))
        if size > limit and end > start:
            return end
    return end + 1


def _cut(text: str, start: int, end: int) -> int:
    """The best place to cut in the later half of a stretch; its end if there is none."""
    for cut in _CUTS:
        places = [match.end() for match in cut.finditer(text, start, end)]
        late = [place for place in places if place - start >= (end - start) // 2]
        if late:
            return late[-1]
    return end
