"""What a source does with what it says: asserts, confirms, denies, accuses, alleges, owns up, threatens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sayso.claims import syntax
from sayso.claims.parts import Happening
from sayso.model import Chain, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

Cues = Mapping[str, Any]

_LISTED: tuple[Stance, ...] = ("confirms", "denies", "accuses", "alleges")
_PRONOUNS = frozenset(("it", "they", "we"))
_POSSESSIVES = frozenset(("its", "their", "our"))
_PERSONAL = frozenset(("his", "her", "my"))
#: relations that lead from a clause to another speaker's or another statement's words
_OUT = frozenset(("ccomp", "parataxis", "conj"))


def stance_of(cue: Token, cues: Cues) -> Stance:
    """What the cue does with what is said; "asserts" for every cue that does nothing else."""
    listed: Mapping[str, list[str]] = cues["stances"]
    beside: Mapping[str, list[str]] = cues["stance_words"]
    if blames(cue, cues):
        return "accuses"
    if cue.lemma_ in listed["judging"] and any(part.lower_ in beside["falsities"] for part in cue.subtree):
        return "denies"
    if cue.lemma_ in cues["saying"]["quoting"]:
        saying = next((part for part in cue.children if part.tag_ == "VBG"), None)
        return "asserts" if saying is None else stance_of(saying, cues)
    objects = {
        part.lemma_.lower() for part in cue.children if part.dep_ in ("obj", "obl", "xcomp", "nsubj:pass")
    }
    if objects & set(beside["owned"]):
        return "denies" if cue.lemma_ in listed["denies"] else "claims_responsibility"
    if cue.lemma_ in ("say", "claim", "add") and _behind(cue, beside["behind"]):
        return "claims_responsibility"
    return next((stance for stance in _LISTED if cue.lemma_ in listed[stance]), "asserts")


def blames(verb: Token, cues: Cues) -> bool:
    """ "Held the army responsible", "laid the deaths at their door", "put the blame on them"."""
    words = cues["blaming"].get(verb.lemma_)
    return words is not None and any(part.lower_ in words for part in verb.subtree)


def _behind(cue: Token, behind: Iterable[str]) -> bool:
    """ "It said it was behind the blast", "said it had carried out the attack"."""
    for clause in cue.children:
        if clause.dep_ not in ("ccomp", "xcomp"):
            continue
        subject = syntax.child(clause, "nsubj", "nsubj:pass")
        owned = subject is not None and subject.lower_ in _PRONOUNS
        words = {part.lower_ for part in clause.children} | {clause.lower_}
        if owned and not syntax.negated(clause) and words & set(behind):
            return True
    return False


def owns_up(happening: Happening, chains: tuple[Chain, ...], cues: Cues) -> bool:
    """Does somebody who bears no office tell that he or his own people did it, as an answer to who did?"""
    if happening.negated or happening.kind not in cues["stance_words"]["owned_kinds"]:
        return False
    if any(chain[-1].kind not in ("armed_group", None) for chain in chains) or not chains:
        return False
    doer = syntax.subject(happening.head)
    if doer is None or syntax.is_passive(happening.head):
        return False
    if doer.lower_ in _PRONOUNS:
        group = all(chain[-1].kind == "armed_group" or chain[-1].name[:1].isupper() for chain in chains)
        return (doer.lower_ == "we") == syntax.in_quotes(doer) and group
    named = " ".join(chain[-1].name for chain in chains).lower()
    owners = [part for part in doer.children if part.dep_ == "nmod:poss"]
    groups = all(chain[-1].kind == "armed_group" for chain in chains)
    own = _POSSESSIVES | _PERSONAL if groups else _POSSESSIVES  # "her husband was shooting at the thief"
    return any(
        part.lower_ in own or part.lower_ in cues["pointers"] or part.lower_ in named for part in owners
    )


def claims_it(happening: Happening, cue: Token | None) -> bool:
    """ "Claimed the bombing": the happening is what is claimed."""
    own = (
        happening.head.dep_ in ("obj", "xcomp", "nsubj:pass")
        and cue is not None
        and happening.head.head == cue
    )
    return own and cue is not None and cue.lemma_ == "claim"


def left_open(happening: Happening, cues: Cues) -> bool:
    """Is it only said that it may have happened?"""
    return any(
        part.dep_ == "aux" and part.lower_ in cues["stance_words"]["open"] for part in happening.head.children
    )


def lays_blame(happening: Happening) -> bool:
    """Is the happening told inside a blame: "was blamed for the deaths", "accused them of shelling"?"""
    return any(
        token.lemma_ in ("blame", "accuse", "attribute")
        for token in (happening.head, *_governing(happening.head))
    )


def hearsay(happening: Happening, cues: Cues) -> Token | None:
    """The word that keeps a happening at a distance with nobody named, if there is one."""
    listed = cues["hearsay"]
    chain = [happening.head, *_governors(happening.head)]
    for token in chain:
        for part in token.children:
            adverb = part.lower_ in listed["adverbs"]
            adjective = (
                token == happening.head and part.dep_ == "amod" and part.lower_ in listed["adjectives"]
            )
            if adverb or adjective:
                return part
    doer = syntax.subject(happening.head)
    for part in doer.children if doer is not None else ():
        if part.dep_ == "amod" and part.lower_ in listed["adjectives"]:
            return part
    for token in chain[1:]:
        passive = any(part.dep_ in ("nsubj:pass", "aux:pass") for part in token.children)
        if passive and token.lemma_ in listed["passives"] and syntax.agent(token) is None:
            return token
    return None


def rumour(happening: Happening, cues: Cues) -> Token | None:
    """The noun that something is only told in: "allegations that it gave them arms", "reports of a raid"."""
    nouns = cues["hearsay"]["nouns"]
    for token in (happening.head, *_within(happening.head)):
        noun = token.head
        mark = syntax.child(token, "mark")
        if mark is not None and mark.lower_ == "that" and mark.i and mark.nbor(-1).lower_ in nouns:
            return mark.nbor(-1)
        told = token.dep_ in ("acl", "acl:relcl", "ccomp") or (
            token.dep_ == "nmod" and syntax.case_of(token) == "of"
        )
        if told and noun.pos_ == "NOUN" and noun.lower_ in nouns and noun.i < happening.head.i:
            return noun
    return None


def _within(token: Token) -> Iterator[Token]:
    """The words above this one that belong to the same statement."""
    while token.dep_ in ("xcomp", "obj", "nsubj:pass", "nsubj", "conj") and token.head != token:
        token = token.head
        yield token


def _governing(token: Token) -> list[Token]:
    """The words above this one in its own clause chain, up to what is said by somebody."""
    found = []
    while token.head != token and token.dep_ not in _OUT:
        token = token.head
        found.append(token)
    return found


def _governors(token: Token) -> list[Token]:
    """The verbs that govern this one within its clause chain: "is believed to have carried out"."""
    found = []
    while token.dep_ in ("xcomp", "ccomp", "csubj", "obj", "nsubj:pass") and token.head != token:
        token = token.head
        found.append(token)
    return found
