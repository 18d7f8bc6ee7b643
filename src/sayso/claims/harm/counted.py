"""One who is counted: the words, the number they give, and which group they name."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar import numbers, syntax
from sayso.claims.grammar.lemmas import is_noun, lemma
from sayso.claims.sides.parties import is_person_name, mention_label
from sayso.language import layers
from sayso.model import Group

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LEFT = frozenset(
    (
        "nummod",
        "advmod",
        "det",
        "case",
        "amod",
        "compound",
        "nmod:poss",
        "punct",
        "nmod",
        "flat",
        "nmod:desc",
        "obl",
    )
)
_QUALIFIERS = frozenset(
    ["least", "than", "to", "about", "some", "nearly", "around", "over", "almost", "roughly", "approximately", "estimated", "as", "up",
     "under", "between", "of", "only", "just", "another", "fewer", "more", "at", "many", "close", "other", "an", "and", "most"]
)  # fmt: skip
#: words for several people that say no number
_MANY = frozenset(("people", "police", "all", "many", "most", "some", "others"))
_AGE = re.compile(
    r"\b[\w-]+?[- ]*(year|month)s?[- ]*olds?\b|\baged? \w+\b|(?<=, )\d{1,2}(?=,|$)|^\d{1,2}(?=, an? )",
    re.IGNORECASE,
)
_OLD = re.compile(r"[- ]*(year|month)s?[- ]*old", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\w,.-])(19|20)\d\d(?![\w,])(?!\s+(?:people|persons|men|women|children|civilians|soldiers|others))"
)
#: a number by itself, and not that of "K-9" or "6abc.com"
_NUMBER = re.compile(
    r"(?<![\w-])\d[\d,.]*(?!\w)|\b(no|couple|few|several|handful|dozens?|scores?|tens|hundreds?|thousands?|millions?|an? number|pair|trio|single|sole|none|nobody)\b"
)


def count_words(noun: Token) -> Span:
    """The noun with its number and what qualifies it: "at least five civilians"."""
    start, end = noun.i, noun.i + 1
    for part in noun.children:
        if part.i < noun.i and part.dep_ in _LEFT and not (part.dep_ == "case" and part.lower_ == "of"):
            start = min(start, part.left_edge.i)
        elif part.i > noun.i and part.dep_ == "nmod" and syntax.case_of(part) == "of":
            end = max(end, syntax.clause(part)[-1].i + 1)
        elif part.i > noun.i and part.dep_ == "flat":
            end = max(end, part.i + 1)
    while noun.pos_ == "NUM" and end + 1 < len(noun.doc) and _joins(noun.doc[end]):
        end += 2  # "twenty-three"
    start = _with_qualifier(noun, max(start, noun.sent.start))
    if syntax.is_result(noun.doc[start]):
        start += 1
    for at in range(noun.i - 1, start - 1, -1):
        if noun.doc[at].pos_ in ("VERB", "AUX") and noun.doc[at].dep_ not in ("amod", "compound"):
            start = at + 1
            break
    return syntax.words_between(noun.doc, start, end)


def _with_qualifier(noun: Token, start: int) -> int:
    """Where the words begin that qualify the number, even where the tree hangs them elsewhere: "at least", "as many as"."""
    doc, at = noun.doc, start
    ranged = syntax.opens_range(doc, noun.i)
    if ranged is not None and ranged >= noun.sent.start:
        return ranged
    first_is_number = doc[start].pos_ == "NUM" or doc[start].lower_ in (
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "least",
        "many",
        "a",
    )
    while first_is_number and at > noun.sent.start and doc[at - 1].lower_ in _QUALIFIERS and at > start - 4:
        at -= 1
    while at > noun.sent.start and (
        doc[at - 1].pos_ == "NUM" or (doc[at].pos_ == "NUM" and _joins(doc[at - 1]))
    ):
        at -= 1
    while (
        at < start
        and doc[at].lower_ in ("to", "of", "and", "an", "than", "as")
        and not _opens(doc[at], start)
    ):
        at += 1
    return at


def _joins(hyphen: Token) -> bool:
    """Is it the hyphen of "twenty-three"?"""
    at, doc = hyphen.i, hyphen.doc
    inside = hyphen.text == "-" and 0 < at < len(doc) - 1
    return inside and all(doc[beside].pos_ == "NUM" and doc[beside].is_alpha for beside in (at - 1, at + 1))


def _opens(token: Token, start: int) -> bool:
    rest = token.doc[token.i : start + 1].text.lower()
    return rest.startswith(("as many as", "as few as", "an estimated", "an approximate"))


def number_of(noun: Token, words: Span) -> numbers.Bounds | None:
    """The bounds that the words give; one for a person; no bounds for a plural; None if nobody is counted."""
    text = _YEAR.sub(" ", _AGE.sub(" ", words.text))
    if is_age(noun):
        return 1, 1
    if is_person_name(noun):
        return 1, 1
    if noun.lower_ == "another":
        return 1, 1
    if noun.lower_ in ("nobody", "none") or re.fullmatch(r"no[ -]one", text.lower().strip()):
        return 0, 0
    if _has_number(text):
        return numbers.bounds(text)
    return _single(noun)


def is_age(noun: Token) -> bool:
    """ "Rahim, 42, was killed", "a 28-year-old", "aged 19": a number that is somebody's age."""
    doc, at = noun.doc, noun.i
    if not noun.like_num:
        return False
    # the whole text is not asked for: spaCy puts it together anew each time
    if _OLD.match(noun.whitespace_ + doc[at + 1 : at + 7].text) or (
        at and doc[at - 1].lower_ in ("age", "ages", "aged")
    ):
        return True
    return noun.pos_ == "NUM" and at >= 2 and doc[at - 1].text == "," and doc[at - 2].pos_ == "PROPN"


