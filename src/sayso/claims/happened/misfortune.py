"""Harm that nobody did: deaths and injuries of an accident, an illness, the weather, in a report of no violence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import lemma
from sayso.claims.happened.frames import doers_of, is_person
from sayso.claims.happened.telling import words
from sayso.claims.parts import Happening

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: words of death that say nothing of how
_PLAIN = frozenset(("die", "death"))
_CRIMES = frozenset(("murder", "slay", "slaughter"))


def without_misfortunes(found: list[Happening], triggers: Sequence[Happening]) -> list[Happening]:
    """The happenings without harm that no violence did; all of them where the report tells of any violence.

    ``triggers``: every word of the report that may name a happening, told or not.
    """
    if not found or not all(map(_is_only_harm, found)):
        return found
    if syntax.once(found[0].head.doc, "misfortune", _tells_of_misfortune):
        return []
    if any(lemma(one.head) not in _PLAIN for one in triggers):
        return found
    return [one for one in found if not _is_plain_death(one)]


def _tells_of_misfortune(doc: Doc) -> bool:
    return any(lemma(token) in words("natural", "causes") for token in doc)


def _is_only_harm(one: Happening) -> bool:
    """Are people hurt or dead there, and nobody is said to have done it?"""
    harms = words("harm", "verbs") | words("harm", "nouns") | words("harm", "states")
    word = lemma(one.head)
    if one.kind not in ("killing", "attack") or word in _CRIMES:
        return False
    return (one.bare or word in harms) and not any(is_person(doer) for doer in _doers(one))


def _doers(one: Happening) -> list[Token]:
    return [] if lemma(one.head) in ("die", "perish") else doers_of(one.head)


def _is_plain_death(one: Happening) -> bool:
    """ "The singer died in May": nothing says that he was killed."""
    return lemma(one.head) == "die" and not any(
        lemma(part) in words("harm", "nouns") for part in one.head.subtree
    )
