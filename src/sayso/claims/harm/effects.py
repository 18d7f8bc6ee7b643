"""What a word of harm says was done to somebody: killed, injured, missing, captured or displaced."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, get_args

from sayso import vocabulary
from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, is_verb, lemma
from sayso.claims.grammar.phrases import meant
from sayso.claims.happened.aftermath import brings_to_hospital
from sayso.claims.happened.telling import words
from sayso.claims.parts import Happening
from sayso.claims.sides.parties import is_person_name
from sayso.model import Effect

if TYPE_CHECKING:
    from spacy.tokens import Token

#: kinds whose own word says the effect
_OWN: dict[str, Effect] = {"abduction": "captured", "arrest": "captured", "displacement": "displaced"}
_GUNFIRE = frozenset(("shooting", "armed_clash"))


def effect_of(word: Token, happening: Happening) -> Effect | None:
    """What a word says was done to somebody; captives are counted by arrests and abductions only."""
    if not (is_noun(word) or is_verb(word) or word.pos_ == "ADJ"):
        return None
    own = _OWN.get(happening.kind)
    if own is not None and word == happening.head:
        return own
    if _are_patients(word, happening):
        return "injured"
    if _is_attempted(word) or (lemma(word) in ("injury", "wound") and lemma(word.head) == "die"):
        return None
    if happening.bare and word == happening.head and lemma(word) == "include" and is_verb(word):
        return _effect_before(word)
    found = effects().get(lemma(word)) or effects().get(word.lower_)
    if found == "missing" and syntax.child(word, "obj") is not None:
        return None
    if found == "captured" or (
        found == "displaced" and (happening.kind != "killing" or lemma(word) == "flee")
    ):
        return None
    if found == "injured" and _is_fatal(word):
        return "killed"
    if found is None and (_is_life_lost(word) or _is_rid_of(word)):
        return "killed"
    if found is None and _is_condition(word):
        return "injured"
    if found is None:
        return _shot(word, happening)
    return found


def _are_patients(word: Token, happening: Happening) -> bool:
    """Those taken to hospital are hurt; beside other harm only where they are others: "… died and six were taken"."""
    if happening.bare and word == happening.head:
        return lemma(word) in words("harm", "to_hospital") and is_verb(word)
    return (
        word in happening.also
        and brings_to_hospital(word)
        and syntax.child(word, "nsubj:pass", "nsubj") is not None
    )


def _is_life_lost(word: Token) -> bool:
    """ "claimed nine lives", "took the life of a guard", "lost her life", "took his own life"."""
    if lemma(word) != "life" or not is_noun(word) or lemma(word.head) not in words("harm", "life"):
        return False
    return word.dep_ in ("obj", "nsubj:pass")


def _is_rid_of(word: Token) -> bool:
    """ "eliminated dozens of fighters": people who are struck out are dead; things are not."""
    if lemma(word) not in words("harm", "ridding") or not is_verb(word):
        return False
    listed = vocabulary.load("groups")
    done_to = [noun for one in syntax.undergoers(word) for noun in meant(one)]
    return bool(done_to) and all(
        lemma(noun) in listed["combatants"] or lemma(noun) in listed["civilians"] or is_person_name(noun)
        for noun in done_to
    )


def _is_condition(word: Token) -> bool:
    """ "is in a critical condition": who is in one was hurt."""
    return lemma(word) in words("harm", "condition") and any(
        part.lower_ in words("harm", "conditions")
        for part in word.children
        if part.dep_ in ("amod", "compound")
    )


def _names_its_place(word: Token) -> bool:
    """ "was shot at a party": the "at" of a passive says where, not at whom."""
    return syntax.is_passive(word) and any(syntax.case_of(part) == "at" for part in word.children)


def _is_fatal(word: Token) -> bool:
    return any(part.lower_ in ("mortally", "fatally", "lethally") for part in word.children)


def _shot(word: Token, happening: Happening) -> Effect | None:
    """Those who were shot, stabbed or hit are hurt, unless the sentence says that they died; patients are hurt too."""
    doc = word.doc
    if lemma(word) in ("shoot", "stab") and is_verb(word):
        after = [doc[i].lower_ for i in range(word.i + 1, min(word.i + 4, len(doc)))]
        if _is_fatal(word) or after[:1] == ["dead"] or after[:2] == ["to", "death"]:
            return "killed"
        if after[:1] == ["at"] and lemma(word) == "shoot" and not _names_its_place(word):
            return None  # who was shot at need not be hurt
        died = any(lemma(part) in ("kill", "die", "dead") for part in happening.sentence)
        return None if died or any(part.dep_ == "compound:prt" for part in word.children) else "injured"
    if lemma(word) in ("hit", "strike") and happening.kind in _GUNFIRE and is_verb(word):
        return "injured"
    return None


def _is_attempted(word: Token) -> bool:
    """ "tried to kill" hurt nobody."""
    return word.dep_ == "xcomp" and lemma(word.head) in words("reality", "attempts")


def _effect_before(word: Token) -> Effect | None:
    """What the sentence before said was done: "They included two soldiers" counts some of those who died."""
    start = word.sent.start
    before = word.doc[start - 1].sent if start else ()
    return next(
        (
            effect
            for token in before
            if (effect := effects().get(lemma(token)) or effects().get(token.lower_)) is not None
        ),
        None,
    )


@functools.cache
def effects() -> dict[str, Effect]:
    """Lemma or form → what it says was done."""
    listed = vocabulary.load("groups")["effects"]
    return {word: effect for effect in get_args(Effect) for word in listed[effect]}
