"""With what: weapons named in the clauses of a happening. What the victims rode in is none."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar import patterns, syntax
from sayso.claims.grammar.lemmas import is_noun, is_verb, lemma
from sayso.claims.grammar.phrases import meant
from sayso.claims.grammar.pronouns import is_pronoun, nouns_for
from sayso.claims.happened.telling import words
from sayso.claims.parts import Happening, span_of
from sayso.claims.sides.parties import is_person_name
from sayso.model import Weapon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: kinds that use no weapon, whatever is named beside them
_PEACEFUL = frozenset(
    ["arrest", "protest", "agreement", "ceasefire", "demand", "sanction", "troop_movement", "threat", "displacement",
     "withdrawal", "hostage_release", "prisoner_exchange", "ceasefire_violation", "territory_taken"]
)  # fmt: skip
#: classes that are means of harm by what carries them: the platform is an actor or a target, not a weapon
_PLATFORMS = frozenset(("aircraft",))

#: shots name the deed and not the weapon, without the gun they came from
_SHOTS = frozenset(("gunshot", "gunfire"))


def find_weapons(happening: Happening, doc: Doc, others: Collection[int] = ()) -> tuple[Weapon, ...]:
    """The weapons of a happening in reading order, each with its class; of two that overlap the longer.

    others: heads of other happenings; what is named in their clauses is theirs.
    """
    if happening.kind in _PEACEFUL:
        return ()
    near = {token.i for head in happening.heads for token in _reach(head, happening)}
    found = [*_left_behind(happening), *_blown_up(happening), *_rammed_with(happening), *_used_in(happening)]
    sentence = {token.i for token in happening.sentence}
    for named, weapon_class in _weapons_of(doc):
        word = named.root
        if word.i not in (sentence if _goes_with(weapon_class, happening.kind) else near):
            continue
        if _is_no_means(named, weapon_class, happening) or _is_of_other(word, happening, others):
            continue
        found.append(Weapon(span_of(_with_what_describes(_with_its_holder(named))), weapon_class))
        found += [Weapon(span_of(_with_what_describes(one)), None) for one in _beside(word)]
    return _longest(found)


def _longest(found: Iterable[Weapon]) -> tuple[Weapon, ...]:
    """Each weapon once, without those that stand in the words of another: the device of "a bag containing a device"."""
    kept = tuple(dict.fromkeys(found))
    return tuple(
        one
        for one in kept
        if not any(
            other.span != one.span and other.span.start <= one.span.start and one.span.end <= other.span.end
            for other in kept
        )
    )


def _is_no_means(named: Span, weapon_class: str, happening: Happening) -> bool:
    """Is it a target, a name of the deed, what carried the weapon, or something that was found, bought or destroyed?"""
    word = named.root
    own = any(token.i == word.i for token in happening.trigger)
    if (_is_target(word) and not own) or _is_name_of_deed(named) or _is_a_house(word):
        return True
    first = syntax.first_of_list(word)
    if weapon_class in _PLATFORMS and not (
        first.dep_ == "obj" and lemma(first.head) in words("weapons", "using")
    ):
        return True
    if weapon_class == "drone" and happening.kind == "aircraft_shot_down":
        return True
    if lemma(word) in _SHOTS and word.i == named.start:
        return True
    return _is_handled(word, happening)


def _is_handled(word: Token, happening: Happening) -> bool:
    """ "Police found a rifle", "strikes destroyed two mortars": what was found, bought, seized or hit harmed nobody there."""
    thing = word.head if word.dep_ == "compound" and is_noun(word.head) else word
    first = syntax.first_of_list(thing)
    verb = first.head
    if verb in happening.heads and not (is_verb(verb) and lemma(verb) in words("weapons", "hitting")):
        return False
    if first.dep_ not in ("obj", "nsubj:pass") or not is_verb(verb):
        return False
    if any(_goes_on_from(head, verb) for head in happening.heads):
        return lemma(verb) in words("weapons", "hitting")  # "found a gun and shot himself"
    return lemma(verb) in words("weapons", "handling") | words("weapons", "hitting")


def _is_of_other(word: Token, happening: Happening, others: Collection[int]) -> bool:
    """Is it in the clause of another happening, or in the hands of somebody who does not do this one?"""
    for above in (word, *word.ancestors):
        if above in happening.heads or any(_goes_on_from(head, above) for head in happening.heads):
            return False
        if above.i in others and is_verb(above):
            return not _goes_off(word, above)
        if lemma(above) in words("weapons", "holding") and is_verb(above):
            return _is_by_other(above, happening.head)
    return False


def _goes_off(word: Token, verb: Token) -> bool:
    """ "it hit her leg when the gun *went off*": a gun that goes off is the means of what it did."""
    return word.head == verb and lemma(verb) in ("go", "discharge", "fire") and word.dep_ == "nsubj"


def _goes_on_from(head: Token, above: Token) -> bool:
    """Does the deed hang on that word without a doer of its own: "a gun *went off*, *wounding* a boy"?"""
    relative = head.dep_ in ("acl", "acl:relcl") and is_noun(above)
    shared = head.dep_ in ("advcl", "conj", "xcomp") and syntax.child(head, "nsubj", "nsubj:pass") is None
    does = head.dep_ == "nsubj" and is_noun(head)
    return head != above and head.head == above and (relative or shared or does)


def _is_by_other(holding: Token, deed: Token) -> bool:
    """Do two verbs have two subjects, neither of them a pronoun?"""
    holder, doer = syntax.subject(holding), syntax.subject(deed)
    if holder is None or doer is None or "PRON" in (holder.pos_, doer.pos_):
        return False
    return lemma(holder) != lemma(doer)


def _is_a_house(word: Token) -> bool:
    """ "outside the club": a club that one goes to, and no stick."""
    inside = syntax.case_of(word) in ("outside", "in", "at", "inside", "into", "of", "to", "near", "from")
    named = any(part.dep_ == "compound" or part.pos_ == "PROPN" for part in word.children)
    return word.lower_ == "club" and (inside or named or word.dep_ == "compound")


def _beside(word: Token) -> list[Span]:
    """What else was thrown or used in one list with a weapon: "stones, *shoes* and *pieces of concrete*"."""
    first = syntax.first_of_list(word)
    used = syntax.case_of(first) == "with" or lemma(first.head) in words("weapons", "throwing") | words(
        "weapons", "using"
    )
    if not used or not is_verb(first.head) or first.dep_ not in ("obj", "obl", "obl:agent"):
        return []
    listed = [part for part in syntax.conjuncts(first) if part != word and part.pos_ == "NOUN"]
    return [_with_of(part) for part in listed if not classes_among([part])]


def _with_of(noun: Token) -> Span:
    """The noun with what it is made of: "pieces of concrete"."""
    of = [part for part in noun.children if part.dep_ == "nmod" and syntax.case_of(part) == "of"]
    return noun.doc[noun.i : max([noun.i, *(part.i for part in of)]) + 1]


def _with_its_holder(named: Span) -> Span:
    """What holds it as well: "a paper bag containing a device", "a motorcycle loaded with explosives"."""
    doc, word = named.doc, syntax.first_of_list(named.root)
    at = word.left_edge.i - 1
    if at > word.sent.start and doc[at].lower_ == "with":
        at -= 1
    filled = lemma(doc[at]) in words("weapons", "filling") and at > word.sent.start
    holder = doc[at - 1] if filled else None
    return doc[holder.i : named.end] if holder is not None and holder.pos_ == "NOUN" else named


def _blown_up(happening: Happening) -> list[Weapon]:
    """The car that blew up, where nothing else is said to have: it held the bomb."""
    head = happening.head
    if lemma(head) not in ("explode", "detonate", "blow") or not is_verb(head) or syntax.undergoers(head):
        return []
    subject = syntax.subject(head)
    nouns = nouns_for(subject) if subject is not None and is_pronoun(subject) else [subject]
    things = [noun for noun in nouns if noun is not None and lemma(noun) in words("weapons", "holders")]
    return [Weapon(span_of(_with_what_describes(thing.doc[thing.i : thing.i + 1])), None) for thing in things]


def _rammed_with(happening: Happening) -> list[Weapon]:
    """The vehicle that was driven into people: "a van ploughed into shoppers", "drove a lorry into the crowd"."""
    found: list[Token] = []
    for head in happening.heads if happening.kind in ("attack", "killing") else ():
        if is_noun(head):
            found += [part for part in head.children if part.dep_ == "compound" and _is_ridden(part)]
        elif lemma(head) in words("weapons", "ramming") and _hits_people(head):
            driven = [*syntax.conjuncts_of(syntax.subject(head)), *syntax.undergoers(head)]
            driven += [
                part for part in head.children if part.dep_ == "obl" and syntax.case_of(part) == "with"
            ]
            nouns = [noun for one in driven for noun in (nouns_for(one) if is_pronoun(one) else [one])]
            found += [noun for noun in nouns if _is_ridden(noun)]
    return [Weapon(span_of(one.doc[one.i : one.i + 1]), "vehicle") for one in found]


def _is_ridden(noun: Token) -> bool:
    return is_noun(noun) and lemma(noun) in words("weapons", "ridden")


def _hits_people(verb: Token) -> bool:
    """Are people run into, and no wall: "into a crowd", "struck two cyclists"?"""
    hit = [part for part in verb.children if part.dep_.startswith("obl") and syntax.case_of(part) == "into"]
    hit = hit or syntax.undergoers(verb)
    groups = vocabulary.load("groups")
    people = {*groups["civilians"], *groups["combatants"], *groups["bodies"], "people", "person", "man"}
    return any(lemma(part) in people or is_person_name(part) for one in hit for part in meant(one))


def _used_in(happening: Happening) -> list[Weapon]:
    """ "The truck *used in* the bombing": what a deed is said to have been done with."""
    found = []
    for head in happening.heads:
        if not is_noun(head) or syntax.case_of(head) not in ("in", "for", "during"):
            continue
        verb = head.head
        used = verb.dep_ in ("acl", "acl:relcl") and lemma(verb) == "use" and syntax.is_passive(verb)
        if used and lemma(verb.head) in words("weapons", "holders"):
            found.append(verb.head)
    return [Weapon(span_of(_with_what_describes(one.doc[one.i : one.i + 1])), None) for one in found]


def _goes_with(weapon_class: str, kind: str) -> bool:
    """Does the class say the kind itself, so that it belongs to the happening wherever the sentence names it?"""
    if kind == "aircraft_shot_down":
        return weapon_class in ("man_portable_air_defence", "missile", "air_defence")
    kinds: dict[str, str] = vocabulary.load("weapon_classes")["kinds"]
    return kinds.get(weapon_class) == kind


def _left_behind(happening: Happening) -> list[Weapon]:
    """What was left, planted or dropped off, where that is the happening: "a package"."""
    head = happening.head
    if not happening.bare or happening.kind not in ("bombing", "suicide_bombing") or head.pos_ != "VERB":
        return []
    found = [
        *syntax.undergoers(head),
        *(part for part in head.children if part.dep_ == "obl" and not syntax.case_of(part)),
    ]
    things = [
        thing for thing in found if lemma(thing) in words("placing", "things") and not classes_among([thing])
    ]
    return [Weapon(span_of(_with_what_describes(thing.doc[thing.i : thing.i + 1])), None) for thing in things]


def classes_among(tokens: Iterable[Token]) -> list[str]:
    """The classes of the weapons that the tokens name, in reading order."""
    wanted = {token.i for token in tokens}
    doc = next((token.doc for token in tokens), None)
    if doc is None:
        return []
    return [name for words, name in _weapons_of(doc) if words.root.i in wanted]


def classes_of(phrase: Span) -> list[str]:
    """The classes of the weapons that the words name, in reading order."""
    return [
        name
        for words, name in _weapons_of(phrase.doc)
        if phrase.start <= words.start and words.end <= phrase.end
    ]


def _weapons_of(doc: Doc) -> list[tuple[Span, str]]:
    """Every weapon that the report names, with its class."""
    return syntax.once(doc, "weapons", _find_weapons)


def _find_weapons(doc: Doc) -> list[tuple[Span, str]]:
    found = ((doc[start:end], name) for start, end, name in patterns.phrases_in(doc, _phrases()))
    return [(words, name) for words, name in found if is_noun(words.root)]


def _reach(head: Token, happening: Happening) -> list[Token]:
    """The words of a happening's own clause, and of the clause that its noun stands in."""
    clauses = [*syntax.clause(head), *_around(head)]
    for part in (*head.children, *syntax.governor(head).children):
        if part.dep_ in ("advcl", "acl") and lemma(part) in words("weapons", "using"):
            clauses += syntax.clause(part)
    used = lemma(head.head) in words("weapons", "using") | words("weapons", "throwing")
    if head.dep_ == "advcl" and used and syntax.subject(head) == syntax.subject(head.head):
        clauses += syntax.clause(head.head)  # "fired 20 rockets, destroying a depot"
    return clauses


