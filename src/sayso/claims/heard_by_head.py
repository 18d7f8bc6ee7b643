"""What the speech head finds: sources, cues and contents, with what it cuts or leaks mended."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sayso.claims import noun_phrases, syntax
from sayso.claims.heard import CLOSE_MARKS, OPEN_MARKS, Heard, is_verified
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Cues = Mapping[str, Any]


def from_head(doc: Doc, cues: Cues) -> list[Heard]:
    """The attributions of the speech head: sources, cue and content that share an id."""
    groups: dict[str, dict[str, list[Span]]] = {}
    for span in doc.spans.get(layers.SPEECH, []):
        if span.id_ != "0":
            groups.setdefault(span.id_, {}).setdefault(span.label_, []).append(span)
    found = []
    for parts in groups.values():
        cue = next((span.root for span in parts.get(layers.CUE, [])), None)
        said = [span for span in parts.get(layers.CONTENT, []) if _carried(span, cue)]
        content = {token.i for span in said for token in span}
        sources = _speakers(_merged([_in_line(span) for span in parts.get(layers.SOURCE, [])]), cue)
        if cue is not None and syntax.is_passive(cue) and cue.lemma_ not in cues["saying"]["quoting"]:
            agent = syntax.agent(cue)
            by = set() if agent is None else {token.i for token in agent.subtree}
            sources = tuple(span for span in sources if any(token.i in by for token in span))
        pictures = [
            noun_phrases.head_of(span)
            for span in sources
            if noun_phrases.head_of(span).lower_ in cues["media"]["nouns"]
        ]
        sources = tuple(span for span in sources if noun_phrases.head_of(span) not in pictures)
        if not any(is_verified(noun, cues) for noun in pictures):
            nobody = doc[pictures[0].i : pictures[0].i + 1] if pictures and not sources else None
            found.append(Heard(sources, cue, frozenset(content), nobody))
    return found


def _carried(content: Span, cue: Token | None) -> bool:
    """Do the words stand in the sentence of the cue, or in quotation marks? Nothing leaks into other sentences."""
    if cue is None or content.start < cue.sent.end and content.end > cue.sent.start:
        return True
    around = content.doc[max(0, content.start - 1) : content.end + 1]
    return any(token.text in OPEN_MARKS + CLOSE_MARKS for token in around)


def _speakers(spans: tuple[Span, ...], cue: Token | None) -> tuple[Span, ...]:
    """Of several spans that are no list, the one with the subject of the cue, else the one nearest to it."""
    if len(spans) < 2 or cue is None or all(_listed(one, other) for one, other in pairwise(spans)):
        return spans
    subject = syntax.subject(cue)
    if subject is not None:
        own = [span for span in spans if span.start <= subject.i < span.end]
        if own:
            return tuple(own)
    return (min(spans, key=lambda span: abs(span.start - cue.i)),)


def _listed(one: Span, other: Span) -> bool:
    """Do only commas and an "and" lie between the two?"""
    return all(token.lower_ in (",", "and", "or", "as", "well") for token in one.doc[one.end : other.start])


def _in_line(span: Span) -> Span:
    """The span up to the end of its line, without a preposition before it."""
    doc, start = span.doc, span.start
    end = next((token.i for token in span if token.is_space and "\n" in token.text), span.end)
    while start < end - 1 and doc[start].pos_ == "ADP":
        start += 1
    return doc[start : max(end, start + 1)]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """The spans with those that touch made one: the head at times cuts "two | opposition sources"."""
    made: list[Span] = []
    for span in spans:
        if made and made[-1].end == span.start:
            made[-1] = span.doc[made[-1].start : span.end]
        else:
            made.append(span)
    return tuple(made)
