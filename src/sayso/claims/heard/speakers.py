"""Who speaks by a verb of saying: its subject or agent, and whom the tree has hung on other words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import syntax
from sayso.claims.heard import CLOSE_MARKS, OPEN_MARKS, noun_after, opens_with_that

if TYPE_CHECKING:
    from spacy.tokens import Token

Cues = Mapping[str, Any]


def listed_beside(speaker: Token) -> list[Token]:
    """ "The ministry, the Red Cross and a nurse said": the middle one, read as describing the first."""
    joined = [
        part for part in speaker.children if part.dep_ == "appos" and syntax.child(part, "cc") is not None
    ]
    if joined or syntax.child(speaker, "conj") is None:
        return joined  # "the ministry and, separately, the hospital said"
    beside = (part for part in speaker.children if part.dep_ == "appos")
    return [
        part
        for part in beside
        if part.right_edge.nbor(1).lower_ == "and" and syntax.child(part, "conj") is None
    ]


def subjects_beside(speaker: Token) -> list[Token]:
    """ "A deserter who had fled, his mother and a nurse said": the others, read as further subjects behind a comma."""
    if speaker.dep_ != "nsubj" or speaker.i > speaker.head.i:
        return []
    others = [
        part for part in speaker.head.children if part.dep_ == "nsubj" and speaker.i < part.i < speaker.head.i
    ]
    behind = [part for part in others if comma_before(part) is not None]
    listed = any(t.dep_ == "cc" and t.lower_ == "and" for part in behind for t in part.subtree)
    told = (part for part in speaker.head.children if part.dep_ == "ccomp" and part.i > speaker.i)
    listed = listed and not any(part.i < behind[-1].i for part in told)
    return [member for part in behind for member in syntax.conjuncts(part)] if listed else []


def as_well(speaker: Token) -> list[Token]:
    """ "The consul, as well as the police, says": a further speaker that was read as describing the first."""
    return [
        part
        for part in speaker.children
        if part.dep_ == "nmod" and any(word.dep_ == "cc" and word.lower_ == "as" for word in part.children)
    ]


def speaker_of(verb: Token, cues: Cues) -> Token | None:
    """Who speaks: the subject; of the passive the agent, but whoever is quoted in "was quoted as saying"."""
    if verb.lemma_ in cues["saying"]["hearing"]:
        link = verb.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else verb
        return next(
            (
                part
                for part in verb.children
                if part.dep_.startswith("obl") and syntax.case_of(part) == "from"
            ),
            noun_after(link) if link.lower_ == "from" else None,
        )
    if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ" and not syntax.is_passive(verb):
        return syntax.child(verb.head, "nsubj")  # "were quick to claim"
    aside = verb.i > 0 and verb.nbor(-1).text == ","
    paper = verb.head.lemma_.lower() in {*cues["papers"]["nouns"], *cues["nominal"]["nouns"], "line"}
    if verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.head.dep_ == "obj" and (aside or paper):
        return syntax.subject(verb.head.head)  # "confirmed the incident, saying that"
    if (
        verb.dep_ == "acl"
        and syntax.child(verb, "iobj") is not None
        and verb.lemma_ in cues["saying"]["telling"]
    ):
        return verb.head  # "a source who would not be named told the agency"
    if not syntax.is_passive(verb) or subject_at_end(verb) is not None:
        torn = _torn_subject(verb) or subject_at_end(verb) or _subject_behind_phrase(verb)
        it = syntax.child(verb, "expl")
        if (
            it is not None
            and it.lower_ == "it"
            and it.i < verb.i
            and syntax.child(verb, "ccomp", "nsubj") is not None
        ):
            return syntax.child(verb, "nsubj") or it  # "it also found that"
        return torn or _second_subject(verb) or syntax.subject(verb) or inverted(verb) or _noun_beside(verb)
    if verb.lemma_ in cues["saying"]["quoting"]:
        return syntax.child(verb, "nsubj:pass")
    agent = syntax.agent(verb)
    spoken = agent is None or agent.lemma_.lower() not in cues["saying"]["channels"]
    return agent if agent is not None and spoken else _office(verb, cues)


def _torn_subject(verb: Token) -> Token | None:
    """Who speaks right behind a semicolon, where the tree has hung him on a verb before it."""
    if verb.dep_ not in ("parataxis", "conj") or syntax.child(verb, "nsubj") is not None:
        return None
    mark = next((t for t in verb.doc[verb.head.i : verb.i] if t.text == ";"), None)
    noun = None if mark is None else noun_after(mark)
    if mark is None or noun is None or noun.dep_ not in ("nsubj", "nsubj:pass", "parataxis"):
        return None
    return noun if noun.head.i < mark.i < noun.i < verb.i else None


def _noun_beside(verb: Token) -> Token | None:
    """The noun right before a verb with a clause, where the tree has hung it on a word before."""
    noun = verb.doc[verb.i - 1] if verb.i > verb.sent.start else verb
    clause = syntax.child(verb, "ccomp")
    plain = (
        verb.tag_ in ("VBD", "VBZ", "VBP")
        and clause is not None
        and (opens_with_that(clause) or clause.i < noun.i)
    )
    return (
        noun
        if plain and noun.pos_ in ("NOUN", "PROPN") and noun.dep_ in ("obj", "obl", "nmod", "appos")
        else None
    )


def subject_at_end(verb: Token) -> Token | None:
    """The speaker of "…, a clerk and a guard said by telephone.", where the tree has hung the verb on him."""
    noun = verb.head
    if (
        verb.dep_ not in ("acl", "acl:relcl")
        or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN")
        or noun.pos_ not in ("NOUN", "PROPN")
    ):
        return None
    last = max(part.i for member in syntax.conjuncts(noun) for part in (member, *member.lefts))
    comma = comma_before(noun)
    beside = verb.i == last + 1 and comma is not None
    told = any(t.tag_ in ("VBD", "VBZ", "VBP") for t in verb.doc[verb.sent.start : comma or verb.sent.start])
    ends = all(
        t.dep_
        in (
            "obl",
            "case",
            "det",
            "punct",
            "nmod",
            "compound",
            "flat",
            "advmod",
            "obl:unmarked",
            "nmod:poss",
            "amod",
        )
        for t in verb.doc[verb.i + 1 : verb.sent.end]
    )
    return noun if beside and told and ends else None


def comma_before(noun: Token) -> int | None:
    """Where the comma stands that the noun's phrase follows, whatever the tree has hung it on."""
    first = noun.left_edge
    if first.text == ",":
        return int(first.i)
    before = first.nbor(-1) if first.i > noun.sent.start else first
    return int(before.i) if before.text == "," else None


