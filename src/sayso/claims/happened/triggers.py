"""Words that name a happening, by the vocabulary of kinds, made more special by the means named beside them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.claims.grammar import patterns, syntax
from sayso.claims.grammar.lemmas import is_noun, is_verb, lemma
from sayso.claims.happened.announced import is_of_harm_to_come, kind_announced
from sayso.claims.happened.figures import is_attack_in_words, is_campaign_talk, is_figure
from sayso.claims.happened.frames import doers_of, is_person, kind_by_frame, members
from sayso.claims.happened.telling import words
from sayso.claims.parts import Happening
from sayso.claims.sides.parties import mention_label
from sayso.claims.weapons import classes_among, classes_of
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: nouns that a noun of violence describes without changing what is said: "the shooting incident"
_CARRIERS = frozenset(
    ("incident", "campaign", "spree", "wave", "mission", "outrage", "series", "operation", "run")
)
#: kinds that the means named beside them make more special
_OPEN_KINDS = frozenset(("attack", "killing", "bombing"))
_AIRCRAFT = frozenset(
    [
        "plane",
        "warplane",
        "jet",
        "aircraft",
        "helicopter",
        "airplane",
        "gunship",
        "airstrike",
        "fighter-jet",
    ]
)
_LABOUR = frozenset(
    ("worker", "union", "wage", "pay", "nurse", "teacher", "labour", "labor", "salary", "hunger")
)
_GUNS = frozenset(("gun", "rifle", "pistol", "firearm", "handgun", "shotgun", "weapon", "revolver"))
#: those whose clash is no battle
_UNARMED = frozenset(
    ["protester", "demonstrator", "marcher", "student", "fan", "supporter", "community", "communal", "youth", "mob", "crowd", "rioter",
     "inmate", "activist", "worker", "stick", "stone", "hindu", "muslim", "procession", "villager"]
)  # fmt: skip
#: crowds, whose violence is a riot
_CROWDS = frozenset(("mob", "crowd", "rioter"))
#: deeds that are a riot when a crowd does them
_OF_CROWDS = frozenset(("attack",))
#: words of a report that say that its violence is that of crowds
_RIOTOUS = frozenset(
    ["mob", "riot", "rioter", "rioting", "communal", "curfew", "stone", "stone-throwing", "stone-pelting", "miscreant"]
)  # fmt: skip
#: what ends a truce or breaks it
_UNMAKING = frozenset(
    (
        "collapse",
        "break",
        "violate",
        "breach",
        "end",
        "expire",
        "fail",
        "unravel",
        "shatter",
        "crumble",
        "respect",
    )
)
#: whose violence it is said to be
_OF_GROUPS = frozenset(
    ("ethnic", "communal", "sectarian", "street", "mob", "intercommunal", "tribal", "religious", "racial")
)
#: words for what crowds do, which are none of a deed
_UNRULY = frozenset(("violence", "unrest", "disturbance"))
#: verbs and nouns that say that violence began
_OUTBREAK = frozenset(("erupt", "break", "flare", "escalate", "spread", "outbreak", "bout", "incident"))


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary of kinds turned round: word → kind."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    phrases: dict[patterns.Pattern, str]
    needs: dict[str, frozenset[str]]


@functools.cache
def _words() -> _Words:
    kinds: dict[str, Any] = vocabulary.load("kinds")["kinds"]
    words = _Words({}, {}, {}, {})
    for kind, about in kinds.items():
        for verb in about["verbs"]:
            words.verbs.setdefault(verb, kind)
        for noun in about["nouns"]:
            words.nouns.setdefault(noun, kind)
        for phrase in (*about["phrases"], *(noun for noun in about["nouns"] if "-" in noun)):
            words.phrases.setdefault(patterns.pattern(phrase), kind)
        if "needs" in about:
            words.needs[kind] = frozenset(about["needs"])
    return words


def is_known(token: Token) -> bool:
    """Is it a word of the vocabulary of kinds, which the rules have looked at, whatever they made of it?"""
    known = _words().verbs if is_verb(token) else _words().nouns
    return lemma(token) in known


def find_triggers(doc: Doc) -> Iterator[Happening]:
    """Every word or phrase that may name a happening, with its kind; whether it did happen is asked later."""
    taken: set[int] = set()
    found: list[Happening] = []
    for start, end, kind in patterns.phrases_in(doc, _words().phrases):
        one = Happening(kind, doc[start:end], doc[start:end].root, doc[start].sent)
        if kind == "threat" and not is_of_harm_to_come(one.head, doc[end - 1].lower_, _words().verbs):
            continue
        announced = kind_announced(one.head)
        if announced is not None:
            one = replace(one, kind=announced)
        if (
            (announced or _has_needs(one))
            and not is_figure(one.head)
            and one.head.pos_ not in ("PUNCT", "SPACE")
        ):
            taken.update(range(start, end))
            found.append(one)
    for token in doc:
        framed = None if token.i in taken else kind_announced(token)
        framed = framed or (kind_by_frame(token) if is_verb(token) and token.i not in taken else None)
        kind_found = framed or (_kind_of(token) if token.i not in taken else None)
        if kind_found is not None and not (framed and is_figure(token)):
            one = Happening(kind_found, doc[token.i : token.i + 1], token, token.sent)
            if framed or _has_needs(one):
                found.append(one)
    found = [one for one in found if not is_campaign_talk(one.head)]
    return iter([_refined(one) for one in sorted(found, key=lambda one: one.trigger.start)])


def _kind_of(token: Token) -> str | None:
    """The kind a single word names; nouns that only describe another noun name none."""
    word = lemma(token)
    if is_verb(token) and _words().verbs.get(word) == "territory_taken":
        return _taken(token)
    if is_verb(token) and token.dep_ == "conj" and token.head.lower_ == "shot" and is_noun(token.head):
        return "shooting"  # "a gunman shot and wounded": the first verb was read as a noun
    if is_verb(token):
        kind = _fired(token) if word in ("fire", "launch", "open") else _words().verbs.get(word)
        return None if kind is not None and is_figure(token) else kind
    if is_noun(token):
        if token.dep_ == "compound" and lemma(token.head) not in _CARRIERS:
            return None
        if token.pos_ == "PROPN" and token.dep_ in ("flat", "compound"):
            return None
        kind = _violence(token) if word in _UNRULY else _words().nouns.get(word)
        return None if kind is not None and _is_other_sense(token, word) else kind
    if token.pos_ == "ADJ" and token.dep_ != "fixed" and word in ("dead", "kill", "wound", "injure", "hurt"):
        return "killing" if word in ("dead", "kill") else "attack"
    return None


def _violence(noun: Token) -> str | None:
    """ "Violence broke out": a riot, where the report speaks of crowds; unrest is of crowds anyway."""
    told = _OUTBREAK | (words("telling", "reporting") if noun.dep_ == "nsubj:pass" else set())
    if noun.dep_ not in ("nsubj", "nsubj:pass", "nmod", "conj") or lemma(noun.head) not in told:
        return None
    of_crowds = noun.lower_ != "violence" or any(part.lower_ in _OF_GROUPS for part in noun.lefts)
    return "riot" if of_crowds or syntax.once(noun.doc, "riotous", _is_riotous) else None


def _is_riotous(doc: Doc) -> bool:
    return any(lemma(token) in _RIOTOUS for token in doc)


def _is_other_sense(noun: Token, word: str) -> bool:
    """Is it a "shot" that nobody fired, a "firing" from a job, an injury that somebody died of?"""
    if _words().nouns.get(word) == "ceasefire" and lemma(noun.head) in _UNMAKING:
        return True  # "the truce collapsed" tells of none
    if word == "arrest" and any(part.lower_ == "cardiac" for part in noun.lefts):
        return True
    if (
        word == "protest"
        and syntax.case_of(noun) == "in"
        and not any(part.dep_ == "det" for part in noun.children)
    ):
        return True  # "in protest at"
    if word == "injury" and lemma(noun.head) in ("succumb", "die"):
        return True
    if word in ("attack", "assault", "onslaught", "rampage"):
        return is_attack_in_words(noun)
    if word == "shot":
        above = syntax.governor(noun)
        fired = lemma(above) in (
            "hear",
            "be",
            "ring",
            "fire",
            "go",
            "follow",
            "erupt",
            "exchange",
            "break",
            "strike",
            "hit",
            "kill",
            "return",
            "come",
            "wound",
            "injure",
            "graze",
            "pierce",
            "shatter",
            "fly",
            "sound",
            "echo",
            "land",
        )
        counted = noun.tag_ == "NNS" or any(part.dep_ == "nummod" for part in noun.children)
        return not (fired and counted)
    of = next((part for part in noun.children if syntax.case_of(part) == "of"), None)
    if word == "execution" and _is_carrying_out(noun):
        return True
    return word == "firing" and of is not None and not _names_gun_or_shot(of)


def _is_carrying_out(execution: Token) -> bool:
    """ "The planning and execution of the works": of what is no person and no body of people."""
    after = execution.nbor() if execution.i + 1 < len(execution.doc) else execution
    if after.lower_ != "of":
        return False
    victims = members("@police", "@sides", "@fighters")
    return not any(is_person(one) or lemma(one) in victims for one in syntax.conjuncts(after.head))


def _names_gun_or_shot(noun: Token) -> bool:
    return bool({lemma(part) for part in noun.subtree} & (_GUNS | {"shot", "round", "bullet", "shell"}))


def _taken(verb: Token) -> str | None:
    """What a word of taking takes: ground, captives; anything else is no happening of ours."""
    needs = _words().needs["territory_taken"]
    things = syntax.undergoers(verb)
    if any(lemma(thing) in ("hostage", "captive") for thing in things):
        return "abduction"
    ground = any(
        lemma(part) in needs | members("@extent") for thing in things for part in (thing, *_phrase(thing))
    )
    return (
        "territory_taken" if ground or any(mention_label(thing) == layers.PLACE for thing in things) else None
    )


def _fired(verb: Token) -> str | None:
    """The kind of firing, by what is fired: shots, rockets, missiles, tear gas; a person who is fired lost a job."""
    kinds: dict[str, str] = vocabulary.load("weapon_classes")["kinds"]
    if verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN" and syntax.agent(verb) is None:
        return None
    objects = [part for part in verb.children if part.dep_ in ("obj", "nsubj:pass")]
    for thing in objects:
        classes = classes_among(_phrase(thing))
        if "crowd_control" in classes:
            return "protest_repression"
        fired = [kinds[weapon_class] for weapon_class in classes if weapon_class in kinds]
        if fired:  # "rounds of artillery" are no shots
            return next((kind for kind in fired if kind != "shooting"), "shooting")
        if lemma(thing) in ("shot", "round", "volley", "gun", "weapon"):
            return "shooting"
    aimed = any(
        part.dep_.startswith("obl")
        and syntax.case_of(part) in ("at", "on", "into", "upon", "toward", "towards", "through", "across")
        for part in verb.children
    )
    aimed = aimed or any(
        lemma(part) == "time"
        and any(one.dep_ == "nummod" or one.lower_ in ("several", "multiple") for one in part.children)
        for part in verb.children
        if part.i > verb.i
    )
    resorted = lemma(verb.head) in words("telling", "resorting") and verb.tag_ == "VBG"
    return (
        "shooting"
        if lemma(verb) == "fire"
        and (aimed or resorted)
        and not any(lemma(thing) != "time" for thing in objects)
        else None
    )


def _has_needs(found: Happening) -> bool:
    if found.kind == "chemical_attack" and any(token.lower_ == "such" for token in found.trigger):
        return "chemical" in classes_of(found.trigger.doc[: found.trigger.start])
    needs = _words().needs.get(found.kind)
    if (
        found.kind == "territory_taken"
        and len(found.trigger) == 2
        and found.trigger[1].lower_ in ("over", "back")
    ):
        return _is_taken_over(found.head)
    if needs is None or (found.kind in ("territory_taken", "abduction") and is_verb(found.head)):
        return True
    thing = syntax.child(found.head, "obj")
    if found.kind == "withdrawal" and thing is not None and is_verb(found.head):
        return lemma(thing) in needs  # troops are pulled out, and so are guns and wallets
    if found.kind == "arms_supply" and is_verb(found.head):
        return _is_given(found.head) and not needs.isdisjoint(_given(found.head))
    if found.kind == "arms_supply":
        return any(lemma(token) in needs and token != found.head for token in syntax.clause(found.head))
    return any(lemma(token) in needs for token in found.sentence)


def _is_taken_over(verb: Token) -> bool:
    """ "Took over the port", "the rebels took over": ground, or forces that take it; a host takes over a show."""
    things = syntax.undergoers(verb)
    state = any(lemma(part) in ("country", "power", "government", "state", "building") for part in things)
    by_force = any(lemma(doer) in members("@troops") for doer in doers_of(verb))
    return state or by_force or _taken(verb) is not None


def _given(verb: Token) -> set[str]:
    """What is given: the object, and what somebody is supplied with."""
    things = [*syntax.undergoers(verb), *(part for part in verb.children if syntax.case_of(part) == "with")]
    return {lemma(part) for thing in things for part in _phrase(thing)}


def _is_given(verb: Token) -> bool:
    """Does somebody get it: "sent the rebels rifles", "supplied them with rifles", "delivered rifles to them"?"""
    if syntax.child(verb, "iobj") is not None or lemma(verb) == "arm":
        return True
    hosts = [verb, *(part for part in verb.children if part.dep_ in ("obj", "nsubj:pass"))]
    return any(
        syntax.case_of(part) in ("to", "for", "with", "into") and part.dep_.startswith(("obl", "nmod"))
        for host in hosts
        for part in host.children
    )


def _refined(found: Happening) -> Happening:
    """The same with a kind made more special by the means that its clause names."""
    head = found.head
    if found.kind == "bombing" and lemma(head) == "go" and _names_gun(found):
        return replace(found, kind="shooting")
    if lemma(head) == "strike" and is_noun(head) and found.kind == "attack":
        return replace(found, kind="protest" if _is_labour(found) else "air_strike")
    if (
        found.kind == "armed_clash"
        and {lemma(token) for token in syntax.clause(syntax.governor(head))} & _UNARMED
    ):
        return replace(found, kind="riot")
    if found.kind == "withdrawal" and any(lemma(doer) in _civilians() for doer in doers_of(head)):
        return replace(found, kind="displacement")
    if found.kind in _OF_CROWDS and {lemma(doer) for doer in doers_of(head)} & _CROWDS:
        return replace(found, kind="riot")
    if found.kind in ("killing", "execution") and _is_tried(head):
        return replace(found, kind="attack")
    if found.kind in ("shooting", "attack") and _is_on_protesters(head):
        return replace(found, kind="protest_repression")
    if found.kind == "attack" and _is_mortal(head):
        found = replace(found, kind="killing")
    if found.kind not in _OPEN_KINDS or (found.kind == "killing" and head.pos_ != "VERB"):
        return found
    kind = _by_means(found)
    return found if kind is None else replace(found, kind=kind)


@functools.cache
def _civilians() -> frozenset[str]:
    """Words for those who are displaced where an army withdraws."""
    return frozenset(vocabulary.load("groups")["civilians"]) | members("@crowd") - {"member", "group"}


def _is_tried(verb: Token) -> bool:
    """ "Tried to strangle a guard": nobody was killed."""
    return verb.dep_ == "xcomp" and lemma(verb.head) in words("reality", "attempts")


def _is_on_protesters(head: Token) -> bool:
    """Is it what an authority does to protesters: "the army opened fire on the marchers"?"""
    at = (
        part
        for part in head.children
        if part.dep_.startswith("obl") and syntax.case_of(part) in ("on", "at", "into")
    )
    targets = words("figures", "protesters")
    crowd = {"crowd"} if any(lemma(token) in targets for token in head.sent) else set()
    aimed = any(lemma(part) in targets | crowd for part in at)
    return aimed and any(lemma(doer) in words("figures", "authorities") for doer in doers_of(head))


def _is_mortal(head: Token) -> bool:
    """ "mortally wounded", "fatally stabbed": the hurt died of it."""
    return any(part.lower_ in ("mortally", "fatally", "lethally") for part in head.children)


def _names_gun(found: Happening) -> bool:
    words = {lemma(token) for token in found.sentence}
    return bool(words & _GUNS) and not words & {"bomb", "device", "explosive", "explosion"}


def _is_labour(found: Happening) -> bool:
    return bool({lemma(token) for token in found.sentence} & _LABOUR)


def _by_means(found: Happening) -> str | None:
    """The kind that the weapon says: what a noun is made with, what a verb's subject or instrument is."""
    near = list(_means(found.head))
    words = {lemma(token) for token in near}
    kinds: dict[str, str] = vocabulary.load("weapon_classes")["kinds"]
    if words & _AIRCRAFT and found.kind != "killing":
        return "air_strike"
    for weapon_class in classes_among(near):
        kind = kinds.get(weapon_class)
        if kind is not None and not (
            found.kind == "bombing" and kind in ("shooting", "attack", "arson", "shelling")
        ):
            return kind
    return None


