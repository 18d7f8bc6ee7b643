"""Sites without a name: "outside a bakery", "in his own home", "across the city", in the town that the report last spoke of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims import noun_phrases, syntax
from sayso.claims.parts import Happening, span_of
from sayso.claims.places.elsewhere import is_of_the_care
from sayso.claims.places.namesakes import ResolvedPlace
from sayso.claims.places.placing import last_town
from sayso.claims.times import words as time_words
from sayso.model import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

_AT = frozenset(
    [
        "in",
        "at",
        "on",
        "near",
        "outside",
        "inside",
        "along",
        "beside",
        "behind",
        "opposite",
        "by",
        "across",
        "throughout",
        "through",
    ]
)


def site_of(happening: Happening) -> Token | None:
    """A site without a name that the happening is said to be at: "on the highway", "across the city", "a mosque bombing"."""
    for head in happening.heads:
        verb = syntax.governor(head)
        for word in (head, verb, *_inner(verb), *_told_beside(verb)):
            found = next(
                (token for token in word.children if _is_unnamed(token) or _is_called_to(token)), None
            )
            if found is not None:
                return found
    ways = (_entered(syntax.governor(head)) or _named_after(head) for head in happening.heads)
    return next((site for site in ways if site is not None), None)


def _inner(verb: Token) -> Iterator[Token]:
    """Words of the clause that may say where it is: "was shot *waiting* outside the shop"."""
    for part in verb.children:
        if part.dep_ in ("xcomp", "obj") or (
            part.dep_ == "advcl" and part.tag_ == "VBG" and not _opening(part)
        ):
            yield part
        yield from (below for below in part.children if below.dep_ == "acl")


def _told_beside(verb: Token) -> Iterator[Token]:
    """The verb of what went on meanwhile, and of who was called: "was standing in the room *when* police fired"."""
    if verb.dep_ != "advcl":
        return
    opening, above = _opening(verb), verb.head.lemma_
    beside = verb.tag_ == "VBG" and opening <= {"with"} and above in time_words.TELLING_VERBS
    if opening & {"when", "as"} or beside or above in _responding():
        yield verb.head


def _opening(verb: Token) -> set[str]:
    return {part.lower_ for part in verb.children if part.dep_ in ("mark", "advmod")}


def _responding() -> list[str]:
    words: list[str] = vocabulary.load("places")["care"]["responding"]
    return words


def _is_called_to(token: Token) -> bool:
    """ "Police were called *to the house*"."""
    called = syntax.case_of(token) == "to" and token.head.lemma_ in _responding()
    return called and _is_site_noun(token) and not is_of_the_care(token)


def _named_after(head: Token) -> Token | None:
    """The site in "a mosque bombing"; not in "the mosque bombing", which points back at one told of."""
    if head.pos_ != "NOUN" or any(part.lower_ in ("the", "that", "this") for part in head.children):
        return None
    passing = vocabulary.load("places")["sites"]["of_no_one"]
    return next(
        (
            part
            for part in head.children
            if part.dep_ == "compound" and _is_site_noun(part) and part.lemma_.lower() not in passing
        ),
        None,
    )


def _entered(verb: Token) -> Token | None:
    """Where somebody went to do it: "entered the office and opened fire", "walked into a bar and shot two"."""
    sites = vocabulary.load("places")["sites"]
    before = [verb.head, *verb.head.children] if verb.dep_ == "conj" else list(verb.children)
    for step in (word for word in before if word.i < verb.i):
        if step.lemma_.lower() in sites["entering"]:
            for part in step.children:
                into = syntax.case_of(part) in ("into", "inside")
                into = into or (part.dep_ == "obj" and step.lemma_.lower() in sites["invading"])
                if into and _is_site_noun(part):
                    return part
    return None


def _is_unnamed(token: Token) -> bool:
    sites, noun = vocabulary.load("places")["sites"], token.lemma_.lower()
    if not token.dep_.startswith(("obl", "nmod")) or syntax.case_of(token) not in _AT:
        return False
    if is_of_the_care(token):
        return False
    if noun in sites["known"]:
        return any(part.lower_ in ("the", "this") for part in token.children)
    return _is_site_noun(token) or _is_centre(token)


def _is_site_noun(token: Token) -> bool:
    return token.lemma_.lower() in vocabulary.load("places")["sites"]["unnamed"]


def _is_centre(token: Token) -> bool:
    """ "the city centre", "the town center"."""
    towns = vocabulary.load("places")["classes"]["town"]
    centre = token.lower_ in ("centre", "center")
    return centre and any(part.dep_ == "compound" and part.lower_ in towns for part in token.children)


def at_site(site: Token, named: ResolvedPlace | None, resolved: Sequence[ResolvedPlace]) -> Place:
    """The site, with the point of the town it is in; a road through the country has none."""
    words, how = noun_phrases.phrase(site), syntax.case_of(site)
    towns = [t for t in resolved if t.entry is not None and t.entry.kind == "town" and not t.demonym]
    stretch = site.lemma_.lower() in vocabulary.load("places")["sites"]["stretches"]
    in_named = named if named is not None and named in towns else None
    anchor = None if stretch else in_named or last_town(site.i, towns)
    if anchor is None or anchor.entry is None:
        return Place(words.text, span_of(words), "unknown" if stretch else "point", how, why=_SITE_ALONE)
    entry = anchor.entry
    why = f"the happening is said to be at it, in {entry.name}"
    return Place(
        words.text, span_of(words), "point", how, entry.lat, entry.lon, entry.radius_m, entry.id, why
    )


_SITE_ALONE = "the happening is said to be at it, and no town tells where it is"
