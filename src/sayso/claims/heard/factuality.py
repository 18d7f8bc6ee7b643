"""Did it happen, in the mouth of whoever says so: happened, did not, may have, is going to, goes on.

Kinds of modality after FactBank (Saurí & Pustejovsky 2009), without its degrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import syntax
from sayso.claims.happened.unreal import is_sensed
from sayso.claims.parts import Happening, span_of
from sayso.model import Factuality, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

Cues = Mapping[str, Any]


def how_factual(happening: Happening, stance: Stance, cues: Cues) -> Factuality:
    """What the source says of its having happened."""
    words = cues["modality"]
    if stance == "denies":
        return "did_not_happen"
    if stance == "threatens":
        return "planned"
    above = [happening.head, *_governors(happening.head)]
    beside = {
        part.lower_
        for token in above
        for part in token.children
        if part.dep_ in ("aux", "advmod", "mark") and not is_sensed(token)
    }
    if beside & set(words["ahead"]) or any(token.lemma_ in words["planning"] for token in above[1:]):
        return "planned"
    if beside & set(words["possible"]) or any(token.lemma_ in words["supposing"] for token in above[1:]):
        return "possible"
    return "ongoing" if _goes_on(syntax.governor(happening.head)) else "happened"


def find_hedges(happening: Happening, cues: Cues) -> tuple[Span, ...]:
    """The words that keep the happening at a distance or open, as they stand, in reading order."""
    words = cues["modality"]
    hedges = {*words["possible"], *words["hedges"]}
    above = [happening.head, *_governors(happening.head)]
    found = [part for token in above for part in token.children if part.lower_ in hedges]
    found += [token for token in above[1:] if token.lemma_ in words["supposing"]]
    return tuple(
        span_of(token.doc[token.i : token.i + 1]) for token in sorted(set(found), key=lambda token: token.i)
    )


def _governors(token: Token) -> Iterator[Token]:
    """The words above this one within its own statement: "is *believed* to have *taken* part"."""
    while (
        token.dep_ in ("xcomp", "csubj", "csubj:pass", "obj", "nsubj", "nsubj:pass", "aux", "obl")
        and token.head != token
    ):
        token = token.head
        yield token


def _goes_on(verb: Token) -> bool:
    """Is it going on now: "is moving", "are being held"?"""
    helpers = [part for part in verb.children if part.dep_ in ("aux", "aux:pass", "cop")]
    present = any(part.lower_ in ("is", "are", "'s", "’s", "'re", "’re") for part in helpers)
    being = any(part.lower_ == "being" for part in helpers)
    return being or (present and verb.tag_ == "VBG")
