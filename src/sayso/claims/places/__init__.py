"""Where: the place of a happening, with the words that tell how near, and a radius that covers them.

The place of the happening and not of the saying: what hangs on the words that tell of it, else on
its clause, else stands in its sentence outside the attribution. Which of several places of one name
is meant is settled before, in ``namesakes``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.filled import SURE_ALONE, seen
from sayso.claims.grammar import syntax, written
from sayso.claims.parts import Happening
from sayso.claims.places.elsewhere import (
    is_beside_another,
    is_elsewhere,
    is_of_the_care,
    is_person,
    is_whose,
    names_another,
)
from sayso.claims.places.namesakes import ResolvedPlace, resolve_places
from sayso.claims.places.nearness import nearness
from sayso.claims.places.placing import placed
from sayso.claims.places.pointed_at import is_where, place_there
from sayso.claims.places.stretches import is_on_a_way
from sayso.claims.places.unnamed_sites import at_site, site_of
from sayso.language import layers
from sayso.model import Place, Problem

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: kinds whose object is where they happen: "shelled Marwa", "took Marwa"
_ON_PLACES = frozenset(
    [
        "territory_taken",
        "siege",
        "withdrawal",
        "air_strike",
        "drone_strike",
        "shelling",
        "missile_strike",
        "attack",
        "bombing",
        "arson",
        "looting",
        "property_destruction",
        "chemical_attack",
        "displacement",
        "troop_movement",
    ]
)
#: kinds that are words or dealings between parties: the places in them are parties, and where they were said is not asked
_NOWHERE = frozenset(("demand", "threat", "sanction", "arms_supply"))
#: kinds that happen where somebody goes
_TO = frozenset(("withdrawal", "troop_movement", "displacement", "arms_supply", "threat"))
#: kinds that happen where somebody comes from
_FROM = frozenset(("withdrawal", "displacement", "abduction", "troop_movement"))
_NOMINAL = frozenset(["nmod", "nmod:poss", "compound", "flat", "appos", "amod", "nmod:desc"])
_CLAUSES = frozenset(["ccomp", "parataxis", "advcl", "acl", "acl:relcl", "conj", "csubj"])
#: finer places first; a name in no gazetteer is finer than any that is
_SIZES = {"site": 1, "town": 1, "admin2": 2, "admin1": 3, "area": 4, "country": 5}


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A place of the sentence, and how it hangs on the happening: level 0 is nearest."""

    place: ResolvedPlace
    level: int
    steps: int

    @property
    def order(self) -> tuple[int, int, int, int]:
        entry = self.place.entry
        return self.level, _SIZES[entry.kind] if entry else 0, self.steps, self.place.words.start


def find_place(
    happening: Happening, resolved: Sequence[ResolvedPlace], doc: Doc
) -> tuple[Place | None, tuple[Problem, ...]]:
    """The place of the happening, and the problems of finding it; None if the sentence names none."""
    if happening.kind in _NOWHERE:
        return None, ()
    best = min(_candidates(happening, resolved, doc), key=lambda c: c.order, default=None)
    best = best or _seen(happening, resolved)
    there = place_there(happening, resolved) if best is None or best.level > 0 else None
    if there is not None:
        best = _Candidate(there, 0, 1)
    site = site_of(happening, alone=best is None) if best is None or best.level > 1 else None
    if site is not None and not (best is not None and _tells_where(best.place, site)):
        return at_site(site, best.place if best else None, resolved), ()
    if best is None:
        return None, ()
    place, problems = placed(best.place, resolved)
    return replace(place, why=f"{_HANGS[best.level]}; {_meant(best.place)}"), problems


def _tells_where(place: ResolvedPlace, site: Token) -> bool:
    """Does a name say where an unnamed site is that it is not in: "the village *near X*"?"""
    behind = 0 < place.words.start - site.i <= _TELLING_WORDS
    return behind and nearness(place.words).sense != "at"


#: words from an unnamed site to the name that says where it is
_TELLING_WORDS = 6


#: why a place of the sentence is that of the happening, by how it hangs on it
_HANGS = (
    "it stands on the words of the happening",
    "it stands in the clause of the happening",
    "it stands in the sentence of the happening, outside the saying",
    "the happening is said to come from there",
    "the network reads it as where it happened",
)


def _meant(place: ResolvedPlace) -> str:
    """Why this place of all that have its name."""
    if place.entry is None:
        return "no gazetteer has the name"
    if place.namesakes < 2:
        return "it is the only place of that name"
    return f"of {place.namesakes} places of that name: {place.why}"


