"""Sites without a name: "outside a bakery", "in his own home", "across the city", in the town that the report last spoke of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar import noun_phrases, syntax
from sayso.claims.parts import Happening, span_of
from sayso.claims.places.elsewhere import is_of_the_care
from sayso.claims.places.namesakes import ResolvedPlace
from sayso.claims.places.placing import last_town
from sayso.claims.times import words as time_words
from sayso.model import Place, PlacePrecision

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


#: kinds that happen where somebody comes from
_FROM = frozenset(("displacement", "withdrawal", "abduction"))


def site_of(happening: Happening, alone: bool) -> Token | None:
    """A site without a name that the happening is said to be at: "on the highway", "across the city", "a mosque bombing".

    Unless it is ``alone``, a name of the sentence says more than "in the area" and than what was held or entered.
    """
    site = _site_of(happening, alone)
    return site if alone or site is None or not _is_vague(site) else None


def _is_vague(site: Token) -> bool:
    return site.lemma_.lower() in vocabulary.load("places")["sites"]["vague"]


def _site_of(happening: Happening, alone: bool) -> Token | None:
    for head in happening.heads:
        verb = syntax.governor(head)
        for word in (head, verb, *_inner(verb), *_told_beside(verb), *_amid(verb)):
            found = next(
                (
                    token
                    for token in _parts(word)
                    if _is_unnamed(token, happening.kind) or _is_called_to(token)
                ),
                None,
            )
            if found is not None:
                return found
    ways = (
        _entered(syntax.governor(head)) or (alone and _held(head, happening.kind)) or _named_after(head)
        for head in happening.heads
    )
    return next((site for site in ways if site), None)


def _held(head: Token, kind: str) -> Token | None:
    """The site that is entered, held or left: "occupied *the lobby*"; what is taken of one: "cleared half of *the city*"."""
    sites, verb = vocabulary.load("places")["sites"], syntax.governor(head)
    below = [part for part in verb.children if part.dep_ in ("xcomp", "advcl")]
    for doing in (
        verb,
        *below,
        *(xcomp for part in below for xcomp in part.children if xcomp.dep_ == "xcomp"),
    ):
        if doing.lemma_.lower() in sites["holding"] and (site := _object(doing)) is not None:
            return site
    taken = next((part for part in verb.children if part.dep_ == "obj"), None)
    if kind != "territory_taken" or taken is None:
        return None
    parts = [taken, *(part for part in taken.children if syntax.case_of(part) == "of")]
    return next((part for part in reversed(parts) if _is_known(part) or _is_site_noun(part)), None)


def _object(verb: Token) -> Token | None:
    return next(
        (part for part in verb.children if part.dep_ == "obj" and (_is_known(part) or _is_site_noun(part))),
        None,
    )


def _is_known(noun: Token) -> bool:
    """Is it one that the report has spoken of: "the city"?"""
    sites = vocabulary.load("places")["sites"]
    spoken_of = any(part.lower_ in ("the", "this") for part in noun.children)
    return spoken_of and noun.lemma_.lower() in (*sites["known"], *sites["vague"])


def _parts(word: Token) -> Iterator[Token]:
    """The words that hang on a word, and what one is in front of: "in front of the shop"."""
    for part in word.children:
        yield part
        if part.lemma_.lower() in vocabulary.load("places")["sites"]["sides"]:
            yield from part.children


def _inner(verb: Token) -> Iterator[Token]:
    """Words of the clause that may say where it is: "was shot *waiting* outside the shop", "a *girl* at the gate was shot"."""
    for part in verb.children:
        going_on = part.dep_ == "advcl" and part.tag_ == "VBG" and not _opening(part)
        meanwhile = part.dep_ == "advcl" and bool(_opening(part) & {"as", "while", "when"})
        if part.dep_ in ("xcomp", "obj", "nsubj:pass", "nsubj") or going_on or meanwhile:
            yield part
        yield from (below for below in part.children if below.dep_ == "acl")


def _amid(verb: Token) -> Iterator[Token]:
    """Happenings that it was done in: "was shot in a *robbery* at a shop", "grew into *battles* through the city"."""
    beside = (part for part in verb.children if part.dep_ == "conj" and not syntax.has_subject(part))
    for told in (verb, *beside, *_told_beside(verb)):
        for part in told.children:
            if part.dep_.startswith("obl") and part.lemma_.lower() in time_words.HAPPENING_NOUNS:
                yield part


def _told_beside(verb: Token) -> Iterator[Token]:
    """The verb of what went on meanwhile, and of who was called: "was standing in the room *when* police fired".

    So is the verb before by whoever goes on: "was left at the gate *and* exploded", "fired in the bar *before* being shot".
    """
    own = syntax.has_subject(verb)
    if verb.dep_ == "conj" and not own:
        yield verb.head
    if verb.dep_ != "advcl":
        return
    opening, above = _opening(verb), verb.head.lemma_
    beside = verb.tag_ == "VBG" and opening <= {"with"} and above in time_words.TELLING_VERBS
    if opening & {"when", "as"} or (opening == {"before"} and not own) or beside or above in _responding():
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


def _is_unnamed(token: Token, kind: str) -> bool:
    sites, noun = vocabulary.load("places")["sites"], token.lemma_.lower()
    case = syntax.case_of(token)
    beside = case == "of" and token.head.lemma_.lower() in sites["sides"]
    placed = case in _AT or beside or (case == "from" and kind in _FROM)
    if _is_passed(token):
        return _is_site_noun(token)
    if not token.dep_.startswith(("obl", "nmod")) or not placed:
        return False
    if is_of_the_care(token):
        return False
    if noun in (*sites["known"], *sites["vague"]):
        return _is_known(token)
    return _is_site_noun(token) or _is_centre(token)


def _is_passed(token: Token) -> bool:
    """Is it what somebody was coming from or to: "was shot as he *left a bar*"?"""
    return token.dep_ == "obj" and token.head.lemma_.lower() in vocabulary.load("places")["sites"]["passing"]


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
    stretch, region = _is_stretch(site), _region(site)
    in_named = named if named is not None and named in towns else None
    anchor = None if stretch or region else in_named or last_town(site.i, towns)
    if anchor is None or anchor.entry is None:
        precision = region or ("unknown" if stretch else "point")
        return Place(words.text, span_of(words), precision, how, why=_SITE_ALONE)
    entry = anchor.entry
    why = f"the happening is said to be at it, in {entry.name}"
    return Place(
        words.text, span_of(words), "point", how, entry.lat, entry.lon, entry.radius_m, entry.id, why
    )


def _is_stretch(site: Token) -> bool:
    return site.lemma_.lower() in vocabulary.load("places")["sites"]["stretches"]


def _region(site: Token) -> PlacePrecision | None:
    """The precision of "the country", "the province": no town is the place of what happened all over it."""
    noun, classes = site.lemma_.lower(), vocabulary.load("places")["classes"]
    if noun not in vocabulary.load("places")["sites"]["regions"]:
        return None
    if noun == "country":
        return "country"
    return "admin1" if noun in classes["admin1"] else "admin2" if noun in classes["admin2"] else "unknown"


_SITE_ALONE = "the happening is said to be at it, and no town tells where it is"
