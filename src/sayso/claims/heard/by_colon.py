"""Speakers beside a colon or a dash: headlines, names before what they say, "the army's answer was brief: …"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sayso.claims.grammar import noun_phrases, syntax, written
from sayso.claims.grammar.own_names import is_capital
from sayso.claims.heard import OPEN_MARKS, Heard
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Cues = Mapping[str, Any]

#: more words than these name nobody in a headline
_TITLE_WORDS = 5


def from_headlines(doc: Doc, cues: Cues) -> list[Heard]:
    """ "Blast kills six in Orvel - police" and "Police: blast kills six", in a line without a full stop."""
    found = []
    for start, end in _lines(doc):
        words = [token.i for token in doc[start:end] if not token.is_space]
        if len(words) < 4 or doc[words[-1]].text in '.!?”"':
            continue
        for at in words[1:-1]:
            dash, colon = doc[at].text in ("-", "–", "—") and doc[at - 1].whitespace_, doc[at].text == ":"
            cuts = [start - 1, *(i for i in words if doc[i].text == ";"), words[-1] + 1]
            first, last = max(i for i in cuts if i < at) + 1, min(i for i in cuts if i > at)
            before, after = doc[first:at], doc[at + 1 : last]
            ways = [(after, before), *([(before, after)] if colon else [])] if dash or colon else []
            for source, content in ways:
                if len(source) <= _TITLE_WORDS and (_is_speaker(source, cues) or _speaks_below(source)):
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


def _speaks_below(words: Span) -> bool:
    """Is it the name of somebody whom the report hears further down?"""
    if not all(token.pos_ in ("PROPN", "NOUN") for token in words):
        return False
    name = words.text
    return any(name in one.text for one in written.speech(words.doc, layers.SOURCE) if one.start >= words.end)


def _lines(doc: Doc) -> list[tuple[int, int]]:
    """(first, one past the last) token of each paragraph."""
    cuts = [0, *(token.i + 1 for token in doc if token.is_space and "\n" in token.text), len(doc)]
    return [(start, end) for start, end in pairwise(cuts) if end > start]


def from_colons(doc: Doc, cues: Cues) -> list[Heard]:
    """Whoever is named before a colon and what he says: "KEEPER: …", "the army's answer was brief: …", "on its own page: “…”"."""
    found = []
    for colon in doc:
        if colon.i < 1 or colon.i + 2 >= len(doc) or not (_is_colon(colon) or _ends_before_quote(colon)):
            continue
        start = _start_of_words(colon)
        before = doc[start : colon.i]
        said = _said_after(colon)
        if not said or len(before) == 0 or any(_says(token, cues) for token in before):
            continue
        speaker = (_label(before, said, cues) if _is_colon(colon) else None) or _author(before, cues)
        if speaker is not None and not (
            not _is_colon(colon) or doc[min(said)].text in OPEN_MARKS or speaker.root.head.pos_ != "VERB"
        ):
            said &= frozenset(range(colon.i, doc[min(said)].sent.end))  # "they gave this account: …"
        if speaker is not None:
            found.append(Heard((speaker,), colon, said, sure=True))
    return found


def _is_colon(mark: Token) -> bool:
    """Also the one behind a bracket, "KEEPER (by radio):", which is one word with it."""
    return mark.text in (":", "):")


def _ends_before_quote(point: Token) -> bool:
    """The point of "The army's answer was brief. “…”": a sentence of what somebody's words were like."""
    if point.text != "." or point.nbor(1).text not in OPEN_MARKS:
        return False
    root = point.sent.root
    return syntax.child(root, "cop") is not None


def _start_of_words(colon: Token) -> int:
    """Where the sentence or the line begins that the colon stands in."""
    at = colon.i
    while at > colon.sent.start and "\n" not in colon.doc[at - 1].text:
        at -= 1
    return at


def _said_after(colon: Token) -> frozenset[int]:
    """The quotation right after the colon, or the rest of the paragraph after the name of a speaker, of the sentence else."""
    doc, first = colon.doc, colon.i + 1
    if doc[first].is_space or first >= len(doc):
        return frozenset()
    quoted = doc[first].text in OPEN_MARKS
    end = first + 1
    while end < len(doc) and "\n" not in doc[end].text:
        if quoted and not syntax.in_quotes(doc[end]) and end > first + 1:
            break
        if doc[end].text == ":" and not quoted and _is_next_label(doc[_start_of_words(doc[end]) : end]):
            end = _start_of_words(doc[end])  # the next speaker of a transcript
            break
        end += 1
    return frozenset(range(first, end))


