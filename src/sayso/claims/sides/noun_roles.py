"""Who did it and who had it done to them, by a noun that names the deed and the verb it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_verb, lemma
from sayso.claims.happened.reality import hung_on, is_suspicion
from sayso.claims.happened.telling import role_words, words
from sayso.claims.parts import Happening
from sayso.claims.sides.parties import canonical, is_party, mention_label
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Token

#: days that own a deed and do not do it: "today's attack"
_DAYS = frozenset(("today", "yesterday", "tonight"))

#: what both sides do to one another: "exchanged artillery fire"
_EXCHANGING = frozenset(("exchange", "trade", "swap"))
_USING = frozenset(("use", "employ"))

Roles = tuple[list["Token"], list["Token"]]


def roles_of_noun(noun: Token, happening: Happening) -> Roles:
    by: list[Token] = []
    against: list[Token] = []
    for part in hung_on(noun, happening.trigger):
        doers, undergoers = _beside(part, noun)
        by += doers
        against += undergoers
    if syntax.child(noun, "cop") is not None and happening.kind == "arrest":
        return by, syntax.conjuncts_of(syntax.child(noun, "nsubj"))  # "two men are in custody"
    doers, undergoers = _around(noun, happening)
    return by + doers, against + undergoers


def _beside(part: Token, noun: Token) -> Roles:
    """The role of a word that hangs on the noun."""
    done_to = lemma(noun) in role_words("done_to")
    if part.dep_ in ("nmod", "obl", "obl:agent", "obl:unmarked"):
        case = syntax.case_of(part)
        if case == "by" or (
            case == "from" and (is_party(part) or mention_label(part) == layers.ORGANISATION)
        ):
            return syntax.conjuncts(part), []
        if case in ("on", "against", "targeting", "upon", "to") or (case == "of" and done_to):
            return [], syntax.conjuncts(part)
        if case in ("between", "with", "involving"):
            return syntax.conjuncts(part), []
    if part.lower_ in _DAYS or (
        part.dep_ == "nmod:poss"
        and not done_to
        and mention_label(part) in (layers.TIME, layers.PLACE)
        and canonical(part.text) is None
    ):
        return [], []
    if part.dep_ == "nmod:poss" and any(syntax.case_of(other) == "of" for other in noun.children):
        return [part], []
    if part.dep_ == "nmod:poss":
        return ([], [part]) if done_to else ([part], [])
    if (
        part.dep_ in ("amod", "compound", "nmod:unmarked")
        and is_party(part)
        and lemma(noun) not in words("harm", "nouns")
    ):
        return [part], []
    if part.dep_ == "acl" and part.tag_ == "VBD" and syntax.child(part, "obj") is not None:
        return [], _struck(part)  # "near Marwa, two strikes engaged a unit", read as a noun with a clause
    if part.dep_ in ("acl", "acl:relcl"):
        return [], _aimed_at(part)
    return [], []


def _aimed_at(clause: Token) -> list[Token]:
    """ "bombings that seemed to be aimed at shoppers", "a strike targeting a depot"."""
    aim = next(
        (
            word
            for word in (clause, *clause.children)
            if lemma(word) in ("aim", "direct", "target") and is_verb(word)
        ),
        None,
    )
    if aim is None:
        return []
    at = [
        part
        for part in aim.children
        if part.dep_.startswith("obl") and syntax.case_of(part) in ("at", "against")
    ]
    return [token for part in at for token in syntax.conjuncts(part)] or (
        [] if syntax.is_passive(aim) else syntax.undergoers(aim)
    )


def _around(noun: Token, happening: Happening) -> Roles:
    """Who did it or suffered it by the verb that the noun hangs on: carried out, took part in, survived."""
    top = noun
    while (
        top.dep_ in ("nmod", "conj", "compound")
        and top.head != top
        and not is_verb(top.head)
        and lemma(top.head) not in role_words("shares")
    ):
        top = top.head
    verb = top.head
    word = lemma(verb)
    subject, agent = syntax.subject(verb) if is_verb(verb) else None, syntax.agent(verb)
    if top.dep_ == "obj" and word in _EXCHANGING and is_verb(verb):
        sides = [*syntax.conjuncts_of(subject), *_with_whom(verb, top)]
        return sides, sides
    if syntax.case_of(top) in ("in", "to") and word in words("telling", "resorting") and is_verb(verb):
        return syntax.conjuncts_of(subject), []
    if top.dep_ == "obj" and is_verb(verb) and (fired := fire_received(verb)) is not None:
        return fired, syntax.conjuncts_of(subject)
    if top.dep_ == "obj" and word in words("telling", "suffering"):
        return [], syntax.conjuncts_of(subject)
    if top.dep_ == "nsubj" and word == "include" and not is_verb(noun):
        return [], syntax.undergoers(verb)
    if word in words("telling", "ending") and is_verb(verb):
        return syntax.conjuncts_of(subject), []
    if syntax.case_of(top) == "under" and word in ("come", "be"):
        return [], syntax.conjuncts_of(subject)
    if top.dep_ == "nsubj" and word == "involve":
        return syntax.undergoers(verb), []
    if _tells_of_damage(top, verb):
        return [], syntax.undergoers(verb)
    if top.dep_ == "nsubj" and (struck := _struck(verb)):
        return [], struck
    if top.dep_ == "nsubj" and word in words("weapons", "using"):
        return [], _directed(verb)
    if top.dep_ == "nsubj" and top == noun and (torn := _agent_before(verb, noun)):
        return torn, []
    if top.dep_ == "obl" and syntax.case_of(top) == "with" and is_verb(verb) and not syntax.is_passive(verb):
        return syntax.conjuncts_of(subject), []
    doing = words("telling", "light") | {
        "hit",
        "plan",
        "claim",
        "use",
        "link",
        "make",
        "attempt",
        "admit",
        "coordinate",
        "direct",
        "lead",
        "complete",
        "commence",
    }
    if top.dep_ == "obj" and word in doing:
        return syntax.conjuncts_of(subject), _directed(verb)
    if top.dep_ == "nsubj:pass":
        carried = verb if word in words("telling", "light") else syntax.child(verb, "xcomp")
        agent = agent or (syntax.agent(carried) if carried is not None else None)
        return syntax.conjuncts_of(agent), _directed(verb)
    if is_suspicion(verb) and verb not in happening.heads:
        return [], []
    if syntax.case_of(top) in ("in", "for", "behind", "to") or word in role_words("shares"):
        return _sharers(top, verb), []
    return [], []


def _tells_of_damage(top: Token, verb: Token) -> bool:
    """ "A depot was destroyed in the strike", "the shop was shattered by an explosion": what the deed did it to."""
    damaging = words("telling", "striking") | words("weapons", "hitting") | {"shatter", "wreck", "flatten"}
    return (
        is_verb(verb)
        and syntax.is_passive(verb)
        and lemma(verb) in damaging
        and syntax.case_of(top) in ("in", "by", "during")
    )


def _agent_before(verb: Token, noun: Token) -> list[Token]:
    """ "The use of gas *by rebels* shows": who did it, where the tree hangs it on the verb behind it."""
    by = [
        part
        for part in verb.children
        if part.dep_.startswith("obl") and syntax.case_of(part) == "by" and noun.i < part.i < verb.i
    ]
    return [] if syntax.is_passive(verb) else [token for part in by for token in syntax.conjuncts(part)]


def fire_received(verb: Token) -> list[Token] | None:
    """By whom somebody "received", "took" or "drew fire"; None if the verb tells of nothing like that."""
    fire = syntax.child(verb, "obj")
    if lemma(verb) not in ("receive", "take", "draw", "face", "encounter") or fire is None:
        return None
    if lemma(fire) not in ("fire", "gunfire", "shellfire", "shelling", "bombardment"):
        return None
    return fired_by(fire, verb)


def fired_by(fire: Token, verb: Token) -> list[Token]:
    """Whose the fire is, which the tree may hang on it or on the verb: "under fire *from rebels*"."""
    hung = (*fire.children, *verb.children)
    sides = [part for part in hung if syntax.case_of(part) in ("from", "by")]
    return [token for part in sides for token in syntax.conjuncts(part)]


def _with_whom(verb: Token, fire: Token) -> list[Token]:
    """The other side in "traded fire *with rebels*"."""
    hung = [part for host in (verb, fire) for part in host.children if syntax.case_of(part) == "with"]
    return [token for part in hung for token in syntax.conjuncts(part)]


def _struck(verb: Token) -> list[Token]:
    """What a deed did it to: "strikes *engaged* two units and *destroyed* a bunker"; "hit a bus, *wrecking* it"."""
    striking = words("telling", "striking") | words("telling", "verbs")
    joined = [
        part
        for part in verb.children
        if part.dep_ in ("conj", "advcl", "parataxis")
        and is_verb(part)
        and syntax.child(part, "nsubj", "nsubj:pass") is None
    ]
    verbs = [one for one in (verb, *joined) if lemma(one) in striking and not syntax.is_passive(one)]
    return [
        token for one in verbs if syntax.child(one, "obj") is not None for token in syntax.undergoers(one)
    ]


def _directed(verb: Token) -> list[Token]:
    """What a deed that was carried out was aimed at: "conducted raids on the town", "using drones against a depot"."""
    hosts = [verb, *(part for part in verb.children if part.dep_ == "advcl" and lemma(part) in _USING)]
    on = [
        part
        for host in hosts
        for part in host.children
        if part.dep_ == "obl" and syntax.case_of(part) in ("on", "against", "upon")
    ]
    return [token for part in on if mention_label(part) != layers.TIME for token in syntax.conjuncts(part)]


def _sharers(top: Token, verb: Token) -> list[Token]:
    """Who took part in it, was involved, is responsible, is behind it."""
    word = lemma(verb)
    if word in ("role", "part", "involvement", "complicity", "hand", "responsibility"):
        owner = syntax.child(verb, "nmod:poss")
        if owner is not None:
            return [owner]
        return syntax.conjuncts_of(syntax.subject(verb.head)) if is_verb(verb.head) else []
    if word in role_words("shares"):
        if verb.dep_ in ("acl", "amod") and syntax.child(verb, "nsubj", "nsubj:pass") is None:
            return [verb.head]
        return syntax.conjuncts_of(syntax.child(verb, "nsubj", "nsubj:pass") or syntax.subject(verb))
    part = syntax.child(verb, "obj")
    taking = word in ("take", "have", "play") and part is not None and lemma(part) in ("part", "role", "hand")
    behind = syntax.case_of(top) == "behind" and word == "be"
    return syntax.conjuncts_of(syntax.subject(verb)) if taking or behind else _behind(top)


def _behind(noun: Token) -> list[Token]:
    """ "The name of X is behind this attack": the noun is the predicate itself."""
    return syntax.conjuncts_of(syntax.child(noun, "nsubj")) if syntax.case_of(noun) == "behind" else []
