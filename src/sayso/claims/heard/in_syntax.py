"""What syntax shows plainly: verbs of saying with their clauses, "according to", headlines, footage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import noun_phrases, syntax
from sayso.claims.heard import (
    CLAUSES,
    Heard,
    goes_on_with,
    is_participle,
    is_verified,
    noun_after,
    opens_with_that,
    stances,
    strays,
)
from sayso.claims.heard.speakers import (
    as_well,
    comma_before,
    inverted,
    listed_beside,
    speaker_of,
    subject_at_end,
    subjects_beside,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Cues = Mapping[str, Any]

_OBJECTS = ("obj", "obl", "advcl", "xcomp")
#: what may hang between a verb of saying and its clause
_BETWEEN = ("obj", "iobj", "obl", "obl:agent", "obl:unmarked")


def from_verbs(doc: Doc, cues: Cues) -> list[Heard]:
    """Verbs of saying with a subject and a clause: "the mayor said that …", "X was quoted as saying …"."""
    found = []
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or not _is_saying(token, cues):
            continue
        speaker = speaker_of(token, cues)
        if speaker is None and _is_reported_beside(token, cues):
            rest = frozenset(t.i for t in token.sent) - {t.i for t in token.subtree}
            found.append(Heard((), token, rest, doc[token.i : token.i + 1]))
        if speaker is None or speaker.lower_ in cues["media"]["nouns"]:
            continue
        said = _said_by(token, speaker, cues)
        if not said and subject_at_end(token) == speaker:
            said = frozenset(range(token.sent.start, speaker.left_edge.i))
        figured = _is_figure(token, cues) or _holds(token, cues) or _makes_clear(token, cues)
        if figured and speaker.lower_ in cues["hearsay"]["nouns"]:
            found.append(Heard((), token, said, doc[speaker.i : speaker.i + 1]))
            continue
        members = [*syntax.conjuncts(speaker), *as_well(speaker), *listed_beside(speaker)]
        if not any(t.dep_ == "cc" for t in doc[speaker.i : members[-1].i + 1]):
            members = members[:1]  # "the dockers, the Port Union, said"
        members += [part for part in subjects_beside(speaker) if part not in members]
        speakers = tuple(noun_phrases.phrase(member) for member in members)
        found.append(Heard(speakers, token, said, sure=figured))
    return found


def _is_reported_beside(verb: Token, cues: Cues) -> bool:
    """ "The bridge was blown up, it was reported"."""
    it = syntax.child(verb, "nsubj:pass")
    return (
        verb.dep_ == "parataxis"
        and it is not None
        and it.lower_ == "it"
        and verb.lemma_ in cues["hearsay"]["passives"]
    )


def _is_saying(verb: Token, cues: Cues) -> bool:
    saying = cues["saying"]
    if verb.lemma_ == "go":
        return any(part.lower_ == "on" and part.dep_ in ("compound:prt", "advmod") for part in verb.children)
    if stances.owns(verb, cues):
        return True
    if verb.lemma_ in saying["only_with_clause"] and not _has_clause(verb) and not inverted(verb):
        return False  # "police charged the crowd"
    if verb.lemma_ == "blame" and verb.tag_ == "VB" and syntax.child(verb, "obj") is None:
        return False  # "the army is to blame"
    listed = verb.lemma_ in saying["verbs"] or verb.lemma_ in saying["takes_object"]
    other = (stances.blames, _is_figure, _holds, _carries, _makes_clear)
    return (
        listed
        or any(is_so(verb, cues) for is_so in other)
        or any(_is_spoken_of(part, cues) for part in verb.children)
    )


def _carries(verb: Token, cues: Cues) -> bool:
    """ "The agency carried a statement of the ministry in which …"."""
    if (
        verb.lemma_ not in cues["saying"]["carried"]
        or verb.lemma_ in cues["saying"]["quoting"]
        or syntax.is_passive(verb)
    ):
        return False
    paper = syntax.child(verb, "obj") or (syntax.child(verb, "obl") if verb.lemma_ == "pass" else None)
    return paper is not None and paper.lemma_.lower() in {*cues["papers"]["nouns"], *cues["nominal"]["nouns"]}


def _has_clause(verb: Token) -> bool:
    """Does a clause hang on the verb, or was one read as describing a noun that does?"""
    return syntax.child(verb, *CLAUSES) is not None or any(
        strays(part) for part in verb.children if part.dep_ in _BETWEEN and part.i > verb.i
    )


def _is_figure(verb: Token, cues: Cues) -> bool:
    """ "Put the toll at nine", "gives the number of the slain as forty"."""
    figures = cues["saying"]["figures"]
    if verb.lemma_ not in cues["saying"]["figuring"]:
        return False
    return any(part.lemma_.lower() in figures for part in verb.children if part.dep_ in ("obj", "xcomp"))


def _holds(verb: Token, cues: Cues) -> bool:
    """ "Tradition holds that", "legend has it that"."""
    clause = syntax.child(verb, "ccomp")
    if verb.lemma_ not in ("hold", "have", "put") or not _has_clause(verb):
        return False
    it = syntax.child(verb, "obj", "expl")
    return (clause is None or opens_with_that(clause)) and (
        verb.lemma_ == "hold" or (it is not None and it.lower_ == "it")
    )


def _makes_clear(verb: Token, cues: Cues) -> bool:
    """ "Made it clear that", "left it known that"; "was hit, making it clear that" is said of a fact, and by nobody."""
    if verb.dep_ == "advcl" and syntax.child(verb, "nsubj") is None:
        return False
    clear = syntax.child(verb, "xcomp") if verb.lemma_ in ("make", "leave", "let") else None
    if clear is None or clear.lower_ not in ("clear", "plain", "known", "public", "understood"):
        return False
    return any(opens_with_that(part) for part in clear.children if part.dep_ in ("ccomp", "csubj"))


def _said_by(verb: Token, speaker: Token, cues: Cues) -> frozenset[int]:
    """The tokens that a verb of saying governs as said, or, for a verb set beside, the rest of its sentence."""
    takes_object = verb.lemma_ in (
        *cues["saying"]["takes_object"],
        *cues["saying"]["quoting"],
        *cues["saying"]["hearing"],
    )
    laying = stances.blames(verb, cues) or stances.owns(verb, cues)
    relations = (*CLAUSES, *_OBJECTS) if takes_object or laying else CLAUSES
    if verb.lemma_ == "own":
        relations = (*relations, "obj")
    if syntax.is_passive(verb):
        relations = (*relations, "nsubj:pass", "csubj:pass", "csubj", "xcomp")
    if _is_figure(verb, cues) or _makes_clear(verb, cues):
        relations = (*relations, "obj", "obl", "xcomp")
    if _carries(verb, cues):
        relations = (*relations, "obj")
    said = {
        t.i
        for part in verb.children
        if part.dep_ in relations or _is_spoken_of(part, cues) or goes_on_with(part, verb)
        for t in part.subtree
    }
    further = any(verb.doc[i].dep_ in CLAUSES or _says_more(verb.doc[i], cues) for i in said)
    if verb.lemma_ in cues["saying"]["quoting"] and not further:
        said = set()  # "the agency quoted him as saying" at the end of what is said
    if verb.dep_ == "parataxis" and not said:
        said = {t.i for t in verb.sent} - {t.i for t in verb.subtree}
    if verb.lemma_ in cues["saying"]["telling"]:
        said |= {
            t.i
            for part in verb.children
            if part.dep_ == "obl" and part.i > verb.i
            for of in part.children
            if of.dep_ == "nmod" and syntax.case_of(of) in cues["speaking_of"].get(verb.lemma_, ())
            for t in of.subtree
        }  # "told him by telephone of a raid"
    said -= {t.i for t in speaker.subtree if t.i < verb.i or not speaker.is_ancestor(verb)}
    nouns = [
        part for part in verb.children if part.i > verb.i and (part.dep_ in _BETWEEN or is_participle(part))
    ]
    clauses = [clause for noun in nouns for clause in strays(noun)]
    if verb.lemma_ in cues["saying"]["hearing"]:
        clauses += strays(speaker)
    beside = [part for part in verb.children if part.dep_ in ("conj", "parataxis") and part.i > verb.i]
    if not said and not clauses and beside and "," in verb.doc[verb.i + 1 : verb.i + 3].text:
        # "the ministry said, the agency reported, that": the clause was hung on the aside
        clauses += [
            part
            for part in beside[0].children
            if part.dep_ == "ccomp" and any(t.lower_ == "that" and t.nbor(-1).text == "," for t in part.lefts)
        ]
    if verb.dep_ == "ccomp":  # "said he was told by a guard that": read as said beside it
        clauses += [
            part
            for part in verb.head.children
            if part.i > verb.i and part.dep_ == "ccomp" and opens_with_that(part)
        ]
    said |= {t.i for clause in clauses for t in clause.subtree}
    return frozenset(said)


def _says_more(clause: Token, cues: Cues) -> bool:
    """ "Cited the weekly, which quoted a nurse": whoever is cited says something in the clause that describes him."""
    return clause.dep_ == "acl:relcl" and clause.lemma_ in {
        *cues["saying"]["verbs"],
        *cues["saying"]["quoting"],
    }


def _is_spoken_of(part: Token, cues: Cues) -> bool:
    """ "Boasted of having shot him", "confessed to the murder", "spoke of a raid", "told by villagers of a raid"."""
    links = cues["speaking_of"].get(part.head.lemma_, ())
    mark = syntax.child(part, "mark", "case")
    return (
        mark is not None
        and mark.lower_ in links
        and part.i > part.head.i
        and part.dep_.split(":")[0] in ("obl", "obj", "advcl", "xcomp", "nmod")
    )


def from_phrases(doc: Doc, cues: Cues) -> list[Heard]:
    """ "According to X" and "by the account of X", with what is said so."""
    found = []
    for token in doc[:-1]:
        if token.lower_ in cues["saying"]["accounts"] and syntax.case_of(token) in ("by", "in", "on"):
            found.append(_by_account(token))
        elif token.lower_ in cues["saying"]["according"]:
            found.append(_according(token))
    return [one for one in found if one is not None]


def _by_account(account: Token) -> Heard | None:
    """ "By the army's account, …", "by all accounts": what follows, or the clause that it stands in between commas."""
    doc = account.doc
    if any(part.lower_ in ("all", "most", "some") for part in account.children):
        rest = frozenset(t.i for t in account.sent) - {t.i for t in account.subtree}
        return Heard((), account, rest, doc[account.i : account.i + 1])
    source = syntax.child(account, "nmod:poss") or noun_after(account)
    if source is None:
        return None
    end = max(source.right_edge.i, source.i, account.i)
    rest = frozenset[int]()
    clause = syntax.child(account.head, "ccomp") if account.head.pos_ == "VERB" else None
    if clause is not None and account.head.i < account.i < clause.i and comma_before(account) is not None:
        rest = frozenset(t.i for t in clause.subtree)  # "reported, on the authority of a monk, that"
    elif comma_before(account) is not None and all(t.is_punct for t in doc[end + 1 : account.sent.end]):
        rest = frozenset(range(account.sent.start, account.left_edge.i))
    elif account.left_edge.i <= account.sent.start + 1:
        rest = frozenset(range(end + 1, account.sent.end))
    elif (
        end + 1 < len(doc)
        and doc[end + 1].text == ","
        and account.head.pos_ == "VERB"
        and account.head.i > end
    ):
        rest = frozenset(t.i for t in account.head.subtree) - {t.i for t in account.subtree}
    return Heard((noun_phrases.phrase(source),), account, rest)


def _according(word: Token) -> Heard | None:
    """ "According to X", with the clause it stands in, without the phrase itself; at the end of a sentence, all of it."""
    doc = word.doc
    source = word.head if word.head.i > word.i else noun_after(word)
    if source is None:
        return None
    end = max(source.right_edge.i, source.i)
    closes = all(t.is_punct or t.is_space for t in doc[end + 1 : word.sent.end])
    if closes and word.i > word.sent.start and doc[word.i - 1].is_punct:
        content = frozenset(range(word.sent.start, word.i))
    else:
        content = frozenset(t.i for t in source.head.subtree) - {t.i for t in source.subtree}
    return Heard((noun_phrases.phrase(source),), word, content)


def from_footage(doc: Doc, cues: Cues) -> list[Heard]:
    """Footage that shows something: its source is who released it, else nobody named."""
    media = cues["media"]
    found = []
    for noun in doc:
        if noun.lower_ not in media["nouns"] or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        shows = next((verb for verb in _verbs_of(noun) if verb.lemma_ in media["shows"]), None)
        if shows is None or is_verified(noun, cues) or syntax.negated(shows):
            continue
        releaser = _releaser(noun, cues)
        content = frozenset(t.i for t in shows.subtree) - {t.i for t in noun.subtree if t.i < shows.i}
        sources = (noun_phrases.phrase(releaser),) if releaser is not None else ()
        found.append(Heard(sources, shows, content, noun.doc[noun.i : noun.i + 1]))
    return found


def _releaser(noun: Token, cues: Cues) -> Token | None:
    """Who released the pictures: "the front released footage", "a video posted by a neighbour"."""
    releases = cues["media"]["releases"]
    if noun.dep_ == "obj" and noun.head.lemma_ in releases:
        return syntax.subject(noun.head)
    verbs = [part for part in noun.children if part.dep_ == "acl"]
    verbs += [noun.head] if noun.dep_ == "nsubj:pass" else []
    by = (syntax.agent(verb) for verb in verbs if verb.lemma_ in releases)
    return next((agent for agent in by if agent is not None), None)


def _verbs_of(noun: Token) -> list[Token]:
    """What the noun does: the verb it is subject of, and the verbs that describe it or stand right after it."""
    own = [noun.head] if noun.dep_ in ("nsubj", "nsubj:pass") else []
    own += [token for token in noun.doc[noun.i + 1 : noun.i + 4] if token.pos_ == "VERB"]
    return own + [part for part in noun.children if part.dep_ in ("acl", "acl:relcl")]
