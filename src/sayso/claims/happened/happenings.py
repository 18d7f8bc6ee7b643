"""What is said to have happened: words that name a happening, one for each thing said.

``triggers`` finds the words, ``reality`` drops what did not happen or is only pointed at, ``aftermath``
adds what is told without a word of violence, ``seen`` what only the network sees. Here they are joined, carried over and marked.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, lemma
from sayso.claims.happened.aftermath import find_statements
from sayso.claims.happened.misfortune import without_misfortunes
from sayso.claims.happened.reality import DENIABLE, is_definite, is_suspicion, is_told
from sayso.claims.happened.seen import find_seen
from sayso.claims.happened.telling import role_words, words
from sayso.claims.happened.triggers import find_triggers
from sayso.claims.heard.denial import is_denied
from sayso.claims.parts import Happening
from sayso.claims.weapons import classes_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: relations between two words that tell of one happening
_ONE = frozenset(
    ["nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "obl:unmarked", "obl:tmod", "nmod", "nmod:poss", "advcl", "acl",
     "acl:relcl", "xcomp", "compound", "amod", "appos", "advcl:relcl", "nmod:unmarked", "dep", "nummod", "flat"]
)  # fmt: skip
#: kinds that a more special word in the same clause replaces
_GENERAL = frozenset(
    ("killing", "attack", "bombing", "shooting", "shelling", "missile_strike", "property_destruction")
)
_VIOLENT = _GENERAL | frozenset(
    ["air_strike", "drone_strike", "suicide_bombing", "grenade_attack", "chemical_attack", "armed_clash", "execution", "arson",
     "aircraft_shot_down", "protest_repression", "riot", "looting", "sexual_violence"]
)  # fmt: skip
#: kinds with a means: what is told without one is told of these
_WITH_MEANS = frozenset(
    ["bombing", "suicide_bombing", "air_strike", "drone_strike", "shelling", "missile_strike", "grenade_attack",
     "chemical_attack", "shooting"]
)  # fmt: skip
_BARE_KINDS = frozenset(("attack", "killing"))
#: words for those who were told of before
_THOSE = frozenset(("them", "those", "these", "whom", "whose"))
#: kinds that no other deed beside them is a part of, if another does it
_DEEDS = frozenset(
    ("arson", "looting", "riot", "protest_repression", "sexual_violence", "property_destruction")
)


def find_happenings(doc: Doc) -> list[Happening]:
    """The happenings of a report in reading order, one for each thing that a sentence says."""
    triggers = list(find_triggers(doc))
    named = [one for one in triggers if is_told(one)]
    taken = {i for one in named for i in range(one.trigger.start, one.trigger.end)}
    statements = list(find_statements(doc, taken))
    by_sentence: dict[int, list[Happening]] = {}
    for one in (*named, *statements):
        by_sentence.setdefault(one.sentence.start, []).append(one)
    told = [one for found in by_sentence.values() for one in _joined(found)]
    kept = [_marked(one) for one in (*told, *find_seen(doc, told))]
    kept = [one for one in kept if not one.negated or one.kind in DENIABLE]
    kept.sort(key=lambda one: one.trigger.start)
    return _carried(without_misfortunes(kept, triggers))


@functools.cache
def _rank() -> dict[str, int]:
    return {kind: at for at, kind in enumerate(vocabulary.kinds())}


def _joined(found: list[Happening]) -> list[Happening]:
    """The happenings of a sentence, with words that tell of the same one joined under the most special."""
    groups: list[Happening] = []
    order = sorted(found, key=lambda one: (one.bare, _rank()[one.kind], one.trigger.start))
    for one in order:
        same = next((at for at, other in enumerate(groups) if _tell_of_one(other, one)), None)
        if same is None:
            groups.append(one)
        else:
            first, second = (one, groups[same]) if _is_only_hurt(groups[same], one) else (groups[same], one)
            groups[same] = replace(first, also=(*first.also, *second.heads))
    return groups


def _is_only_hurt(one: Happening, other: Happening) -> bool:
    """ "Were killed, and nine hurt": the dead name what happened."""
    hurt = all(lemma(head) in words("harm", "verbs") for head in one.heads)
    return one.kind == "attack" and other.kind == "killing" and hurt


def _tell_of_one(special: Happening, other: Happening) -> bool:
    if other.of is not None or special.of is not None:
        return False
    if is_suspicion(other.head) and not is_suspicion(special.head):
        return False
    if (
        _is_of_oneself(other)
        or _is_reason(special, other)
        or _is_owned_beside(other)
        or _is_owned(special)
        or _is_owned(other)
        or _are_two(special, other)
    ):
        return False
    if _is_of_one_force(special, other) or _is_exchanged(special, other):
        return True
    if other.bare and lemma(other.head) in words("harm", "condition") and special.kind in _VIOLENT:
        return True
    if _are_two_deeds(special, other):
        return False
    if other.bare and (special.kind in _VIOLENT or special.bare):
        placed = special.kind == other.kind == "bombing"
        return placed or _is_near(special, other)
    if special.kind not in _VIOLENT or other.kind not in _VIOLENT:
        relations = syntax.path(special.head, other.head)
        beside = {"conj"} if is_noun(special.head) or _is_bare_noun(other.head) else set()
        return special.kind == other.kind and relations is not None and set(relations) <= _ONE | beside
    if other.kind not in _GENERAL and other.kind != special.kind:
        return False
    if lemma(special.head) in ("bomber", "attacker") and other.kind in _GENERAL:
        relations = syntax.path(special.head, other.head)
        return relations is not None and set(relations) <= _ONE | {"conj"}
    if special.kind == "aircraft_shot_down" and other.head.dep_ == "conj":
        return False
    return any(_is_path_of_one(head, other.head) for head in special.heads) or _is_second_deed(
        special.head, other.head
    )


def _is_of_oneself(one: Happening) -> bool:
    """ "… before taking his own life", "then shot himself": what somebody does to himself is another deed."""
    if one.head.dep_ not in ("advcl", "conj", "xcomp") or one.bare:
        return False
    return any(
        part.lower_ in ("himself", "herself", "themselves")
        or any(own.lower_ == "own" for own in part.children)
        for part in syntax.undergoers(one.head)
    )


def _is_reason(special: Happening, other: Happening) -> bool:
    """ "Riots over the killing of a boy", "clashed in protest at a raid": what crowds rise about is another happening."""
    noun = other.head
    reasons = ("over", "after", "following", "at", "since", "against")
    return (
        special.kind in ("riot", "armed_clash", "protest_repression", "arson", "looting")
        and is_noun(noun)
        and noun.dep_.startswith(("obl", "nmod"))
        and syntax.case_of(noun) in reasons
    )


def _are_two_deeds(special: Happening, other: Happening) -> bool:
    """ "Shot in a robbery", "rammed the crowd before he opened fire", "attacked by a mob, which torched the bus"."""
    if special.kind == "looting" and other.kind == "shooting":
        return True
    if (
        special.kind == "shooting"
        and other.kind == "attack"
        and lemma(other.head) in words("harm", "without_guns")
    ):
        return True
    torched = (
        special.kind in ("arson", "looting", "property_destruction") and special.head.dep_ == "acl:relcl"
    )
    return torched and lemma(other.head) == "attack" and not is_noun(other.head)


def _are_two(special: Happening, other: Happening) -> bool:
    """ "When police dispersed them, residents attacked": deeds of two sides, each with its own subject, are two."""
    if special.kind not in _DEEDS or lemma(other.head) in words("harm", "verbs") or is_noun(other.head):
        return False
    if special.head.lower_ == "violence" and other.kind == "attack":
        return syntax.child(other.head, "nsubj") is not None
    own = [syntax.child(head, "nsubj", "nsubj:pass") for head in (special.head, other.head)]
    subjects = {lemma(subject) for subject in own if subject is not None}
    return len(subjects) == 2 and not is_noun(special.head)


def _is_of_one_force(special: Happening, other: Happening) -> bool:
    """ "Police fired rounds and lobbed tear gas", "fired to disperse the mob": one use of force by one subject."""
    if special.kind != "protest_repression" or other.kind not in ("shooting", "protest_repression"):
        return False
    relations = syntax.path(special.head, other.head)
    later = max(special.head, other.head, key=lambda head: head.i)
    return (
        relations is not None
        and set(relations) <= _ONE | {"conj"}
        and syntax.child(later, "nsubj", "nsubj:pass") is None
        and not is_noun(later)
    )


def _is_exchanged(special: Happening, other: Happening) -> bool:
    """ "Traded rocket fire", "returned mortar fire": the fire is what the verb is done with."""
    things = syntax.undergoers(other.head)
    return lemma(other.head) in words("telling", "trading") and special.head in things


def _is_bare_noun(head: Token) -> bool:
    """A noun with nothing of its own: the arson of "indulging in arson and torching a shop"."""
    return is_noun(head) and not any(True for part in head.children if part.dep_ in ("nmod", "acl", "nummod"))


def _is_owned(one: Happening) -> bool:
    """ "claimed two attacks, which killed nine": who owns up says so apart from what is told of the attacks."""
    return lemma(one.head) == "claim" and len(one.trigger) == 1 and one.kind == "attack"


def _is_owned_beside(other: Happening) -> bool:
    """ "attacks, for which a group has claimed responsibility": who owns up says so apart from the report."""
    return other.bare and lemma(other.head) == "responsibility" and other.head.head.dep_ == "acl:relcl"


def _is_near(special: Happening, other: Happening) -> bool:
    """Does a statement without a word of violence hang on the clause that has one?"""
    relations = syntax.path(special.head, other.head)
    if relations is None:
        return False
    brought = {"conj"} if lemma(other.head) in words("harm", "to_hospital") else set()
    return set(relations) <= _ONE | brought or _is_further_harm(other.head)


def _is_path_of_one(one: Token, other: Token) -> bool:
    relations = syntax.path(one, other)
    if relations is None:
        return False
    harmed = any(map(_is_further_harm, (other, one))) or _is_harm_of(one, other) or _is_part_of_harmed(other)
    also = {"conj"} if harmed else set()
    return set(relations) <= _ONE | also or _shares_object(one, other)


def _is_second_deed(cause: Token, verb: Token) -> bool:
    """ "the bombing destroyed cars and *hurt* a guard": one subject, two verbs."""
    if verb.dep_ != "conj" or syntax.child(verb, "nsubj", "nsubj:pass") is not None:
        return False
    return cause.head == verb.head and cause.dep_ == "nsubj"


def _is_further_harm(word: Token) -> bool:
    """ "killed 13 people and *wounded* 71", "13 dead and 71 *wounded*": harms side by side are of one happening."""
    harms = words("harm", "verbs") | words("harm", "nouns") | words("harm", "states")
    if word.dep_ == "nmod" and word.head.dep_ == "conj" and lemma(word) in harms:
        return lemma(word.head.head) in harms
    above = word.head
    if word.dep_ != "conj" or not {lemma(word), word.lower_} & harms:
        return False
    return (
        bool({lemma(above), above.lower_} & harms)
        or any(
            {lemma(part), part.lower_} & harms
            for part in above.children
            if part != word and part.dep_ in ("obj", "acl", "amod", "xcomp")
        )
        or above.pos_ in ("NOUN", "NUM")
    )


def _is_part_of_harmed(verb: Token) -> bool:
    """ "Four were shot, and two of them died": the dead are of those told of before."""
    subject = syntax.child(verb, "nsubj", "nsubj:pass")
    if verb.dep_ != "conj" or lemma(verb) not in words("harm", "verbs") or subject is None:
        return False
    wholes = [part for part in subject.children if part.dep_ == "nmod" and syntax.case_of(part) == "of"]
    return any(part.lower_ in _THOSE or lemma(part) == "victim" for part in wholes)


def _is_harm_of(cause: Token, verb: Token) -> bool:
    """ "Shot three people, killing one", "fired at a man and hit a boy": the same subject, no other place or means."""
    harms = words("harm", "verbs") | {"hit", "strike", "graze"}
    side_by_side = verb.dep_ == "conj" and verb.head in (cause, cause.head)
    # "broke in and shot him, killing him": the tree hangs what follows from the last verb on the first
    follows = verb.dep_ == "advcl" and verb.tag_ == "VBG" and cause.dep_ == "conj" and verb.head == cause.head
    return (
        (side_by_side or follows)
        and verb.i > cause.i
        and lemma(verb) in harms
        and lemma(cause) not in ("strike", "hit")
        and cause.pos_ == "VERB"
        and syntax.child(verb, "nsubj", "nsubj:pass") is None
        and not any(_opens_scene(part) for part in verb.children)
    )


def _shares_object(one: Token, other: Token) -> bool:
    """ "shot and killed a mayor": two verbs side by side, one object."""
    first, second = sorted((one, other), key=lambda token: token.i)
    return (
        second.dep_ == "conj"
        and second.head == first
        and syntax.child(first, "obj") is None
        and first.pos_ == "VERB"
        and second.i - first.i <= 3
    )


def _marked(found: Happening) -> Happening:
    return replace(found, background=_is_background(found.sentence), negated=is_denied(found))


@functools.cache
def _background() -> re.Pattern[str]:
    patterns: list[str] = vocabulary.load("telling")["background"]["patterns"]
    return re.compile("|".join(patterns), re.IGNORECASE)


def _is_background(sentence: Span) -> bool:
    return bool(_background().search(sentence.text))


def _carried(found: list[Happening]) -> list[Happening]:
    """The same, bare words with the kind that the report has named; statements about nothing named are left out.

    "The attack", "were also killed", "eleven are in hospital" tell of what the paragraph, else the report, is about.
    Source: reading guidelines, section 5.
    """
    lead = _lead(found)
    kept: list[Happening] = []
    for one in found:
        kind = _kind_beside(one, found) or _kind_before(one, kept, lead)
        if one.of is not None:
            kind = _kind_of_blame(one, kept)
        elif not one.bare and (one.kind not in _BARE_KINDS or not _points_back(one)):
            kind = one.kind
        elif one.bare and one.kind == "aircraft_shot_down":
            kind = one.kind if any(other.kind == one.kind for other in kept) else None
        elif one.bare and one.kind not in _BARE_KINDS:
            kind = (
                one.kind if kind == one.kind or _names_device(one) or kind in ("suicide_bombing",) else None
            )
        elif one.bare and lemma(one.head) in ("body", "corpse", "remains", "remain"):
            kind = lead if lead in _WITH_MEANS else "killing"
        elif not one.bare:
            kind = kind or one.kind
        if kind is not None:
            kept.append(replace(one, kind=kind))
    return kept


def _lead(found: Sequence[Happening]) -> str | None:
    """The kind that a report is about: its first happening with a means, if such happenings are mostly of that kind."""
    named = [
        one.kind
        for one in found
        if one.kind in _VIOLENT - _BARE_KINDS and not one.background and not one.bare
    ]
    if not named:
        return None
    counted = Counter(named)
    kind, count = counted.most_common(1)[0]
    return kind if kind == named[0] or count >= 0.6 * len(named) else None


def _kind_beside(one: Happening, found: Sequence[Happening]) -> str | None:
    """The kind with a means that the same sentence names: "the attacks, in which bombs exploded"."""
    start = one.sentence.start
    near = [
        other.kind
        for other in found
        if other is not one and other.sentence.start == start and other.kind in _WITH_MEANS
    ]
    return near[0] if near else None


def _kind_before(one: Happening, kept: Sequence[Happening], lead: str | None) -> str | None:
    """The kind last named with a means in the same paragraph or the one before, else what the report is about."""
    start = _paragraph(one.sentence, 2)
    near = [
        other
        for other in kept
        if other.trigger.start >= start and not other.background and other.kind in _WITH_MEANS
    ]
    if near:
        return near[-1].kind
    if lead in _WITH_MEANS:
        return lead
    anything = [other.kind for other in kept if other.kind in _VIOLENT and not other.background]
    return anything[-1] if one.bare and anything else None


def _paragraph(sentence: Span, back: int) -> int:
    """Where the paragraph begins that stands ``back`` - 1 before the sentence's own."""
    breaks = 0
    for at in range(sentence.start - 1, -1, -1):
        token = sentence.doc[at]
        breaks += token.is_space and "\n" in token.text
        if breaks == back:
            return at + 1
    return 0


