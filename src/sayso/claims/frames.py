"""Verbs that name a happening only together with what they are done with, to or by: "pelt … with stones"."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.claims import syntax
from sayso.claims.lemmas import is_noun, lemma
from sayso.claims.parties import canonical, is_person_name, kind_of, mention_label
from sayso.claims.phrases import meant, words_of
from sayso.claims.telling import words
from sayso.claims.weapons import classes_among
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Token

#: what stands for people without naming a kind of them
_PEOPLE = frozenset(
    ["man", "person", "people", "suspect", "youth", "miscreant", "victim", "vandal", "thief", "robber", "looter", "bandit", "brother",
     "sister", "other", "protester", "member", "leader", "activist", "hostage", "he", "she", "they", "him", "her", "them", "who",
     "kidnapper", "mob", "crowd", "gunman", "rioter", "settler", "businessman", "trader", "official", "herdsman", "leader", "accomplice", "someone", "somebody", "hundred",
     "thousand", "dozen"]
)  # fmt: skip
#: kinds of actor whose machines do things too
_MACHINES = frozenset(("plane", "warplane", "jet", "aircraft", "helicopter", "tank", "convoy"))


@dataclass(frozen=True, slots=True)
class _Frame:
    """One frame of ``vocabulary/frames.toml``; a field left empty asks nothing."""

    kind: str
    verbs: tuple[str, ...]
    things: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    doers: frozenset[str] = frozenset()
    doing: frozenset[str] = frozenset()
    aims: frozenset[str] = frozenset()
    people: bool = False
    done_by_people: bool = False


@dataclass(slots=True)
class _Parts:
    """The words around a verb that frames ask for."""

    verb: Token
    objects: list[Token] = field(default_factory=list)
    doers: list[Token] = field(default_factory=list)


def kind_by_frame(verb: Token) -> str | None:
    """The kind of happening that a verb names with the words around it; None if it names none so."""
    frames = _frames().get(lemma(verb), ())
    if not frames or (verb.dep_ == "amod" and verb.tag_ == "VBN"):
        return None
    parts = _Parts(verb, _meant_by(syntax.undergoers(verb)), _meant_by(doers_of(verb)))
    if any(
        noun.lower_ in ("none", "nobody", "no-one") for noun in (*parts.objects, *syntax.undergoers(verb))
    ):
        return None
    return next((frame.kind for frame in frames if _fits(frame, parts)), None)


@functools.cache
def _frames() -> dict[str, tuple[_Frame, ...]]:
    """Verb → its frames in the order of the file."""
    listed: list[dict[str, Any]] = vocabulary.load("frames")["frame"]
    frames = [_frame(entry) for entry in listed]
    return {
        verb: tuple(frame for frame in frames if verb in frame.verbs)
        for verb in {verb for frame in frames for verb in frame.verbs}
    }


def _frame(entry: dict[str, Any]) -> _Frame:
    lists: dict[str, Any] = {
        name: frozenset(value) for name, value in entry.items() if isinstance(value, list)
    }
    lists.pop("verbs")
    people, done_by_people = bool(entry.get("people")), bool(entry.get("done_by_people"))
    frame = _Frame(entry["kind"], tuple(entry["verbs"]), people=people, done_by_people=done_by_people)
    return replace(frame, **lists)


def _fits(frame: _Frame, parts: _Parts) -> bool:
    """Do all the fields of the frame hold?"""
    return (
        (not frame.things or _names(parts.objects, frame.things))
        and (not frame.classes or not frame.classes.isdisjoint(classes_among([*_wide(parts.objects)])))
        and (not frame.particles or _has_particle(parts.verb, frame.particles))
        and (not (frame.cases or frame.places) or _has_oblique(parts.verb, frame))
        and (not frame.doers or _names(parts.doers, frame.doers))
        and (not frame.doing or not frame.doing.isdisjoint(classes_among([*_wide(parts.doers)])))
        and (not frame.aims or _names(_aims(parts.verb), frame.aims))
        and (not frame.people or any(_is_person(token) for token in parts.objects))
        and (not frame.done_by_people or any(_acts(token) for token in parts.doers))
    )


def doers_of(verb: Token) -> list[Token]:
    """Who a verb says does it: the subject of the active, the "by" of the passive."""
    agent = syntax.agent(verb)
    if agent is not None:
        return syntax.conjuncts(agent)
    return [] if syntax.is_passive(verb) else syntax.conjuncts_of(syntax.subject(verb))


def _meant_by(nouns: Iterable[Token]) -> list[Token]:
    """The nouns with those that they only count: the stones of "a hail of stones"."""
    return [part for noun in nouns for part in dict.fromkeys((noun, *meant(noun)))]


def _wide(nouns: Iterable[Token]) -> Iterator[Token]:
    """The nouns and the words before them that are a weapon's own: "tear-gas shells"."""
    for noun in nouns:
        yield noun
        yield from (part for part in noun.subtree if part.dep_ in ("compound", "amod") and part.i < noun.i)


def _names(nouns: Iterable[Token], wanted: frozenset[str]) -> bool:
    return any(lemma(noun) in wanted or noun.lower_ in wanted for noun in nouns)


def _has_particle(verb: Token, wanted: frozenset[str]) -> bool:
    """ "picked up", "set two cars ablaze": a particle, or a result that was read as hanging on the object."""
    hung = [*verb.children, *(part for thing in syntax.undergoers(verb) for part in thing.children)]
    return any(
        part.lower_ in wanted and not part.dep_.startswith("nsubj") for part in hung if part.i > verb.i
    )


def _has_oblique(verb: Token, frame: _Frame) -> bool:
    hosts = [verb, *(part for part in verb.children if part.dep_ in ("obj", "xcomp"))]
    for part in (part for host in hosts for part in host.children):
        if not part.dep_.startswith(("obl", "nmod")) or part.i < verb.i:
            continue
        if frame.cases and syntax.case_of(part) not in frame.cases:
            continue
        inner = _meant_by(syntax.conjuncts(part))
        if not frame.places or _names(_wide(inner), frame.places):
            return True
    return False


def _aims(verb: Token) -> list[Token]:
    """What it is done for: the infinitives that hang on the verb."""
    return [part for part in verb.children if part.dep_ in ("advcl", "xcomp") and part.tag_ == "VB"]


def _is_person(noun: Token) -> bool:
    """Somebody, and not something: a person's name, a number that stands for people, a word for people."""
    if noun.pos_ == "NUM" or is_person_name(noun) or lemma(noun) in _PEOPLE or noun.lower_ in _PEOPLE:
        return True
    if lemma(noun) in _counted_people():
        return True
    kind = kind_of(noun.doc[noun.i : noun.i + 1])
    return kind is not None and lemma(noun) not in _MACHINES and noun.pos_ != "ADJ"


@functools.cache
def _counted_people() -> frozenset[str]:
    groups: dict[str, list[str]] = vocabulary.load("groups")
    return frozenset((*groups["combatants"], *groups["civilians"]))


def _acts(noun: Token) -> bool:
    """Is it somebody who can mean to do it: people, forces, a body, and no machine or deed?"""
    if lemma(noun) in _MACHINES or lemma(noun) in words("pointing", "nouns"):
        return False
    named = mention_label(noun) == layers.ORGANISATION or canonical(words_of(noun).text) is not None
    return _is_person(noun) or named or (is_noun(noun) and noun.pos_ == "NUM")
