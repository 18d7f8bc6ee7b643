"""Whom do the words of harm of a happening count? Nouns, pronouns and numbers, each with what was done to them.

Every word of harm that belongs to a happening is asked; "including" and "of them" are parts of a number given elsewhere.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.filled import SURE_ALONE, seen
from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, is_verb, lemma
from sayso.claims.grammar.phrases import words_of
from sayso.claims.grammar.pronouns import REFLEXIVE
from sayso.claims.happened.telling import words
from sayso.claims.harm.counted import is_no_number
from sayso.claims.harm.effects import effect_of, effects
from sayso.claims.parts import Happening
from sayso.claims.sides.parties import is_person_name, mention_label
from sayso.language import layers
from sayso.model import Effect

if TYPE_CHECKING:
    from spacy.tokens import Token

#: the role of those to whom something was done
_ROLES: dict[Effect, str] = {
    "killed": "dead",
    "injured": "hurt",
    "captured": "held",
    "missing": "missing",
    "displaced": "displaced",
}
#: whoever brings these to a hospital counts the dead
_DEAD = frozenset(("body", "corpse", "dead"))


@dataclass(frozen=True, slots=True, eq=False)
class Harmed:
    """Somebody counted: the noun or number, what happened to them, whether they are a part of others."""

    noun: Token
    effect: Effect
    part: bool = False
    joint: bool = False
    #: said not to have been harmed
    none: bool = False


def find_harmed(happening: Happening, others: Collection[int] = ()) -> list[Harmed]:
    """Whom this happening is said to have harmed; others: heads of other happenings.

    Those whom its words of harm count, in the order of those words; then those whom only the network sees.
    """
    told = list(_by_words(happening, others))
    return [*told, *_seen(happening, told)]


def _seen(happening: Happening, told: Sequence[Harmed]) -> Iterator[Harmed]:
    """Those whom the network sees harmed in a way that no word of harm tells of, and who are not counted otherwise."""
    effects_told, counted = {one.effect for one in told}, {_whole_number(one.noun).i for one in told}
    for effect, role in _ROLES.items():
        for noun in seen(happening, role, SURE_ALONE) if effect not in effects_told else ():
            phrase = {part.i for part in words_of(noun)}
            if _is_countable(noun) and not counted & phrase:
                counted |= phrase
                yield Harmed(noun, effect)


def _by_words(happening: Happening, others: Collection[int]) -> Iterator[Harmed]:
    before: set[tuple[int, str]] = set()
    for word in happening.sentence:
        effect = effect_of(word, happening)
        if effect is None or not _belongs(word, happening, others):
            continue
        for one in _victims(word, effect, happening):
            told = (_whole_number(one.noun).i, one.effect)
            if told not in before:
                before.add(told)
                yield one


def _whole_number(noun: Token) -> Token:
    """The last word of "twenty-three", whichever of its words was meant."""
    doc, at = noun.doc, noun.i
    while noun.pos_ == "NUM" and at + 2 < len(doc) and doc[at + 1].text == "-" and doc[at + 2].pos_ == "NUM":
        at += 2
    return doc[at]


def _victims(word: Token, effect: Effect, happening: Happening) -> Iterator[Harmed]:
    """Whom a word of harm counts."""
    whole, parts = _numbered(word)
    if whole or parts:
        yield from (Harmed(number, effect, joint=_is_joint(word)) for number in whole)
        yield from (Harmed(part, effect, part=True) for part in (*parts, *_parts(word, whole)))
        return
    found = list(_of_noun(word)) if is_noun(word) else list(_of_verb(word, effect))
    spared = _is_spared(word) and not (happening.seen and word == happening.head)
    joint, none = _is_joint(word) and not _are_none(word), spared or _are_none(word)
    for noun in found:
        if (
            not _is_countable(noun)
            or (noun.lower_ in REFLEXIVE and noun.dep_ == "conj")
            or (effect == "injured" and lemma(noun) in _DEAD)
            or _is_of_other(noun, effect)
        ):
            continue
        if lemma(word) == "casualty":
            zero = none or any(part.lower_ == "no" for part in noun.children)
            yield Harmed(noun, "killed", joint=not zero, none=none)
            yield Harmed(noun, "injured", joint=not zero, none=none)
        else:
            yield Harmed(noun, effect, _is_part(noun, word), joint and not _is_nobody(noun), none)
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


def _is_nobody(noun: Token) -> bool:
    """ "nobody", "none of them", "no soldiers": none was hurt in either way."""
    return noun.lower_ in ("nobody", "none") or any(part.lower_ == "no" for part in noun.children)


def _are_none(word: Token) -> bool:
    """ "no injuries or *deaths*", "without loss or *injury*": what a list of none names."""
    first, nouns = word, is_noun(word)
    while (
        nouns
        and first.dep_ == "conj"
        and any(part.dep_ == "cc" and part.lower_ in ("or", "nor", "and") for part in first.children)
    ):
        first = first.head
    if not nouns or lemma(word) not in words("harm", "nouns"):
        return False
    return any(part.lower_ in ("no", "neither", "without", "zero") for part in first.children)


def _is_of_other(noun: Token, effect: Effect) -> bool:
    """ "killed two nurses and *injured* scores": the second number was read as one more of the dead."""
    said = (part for part in noun.children if part.dep_ == "amod" and part.tag_ == "VBN")
    others = {effects().get(lemma(part)) for part in said} - {None}
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
    ) and not _moves_others(word):
        left = [part for part in word.head.children if part.dep_ == "obj"] if word.dep_ == "xcomp" else []
        subject = left[-1] if left else syntax.subject(word) or syntax.child(word, "nsubj")
        if subject is not None:
            yield from syntax.conjuncts(subject)
            return
    if _is_among(word):
        yield from syntax.conjuncts(syntax.child(word, "nsubj") or word.head)
        return
    found = syntax.undergoers(word) or _right_after(word) or _of_those_beside(word)
    if not found and word.dep_ in ("xcomp", "acl", "amod", "conj"):
        objects = [part for part in word.head.children if part.dep_ == "obj" and part != word]
        found = syntax.conjuncts(objects[-1]) if objects else ([word.head] if is_noun(word.head) else [])
    if not found and (subject := syntax.child(word, "nsubj")) is not None and not is_verb(word):
        found = syntax.conjuncts(subject)
    yield from found


def _right_after(word: Token) -> list[Token]:
    """The "another" of "wounded another early on Sunday", wherever the tree hangs it."""
    after = word.nbor() if word.i + 1 < len(word.doc) else word
    return (
        [after]
        if after.lower_ == "another" and word.tag_ == "VBD" and after.dep_ == "det" and after.head.i < word.i
        else []
    )


def _moves_others(word: Token) -> bool:
    """ "The army evacuated 60 people": the object is moved, not the subject."""
    moved = syntax.child(word, "obj") if lemma(word) == "evacuate" and is_verb(word) else None
    return moved is not None and is_moved(moved)


def is_moved(noun: Token) -> bool:
    """Is it people that one evacuates, and no place that one leaves?"""
    return noun.pos_ == "NUM" or lemma(noun) in _people() or is_person_name(noun)


@functools.cache
def _people() -> frozenset[str]:
    groups = vocabulary.load("groups")
    return frozenset(
        (
            *groups["civilians"],
            *groups["combatants"],
            "people",
            "person",
            "man",
            "wounded",
            "injured",
            "other",
        )
    )


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
    own = any(part.lower_ == "own" for part in word.children)
    if (
        lemma(word) == "life"
        and (lemma(word.head) == "lose" or own)
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
    if word.dep_ == "nmod" and syntax.case_of(word) == "with" and is_noun(word.head):
        yield from syntax.conjuncts(word.head)  # "three men with burns"
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
    those = word.lower_ in ("dead", "injured", "wounded", "killed")
    return those and (_is_among(word) or syntax.case_of(word) == "of")


def _is_among(word: Token) -> bool:
    """ "*Among the dead* were a guard and two clerks", whichever word the "among" hangs on."""
    before = word.doc[max(word.sent.start, word.i - 2) : word.i]
    return syntax.case_of(word) in ("among", "amongst") or any(
        token.lower_ in ("among", "amongst") for token in before
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
            pair = {effects().get(lemma(word)), effects().get(lemma(doc[other]))}
            if pair == {"killed", "injured"} and not (step == 1 and doc[other].dep_ != "conj"):
                first, last = sorted((word, doc[other]), key=lambda token: token.i)
                if not is_verb(first) and is_verb(last) and (syntax.child(last, "obj") or _right_after(last)):
                    return False  # "left four dead and wounded two"
                return (
                    not any(part.dep_ in ("obj", "nsubj:pass") for part in (doc[max(word.i, other)]).children)
                    or lemma(word) != "shoot"
                )
    return False


def _is_countable(noun: Token) -> bool:
    named = noun.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ") or is_noun(noun)
    if not named and noun.lower_ != "another":
        return False
    counted = lemma(noun) not in _uncounted() or (lemma(noun) == "life" and _is_numbered(noun))
    return counted and not is_no_number(noun) and not _is_wound(noun)


def _is_wound(noun: Token) -> bool:
    """ "two gunshot wounds" are not two people."""
    return lemma(noun) == "wound" and any(part.dep_ in ("compound", "amod") for part in noun.children)


@functools.cache
def _uncounted() -> frozenset[str]:
    return frozenset(vocabulary.load("groups")["uncounted"])


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
