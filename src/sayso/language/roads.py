"""Names of roads that a sentence writes without a road's last word: "Mill and Leeds streets", "the 400 block of W. Harmon"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from sayso import vocabulary
from sayso.language import layers

#: a word and a number of a road's name: "Mill", "73rd"; bounded, else a long run of letters is tried from each of them
_WORD, _NUMBER = r"[A-Z][\w'’-]{1,40}", r"\d{1,5}(?:st|nd|rd|th)"
_PART = rf"(?:(?:[NSEW]\.?|{_WORD}\.?|{_NUMBER})[ ])"
#: a name or a number of a road: "Mill", "W. Harmon", "73rd"
_NAME = _PART + "{1,4}"


def roads(doc: Doc) -> Iterator[Span]:
    """Every such name, labelled a place: two roads that meet are one."""
    for match in _pattern().finditer(doc.text):
        name = "pair" if match["pair"] else "block"
        end = match.start(name) + len(match[name].rstrip())
        span = doc.char_span(match.start(name), end, label=layers.PLACE)
        if span is not None and all(not token.is_sent_start for token in span[1:]):
            yield span


@functools.cache
def _pattern() -> re.Pattern[str]:
    several = "|".join(vocabulary.load("places")["sites"]["several_roads"])
    pair = rf"(?P<pair>{_NAME}(?:and|&)[ ]{_NAME}(?:{several}))\b"
    roads = "|".join(re.escape(road) for road in vocabulary.load("places")["sites"]["roads"])
    way = r"(?:[NSEW]\.?|North|South|East|West)"
    block = (
        rf"\bblocks?[ ](?:of[ ])?(?:the[ ])?(?P<block>{_PART}{{0,3}}?(?:(?:{roads})(?!\w)(?:[ ]{way}\b)?"
        rf"|(?:{way}[ ])?(?:{_WORD}|{_NUMBER})(?![ ][A-Z])))"
    )
    return re.compile(rf"{pair}|{block}")
