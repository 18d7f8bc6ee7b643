"""Whom do the words of harm of a happening count? Nouns, pronouns and numbers, each with what was done to them.

Every word of harm that belongs to a happening is asked; "including" and "of them" are parts of a number given elsewhere.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from sayso import vocabulary
from sayso.claims import syntax
from sayso.claims.aftermath import brings_to_hospital
from sayso.claims.counted import is_no_number
from sayso.claims.lemmas import is_noun, is_verb, lemma
from sayso.claims.parties import mention_label
from sayso.claims.parts import Happening
from sayso.claims.telling import words
from sayso.language import layers
from sayso.model import Effect

if TYPE_CHECKING:
    from spacy.tokens import Token

#: kinds whose own word says the effect
_OWN: dict[str, Effect] = {"abduction": "captured", "arrest": "captured", "displacement": "displaced"}
#: whoever brings these to a hospital counts the dead
_DEAD = frozenset(("body", "corpse", "dead"))
_GUNFIRE = frozenset(("shooting", "armed_clash"))


@dataclass(frozen=True, slots=True, eq=False)
class Harmed:
    """Somebody counted: the noun or number, what happened to them, whether they are a part of others."""

    noun: Token
    effect: Effect
    part: bool = False
    joint: bool = False
    #: said not to have been harmed
    none: bool = False


def find_harmed(happening: Happening, others: Collection[int] = ()) -> Iterator[Harmed]:
    """Whom the words of harm of this happening count, in the order of those words; others: heads of other happenings."""
    seen: set[tuple[int, str]] = set()
    for word in happening.sentence:
        effect = _effect(word, happening)
        if effect is None or not _belongs(word, happening, others):
            continue
        for one in _victims(word, effect, happening):
            if (one.noun.i, one.effect) not in seen:
                seen.add((one.noun.i, one.effect))
                yield one


def _effect(word: Token, happening: Happening) -> Effect | None:
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
    found = _effects().get(lemma(word)) or _effects().get(word.lower_)
    if found == "missing" and syntax.child(word, "obj") is not None:
        return None
    if found == "captured" or (found == "displaced" and happening.kind != "killing"):
        return None
    if found == "injured" and _is_fatal(word):
        return "killed"
    if found is None and _is_life_lost(word):
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
    """ "claimed nine lives", "took the life of a guard", "lost her life"; who takes his own is told elsewhere."""
    if lemma(word) != "life" or not is_noun(word) or lemma(word.head) not in words("harm", "life"):
        return False
    return word.dep_ in ("obj", "nsubj:pass") and not any(part.lower_ == "own" for part in word.children)


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
            if (effect := _effects().get(lemma(token)) or _effects().get(token.lower_)) is not None
        ),
        None,
    )


def _victims(word: Token, effect: Effect, happening: Happening) -> Iterator[Harmed]:
    """Whom a word of harm counts."""
    whole, parts = _numbered(word)
    if whole or parts:
        yield from (Harmed(number, effect, joint=_is_joint(word)) for number in whole)
        yield from (Harmed(part, effect, part=True) for part in (*parts, *_parts(word, whole)))
        return
    found = list(_of_noun(word)) if is_noun(word) else list(_of_verb(word, effect))
    joint, none = _is_joint(word), _is_spared(word)
    for noun in found:
        if (
            not _is_countable(noun)
            or (effect == "injured" and lemma(noun) in _DEAD)
            or _is_of_other(noun, effect)
        ):
            continue
        if lemma(word) == "casualty":
            zero = any(part.lower_ == "no" for part in noun.children)
            yield Harmed(noun, "killed", joint=not zero)
            yield Harmed(noun, "injured", joint=not zero)
        else:
            yield Harmed(noun, effect, _is_part(noun, word), joint, none)
    for part in _parts(word, found):
        yield Harmed(part, effect, True)


def _numbered(word: Token) -> tuple[list[Token], list[Token]]:
    """The number before a word of harm, and that which is a part of it: "*two* of the *nine* initially killed"."""
    doc, start, at = word.doc, word.sent.start, word.i
    if not _is_state(word) or _describes_what_follows(word):
        return [], []
    while at - 1 > start and doc[at - 1].tag_ == "RB" and doc[at - 1].dep_ == "advmod":
        at -= 1
    whole = [doc[at - 1]] if at > start and _counts(doc[at - 1]) else []
    while at > start and whole and (doc[at - 1].pos_ == "NUM" or doc[at - 1].text == "-"):
        at -= 1
    at -= at > start and doc[at - 1].lower_ in ("the", "those")
    of = at >= start + 2 and doc[at - 1].lower_ == "of"
    return whole, [doc[at - 2]] if of and _counts(doc[at - 2]) else []


def _counts(token: Token) -> bool:
    """Is it a number of people: no year, no hour, and no day of a month?"""
    return token.pos_ == "NUM" and not is_no_number(token) and mention_label(token) != layers.TIME


def _is_state(word: Token) -> bool:
    """Is it a word for those harmed: "14 killed", "nine dead", "30 hurt"?"""
    return word.tag_ in ("VBN", "JJ", "VBD", "NNS", "NN") and word.lower_ in words("harm", "harmed")


def _describes_what_follows(word: Token) -> bool:
    """Is it the "wounded" of "five wounded men", or a verb with an object of its own?"""
    if is_verb(word) and syntax.child(word, "obj") is not None:
        return True
    described = word.head
    return (
        word.dep_ in ("amod", "compound")
        and 0 < described.i - word.i <= 3
        and is_noun(described)
        and not any(token.is_punct and token.text != "-" for token in word.doc[word.i : described.i])
    )


def _is_spared(word: Token) -> bool:
    """ "was not hurt", "escaped unharmed": none is a number. Who was not *seriously* hurt may be hurt."""
    if word.lower_ in ("unharmed", "unhurt", "uninjured"):
        return True
    how = any(part.dep_ == "advmod" and part.lower_.endswith("ly") for part in word.children)
    harmed = syntax.is_passive(word) or word.pos_ == "ADJ"
    return harmed and not how and syntax.negated(word)


def _is_of_other(noun: Token, effect: Effect) -> bool:
    """ "killed two nurses and *injured* scores": the second number was read as one more of the dead."""
    said = (part for part in noun.children if part.dep_ == "amod" and part.tag_ == "VBN")
    others = {_effects().get(lemma(part)) for part in said} - {None}
    return noun.dep_ == "conj" and bool(others) and effect not in others


def _of_verb(word: Token, effect: Effect) -> Iterator[Token]:
    """Objects and passive subjects; of verbs of dying, fleeing and the like the subject."""
    before = word.doc[word.i - 1] if word.i > word.sent.start else None
    if before is not None and before.dep_ == "nummod" and before.head == word:
        yield before  # "left two dead"
        return
    if word.dep_ == "conj" and before is not None and before.pos_ == "NUM":
        yield before
        return
    if lemma(word) in (
        "die",
        "perish",
        "flee",
        "disappear",
        "dead",
        "missing",
        "homeless",
        "evacuate",
        "deceased",
    ):
        left = [part for part in word.head.children if part.dep_ == "obj"] if word.dep_ == "xcomp" else []
        subject = left[-1] if left else syntax.subject(word) or syntax.child(word, "nsubj")
        if subject is not None:
            yield from syntax.conjuncts(subject)
            return
    if syntax.case_of(word) in ("among", "amongst"):
        yield from syntax.conjuncts(syntax.child(word, "nsubj") or word.head)
        return
    found = syntax.undergoers(word) or _of_those_beside(word)
    if not found and word.dep_ in ("xcomp", "acl", "amod", "conj"):
        objects = [part for part in word.head.children if part.dep_ == "obj" and part != word]
        found = syntax.conjuncts(objects[-1]) if objects else ([word.head] if is_noun(word.head) else [])
    if not found and (subject := syntax.child(word, "nsubj")) is not None and not is_verb(word):
        found = syntax.conjuncts(subject)
    yield from found


def _of_those_beside(word: Token) -> list[Token]:
    """ "130 more were maimed, *injured* and scarred": whom the word before it in the list counts."""
    if word.dep_ != "conj" or syntax.child(word, "nsubj", "nsubj:pass") is not None:
        return []
    before = [
        part
        for part in word.head.children
        if part.dep_ == "conj" and part.i < word.i and word.i - part.i <= 4
    ]
    return syntax.undergoers(before[-1]) if before else []


def _of_noun(word: Token) -> Iterator[Token]:
    """ "nine deaths" counts by itself; "the death of two" and "suffered injuries" by whose they were; "included" by whom."""
    held = syntax.child(word, "nsubj") if syntax.child(word, "cop") is not None else None
    if held is not None and lemma(word) in ("custody", "arrest", "detention", "bar"):
        yield from syntax.conjuncts(held)
        return
    if (
        lemma(word) == "life"
        and lemma(word.head) == "lose"
        and (loser := syntax.subject(word.head)) is not None
    ):
        yield from syntax.conjuncts(loser)
        return
    if lemma(word) in words("harm", "condition"):
        yield from _in_condition(word)
        return
    if lemma(word) == "toll" and (number := _toll(word)) is not None:
        yield number
        return
    if _is_numbered(word) or any(part.lower_ == "no" for part in word.children):
        yield word
        return
    measured = word.head if word.dep_ == "nmod" and syntax.case_of(word) == "of" else None
    if measured is not None and (_is_vague(measured) or measured.pos_ == "NUM"):
        yield measured
        return
    whose = [
        part
        for part in word.children
        if part.dep_ in ("nmod", "obl") and syntax.case_of(part) in ("of", "to", "among")
    ]
    whose += [part for part in word.children if part.dep_ == "nmod:poss" and not whose]
    if whose and lemma(word) not in ("toll",):
        yield from (token for part in whose for token in syntax.conjuncts(part))
        return
    verb = word.head
    if word.dep_ in ("obj", "obl") and lemma(verb) in words("telling", "suffering") | {
        "receive",
        "treat",
        "have",
        "incur",
        "die",
    }:
        subject = syntax.subject(verb) or syntax.child(verb, "nsubj:pass")
        if subject is not None and lemma(subject) not in (
            "attack",
            "blast",
            "explosion",
            "it",
            "bombing",
            "there",
        ):
            yield from syntax.conjuncts(subject)
            return
    if word.dep_ == "nsubj" and lemma(verb) == "include":
        yield from syntax.undergoers(verb)
        return
    if word.tag_ == "NNS" and lemma(word) in words("harm", "nouns") and not _is_definite_subject(word):
        yield word


def _in_condition(word: Token) -> list[Token]:
    """Who is in a critical condition: the subject of its verb, or the number that it describes."""
    if word.dep_ in ("nmod", "appos") and word.head.pos_ == "NUM":
        return [word.head]
    verb = syntax.governor(word)
    held = syntax.child(word, "nsubj", "nsubj:pass") or syntax.child(verb, "nsubj", "nsubj:pass")
    return syntax.conjuncts_of(held)


def _toll(word: Token) -> Token | None:
    """The number of a toll: "a toll of 11", "the toll rose to 17", "put the toll at 12", "the toll was nine"."""
    verb = word.head
    hung = [part for host in (word, verb) for part in host.children if part.dep_ in ("nmod", "obl")]
    found = [part for part in hung if part.pos_ == "NUM" and syntax.case_of(part) in ("of", "to", "at")]
    if verb.pos_ == "NUM" and word.dep_ == "nsubj":
        return verb
    return found[0] if found else None


def _is_definite_subject(noun: Token) -> bool:
    return noun.dep_.startswith("nsubj") and any(part.lower_ in ("the", "these") for part in noun.children)


def _is_numbered(noun: Token) -> bool:
    return any(part.dep_ == "nummod" or part.lower_ in ("several", "many", "few") for part in noun.children)


def _is_vague(noun: Token) -> bool:
    return noun.lower_ in vocabulary.load("quantities")["vague"] or noun.lower_ in (
        "number",
        "dozens",
        "scores",
    )


def _is_part(noun: Token, word: Token) -> bool:
    """ "three of the dead", "two of whom", "among the injured were": a part of a number given elsewhere."""
    if any(
        syntax.case_of(part) == "of" and (part.lower_ in ("whom", "them", "those") or _is_dead(part))
        for part in noun.children
    ):
        return True
    if lemma(word) in words("harm", "condition") and noun == word.head:
        return True
    if lemma(word.head) == "include" or (is_verb(word) and lemma(word) == "include"):
        return True
    return word.lower_ in ("dead", "injured", "wounded", "killed") and syntax.case_of(word) in (
        "among",
        "of",
        "amongst",
    )


def _is_dead(token: Token) -> bool:
    return token.lower_ in ("dead", "injured", "wounded", "killed", "victims") and any(
        p.lower_ == "the" for p in token.children
    )


def _parts(word: Token, found: Sequence[Token]) -> Iterator[Token]:
    """Those named after "including" and "among them": they are in the number already."""
    if word.dep_ == "nsubj" and lemma(word.head) == "include":
        yield from (token for token in syntax.undergoers(word.head) if _is_countable(token))
    for host in (word, *found):
        for part in host.children:
            if part.dep_ in ("nmod", "obl", "appos", "conj") and syntax.case_of(part) in (
                "including",
                "among",
            ):
                yield from (
                    token
                    for token in syntax.conjuncts(part)
                    if _is_countable(token) and token.pos_ != "PROPN"
                )


def _is_joint(word: Token) -> bool:
    """ "killed and injured 60", "dead or wounded": one figure for two effects is a figure for neither."""
    doc = word.doc
    for step in (1, -1):
        middle, other = word.i + step, word.i + 2 * step
        if 0 <= other < len(doc) and doc[middle].lower_ in ("and", "or") and other != word.i:
            pair = {_effects().get(lemma(word)), _effects().get(lemma(doc[other]))}
            if pair == {"killed", "injured"} and not (step == 1 and doc[other].dep_ != "conj"):
                return (
                    not any(part.dep_ in ("obj", "nsubj:pass") for part in (doc[max(word.i, other)]).children)
                    or lemma(word) != "shoot"
                )
    return False


def _is_countable(noun: Token) -> bool:
    if noun.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ") and not is_noun(noun):
        return False
    counted = lemma(noun) not in _uncounted() or (lemma(noun) == "life" and _is_numbered(noun))
    return counted and not is_no_number(noun) and not _is_wound(noun)


def _is_wound(noun: Token) -> bool:
    """ "two gunshot wounds" are not two people."""
    return lemma(noun) == "wound" and any(part.dep_ in ("compound", "amod") for part in noun.children)


@functools.cache
def _uncounted() -> frozenset[str]:
    return frozenset(vocabulary.load("groups")["uncounted"])


@functools.cache
def _effects() -> dict[str, Effect]:
    listed = vocabulary.load("groups")["effects"]
    return {word: effect for effect in get_args(Effect) for word in listed[effect]}


def _belongs(word: Token, happening: Happening, others: Collection[int]) -> bool:
    """Is the word of harm one of the happening's own, or hung on one of them?"""
    own = set(happening.heads) | ({happening.of} if happening.of is not None else set())
    if word in own or any(word.i == token.i for token in happening.trigger):
        return True
    if word.i in others:
        return False
    for above in word.ancestors:
        if above in own:
            return True
        if above.i in others:
            return False
    return (
        not set(others) & {token.i for token in happening.sentence}
        and bool(re.search(r"\w", word.text))
        and happening.bare
    )
