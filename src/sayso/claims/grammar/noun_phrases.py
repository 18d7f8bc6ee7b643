"""Noun phrases: their words, their heads, the members of a list, and when two names are the same."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: relations that a name is made of; what hangs on by another is left out of it
_NAMING = frozenset(
    [
        "det",
        "compound",
        "flat",
        "flat:foreign",
        "amod",
        "nmod",
        "nmod:poss",
        "case",
        "nummod",
        "fixed",
        "goeswith",
        "punct",
        "nmod:desc",
    ]
)
#: what a noun can be to a verb
_PARTS = frozenset(("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"))
ARTICLES = frozenset(("the", "a", "an"))
#: small words of other languages inside names
PARTICLES = frozenset(
    ("de", "del", "da", "do", "dos", "di", "du", "des", "della", "bin", "ibn", "van", "von", "ul")
)
#: those that join a name to one before it
_JOINING = PARTICLES | {"abu"}


def phrase(head: Token) -> Span:
    """The noun phrase of a head, without relative clauses, appositions and further members of a list."""
    inside = sorted(token.i for token in _members(head))
    start, end = inside[0], inside[-1] + 1
    named = syntax.once(head.doc, "inside names", _inside_names)
    while end < head.sent.end and (further := _further(head.doc[end])):
        end += further
    if end + 1 < head.sent.end and {end - 1, end} <= named and head.doc[end].lower_ == "and":
        end += 2  # "the Ministry of Peace and Justice"
    while end > head.i + 1 and head.doc[end - 1].is_punct and head.doc[end - 1].text not in ')”"':
        end -= 1
    while end > head.i + 1 and head.doc[end - 1].lower_ in ("'s", "’s"):
        end -= 1
    while start < head.i and (head.doc[start].is_punct or head.doc[start].dep_ == "case"):
        start += 1
    return head.doc[start:end]


def _further(token: Token) -> int:
    """How many words more belong to the name: "Radio" + "Lantern", "radio" + "dzKW", "Channel" + "4", "Al" + "-Dar".

    Two nouns side by side with the same part in the sentence are one that was torn: "the attorney" + "general".
    A time does not belong to it: "a shop Friday".
    """
    if token.i in syntax.once(token.doc, "words of times", _times):
        return 0
    before = token.nbor(-1)
    if is_hyphen(token) or _is_torn_owner(token):
        return 2
    named = token.head
    if token.dep_ in ("amod", "compound") and named.i > token.i and named.pos_ == "PROPN":
        beside = named.head == before.head and named.dep_ == before.dep_ and named.dep_ in _PARTS
        if beside and before.pos_ == "NOUN":
            return named.i + 1 - token.i  # "the group" + "Free Press"
    name = token.pos_ == "PROPN" and any(letter.isupper() for letter in token.text)
    if token.lower_ in _JOINING and before.text[:1].isupper() and token.i + 1 < len(token.doc):
        return 2 * token.nbor(1).text[:1].isupper()  # "the Cartel" + "del Norte"
    torn = token.head == before.head and token.dep_ == before.dep_ and token.dep_ in _PARTS
    numbered = token.tag_ == "CD" and (
        torn or (token.dep_ in ("flat", "nummod", "appos") and token.head == before)
    )
    noun = torn and {token.pos_, before.pos_} <= {"NOUN", "PROPN"}
    return int(name or noun or (numbered and before.text[:1].isupper()))


def _is_torn_owner(mark: Token) -> bool:
    """The "'s" of "the leader's lawyer told", where both nouns were read as what the verb has."""
    if mark.tag_ != "POS" or mark.i + 1 >= len(mark.doc):
        return False
    owner, owned = mark.head, mark.nbor(1)
    return owned.head == owner.head and owned.dep_ == owner.dep_ and owned.dep_ in _PARTS


def is_hyphen(token: Token) -> bool:
    """Does it join two words into one, as in "Al-Dar"?"""
    inside = 0 < token.i < len(token.doc) - 1
    return inside and token.text in "-–" and not token.whitespace_ and not token.nbor(-1).whitespace_


def _members(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        leading_case = child.dep_ == "case" and child.i < head.i
        stray = child.dep_ == "nmod:poss" and child.i > head.i  # "an informant told her"
        if (
            child.dep_ in _NAMING
            and not leading_case
            and not stray
            and (child.dep_ != "punct" or child.text in "-–()")
        ):
            yield from _members(child)
            yield from (part for part in child.children if part.dep_ == "case")


def side_by_side(span: Span) -> list[Span]:
    """The members of a list of sources, each as its own phrase: "a doctor and two officers".

    Cut at the words and not by the tree, which is least sure about lists. An "and" inside a name, or between two
    words that describe one noun ("army and hospital officials"), cuts nothing.
    """
    doc, cuts = span.doc, [span.start]
    named = syntax.once(doc, "inside names", _inside_names)
    for token in span:
        joins = token.lower_ in ("and", "or") or (token.text == "," and _begins_member(token, span))
        alias = token.lower_ == "or" and token.i + 1 < span.end and doc[token.i + 1].is_upper
        if joins and not alias and token.i not in named and token.i > cuts[-1] and token.i + 1 < span.end:
            cuts += [token.i, token.i + 1]
    parts = [doc[a:b] for a, b in zip(cuts[::2], [*cuts[1::2], span.end], strict=True) if b > a]
    if len(parts) > 1 and (len(parts[-1]) == 1 and parts[-1][0].tag_ == "CD"):
        parts = parts[:-1]  # "according to the ministry and fourteen according to"
    if not any(token.lower_ in ("and", "or", "as", "&") for token in span):
        parts = parts[:1] if len(parts) == 2 else parts  # "the dockers, the Port Union, said"
    nominal = all(head_of(part).pos_ in ("NOUN", "PROPN", "PRON", "NUM") for part in parts)
    if len(parts) > 1 and nominal and not _describes(parts[0], parts[-1]):
        return [_trimmed(part) for part in parts]
    head = head_of(span)
    return [_trimmed(span)] if head.pos_ != "VERB" else [span]


def _inside_names(doc: Doc) -> frozenset[int]:
    """The numbers of the words that a further word of the same name follows; no name ends with "and"."""
    names = (mention for mention in doc.spans.get(layers.MENTIONS, []) if is_name(mention))
    return frozenset(at for name in names for at in range(name.start, name.end - (name[-1].lower_ != "and")))


def _times(doc: Doc) -> frozenset[int]:
    times = (mention for mention in doc.spans.get(layers.MENTIONS, []) if mention.label_ == layers.TIME)
    return frozenset(token.i for time in times for token in time)


def head_of(span: Span) -> Token:
    """The noun that the words hang on; their root, where the tree has torn them apart."""
    outside = [
        token for token in span if token.head.i not in range(span.start, span.end) or token.head == token
    ]
    nouns = [token for token in outside if token.pos_ in ("NOUN", "PROPN", "PRON")]
    owned = [noun for noun in nouns if not any(part.tag_ == "POS" for part in noun.children)]
    return owned[0] if owned else nouns[0] if nouns else span.root


def is_name(mention: Span) -> bool:
    """Is the mention a name all through, its small words aside?"""
    return all(
        token.pos_ == "PROPN" or not token.is_alpha or token.lower_ in ("and", "of", "the", "for")
        for token in mention
    )


def _begins_member(comma: Token, span: Span) -> bool:
    """Does a further member of a list begin after the comma, and not words that say more of the last one?"""
    rest = comma.doc[comma.i + 1 : span.end]
    if any(token.dep_ == "conj" and token.left_edge.i in (comma.i, comma.i + 1) for token in rest):
        return True
    before_and = list(itertools.takewhile(lambda token: token.lower_ != "and", rest))
    joined = len(before_and) < len(rest) and not any(token.text == "," for token in before_and)
    return joined and rest[0].pos_ in ("DET", "NUM", "PROPN", "NOUN", "ADJ")


def _describes(first: Span, last: Span) -> bool:
    """Is the first part only one half of "army and hospital officials"?"""
    bare = len(first) == 1 or (len(first) == 2 and first[0].lower_ in ARTICLES)
    lower = first[-1].pos_ != "PROPN" and first[-1].tag_ in ("NN", "JJ")
    return (
        bare
        and lower
        and first[-1].dep_ in ("compound", "amod", "nmod")
        and first[-1].head.i in range(last.start, last.end)
    )


def _trimmed(part: Span) -> Span:
    """The part without what says more of it; its number stays."""
    head = head_of(part)
    words = phrase(head)
    end = min(words.end, part.end)
    while end - 1 > head.i and (part.doc[end - 1].is_punct or part.doc[end - 1].lower_ in ("and", "or")):
        end -= 1
    start = part.start
    while start < head.i and part.doc[start].lower_ in (
        "both",
        "either",
        "neither",
        "to",
        "as",
        "well",
        "and",
        "or",
    ):
        start += 1
    return part.doc[start : max(end, head.i + 1)]


def same(one: str, other: str) -> bool:
    """Are these the same name, case, articles and possessives aside?"""
    return bool(key(one)) and key(one) == key(other)


def key(name: str) -> str:
    """The words of a name in lower case, without articles and the possessive."""
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", name.lower()))
    return " ".join(word for word in words if word not in ARTICLES)