def _points_back(one: Happening) -> bool:
    """ "the attack", "were also killed", "three others were hurt": does it point at something told before?"""
    head = one.head
    if is_noun(head) and (_names_means(one) or any(_is_scene(part) for part in head.children)):
        return False
    if is_noun(head) and lemma(head) in words("harm", "crimes"):
        return False
    if is_noun(head):
        return is_definite(head) or lemma(head) in words("harm", "nouns")
    if lemma(head) not in words("harm", "verbs") | words("harm", "states") | {"hit", "strike"}:
        return False
    if lemma(head) in ("hit", "strike") and not syntax.is_passive(head) and _is_blow(head):
        return False
    near = syntax.clause(head)
    if any(
        token.lower_ in ("also", "other", "others", "another", "more", "victim", "victims") for token in near
    ):
        return True
    return not any(_opens_scene(part) for part in head.children)


def _is_blow(verb: Token) -> bool:
    """ "They hit him on the head": told anew, with a part of the body."""
    return any(
        part.dep_.startswith(("obl", "nmod")) and lemma(part) in role_words("body")
        for host in (verb, *syntax.undergoers(verb))
        for part in host.children
    )


def _names_means(one: Happening) -> bool:
    """ "the knife attack" says with what, and is no bare "the attack"."""
    before = one.head.doc[one.head.left_edge.i : one.head.i + 1]
    return bool(classes_of(before)) or any(
        token.lower_ in ("ramming", "arson", "stabbing") for token in before
    )


