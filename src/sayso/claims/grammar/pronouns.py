"""Whom a pronoun stands for: the nouns that agree with it, subjects and near ones before others, speakers last."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, is_verb, lemma
from sayso.claims.grammar.phrases import words_of
from sayso.claims.happened.telling import role_words
from sayso.claims.sides.parties import is_person_name, kind_of, mention_of
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Token

#: how many words back a noun is looked for, beyond the pronoun's own sentence
_WINDOW = 90
_PERSON = frozenset(("he", "him", "his", "she", "her", "hers", "himself", "herself"))
_MANY = frozenset(("they", "them", "their", "theirs", "themselves"))
_THING = frozenset(("it", "its", "itself"))
FIRST_PERSON = frozenset(("we", "us", "i", "me", "ourselves", "myself"))
REFLEXIVE = frozenset(("himself", "herself", "themselves", "itself"))
#: pronouns that are nobody told of before: "someone shot at them", "wounding another"
INDEFINITE = frozenset(
    ("someone", "somebody", "another", "others", "everyone", "everybody", "many", "several", "all", "some")
)
_SUBJECTS = frozenset(("nsubj", "nsubj:pass"))
_PARTS_OF_NAMES = frozenset(("compound", "flat", "nmod:desc"))


def is_pronoun(word: Token) -> bool:
    """Does the word stand for a noun told of elsewhere?"""
    return word.pos_ == "PRON" or word.tag_ in ("PRP", "PRP$", "WP", "WDT")


def nouns_for(pronoun: Token) -> list[Token]:
    """The noun that a pronoun stands for, or the nouns of a list that "they" stands for; [] if the text names none.

    "He" and "she" are persons, "they" are many or a body, "it" is no person.
    """
    word = pronoun.lower_
    if word in REFLEXIVE:
        return _subject_of_its_verb(pronoun)
    if word not in _PERSON | _MANY | _THING:
        return []
    candidates = [
        token for token in _before(pronoun) if _agrees(token, word) and not _is_beside(token, pronoun)
    ]
    if not candidates:
        return []
    best = max(candidates, key=lambda token: (_weight(token, pronoun), token.i))
    return syntax.conjuncts(best) if word in _MANY else [best]


def _subject_of_its_verb(pronoun: Token) -> list[Token]:
    """ "shot himself": the subject of the verb, by its own name if it is a pronoun itself."""
    listed = pronoun
    while listed.dep_ == "conj" and not is_verb(listed.head):
        listed = listed.head
    subject = syntax.subject(syntax.governor(listed))
    if subject is None or subject == pronoun:
        return []
    return nouns_for(subject) if is_pronoun(subject) else [subject]


def _before(pronoun: Token) -> Iterator[Token]:
    """Nouns before the pronoun, in its sentence and shortly before; of a quotation only its own for "they" and "it"."""
    doc, start = pronoun.doc, max(0, pronoun.sent.start - _WINDOW)
    for token in doc[start : pronoun.i]:
        if (is_noun(token) or token.pos_ == "NUM") and token.dep_ not in _PARTS_OF_NAMES:
            yield token


def _agrees(noun: Token, pronoun: str) -> bool:
    """May the noun be meant: a person, many or a body, a thing, of the pronoun's sex where its words say one?"""
    mention = mention_of(noun)
    label = None if mention is None else mention.label_
    if label in (layers.TIME, layers.QUANTITY):
        return False
    person = is_person_name(noun) or (lemma(noun) in _persons() and noun.tag_ in ("NN", "NNP"))
    if pronoun in _PERSON:
        return person and lemma(noun) != "police" and not _is_of_other_sex(noun, pronoun)
    if pronoun in _MANY:
        named = noun.tag_ in ("NNS", "NNPS") or noun.lower_ in ("people", "police")
        return (
            (named and lemma(noun) not in role_words("things"))
            or label == layers.ORGANISATION
            or _is_list(noun)
        )
    return not person and noun.tag_ in ("NN", "NNP")


def _is_list(noun: Token) -> bool:
    """ "the boy and his father": persons joined are many."""
    return len(syntax.conjuncts(noun)) > 1 and (is_person_name(noun) or lemma(noun) in _persons())


def _is_of_other_sex(noun: Token, pronoun: str) -> bool:
    sexes = vocabulary.load("roles")["sexes"]
    mine, other = (
        ("male", "female")
        if pronoun[0] == "h" and pronoun not in ("her", "hers", "herself")
        else ("female", "male")
    )
    described = {
        lemma(noun),
        *(part.lower_ for part in noun.children if part.dep_ in ("nmod:desc", "compound", "amod")),
    }
    return bool(described & set(sexes[other])) and not described & set(sexes[mine])


def _is_beside(noun: Token, pronoun: Token) -> bool:
    """Nobody does it to himself without a reflexive: subject and object of one verb are two; nor is one's owner oneself."""
    if noun == pronoun.head or noun in pronoun.ancestors and pronoun.dep_ == "nmod:poss":
        return True
    if pronoun.dep_ in _SUBJECTS or pronoun.dep_ == "nmod:poss":
        return False
    return noun == syntax.subject(syntax.governor(pronoun))


def _weight(noun: Token, pronoun: Token) -> float:
    """How likely the noun is meant: by sentences between, by its part in its sentence, by whether it only speaks."""
    between = sum(1 for token in noun.doc[noun.i : pronoun.i] if token.is_sent_start)
    weight = -1.2 * between
    if noun.dep_ in _SUBJECTS:
        weight += 1.5
    elif noun.dep_ in ("obj", "iobj", "obl:agent"):
        weight += 0.6
    elif noun.dep_ in ("nmod:poss",):
        weight += 0.3
    if pronoun.dep_ in _SUBJECTS and noun.dep_ in _SUBJECTS:
        weight += 0.5
    if is_person_name(noun):
        weight += 0.5
    if kind_of(words_of(noun)) is not None and pronoun.lower_ in _MANY:
        weight += 0.8
    if pronoun.dep_ == "nmod:poss" and pronoun.head in syntax.conjuncts(noun)[1:]:
        weight += 2.0
    if pronoun.lower_ in _THING and _is_body(noun):
        weight += 1.5
    if _speaks(noun):
        weight -= 1.5
    return weight


def _is_body(noun: Token) -> bool:
    mention = mention_of(noun)
    named = mention is not None and mention.label_ == layers.ORGANISATION
    return named or kind_of(words_of(noun)) is not None


def _speaks(noun: Token) -> bool:
    """Is it only the subject of a verb of saying?"""
    verb = noun.head
    said = syntax.child(verb, "ccomp") is not None or verb.dep_ == "parataxis"
    return (
        noun.dep_ in _SUBJECTS and is_verb(verb) and (said or lemma(verb) in ("say", "tell", "add", "report"))
    )


@functools.cache
def _persons() -> frozenset[str]:
    groups = vocabulary.load("groups")
    sexes = vocabulary.load("roles")["sexes"]
    return frozenset(
        (*groups["combatants"], *groups["civilians"], *sexes["male"], *sexes["female"], *sexes["persons"])
    )


__all__ = ["FIRST_PERSON", "INDEFINITE", "REFLEXIVE", "is_pronoun", "nouns_for"]
