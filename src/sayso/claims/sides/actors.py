"""By whom, and to whom: noun phrases that the words of a happening make doer or undergoer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.filled import further
from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, is_verb, lemma
from sayso.claims.grammar.phrases import meant, words_of
from sayso.claims.grammar.pronouns import REFLEXIVE
from sayso.claims.happened.aftermath import brings_to_hospital
from sayso.claims.happened.telling import role_words, words
from sayso.claims.harm.harmed import Harmed, is_moved
from sayso.claims.heard.blame import blamed_for
from sayso.claims.parts import Happening
from sayso.claims.sides.named_actors import Actors, Speaker, actors_of, things_that_act_not, weapon_words
from sayso.claims.sides.noun_roles import Roles, fire_received, fired_by, roles_of_noun
from sayso.claims.sides.parties import canonical, is_party, is_person_name, kind_of, mention_label, mention_of
from sayso.language import layers
from sayso.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

#: verbs whose object is what somebody drives into others
_RAMMING = frozenset(("ram", "drive", "crash", "plow", "plough"))
#: "at least", "at most": what only looks like an aim
_DEGREES = frozenset(("least", "most"))
#: verbs whose "against" alone says whom it is done to
_AGAINST = frozenset(
    ["use", "deploy", "employ", "release", "unleash", "protest", "demonstrate", "rally", "march", "picket"]
)
#: what joins what a crowd did to the force that met it
_TIMED = frozenset(("when", "as", "after", "while", "because"))
_MATTERS = ("tion", "sion", "ment", "ness")
_MODAL_DEMAND = frozenset(("must", "should"))


def find_actors(
    happening: Happening, harmed: Sequence[Harmed], speaker: Speaker = None
) -> tuple[Actors, Actors]:
    """(by, against) of a happening; a pronoun that the text does not resolve is left out.

    harmed: whom its words of harm count (``find_harmed``); speaker: whom "we" and "I" stand for.
    """
    by: list[Token] = []
    against: list[Token] = []
    heads = happening.heads if happening.of is None else (*happening.heads, happening.of)
    for head in heads:
        doers, undergoers = _of_verb(head, happening) if not is_noun(head) else roles_of_noun(head, happening)
        doers = [token for token in doers if token.lower_ not in ("i", "me") or is_verb(head)]
        by += [] if head == happening.of or _is_effect_of_means(head, happening) else doers
        against += [*undergoers, *_dispersed(head, happening)]
    against += _named(harmed)
    if happening.kind == "protest":
        against = [token for token in against if _is_protested(token)]
    blamed = [token for head in heads for token in blamed_for(head, heads)]
    if blamed:
        by = blamed
    by = list(dict.fromkeys(by))
    if happening.kind == "armed_clash":
        against = [*against, *(token for token in _driven_out(happening) if _is_side(token))]
    if happening.kind == "armed_clash" and (not against or len(by) > 1):
        by, against = _sides(by)
    if happening.kind in ("troop_movement", "withdrawal", "displacement"):
        against = [token for token in against if mention_label(token) != layers.PLACE]
    if happening.kind == "territory_taken":
        against = [
            token
            for token in (*_driven_out(happening), *against)
            if not any(_is_ground(inner) for inner in meant(token))
        ]
    by, against = _with_seen(by, against, happening, bool(blamed))
    doing = actors_of((token for token in by if not _is_building(token) and not _is_matter(token)), speaker)
    done_to = tuple(
        actor
        for actor in actors_of(against, speaker)
        if _is_other(actor, doing) and not _is_mere_count(actor, happening)
    )
    if not done_to and happening.kind in ("shooting", "protest_repression"):
        faced = actors_of((token for head in heads for token in _faced(head)), speaker)
        done_to = tuple(actor for actor in faced if _is_other(actor, doing))
    return doing, _without_remainder(_without_oneself(done_to))


def _with_seen(by: list[Token], against: list[Token], happening: Happening, blamed: bool) -> Roles:
    """The doers and undergoers, with those that only the network sees: nobody on both sides, no ground, and no third side of a fight.

    blamed: the doers are those whom somebody blames; beside them nobody did it, least of all who blames them.
    """
    if happening.kind == "armed_clash" and by and against:
        return by, against
    taken = {inner.i for token in against for inner in words_of(token)}
    more = [] if blamed else further(by, happening, "by")
    by = [*by, *(token for token in more if token.i not in taken)]
    taken = {inner.i for token in by for inner in words_of(token)}
    hit = [
        token for token in further(against, happening, "to") if token.i not in taken and not _is_region(token)
    ]
    return by, [*against, *hit]


def _is_region(token: Token) -> bool:
    """Towns, districts and the like are where something happened, and have nothing done to them."""
    return lemma(token) in vocabulary.load("places")["said_to_be"] or mention_label(token) == layers.PLACE


def _without_remainder(done_to: Actors) -> Actors:
    """ "Killed 13 people and wounded 40 *others*": the others are people too, and name nobody more."""
    if not any(actor.name.lower() == "people" for actor in done_to):
        return done_to
    return tuple(actor for actor in done_to if actor.name.lower() not in ("others", "more", "other people"))


def _without_oneself(done_to: Actors) -> Actors:
    """ "Killed two people and then *himself*": what somebody does to himself is told apart from what he does to others."""
    last = done_to[-1:] if len(done_to) > 1 else ()
    alone = last and last[0].span.text.lower() in REFLEXIVE
    return done_to[:-1] if alone else done_to


def _is_protested(token: Token) -> bool:
    """Against whom a protest is said to be; the march that is held and the candles that are lit have nothing done to them."""
    return syntax.case_of(token) == "against" or (
        token.dep_ == "obj" and lemma(token.head) in ("protest", "picket", "oppose", "denounce")
    )


def _driven_out(happening: Happening) -> Iterator[Token]:
    """From whom ground was taken: "freed the town from *rebel* control", "cleared it of *fighters*"."""
    for part in happening.sentence:
        if (
            part.dep_ in ("obl", "nmod")
            and syntax.case_of(part) in ("from", "of")
            and part.head in happening.heads
        ):
            yield from (one for one in (part, *part.children) if one == part or is_party(one))


def _is_side(token: Token) -> bool:
    """From whom ground was to be taken: "tried to seize the hill *from rebels*"."""
    taking = lemma(token.head) in (
        "seize",
        "take",
        "capture",
        "recapture",
        "retake",
        "wrest",
        "clear",
        "free",
    )
    return (
        taking
        and syntax.case_of(token) == "from"
        and (is_party(token) or kind_of(words_of(token)) is not None)
    )


def _is_ground(token: Token) -> bool:
    """Ground that is taken is where it happened, and nobody."""
    needs = vocabulary.load("kinds")["kinds"]["territory_taken"]["needs"]
    return lemma(token) in needs or mention_label(token) == layers.PLACE


def _named(harmed: Sequence[Harmed]) -> Iterator[Token]:
    """Those whom the words of harm count, where words name them: "the clerk suffered burns"."""
    uncounted = words("harm", "nouns") | role_words("done_to")
    named = [
        one
        for one in harmed
        if one.noun.pos_ != "NUM" and lemma(one.noun) not in uncounted and one.effect in ("killed", "injured")
    ]
    whole = [one for one in named if not one.part]
    yield from (one.noun for one in whole or named if not one.none)


def _dispersed(head: Token, happening: Happening) -> list[Token]:
    """Against whom force was used, by what it was used for: "fired in the air to scatter the crowd"."""
    if happening.kind not in ("shooting", "protest_repression"):
        return []
    verb = syntax.governor(head)
    hosts = [verb, verb.head] if verb.dep_ == "xcomp" else [verb]
    aims = [
        part
        for host in hosts
        for part in host.children
        if part.dep_ in ("advcl", "xcomp") and part.tag_ == "VB" and part != verb
    ]
    return [
        token for aim in aims if lemma(aim) in role_words("dispersing") for token in syntax.undergoers(aim)
    ]


def _faced(head: Token) -> list[Token]:
    """The crowd that force answers or drives off: "fired when *a mob* attacked them", "*the mob* fled after they fired"."""
    verb = syntax.governor(head)
    joined = [verb] if verb.dep_ == "advcl" else []
    joined += [part for part in verb.children if part.dep_ == "advcl"]
    timed = [one for one in joined if any(part.lower_ in _TIMED for part in one.children)]
    beside = [one.head if one == verb else one for one in timed]
    found = [syntax.child(one, "nsubj") for one in beside]
    return [one for one in found if one is not None and lemma(one) in role_words("crowds")]


def _is_effect_of_means(head: Token, happening: Happening) -> bool:
    """ "exploded, wounding 13": what a bomb that went off by itself did has no other doer."""
    means = lemma(happening.head) in ("explode", "detonate", "go", "blast", "explosion")
    borrowed = syntax.child(head, "nsubj") is None and syntax.agent(head) is None
    return head != happening.head and means and borrowed and is_verb(head)


def _is_other(actor: Actor, doing: Actors) -> bool:
    """Nobody is both, except who is said to have done it to themselves."""
    return actor.span.text.lower() in REFLEXIVE or all(actor.span != one.span for one in doing)


def _is_building(token: Token) -> bool:
    """A place that is no party does nothing: "the café which killed 13" was read wrongly; a hospital treats."""
    if lemma(token) in ("hospital", "clinic"):
        return True
    return (
        mention_label(token) == layers.PLACE
        and canonical(words_of(token).text) is None
        and canonical(token.text) is None
    )


def _is_matter(token: Token) -> bool:
    """ "The investigation", "the situation": a matter does nothing, unless it names a body of people."""
    matter = lemma(token).endswith(_MATTERS) and token.tag_ in ("NN", "NNS")
    return matter and lemma(token) not in role_words("bodies") and kind_of(words_of(token)) is None


def _is_mere_count(actor: Actor, happening: Happening) -> bool:
    """ "Eleven people died", "others are in hospital" count them and say no more of whom it was done to."""
    name = actor.name.lower()
    if name in ("dozens", "scores", "hundreds", "thousands", "several", "many", "more"):
        return True
    if name in ("people", "persons") and any(lemma(head) == "die" for head in happening.heads):
        return True
    return name in ("people", "persons", "others", "victims", "patients") and happening.bare


def _sides(by: list[Token]) -> Roles:
    """Two sides that fight: the first named is the doer, the others have it done to them."""
    return by[:1], by[1:]


def _of_verb(verb: Token, happening: Happening) -> Roles:
    word = lemma(verb)
    subject, agent = syntax.subject(verb), syntax.agent(verb)
    if happening.kind in ("demand", "threat") and (addressed := _addressed(verb, subject)) is not None:
        return addressed
    moved = word == "evacuate" and any(is_moved(part) for part in verb.children if part.dep_ == "obj")
    if (word in role_words("suffered") and not _rammed(verb) and not moved) or not is_verb(verb):
        return _sufferers(verb, subject)
    if happening.bare and happening.kind == "bombing" and word in words("placing", "verbs"):
        return syntax.conjuncts_of(subject), []
    if (happening.bare and word in words("harm", "to_hospital") | {"include"}) or (
        verb != happening.head and brings_to_hospital(verb)
    ):
        return [], []
    if happening.kind == "arrest" and word in ("surrender", "give", "turn", "hand") and subject is not None:
        return _to_whom(verb), syntax.conjuncts(subject)
    if happening.kind == "territory_taken" and word == "fall":
        return _to_whom(verb), []
    if happening.kind == "arms_supply":
        return syntax.conjuncts_of(subject), _receivers(verb)
    by = syntax.conjuncts(agent) if agent is not None else []
    if word in words("telling", "reporting"):
        return [], []  # who heard shots did not fire them
    if (fired := fire_received(verb)) is not None:
        return fired, syntax.conjuncts_of(subject)
    if word == "come" and (under := _fallen_under(verb)):
        return under, syntax.conjuncts_of(subject)
    if word in ("go", "explode", "detonate", "blow") and syntax.child(verb, "obj") is None:
        return by, _aimed(verb)
    against = [*_counted_among(verb), *syntax.undergoers(verb)]
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"
    doers = [] if subject is None or (reduced and subject == verb.head) else syntax.conjuncts(subject)
    if word in _RAMMING and (struck := _rammed(verb)):
        against = struck
    if not against and verb.dep_ == "xcomp":
        against = _left(verb)
    return by + _fought(verb) + doers, [*against, *_included(verb, against), *_aimed(verb)]


def _counted_among(verb: Token) -> list[Token]:
    """ "*She* was one of the six people shot": who is told to be one of them."""
    many = verb.head
    one = many.head
    if verb.dep_ not in ("acl", "acl:relcl") or many.dep_ != "nmod" or not syntax.is_passive(verb):
        return []
    said = syntax.child(one, "cop") is not None and one.lower_ in ("one", "among", "two", "three", "some")
    return syntax.conjuncts_of(syntax.child(one, "nsubj")) if said else []


def _rammed(verb: Token) -> list[Token]:
    """What somebody drove "his vehicle into"; the vehicle is the means."""
    hit = [part for part in verb.children if part.dep_.startswith("obl") and syntax.case_of(part) == "into"]
    return [token for part in hit for token in syntax.conjuncts(part)]


def _included(verb: Token, against: Sequence[Token]) -> list[Token]:
    """Those named after "including": "activists were arrested, including two lawyers"."""
    hosts = (verb, *against)
    found = [
        part for host in hosts for part in host.children if syntax.case_of(part) in ("including", "among")
    ]
    listed = [token for part in found if part.dep_ in ("nmod", "obl") for token in syntax.conjuncts(part)]
    named = [one for part in found for one in _named_in_list(part) if is_person_name(part)]
    return named if len(named) > max(2, len(listed)) else listed


def _named_in_list(first: Token) -> list[Token]:
    """The names of a long list whose order was lost: from its first to the next verb, without "wife of …" and the like."""
    doc, names = first.doc, []
    for at in range(first.i, first.sent.end):
        token = doc[at]
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            break
        whole = mention_of(token)
        if whole is not None and whole.label_ == layers.PERSON and whole.start == at:
            names.append(token)
    return [name for name in names if not _is_somebodys(name)]


def _is_somebodys(name: Token) -> bool:
    """ "wife of the writer Ali Said": the writer is not of the list."""
    for at in range(name.i - 1, name.sent.start, -1):
        word = name.doc[at]
        if word.text == "," or word.dep_ == "cc":
            return False
        if word.lower_ == "of":
            return True
    return False


def _to_whom(verb: Token) -> list[Token]:
    """Those to whom somebody surrendered or gave himself up."""
    to = [part for part in verb.children if part.dep_.startswith("obl") and syntax.case_of(part) == "to"]
    return [token for part in to for token in syntax.conjuncts(part)]


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


def _addressed(verb: Token, subject: Token | None) -> Roles | None:
    """Of a demand: who asks, and who is asked. Who "must comply", or "will pay", is addressed by the speaker."""
    if lemma(verb) in ("pay", "punish"):
        return [], syntax.undergoers(verb) if lemma(verb) == "punish" else syntax.conjuncts_of(subject)
    modal = any(part.dep_ == "aux" and part.lower_ in _MODAL_DEMAND for part in verb.children)
    if modal or (lemma(verb) == "have" and syntax.child(verb, "obj") is not None):
        return [], syntax.conjuncts_of(subject)
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
    return syntax.conjuncts_of(subject), people + objects


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
    return lemma(token) in things_that_act_not() or lemma(token) in weapon_words()


def _fallen_under(verb: Token) -> list[Token]:
    """By whom somebody "came under fire from"."""
    fires = [part for part in verb.children if syntax.case_of(part) == "under"]
    return [token for fire in fires for token in fired_by(fire, verb)]


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
        if lemma(verb) in role_words("aiming")
        else {"against"}
        if lemma(verb) in _AGAINST
        else set()
    )
    if lemma(verb) in words("weapons", "throwing"):
        cases -= {"with"}
    burnt = syntax.child(verb, "obj")
    if lemma(verb) in ("set", "lay") and burnt is not None and lemma(burnt) in ("fire", "siege"):
        cases = {"to"}
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
        if part.dep_.startswith(("obl", "nmod"))
        and syntax.case_of(part) in cases
        and part.lower_ not in _DEGREES
        and not (syntax.is_passive(verb) and syntax.case_of(part) in ("at", "on"))
    ]
    return [
        token
        for part in found
        if mention_label(part) != layers.TIME and not _is_second_at(part, found)
        for token in syntax.conjuncts(part)
    ]


def _is_second_at(part: Token, found: Sequence[Token]) -> bool:
    """ "Fired at officials *at the airport*": the second says where."""
    first = min(found, key=lambda token: token.i)
    return part != first and syntax.case_of(part) == syntax.case_of(first) == "at"