def _candidates(happening: Happening, resolved: Sequence[ResolvedPlace], doc: Doc) -> Iterator[_Candidate]:
    frames = syntax.once(doc, "frames of saying", _frames)
    for place in resolved:
        inside = happening.sentence.start <= place.words.start < happening.sentence.end
        if not inside or place.demonym or place.words.root.i in frames or _is_modifier(place):
            continue
        if place.words.text in vocabulary.load("places")["platforms"] or _is_no_place(place):
            continue
        if names_another(place.words.root, happening.heads):
            continue
        ways = [way for head in happening.heads if (way := _way(happening, head, place)) is not None]
        if ways:
            yield _Candidate(place, *min(ways))


def _seen(happening: Happening, resolved: Sequence[ResolvedPlace]) -> _Candidate | None:
    """The finest place that only the network sees it at."""
    where = {token.i for token in seen(happening, "at", SURE_ALONE)}
    found = [
        _Candidate(place, len(_HANGS) - 1, 0)
        for place in resolved
        if not place.demonym
        and where & set(range(place.words.start, place.words.end))
        and not is_of_the_care(place.words.root)
        and not _is_goal(happening, happening.head, place)
    ]
    return min(found, key=lambda c: c.order, default=None)


def _is_goal(happening: Happening, head: Token, place: ResolvedPlace) -> bool:
    """Was somebody only going there? That is not where it happened, unless the happening itself leads there."""
    top, case = _phrase(place.words.root, _stops(happening, place))
    return (
        case == "to"
        and happening.kind not in _TO
        and not _is_called_to(top)
        and not _is_gone_to(top, head)
        and nearness(place.words).sense == "at"
    )


def _stops(happening: Happening, place: ResolvedPlace) -> list[Token]:
    """The words at which a phrase with the place ends: those of the happening, and those that these stand beside."""
    beside = (one.head for one in happening.heads if one.dep_ == "conj" and one.i < place.words.start)
    return [*happening.heads, *beside]


def _is_no_place(place: ResolvedPlace) -> bool:
    """Is it in no gazetteer, and its noun a thing: "the IED facilities"?"""
    terms, noun = vocabulary.load("places"), place.words.root
    if place.entry is not None or not noun.text[:1].islower():
        return False
    sites, near, classes = terms["sites"], terms["near"], terms["classes"]
    known = (*sites["words"], *sites["unnamed"], *sites["stretches"], *sites["quarters"], *near["parts"])
    kinds = [word for words in classes.values() for word in words]
    return not {noun.lower_, noun.lemma_.lower()} & {*known, *kinds, *terms["said_to_be"]}


def _frames(doc: Doc) -> frozenset[int]:
    """The words of sources and cues: a place in them is of the saying."""
    parts = (*written.speech(doc, layers.SOURCE), *written.speech(doc, layers.CUE))
    return frozenset(at for part in parts for at in range(part.start, part.end))


def _way(happening: Happening, head: Token, place: ResolvedPlace) -> tuple[int, int] | None:
    """(level, steps) from a word of the happening to a place; None if the place is of the saying or of nothing."""
    above, below = _to_meeting(head, place.words.root)
    if above is None:
        return None
    if below[:1] == [_SAME_TIME]:
        above = [relation for relation in above if relation != "ccomp"]
    if {"ccomp", "parataxis"} & set(above) or "parataxis" in below:
        return None
    if is_where(head, place.words) and not is_of_the_care(place.words.root):
        return 0, len(above)
    if is_elsewhere(place.words.root, head) or is_beside_another(place.words.root, head):
        return None
    top, case = _phrase(place.words.root, _stops(happening, place))
    level = _level(above, below)
    if is_on_a_way(place.words):
        return min(level, 1), len(above) + len(below)
    if _is_object(happening, head, top) or _is_part(happening, top):
        return level, len(above) + len(below)
    if happening.kind in (*_ON_PLACES, "armed_clash") and _is_aim(top, place.words.root):
        return 2, len(above) + len(below)
    if case not in _prepositions("plain" if level < 2 or _SAME_TIME in below else "placing"):
        return None
    if _is_goal(happening, head, place):
        return None
    if case == "from" and happening.kind not in _FROM and nearness(place.words).sense == "at":
        level = 3
    return level, len(above) + len(below)


def _is_called_to(top: Token) -> bool:
    """ "Police were called *to the X store*": whoever is called comes because it happened there."""
    return top.dep_ == "obl" and top.head.lemma_ in vocabulary.load("places")["care"]["responding"]


def _is_gone_to(top: Token, head: Token) -> bool:
    """ "They drove *to X* and opened fire": what is done by whoever went there is done there."""
    verb = syntax.governor(head)
    return (
        top.dep_ == "obl"
        and verb.dep_ == "conj"
        and top.head in (verb.head, *verb.head.conjuncts)
        and top.head.i < verb.i
        and not syntax.has_subject(verb)
        and top.head.lemma_.lower() in vocabulary.load("places")["sites"]["going"]
    )


