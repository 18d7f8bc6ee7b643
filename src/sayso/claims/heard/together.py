"""One attribution a cue: what several finders heard, joined, and given content where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import noun_phrases, syntax
from sayso.claims.grammar.lemmas import lemma
from sayso.claims.heard import CLOSE_MARKS, SPEECH_WORDS, Heard

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Cues = Mapping[str, Any]

_DESCRIBING = frozenset(("acl", "acl:relcl", "advcl:relcl", "xcomp"))


def joined(found: list[Heard], cues: Cues) -> list[Heard]:
    """One attribution a cue: what the head found, with what syntax adds."""
    made: dict[int, Heard] = {}
    for one in found:
        at = one.cue.i if one.cue is not None else -1 - len(made)
        first = made.get(at)
        made[at] = one if first is None else _both(first, one, cues)
    kept = [_before_subject(made[at], cues) for at in sorted(made, key=abs)]
    kept = [replace(one, content=_within_clause(one) - _beside(one, kept)) for one in kept]
    kept = [replace(one, content=one.content - _before_and(one, kept, cues)) for one in kept]
    return [replace(one, sources=(*one.sources, *_agreeing(one, cues))) for one in kept]


def _before_subject(found: Heard, cues: Cues) -> Heard:
    """ "According to the weekly, a nurse told it that": the subject behind the comma is no second source."""
    if found.cue is None or found.cue.lower_ not in cues["saying"]["according"]:
        return found
    subjects = (
        t for t in found.cue.sent if t.dep_.startswith("nsubj") and t.i > found.cue.i and t.head.i > t.i
    )
    first = next(
        (t.left_edge.i for t in subjects if t.left_edge.i and t.left_edge.nbor(-1).text == ","), None
    )
    if first is None:
        return found
    doc = found.cue.doc
    cut = (doc[span.start : min(span.end, first - 1)] for span in found.sources if span.start < first - 1)
    return replace(found, sources=tuple(cut) or found.sources)


def _within_clause(found: Heard) -> frozenset[int]:
    """What is said; of a clause set in between commas, "who the army says had fled", nothing outside it."""
    cue = found.cue
    if cue is None or cue.dep_ != "acl:relcl":
        return found.content
    inside = {token.i for token in cue.subtree}
    return found.content & inside or found.content


def _agreeing(found: Heard, cues: Cues) -> list[Span]:
    """Who says the same beside it: "the army said rebels shelled the clinic, and the ministry agreed"."""
    cue = found.cue
    if cue is None or not found.content or cue.pos_ != "VERB":
        return []
    beside = [
        part
        for part in cue.children
        if part.dep_ in ("conj", "parataxis") and lemma(part) in cues["saying"]["agreeing"]
    ]
    subjects = [
        subject
        for verb in beside
        if (subject := syntax.child(verb, "nsubj")) is not None
        and not syntax.negated(verb)
        and syntax.child(verb, "ccomp", "xcomp") is None
        and all(part.lower_ in ("it", "this", "that", "so") for part in verb.children if part.dep_ == "obj")
    ]
    return [noun_phrases.phrase(member) for subject in subjects for member in syntax.conjuncts(subject)]


def _both(first: Heard, second: Heard, cues: Cues) -> Heard:
    """Two findings of one cue as one: content that overlaps is the larger, a verb's own subject speaks."""
    cue = first.cue
    if second.sure:
        return replace(second, content=first.content | second.content)
    if first.sure:
        return replace(first, content=first.content | second.content)
    sources = _wider(first.sources, second.sources)
    if cue is not None and (
        cue.lemma_ in cues["saying"]["hearing"]
        or _has_own_subject(cue, first, second)
        or _is_quoted(cue, cues)
        or _is_from_before(cue, first, second)
        or _is_carrier(cue, first)
    ):
        sources = second.sources or first.sources
    content = first.content or second.content
    inside = len(first.content & second.content) >= 0.8 * len(first.content)
    phrase = cue is not None and cue.lower_ in cues["saying"]["according"]
    if second.nobody is None and (
        phrase or inside or not first.content & second.content or _adds_object(second)
    ):
        content = first.content | second.content
    return Heard(sources, cue, content, first.nobody or second.nobody)


