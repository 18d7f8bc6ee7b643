"""With what: weapons named in the clauses of a happening. What the victims rode in is none."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims import syntax
from sayso.claims.lemmas import is_noun, lemma
from sayso.claims.parts import Happening, span_of
from sayso.claims.telling import words
from sayso.model import Weapon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: kinds that use no weapon, whatever is named beside them
_PEACEFUL = frozenset(
    ["arrest", "protest", "agreement", "ceasefire", "demand", "sanction", "troop_movement", "threat", "displacement",
     "withdrawal", "hostage_release", "prisoner_exchange", "ceasefire_violation", "territory_taken"]
)  # fmt: skip
#: classes that are means of harm by what carries them: the platform is an actor or a target, not a weapon
_PLATFORMS = frozenset(("aircraft",))


def find_weapons(happening: Happening, doc: Doc) -> tuple[Weapon, ...]:
    """The weapons of a happening in reading order, each with its class; of two that overlap the longer."""
    if happening.kind in _PEACEFUL:
        return ()
    near = {token.i for head in happening.heads for token in _reach(head, happening)}
    found = _left_behind(happening)
    sentence = {token.i for token in happening.sentence}
    for named, weapon_class in _weapons_of(doc):
        word = named.root
        if (
            word.i not in (sentence if _goes_with(weapon_class, happening.kind) else near)
            or _is_target(word)
            or _is_name_of_deed(word, named.end)
            or weapon_class in _PLATFORMS
        ):
            continue
        if weapon_class == "drone" and happening.kind in ("aircraft_shot_down",):
            continue
        found.append(Weapon(span_of(_with_what_describes(named)), weapon_class))
    return tuple(dict.fromkeys(found))


def _goes_with(weapon_class: str, kind: str) -> bool:
    """Does the class say the kind itself, so that it belongs to the happening wherever the sentence names it?"""
    if kind == "aircraft_shot_down":
        return weapon_class in ("man_portable_air_defence", "missile", "air_defence")
    kinds: dict[str, str] = vocabulary.load("weapon_classes")["kinds"]
    return kinds.get(weapon_class) == kind


def _left_behind(happening: Happening) -> list[Weapon]:
    """What was left, planted or dropped off, where that is the happening: "a package"."""
    head = happening.head
    if not happening.bare or happening.kind not in ("bombing", "suicide_bombing") or head.pos_ != "VERB":
        return []
    found = [
        *syntax.undergoers(head),
        *(part for part in head.children if part.dep_ == "obl" and not syntax.case_of(part)),
    ]
    things = [
        thing for thing in found if lemma(thing) in words("placing", "things") and not classes_among([thing])
    ]
    return [Weapon(span_of(_with_what_describes(thing.doc[thing.i : thing.i + 1])), None) for thing in things]


def classes_among(tokens: Iterable[Token]) -> list[str]:
    """The classes of the weapons that the tokens name, in reading order."""
    wanted = {token.i for token in tokens}
    doc = next((token.doc for token in tokens), None)
    if doc is None:
        return []
    return [name for words, name in _weapons_of(doc) if words.root.i in wanted]


def classes_of(phrase: Span) -> list[str]:
    """The classes of the weapons that the words name, in reading order."""
    return [
        name
        for words, name in _weapons_of(phrase.doc)
        if phrase.start <= words.start and words.end <= phrase.end
    ]


def _weapons_of(doc: Doc) -> list[tuple[Span, str]]:
    """Every weapon that the report names, with its class."""
    return syntax.once(doc, "weapons", _find_weapons)


def _find_weapons(doc: Doc) -> list[tuple[Span, str]]:
    found = ((doc[start:end], name) for start, end, name in syntax.phrases_in(doc, _phrases()))
    return [(words, name) for words, name in found if is_noun(words.root)]


def _reach(head: Token, happening: Happening) -> list[Token]:
    """The words of a happening's own clause, and of the clause that its noun stands in."""
    clauses = [*syntax.clause(head), *_around(head)]
    for part in head.children:
        if part.dep_ in ("advcl", "acl") and lemma(part) in ("use", "employ", "wield", "fire"):
            clauses += syntax.clause(part)
    return clauses


def _around(head: Token) -> list[Token]:
    above = syntax.governor(head)
    if above == head or not (head.dep_.startswith(("nsubj", "obj", "obl", "nmod"))):
        return []
    return syntax.clause(above)


def _is_target(word: Token) -> bool:
    return word.dep_.startswith("obl") and syntax.case_of(word) in ("at", "against", "near", "under", "to")


def _is_name_of_deed(word: Token, end: int) -> bool:
    """ "bomb" in "bomb attack" is the name of the deed; "improvised explosive device" in "… blast" is a weapon too."""
    return word.dep_ == "compound" and lemma(word) in ("bomb", "gun", "mine", "knife", "suicide")


def _with_what_describes(words: Span) -> Span:
    """The weapon with the words before it that describe it: "shoulder launched anti-aircraft missile"."""
    head, start = words.root, words.start
    for part in head.children:
        if (
            part.i < start
            and part.dep_ in ("amod", "compound", "nmod", "acl")
            and part.left_edge.i >= head.sent.start
        ):
            start = min(start, part.left_edge.i)
    while start < words.start and (
        words.doc[start].is_punct or words.doc[start].dep_ in ("det", "case", "nummod")
    ):
        start += 1
    return words.doc[start : words.end]


@functools.cache
def _phrases() -> dict[syntax.Pattern, str]:
    listed: dict[str, list[str]] = vocabulary.load("weapon_classes")["classes"]
    phrases: dict[syntax.Pattern, str] = {}
    for weapon_class, found in listed.items():
        for name in found:
            *first, last = syntax.pattern(name)
            phrases.setdefault((*first, last), weapon_class)
            phrases.setdefault((*first, "~" + last), weapon_class)
    return phrases