@functools.cache
def _prepositions(table: str) -> frozenset[str]:
    """The first words of what may stand before a place."""
    near = vocabulary.load("places")["near"]
    senses = ("near", "edge", "countryside", "coast", "towards")
    phrases = [phrase for each in (table, *senses) for phrase in near[each]]
    return frozenset(phrase.split()[0] for phrase in phrases)


def _level(above: list[str], below: list[str]) -> int:
    """0: hangs on the happening's own words; 1: on the verb of its clause; 2: elsewhere in the sentence."""
    inside_other = bool({*_CLAUSES, _SAME_TIME} & set(below)) or "nsubj" in below[:1]
    if not above:
        return 2 if inside_other else 0
    clausal = bool(_CLAUSES & set(above))
    return 2 if inside_other or (clausal and not set(above) <= {"conj", "advcl", "acl", "acl:relcl"}) else 1


def _to_meeting(head: Token, place: Token) -> tuple[list[str] | None, list[str]]:
    """The relations up from the happening and, from the meeting word, down to the place."""
    ups, downs = [head, *head.ancestors], [place, *place.ancestors]
    meeting = next((word for word in ups if word in downs), None)
    if meeting is None:
        return None, []
    return [w.dep_ for w in ups[: ups.index(meeting)]], [
        _SAME_TIME if _is_at_the_same_time(w) else w.dep_ for w in reversed(downs[: downs.index(meeting)])
    ]


#: in place of the relation of a clause that tells what happened then and there
_SAME_TIME = "at the same time"


def _is_at_the_same_time(verb: Token) -> bool:
    """ "were wounded *when* a gunman fired into a shop in X"."""
    opening = (part.lower_ for part in verb.children if part.dep_ in ("mark", "advmod"))
    return verb.dep_ in ("advcl", "ccomp") and any(word in ("when", "as", "while") for word in opening)


def _phrase(place: Token, stops: Sequence[Token]) -> tuple[Token, str]:
    """The noun of the outermost phrase that a name ends, and its preposition: "area", "in" of "in an area of X".

    Where that noun has none ("posts in X came under fire") it is the one next to it on the way, but for "of".
    """
    top, case = place, syntax.case_of(place)
    inner = case
    while (
        top.dep_ in (*_NOMINAL, "conj")
        and top.head.pos_ in ("NOUN", "PROPN", "X", "")
        and top.head not in stops
    ):
        top = top.head
        case = syntax.case_of(top) or ("" if case == "of" else case)
        inner = case if inner in ("", "of") else inner
    # "under a convoy near X", "belonging to people near X": what is said of the convoy is no place, where it was is
    thing = case not in _prepositions("plain") or is_person(top)
    return top, inner if thing and inner in _WHERE else case


#: prepositions that place whatever they follow
_WHERE = frozenset(("in", "near", "at", "on", "outside", "inside"))


def _is_object(happening: Happening, head: Token, top: Token) -> bool:
    return happening.kind in _ON_PLACES and top.dep_ in ("obj", "nsubj:pass") and top.head == head


def _is_aim(top: Token, name: Token) -> bool:
    """Is it what an operation is to take: "strikes to help *isolate* X", "strikes for the *isolation* of X"?"""
    if name.dep_ == "nmod" and syntax.case_of(name) == "of":
        return name.head.lemma_.lower() in vocabulary.load("places")["aims"]["nouns"] or _is_sought(top)
    return _is_sought(top)


def _is_sought(top: Token) -> bool:
    aims = vocabulary.load("places")["aims"]["verbs"]
    return top.dep_ == "obj" and top.head.lemma_ in aims and top.head.dep_ in ("acl", "advcl", "xcomp")


def _is_modifier(place: ResolvedPlace) -> bool:
    """Is it written before a noun and is no town or region: "the U.S. strike", "the Cafe Marwa bombing"?"""
    before_noun = (
        place.words.root.dep_ in ("compound", "nmod:poss", "amod")
        and place.words.root.i < place.words.root.head.i
    )
    if is_whose(place.words):
        return True
    sites, noun = vocabulary.load("places")["sites"], place.words.root.head
    if {noun.lower_, noun.lemma_.lower()} & {*sites["words"]} or noun.text in sites["roads"]:
        return False  # "the Marwa area", "the Marwa hotel": the phrase is the place
    return before_noun and (place.entry is None or place.entry.kind in ("country", "area"))


def _is_part(happening: Happening, top: Token) -> bool:
    """Does the name stand right on the word of the happening: "the Marwa bombing", "Marwa's siege"?"""
    return top.dep_ in ("compound", "nmod:poss", "nmod") and top.head in happening.heads


__all__ = ["ResolvedPlace", "find_place", "resolve_places"]
