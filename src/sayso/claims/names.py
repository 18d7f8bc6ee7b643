"""Noun phrases and the names they stand for: "the ministry", "it" and "he" get the name meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.claims.parts import span_of
from sayso.language import layers
from sayso.model import Source

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
_PERSONAL = {"he": layers.PERSON, "she": layers.PERSON, "him": layers.PERSON, "her": layers.PERSON}
_COLLECTIVE = frozenset(
    [
        "government",
        "military",
        "armed_group",
        "news_agency",
        "police",
        "monitor",
        "court",
        "international",
        "medic",
    ]
)
_BODIES = frozenset(("it", "they", "its", "their"))
_ARTICLES = frozenset(("the", "a", "an"))


def phrase(head: Token) -> Span:
    """The noun phrase of a head, without relative clauses, appositions and further members of a list."""
    inside = sorted(token.i for token in _members(head))
    start, end = inside[0], inside[-1] + 1
    while end > head.i + 1 and head.doc[end - 1].is_punct and head.doc[end - 1].text not in ')”"':
        end -= 1
    while start < head.i and (head.doc[start].is_punct or head.doc[start].dep_ == "case"):
        start += 1
    return head.doc[start:end]


def _members(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        leading_case = child.dep_ == "case" and child.i < head.i
        if child.dep_ in _NAMING and not leading_case and (child.dep_ != "punct" or child.text in "-–()"):
            yield from _members(child)
            yield from (part for part in child.children if part.dep_ == "case")


def side_by_side(span: Span) -> list[Span]:
    """The members of a list of sources, each as its own phrase: "a doctor and two officers".

    Cut at the words and not by the tree, which is least sure about lists; an "and" inside a name cuts nothing.
    """
    doc, cuts = span.doc, [span.start]
    mentions = [m for m in doc.spans.get(layers.MENTIONS, []) if m.root.pos_ == "PROPN"]
    named = {i for mention in mentions for i in range(mention.start, mention.end)}
    for token in span:
        if token.lower_ in ("and", "or") and token.i not in named and token.i > span.start:
            cuts += [token.i, token.i + 1]
    parts = [doc[a:b] for a, b in zip(cuts[::2], [*cuts[1::2], span.end], strict=True) if b > a]
    if len(parts) > 1 and all(part.root.pos_ in ("NOUN", "PROPN", "PRON", "NUM") for part in parts):
        return [_trimmed(part) for part in parts]
    return [phrase(span.root)] if span.root.pos_ != "VERB" else [span]


def _trimmed(part: Span) -> Span:
    words = phrase(part.root)
    return part.doc[max(words.start, part.start) : min(words.end, part.end)]


def same(one: str, other: str) -> bool:
    """Are these the same name, case, articles and possessives aside?"""
    return bool(key(one)) and key(one) == key(other)


def key(name: str) -> str:
    """The words of a name in lower case, without articles and the possessive."""
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", name.lower()))
    return " ".join(word for word in words if word not in _ARTICLES)


class Names:
    """The sources named so far in a report, so that later words can point back at them."""

    def __init__(self, doc: Doc, kinds: Mapping[str, Sequence[str]]) -> None:
        self._doc = doc
        self._kinds = kinds
        self._seen: list[tuple[int, Source]] = []

    def source(self, words: Span) -> Source:
        """The source that the words name or point at; the words themselves where it cannot be told."""
        head = words.root
        if head.tag_ in ("WDT", "WP") and head.head.dep_ == "acl:relcl":
            words = phrase(head.head.head)
            head = words.root
        name = self._earlier(words, head) or _own_name(words)
        source = Source(name, span_of(words), self._kind(name, words))
        self._seen.append((words.start, source))
        return source

    def _earlier(self, words: Span, head: Token) -> str | None:
        before = [
            source for at, source in sorted(self._seen, key=lambda s: s[0], reverse=True) if at < words.start
        ]
        if head.lower_ in _PERSONAL:
            return next((s.name for s in before if self._is_person(s)), None)
        if head.lower_ in _BODIES:
            return next((s.name for s in before if s.kind in _COLLECTIVE), None)
        if head.pos_ == "PROPN":
            return self._fuller(words)
        if words[0].lower_ in ("the", "that", "this") and len(key(words.text).split()) <= 2:
            return next((s.name for s in before if head.lower_ in key(s.name).split()), None) or self._fuller(
                words
            )
        return None

    def _fuller(self, words: Span) -> str | None:
        """The longest earlier name of a mention that ends in, or holds, all of these words."""
        wanted = key(_own_name(words)).split()
        found = [
            mention.text
            for mention in self._doc.spans.get(layers.MENTIONS, [])
            if mention.start < words.start
            and mention.label_ in (layers.PERSON, layers.ORGANISATION)
            and set(wanted) <= set(key(mention.text).split())
        ]
        return max(found, key=len, default=None) if wanted else None

    def _is_person(self, source: Source) -> bool:
        mentions = self._doc.spans.get(layers.MENTIONS, [])
        return any(m.label_ == layers.PERSON and same(m.text, source.name) for m in mentions) or any(
            word in key(source.name).split()
            for word in ("spokesman", "spokeswoman", "witness", "man", "woman", "official")
        )

    def _kind(self, name: str, words: Span) -> str | None:
        lemmas = {token.lemma_.lower() for token in words} | set(key(name).split())
        return next((kind for kind, terms in self._kinds.items() if lemmas & set(terms)), None)


def _own_name(words: Span) -> str:
    """The name inside the words, if their head is part of one, else the words without their article."""
    for mention in words.doc.spans.get(layers.MENTIONS, []):
        inside = mention.start <= words.root.i < mention.end
        if (
            inside
            and words.root.pos_ == "PROPN"
            and mention.label_ in (layers.PERSON, layers.ORGANISATION)
            and mention.end <= words.end
        ):
            return str(mention.text)
    first = words.start + (1 if len(words) > 1 and words[0].lower_ in _ARTICLES else 0)
    return str(words.doc[first : words.end].text)
