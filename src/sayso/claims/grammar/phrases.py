"""Noun phrases of actors and victims: the words, and the name without number and article."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, lemma
from sayso.claims.heard import names
from sayso.claims.sides.parties import canonical, mention_label, mention_of
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_BEFORE = frozenset(
    ("det", "compound", "amod", "nummod", "nmod:poss", "flat", "nmod:desc", "advmod", "nmod", "punct", "case")
)
_AFTER = frozenset(("flat", "compound", "flat:foreign", "goeswith"))
_NO_NAME = frozenset(
    ["at", "least", "more", "than", "some", "about", "most", "up", "to", "other", "many", "over", "nearly", "almost", "around", "fewer",
     "several", "another", "a", "an", "the", "these", "those", "this", "that", "both", "all", "any", "of", "as", "no", "further", "dozens",
     "scores", "hundreds", "thousands", "between", "and", "his", "her", "their", "its"]
)  # fmt: skip


def words_of(head: Token) -> Span:
    """The noun phrase of a head, with its number, its article and its "of"; no clauses, no further members of a list."""
    start, end = head.i, head.i + 1
    for part in head.children:
        if (
            part.i < head.i
            and part.dep_ in _BEFORE
            and not (part.dep_ == "case" and part.lower_ not in ("’s", "'s"))
        ):
            start = start if mention_label(part) == layers.TIME else min(start, part.left_edge.i)
        elif part.i > head.i and part.dep_ in _AFTER:
            end = max(end, part.right_edge.i + 1)
        elif (
            part.i > head.i
            and part.dep_ == "nmod"
            and syntax.case_of(part) == "of"
            and part.i - head.i < 8
            or part.dep_ == "appos"
            and part.i == head.i + 1
            and part.pos_ == "PROPN"
        ):
            end = max(end, words_of(part).end)
    start = max(start, head.sent.start)
    return _trimmed(head, start, end)


def _trimmed(head: Token, start: int, end: int) -> Span:
    """Cut at the last comma or verb before the head, and at punctuation behind it."""
    doc = head.doc
    for at in range(head.i - 1, start - 1, -1):
        if doc[at].text in ',;:()“”"' or doc[at].pos_ == "AUX" or doc[at].is_space or _parts(doc[at], head):
            start = at + 1
            break
    while start < head.i and (
        doc[start].dep_ == "case" or doc[start].text in "—–-=*•" or syntax.is_result(doc[start])
    ):
        start += 1
    while end > head.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return doc[start:end]


def _parts(word: Token, head: Token) -> bool:
    """Is it an "and" that stands between two nouns, and not between words that describe one: "hooded and masked men"?"""
    if word.dep_ != "cc":
        return False
    joined = word.head.head
    return joined.dep_ not in ("amod", "compound") or joined.head != head


def name_of(words: Span) -> str:
    """The name in the words: a person's or a body's own, else the words without number and article.

    An adjective or a metonym takes the name in the actor register: "Russian" and "Moscow" are Russia.
    """
    head = words.root
    mention = mention_of(head)
    proper = mention is not None and mention.root.pos_ == "PROPN" and head.pos_ == "PROPN"
    if mention is not None and proper and mention.label_ == layers.PERSON:
        return str(_without_article(mention).text)
    named = next(
        (
            part
            for part in head.children
            if part.dep_ == "appos" and part.i == head.i + 1 and part.pos_ == "PROPN"
        ),
        None,
    )
    if named is not None:
        return str(words_of(named).text)
    here = next(
        (
            part
            for part in head.children
            if part.dep_ == "nmod" and syntax.case_of(part) == "in" and part.i > head.i
        ),
        None,
    )
    if here is not None and here.left_edge.i < words.end:
        words = words.doc[words.start : max(head.i + 1, here.left_edge.i)]
    if head.pos_ == "ADJ" and (known := canonical(words.text)):
        return known
    return str(_without_article(words).text)


def _without_article(words: Span) -> Span:
    start = words.start
    while start < words.root.i and (words.doc[start].lower_ in _NO_NAME or _is_number(words.doc[start])):
        start += 1
    return words.doc[start : words.end]


def _is_number(token: Token) -> bool:
    """A number by itself, "twenty-three" too; the age in "13-year-old" is part of the name."""
    doc, at = token.doc, token.i
    if token.text == "-":
        return 0 < at < len(doc) - 1 and doc[at - 1].pos_ == doc[at + 1].pos_ == "NUM"
    before_hyphen = at + 2 < len(doc) and doc[at + 1].text == "-" and doc[at + 2].pos_ != "NUM"
    return token.pos_ == "NUM" and not before_hyphen


def meant(head: Token) -> list[Token]:
    """The nouns that are meant: of "dozens of fighters" and "forces of the two sides" the second."""
    for part in head.children:
        measured = (
            part.dep_ == "nmod" and syntax.case_of(part) == "of" and (is_noun(part) or part.pos_ == "PRON")
        )
        if measured and (head.pos_ == "NUM" or lemma(head) in _quantity_heads()):
            return [inner for one in syntax.conjuncts(part) for inner in meant(one)]
    return [head]


@functools.cache
def _quantity_heads() -> frozenset[str]:
    return frozenset(vocabulary.load("telling")["quantity_heads"]["lemmas"])


def same_words(one: Span, other: Span) -> bool:
    """Do two phrases share words?"""
    return one.start < other.end and other.start < one.end


__all__ = ["meant", "name_of", "names", "same_words", "words_of"]
