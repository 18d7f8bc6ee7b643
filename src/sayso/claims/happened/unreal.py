"""Is it only planned, feared, possible, or to be prevented, by the words that govern it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, lemma
from sayso.claims.happened.telling import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNREAL_ADJECTIVES = frozenset(
    ["planned", "possible", "potential", "imminent", "future", "foiled", "thwarted", "hypothetical", "alternative", "would-be",
     "averted", "threatened", "likely", "new-year", "mock", "simulated"]
)  # fmt: skip
#: what is said of a deed that has not been done
_PENDING = frozenset(
    ("pending", "imminent", "likely", "unlikely", "possible", "inevitable", "forthcoming", "impending")
)
#: what follows these has happened, whatever is planned, feared or asked for because of it
_BECAUSE_OF = frozenset(("after", "following", "amid", "despite", "since", "over", "during"))


def unreal(token: Token) -> bool:
    """Is the word under a modal, a condition, a purpose, a plan or a fear?"""
    below: Token | None = None
    for part in _governed_by(token):
        if _is_ended(part) and not _is_subject_of(below, part):
            return False
        below = part
        if _is_open(part) or _is_purpose(part) or _is_of_unreal(part):
            return True
        if part.dep_.startswith("nsubj") and part.head.lower_ in _PENDING:
            return True
        if any(lemma(child) in _UNREAL_ADJECTIVES for child in part.children if child.dep_ == "amod"):
            return True
    return False


def _is_subject_of(below: Token | None, verb: Token) -> bool:
    """ "Retaking the hill would end the raids": what would end them has not happened, nor what would follow."""
    return below is not None and below.head == verb and below.dep_.startswith(("csubj", "nsubj", "advcl"))


def _is_ended(token: Token) -> bool:
    """What is asked to end was going on: "called for an end to the attacks", "urged them to cease fire"."""
    ending = words("telling", "ending") | words("telling", "ending_nouns")
    return lemma(token) in ending or (token.dep_ == "nmod" and lemma(token.head) in ending)


def _governed_by(token: Token) -> Iterator[Token]:
    """The word and what it hangs on, up to the verb of its clause and the verbs that take that as their own."""
    yield token
    if any(part.lower_ in ("got", "getting") and part.dep_.startswith("aux") for part in token.children):
        return  # "I got shot"
    while token.head != token and token.dep_ not in (
        "ccomp",
        "parataxis",
        "acl:relcl",
        "advcl:relcl",
        "list",
    ):
        if (
            token.dep_ == "conj"
            and token.pos_ == "VERB"
            and syntax.child(token, "nsubj", "nsubj:pass") is not None
        ):
            return
        if token.dep_ in ("advcl", "acl", "appos") and token.pos_ in ("VERB", "AUX"):
            if _is_outcome(token):
                yield token.head
            return
        if token.dep_.startswith(("obl", "nmod")) and syntax.case_of(token) in _BECAUSE_OF:
            return  # "called for calm after the deaths of nine miners"
        token = token.head
        yield token


def _is_outcome(verb: Token) -> bool:
    """ "That would end the war, driving them from the hills": a participle that follows shares the modal before it."""
    follows = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > verb.head.i
    return follows and _is_open(verb.head) and syntax.child(verb, "mark", "nsubj") is None


def _is_open(token: Token) -> bool:
    """Does a modal or a condition stand before it? "may have been killed" is an allegation and no plan, "could have been killed" tells of nothing."""
    forms = words("reality", "open") | words("reality", "ahead")
    marks = [
        part
        for part in token.children
        if part.dep_ in ("aux", "mark") and part.lower_ in forms and not _is_had(part, token)
    ]
    perfect = any(lemma(part) == "have" and part.dep_ == "aux" for part in token.children)
    return any(
        not (perfect and part.lower_ in ("may", "might", "must"))
        and not (is_sensed(token) and part.lower_ == "could")
        for part in marks
    )


def _is_had(mark: Token, verb: Token) -> bool:
    """ "She'd shot him": had, and not would."""
    return mark.lower_ in ("'d", "’d") and (verb.tag_ in ("VBN", "VBD") or verb.lower_ != lemma(verb))


def is_sensed(verb: Token) -> bool:
    """ "Gunfire could be heard": it was there."""
    return lemma(verb) in words("reality", "senses") and syntax.is_passive(verb)


def _is_purpose(token: Token) -> bool:
    """An infinitive tells of what is wanted, unless what governs it says that it was done."""
    if token.dep_ == "xcomp" and lemma(token.head) == "have" and token.head.pos_ in ("VERB", "AUX"):
        did = token.head.tag_ == "VBD" and lemma(token) not in words("blame", "owning")
        return not did  # "police had to open fire": they did
    infinitive = any(part.dep_ == "mark" and part.lower_ == "to" for part in token.children)
    perfect = any(lemma(part) == "have" and part.dep_ == "aux" for part in token.children)
    if infinitive and not perfect and _is_answer(token):
        return True  # "the answer is to lock them up"
    if not infinitive or perfect or _is_resort(token) or token.pos_ not in ("VERB", "AUX"):
        return False
    real = lemma(token.head) in words("reality", "real") and not is_noun(token.head)
    return token.dep_ in ("advcl", "acl", "csubj") and not real


def _is_answer(infinitive: Token) -> bool:
    """ "The answer is to arrest them": who "is to arrest them" plans it, and that is another matter."""
    return syntax.child(infinitive, "cop") is not None and any(
        part.dep_ == "nsubj:outer" or (part.dep_ == "nsubj" and part.lower_ in ("it", "this", "that"))
        for part in infinitive.children
    )


def _is_resort(token: Token) -> bool:
    """ "They resorted to throwing stones": the "to" is no purpose."""
    return token.tag_ == "VBG" and lemma(token.head) in words("telling", "resorting")


def _is_of_unreal(token: Token) -> bool:
    """Is it the object or complement of a word of planning, fearing or preventing?"""
    above = lemma(token.head)
    if above == "lead" and token.head.dep_ == "acl" and lemma(token.head.head) in words("reality", "clues"):
        return True  # "a reward for information leading to the arrest"
    if any(
        part.dep_ == "compound:prt" and part.lower_ == "out" and above == "rule"
        for part in token.head.children
    ):
        return True
    if above == "exclude" and token.dep_ in ("ccomp", "obj") and syntax.negated(token.head):
        return True
    if token.dep_ in ("xcomp", "ccomp", "obj", "advcl", "obl") and token.head.pos_ in ("VERB", "ADJ"):
        plain = token.dep_ not in ("obl", "advcl") or syntax.case_of(token) in (
            "for",
            "from",
            "to",
            "against",
        )
        active = not (
            token.dep_ == "obj"
            and above in ("order", "attempt", "try", "help", "stop", "avoid", "offer", "press")
        )
        if above == "determine" and syntax.is_passive(token.head):
            return False  # "was determined to be a homicide"
        if token.dep_ in ("xcomp", "ccomp") and token.tag_ in ("VBD", "VBN") and above in ("fear", "believe"):
            return False
        return above in words("reality", "unreal") and plain and active
    said = token.dep_ == "acl" and above == "call" and token.tag_ in ("VBD", "VBN", "VBZ", "VBP")
    return (
        token.dep_ in ("nmod", "acl", "obl")
        and above in words("reality", "unreal_nouns")
        and token.head != token
        and not said  # "a call that a man had been shot"
    )
