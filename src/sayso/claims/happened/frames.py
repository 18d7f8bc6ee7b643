"""Verbs that name a happening only together with what they are done with, to or by: "pelt … with stones"."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, lemma
from sayso.claims.grammar.phrases import meant, words_of
from sayso.claims.happened.telling import words
from sayso.claims.sides.parties import canonical, is_person_name, kind_of, mention_label
from sayso.claims.weapons import classes_among
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: words of a list that stand for more than themselves: a named place, a force by its name or kind, anything at all
_PLACE, _FORCE, _AIR, _NATION, _PERSON, _ANY = (
    "#place", "#force", "#air", "#nation", "#person", "#any",
)  # fmt: skip
_FORCES = frozenset(("state_forces", "militia", "armed_group", "international"))
#: words for single persons that are no force
_SINGLE = frozenset(("suspect", "shooter", "attacker", "assailant", "bomber", "extremist"))
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
    report: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    people: bool = False
    done_by_people: bool = False
    bare: bool = False
    undone: bool = False


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
        name: frozenset(_members(value)) for name, value in entry.items() if isinstance(value, list)
    }
    lists.pop("verbs")
    flags: dict[str, Any] = {name: value for name, value in entry.items() if isinstance(value, bool)}
    return replace(_Frame(entry["kind"], tuple(_members(entry["verbs"]))), **lists, **flags)


def _members(listed: Iterable[str]) -> Iterator[str]:
    """The words of a list, with those of the sets that it names: "@forces"."""
    sets: dict[str, list[str]] = vocabulary.load("frames")["sets"]
    for word in listed:
        if word.startswith("@"):
            yield from _members(sets[word[1:]])
        else:
            yield word


@functools.cache
def members(*names: str) -> frozenset[str]:
    """The lemmas of those sets of ``frames.toml``: "@suspects"."""
    return frozenset(_members(names))


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
        and (not frame.people or any(is_person(token) for token in parts.objects))
        and (not frame.done_by_people or any(_acts(token) for token in parts.doers))
        and not (frame.bare and parts.objects)
        and (not frame.beside or any(part.lower_ in frame.beside for part in parts.verb.lefts))
        and (not frame.report or not frame.report.isdisjoint(_lemmas(parts.verb.doc)))
        and frame.undone == (frame.undone and _is_undone(parts.verb))
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
        yield from (
            part
            for part in noun.subtree
            if part.dep_ in ("compound", "amod")
            and part.i < noun.i
            and part.lower_ not in ("other", "another")
        )


def _names(nouns: Iterable[Token], wanted: frozenset[str]) -> bool:
    return any(
        _ANY in wanted
        or lemma(noun) in wanted
        or noun.lower_ in wanted
        or (_PLACE in wanted and mention_label(noun) == layers.PLACE)
        or (_PERSON in wanted and is_person(noun))
        or (_NATION in wanted and mention_label(noun) == layers.NATIONALITY)
        or (_FORCE in wanted and _is_force(noun))
        or (_AIR in wanted and noun.lower_ == "force" and any(part.lower_ == "air" for part in noun.lefts))
        for noun in nouns
    )


def _is_force(noun: Token) -> bool:
    """An army, a militia, a group by its name or by the word for it; a nation's name is none."""
    return kind_of(words_of(noun)) in _FORCES and noun.tag_ != "JJ" and lemma(noun) not in _SINGLE


def is_side(noun: Token) -> bool:
    """A party to a conflict, of whom something may be asked: the army, both sides, a nation."""
    return _names((noun,), members("@sides")) or mention_label(noun) == layers.NATIONALITY


def _lemmas(doc: Doc) -> frozenset[str]:
    """All lemmas of the report."""
    return syntax.once(doc, "lemmas", lambda doc: frozenset(lemma(token) for token in doc))


def _is_undone(verb: Token) -> bool:
    """ "Has not been given access", "no convoy has reached the town", "was denied entry"."""
    subject = syntax.subject(verb)
    nouns = [*syntax.undergoers(verb), *([subject] if subject is not None else [])]
    return syntax.negated(verb) or any(
        part.lower_ in ("no", "little", "neither") for noun in nouns for part in noun.children
    )


def _has_particle(verb: Token, wanted: frozenset[str]) -> bool:
    """ "picked up", "set two cars ablaze": a particle, or a result that was read as hanging on the object."""
    hung = [*verb.children, *(part for thing in syntax.undergoers(verb) for part in thing.children)]
    return any(
        part.lower_ in wanted and not part.dep_.startswith("nsubj") for part in hung if part.i > verb.i
    )


def _has_oblique(verb: Token, frame: _Frame) -> bool:
    hosts = [verb, *(part for part in verb.children if part.dep_ in ("obj", "xcomp"))]
    for part in (part for host in hosts for part in host.children):
        named = part.dep_.startswith(("obl", "nmod")) and syntax.case_of(part)
        done = (
            part.dep_ == "advcl"
            and part.tag_ == "VBG"
            and (mark := syntax.child(part, "mark"))
            and mark.lower_
        )
        link = named or done
        if part.i < verb.i or not (link or part.dep_.startswith(("obl", "nmod"))):
            continue
        if frame.cases and link not in frame.cases:
            continue
        inner = _meant_by(syntax.conjuncts(part))
        if not frame.places or _names(_wide(inner), frame.places):
            return True
    return False


def _aims(verb: Token) -> list[Token]:
    """What it is done for: the infinitives that hang on the verb or on what it is done with."""
    things = _meant_by(syntax.undergoers(verb))
    hosts = [verb, *things, *(part for thing in things for part in thing.subtree if part.dep_ == "nmod")]
    found = [
        part for host in hosts for part in host.children if part.dep_ in ("advcl", "xcomp", "acl", "ccomp")
    ]
    return [part for part in found if part.tag_ == "VB" and part.i > verb.i]


def is_person(noun: Token) -> bool:
    """Somebody, and not something: a person's name, a number that stands for people, a word for people."""
    if noun.pos_ == "NUM" or is_person_name(noun) or not _people().isdisjoint((lemma(noun), noun.lower_)):
        return True
    kind = kind_of(noun.doc[noun.i : noun.i + 1])
    return kind is not None and lemma(noun) not in _MACHINES and noun.pos_ != "ADJ"


@functools.cache
def _people() -> frozenset[str]:
    """Words for people: those that are counted, and those that stand for people without saying which."""
    groups: dict[str, list[str]] = vocabulary.load("groups")
    return frozenset((*groups["combatants"], *groups["civilians"], *_members(["@people"])))


def _acts(noun: Token) -> bool:
    """Is it somebody who can mean to do it: people, forces, a body, and no machine or deed?"""
    if lemma(noun) in _MACHINES or lemma(noun) in words("pointing", "nouns"):
        return False
    named = mention_label(noun) == layers.ORGANISATION or canonical(words_of(noun).text) is not None
    return is_person(noun) or named or (is_noun(noun) and noun.pos_ == "NUM")
