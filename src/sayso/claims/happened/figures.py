"""Words of violence that are only a manner of speaking: to strike a deal, a storm that hits, an attack on a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import lemma
from sayso.claims.happened.frames import doers_of, is_person, members
from sayso.claims.happened.telling import words
from sayso.claims.sides.parties import mention_label

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: prepositions of what only stands beside a deed: "was hit at his business", "after a row over a drug"
_BESIDE = frozenset(
    (
        "after",
        "following",
        "during",
        "at",
        "near",
        "outside",
        "over",
        "before",
        "by",
        "inside",
        "behind",
        "amid",
    )
)


def is_figure(token: Token) -> bool:
    """Is the word of violence only a manner of speaking: to strike a deal, to fight corruption?"""
    objects = [
        part
        for part in token.children
        if part.dep_ == "obj" or (part.dep_ == "obl" and syntax.case_of(part) not in _BESIDE)
    ]
    if token.dep_ == "acl:relcl":
        objects.append(token.head)  # "a deal that they struck"
    if (
        _is_contest(token)
        or lemma(token) in words("figures", "verbs")
        and any(lemma(part) in words("figures", "things") for part in objects)
    ):
        return True
    if lemma(token) in words("figures", "done") and any(
        lemma(doer) in words("figures", "doers") for doer in doers_of(token)
    ):
        return True
    if _is_collision(token) or _is_hit_on(token):
        return True
    if lemma(token) == "hack":
        return _is_into_computers(token)
    if lemma(token) == "slash":
        return not any(is_person(part) for part in syntax.undergoers(token))
    if lemma(token) in ("rally", "march") and syntax.child(token, "obj") is not None:
        return True
    if lemma(token) in ("execute", "hang"):
        return token.pos_ == "VERB" and not any(is_person(part) for part in syntax.undergoers(token))
    if lemma(token) in ("fight", "battle", "struggle") and not syntax.undergoers(token):
        return any(
            part.dep_ in ("xcomp", "advcl") and lemma(part) in words("figures", "aims")
            for part in token.children
        )
    if lemma(token) in ("strike", "hit", "target", "beat", "storm", "harm", "punch", "stone", "pelt", "kick", "slap", "lash", "spear",
                        "cane", "butcher", "mug", "intern"):  # fmt: skip
        return token.pos_ == "VERB" and not syntax.undergoers(token)
    if lemma(token) in ("arrest", "detain") and any(lemma(part) == "hospital" for part in token.children):
        return True
    if lemma(token) == "flee":
        return _flees_alone(token)
    if lemma(token) == "burn" and token.pos_ == "VERB":
        return not syntax.undergoers(token)
    if lemma(token) == "go" and (subject := syntax.subject(token)) is not None:
        return lemma(subject) in ("alarm", "siren", "light", "he", "she", "they", "i")
    return (
        lemma(token) in ("protest", "demonstrate", "riot") and syntax.child(token, "ccomp", "obj") is not None
    )


def _is_into_computers(verb: Token) -> bool:
    """ "Hacked the committee", "hacked into an account"; not "hacked the guards with machetes"."""
    things = syntax.undergoers(verb)
    return not any(is_person(thing) or thing.tag_ in ("NNS", "PRP") for thing in things) or any(
        lemma(thing) in words("figures", "computers") for thing in things
    )


def _is_contest(verb: Token) -> bool:
    """ "Hart beat Lund in the primary", "she battled back", "fought for years for reform": won or striven, nobody was hurt."""
    if lemma(verb) == "beat":
        sides = [*doers_of(verb), *syntax.undergoers(verb)]
        return len(sides) > 1 and all(side.pos_ == "PROPN" for side in sides)
    if lemma(verb) not in ("fight", "battle") or syntax.undergoers(verb):
        return False
    cases = {syntax.case_of(part): part for part in verb.children if part.dep_.startswith("obl")}
    goal = cases.get("for")
    ground = goal is not None and (
        lemma(goal) in members("@ground", "@extent") | {"control"}
        or mention_label(goal) is not None
        or _counts_time(goal)
    )
    striven = goal is not None and not ground and not {"with", "against"} & set(cases)
    return striven or any(
        part.lower_ == "back" and part.dep_ in ("advmod", "compound:prt") for part in verb.children
    )


def _counts_time(noun: Token) -> bool:
    return lemma(noun) in ("year", "hour", "day", "week", "month", "decade", "minute", "time")


def _is_hit_on(verb: Token) -> bool:
    """ "She was going to hit me up": a call, and no blow."""
    return lemma(verb) == "hit" and any(
        part.dep_ == "compound:prt" and part.lower_ in ("up", "on", "off") for part in verb.children
    )


def _is_collision(verb: Token) -> bool:
    """ "The van hit a tree", "a truck struck a parked car": traffic, and no attack."""
    if lemma(verb) not in ("hit", "strike"):
        return False
    vehicles = words("figures", "vehicles")
    by_vehicle = any(lemma(doer) in vehicles for doer in doers_of(verb))
    things = [lemma(thing) for thing in syntax.undergoers(verb)]
    return any(
        thing in words("figures", "obstacles") or (by_vehicle and thing in vehicles) for thing in things
    )


def _flees_alone(verb: Token) -> bool:
    """Suspects and gunmen who flee are no displacement; families, crowds and numbers of people are."""
    if any(lemma(part) in ("scene", "foot", "police", "custody", "prison") for part in verb.subtree):
        return True
    subject = syntax.subject(verb)
    if subject is not None and lemma(subject) in members("@suspects", "@kidnappers"):
        return True
    return subject is not None and not (
        subject.tag_ in ("NNS", "NNPS")
        or subject.pos_ == "NUM"
        or lemma(subject) in ("family", "population", "community", "people", "convoy")
    )


def is_attack_in_words(noun: Token) -> bool:
    """A "verbal attack", an attack on somebody's record, a heart attack; who "goes on the attack" speaks."""
    if any(lemma(part) in words("figures", "attacks") for part in noun.lefts):
        return True
    against = [part for part in noun.children if syntax.case_of(part) in ("on", "against")]
    spoken = (
        noun.lower_ == "attack"
        and noun.head.lower_ in ("goes", "went", "go", "going")
        and syntax.case_of(noun) == "on"
    )
    return spoken or any(lemma(part) in words("figures", "things") for part in against)


def is_campaign_talk(word: Token) -> bool:
    """Is it an attack, a fight, a rally or a call in an election's coverage, where nothing beside it is of force?"""
    if lemma(word) not in words("figures", "spoken") or not syntax.once(
        word.doc, "politics", _is_of_politics
    ):
        return False
    beside = {form for token in word.sent for form in (lemma(token), token.lower_)}
    return beside.isdisjoint(words("figures", "physical"))


def _is_of_politics(doc: Doc) -> bool:
    """Does one word in sixty speak of an election, and three or more?"""
    count = sum(lemma(token) in words("figures", "politics") for token in doc)
    return count >= 3 and 60 * count >= len(doc)
