"""By whom, and to whom: noun phrases that the words of a happening make doer or undergoer."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims import names, syntax
from sayso.claims.lemmas import is_noun, is_verb, lemma
from sayso.claims.parties import canonical, is_party, is_person_name, kind_of, mention_label
from sayso.claims.parts import Happening, span_of
from sayso.claims.phrases import meant, name_of, resolved, words_of
from sayso.claims.reality import is_suspicion
from sayso.claims.telling import words
from sayso.language import layers
from sayso.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Actors = tuple[Actor, ...]
Roles = tuple[list["Token"], list["Token"]]

_MODAL_DEMAND = frozenset(("must", "should"))
_REFLEXIVE = frozenset(("himself", "herself", "themselves", "itself"))


def find_actors(happening: Happening, doc: Doc) -> tuple[Actors, Actors]:
    """(by, against) of a happening; a pronoun that the text does not resolve is left out."""
    by: list[Token] = []
    against: list[Token] = []
    heads = happening.heads if happening.of is None else (*happening.heads, happening.of)
    for head in heads:
        doers, undergoers = _of_verb(head, happening) if not is_noun(head) else _of_noun(head, happening)
        by += [] if head == happening.of or _is_effect_of_means(head, happening) else doers
        against += undergoers
    blamed = [token for head in heads for token in _blamed(head, heads)]
    if blamed:
        by = blamed
    if happening.kind == "armed_clash" and (not against or len(by) > 1):
        by, against = _sides(by)
    doing = _actors(token for token in by if not _is_building(token))
    done_to = tuple(
        actor
        for actor in _actors(against)
        if _is_other(actor, doing) and not _is_mere_count(actor, happening)
    )
    return doing, done_to


def _is_effect_of_means(head: Token, happening: Happening) -> bool:
    """ "exploded, wounding 13": what a bomb that went off by itself did has no other doer."""
    means = lemma(happening.head) in ("explode", "detonate", "go", "blast", "explosion")
    borrowed = syntax.child(head, "nsubj") is None and syntax.agent(head) is None
    return head != happening.head and means and borrowed and is_verb(head)


def _is_other(actor: Actor, doing: Actors) -> bool:
    """Nobody is both, except who is said to have done it to themselves."""
    return actor.span.text.lower() in _REFLEXIVE or all(actor.span != one.span for one in doing)


def _is_building(token: Token) -> bool:
    """A place that is no party does nothing: "the café which killed 13" was read wrongly."""
    return (
        mention_label(token) == layers.PLACE
        and canonical(words_of(token).text) is None
        and canonical(token.text) is None
    )


def _is_mere_count(actor: Actor, happening: Happening) -> bool:
    """ "eleven people died" counts people and says no more of whom it was done to; "a blast injured people" does."""
    general = actor.name.lower() in ("people", "persons", "others", "victims")
    return general and (
        happening.bare or lemma(happening.head) in words("harm", "verbs") or not _is_object(actor, happening)
    )


def _is_object(actor: Actor, happening: Happening) -> bool:
    """Is it the object of a verb of harm or of the happening, and not only the subject of "died"?"""
    return not any(lemma(head) == "die" for head in happening.heads)


def _sides(by: list[Token]) -> Roles:
    """Two sides that fight: the first named is the doer, the others have it done to them."""
    return by[:1], by[1:]


# ---- verbs and adjectives ------------------------------------------------------------------------


def _of_verb(verb: Token, happening: Happening) -> Roles:
    word = lemma(verb)
    subject, agent = syntax.subject(verb), syntax.agent(verb)
    if happening.kind in ("demand", "threat") and (addressed := _addressed(verb, subject)) is not None:
        return addressed
    if word in _words("suffered") or not is_verb(verb):
        return _sufferers(verb, subject)
    if happening.bare and happening.kind == "bombing" and word in words("placing", "verbs"):
        return _all(subject), []
    if happening.bare and word in words("harm", "to_hospital") | {"include"}:
        return [], []
    if happening.kind == "arms_supply":
        return _all(subject), _receivers(verb)
    by = syntax.conjuncts(agent) if agent is not None else []
    if word == "come" and (under := _fallen_under(verb)):
        return under, _all(subject)
    if word in ("go", "explode", "detonate") and syntax.child(verb, "obj") is None:
        return by, _aimed(verb)
    against = syntax.undergoers(verb)
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"
    doers = [] if subject is None or (reduced and subject == verb.head) else syntax.conjuncts(subject)
    if not against and verb.dep_ == "xcomp":
        against = _left(verb)
    return by + _fought(verb) + doers, [*against, *_included(verb, against), *_aimed(verb)]


def _included(verb: Token, against: Sequence[Token]) -> list[Token]:
    """Those named after "including": "activists were arrested, including two lawyers"."""
    hosts = (verb, *against)
    found = [
        part for host in hosts for part in host.children if syntax.case_of(part) in ("including", "among")
    ]
    return [token for part in found if part.dep_ in ("nmod", "obl") for token in syntax.conjuncts(part)]


def _receivers(verb: Token) -> list[Token]:
    """Those who were given something: "to" them, or as the object beside "with"."""
    given = [part for part in verb.children if part.dep_ == "obj"]
    indirect = [part for part in verb.children if part.dep_ == "iobj"]
    to = [
        part
        for host in (verb, *given)
        for part in host.children
        if syntax.case_of(part) == "to" and part.dep_ in ("obl", "nmod")
    ]
    with_what = any(syntax.case_of(part) == "with" for part in verb.children)
    return [
        token
        for part in (indirect or to or (given if with_what or lemma(verb) == "arm" else []))
        for token in syntax.conjuncts(part)
    ]


def _all(token: Token | None) -> list[Token]:
    return [] if token is None else syntax.conjuncts(token)


def _addressed(verb: Token, subject: Token | None) -> Roles | None:
    """Of a demand: who asks, and who is asked. Who "must comply", or "will pay", is addressed by the speaker."""
    if lemma(verb) in ("pay", "punish"):
        return [], syntax.undergoers(verb) if lemma(verb) == "punish" else _all(subject)
    modal = any(part.dep_ == "aux" and part.lower_ in _MODAL_DEMAND for part in verb.children)
    if modal or (lemma(verb) == "have" and syntax.child(verb, "obj") is not None):
        return [], _all(subject)
    asked = [
        part
        for part in verb.children
        if part.dep_.startswith("obl") and syntax.case_of(part) in ("on", "upon", "to")
    ]
    people = [token for part in asked for token in syntax.conjuncts(part)]
    people += [part for part in verb.children if part.dep_ == "iobj"]
    objects = [
        token
        for token in syntax.undergoers(verb)
        if lemma(verb) in ("urge", "ask", "press", "warn", "threaten")
    ]
    return _all(subject), people + objects


def _sufferers(verb: Token, subject: Token | None) -> Roles:
    """Those who died, were dead, came down: the subject has it done to it, and who it fought did it."""
    if subject is not None:
        return _fought(verb), [] if _is_means(subject) else syntax.conjuncts(subject)
    if verb.dep_ in ("acl", "amod"):
        return [], [verb.head]
    return [], _left(verb) or syntax.undergoers(verb)


def _left(result: Token) -> list[Token]:
    """ "left a boy injured": the object of the verb whose result is told."""
    found = [part for part in result.head.children if part.dep_ == "obj" and part != result]
    return syntax.conjuncts(found[-1]) if found else []


def _is_means(token: Token) -> bool:
    return lemma(token) in _things() or lemma(token) in _weapons()


def _fallen_under(verb: Token) -> list[Token]:
    """By whom somebody "came under fire from"."""
    fires = [part for part in verb.children if syntax.case_of(part) == "under"]
    return [
        token
        for fire in fires
        for part in fire.children
        if syntax.case_of(part) in ("from", "by")
        for token in syntax.conjuncts(part)
    ]


def _fought(verb: Token) -> list[Token]:
    """The other side in "died in a fight with rebels"."""
    fights = [
        part
        for part in verb.children
        if lemma(part) in ("fight", "clash", "battle", "firefight", "ambush", "shootout")
    ]
    sides = [
        part
        for fight in fights
        for part in fight.children
        if syntax.case_of(part) in ("with", "against", "by")
    ]
    return [token for side in sides for token in syntax.conjuncts(side)]


def _aimed(verb: Token) -> list[Token]:
    """Those that somebody clashed with, fired at, fought against; what a bomb went off under."""
    cases = (
        {"with", "against", "at", "on", "upon", "into", "to", "toward", "towards"}
        if lemma(verb) in _words("aiming")
        else set()
    )
    if lemma(verb) in ("shoot", "fire") and syntax.child(verb, "obj", "compound:prt") is not None:
        cases = {"at"}
    if lemma(verb) in ("explode", "detonate", "go"):
        cases = {"under", "beneath"}
    hosts = [
        verb,
        *(
            part
            for part in verb.children
            if part.dep_ == "obj" and lemma(verb) in ("fire", "shoot", "launch", "open")
        ),
    ]
    found = [
        part
        for host in hosts
        for part in host.children
        if part.dep_.startswith(("obl", "nmod")) and syntax.case_of(part) in cases
    ]
    return [token for part in found if mention_label(part) != layers.TIME for token in syntax.conjuncts(part)]


# ---- nouns ---------------------------------------------------------------------------------------


def _of_noun(noun: Token, happening: Happening) -> Roles:
    by: list[Token] = []
    against: list[Token] = []
    for part in noun.children:
        doers, undergoers = _beside(part, noun)
        by += doers
        against += undergoers
    doers, undergoers = _around(noun, happening)
    return by + doers, against + undergoers


def _beside(part: Token, noun: Token) -> Roles:
    """The role of a word that hangs on the noun."""
    done_to = lemma(noun) in _words("done_to")
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
    if (
        part.dep_ == "nmod:poss"
        and not done_to
        and mention_label(part) in (layers.TIME, layers.PLACE)
        and canonical(part.text) is None
    ):
        return [], []
    if part.dep_ == "nmod:poss":
        return ([], [part]) if done_to else ([part], [])
    if (
        part.dep_ in ("amod", "compound", "nmod:unmarked")
        and is_party(part)
        and lemma(noun) not in words("harm", "nouns")
    ):
        return [part], []
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
        and lemma(top.head) not in _words("shares")
    ):
        top = top.head
    verb = top.head
    word = lemma(verb)
    subject, agent = syntax.subject(verb) if is_verb(verb) else None, syntax.agent(verb)
    if top.dep_ == "obj" and word in words("telling", "suffering"):
        return [], _all(subject)
    if top.dep_ == "nsubj" and word == "include" and not is_verb(noun):
        return [], syntax.undergoers(verb)
    if word in words("telling", "ending") and is_verb(verb):
        return _all(subject), []
    if syntax.case_of(top) == "under" and word in ("come", "be"):
        return [], _all(subject)
    if top.dep_ == "nsubj" and word == "involve":
        return syntax.undergoers(verb), []
    if top.dep_ == "nsubj" and word in words("telling", "verbs") and syntax.child(verb, "obj") is not None:
        return [], syntax.undergoers(verb)
    if top.dep_ == "obl" and syntax.case_of(top) == "with" and is_verb(verb) and not syntax.is_passive(verb):
        return _all(subject), []
    doing = words("telling", "light") | {"hit", "plan", "claim", "use", "link", "make"}
    if top.dep_ == "obj" and word in doing:
        on = [
            part for part in verb.children if part.dep_ == "obl" and syntax.case_of(part) in ("on", "against")
        ]
        return _all(subject), [
            token for part in on if mention_label(part) != layers.TIME for token in syntax.conjuncts(part)
        ]
    if top.dep_ == "nsubj:pass":
        carried = verb if word in words("telling", "light") else syntax.child(verb, "xcomp")
        agent = agent or (syntax.agent(carried) if carried is not None else None)
        return _all(agent), []
    if is_suspicion(verb) and verb not in happening.heads:
        return [], []
    if syntax.case_of(top) in ("in", "for", "behind", "to") or word in _words("shares"):
        return _sharers(top, verb), []
    return [], []


def _sharers(top: Token, verb: Token) -> list[Token]:
    """Who took part in it, was involved, is responsible, is behind it."""
    word = lemma(verb)
    if word in ("role", "part", "involvement", "complicity", "hand", "responsibility"):
        owner = syntax.child(verb, "nmod:poss")
        if owner is not None:
            return [owner]
        return _all(syntax.subject(verb.head)) if is_verb(verb.head) else []
    if word in _words("shares"):
        if verb.dep_ in ("acl", "amod") and syntax.child(verb, "nsubj", "nsubj:pass") is None:
            return [verb.head]
        return _all(syntax.child(verb, "nsubj", "nsubj:pass") or syntax.subject(verb))
    part = syntax.child(verb, "obj")
    taking = word in ("take", "have", "play") and part is not None and lemma(part) in ("part", "role", "hand")
    behind = syntax.case_of(top) == "behind" and word == "be"
    return _all(syntax.subject(verb)) if taking or behind else _behind(top)


def _behind(noun: Token) -> list[Token]:
    """ "The name of X is behind this attack": the noun is the predicate itself."""
    return _all(syntax.child(noun, "nsubj")) if syntax.case_of(noun) == "behind" else []


def _blamed(head: Token, heads: Sequence[Token]) -> list[Token]:
    """Who is blamed or accused: "a plane was blamed for the deaths", "they accused the army of shelling", "points to"."""
    for verb in [head, *head.ancestors]:
        word = lemma(verb)
        if is_verb(verb) and word in ("blame", "accuse", "suspect", "implicate", "fault"):
            on = next(
                (part for part in verb.sent if syntax.case_of(part) == "on" and _hangs_on(part, verb)), None
            )
            if on is not None and word == "blame":
                return syntax.conjuncts(on)
            return [] if verb == head and syntax.child(verb, "ccomp") else syntax.undergoers(verb)
        if word in ("responsible", "complicit") and not is_noun(verb):
            return [] if is_suspicion(verb) and verb not in heads else _responsible(verb)
        if word in ("responsibility", "involvement", "role") and lemma(verb.head) in words(
            "blame", "owning"
        ) | {"deny", "reject"}:
            return [] if verb != head and head.dep_ == "conj" else _all(syntax.subject(verb.head))
        if word == "point" and is_verb(verb):
            return [
                token
                for part in verb.children
                if syntax.case_of(part) == "to"
                for token in syntax.conjuncts(part)
            ]
        if verb.dep_ in ("ccomp", "parataxis", "conj"):
            break
    return []


def _hangs_on(part: Token, verb: Token) -> bool:
    """ "blamed the attack on rebels": "on" hangs on the verb, or was read as hanging on its object."""
    return part.head == verb or (part.head.head == verb and part.head.dep_ == "obj")


def _responsible(word: Token) -> list[Token]:
    subject = syntax.child(word, "nsubj")
    if subject is not None:
        return syntax.conjuncts(subject)
    above = word.head
    if word.dep_ == "xcomp" and above.dep_ in ("acl", "acl:relcl"):
        return [above.head]
    return (
        _all(syntax.subject(above)) or syntax.undergoers(above)
        if word.dep_ == "xcomp"
        else [above]
        if word.dep_ in ("acl", "amod")
        else []
    )


# ---- tokens → actors -----------------------------------------------------------------------------


def _actors(heads: Iterable[Token]) -> Actors:
    found: dict[str, Actor] = {}
    for listed in heads:
        inner = meant(listed)
        for head in inner:
            one = _actor(head)
            if one is not None:
                whole = words_of(listed) if len(inner) == 1 and listed != head else None
                found.setdefault(
                    names.key(one.name), one if whole is None else replace(one, span=span_of(whole))
                )
    return tuple(found.values())


def _actor(head: Token) -> Actor | None:
    """The actor that a noun or pronoun stands for; None for things, means, places and what is not resolved."""
    if head.lower_ in _REFLEXIVE:
        noun = resolved(head)
        span = span_of(head.doc[head.i : head.i + 1])
        return (
            Actor(head.text, span, None, None)
            if noun is None
            else Actor(name_of(words_of(noun)), span, None, kind_of(words_of(noun)))
        )
    noun = resolved(_possessor(head))
    if (
        noun is None
        or not (is_noun(noun) or noun.pos_ in ("ADJ", "X") or _is_the_number(noun))
        or _is_no_actor(noun)
    ):
        return None
    phrase = words_of(noun)
    if not any(letter.isalpha() for letter in phrase.text):
        return None
    name = name_of(phrase)
    return Actor(name, span_of(phrase), canonical(name) or canonical(phrase.text), kind_of(phrase))


def _is_the_number(word: Token) -> bool:
    """ "killing the three": a number with an article stands for those told before."""
    return word.pos_ == "NUM" and any(part.lower_ == "the" for part in word.children)


def _possessor(noun: Token) -> Token:
    """ "an attack on his life" is one on him."""
    owner = syntax.child(noun, "nmod:poss")
    return owner if lemma(noun) in ("life", "lives") and owner is not None else noun


def _is_no_actor(noun: Token) -> bool:
    word = lemma(noun)
    if word in _things() or word in _weapons() or mention_label(noun) in (layers.TIME, layers.QUANTITY):
        return True
    if is_person_name(noun):
        return False
    return (
        mention_label(noun) == layers.PLACE
        and noun.pos_ == "PROPN"
        and canonical(words_of(noun).text) is None
    )


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(vocabulary.load("roles")[name]["lemmas"])


@functools.cache
def _things() -> frozenset[str]:
    kinds = vocabulary.load("kinds")["kinds"]
    return _words("things") | {noun for about in kinds.values() for noun in about["nouns"]}


@functools.cache
def _weapons() -> frozenset[str]:
    classes: dict[str, list[str]] = vocabulary.load("weapon_classes")["classes"]
    return frozenset(
        found.split()[-1]
        for name, listed in classes.items()
        for found in listed
        if name not in ("aircraft", "drone", "vehicle_bomb")
    )
