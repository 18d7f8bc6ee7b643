"""What the speech head finds: sources, cues and contents, with what it cuts or leaks mended."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import noun_phrases, syntax
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
        cue = _verb_of(next((span.root for span in parts.get(layers.CUE, [])), None))
        said = [span for span in parts.get(layers.CONTENT, []) if _carried(span, cue)]
        content = {token.i for span in said for token in span} - _told_before(cue, cues)
        sources = _merged([_in_line(span, cue) for span in parts.get(layers.SOURCE, [])])
        sources = _speakers(_without_listener(sources, cue, cues), cue)
        if cue is not None and cue.lower_ in cues["saying"]["according"]:
            sources = tuple(span for span in sources if span.end > cue.i)
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
    return [*found, *_without_cue(doc)]


def _verb_of(cue: Token | None) -> Token | None:
    """The cue; the verb behind it where the head marks the "all" of "the priest and his cook all said"."""
    if cue is not None and cue.lower_ in ("all", "both", "each") and cue.i + 1 < cue.sent.end:
        return cue.nbor(1) if cue.nbor(1).pos_ == "VERB" else cue
    return cue


def _without_listener(spans: tuple[Span, ...], cue: Token | None, cues: Cues) -> tuple[Span, ...]:
    """The sources without whoever is told, if somebody else is left."""
    if cue is None or cue.lemma_ not in cues["saying"]["telling"] or syntax.is_passive(cue):
        return spans
    tellers = tuple(
        span
        for span in spans
        if not (span.root.head == cue and span.root.dep_ in ("obj", "iobj") and span.start > cue.i)
    )
    return tellers or spans


def _told_before(cue: Token | None, cues: Cues) -> set[int]:
    """What the sentence has told before "a claim the army denied": the army speaks of it, and does not tell it."""
    if (
        cue is None
        or cue.dep_ != "acl:relcl"
        or cue.head.i >= cue.i
        or cue.head.lemma_.lower() not in cues["nominal"]["nouns"]
    ):
        return set()
    return (
        set(range(cue.sent.start, cue.head.left_edge.i))
        if cue.head.left_edge.i - cue.sent.start > 2
        else set()
    )


def _without_cue(doc: Doc) -> list[Heard]:
    """A source and a content that stand alone in a sentence, with no cue: "a report by the ombudsman that …"."""
    loose = [span for span in doc.spans.get(layers.SPEECH, []) if span.id_ == "0"]
    found = []
    for content in loose:
        if content.label_ != layers.CONTENT:
            continue
        near = [
            one
            for one in loose
            if one.label_ == layers.SOURCE
            and one.start < content.end
            and one.sent.start == content.sent.start
        ]
        if len(near) == 1 and len(content) > 2 and near[0].end <= content.start:
            found.append(Heard((_in_line(near[0]),), None, frozenset(token.i for token in content)))
    return found


def _carried(content: Span, cue: Token | None) -> bool:
    """Do the words stand in the sentence of the cue, or in quotation marks? Nothing leaks into other sentences."""
    if cue is None or content.start < cue.sent.end and content.end > cue.sent.start:
        return True
    if 0 < content.start - cue.i <= 2 and not any(
        t.text in ".!?" or t.is_space for t in content.doc[cue.i : content.start]
    ):
        return True  # a sentence was cut behind its verb of saying
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


def _in_line(span: Span, cue: Token | None = None) -> Span:
    """The span up to the end of its line, without a preposition before it."""
    doc, start = span.doc, span.start
    end = next((token.i for token in span if token.is_space and "\n" in token.text), span.end)
    first = span.root.head
    joined = doc[start].dep_ == "cc" and span.root.dep_ == "conj" and first.pos_ in ("NOUN", "PROPN")
    if joined and first.i < start and first.sent.start == span.root.sent.start:
        return doc[first.left_edge.i : end]  # "state television | and two residents"
    while start < end - 1 and doc[start].pos_ == "ADP":
        start += 1
    owned = span.root.head
    speaks = cue is not None and cue.pos_ == "VERB" and cue.tag_ != "VBG"
    if (
        speaks
        and doc[end - 1].tag_ == "POS"
        and span.root.dep_ == "nmod:poss"
        and owned.i >= end
        and owned.pos_ == "NOUN"
    ):
        return doc[start : noun_phrases.phrase(owned).end]  # "the army's | own paper"
    if span.root.pos_ == "DET" and len(span) == 1 and span.root.head.pos_ in ("NOUN", "PROPN"):
        return noun_phrases.phrase(span.root.head)  # "the | clerks, a local group, said"
    while doc[start].dep_ == "flat" and doc[start].head.i < start:
        start = doc[start].head.i  # "Die | Warte"
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
