"""Statements about a happening that has no word of violence in them: the hurt, the blame, a device left behind.

Each is told of a happening that the report has named; its kind is carried over by ``happenings``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import lemma
from sayso.claims.happened.frames import is_person
from sayso.claims.happened.reality import is_definite
from sayso.claims.happened.telling import words
from sayso.claims.happened.unreal import unreal
from sayso.claims.parts import Happening
from sayso.claims.sides.parties import mention_label

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FOUND = frozenset(
    (
        "find",
        "discover",
        "recover",
        "show",
        "retrieve",
        "pull",
        "release",
        "see",
        "identify",
        "unearth",
        "exhume",
        "dump",
        "lie",
        "litter",
        "strew",
        "pile",
        "wash",
        "float",
        "bring",
        "collect",
    )
)
_BODIES = frozenset(("body", "corpse", "remains", "remain"))
_WRECKS = frozenset(("wreckage", "wreck", "debris"))
#: who was harmed, as they are called once they are named
_HARMED = frozenset(("victim", "deceased", "dead", "slain", "injured", "wounded"))
#: words that point at a happening without saying what it was
_EVENTS = frozenset(("incident", "tragedy", "ordeal", "crime", "bloodshed", "violence"))
_WHERE = frozenset(("in", "at", "near", "outside", "on", "around", "inside", "about", "between", "along"))
_TOTALS = frozenset(("toll", "casualty", "death-toll"))


def find_statements(doc: Doc, taken: Collection[int]) -> Iterator[Happening]:
    """The statements of a report; ``taken``: words that name a happening already."""
    for token in doc:
        if token.i in taken or token.is_space or token.is_punct:
            continue
        for question in _QUESTIONS:
            found = question(token)
            if found is not None:
                yield found
                break


def _bare(kind: str, head: Token) -> Happening:
    return Happening(kind, head.doc[head.i : head.i + 1], head, head.sent, bare=True)


def _casualties(token: Token) -> Happening | None:
    """ "There were no casualties", "the toll rose to nine"."""
    if token.pos_ != "NOUN" or lemma(token) not in _TOTALS or token.dep_ in ("compound", "amod", "nmod"):
        return None
    verb = syntax.governor(token)
    if verb == token or unreal(verb) or lemma(verb) not in ("be", "have", "cause", "suffer", "report", "rise", "climb", "stand",
                                                            "inflict", "sustain", "leave", "reach", "result", "increase"):  # fmt: skip
        return None
    return _bare("attack", token)


def _in_hospital(token: Token) -> Happening | None:
    """ "Eleven people were taken to hospital": a number of people, or somebody with wounds."""
    if not brings_to_hospital(token) or unreal(token):
        return None
    people = [*syntax.undergoers(token)] or [s for s in [syntax.subject(token)] if s is not None]
    if not any(_is_number_of_people(person) for person in people):
        return None
    return _bare("attack", token)


def brings_to_hospital(verb: Token) -> bool:
    """Does it say that somebody is in a hospital, or was brought there?"""
    if verb.pos_ != "VERB" or lemma(verb) not in words("harm", "to_hospital"):
        return False
    return lemma(verb) in ("hospitalise", "hospitalize") or any(
        lemma(part) in words("harm", "hospital") for part in verb.subtree if part.pos_ in ("NOUN", "PROPN")
    )


def _is_number_of_people(noun: Token) -> bool:
    counted = any(
        part.dep_ == "nummod" or part.lower_ in ("several", "dozens", "scores") for part in noun.children
    )
    return (
        counted
        or (noun.pos_ == "NUM" and noun.lower_ not in ("one",))
        or noun.lower_ in ("several", "dozens", "scores")
    )


def _among_the_dead(token: Token) -> Happening | None:
    """ "The dead included two firemen", "two of whom were among the wounded", "three of the injured were police"."""
    if token.lower_ not in ("dead", "injured", "wounded", "killed", "victims", "fatalities"):
        return None
    if not any(part.dep_ == "det" and part.lower_ == "the" for part in token.children):
        return None
    above = token.head
    included = token.dep_ == "nsubj" and lemma(above) in ("include", "be", "number", "comprise")
    among = syntax.case_of(token) in ("among", "amongst")
    counted = (
        token.dep_ == "nmod"
        and above.dep_.startswith("nsubj")
        and (above.pos_ == "NUM" or above.lower_ in ("one", "some", "most", "many", "several"))
        and (syntax.child(above.head, "cop") is not None or lemma(above.head) in words("harm", "kept"))
    )
    return _bare("attack", token) if included or among or counted else None


def _identified(token: Token) -> Happening | None:
    """ "Police named the victims as Ann Gray and Tom Lund": who was harmed, said of the happening told."""
    if (
        token.pos_ != "VERB"
        or lemma(token) not in ("identify", "name")
        or unreal(token)
        or syntax.negated(token)
    ):
        return None
    harmed = [thing for thing in syntax.undergoers(token) if {lemma(thing), thing.lower_} & _HARMED]
    named = any(part.i > token.i and syntax.case_of(part) == "as" for part in token.subtree)
    return _bare("attack", harmed[0]) if harmed and named else None


def _in_condition(token: Token) -> Happening | None:
    """ "She was listed in critical condition", "the condition of two of them is stable"."""
    if lemma(token) not in words("harm", "condition") or token.pos_ != "NOUN":
        return None
    of_whom = any(syntax.case_of(part) == "of" for part in token.children)
    if token.dep_ == "nsubj" and of_whom and token.head.lower_ in words("harm", "conditions"):
        return _bare("attack", token)
    graded = {part.lower_ for part in (*token.children, *(c for p in token.children for c in p.children))}
    if not graded & words("harm", "conditions") or unreal(token):
        return None
    verb = token if syntax.child(token, "cop") is not None else token.head
    held = verb == token or lemma(verb) in words("harm", "kept")
    subject = syntax.child(verb, "nsubj", "nsubj:pass")
    return _bare("attack", token) if held and subject is not None and _is_somebody(subject) else None


def _is_somebody(noun: Token) -> bool:
    return (
        noun.pos_ in ("PROPN", "NUM", "PRON")
        and noun.lower_ not in ("it", "this", "that", "which")
        or is_person(noun)
    )


def _took_place(token: Token) -> Happening | None:
    """ "The incident happened at nine in the port": a pointer that adds a time or a place."""
    if lemma(token) not in _EVENTS or token.dep_ not in ("nsubj", "nsubj:pass"):
        return None
    verb = syntax.child(token.head, "xcomp") or token.head
    if lemma(verb) not in words("telling", "occurring") | {"unfold"} or unreal(verb) or syntax.negated(verb):
        return None
    adds = any(
        part.dep_.startswith("obl")
        and (
            part.pos_ in ("PROPN", "NUM") or mention_label(part) is not None or syntax.case_of(part) in _WHERE
        )
        for part in verb.children
    )
    return _bare("attack", token) if adds and is_definite(token) else None


def _included(token: Token) -> Happening | None:
    """ "They included two soldiers": said of the hurt of the sentence before."""
    if lemma(token) != "include" or token.pos_ != "VERB" or token.dep_ != "ROOT":
        return None
    subject = syntax.child(token, "nsubj")
    if subject is None or subject.lower_ not in ("they", "these", "casualties", "victims", "those"):
        return None
    start = token.sent.start
    before = token.doc[max(0, start - 1)].sent if start else None
    harmed = before is not None and any(
        lemma(word) in words("harm", "verbs") or word.lower_ == "dead" for word in before
    )
    return _bare("attack", token) if harmed else None


def _placed(token: Token) -> Happening | None:
    """ "The bag had been left beside a kiosk": a device, or what held it."""
    if token.pos_ != "VERB" or lemma(token) not in words("placing", "verbs") | {"use"} or unreal(token):
        return None
    things = {lemma(thing) for thing in syntax.undergoers(token)}
    things |= {lemma(part) for part in token.children if part.dep_ == "obl" and not syntax.case_of(part)}
    if not things & words("placing", "things") or (
        lemma(token) == "use" and not things & {"explosive", "bomb", "dynamite"}
    ):
        return None
    return _bare("bombing", token)


def _blamed(token: Token) -> Happening | None:
    """Blame for what no word beside it names: "which residents blamed on the army", "police said the group was responsible"."""
    word = lemma(token)
    if token.pos_ == "VERB" and word in words("blame", "verbs"):
        relative = syntax.child(token, "obj", "nsubj:pass")
        if relative is not None and relative.lower_ == "which" and token.dep_.endswith(":relcl"):
            return Happening(
                "attack",
                token.doc[token.i : token.i + 1],
                token,
                token.sent,
                of=_told_in(token.head),
                bare=True,
            )
        said = token.dep_ != "amod" and not unreal(token) and (word != "accuse" or _is_of_deed(token))
        return _bare("attack", token) if said else None
    if word in ("responsible", "responsibility", "involvement", "role", "complicity") and not _is_nobody(
        token
    ):
        return _bare("attack", token) if _is_laid_to(token) and not unreal(token) else None
    return None


def _is_of_deed(accuse: Token) -> bool:
    """ "Accused them of the attack", "of being behind it"; not "accused her of lying"."""
    deeds = (
        words("pointing", "nouns") | words("harm", "nouns") | words("harm", "verbs") | words("blame", "words")
    )
    said = [
        part
        for part in accuse.children
        if part.i > accuse.i and part.dep_.startswith(("obl", "advcl", "xcomp"))
    ]
    done = [
        thing
        for part in said
        if lemma(part) in words("telling", "light")
        for thing in syntax.undergoers(part)
    ]
    return any(lemma(word) in deeds or word.lower_ == "behind" for word in (*said, *done))


def _told_in(antecedent: Token) -> Token:
    """The verb of the clause that "which" points at: the killed of "five were killed, which …"."""
    return syntax.governor(antecedent)


def _is_nobody(token: Token) -> bool:
    """ "Nobody has claimed responsibility", "no claim of responsibility was made"."""
    around = [token, *list(token.ancestors)[:2]]
    for word in around:
        subject = syntax.child(word, "nsubj", "nsubj:pass")
        for part in (word, *([subject] if subject is not None else [])):
            if part.lower_ in ("nobody", "none") or any(
                one.lower_ in ("no", "nobody") for one in part.children
            ):
                return True
        if syntax.negated(word) and lemma(word) in ("claim", "take", "accept"):
            return True
    return False


def _is_laid_to(token: Token) -> bool:
    """Is somebody the subject of "was responsible", or does somebody own up or deny?"""
    if lemma(token) == "responsible":
        return token.dep_ not in ("amod", "acl") and (
            syntax.child(token, "nsubj") is not None or token.dep_ == "xcomp"
        ) and not any(syntax.case_of(part) == "for" and lemma(part) not in words("pointing", "nouns") | words("harm", "nouns")
                      for part in token.children if part.dep_ in ("obl", "nmod"))  # fmt: skip
    owning = words("blame", "owning") if lemma(token) == "responsibility" else {"admit", "acknowledge"}
    return token.dep_ == "obj" and lemma(token.head) in owning | {"deny", "reject", "dispute"}


def _seen(token: Token) -> Happening | None:
    """Bodies and wrecks that are found or shown: "the bodies of nine men were found", "footage showed the wreckage"."""
    if token.pos_ != "NOUN" or lemma(token) not in _BODIES | _WRECKS or token.dep_ == "compound":
        return None
    above = token.head if token.dep_ != "conj" else token.head.head
    if lemma(above) not in _FOUND or above.pos_ != "VERB":
        return None
    if lemma(token) in _WRECKS:
        return _bare("aircraft_shot_down", token)
    whose = any(
        syntax.case_of(part) == "of" or part.dep_ in ("nummod", "nmod:poss") for part in token.children
    )
    return _bare("killing", token) if whose else None


def _claimed(token: Token) -> Happening | None:
    """ "Two attacks, also claimed by the front, killed nine", "claimed two attacks, which killed nine".

    Who owns up says so apart from what the report tells of the same deeds.
    """
    if token.pos_ != "VERB" or lemma(token) != "claim":
        return None
    if token.dep_ == "acl" and syntax.agent(token) is not None:
        deed, told = token.head, token.head.dep_ in ("nsubj", "nsubj:pass")
    else:
        things = syntax.undergoers(token)
        deed = things[0] if things else token
        told = any(part.dep_ == "acl:relcl" for part in deed.children)
    if not told or lemma(deed) not in words("pointing", "nouns") or unreal(token):
        return None
    return Happening("attack", token.doc[token.i : token.i + 1], token, token.sent)


_QUESTIONS: tuple[Callable[[Token], Happening | None], ...] = (
    _casualties,
    _in_hospital,
    _among_the_dead,
    _identified,
    _in_condition,
    _took_place,
    _included,
    _placed,
    _blamed,
    _claimed,
    _seen,
)
