"""Nouns of saying: "the army's denial that", "an accusation by villagers of", "word reached the town that"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import noun_phrases, syntax
from sayso.claims.heard import Heard, opens_with_that, stances, strays

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Cues = Mapping[str, Any]

#: relations of a noun that somebody does something with
_DEALT_WITH = ("obj", "obl", "nsubj:pass", "nmod", "conj")


def from_nouns(doc: Doc, cues: Cues) -> list[Heard]:
    """Nouns of saying with a clause or a deed, and with somebody they belong to, or with nobody if they are rumours."""
    found = []
    for noun in doc:
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in cues["nominal"]["nouns"]:
            continue
        said = _said_of(noun, cues)
        if not said or is_settled(noun, cues):
            continue
        speakers = [one for one in _whose(noun, cues) if one.i not in said]
        if speakers:
            names = tuple(
                noun_phrases.phrase(one) for speaker in speakers for one in syntax.conjuncts(speaker)
            )
            found.append(Heard(names, noun, said - {t.i for one in speakers for t in _own_words(one)}))
        elif noun.lower_ in cues["hearsay"]["nouns"] and not _is_owned(noun):
            found.append(Heard((), noun, said, doc[noun.i : noun.i + 1]))
    return found


def _said_of(noun: Token, cues: Cues) -> frozenset[int]:
    """The words of what is said: a clause with "that", what it "is that", the deed after "of"."""
    parts = [
        part for part in noun.children if part.dep_ in ("acl", "acl:relcl", "ccomp") and _is_clause(part)
    ]
    parts += strays(noun)
    verb = noun.head
    if noun.dep_.startswith("nsubj") and verb != noun:
        if syntax.child(verb, "cop") is not None and verb.i > noun.i and _that_before(verb, noun):
            return frozenset(t.i for t in verb.subtree) - {t.i for t in noun.subtree}
        if verb.lemma_ in cues["nominal"]["reaching"]:
            parts += [
                part
                for part in verb.children
                if part.dep_ in ("ccomp", "acl", "advcl") and opens_with_that(part)
            ]
            parts += [clause for part in verb.children if part.i > verb.i for clause in strays(part)]
            parts += [
                part
                for part in verb.children
                if part.dep_.startswith("obl") and syntax.case_of(part) == "of" and part.i > verb.i
            ]
        if verb.lemma_ in ("be", "come") and verb.i > noun.i:
            parts += [part for part in verb.children if part.dep_ == "ccomp" and opens_with_that(part)]
    if noun.lemma_.lower() in cues["nominal"]["of_deeds"]:
        parts += [
            part
            for part in noun.children
            if part.i > noun.i
            and part.dep_ in ("nmod", "acl", "advcl")
            and _leads(part) == "of"
            and _is_deed(part)
        ]
    return frozenset(t.i for part in parts for t in part.subtree)


def _is_clause(part: Token) -> bool:
    """ "That rebels had fled", or "to have shot down a jet"."""
    perfect = any(one.lemma_ == "have" and one.dep_ == "aux" for one in part.children)
    infinitive = any(one.lower_ == "to" and one.dep_ == "mark" for one in part.children)
    return opens_with_that(part) or (perfect and infinitive)


def _that_before(verb: Token, noun: Token) -> bool:
    return any(part.lower_ == "that" and part.i > noun.i for part in verb.children)


def _leads(part: Token) -> str:
    mark = syntax.child(part, "case", "mark")
    return "" if mark is None else str(mark.lower_)


def _is_deed(part: Token) -> bool:
    """No name and no person: whoever is named after "of" speaks, and what is named is spoken of."""
    return part.pos_ in ("VERB", "NOUN") and part.tag_ != "NNP"


def _whose(noun: Token, cues: Cues) -> list[Token]:
    """Who says it: "the army's", "by the army", "from the army", or who makes the accusation."""
    grounds = cues["nominal"]["grounds"]
    own = [part for part in noun.children if part.dep_ == "nmod:poss" and part.lower_ not in ("its", "whose")]
    if noun.head.pos_ == "VERB" and syntax.child(noun.head, "nsubj") is not None and noun.dep_ == "obl":
        own = [part for part in own if part.pos_ != "PRON"]  # "wrote in his report that"
    by = [
        part
        for part in noun.children
        if part.dep_ == "nmod"
        and syntax.case_of(part) in ("by", "from")
        and part.lemma_.lower() not in grounds
    ]
    of = [
        part
        for part in noun.children
        if part.dep_ == "nmod"
        and syntax.case_of(part) == "of"
        and (
            noun.lemma_.lower() not in cues["nominal"]["of_deeds"]
            or not _is_deed(part)
            or (_is_person(part, cues) and syntax.child(part, "acl") is None)
        )
    ]
    verb = noun.head
    if own or by or of:
        return own or by or of
    if noun.dep_ in ("nsubj", "nsubj:pass") and verb.pos_ in ("VERB", "AUX"):
        return [
            part
            for part in verb.children
            if part.dep_.startswith("obl")
            and syntax.case_of(part) in ("from", "by")
            and part.lemma_.lower() not in grounds
        ][:1]
    kind = [
        part
        for part in noun.children
        if part.dep_ in ("compound", "amod") and part.lemma_.lower() in cues["nominal"]["parties"]
    ]
    if kind:
        return kind
    maker = syntax.subject(verb) if noun.dep_ == "obj" and verb.lemma_ in cues["nominal"]["making"] else None
    return [] if maker is None else [maker]


def _is_person(part: Token, cues: Cues) -> bool:
    lemma = part.lemma_.lower()
    return lemma in cues["persons"]["nouns"] or any(lemma in terms for terms in cues["kinds"].values())


def _own_words(speaker: Token) -> list[Token]:
    """The words of the speaker's phrase, without a clause that was read into it."""
    inside = {t.i for clause in strays(speaker) for t in clause.subtree}
    return [t for t in speaker.subtree if t.i not in inside]


def _is_owned(noun: Token) -> bool:
    return any(part.dep_ == "nmod:poss" for part in noun.children)


def is_settled(noun: Token, cues: Cues) -> bool:
    """Does somebody deny or confirm it: "rejected the accusation that", "the report was confirmed by"? Then he says it."""
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubj:outer") and verb.lower_ in {
        *cues["stance_words"]["falsities"],
        *cues["stance_words"]["slights"],
    }:
        return True  # "the claim that … is false"
    if noun.dep_ not in _DEALT_WITH or verb.pos_ not in ("VERB", "AUX"):
        return False
    return stances.stance_of(verb, cues) in ("denies", "confirms") and not syntax.negated(verb)


__all__ = ["from_nouns", "is_settled"]
