"""What syntax shows plainly: verbs of saying with their clauses, "according to", headlines, footage."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sayso.claims import noun_phrases, stances, syntax
from sayso.claims.heard import CLAUSES, CLOSE_MARKS, OPEN_MARKS, Heard, is_verified, noun_after

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Cues = Mapping[str, Any]

_OBJECTS = ("obj", "obl", "advcl", "xcomp")
#: more words than these name nobody in a headline
_TITLE_WORDS = 5


def from_verbs(doc: Doc, cues: Cues) -> list[Heard]:
    """Verbs of saying with a subject and a clause: "the mayor said that …", "X was quoted as saying …"."""
    found = []
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or not _is_saying(token, cues):
            continue
        speaker = _speaker(token, cues)
        if speaker is None or speaker.lower_ in cues["media"]["nouns"]:
            continue
        speakers = tuple(noun_phrases.phrase(member) for member in syntax.conjuncts(speaker))
        found.append(Heard(speakers, token, _said_by(token, speaker, cues)))
    return found


def _is_saying(verb: Token, cues: Cues) -> bool:
    if verb.lemma_ == "go":
        return any(part.lower_ == "on" and part.dep_ in ("compound:prt", "advmod") for part in verb.children)
    listed = verb.lemma_ in cues["saying"]["verbs"] or verb.lemma_ in cues["saying"]["takes_object"]
    return listed or stances.blames(verb, cues)


def _speaker(verb: Token, cues: Cues) -> Token | None:
    """Who speaks: the subject; of the passive the agent, but whoever is quoted in "was quoted as saying"."""
    if verb.lemma_ in cues["saying"]["hearing"]:
        return next(
            (
                part
                for part in verb.children
                if part.dep_.startswith("obl") and syntax.case_of(part) == "from"
            ),
            None,
        )
    if not syntax.is_passive(verb):
        return syntax.subject(verb) or _inverted(verb)
    return (
        syntax.child(verb, "nsubj:pass") if verb.lemma_ in cues["saying"]["quoting"] else syntax.agent(verb)
    )


def _inverted(verb: Token) -> Token | None:
    """The speaker after the verb, behind a quotation or a comma: "…," whispered a boy."""
    if (
        verb.i == 0
        or verb.nbor(-1).text not in (",", *OPEN_MARKS, *CLOSE_MARKS)
        or verb.i + 1 >= verb.sent.end
    ):
        return None
    return noun_after(verb) if verb.nbor(1).pos_ in ("DET", "NUM", "NOUN", "PROPN", "ADJ", "PRON") else None


def _said_by(verb: Token, speaker: Token, cues: Cues) -> frozenset[int]:
    """The tokens that a verb of saying governs as said, or, for a verb set beside, the rest of its sentence."""
    takes_object = verb.lemma_ in (
        *cues["saying"]["takes_object"],
        *cues["saying"]["quoting"],
        *cues["saying"]["hearing"],
    )
    relations = (*CLAUSES, *_OBJECTS) if takes_object or stances.blames(verb, cues) else CLAUSES
    if syntax.is_passive(verb):
        relations = (*relations, "nsubj:pass", "csubj:pass", "csubj", "xcomp")
    said = {t.i for part in verb.children if part.dep_ in relations for t in part.subtree}
    if verb.lemma_ in cues["saying"]["quoting"] and not any(verb.doc[i].dep_ in CLAUSES for i in said):
        said = set()  # "the agency quoted him as saying" at the end of what is said
    if verb.dep_ == "parataxis" and not said:
        said = {t.i for t in verb.sent} - {t.i for t in verb.subtree}
    return frozenset(said - {t.i for t in speaker.subtree})


def from_phrases(doc: Doc, cues: Cues) -> list[Heard]:
    """ "According to X", with the clause it stands in, without the phrase itself; at the end of a sentence, all of it."""
    found = []
    for token in doc:
        account = token.lower_ in cues["saying"]["accounts"] and syntax.case_of(token) in ("by", "in", "on")
        if token.i + 2 >= len(doc) or not (account or token.lower_ in cues["saying"]["according"]):
            continue
        source = token.head if token.head.i > token.i and not account else noun_after(token)
        if source is None:
            continue
        end = max(source.right_edge.i, source.i)
        if account:
            rest = (
                frozenset(range(end + 1, token.sent.end))
                if token.i < token.sent.start + 4
                else frozenset[int]()
            )
            found.append(Heard((noun_phrases.phrase(source),), token, rest))
            continue
        closes = all(t.is_punct or t.is_space for t in doc[end + 1 : token.sent.end])
        if closes and token.i > token.sent.start and doc[token.i - 1].is_punct:
            content = set(range(token.sent.start, token.i))
        else:
            content = {t.i for t in source.head.subtree} - {t.i for t in source.subtree}
        found.append(Heard((noun_phrases.phrase(source),), token, frozenset(content)))
    return found


def from_headlines(doc: Doc, cues: Cues) -> list[Heard]:
    """ "Blast kills six in Orvel - police" and "Police: blast kills six", in a line without a full stop."""
    found = []
    for start, end in _lines(doc):
        words = [token.i for token in doc[start:end] if not token.is_space]
        if len(words) < 4 or doc[words[-1]].text in '.!?”"':
            continue
        for at in words[1:-1]:
            dash, colon = doc[at].text in ("-", "–", "—") and doc[at - 1].whitespace_, doc[at].text == ":"
            before, after = doc[start:at], doc[at + 1 : words[-1] + 1]
            ways = [(after, before), *([(before, after)] if colon else [])] if dash or colon else []
            for source, content in ways:
                if len(source) <= _TITLE_WORDS and _is_speaker(source, cues):
                    found.append(Heard((source,), doc[at], frozenset(token.i for token in content)))
                    break
    return found


def _is_speaker(words: Span, cues: Cues) -> bool:
    """Do the words name a kind of source, and nothing that happened?"""
    if any(token.pos_ in ("VERB", "AUX") for token in words):
        return False
    lemmas = {token.lemma_.lower() for token in words} | {token.lower_ for token in words}
    known = {*cues["persons"]["nouns"], *cues["papers"]["nouns"]}
    return bool(lemmas & known) or any(lemmas & set(terms) for terms in cues["kinds"].values())


def _lines(doc: Doc) -> list[tuple[int, int]]:
    """(first, one past the last) token of each paragraph."""
    cuts = [0, *(token.i + 1 for token in doc if token.is_space and "\n" in token.text), len(doc)]
    return [(start, end) for start, end in pairwise(cuts) if end > start]


def from_footage(doc: Doc, cues: Cues) -> list[Heard]:
    """Footage that shows something: its source is who released it, else nobody named."""
    media = cues["media"]
    found = []
    for noun in doc:
        if noun.lower_ not in media["nouns"] or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        shows = next((verb for verb in _verbs_of(noun) if verb.lemma_ in media["shows"]), None)
        if shows is None or is_verified(noun, cues):
            continue
        releaser = (
            syntax.subject(noun.head)
            if noun.dep_ == "obj" and noun.head.lemma_ in media["releases"]
            else None
        )
        content = frozenset(t.i for t in shows.subtree) - {t.i for t in noun.subtree if t.i < shows.i}
        sources = (noun_phrases.phrase(releaser),) if releaser is not None else ()
        found.append(Heard(sources, shows, content, noun.doc[noun.i : noun.i + 1]))
    return found


def _verbs_of(noun: Token) -> list[Token]:
    """What the noun does: the verb it is subject of, and the verbs that describe it or stand right after it."""
    own = [noun.head] if noun.dep_ in ("nsubj", "nsubj:pass") else []
    own += [token for token in noun.doc[noun.i + 1 : noun.i + 4] if token.pos_ == "VERB"]
    return own + [part for part in noun.children if part.dep_ in ("acl", "acl:relcl")]