def is_no_number(noun: Token) -> bool:
    """Is it a year, or the number that one calls for help?"""
    return noun.text in ("911", "999", "112") or bool(_YEAR.fullmatch(noun.text))


def _has_number(text: str) -> bool:
    lower = text.lower()
    if _NUMBER.search(lower):
        return True
    named = vocabulary.load("quantities")["numbers"]
    return any(word in named and word not in ("a", "an", "half") for word in re.findall(r"[a-z]+", lower))


def _single(noun: Token) -> numbers.Bounds | None:
    """One for "a man", "its pilot", a name or "he"; no bounds for a plural; None for bodies and things."""
    word = noun.lower_
    if noun.pos_ == "PRON" or noun.tag_ in ("PRP", "WP"):
        if word in ("he", "she", "him", "her", "himself", "herself", "i", "me"):
            return 1, 1
        antecedent = noun.head.head if noun.tag_ == "WP" and noun.head.dep_ == "acl:relcl" else None
        return _single(antecedent) if antecedent is not None else None
    if noun.tag_ in ("NNS", "NNPS") or word in _MANY:
        return None, None
    if not is_noun(noun) or lemma(noun) in _bodies() or mention_label(noun) in (layers.PLACE, layers.TIME):
        return (None, None) if lemma(noun) in ("family", "population", "crowd") else None
    return 1, 1


@functools.cache
def _bodies() -> frozenset[str]:
    return frozenset(vocabulary.load("groups")["bodies"]) | frozenset(
        vocabulary.load("roles")["things"]["lemmas"]
    )


def group_of(words: Span, noun: Token) -> Group:
    """Who is counted, by the words; the noun counts before what describes it."""
    listed = vocabulary.load("groups")
    inner = {lemma(part) for part in noun.children if part.dep_ == "nmod"}
    for lemmas in ({lemma(noun)} | inner, {lemma(token) for token in words}):
        for group in ("combatants", "civilians"):
            if lemmas & set(listed[group]):
                return group
    return "unknown"
