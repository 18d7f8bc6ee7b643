"""What the models see: readable features of a candidate, and of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, lemma
from sayso.claims.happened.happenings import find_happenings
from sayso.claims.happened.triggers import find_triggers
from sayso.claims.harm.harmed import find_harmed
from sayso.claims.sides.actors import find_actors
from sayso.claims.weapons import classes_of
from sayso.evaluation.muc4 import filling, seen
from sayso.evaluation.muc4.candidates import Candidate
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from sayso.claims.parts import Happening


class Told:
    """What the reader's layers and rules say of a report, looked up by word."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.sentence_of = [0] * len(doc)
        for number, sent in enumerate(doc.sents):
            for at in range(sent.start, sent.end):
                self.sentence_of[at] = number
        self.spans = list(doc.sents)
        self.triggers = list(find_triggers(doc))
        self.happenings = find_happenings(doc)
        self.triggers_in = _by_sentence(self.triggers, self.sentence_of, len(self.spans))
        self.happenings_in = _by_sentence(self.happenings, self.sentence_of, len(self.spans))
        self.label: dict[int, str] = {}
        self.mention: dict[int, Span] = {}
        for mention in doc.spans.get(layers.MENTIONS, []):
            for at in range(mention.start, mention.end):
                self.label.setdefault(at, mention.label_)
                self.mention.setdefault(at, mention)
        self.speech: dict[int, str] = {}
        for part in doc.spans.get(layers.SPEECH, []):
            for at in range(part.start, part.end):
                self.speech.setdefault(at, part.label_)
        self.seen = seen.Seen(doc, self.sentence_of, len(self.spans))
        self.filling = filling.Filling(self.seen.within)
        self.roles: dict[int, set[str]] = {}
        for one in self.happenings:
            by, against = find_actors(one, find_harmed(one))
            for name, actors in (("by", by), ("against", against)):
                for actor in actors:
                    span = doc.char_span(actor.span.start, actor.span.end, alignment_mode="expand")
                    if span is not None:
                        self.roles.setdefault(span.root.i, set()).update((name, f"{name}:{one.kind}"))


def _by_sentence(found: Sequence[Happening], sentence_of: Sequence[int], count: int) -> list[list[Happening]]:
    sorted_by: list[list[Happening]] = [[] for _ in range(count)]
    for one in found:
        sorted_by[sentence_of[one.head.i]].append(one)
    return sorted_by


def _case(token: Token) -> str:
    return syntax.case_of(token)


def _first_conjunct(token: Token) -> Token:
    while token.dep_ in ("conj", "appos", "flat") and token.head != token:
        token = token.head
    return token


def _relation(token: Token) -> str:
    case = _case(token)
    return f"{token.dep_}:{case}" if case else token.dep_


def candidate_features(one: Candidate, told: Told) -> Iterator[str]:
    """Features of one occurrence."""
    doc, words, head = told.doc, one.words, one.head
    text = one.plain
    own = text.split()
    yield f"s={text}"
    yield f"h={own[-1]}"
    yield f"hl={lemma(head)}"
    yield f"f={own[0]}"
    yield f"n={min(len(own), 6)}"
    yield f"cut={one.cut}"
    for word in own:
        yield f"w={word}"
    label = told.label.get(head.i, "-")
    yield f"label={label}"
    mention = told.mention.get(head.i)
    if mention is not None:
        same = (mention.start, mention.end) == (words.start, words.end)
        yield f"name={label}:{'same' if same else 'part' if mention.start <= words.start and words.end <= mention.end else 'more'}"
    yield f"tag={head.tag_}"
    yield f"l={label}&n={min(len(own), 6)}&cut={one.cut}"
    before = doc[words.start - 1] if words.start else None
    after = doc[words.end] if words.end < len(doc) else None
    yield f"p={_word(before)}"
    yield f"pp={before.pos_ if before is not None else '-'}"
    yield f"x={_word(after)}"
    yield f"xp={after.pos_ if after is not None else '-'}"
    yield f"pdep={before.dep_ if before is not None and before.head == head else '-'}"
    yield f"det={next((part.lower_ for part in head.children if part.dep_ in ('det', 'nmod:poss')), '-')}"
    yield f"num={any(part.dep_ == 'nummod' for part in head.children)}"
    for name in classes_of(words):
        yield f"weapon={name}"
    yield from _context(one, told, label)


def _word(token: Token | None) -> str:
    if token is None:
        return "-"
    return "#" if token.like_num else token.lower_ if not token.is_space else "\\n"


