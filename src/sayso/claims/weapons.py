"""With what: weapons named in the clauses of a happening. What the victims rode in is none."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims import names, syntax
from sayso.claims.parts import Happening, span_of
from sayso.model import Weapon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PEACEFUL = frozenset(("arrest", "protest", "agreement", "ceasefire", "demand", "sanction", "troop_movement"))


def find_weapons(happening: Happening, doc: Doc) -> tuple[Weapon, ...]:
    """The weapons of a happening in reading order, each with its class."""
    if happening.kind in _PEACEFUL:
        return ()
    near = {token.i for head in happening.heads for token in _reach(head)}
    found = []
    for start, end, weapon_class in syntax.phrases_in(doc, _phrases()):
        if near & set(range(start, end)) and not _is_target(doc[start:end].root):
            words = names.phrase(doc[start:end].root)
            if words.start > start or words.end < end or len(words) > 8:
                words = doc[start:end]
            found.append(Weapon(span_of(words), weapon_class))
    return tuple(found)


def _reach(head: Token) -> list[Token]:
    """The words of a happening's own clause, and of the clause that its noun stands in."""
    return [*syntax.clause(head), *(syntax.clause(syntax.governor(head)) if head.pos_ != "VERB" else [])]


def _is_target(word: Token) -> bool:
    return word.dep_ == "obl" and syntax.case_of(word) in ("at", "against")


@functools.cache
def _phrases() -> dict[tuple[str, ...], str]:
    listed = vocabulary.load("weapon_classes")["classes"]
    phrases: dict[tuple[str, ...], str] = {}
    for weapon_class, found in listed.items():
        for words in found:
            *first, last = words.split()
            phrases.setdefault((*first, last), weapon_class)
            phrases.setdefault((*first, last + "s"), weapon_class)
    return phrases