def _has_own_subject(cue: Token, first: Heard, second: Heard) -> bool:
    """Does the verb have a subject beside it that syntax took for the speaker, and the head somebody else?"""
    subject = syntax.child(cue, "nsubj")
    if subject is None or not second.sources or not first.sources:
        return False
    if all(
        span.root != subject and span.root in subject.subtree and span.start > subject.i
        for span in first.sources
    ):
        return not any(
            span.root.dep_ in ("appos", "conj") for span in first.sources
        )  # "a letter quoted by Brun says"
    apart = not any(span.start <= subject.i < span.end for span in first.sources)
    return apart and (
        abs(subject.i - cue.i) <= 3 or any(_is_of_other_verb(span, cue) for span in first.sources)
    )


def _is_quoted(cue: Token, cues: Cues) -> bool:
    """ "The mayor was quoted by the weekly as saying": the weekly is no second speaker."""
    return cue.lemma_ in cues["saying"]["quoting"] and syntax.is_passive(cue)


def _is_carrier(cue: Token, first: Heard) -> bool:
    """Has the head taken whoever carried it, "in remarks carried by the radio, the minister said"?"""
    by = all(
        span.root.dep_.startswith("obl")
        and syntax.case_of(span.root) == "by"
        and span.root.head.i < span.start < cue.i
        for span in first.sources
    )
    return by and not syntax.is_passive(cue)


def _is_from_before(cue: Token, first: Heard, second: Heard) -> bool:
    """Has the head taken somebody in an earlier sentence, where the verb has a noun for its speaker beside it?"""
    start = max([cue.sent.start, *(t.i for t in cue.doc[cue.sent.start : cue.i] if t.text == ";")])
    earlier = all(span.end <= start for span in first.sources)
    own = any(span.start >= start and span.root.pos_ != "PRON" for span in second.sources)
    return earlier and own


def _is_of_other_verb(span: Span, cue: Token) -> bool:
    """Are the words the subject of a verb set in between: "the widow, her lawyer said, told …"?"""
    return span.root.dep_ == "nsubj" and span.root.head.dep_ == "parataxis" and span.root.head.head == cue


def _beside(found: Heard, others: list[Heard]) -> set[int]:
    """The words of verbs of saying that stand beside what is said, with a speaker of their own: "while residents said"."""
    if found.cue is None:
        return set()
    return {
        token.i
        for other in others
        if other.cue is not None
        and other.cue.i in found.content
        and other.cue.dep_ in ("conj", "parataxis", "advcl")
        if syntax.child(other.cue, "nsubj") is not None and other.content and not syntax.in_quotes(other.cue)
        if other.cue.dep_ != "advcl"
        or any(t.lower_ in ("while", "whereas", "but") for t in other.cue.children)
        for token in other.cue.subtree
    } | _behind_semicolon(found, others)


def _before_and(found: Heard, others: list[Heard], cues: Cues) -> set[int]:
    """ "Nine died according to the ministry and 14 according to the clinic": the first half is the ministry's."""
    cue = found.cue
    if cue is None or cue.lower_ not in cues["saying"]["according"]:
        return set()
    same = [other.cue.i for other in others if other.cue is not None and other.cue.lower_ == cue.lower_]
    earlier = [at for at in same if cue.sent.start <= at < cue.i]
    between = cue.doc[max(earlier) : cue.i] if earlier else ()
    cut = max((t.i for t in between if t.lower_ in ("and", "but", "while", ";")), default=None)
    return set() if cut is None else set(range(cue.sent.start, cut))


def _behind_semicolon(found: Heard, others: list[Heard]) -> set[int]:
    """What stands behind a semicolon, where somebody else speaks there."""
    assert found.cue is not None
    for mark in found.cue.sent:
        if mark.text != ";" or mark.i < found.cue.i or syntax.in_quotes(mark):
            continue
        speaks = any(
            other.cue is not None and mark.i < other.cue.i < mark.sent.end and other.cue.dep_ != "acl:relcl"
            for other in others
            if other.sources
        )
        if speaks:
            return set(range(mark.i, mark.sent.end))
    return set()


