"""Who is blamed, accused, suspected, responsible, or owns up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, is_verb, lemma
from sayso.claims.happened.reality import is_suspicion
from sayso.claims.happened.telling import words

if TYPE_CHECKING:
    from spacy.tokens import Token


def blamed_for(head: Token, heads: Sequence[Token]) -> list[Token]:
    """Who is blamed or accused: "a plane was blamed for the deaths", "they accused the army of shelling", "points to"."""
    for verb in [head, *head.ancestors]:
        word = lemma(verb)
        if is_verb(verb) and word in ("blame", "accuse", "suspect", "implicate", "fault"):
            on = next(
                (part for part in verb.sent if syntax.case_of(part) == "on" and _hangs_on(part, verb)), None
            )
            if on is not None and word == "blame":
                return syntax.conjuncts(on)
            return [] if verb == head and syntax.child(verb, "ccomp") else syntax.undergoers(verb)
        if word in ("responsible", "complicit") and not is_noun(verb):
            return [] if is_suspicion(verb) and verb not in heads else _responsible(verb)
        if word in ("responsibility", "involvement", "role") and lemma(verb.head) in words(
            "blame", "owning"
        ) | {"deny", "reject"}:
            return (
                [] if verb != head and head.dep_ == "conj" else syntax.conjuncts_of(syntax.subject(verb.head))
            )
        if word == "point" and is_verb(verb):
            return [
                token
                for part in verb.children
                if syntax.case_of(part) == "to"
                for token in syntax.conjuncts(part)
            ]
        if verb.dep_ in ("ccomp", "parataxis", "conj"):
            break
    return []


def _hangs_on(part: Token, verb: Token) -> bool:
    """ "blamed the attack on rebels": "on" hangs on the verb, or was read as hanging on its object."""
    return part.head == verb or (part.head.head == verb and part.head.dep_ == "obj")


def _responsible(word: Token) -> list[Token]:
    subject = syntax.child(word, "nsubj")
    if subject is not None:
        return syntax.conjuncts(subject)
    above = word.head
    if word.dep_ == "xcomp" and above.dep_ in ("acl", "acl:relcl"):
        return [above.head]
    return (
        syntax.conjuncts_of(syntax.subject(above)) or syntax.undergoers(above)
        if word.dep_ == "xcomp"
        else [above]
        if word.dep_ in ("acl", "amod")
        else []
    )
