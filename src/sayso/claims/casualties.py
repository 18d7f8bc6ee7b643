"""How many: killed, injured, missing, captured or displaced, as bounds, with the words that say so.

Every word of harm that belongs to a happening is asked whom it counts; a list of one group is one count,
"including" and "of them" are parts of a number given elsewhere, and nothing is added up across claims.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from sayso import vocabulary
from sayso.claims import numbers, syntax
from sayso.claims.aftermath import brings_to_hospital
from sayso.claims.counted import count_words, group_of, is_no_number, number_of
from sayso.claims.lemmas import is_noun, is_verb, lemma
from sayso.claims.parties import mention_label
from sayso.claims.parts import Happening, span_of
from sayso.claims.telling import words
from sayso.language import layers
from sayso.model import Count, Effect, Problem
from sayso.problems import problem

if TYPE_CHECKING:
    from spacy.tokens import Token

#: kinds whose own word says the effect
_OWN: dict[str, Effect] = {"abduction": "captured", "arrest": "captured", "displacement": "displaced"}
#: whoever brings these to a hospital counts the dead
_DEAD = frozenset(("body", "corpse", "dead"))
_GUNFIRE = frozenset(("shooting", "armed_clash"))


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """Somebody counted: the noun or number, what happened to them, whether they are a part of others."""

    noun: Token
    effect: Effect
    part: bool = False
    joint: bool = False


def find_casualties(
    happening: Happening, others: Collection[int]
) -> tuple[tuple[Count, ...], tuple[Problem, ...]]:
    """The counts that the clauses of a happening give, in reading order; others: heads of other happenings."""
    counts: list[Count] = []
    problems: list[Problem] = []
    for group in _lists(list(_counted(happening, others))):
        found = _count(group)
        if found is None:
            continue
        counts.append(found)
        if found.low is None and found.high is None:
            problems.append(problem("number_without_bounds", found.span, words=found.span.text))
    return _distinct(counts), tuple(problems)


def _distinct(counts: Sequence[Count]) -> tuple[Count, ...]:
    """Each count once; one without bounds only where no other of that effect stands beside it."""
    kept: dict[tuple[object, ...], Count] = {}
    for count in counts:
        kept.setdefault((count.effect, count.low, count.high, count.part), count)
    numbered = {count.effect for count in kept.values() if count.low is not None or count.high is not None}
    return tuple(
        c for c in kept.values() if c.low is not None or c.high is not None or c.effect not in numbered
    )


def _count(group: Sequence[_Counted]) -> Count | None:
    """One count for the members of a list, all of one effect; None if they give no number and name nobody."""
    first = group[0]
    spans = [count_words(one.noun) for one in group]
    whole = first.noun.doc[min(s.start for s in spans) : max(s.end for s in spans)]
    bounds = [
        (None, None) if one.joint else number_of(one.noun, span)
        for one, span in zip(group, spans, strict=True)
    ]
    known = [one for one in bounds if one is not None]
    if not known:
        return None
    low, high = known[0] if len(known) == 1 else numbers.added(known)
    groups = {group_of(span, one.noun) for one, span in zip(group, spans, strict=True)}
    named = groups - {"unknown"}
    return Count(
        first.effect, low, high, named.pop() if len(named) == 1 else "unknown", span_of(whole), first.part
    )


def _lists(counted: Sequence[_Counted]) -> Iterator[list[_Counted]]:
    """Members of one list together, if none of them is of another group; parts each on their own."""
    current: list[_Counted] = []
    for one in counted:
        if current and not (_is_same_list(current[0], one) and not one.part):
            yield current
            current = []
        current.append(one)
    if current:
        yield current


def _is_same_list(first: _Counted, other: _Counted) -> bool:
    if (
        first.effect != other.effect
        or first.part != other.part
        or other.noun not in syntax.conjuncts(first.noun)
    ):
        return False
    groups = {group_of(count_words(one.noun), one.noun) for one in (first, other)}
    return not ("combatants" in groups and len(groups) > 1)


# ---- who is counted ------------------------------------------------------------------------------


def _counted(happening: Happening, others: Collection[int]) -> Iterator[_Counted]:
    """Whom the words of harm of this happening count, in the order of those words."""
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


def _names_its_place(word: Token) -> bool:
    """ "was shot at Marsa station": the "at" says where, not at whom."""
    return syntax.is_passive(word) and any(
        syntax.case_of(part) == "at" and mention_label(part) in (layers.PLACE, layers.TIME)
        for part in word.children
    )


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


def _victims(word: Token, effect: Effect, happening: Happening) -> Iterator[_Counted]:
    """Whom a word of harm counts."""
    found = list(_of_noun(word)) if is_noun(word) else list(_of_verb(word, effect))
    joint = _is_joint(word)
    for noun in found:
        if (
            not _is_countable(noun)
            or (effect == "injured" and lemma(noun) in _DEAD)
            or _is_of_other(noun, effect)
        ):
            continue
        if lemma(word) == "casualty":
            zero = any(part.lower_ == "no" for part in noun.children)
            yield _Counted(noun, "killed", joint=not zero)
            yield _Counted(noun, "injured", joint=not zero)
        else:
            yield _Counted(noun, effect, _is_part(noun, word), joint)
    for part in _parts(word, found):
        yield _Counted(part, effect, True)


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
    return lemma(noun) not in _uncounted() and not is_no_number(noun) and not _is_wound(noun)


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


__all__ = ["find_casualties"]
