"""What a source does with what it says: asserts, confirms, denies, accuses, alleges, owns up, threatens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import syntax
from sayso.claims.parts import Happening
from sayso.model import Chain, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

Cues = Mapping[str, Any]

_CLAUSES = ("ccomp", "xcomp", "obj")
_LISTED: tuple[Stance, ...] = ("confirms", "denies", "accuses", "alleges")
_PRONOUNS = frozenset(("it", "they", "we"))
_POSSESSIVES = frozenset(("its", "their", "our"))
_ANYBODY = frozenset(("another", "one", "some", "others", "many", "several", "two", "both", "all"))
_PERSONAL = frozenset(("his", "her", "my"))
#: relations that lead from a clause to another speaker's or another statement's words
_OUT = frozenset(("ccomp", "parataxis", "conj"))


def stance_of(cue: Token, cues: Cues) -> Stance:
    """What the cue does with what is said; "asserts" for every cue that does nothing else."""
    listed: Mapping[str, list[str]] = cues["stances"]
    beside: Mapping[str, list[str]] = cues["stance_words"]
    if blames(cue, cues):
        return "accuses"
    if cue.lemma_ == "ask":
        return answered(cue, cues) or "asserts"
    if owns(cue, cues) or _owned(cue, cues):
        return "claims_responsibility"
    if cue.lemma_ in listed["judging"] and _untrue(cue, cues):
        return "denies"
    if cue.lemma_ in cues["saying"]["excluding"]:
        if syntax.negated(cue):
            return "alleges"  # "could not rule out that"
        return "denies" if syntax.child(cue, *_CLAUSES) is not None else "asserts"
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


def answered(asked: Token, cues: Cues) -> Stance | None:
    """ "Asked whether troops had fired, he said no", "answered that they had"."""
    answer = {token.lower_ for token in asked.head.subtree if token.i > asked.head.i}
    if answer & {"no", "not", "never", "n't", "n’t"} or asked.head.lemma_ in cues["stances"]["denies"]:
        return "denies"
    yes = answer & {"yes", "had", "did", "indeed", "true"} or asked.head.lemma_ in cues["stances"]["confirms"]
    return "confirms" if yes else None


def _untrue(cue: Token, cues: Cues) -> bool:
    """ "Called the report a fabrication", "said it was a lie"."""
    beside = cues["stance_words"]
    words = (
        {*beside["falsities"]}
        if cue.lemma_ in ("say", "have")
        else {*beside["falsities"], *beside["slights"]}
    )
    return any(part.lower_ in words for part in cue.subtree)


def owns(verb: Token, cues: Cues) -> bool:
    """ "Took responsibility for", "owned up to", "put its name to"; "owned the raid" too, where a deed follows."""
    words = cues["owning"].get(verb.lemma_)
    return words is not None and any(part.lower_ in words for part in verb.children)


def _owned(cue: Token, cues: Cues) -> bool:
    """ "Later owned the raid", "a claim of responsibility"."""
    if cue.lemma_ == "own":
        return (
            cue.pos_ == "VERB" and syntax.child(cue, "obj") is not None and syntax.child(cue, "ccomp") is None
        )
    of = [part.lower_ for part in cue.children if part.dep_ == "nmod"]
    return cue.lemma_.lower() == "claim" and bool({*of} & {*cues["stance_words"]["owned"]})


def blames(verb: Token, cues: Cues) -> bool:
    """ "Held the army responsible", "laid the deaths at their door", "denounced the army for shelling"."""
    words = cues["blaming"].get(verb.lemma_)
    if verb.lemma_ in cues["blaming_for"]["verbs"]:
        return any(
            part.lower_ == "for"
            and part.dep_ == "mark"
            and part.head.tag_ == "VBG"
            and part.head in verb.subtree
            for part in verb.subtree
        )
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
        persons = {*cues["persons"]["nouns"]}
        group = all(
            _may_own(chain[-1].kind, chain[-1].name, persons if doer.lower_ == "we" else None)
            for chain in chains
        )
        if doer.lower_ != "we" and any(_speaks_for_himself(chain) for chain in chains):
            return False
        return (doer.lower_ == "we") == syntax.in_quotes(doer) and group
    named = " ".join(chain[-1].name for chain in chains).lower()
    if doer.pos_ == "PROPN" and any(
        "armed_group" in cues["pointers"].get(named_, ()) for named_ in named.split()
    ):
        return True  # "the Sons of Dawn did it, the group said"
    owners = [part for part in doer.children if part.dep_ == "nmod:poss"]
    groups = all(chain[-1].kind == "armed_group" for chain in chains)
    own = _POSSESSIVES | _PERSONAL if groups else _POSSESSIVES  # "her husband was shooting at the thief"
    return any(
        part.lower_ in own or part.lower_ in cues["pointers"] or part.lower_ in named for part in owners
    )


def _speaks_for_himself(chain: Chain) -> bool:
    """Does "he" or "she" speak, so that "they" are others?"""
    return chain[-1].span.text.lower() in ("he", "she")


def _may_own(kind: str | None, name: str, persons: set[str] | None) -> bool:
    """Is it an armed group, something with a name, or, where "we" is said, at least nobody by himself?"""
    words = name.split()
    named = words[-1][:1].isupper() and not (len(words) == 1 and name.lower() in _ANYBODY)
    return kind == "armed_group" or named or (persons is not None and not persons & {*name.lower().split()})


def claims_it(happening: Happening, cue: Token | None) -> bool:
    """ "Claimed the bombing": the happening is what is claimed."""
    own = (
        happening.head.dep_ in ("obj", "xcomp", "nsubj:pass")
        and cue is not None
        and happening.head.head == cue
    )
    itself = cue is not None and happening.head == cue
    return (own or itself) and cue is not None and cue.lemma_ == "claim"


def left_open(happening: Happening, cues: Cues) -> bool:
    """Is it only said that it may have happened?"""
    head = happening.head
    if head.dep_ in ("csubj", "ccomp") and head.head.lower_ in cues["modality"]["possible"] + [
        "possible",
        "conceivable",
    ]:
        return True  # "it is possible that"
    return any(part.dep_ == "aux" and part.lower_ in cues["stance_words"]["open"] for part in head.children)


def lays_blame(happening: Happening) -> bool:
    """Is the happening told inside a blame: "was blamed for the deaths", "accused them of shelling"?"""
    return any(
        token.lemma_ in ("blame", "accuse", "attribute", "ascribe")
        for token in (happening.head, *_governing(happening.head))
    )


def laid_on(happening: Happening) -> Token | None:
    """Who is said to be behind it, or responsible for it: "the army was behind the bombing", "was the work of the army"."""
    for token in (happening.head, *_governing(happening.head)):
        subject = syntax.child(token, "nsubj")
        if syntax.child(token, "cop") is None or subject is None:
            continue
        if token.lower_ == "work":
            whose = next(
                (part for part in token.children if part.dep_ == "nmod" and syntax.case_of(part) == "of"),
                None,
            )
            return whose or syntax.child(token, "nmod:poss")
        if token.lower_ in ("responsible", "complicit", "guilty") or syntax.case_of(token) == "behind":
            return subject
    return None


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
    return _suspected(happening.head, cues) or _blamed_by_nobody(happening.head)


def _suspected(head: Token, cues: Cues) -> Token | None:
    """ "Who is suspected of having shot him"."""
    for deed in (head, head.head):
        of = any(part.lower_ == "of" and part.dep_ in ("mark", "case") for part in deed.lefts)
        verb = deed.head
        if of and verb.lemma_ == "suspect" and syntax.is_passive(verb) and syntax.agent(verb) is None:
            return verb
    return None


def _blamed_by_nobody(head: Token) -> Token | None:
    """ "A porter is being blamed for the arson": by somebody who is not named."""
    for token in _governing(head):
        finger = syntax.child(token, "nsubj:pass") if token.lemma_ == "point" else None
        pointed = finger is not None and finger.lower_ in ("finger", "fingers")
        reduced = token.dep_ == "acl" and token.tag_ in ("VBN", "VBD")  # "a porter accused of arson was held"
        passive = syntax.child(token, "aux:pass") is not None or (reduced and syntax.is_passive(token))
        if (token.lemma_ in ("blame", "accuse") or pointed) and passive:
            return token if syntax.agent(token) is None else None
    return None


def rumour(happening: Happening, cues: Cues) -> Token | None:
    """The noun that something is only told in: "allegations that it gave them arms", "reports of a raid"."""
    nouns = cues["hearsay"]["nouns"]
    for token in (happening.head, *_within(happening.head)):
        noun = token.head
        mark = syntax.child(token, "mark")
        if (
            mark is not None
            and mark.lower_ == "that"
            and mark.i
            and mark.nbor(-1).lower_ in nouns
            and mark.nbor(-1).pos_ == "NOUN"
        ):
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
    while (
        token.dep_ in ("xcomp", "ccomp", "csubj", "csubj:pass", "obj", "nsubj:pass") and token.head != token
    ):
        token = token.head
        found.append(token)
    return found