def _means(head: Token) -> Iterator[Token]:
    """The words that may name the means: of a noun its modifiers, of a verb its subject and instruments."""
    for part in head.children:
        if part.dep_ in ("compound", "amod") and head.pos_ in ("NOUN", "PROPN"):
            yield from part.subtree
        elif (
            part.dep_ == "nsubj"
            and head.pos_ == "VERB"
            and syntax.child(head, "obj") is not None
            or part.dep_.startswith(("obl", "nmod"))
            and syntax.case_of(part)
            in (
                "by",
                "with",
                "from",
                "in",
                "using",
            )
        ):
            yield from _phrase(part)
        elif part.dep_ == "advcl" and lemma(part) in ("use", "fire", "employ"):
            yield from (token for child in part.children if child.dep_ == "obj" for token in _phrase(child))
    if head.pos_ != "VERB" and head.head.pos_ == "VERB" and head.dep_ in ("nsubj:pass", "obj"):
        yield from (
            token
            for part in head.head.children
            if syntax.case_of(part) in ("by", "with")
            for token in _phrase(part)
        )


def _phrase(head: Token) -> list[Token]:
    """A noun with what stands before it and its "of", without clauses."""
    found = [head]
    for part in head.children:
        if part.dep_ in ("compound", "amod", "conj", "flat") or (
            part.dep_ == "nmod" and syntax.case_of(part) == "of"
        ):
            found += _phrase(part)
    return found


__all__ = ["classes_of", "find_triggers"]
