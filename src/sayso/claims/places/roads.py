"""Whole names of roads, and what tells a road from a town: "the corner of Mill Road and Leeds Street", "the 400 block of Harmon"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

#: words of a road's name
_LONGEST_ROAD = 5
#: what may stand between "block" and the name of its road
_LEADING = ("of", "the")


def is_in_block(words: Span) -> bool:
    """Is it the road that a block is on: "the 400 block of *Harmon*"?"""
    at = words.start - 1
    while at > 0 and words.start - at <= len(_LEADING) and words.doc[at].lower_ in _LEADING:
        at -= 1
    return at >= 0 and words.doc[at].lower_ in ("block", "blocks")


def whole_road(words: Span) -> Span | None:
    """The name of a road with what belongs to it; None if the words name no road."""
    doc, terms = words.doc, vocabulary.load("places")["sites"]
    crossing = words.root.head
    if crossing.lemma_.lower() in terms["crossings"] and crossing.i < words.start:
        roads = [words.root, *words.root.conjuncts]
        end = _crossed(doc, max(words.end, *(road.i + 1 for road in roads)))
        return doc[crossing.i : end]  # "the corner of Mill Road and Leeds Street"
    if words.end < len(doc) and doc[words.end].text in terms["roads"]:
        return doc[words.start : _crossed(doc, words.end + 1)]
    if words[-1].text not in terms["roads"]:
        return None
    start = words.start
    while start > words.sent.start and doc[start - 1].pos_ == "PROPN" and doc[start - 1].text[:1].isupper():
        start -= 1  # "Ann Orr Drive"
    return doc[start : _crossed(doc, words.end)]


def _crossed(doc: Doc, end: int) -> int:
    """The end of a road's name, or of the second road's where it is named with one: "Mill Road *and Leeds Street*"."""
    at = end + 1
    while at < len(doc) and doc[at].text[:1].isupper() and at - end <= _LONGEST_ROAD:
        if doc[at].text in vocabulary.load("places")["sites"]["roads"]:
            return at + 1 if doc[end].lower_ in ("and", "&") else end
        at += 1
    return end