def _around(head: Token) -> list[Token]:
    above = syntax.governor(head)
    if above == head or not (head.dep_.startswith(("nsubj", "obj", "obl", "nmod"))):
        return []
    return syntax.clause(above)


def _is_target(word: Token) -> bool:
    return word.dep_.startswith("obl") and syntax.case_of(word) in ("at", "against", "near", "under", "to")


def _is_name_of_deed(named: Span) -> bool:
    """ "bomb" in "bomb attack" is the name of the deed; "car bomb" in "… attack" is a weapon too."""
    word = named.root
    if word.dep_ == "compound" and lemma(word.head) in ("wound", "injury", "hole", "mark", "casing"):
        return True  # "bullet wounds" are what was suffered
    return word.dep_ == "compound" and len(named) == 1 and lemma(word) in ("bomb", "gun", "mine", "suicide")


def _with_what_describes(words: Span) -> Span:
    """The weapon with the words before it that describe it: "shoulder launched anti-aircraft missile"."""
    head, start = words.root, words.start
    for part in head.children:
        if (
            part.i < start
            and part.dep_ in ("amod", "compound", "nmod", "acl")
            and part.left_edge.i >= head.sent.start
        ):
            start = min(start, part.left_edge.i)
    while start < words.start and (
        words.doc[start].is_punct or words.doc[start].dep_ in ("det", "case", "nummod")
    ):
        start += 1
    return words.doc[start : words.end]


@functools.cache
def _phrases() -> dict[patterns.Pattern, str]:
    listed: dict[str, list[str]] = vocabulary.load("weapon_classes")["classes"]
    phrases: dict[patterns.Pattern, str] = {}
    for weapon_class, found in listed.items():
        for name in found:
            *first, last = patterns.pattern(name)
            phrases.setdefault((*first, last), weapon_class)
            phrases.setdefault((*first, "~" + last), weapon_class)
    return phrases
