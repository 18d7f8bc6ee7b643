"""Nouns and pronouns → actors: what is no actor, whom a pronoun means, which words and which name."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar import noun_phrases, syntax
from sayso.claims.grammar.lemmas import is_noun, lemma
from sayso.claims.grammar.phrases import meant, name_of, words_of
from sayso.claims.grammar.pronouns import FIRST_PERSON, INDEFINITE, REFLEXIVE, is_pronoun, nouns_for
from sayso.claims.happened.telling import role_words, words
from sayso.claims.parts import span_of
from sayso.claims.sides.parties import canonical, is_person_name, kind_of, mention_label
from sayso.language import layers
from sayso.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

Actors = tuple[Actor, ...]
#: whose name "we" and "I" stand for where they are said; None if nobody is named
Speaker = Callable[["Token"], str | None] | None


def actors_of(heads: Iterable[Token], speaker: Speaker = None) -> Actors:
    """The actors that nouns and pronouns stand for, each once; a pronoun that the text does not resolve is left out."""
    found: dict[str, Actor] = {}
    for listed in heads:
        inner = meant(listed)
        for head in inner:
            for one in _actors(head, speaker):
                whole = words_of(listed) if len(inner) == 1 and listed != head else None
                found.setdefault(
                    noun_phrases.key(one.name), one if whole is None else replace(one, span=span_of(whole))
                )
    return tuple(found.values())


def _actors(head: Token, speaker: Speaker) -> list[Actor]:
    """The actors that one noun or pronoun stands for; none for things, means, places and what is not resolved."""
    if head.lower_ in FIRST_PERSON and is_pronoun(head):
        name = None if speaker is None else speaker(head)
        return [] if name is None else [Actor(name, span_of(head.doc[head.i : head.i + 1]), canonical(name))]
    if head.lower_ in REFLEXIVE:
        return [_oneself(head)]
    head = _possessor(head)
    nouns = nouns_for(head) if is_pronoun(head) and head.lower_ not in INDEFINITE else [head]
    return [one for noun in nouns for one in [_actor(noun)] if one is not None]


def _oneself(reflexive: Token) -> Actor:
    """ "shot himself": whoever the subject is, in the words that say so."""
    noun = next(iter(nouns_for(reflexive)), None)
    span = span_of(reflexive.doc[reflexive.i : reflexive.i + 1])
    if noun is None:
        return Actor(reflexive.text, span, None, None)
    return Actor(name_of(words_of(noun)), span, None, kind_of(words_of(noun)))


def _actor(noun: Token) -> Actor | None:
    named = is_noun(noun) or noun.pos_ in ("ADJ", "X") or noun.lower_ in INDEFINITE or _is_the_number(noun)
    if not named or _is_no_actor(noun):
        return None
    phrase = words_of(noun)
    known = _named_after(noun)
    named_by = phrase if known is None else words_of(known)
    whole = noun.doc[phrase.start : max(phrase.end, named_by.end)]
    name = name_of(named_by)
    if not any(letter.isalpha() for letter in name):
        return None
    return Actor(name, span_of(whole), canonical(name) or canonical(phrase.text), kind_of(phrase))


def _named_after(noun: Token) -> Token | None:
    """The name set in after a noun: of "the driver, Hamid Zaki," the second."""
    if noun.tag_ != "NN":
        return None
    return next(
        (part for part in noun.children if part.dep_ == "appos" and part.i > noun.i and is_person_name(part)),
        None,
    )


def _is_the_number(word: Token) -> bool:
    """ "killing the three": a number with an article stands for those told before."""
    return word.pos_ == "NUM" and any(part.lower_ == "the" for part in word.children)


def _possessor(noun: Token) -> Token:
    """ "an attack on his life" is one on him."""
    owner = syntax.child(noun, "nmod:poss")
    return owner if lemma(noun) in ("life", "lives") and owner is not None else noun


def _is_no_actor(noun: Token) -> bool:
    word = lemma(noun)
    if (
        word in things_that_act_not() | weapon_words() and not (_is_part_of_machine(noun) or _is_hit(noun))
    ) or (mention_label(noun) in (layers.TIME, layers.QUANTITY) and not _is_the_number(noun)):
        return True
    if is_person_name(noun):
        return False
    known = canonical(words_of(noun).text) or canonical(noun.text)
    town = mention_label(noun) == layers.PLACE and noun.pos_ == "PROPN" and known is None
    return town and not any(lemma(token) in role_words("facilities") for token in words_of(noun))


def _is_part_of_machine(noun: Token) -> bool:
    """The "heads" of "oil well heads" are none of a body."""
    return lemma(noun) in role_words("body") and any(part.dep_ == "compound" for part in noun.children)


def _is_hit(weapon: Token) -> bool:
    """ "Strikes destroyed two mortars and a car bomb": a weapon that is hit is no means."""
    first = syntax.first_of_list(weapon)
    return (
        lemma(weapon) in weapon_words()
        and first.dep_ in ("obj", "nsubj:pass")
        and lemma(first.head) in words("weapons", "hitting")
    )


@functools.cache
def things_that_act_not() -> frozenset[str]:
    kinds = vocabulary.load("kinds")["kinds"]
    return (
        role_words("things")
        | role_words("body")
        | {noun for about in kinds.values() for noun in about["nouns"]}
    )


@functools.cache
def weapon_words() -> frozenset[str]:
    classes: dict[str, list[str]] = vocabulary.load("weapon_classes")["classes"]
    return frozenset(
        found.split()[-1]
        for name, listed in classes.items()
        for found in listed
        if name not in ("aircraft", "drone", "vehicle_bomb", "vehicle")
    )