def _subject_behind_phrase(verb: Token) -> Token | None:
    """The speaker of "In remarks carried by the radio, the minister, Ada Brun, said", read as another word for the radio."""
    if syntax.has_subject(verb) or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    opening = [part for part in verb.children if part.dep_ in ("obl", "advcl") and part.i < verb.i]
    for part in opening:
        for noun in part.subtree if part.left_edge.i == verb.sent.start or part.dep_ == "advcl" else ():
            beside = noun.dep_ in ("appos", "conj", "nmod:desc") and comma_before(noun) is not None
            if beside and noun.i < verb.i and not any(t.dep_ == "cc" for t in noun.lefts):
                return noun
    return None


def _second_subject(verb: Token) -> Token | None:
    """The speaker of "no raid on the school, insists the army", where both were read as subjects."""
    subjects = [part for part in verb.children if part.dep_ in ("nsubj", "nsubj:pass")]
    turned = len(subjects) == 2 and subjects[0].i < verb.i and subjects[1].left_edge.i == verb.i + 1
    return subjects[1] if turned and verb.nbor(-1).text in (",", *CLOSE_MARKS) else None


def _office(verb: Token, cues: Cues) -> Token | None:
    """The body at which something was said: "it was stressed at the Interior Ministry"."""
    return next(
        (
            part
            for part in verb.children
            if part.dep_.startswith("obl")
            and syntax.case_of(part) in ("at", "in")
            and part.lemma_.lower() in {*cues["saying"]["offices"], *cues["papers"]["nouns"]}
        ),
        None,
    )


def inverted(verb: Token) -> Token | None:
    """The speaker after the verb, behind a quotation or a comma: "…," whispered a boy."""
    if (
        verb.i == 0
        or verb.nbor(-1).text not in (",", *OPEN_MARKS, *CLOSE_MARKS)
        or verb.i + 1 >= verb.sent.end
    ):
        return None
    return noun_after(verb) if verb.nbor(1).pos_ in ("DET", "NUM", "NOUN", "PROPN", "ADJ", "PRON") else None
