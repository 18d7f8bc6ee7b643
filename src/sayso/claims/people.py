"""Whom does the report name, and whose name is protected?

Whoever speaks for an office, holds one or is known to everybody is open. Everybody else is protected: witnesses,
residents, relatives, victims, and those of whom nothing is said. In doubt the name stays in the house; a person can
open it. The words are in ``vocabulary/people.toml``; the page: docs/people.md.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.claims.grammar.noun_phrases import ARTICLES
from sayso.claims.grammar.plain import plain
from sayso.claims.parts import span_of
from sayso.language import layers
from sayso.model import Claim, Person, Report, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

_OF_NAMES = frozenset(("flat", "flat:foreign", "compound", "goeswith"))


@dataclass(slots=True)
class _Mention:
    """One mention of a person by name, and the words that describe the person there."""

    words: Words
    described: set[str] = field(default_factory=set)
    leads: bool = False


def find_people(doc: Doc, report: Report, claims: Sequence[Claim]) -> tuple[Person, ...]:
    """The persons that the report names, in the order of their first mention, each protected or open."""
    doc = plain(doc)
    terms = vocabulary.load("people")
    mentions = [
        _described(words, terms) for words in [*_named(doc, report, terms), *_overlooked(doc, claims, terms)]
    ]
    mentions.sort(key=lambda one: one.words.start)
    return tuple(_person(group, claims, terms) for group in _by_person(mentions, terms))


def _named(doc: Doc, report: Report, terms: dict[str, Any]) -> Iterator[Words]:
    """The names among the mentions of persons: without titles, pronouns, common nouns and towns."""
    elsewhere = _other_names(doc, report)
    for mention in doc.spans.get(layers.MENTIONS, []):
        if mention.label_ == layers.PERSON:
            words = _name_in(mention, terms)
            if (
                words is not None
                and words.text.casefold() not in elsewhere
                and not _is_something_else(words, terms)
            ):
                yield words


def _name_in(mention: Words, terms: dict[str, Any]) -> Words | None:
    """The capitalised words of the mention on its first line, titles left out; None if there are none."""
    titles = {*terms["open"]["titles"], *terms["open"]["ranks"], *terms["open"]["offices"]}
    start, end = mention.start, mention.end
    line = next((token.i for token in mention if token.is_space or "\n" in token.text), end)
    end = line if line > start else end
    doc = mention.doc
    while start < end and not (_is_name_word(doc[start]) and doc[start].lower_ not in titles):
        start += 1
    while end > start and not _is_name_word(doc[end - 1]):
        end -= 1
    return doc[start:end] if start < end else None


def _is_name_word(token: Token) -> bool:
    capital = token.text[:1].isupper() or (token.text[:1].isalpha() and not token.text[:1].islower())
    return (
        capital and token.pos_ != "PRON" and token.lower_ not in ARTICLES and token.lower_ not in ("i", "we")
    )


def _other_names(doc: Doc, report: Report) -> frozenset[str]:
    """What is a place or a body elsewhere in the report, or its dateline or publisher."""
    labels = (layers.PLACE, layers.ORGANISATION, layers.NATIONALITY)
    others = {one.text.casefold() for one in doc.spans.get(layers.MENTIONS, []) if one.label_ in labels}
    return frozenset(
        (*others, *(town.casefold() for town in report.dateline), (report.publisher or "").casefold())
    )


def _is_something_else(words: Words, terms: dict[str, Any]) -> bool:
    """Is it a group of the actor register, a machine, a god, or a town that somebody is of: "residents of Lamwo"?"""
    name = words.text.casefold()
    if name in _groups() or name in terms["nobody"]["words"] or any(letter.isdigit() for letter in name):
        return True
    if len(words) != 1:
        return False
    token = words[0]
    of = any(
        child.dep_ == "case" and child.lower_ in ("of", "in", "at", "near", "from")
        for child in token.children
    )
    return (of and token.dep_ in ("nmod", "obl")) or (token.is_upper and len(token) > 3)


@functools.cache
def _groups() -> frozenset[str]:
    """The names of the actor register, and the last words of each."""
    actors: dict[str, list[str]] = vocabulary.load("actors")["register"]
    names = [name.casefold() for first, more in actors.items() for name in (first, *more)]
    ends = (name[space.end() :] for name in names for space in re.finditer(" ", name))
    return frozenset((*names, *ends))


def _overlooked(doc: Doc, claims: Iterable[Claim], terms: dict[str, Any]) -> Iterator[Words]:
    """Names of sources that the model did not take for a mention at all."""
    taken = {token.i for mention in doc.spans.get(layers.MENTIONS, []) for token in mention}
    offices = {*terms["open"]["kinds"], "news_agency"}
    spans = {
        source.span
        for claim in claims
        for chain in claim.sources
        for source in chain
        if source.kind not in offices
    }
    for span in sorted(spans, key=lambda one: one.start):
        words = doc.char_span(span.start, span.end, alignment_mode="expand")
        name = [token for token in words or () if token.pos_ == "PROPN" and token.text[:1].isupper()]
        if words is not None and len(name) > 1 and not taken & {token.i for token in words}:
            yield doc[name[0].i : name[-1].i + 1]


def _described(words: Words, terms: dict[str, Any]) -> _Mention:
    """The mention with its titles, what stands in apposition to it, and what it is said to be."""
    found = _Mention(words)
    for token in _describing(words):
        found.described.update({token.lower_, token.lemma_.lower()})
    for token in words:
        found.leads |= any(
            child.dep_ in ("acl:relcl", "acl") and child.lemma_.lower() in terms["open"]["leading"]
            for child in token.children
        )
    return found


def _describing(words: Words) -> Iterator[Token]:
    head, inside = words.root, {token.i for token in words}
    yield from _before(words)
    for token in words:
        for child in token.children:
            if child.i not in inside and child.dep_ in (
                "appos",
                "nmod:desc",
                "compound",
                "nmod",
                "amod",
                "conj",
            ):
                noun = child.pos_ in ("NOUN", "PROPN")
                said = child.dep_ == "appos" or (child.dep_ == "nmod:desc") or child.i < words.start
                if noun and said and child.dep_ != "conj":
                    yield from _noun(child)
    if head.dep_ in ("appos", "nmod:desc", *_OF_NAMES) and head.head.i not in inside:
        yield from _noun(head.head)
    if head.dep_ in ("nsubj", "nsubj:pass"):
        of = head.head
        if any(child.dep_ == "cop" for child in of.children):
            yield from _noun(of)
        # "the chairwoman, Ruth Akello, said", torn into two subjects
        for other in of.children:
            if other.dep_ == head.dep_ and other.i < words.start and other.right_edge.i >= words.start - 2:
                yield from _noun(other)


def _before(words: Words) -> Iterator[Token]:
    """The capitalised words and nouns right before the name: "Army spokesman Colonel"."""
    doc, at = words.doc, words.start - 1
    while at >= max(words.sent.start, words.start - 4) and doc[at].pos_ in ("NOUN", "PROPN"):
        yield doc[at]
        at -= 1


def _noun(head: Token) -> Iterator[Token]:
    """The noun, and what it is made of: "police commander"; not whose it is: "widow of the governor"."""
    yield head
    yield from (child for child in head.children if child.dep_ in ("compound", "amod") and child.i < head.i)


def _by_person(mentions: Sequence[_Mention], terms: dict[str, Any]) -> list[list[_Mention]]:
    """The mentions of one person together: a shorter name is the person whose longer name has all its words."""
    groups: list[tuple[frozenset[str], list[_Mention]]] = []
    for mention in sorted(mentions, key=lambda one: (-len(_key(one, terms)), one.words.start)):
        key = _key(mention, terms)
        fitting = [group for words, group in groups if key and key <= words]
        if len({id(group) for group in fitting}) == 1 or any(words == key for words, _ in groups):
            same = next((group for words, group in groups if words == key), None)
            (same if same is not None else fitting[0]).append(mention)
        elif fitting:
            # "Nouri" after two of that name: whoever it is, it is one of them
            fitting[0].append(mention)
        else:
            groups.append((key, [mention]))
    return sorted((group for _, group in groups), key=lambda group: min(one.words.start for one in group))


def _key(mention: _Mention, terms: dict[str, Any]) -> frozenset[str]:
    words = {token.lower_ for token in mention.words if token.text[:1].isalpha()}
    return frozenset(words - set(terms["particles"]["words"]) or words)


def _person(group: Sequence[_Mention], claims: Sequence[Claim], terms: dict[str, Any]) -> Person:
    name = max((" ".join(one.words.text.split()) for one in group), key=len)
    spans = tuple(sorted({span_of(one.words) for one in group}, key=lambda span: span.start))
    described = {word for one in group for word in one.described}
    speaks, hurt = _parts_in(spans, claims, terms)
    why = _why_open(name, described, any(one.leads for one in group), speaks, hurt, terms)
    role = _role(described, spans, claims, hurt, terms)
    return Person(name, spans, why is None, role, why or "no office is named: the name is protected")


def _why_open(
    name: str, described: set[str], leads: bool, speaks: set[str], hurt: bool, terms: dict[str, Any]
) -> str | None:
    """Why the name may be told, None if it may not."""
    if name in terms["public"]["names"] or _is_surname_of_public(name, described, terms):
        return "known to everybody"
    if office := sorted(described & {*terms["open"]["offices"], *terms["open"]["titles"]}):
        return f"speaks for an office: {office[0]}"
    if leads:
        return "leads a body"
    if not hurt and (rank := sorted(described & set(terms["open"]["ranks"]))):
        return f"speaks for a force: {rank[0]}"
    if not hurt and speaks:
        return f"speaks for an office: {sorted(speaks)[0]}"
    return None


def _is_surname_of_public(name: str, described: set[str], terms: dict[str, Any]) -> bool:
    """Is it the last word of a well-known name, with nothing said of the person?"""
    private = {word for entry in terms["roles"] for word in entry["words"]}
    last = {known.split()[-1].removeprefix("al-") for known in terms["public"]["names"]}
    return name.removeprefix("al-") in last and not described & private


def _parts_in(spans: Iterable[Span], claims: Iterable[Claim], terms: dict[str, Any]) -> tuple[set[str], bool]:
    """For which kinds of office the person speaks in the claims, and whether harm was done to the person."""
    places = [(span.start, span.end) for span in spans]

    def same(span: Span) -> bool:
        return any(span.start < end and start < span.end for start, end in places)

    every = list(claims)
    speaks = {
        source.kind
        for claim in every
        for chain in claim.sources
        for source in chain
        if source.kind and source.kind in terms["open"]["kinds"] and same(source.span)
    }
    return speaks, any(same(actor.span) for claim in every for actor in claim.against)


def _role(
    described: set[str], spans: Iterable[Span], claims: Iterable[Claim], hurt: bool, terms: dict[str, Any]
) -> str:
    for entry in terms["roles"]:
        if described & set(entry["words"]):
            return str(entry["role"])
    otherwise = terms["otherwise"]
    if hurt:
        return str(otherwise["rank" if described & set(terms["open"]["ranks"]) else "victim"])
    places = {(span.start, span.end) for span in spans}
    said = any(
        source.span.start < end and start < source.span.end
        for claim in claims
        for chain in claim.sources
        for source in chain
        for start, end in places
    )
    return str(otherwise["source" if said else "person"])
