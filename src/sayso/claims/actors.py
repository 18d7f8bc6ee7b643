"""By whom, and to whom: noun phrases that the words of a happening make doer or undergoer."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims import names, syntax
from sayso.claims.parts import Happening, span_of
from sayso.language import layers
from sayso.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Actors = tuple[Actor, ...]

#: verbs whose subject has it done to them
_SUFFERED = frozenset(("die", "perish", "disappear", "come", "crash", "explode"))
#: nouns whose "of" and possessive name those it was done to
_DONE_TO = frozenset(
    [
        "killing",
        "murder",
        "assassination",
        "death",
        "execution",
        "massacre",
        "kidnapping",
        "abduction",
        "downing",
        "shooting",
        "beheading",
        "bombing",
        "shelling",
        "slaughter",
        "arrest",
        "detention",
        "rape",
        "siege",
        "capture",
    ]
)
#: verbs that carry a happening named by their object
_LIGHT = frozenset(
    [
        "carry",
        "launch",
        "conduct",
        "stage",
        "mount",
        "commit",
        "perpetrate",
        "order",
        "plan",
        "make",
        "wage",
        "unleash",
        "open",
    ]
)
_THINGS = frozenset(
    [
        "bomb",
        "blast",
        "explosion",
        "attack",
        "device",
        "strike",
        "raid",
        "bombing",
        "shelling",
        "shooting",
        "bullet",
        "rocket",
        "missile",
        "mortar",
        "clash",
        "fighting",
        "it",
        "there",
        "responsibility",
        "weapon",
        "violence",
        "fire",
        "gunfire",
        "airstrike",
        "operation",
        "offensive",
        "incident",
        "assault",
        "crash",
    ]
)
_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "who",
        "that",
        "which",
        "this",
        "these",
        "those",
        "we",
        "i",
        "you",
        "us",
        "his",
        "its",
        "their",
    ]
)


def find_actors(happening: Happening, doc: Doc) -> tuple[Actors, Actors]:
    """(by, against) of a happening; a pronoun that the text does not resolve is left out."""
    by: list[Token] = []
    against: list[Token] = []
    for head in happening.heads:
        doers, undergoers = _of_verb(head) if head.pos_ in ("VERB", "AUX", "ADJ") else _of_noun(head)
        by += doers
        against += undergoers
    by += [token for token in _blamed(happening.head) if token not in by]
    doing = _actors(by)
    done_to = tuple(actor for actor in _actors(against) if actor not in doing)
    return doing, done_to


def _of_verb(verb: Token) -> tuple[list[Token], list[Token]]:
    subject, agent = syntax.subject(verb), syntax.agent(verb)
    suffered = verb.lemma_ in _SUFFERED or verb.pos_ == "ADJ"
    against = syntax.undergoers(verb)
    if suffered and subject is not None:
        return _fought(verb), syntax.conjuncts(subject)
    by = syntax.conjuncts(agent) if agent is not None else []
    if (
        subject is not None
        and not against
        and verb.dep_ == "acl"
        and subject is verb.head
        and verb.tag_ == "VBN"
    ):
        return by, [subject]
    by += _fought(verb)
    return by + (syntax.conjuncts(subject) if subject is not None else []), against + _with(verb)


def _fought(verb: Token) -> list[Token]:
    """The other side in "died in a fight with rebels"."""
    fights = [
        part for part in verb.children if part.lemma_ in ("fight", "clash", "battle", "firefight", "ambush")
    ]
    sides = [
        part for fight in fights for part in fight.children if syntax.case_of(part) in ("with", "against")
    ]
    return [token for side in sides for token in syntax.conjuncts(side)]


def _blamed(head: Token) -> list[Token]:
    """Who is blamed or accused in "a plane was blamed for the deaths", "they accused the army of shelling"."""
    for verb in [head, *head.ancestors]:
        if verb.lemma_ in ("blame", "accuse", "suspect") and verb.pos_ == "VERB":
            on = next((part for part in verb.children if syntax.case_of(part) == "on"), None)
            return syntax.conjuncts(on) if on is not None else syntax.undergoers(verb)
        if verb.dep_ in ("ccomp", "parataxis", "conj"):
            break
    return []


def _with(verb: Token) -> list[Token]:
    """Those that somebody clashed with, fired at, fought against."""
    return [
        token
        for part in verb.children
        if part.dep_.startswith("obl")
        and syntax.case_of(part) in ("with", "against", "at", "on")
        and part.ent_type_ != "time"
        for token in syntax.conjuncts(part)
        if verb.lemma_ in ("clash", "fire", "fight", "battle", "open", "call", "impose")
    ]


def _of_noun(noun: Token) -> tuple[list[Token], list[Token]]:
    by: list[Token] = []
    against: list[Token] = []
    for part in noun.children:
        if part.dep_ in ("nmod", "obl"):
            case = syntax.case_of(part)
            if case == "by":
                by += syntax.conjuncts(part)
            elif case in ("on", "against") or (case == "of" and noun.lemma_ in _DONE_TO):
                against += syntax.conjuncts(part)
            elif case in ("between", "with"):
                by += syntax.conjuncts(part)
        elif part.dep_ == "nmod:poss":
            (against if noun.lemma_ in _DONE_TO else by).append(part)
        elif part.dep_ in ("amod", "compound") and _is_party(part):
            by.append(part)
    verb = noun.head
    if noun.dep_ == "obj" and verb.lemma_ in _LIGHT and (subject := syntax.subject(verb)) is not None:
        by += syntax.conjuncts(subject)
    if (
        noun.dep_.startswith("obl")
        and verb.lemma_ in ("retaliate", "respond", "hit", "answer")
        and syntax.case_of(noun) == "with"
    ):
        subject = syntax.subject(verb)
        by += syntax.conjuncts(subject) if subject is not None else []
    if noun.dep_ == "nsubj:pass" and verb.lemma_ in _LIGHT and (agent := syntax.agent(verb)) is not None:
        by += syntax.conjuncts(agent)
    return by, against


def _is_party(word: Token) -> bool:
    """Is this adjective or first noun a nation, a body or a force?"""
    for mention in word.doc.spans.get(layers.MENTIONS, []):
        if mention.start <= word.i < mention.end and mention.label_ in (
            layers.NATIONALITY,
            layers.ORGANISATION,
        ):
            return True
    return _canonical(word.text) is not None or word.lemma_.lower() in (
        "rebel",
        "army",
        "militant",
        "police",
        "government",
    )


def _actors(heads: Iterable[Token]) -> Actors:
    found: dict[str, Actor] = {}
    for head in heads:
        meant = _resolved(head)
        if meant is None or meant.lemma_.lower() in _THINGS or meant.lemma_.lower() in _weapons():
            continue
        words = _phrase(meant)
        if not any(token.is_alpha for token in words):
            continue
        canonical = _canonical(words.text)
        name = canonical if canonical and meant.pos_ == "ADJ" else words.text
        found.setdefault(names.key(name), Actor(name, span_of(words), canonical, _kind(words)))
    return tuple(found.values())


@functools.cache
def _weapons() -> frozenset[str]:
    classes: dict[str, list[str]] = vocabulary.load("weapon_classes")["classes"]
    return frozenset(words.split()[-1] for found in classes.values() for words in found)


def _phrase(head: Token) -> Span:
    """The noun phrase without article and number: "seven civilians" is the civilians."""
    words = names.phrase(head)
    start = words.start
    while start < head.i and _is_number_or_article(words.doc[start]):
        start += 1
    return words.doc[start : words.end]


def _is_number_or_article(token: Token) -> bool:
    return token.dep_ in ("nummod", "det", "advmod", "case", "punct") or token.lower_ in (
        "at", "least", "more", "than", "some", "about", "most", "up", "to", "other", "many", "over",
    )  # fmt: skip


def _resolved(head: Token) -> Token | None:
    """The noun that a pronoun stands for: the nearest earlier subject that agrees in number; None if there is none."""
    if head.pos_ == "NUM" or head.lower_ in (
        "people",
        "others",
        "person",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
    ):
        return None
    if head.lower_ not in _PRONOUNS:
        return head
    if head.lower_ in ("we", "i", "you", "us", "this", "these", "those", "there"):
        return None
    plural = head.lower_ in ("they", "them", "their")
    start = head.sent.start
    earlier = [
        token
        for token in head.doc[max(0, start - 60) : head.i]
        if token.dep_ in ("nsubj", "nsubj:pass", "obj")
    ]
    for token in reversed(earlier):
        if (
            token.pos_ in ("NOUN", "PROPN")
            and (token.tag_ in ("NNS", "NNPS")) == plural
            and token.head != head.head
        ):
            return token
    return None


def _canonical(text: str) -> str | None:
    """The name in the actor register, by name or alias."""
    register: dict[str, list[str]] = vocabulary.load("actors")["register"]
    wanted = names.key(text)
    return next(
        (name for name, aliases in register.items() if wanted in {names.key(a) for a in (name, *aliases)}),
        None,
    )


def _kind(words: Span) -> str | None:
    kinds: dict[str, list[str]] = vocabulary.load("actors")["kinds"]
    lemmas = {token.lemma_.lower() for token in words} | {token.lower_ for token in words}
    return next((kind for kind, terms in kinds.items() if lemmas & set(terms)), None)
