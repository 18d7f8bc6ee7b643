"""An attribution as it was heard, before its sources are named, and what its finders share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Cues = Mapping[str, Any]


#: relations of a clause that is said
CLAUSES = ("ccomp", "parataxis")
OPEN_MARKS, CLOSE_MARKS = '“«"', '”»"'
#: a quotation shorter than this is a phrase, and no speech that runs on
SPEECH_WORDS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """An attribution before its sources are named."""

    sources: tuple[Span, ...]
    cue: Token | None
    content: frozenset[int]
    #: the word that stands for somebody who is not named: "Video showed", "reports that"
    nobody: Span | None = None
    #: the words stand so that nobody else can be the speaker
    sure: bool = False


def opens_with_that(clause: Token) -> bool:
    """Is it a whole clause that "that" only introduces, with a subject of its own: "that rebels had fled"?"""
    first = clause.left_edge
    subjects = [
        part for part in clause.children if part.dep_ in ("nsubj", "nsubj:pass", "expl", "nsubj:outer")
    ]
    return first.lower_ == "that" and any(part != first for part in subjects)


def strays(noun: Token) -> list[Token]:
    """The clauses with "that" read as describing the noun, or a noun that hangs on it: they hang on the word above."""
    found = [part for part in noun.children if part.dep_ in ("acl", "acl:relcl") and opens_with_that(part)]
    return found + [
        one
        for part in noun.children
        if part.i > noun.i and (part.dep_ in ("nmod", "conj", "appos") or is_participle(part))
        for one in strays(part)
    ]


def is_participle(part: Token) -> bool:
    """ "Sent to the paper", said of a noun before it, or what hangs on such a word."""
    sent = part.tag_ == "VBN" and part.dep_ in ("acl", "advcl") and part.i > part.head.i
    return sent or (part.dep_ == "obl" and part.head.tag_ == "VBN")


def noun_after(word: Token) -> Token | None:
    """The head of the first noun phrase after the word in its sentence."""
    for token in word.doc[word.i + 1 : word.sent.end]:
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in (
            "compound",
            "nmod:poss",
            "nmod:desc",
        ):
            return token
    return None


def goes_on_with(clause: Token, verb: Token) -> bool:
    """Is a clause behind what is said a part of it: "said the road was shut after rebels ambushed a convoy"?"""
    first = clause.left_edge
    said = any(part.dep_ == "ccomp" and verb.i < part.i < first.i for part in verb.children)
    return clause.dep_ == "advcl" and said and first.nbor(-1).text != ","


def is_verified(noun: Token, cues: Cues) -> bool:
    """Does the report answer for the pictures itself: "a video verified by this newspaper"?"""
    return any(part.lemma_ in cues["media"]["verified"] and part.dep_ == "acl" for part in noun.children)
