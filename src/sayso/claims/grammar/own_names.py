"""The name that words give by themselves: a person's, a body's, what an abbreviation stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso import vocabulary
from sayso.claims.grammar import written
from sayso.claims.grammar.noun_phrases import ARTICLES, PARTICLES, head_of, is_hyphen, is_name, key, phrase

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SMALL = PARTICLES | {"of", "for", "the", "and", "&", "-", "'s", "’s", "'", "’", "al", "el", "der"}
#: adjectives that say more of a noun from behind
_LOOSE = frozenset(("close", "familiar", "loyal", "aged", "present", "privy", "aware", "near"))
_POSSESSIVE = frozenset(("'s", "’s"))
_ABBREVIATION = re.compile(r"((?:[\w’'-]+,?\s+){1,7}?)(?:\(|or )([A-Z][A-Za-z.-]{1,9})\b")


def name_beside(head: Token) -> str | None:
    """The name set beside a common noun or an office: "a monitoring group, the Lake Observatory,"."""
    if head.pos_ != "NOUN" and head.lemma_.lower() not in vocabulary.load("cues")["persons"]["nouns"]:
        return None
    beside = next(
        (
            part
            for part in head.rights
            if part.dep_ == "appos" and part.pos_ == "PROPN" and not _is_of_another(head, part.i)
        ),
        None,
    ) or _called(head)
    return own_name(_behind(head, phrase(beside))) if beside is not None else _between_commas(head)


def _behind(head: Token, words: Span) -> Span:
    """The words behind the head alone: a name that held its own noun would be looked for in itself."""
    return words.doc[max(words.start, head.i + 1) : words.end]


def _called(head: Token) -> Token | None:
    """The name in "a group calling itself the Sons of Dawn", "a man known as Brun"."""
    for clause in head.children:
        if clause.dep_ == "acl" and clause.lemma_ in ("call", "name", "style", "know", "dub"):
            named = (part for part in clause.children if part.i > clause.i and part.pos_ == "PROPN")
            return next(named, None)
    return None


def _between_commas(head: Token) -> str | None:
    """The name in "the voice of the exiles, Radio Lantern, …", whatever the tree has hung it on."""
    doc, sentence = head.doc, head.sent
    definite = any(part.dep_ == "nmod:poss" or part.lower_ in ARTICLES for part in head.lefts)
    comma = next((t.i for t in doc[head.i + 1 : min(head.i + 7, sentence.end)] if t.is_punct), None)
    if comma is None or doc[comma].text != "," or not definite or head.tag_ != "NN":
        return None
    if any(t.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ") for t in doc[head.i : comma]):
        return None
    end = comma + 1
    while end < sentence.end and is_capital(doc[end]) and doc[end].pos_ in ("PROPN", "NOUN", "ADJ"):
        end += 1
    closed = end < sentence.end and doc[end].text in (",", ":")
    named = any(token.pos_ == "PROPN" for token in doc[comma + 1 : end])
    return str(doc[comma + 1 : end].text) if closed and named and not _is_listed(doc[end]) else None


def _is_listed(comma: Token) -> bool:
    """Does a list go on behind the comma: "a doctor, Brun, and two guards" aside, "a doctor, Brun, Lind and Vorm"?"""
    after = comma.doc[comma.i + 1 : comma.i + 3]
    return len(after) > 0 and is_capital(after[0]) and after[0].pos_ == "PROPN"


def own_name(words: Span) -> str:
    """The name that the words give: a person's at their end, a body's around their head, else the words."""
    head = head_of(words)
    for mention in written.persons_within(words.doc, words.start, words.end):
        inside = mention.end <= words.end
        whole = len(mention) > 1 and all(token.text[:1].isupper() or not token.is_alpha for token in mention)
        if _is_of_another(head, mention.start) or _is_cut(mention):
            continue
        if inside and whole and (mention.end == words.end or mention.start <= head.i < mention.end):
            return str(mention.text)
    beside = name_beside(head)
    if beside is not None:
        return beside
    first_name = next(
        (p for p in head.children if p.dep_ == "compound" and p.pos_ == "PROPN" and p.i >= words.start), None
    )
    if head.pos_ == "NOUN" and first_name is not None and first_name.left_edge.i < head.i:
        at = max(words.start, first_name.left_edge.i)
        while at > words.start and is_capital(words.doc[at - 1]):
            at -= 1
        return str(words.doc[at : words.end].text)
    named = _name_around(words, head) if head.pos_ == "PROPN" else None
    if named is not None:
        return str(named.text)
    first = words.start + (1 if len(words) > 1 and words[0].lower_ in ARTICLES else 0)
    return str(words.doc[first : _before_aside(words, head)].text)


def _is_cut(name: Span) -> bool:
    """Was the name taken for a part of itself: the "Dar", or "-Dar", of "Al-Dar"?"""
    return is_hyphen(name[0]) or (name.start > 0 and is_hyphen(name.doc[name.start - 1]))


def _is_of_another(head: Token, at: int) -> bool:
    """Does the name stand behind an "of" or "for": the agent of Ada Lind is not Ada Lind?"""
    return any(
        token.dep_ == "case" and token.pos_ == "ADP" for token in head.doc[head.i + 1 : max(at, head.i + 1)]
    )


def _before_aside(words: Span, head: Token) -> int:
    """Where the name ends: "one prisoner, aged 16" is one prisoner, "sources close to the inquiry" are sources."""
    for token in words.doc[head.i + 1 : words.end]:
        aside = token.text == "," and token.nbor(1).pos_ != "PROPN" if token.i + 1 < len(token.doc) else False
        if aside or (token.lower_ in _LOOSE and token.i == words.end - 1):
            return int(token.i)
    return words.end


def person_in(words: Span) -> str | None:
    """The whole name of the one person named after the head: "the prosecutor, Anna Lind,"."""
    head, doc = head_of(words), words.doc
    found = [
        mention for mention in written.persons_within(doc, head.i + 1, head.i + 4) if mention.end <= words.end
    ]
    found = [one for one in found if not _is_of_another(head, one.start) and not _is_cut(one)]
    own = [m for m in found if len(m) > 1 and doc[m.end : m.end + 1].text not in _POSSESSIVE and is_name(m)]
    return str(own[0].text) if len(own) == 1 and doc[own[0].start - 1].dep_ != "case" else None


def _name_around(words: Span, head: Token) -> Span | None:
    """The capitalised words around the head, with the small words between them."""
    doc, start, end = words.doc, head.i, head.i + 1
    while start > words.start and _is_of_name(doc[start - 1]):
        start -= 1
    while end < words.end and (_is_of_name(doc[end]) or (doc[end].tag_ == "CD" and is_capital(doc[end - 1]))):
        end += 1
    while start < head.i and not is_capital(doc[start]):
        start += 1
    while end - 1 > head.i and not _ends_name(doc[end - 1]):
        end -= 1
    return doc[start:end] if is_capital(doc[start]) else None


def _ends_name(token: Token) -> bool:
    return is_capital(token) or token.lower_ in _POSSESSIVE or token.tag_ == "CD"


def _is_of_name(token: Token) -> bool:
    return is_capital(token) or token.lower_ in _SMALL


def is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.lower_ not in ARTICLES


def content_of(name: str) -> frozenset[str]:
    """The words of a name that tell it from others: "the Defense Department" is the "Department of Defense"."""
    return frozenset(
        word.removesuffix("s") for word in key(name).split() if word not in ("of", "us", "and", "for")
    )


def abbreviations(text: str) -> dict[str, str]:
    """Abbreviation → the name it was given for, where the letters fit: "Tahrir al-Sham (HTS)" does not have to."""
    found: dict[str, str] = {}
    for match in _ABBREVIATION.finditer(text):
        words = match[1].replace(",", "").split()
        letters = match[2].replace(".", "").lower()
        for start in range(len(words)):
            name = words[start:]
            initials = "".join(
                part[0]
                for word in name
                for part in re.split("-", word)
                if part and word.lower() not in ("of", "the", "for", "and", "to", "in", "on")
            )
            if name[0][:1].isupper() and initials.lower() == letters:
                found.setdefault(match[2], " ".join(name))
                break
    return found