def _context(one: Candidate, told: Told, label: str) -> Iterator[str]:
    head = _first_conjunct(one.head)
    yield f"dep={one.head.dep_}"
    if head != one.head:
        yield "listed"
        yield f"lh={lemma(head)}"
    relation, above = _relation(head), head.head
    yield f"g={relation}>{lemma(above)}"
    yield f"gl={lemma(above)}"
    yield f"gr={relation}"
    for part in one.head.children:
        if part.dep_ in ("acl", "acl:relcl", "nmod", "appos"):
            yield f"c={_relation(part)}<{lemma(part)}"
    if above != head and above.pos_ not in ("VERB", "AUX"):
        upper = _first_conjunct(above)
        yield f"g2={relation}>{above.pos_}>{_relation(upper)}>{lemma(upper.head)}"
    verb = syntax.governor(head)
    if verb != head:
        yield f"v={lemma(verb)}"
        voice = "p" if syntax.is_passive(verb) else "a"
        yield f"vr={relation}:{voice}>{lemma(verb)}"
        factual = told.doc.user_data[layers.FACTUALITY][verb.i]
        yield f"fact={round(float(factual))}"
    roles = told.roles.get(one.head.i, set())
    for role in roles:
        yield f"role={role}"
    if not roles:
        yield "role=-"
    yield f"speech={told.speech.get(one.head.i, '-')}"
    sentence = told.sentence_of[one.head.i]
    yield f"sent={min(sentence, 5)}"
    near = told.triggers_in[sentence]
    for trigger in near:
        path = syntax.path(one.head, trigger.head)
        yield f"tk={trigger.kind}"
        yield f"tk={trigger.kind}&label={label}"
        if path is not None and len(path) <= 3:
            yield f"path={'/'.join(path)}>{trigger.kind}"
            yield f"pathl={'/'.join(path)}>{lemma(trigger.head)}"
    if near:
        nearest = min(near, key=lambda t: abs(t.head.i - one.head.i))
        side = "r" if nearest.head.i > one.head.i else "l"
        yield f"near={nearest.kind}:{side}:{min(abs(nearest.head.i - one.head.i) // 3, 4)}"
    else:
        yield "near=-"
    for token in doc_window(one.head):
        yield f"c5={lemma(token)}"
    yield from seen.of_word(one.head, head, label, sentence, told.seen)
    yield from filling.of_word(one.head, label, sentence, told.filling)


def doc_window(head: Token) -> Iterator[Token]:
    """The words of meaning near a word, in its sentence."""
    doc, sent = head.doc, head.sent
    for at in range(max(sent.start, head.i - 6), min(sent.end, head.i + 7)):
        if at != head.i and doc[at].pos_ in ("NOUN", "VERB", "PROPN", "ADJ"):
            yield doc[at]


def sentence_features(number: int, told: Told) -> Iterator[str]:
    """Features of one sentence: does it tell of an incident, and of which type?"""
    sent = told.spans[number]
    for token in sent:
        if token.pos_ in ("NOUN", "VERB", "PROPN", "ADJ", "ADV", "NUM"):
            yield f"w={'#' if token.like_num else lemma(token)}"
        if token.pos_ == "VERB":
            yield f"tag={token.tag_}"
            for part in token.children:
                if part.dep_ in ("obj", "nsubj", "nsubj:pass", "aux") or part.dep_.startswith("obl"):
                    yield f"r={lemma(token)}>{_relation(part)}>{lemma(part)}"
                    yield f"rl={lemma(token)}>{_relation(part)}>{told.label.get(part.i, '-')}"
        elif is_noun(token) and token.dep_ == "compound":
            yield f"w2={lemma(token)} {lemma(token.head)}"
    for step in (-1, 0, 1):
        if 0 <= number + step < len(told.spans):
            for trigger in told.triggers_in[number + step]:
                yield f"t{step}={trigger.kind}"
                if step == 0:
                    yield f"tl={lemma(trigger.head)}:{trigger.head.dep_}"
                    yield f"fact={trigger.kind}:{round(float(told.doc.user_data[layers.FACTUALITY][trigger.head.i]))}"
                    yield f"sp={trigger.kind}:{told.speech.get(trigger.head.i, '-')}"
    for one in told.happenings_in[number]:
        yield f"k={one.kind}:{one.background}:{one.negated}"
    for at in range(sent.start, sent.end):
        for role in told.roles.get(at, ()):
            yield f"role={role}"
            yield f"role={role}={lemma(told.doc[at])}"
    for label in {told.label[at] for at in range(sent.start, sent.end) if at in told.label}:
        yield f"has={label}"
    yield f"at={min(number, 6)}"
    yield f"long={min(len(sent) // 10, 6)}"
    yield from seen.of_sentence(number, told.seen)
    yield from filling.of_sentence(number, told.filling)


def report_features(told: Told) -> Iterator[str]:
    """Features of a whole report, for whether it is relevant and of which types its incidents are."""
    for token in told.doc:
        if token.pos_ in ("NOUN", "VERB", "PROPN", "ADJ", "ADV"):
            yield f"w={lemma(token)}"
            if told.sentence_of[token.i] < 3:
                yield f"w1={lemma(token)}"
            if is_noun(token) and token.dep_ == "compound":
                yield f"w2={lemma(token)} {lemma(token.head)}"
            if token.pos_ == "VERB":
                for part in token.children:
                    if part.dep_ in ("obj", "nsubj", "nsubj:pass"):
                        yield f"r={lemma(token)}>{part.dep_}>{lemma(part)}"
    for one in told.triggers:
        yield f"t={one.kind}"
    for one in told.happenings:
        yield f"k={one.kind}"
        if not one.background and not one.negated:
            yield f"kn={one.kind}"
    for roles in told.roles.values():
        for role in roles:
            yield f"role={role}"
    yield f"long={min(len(told.doc) // 150, 8)}"
    yield from seen.of_report(told.seen)
    yield from filling.of_report(told.filling, told.label)