def _wider(first: tuple[Span, ...], second: tuple[Span, ...]) -> tuple[Span, ...]:
    """The first sources, unless one of the second holds all of a first one that begins inside it."""
    if len(first) == len(second) == 1 and second[0].start < first[0].start and first[0].end <= second[0].end:
        return second
    read = {token.i for span in first for token in span}
    if len(second) > 1 and any(read & {token.i for token in span} for span in second):
        return tuple(
            sorted(
                (*first, *(span for span in second if span.root.i not in read)), key=lambda span: span.start
            )
        )
    return first or second


def _adds_object(found: Heard) -> bool:
    """Does the verb govern what it speaks of: "denied the attack"? The head often leaves that out."""
    return (
        found.cue is not None
        and syntax.child(found.cue, "obj", "obl") is not None
        and not syntax.child(found.cue, "ccomp")
    )


def trailing(doc: Doc, found: list[Heard]) -> list[Heard]:
    """The same; where a voice has no content, what it says is quoted beside it, or all of the sentence before it.

    A clause that is only joined to an inner verb of saying is then the outer speaker's: "the pilot reported
    that he had ejected, but he was killed, it said".
    """
    made: list[Heard] = []
    for one in found:
        if one.sure or (one.content and one.cue is not None and one.cue.pos_ == "NOUN"):
            made.append(one)
            continue
        partly = bool(one.content) and not any(syntax.in_quotes(doc[i]) for i in one.content)
        content = frozenset[int]()
        if one.nobody is None and (partly or not one.content):
            content = _said_before(doc, one)
        if partly and not (content and min(content) <= min(one.content) and one.content <= content):
            content = frozenset()
        if content and one.cue is not None:
            made = [
                _without_joined(inner) if inner.cue is not None and inner.cue.i in content else inner
                for inner in made
            ]
        made.append(replace(one, content=content) if content else one)
    return [_in_paragraph(one) for one in made]


def _in_paragraph(found: Heard) -> Heard:
    """The attribution without what a headline says before it, where the tree has read both as one sentence."""
    cue = found.cue
    if cue is None or cue.pos_ not in ("VERB", "AUX") or not found.content:
        return found
    doc = cue.doc
    breaks = [t.i for t in doc[min(found.content) : cue.i] if t.is_space and "\n\n" in t.text]
    kept = (
        frozenset(i for i in found.content if i > breaks[-1] or syntax.in_quotes(doc[i])) if breaks else None
    )
    return found if kept is None else replace(found, content=kept)


def _said_before(doc: Doc, found: Heard) -> frozenset[int]:
    """What a voice without content says, if it closes its sentence or has a quotation in it."""
    cue = found.cue
    if cue is None or not found.sources:
        return frozenset()
    inverted = cue.i > 0 and cue.nbor(-1).text in (",", *CLOSE_MARKS)
    tells = cue.dep_ == "acl" and syntax.child(cue, "iobj") is not None
    if not inverted and not tells and (cue.dep_ in _DESCRIBING or syntax.child(cue, "xcomp") is not None):
        return frozenset()
    frame = {cue.i, *(token.i for span in found.sources for token in span)}
    frame |= {part.i for part in cue.children if part.i == cue.i + 1 and part.lower_ == "on"}  # "he went on"
    sentence = cue.sent
    quoted = frozenset(
        i for i in range(sentence.start, sentence.end) if i not in frame and syntax.in_quotes(doc[i])
    )
    if quoted:
        return quoted
    own = {token.i for token in cue.subtree if token.i > min(frame)}
    if (
        min(frame) > sentence.start
        and doc[min(frame) - 1].text == "," == doc[min(max(frame) + 1, len(doc) - 1)].text
    ):
        return frozenset(range(sentence.start, sentence.end)) - frame
    after = [t for t in doc[max(frame) + 1 : sentence.end] if not (t.is_space or t.is_punct or t.i in own)]
    before = frozenset(range(sentence.start, min(frame)))
    return frozenset() if after or len(before) < SPEECH_WORDS - 2 else before


def _without_joined(found: Heard) -> Heard:
    """The attribution without the clauses that stand beside its verb."""
    assert found.cue is not None
    beside = {
        token.i
        for part in found.cue.children
        if part.dep_ == "conj" and syntax.child(part, "nsubj", "nsubj:pass") is not None
        for token in part.subtree
    }
    return replace(found, content=found.content - beside)