def _is_scene(part: Token) -> bool:
    """Does the noun name its own place or target: "the attack on the Christmas market in Strasbourg"?"""
    return (
        part.dep_ == "nmod"
        and syntax.case_of(part) in ("in", "on", "at", "near", "against")
        and part.pos_ == "PROPN"
    )


def _opens_scene(part: Token) -> bool:
    """Does a place or a day of its own open another scene: "were killed in the port", "on Monday"?"""
    if lemma(part) in role_words("body"):
        return False  # "was hit in the ankle"
    if not part.dep_.startswith("obl") or lemma(part) in words("pointing", "nouns") | words(
        "harm", "hospital"
    ) | {"scene", "spot"}:
        return False
    return syntax.case_of(part) in ("in", "near", "at", "outside", "on", "during", "across") or part.dep_ in (
        "obl:tmod",
        "obl:unmarked",
    )


def _kind_of_blame(one: Happening, kept: Sequence[Happening]) -> str | None:
    """What "which residents blamed on planes" blames them for: the means of the blamed, else the kind told."""
    blamed = {lemma(token) for token in syntax.clause(one.head)}
    if blamed & {"plane", "warplane", "jet", "aircraft", "helicopter"}:
        return "air_strike"
    if "drone" in blamed:
        return "drone_strike"
    told = [other for other in kept if other.sentence.start == one.sentence.start]
    return told[-1].kind if told else None


def _names_device(one: Happening) -> bool:
    """Does a statement about something left behind name a bomb, and not only a bag?"""
    return any(token.i in range(one.sentence.start, one.sentence.end) for token in one.sentence) and bool(
        set(classes_of(one.sentence)) & {"planted_explosive", "vehicle_bomb"}
    )
