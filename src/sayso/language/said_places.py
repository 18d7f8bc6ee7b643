"""Names that their own report says are places: "Warren is a city in …", "the town of Dale", "the Marwa area".

A town with the name of a person is labelled a person as often as a place; where a sentence says what it is, the name is
a place wherever the report has it.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from sayso import vocabulary
from sayso.language import layers
from sayso.language.roads import roads

_AT = frozenset(("at", "in", "near", "outside", "inside", "beside", "opposite"))
_NAME_PARTS = ("flat", "compound")
#: labels that a place's name is given by mistake
_MISTAKEN = frozenset((layers.PERSON, layers.ORGANISATION, layers.PLATFORM, layers.WEAPON))


def with_said_places(doc: Doc, mentions: Sequence[Span]) -> list[Span]:
    """The mentions, with every name that the text says is a place labelled so, in reading order."""
    names = {tuple(token.text for token in _name(token)) for token in doc if _is_said(token)}
    mentions = _with_known(doc, _with_sites(doc, mentions))
    if not names:
        return mentions
    relabelled = [
        Span(doc, m.start, m.end, label=layers.PLACE)
        if m.label_ in _MISTAKEN and tuple(token.text for token in m) in names
        else m
        for m in mentions
    ]
    taken = {token.i for mention in relabelled for token in mention}
    new = [span for span in _written(doc, names) if not taken & set(range(span.start, span.end))]
    return sorted([*relabelled, *new], key=lambda span: span.start)


def _with_known(doc: Doc, mentions: Sequence[Span]) -> list[Span]:
    """The mentions; a name that is a place's elsewhere in the report is one where something is said to be at it or go to it.

    Not the name of somebody who is named in full: "Ann York".
    """
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        labels[mention.text][mention.label_] += 1
    people = {token.text for m in mentions if m.label_ == layers.PERSON and len(m) > 1 for token in m}
    known = {
        name
        for name, seen in labels.items()
        if seen[layers.PLACE] > seen[layers.PERSON] + seen[layers.ORGANISATION] and name not in people
    }
    return [
        Span(doc, m.start, m.end, label=layers.PLACE)
        if m.label_ in _MISTAKEN and m.text in known and _is_there(m.root)
        else m
        for m in mentions
    ]


def _is_there(name: Token) -> bool:
    return any(part.dep_ == "case" and part.lower_ in (*_AT, "to", "from") for part in name.children)


def _with_sites(doc: Doc, mentions: Sequence[Span]) -> list[Span]:
    """The mentions, and the named sites that something is said to be at: "near the Marwa railway *station*"."""
    found = [site for token in doc if (site := _site(token)) is not None]
    places = {t.i for m in mentions if m.label_ not in _MISTAKEN for t in m}
    sites = [site for site in found if not places & set(range(site.start, site.end))]
    named = list(roads(doc))
    on_road = {at for road in named for at in range(road.start, road.end)}
    sites = [*(site for site in sites if not on_road & set(range(site.start, site.end))), *named]
    covered = {at for site in sites for at in range(site.start, site.end)}
    others = [m for m in mentions if not covered & set(range(m.start, m.end))]
    return sorted([*others, *sites], key=lambda span: span.start)


def _site(noun: Token) -> Span | None:
    sites = vocabulary.load("places")["sites"]["words"]
    if noun.lower_ not in sites or noun.lower_ in _quarters() or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    if not any(part.dep_ == "case" and part.lower_ in _AT for part in noun.children):
        return None
    start = noun.i
    while start > 0 and noun.doc[start - 1].head == noun and noun.doc[start - 1].dep_ == "compound":
        start -= 1
    named = noun.doc[start].pos_ == "PROPN" and noun.doc[start].text[:1].isupper()
    return Span(noun.doc, start, noun.i + 1, label=layers.PLACE) if start < noun.i and named else None


def _written(doc: Doc, names: set[tuple[str, ...]]) -> Iterator[Span]:
    """Wherever one of the names stands."""
    firsts = {name[0] for name in names}
    for token in doc:
        if token.text in firsts:
            for name in names:
                words = doc[token.i : token.i + len(name)]
                if tuple(each.text for each in words) == name and words[-1].pos_ == "PROPN":
                    yield Span(doc, words.start, words.end, label=layers.PLACE)


def _name(head: Token) -> list[Token]:
    """The words of a name: the head with what is flat or compound beside it."""
    parts = [head, *(t for t in head.children if t.dep_ in _NAME_PARTS and t.pos_ == "PROPN")]
    return sorted(parts, key=lambda token: token.i)


def _is_said(token: Token) -> bool:
    """Does the syntax say of the name that it is a place?"""
    if token.pos_ != "PROPN" or not token.text[:1].isupper() or token.text.isupper():
        return False
    said = token.head
    if token.dep_ == "compound" and said.lower_ in _quarters() and said.i == token.i + 1:
        return True
    if token.dep_ == "nsubj" and _is_kind(said) and any(part.dep_ == "cop" for part in said.children):
        return True
    if token.dep_ in ("nmod", "appos") and said.i < token.i:
        return _is_kind(said) and said.pos_ == "NOUN" and _joined(said, token)
    return any(part.dep_ == "appos" and _is_kind(part) and _has_article(part) for part in token.children)


def _joined(kind: Token, name: Token) -> bool:
    """ "the town of X", "the town, X", "the village X"."""
    between = [token.lower_ for token in kind.doc[kind.i + 1 : _name(name)[0].i]]
    return between in (["of"], [","], []) and _has_article(kind)


def _has_article(kind: Token) -> bool:
    return any(part.dep_ in ("det", "nmod:poss") for part in kind.children)


def _is_kind(token: Token) -> bool:
    return token.lemma_.lower() in _kinds()


@functools.cache
def _quarters() -> frozenset[str]:
    """What follows the name of a part of a town: "the Marwa *area*"."""
    return frozenset(vocabulary.load("places")["sites"]["quarters"])


@functools.cache
def _kinds() -> frozenset[str]:
    """What a place is called, without words that also name other things."""
    terms = vocabulary.load("places")
    return frozenset(terms["said_to_be"])