def _is_next_label(before: Span) -> bool:
    """ "GUARD:", or in lines that were joined "The ministry, by fax:"."""
    few = len(before) <= _TITLE_WORDS + 1 and all(t.pos_ not in ("VERB", "AUX", "PRON") for t in before)
    return before.text.isupper() or (few and before[0].is_sent_start is True and is_capital(before[0]))


def _says(token: Token, cues: Cues) -> bool:
    return token.pos_ == "VERB" and token.lemma_ in cues["saying"]["verbs"]


def _label(before: Span, said: frozenset[int], cues: Cues) -> Span | None:
    """A name or an office that stands alone before the colon, as in a transcript."""
    if len(before) > 2 * _TITLE_WORDS or any(token.pos_ in ("VERB", "AUX") for token in before):
        return None
    doc = before.doc
    first = doc[min(said)]
    speaks = first.text in OPEN_MARKS or first.lower_ in ("we", "i", "yes", "no", "our", "my")
    persons: list[Span] = [
        m for m in written.persons_within(doc, before.start, before.end) if m.end <= before.end
    ]
    if before[0].pos_ == "ADP":
        return None
    if speaks and persons:
        return persons[-1]
    name = _named(before)
    if len(name) == 0 or noun_phrases.head_of(name).lemma_.lower() in cues["nominal"]["nouns"]:
        return None
    shouted = _is_shouted(name) and not _is_dateline(name)
    office = noun_phrases.head_of(name).lemma_.lower() in {
        *cues["nominal"]["parties"],
        *(word for terms in cues["kinds"].values() for word in terms),
    }
    if shouted or office or (speaks and (_is_speaker(name, cues) or name[-1].pos_ == "PROPN")):
        return name
    return None


def _is_shouted(name: Span) -> bool:
    """ "KEEPER": a speaker of a transcript, or the place of a dateline."""
    return 0 < len(name) <= 3 and name.text.isupper() and len(name.text) > 1 and name[0].is_alpha


def _is_dateline(name: Span) -> bool:
    """ "SURAT: Two people …": a place, or the only such label of the report and at its beginning."""
    doc = name.doc
    places = [m for m in doc.spans.get(layers.MENTIONS, []) if m.label_ in (layers.PLACE, layers.NATIONALITY)]
    if any(place.start < name.end and name.start < place.end for place in places):
        return True
    labels = [t.i for t in doc if t.text == ":" and _is_shouted(doc[_start_of_words(t) : t.i])]
    return len(labels) < 2 and name.sent.start == next(t.i for t in doc if not t.is_space)


def _named(words: Span) -> Span:
    """The words without a time of day before them, up to the first comma, bracket or preposition of a channel."""
    start = words.start
    while start < words.end and (
        words.doc[start].pos_ in ("NUM", "PUNCT", "SYM") or words.doc[start].tag_ == "CD"
    ):
        start += 1
    cut = next(
        (
            t.i
            for t in words.doc[start : words.end]
            if t.text in ",(" or t.lower_ in ("via", "on", "by", "in")
        ),
        words.end,
    )
    return words.doc[start:cut]


def _author(before: Span, cues: Cues) -> Span | None:
    """Whose answer, post, page it is that the words before the colon name."""
    nouns = {*cues["nominal"]["nouns"], *cues["papers"]["nouns"], *cues["nominal"]["places"]}
    for noun in reversed(list(before)):
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in nouns:
            continue
        whose = [part for part in noun.children if part.dep_ == "nmod:poss" and part.lower_ != "whose"]
        whose += [
            part
            for part in noun.children
            if part.dep_ == "nmod" and syntax.case_of(part) in ("by", "from", "of")
        ]
        for one in whose:
            if one.pos_ in ("NOUN", "PROPN", "PRON") and before.start <= one.i < before.end:
                return noun_phrases.phrase(one)
        kind = [
            part
            for part in noun.children
            if part.dep_ == "compound" and part.lemma_.lower() in cues["nominal"]["parties"]
        ]
        if kind:
            return _alone(kind[0])
        made = noun.dep_ == "obj" and noun.head.lemma_ in cues["nominal"]["making"]
        maker = syntax.subject(noun.head) if made else None
        if maker is not None:
            return noun_phrases.phrase(maker)  # "nine survivors gave the same account: …"
    return None


def _alone(token: Token) -> Span:
    """The one word."""
    return token.doc[token.i : token.i + 1]
