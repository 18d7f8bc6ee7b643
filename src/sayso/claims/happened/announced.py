"""What a speaker says will or must be done: harm that he announces, and what he asks of a side."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_verb, lemma
from sayso.claims.happened.frames import is_side
from sayso.claims.happened.telling import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEAKERS = frozenset(("i", "we"))
_SPEAKERS_TOLD_OF = frozenset(("i", "we", "they", "he", "she", "it"))
_WILL = frozenset(("will", "'ll", "’ll", "shall"))


def kind_announced(token: Token) -> str | None:
    """ "threat" for "we will hit them", "demand" for "the army must leave" and "it is vital that both sides stop"."""
    if is_verb(token) and _is_announced_harm(token):
        return "threat"
    return "demand" if _is_asked_of_side(token) or _is_called_vital(token) else None


def is_of_harm_to_come(verb: Token, link: str, deeds: Collection[str]) -> bool:
    """Does a vow or a warning announce harm: "vowed to strike", "warned of revenge"; not "warned that it may rain"?

    ``link``: the last word of the phrase; only "to", "that" and "of" are asked what follows them.
    """
    aims = [part for part in verb.children if part.dep_ in ("xcomp", "advcl", "ccomp")]
    if link == "to":
        return any(lemma(aim) in words("threat", "verbs") or lemma(aim) in deeds for aim in aims)
    if link == "that":
        ahead = [aim for aim in aims if any(part.lower_ in _WILL | {"would"} for part in aim.children)]
        return any(lemma(aim) in words("threat", "verbs") for aim in ahead)
    if link == "of":
        warned_of = (part for part in verb.children if syntax.case_of(part) == "of")
        return any(lemma(part) in words("threat", "dooms") for part in warned_of)
    return True


def _is_announced_harm(verb: Token) -> bool:
    """Does a speaker say that he or his side is going to do harm?"""
    subject = syntax.child(verb, "nsubj")
    if subject is None or lemma(verb) not in words("threat", "verbs") or syntax.negated(verb):
        return False
    auxiliaries = {part.lower_ for part in verb.children if part.dep_ == "aux"}
    perfect = any(lemma(part) == "have" and part.dep_ == "aux" for part in verb.children)
    aimed = bool(syntax.undergoers(verb)) or lemma(verb) in words("threat", "alone")
    if perfect or not aimed:
        return False
    if subject.lower_ in _SPEAKERS and auxiliaries & _WILL:
        return True
    told = verb.dep_ == "ccomp" and lemma(verb.head) in words("threat", "telling")
    return told and subject.lower_ in _SPEAKERS_TOLD_OF and bool(auxiliaries & (_WILL | {"would"}))


def _is_asked_of_side(verb: Token) -> bool:
    """ "All sides must respect the truce"."""
    subject = syntax.child(verb, "nsubj")
    must = any(part.dep_ == "aux" and part.lower_ == "must" for part in verb.children)
    perfect = any(part.dep_ == "aux" and lemma(part) == "have" for part in verb.children)
    asked = must and lemma(verb) in words("threat", "asked")
    return asked and is_verb(verb) and subject is not None and not perfect and is_side(subject)


def _is_called_vital(word: Token) -> bool:
    """ "It is vital that both sides let aid through"."""
    if word.lower_ not in words("threat", "vital"):
        return False
    clause = syntax.child(word, "ccomp", "csubj", "advcl")
    subject = syntax.child(clause, "nsubj") if clause is not None else None
    return subject is not None and is_side(subject)
