"""Is it said not to have happened?

"No" and "not" near the name of a happening deny it only where they fall on the deed: "carried out no raid", "no sign of a
raid", "had no part in the raid"; not in "no motive for the raid", "nobody saw the raid", "the raid killed no one".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import lemma
from sayso.claims.happened.telling import words
from sayso.claims.parts import Happening

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOBODY = frozenset(("nobody", "none", "neither", "nothing"))


def is_denied(found: Happening) -> bool:
    """Is it denied in its own clause, whoever tells it?"""
    head = found.head
    verb = syntax.governor(head)
    if found.kind == "siege" and lemma(head) in words("denying", "kept_out"):
        return False  # "has not been given access": that is the happening
    if found.seen or _is_survival(head) or _is_survival(verb):
        return False
    if found.bare or (lemma(head) in words("harm", "verbs") and syntax.child(head, "obj") is None):
        return False
    return (
        syntax.negated(head)
        or (verb != head and syntax.negated(verb) and _falls_on(verb, head))
        or (
            head.dep_ == "xcomp"
            and syntax.negated(head.head)
            and lemma(head.head) not in words("reality", "unreal")
        )
    )


def denies(happening: Happening) -> bool:
    """Does a source that tells of it deny it: "did not fire", "none of its guns fired", "no shaft was filled"?"""
    if happening.negated:
        return True
    head = happening.head
    if happening.seen:
        return _is_untrue(head)  # "has not been seen since": the word and its "not" are what happened
    verbs = [head, syntax.governor(head)]
    while verbs[-1].dep_ == "xcomp" and verbs[-1].head != verbs[-1]:
        verbs.append(verbs[-1].head)
    return (
        _is_untrue(head)
        or _has_no_part(head)
        or any(_undone(verb, head) for verb in verbs if not _is_survival(verb))
    )


def _is_survival(verb: Token) -> bool:
    """ "Did not survive the blast": there was one."""
    return lemma(verb) in words("denying", "surviving")


def _is_untrue(head: Token) -> bool:
    """ "There is no truth in", "it is not true that", "does not show police beating", "the tale of a raid is invented"."""
    for token in head.ancestors:
        word = token.lower_
        if word in words("denying", "truths") and (is_none(token) or syntax.negated(token)):
            return True
        if word in words("denying", "untruths") and (
            syntax.child(token, "cop", "expl") is not None or token.pos_ == "NOUN"
        ):
            return True
        if lemma(token) in words("denying", "showing") and syntax.negated(token):
            return True
        if lemma(token) in words("telling", "signs") and is_none(token) and token.i < head.i:
            return True
    doubted = (
        head.dep_ == "ccomp"
        and lemma(head.head) in words("denying", "believing")
        and syntax.negated(head.head)
    )
    return doubted or _was_not_he(head)


def _was_not_he(head: Token) -> bool:
    """ "It wasn't him who shot the guard": somebody else did it."""
    whom = head.head
    it = syntax.child(whom, "nsubj", "expl")
    cleft = (
        head.dep_ == "acl:relcl"
        and it is not None
        and it.lower_ in ("it", "that")
        and syntax.child(whom, "cop") is not None
    )
    return cleft and syntax.negated(whom)


def _has_no_part(head: Token) -> bool:
    """ "Had nothing to do with", "played no part in", "is not responsible for", "looted nothing", "fired no shot"."""
    for token in (head, *_within_clause(head)):
        if lemma(token) in words("denying", "parts") and (syntax.negated(token) or _of_nobody(token)):
            return True
        for part in token.children:
            nothing = part.dep_ == "obj" and is_none(part)
            if nothing and token != head and lemma(part) in words("denying", "nothing") and part.i < head.i:
                return True
            if (
                nothing
                and token == head
                and (
                    part.lower_ == "nothing"
                    or lemma(part) in words("denying", "shots")
                    or _did_it_to_nobody(head)
                )
            ):
                return True
    return False


def _did_it_to_nobody(verb: Token) -> bool:
    """ "He swears that he knifed nobody", "it maintained that it had hit no boat": whoever speaks tells of himself."""
    subject = syntax.child(verb, "nsubj")
    return subject is not None and subject.pos_ == "PRON" and verb.dep_ in ("ccomp", "xcomp", "parataxis")


def _of_nobody(token: Token) -> bool:
    subject = syntax.child(token, "nsubj", "nsubj:pass")
    return subject is not None and is_none(subject)


def _within_clause(token: Token) -> list[Token]:
    """The words above this one, up to what is said by somebody."""
    found = []
    while token.head != token and token.dep_ not in ("ccomp", "parataxis", "conj", "acl:relcl"):
        token = token.head
        found.append(token)
    return found


def is_none(noun: Token) -> bool:
    """Is it nobody: "none of its guns", "no shaft", "neither side"?"""
    return noun.lower_ in _NOBODY or any(
        part.lower_ in ("no", "neither") and part.dep_ in ("det", "advmod", "cc:preconj")
        for part in noun.children
    )


def _undone(verb: Token, head: Token) -> bool:
    doers = [
        part for part in verb.children if part.dep_ in ("nsubj", "nsubj:pass", "csubj") and is_none(part)
    ]
    for doer in doers:
        if doer.is_ancestor(head):
            if lemma(doer) in words("telling", "signs"):
                return True
        elif _falls_on(verb, head):
            return True
    return syntax.negated(verb) and _falls_on(verb, head)


def _falls_on(verb: Token, head: Token) -> bool:
    """Does a "no" on the verb fall on the deed that the word names?"""
    if verb == head or head.dep_ == "xcomp" or syntax.governor(head) == head:
        return True
    shared = words("telling", "sharing") | {"be"}
    if _below(verb, head).dep_ in ("nsubj", "csubj"):
        return lemma(verb) in words("telling", "occurring") | shared
    return lemma(verb) in words("telling", "light") | shared | {"have"}


def _below(verb: Token, head: Token) -> Token:
    """The word on the way from the deed up to the verb that hangs on the verb itself."""
    return next((token for token in (head, *head.ancestors) if token.head == verb), head)
