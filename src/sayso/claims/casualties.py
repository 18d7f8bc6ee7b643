"""How many: killed, injured, missing, captured or displaced, as bounds, with the words that say so."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, get_args

from sayso import vocabulary
from sayso.claims import numbers, syntax
from sayso.claims.parts import Happening, span_of
from sayso.model import Count, Effect, Group, Problem
from sayso.problems import problem

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: kinds whose own word says the effect
_OWN: dict[str, Effect] = {"abduction": "captured", "arrest": "captured", "displacement": "displaced"}
_LEFT = frozenset(
    ("nummod", "advmod", "det", "case", "amod", "compound", "nmod:poss", "punct", "nmod", "flat")
)
_UNCOUNTED = frozenset(
    (
        "plane",
        "jet",
        "aircraft",
        "vehicle",
        "car",
        "building",
        "house",
        "mile",
        "year",
        "day",
        "hour",
        "month",
        "week",
        "bomb",
    )
)


def find_casualties(
    happening: Happening, others: Collection[int]
) -> tuple[tuple[Count, ...], tuple[Problem, ...]]:
    """The counts that the clauses of a happening give, in reading order; others: heads of other happenings."""
    counts: list[Count] = []
    problems: list[Problem] = []
    for noun, effect in _counted(happening, others):
        words = _words(noun)
        found = numbers.bounds(words.text) if _has_number(words) else _single(words, noun)
        if found is None:
            continue
        low, high = found
        counts.append(Count(effect, low, high, _group(words), span_of(words), _is_part(words)))
        if low is None and high is None:
            problems.append(problem("number_without_bounds", span_of(words), words=words.text))
    return tuple(dict.fromkeys(counts)), tuple(problems)


def _counted(happening: Happening, others: Collection[int]) -> Iterator[tuple[Token, Effect]]:
    """Nouns that somebody is counted by, each with what happened to them, of this happening only."""
    for token in happening.sentence:
        if token.pos_ not in ("NOUN", "NUM", "PRON", "PROPN", "ADJ") or token.lemma_.lower() in _UNCOUNTED:
            continue
        found = _effect(token)
        if found is None and happening.kind in _OWN and token in _undergoing(happening):
            found = (_OWN[happening.kind], happening.head)
        if found is not None and _fits(found[0], happening) and _belongs(found[1], happening, others):
            yield token, found[0]


def _undergoing(happening: Happening) -> list[Token]:
    if happening.kind == "displacement":
        subject = syntax.subject(happening.head)
        return [*syntax.undergoers(happening.head), *([subject] if subject is not None else [])]
    return syntax.undergoers(happening.head)


def _effect(noun: Token) -> tuple[Effect, Token] | None:
    """What happened to those a noun counts, and the word that says so."""
    verb = noun.head
    if noun.dep_ in ("obj", "nsubj:pass") and (own := _effect_word(verb)) is not None:
        return own, verb
    if (
        noun.dep_ == "nsubj"
        and verb.lemma_ in ("die", "perish", "flee", "disappear")
        and (own := _effect_word(verb))
    ):
        return own, verb
    if noun.dep_ == "nsubj" and verb.lower_ in ("dead", "missing", "homeless"):
        return _effect_word(verb) or "killed", verb
    for part in noun.children:
        bare = syntax.child(part, "obj", "nsubj", "nsubj:pass") is None
        if (
            part.dep_ in ("acl", "amod", "xcomp", "advcl")
            and bare
            and (own := _effect_word(part)) is not None
        ):
            return own, part
    if noun.dep_ in ("nmod", "nmod:poss") and verb.pos_ == "NOUN" and (own := _effect_word(verb)) is not None:
        return own, verb
    if noun.pos_ in ("NOUN", "ADJ") and _has_own_number(noun) and (own := _effect_word(noun)) is not None:
        return own, noun
    if (
        noun.dep_ == "obj"
        and (result := syntax.child(verb, "xcomp")) is not None
        and (own := _effect_word(result))
    ):
        return own, result
    if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "NUM", "PRON"):
        return _effect(noun.head)
    return None


def _has_own_number(noun: Token) -> bool:
    return any(part.dep_ == "nummod" for part in noun.children) or any(
        part.dep_ == "nmod" and part.lemma_.lower() in _effects() for part in noun.children
    )


@functools.cache
def _effects() -> dict[str, Effect]:
    listed = vocabulary.load("groups")["effects"]
    return {lemma: effect for effect in get_args(Effect) for lemma in listed[effect]}


def _effect_word(token: Token) -> Effect | None:
    return _effects().get(token.lemma_.lower()) or _effects().get(token.lower_)


def _fits(effect: Effect, happening: Happening) -> bool:
    """Captives are counted by arrests and abductions only: "rebels who tried to capture him" took nobody."""
    return effect != "captured" or happening.kind in _OWN


def _belongs(word: Token, happening: Happening, others: Collection[int]) -> bool:
    """Is the word of effect one of the happening's own, or hung on one of them?"""
    if word in happening.heads:
        return True
    if any(word.i == token.i for token in happening.trigger):
        return True
    if word.i in others:
        return False
    for above in word.ancestors:
        if above in happening.heads:
            return True
        if above.i in others:
            return False
    return False


