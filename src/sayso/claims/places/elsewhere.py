"""Places of a sentence where the happening was not: where somebody is from, whose police it is, where the hurt were taken."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar import syntax, written
from sayso.claims.times import words as time_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NOMINAL = frozenset(["nmod", "nmod:poss", "compound", "flat", "appos", "amod", "nmod:desc"])


def is_elsewhere(name: Token, head: Token) -> bool:
    """Is the happening that ``head`` tells of not at the place that ``name`` names?"""
    return (
        is_origin(name)
        or is_of_another_time(head, name)
        or is_of_the_care(name)
        or is_set_against(name, head)
    )


def is_origin(name: Token) -> bool:
    """Does it say where somebody is from: "a man from X", "born in X", "a teacher who lives in X", "Ann Orr, 27, of X"?"""
    top = name
    while top.dep_ in (*_NOMINAL, "conj") and syntax.case_of(top) in ("", "of") and top.head != top:
        if syntax.case_of(top) == "of" and (_is_in_person(top.head) or _is_said_of_somebody(top.head)):
            return True
        top = top.head
    above, lives = top.head, vocabulary.load("places")["origins"]["verbs"]
    if above.lemma_.lower() in lives and above.dep_.startswith("acl"):
        return True
    return top.dep_ == "nmod" and syntax.case_of(top) == "from" and is_person(above)


def is_set_against(name: Token, head: Token) -> bool:
    """Does it stand in a clause with somebody of its own behind "but": "nobody was hurt, *but* people fled in X"?"""
    verb = next((up for up in (name, *name.ancestors) if up.dep_ == "conj" and up.pos_ == "VERB"), None)
    if verb is None or verb == head or verb in head.ancestors:
        return False
    parts = [(part.dep_, part.lower_) for part in verb.children]
    return ("cc", "but") in parts and any(dep.startswith("nsubj") for dep, _ in parts)


def is_beside_another(name: Token, head: Token) -> bool:
    """Does it belong to a happening that stands beside one with words of its own: "attacks *on X* and a siege of towns"?"""
    if head.dep_ != "conj" or head.pos_ != "NOUN" or name.i > head.i:
        return False
    own = any(part.dep_ == "nmod" and part.i > head.i for part in head.children)
    top = name
    while top.dep_ in (*_NOMINAL, "conj") and top.head != head.head and top.head != top:
        top = top.head
    return own and top.dep_ == "nmod" and top.head == head.head


def names_another(name: Token, heads: Sequence[Token]) -> bool:
    """Does it only tell another happening from others: "the *Godhra* killings" of what came of them?"""
    noun = name.head
    if name.dep_ not in ("compound", "amod") or name.i > noun.i or noun in heads:
        return False
    return noun.lemma_.lower() in _happenings()


@functools.cache
def _happenings() -> frozenset[str]:
    return time_words.HAPPENING_NOUNS | {"incident", "carnage", "tragedy", "affair"}


def is_person(noun: Token) -> bool:
    """Is it somebody: a person's name, "man", "residents"?"""
    return noun.lemma_.lower() in _people() or noun.lower_ == "old" or _is_in_person(noun)


def _is_in_person(noun: Token) -> bool:
    return any(
        one.start <= noun.i < one.end for one in written.persons_within(noun.doc, noun.i - 5, noun.i + 1)
    )


@functools.cache
def _people() -> frozenset[str]:
    people = _actors("civilians", "protesters", "rioters", "police", "militia", "armed_group")
    return people | set(vocabulary.load("cues")["persons"]["nouns"])


def _actors(*kinds: str) -> frozenset[str]:
    """The words for actors of those kinds."""
    listed: dict[str, list[str]] = vocabulary.load("actors")["kinds"]
    return frozenset(word for kind in kinds for word in listed[kind])


def _is_said_of_somebody(noun: Token) -> bool:
    """ "Ann Orr, an *employee* of the X museum" """
    return noun.dep_ == "appos" and _is_in_person(noun.head)


def is_of_another_time(head: Token, name: Token) -> bool:
    """ "They arrived in X, four days *after* a gunman …": where somebody went later is not where it happened.

    "He fired at people in X *before* being shot" goes on with the same one.
    """
    verb = next((t for t in (head, *head.ancestors) if t.dep_ == "advcl" and name not in t.subtree), None)
    if verb is None or verb.head.lemma_ in time_words.TELLING_VERBS:
        return False
    marks = {part.lower_ for part in verb.children if part.dep_ == "mark"}
    going_on = marks == {"before"} and not syntax.has_subject(verb)
    return bool(marks & {"after", "before", "since"}) and not going_on


def is_of_the_care(name: Token) -> bool:
    """Is it where the hurt were taken or died: "rushed to the X hospital", "were being treated in X"?"""
    nouns = list(_nouns_around(name))
    verb = syntax.governor(nouns[-1])
    if verb.pos_ not in ("VERB", "AUX") and verb.tag_ != "VBN":
        return False
    nouns += [part for part in verb.children if part.dep_ == "obl" and part.i < name.i]
    care = vocabulary.load("places")["care"]
    if any(noun.lemma_.lower() in care["sites"] or _is_medical(noun) for noun in nouns):
        return verb.lemma_.lower() in care["verbs"] or verb.lemma_.lower() in care["moving"]
    return verb.lemma_.lower() in care["treating"]


def _is_medical(noun: Token) -> bool:
    return noun.lower_ in ("center", "centre") and any(
        part.lower_ in ("medical", "trauma", "burn", "health") for part in noun.children
    )


def _nouns_around(name: Token) -> Iterator[Token]:
    """The word and the nouns that it belongs to: "Newark", "Hospital" of "the Hospital in Newark"."""
    yield name
    while name.dep_ in _NOMINAL and name.head != name and name.head.pos_ in ("NOUN", "PROPN"):
        name = name.head
        yield name


def is_whose(words: Span) -> bool:
    """Does it say whose a force, a body or a people is: "Marwa police", "the Marwa State Police technician"?"""
    root = words.root
    if root.dep_ not in ("compound", "nmod:poss", "amod", "nmod:desc") or root.i > root.head.i:
        return False
    behind = words.doc[words.end : root.head.i + 1]
    return any(token.lemma_.lower() in _bodies() for token in behind)


@functools.cache
def _bodies() -> frozenset[str]:
    named = _actors("civilians", "police", "state_forces", "militia", "armed_group", "government")
    return named | set(vocabulary.load("places")["care"]["bodies"])