def _words(noun: Token) -> Span:
    """The noun with its number and what qualifies it: "at least five civilians"."""
    start, end = noun.i, noun.i + 1
    for part in noun.children:
        if part.i < noun.i and part.dep_ in _LEFT:
            start = min(start, part.left_edge.i)
        elif part.i > noun.i and part.dep_ == "nmod" and syntax.case_of(part) == "of":
            end = max(end, syntax.clause(part)[-1].i + 1)
    while start > noun.sent.start and noun.doc[start - 1].lower_ in (
        "least",
        "than",
        "to",
        "about",
        "some",
        "nearly",
        "around",
        "over",
    ):
        start -= 2 if noun.doc[start - 1].lower_ in ("least", "than", "to") else 1
    start = max(start, noun.sent.start)
    verbs = [token.i for token in noun.doc[start : noun.i] if token.pos_ in ("VERB", "AUX")]
    start = max([start, *(at + 1 for at in verbs)])
    return syntax.words_between(noun.doc, start, end)


_NUMBER = re.compile(
    r"\d|\b(no|couple|few|several|handful|dozens?|scores?|tens|hundreds?|thousands?|millions?|an? number)\b"
)


def _has_number(words: Span) -> bool:
    text = words.text.lower()
    if _NUMBER.search(text):
        return True
    named = vocabulary.load("quantities")["numbers"]
    return any(word in named and word not in ("a", "an", "half") for word in re.findall(r"[a-z]+", text))


def _single(words: Span, noun: Token) -> numbers.Bounds | None:
    """One for "a man", "its pilot", "the mayor" or a name; no number for a plural."""
    if noun.tag_ in ("NNS", "NNPS") or noun.pos_ == "ADJ":
        return (None, None) if noun.tag_ == "NNS" and _group(words) == "civilians" else None
    if noun.pos_ == "PRON" and noun.lower_ not in ("he", "she", "him", "her"):
        return None
    if (
        noun.pos_ == "NOUN"
        and _group(words) == "unknown"
        and noun.lemma_.lower() not in ("man", "person", "victim", "boy", "member")
    ):
        return None
    return (1, 1)


def _group(words: Span) -> Group:
    """Who is counted, by the words."""
    listed = vocabulary.load("groups")
    lemmas = {token.lemma_.lower() for token in words}
    for group in ("combatants", "civilians"):
        if lemmas & set(listed[group]):
            return group
    return "unknown"


def _is_part(words: Span) -> bool:
    """ "three of the dead": a part of a number given elsewhere."""
    return bool(re.search(r"\bof (the|them|whom|those)\b", words.text.lower()))
