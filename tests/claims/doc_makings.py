"""Docs made by hand from trees in brackets, without a trained model.

    tree("(nsubj The army) denied (ccomp that (nsubj rebels) seized (obj the bridge)) .")

A bracket holds a relation and the words of its part; the word that stands bare in it is its head. Small words
("the", "by", "had") need no bracket, and of several bare capitals the last is the head. ``said=say`` gives a
lemma that the table below does not have, ``carried/VBN`` a tag, ``-LRB-`` a bracket. An argument more is a
sentence more, and "¶" before it begins a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import spacy
from spacy.tokens import Doc, Span, Token

from sayso import vocabulary
from sayso.claims.heard.attribution import find_voices, who_says
from sayso.claims.parts import Happening
from sayso.language import layers
from sayso.language.lemmas import Lemmas

_VOCAB = spacy.blank("en").vocab
CUES: dict[str, Any] = vocabulary.load("cues")

_SMALL = {
    "det": "the a an some no this two neither",
    "case": "by of in on from with to for over 's",
    "mark": "that if because after",
    "aux": "had has have will may might did do",
    "aux:pass": "was were been being",
    "advmod": "not n't never reportedly allegedly",
    "cc": "and or but",
    "punct": '. , : ; - – ( ) " “ ” ? !',
}
_RELATION = {word: relation for relation, words in _SMALL.items() for word in words.split()}
_POS = {"det": "DET", "case": "ADP", "mark": "SCONJ", "aux": "AUX", "aux:pass": "AUX", "cop": "AUX"}
_POS |= {
    "advmod": "ADV",
    "cc": "CCONJ",
    "punct": "PUNCT",
    "amod": "ADJ",
    "nummod": "NUM",
    "cc:preconj": "CCONJ",
}
_POS |= {"compound:prt": "ADP", "root": "VERB"}
_POS |= dict.fromkeys(("ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj"), "VERB")
_PRONOUNS = {
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "him",
    "her",
    "them",
    "its",
    "their",
    "his",
    "who",
    "which",
}
_LEMMAS = {"said": "say", "told": "tell", "heard": "hear", "went": "go", "laid": "lay", "held": "hold"}
_REGULAR = Lemmas(
    {},
    (word for part in CUES.values() if isinstance(part, dict) for words in part.values() for word in words),
)


@dataclass(slots=True)
class _Word:
    form: str
    tag: str
    lemma: str
    relation: str = ""
    head: _Word | None = None
    pos: str = ""


@dataclass(slots=True)
class _Part:
    """A bracket: its relation, and its words and inner brackets in their order."""

    relation: str
    inside: list[_Word | _Part] = field(default_factory=list)

    def words(self) -> Iterable[_Word]:
        for one in self.inside:
            if isinstance(one, _Part):
                yield from one.words()
            else:
                yield one


def tree(*sentences: str, speech: Iterable[tuple[str, str, str]] = (), **mentions: str | list[str]) -> Doc:
    """The Doc of the sentences; ``person="Ada Brun"`` is a mention, ``("1", "cue", "said")`` a part of speech."""
    words: list[_Word] = []
    starts: list[bool] = []
    for sentence in sentences:
        if sentence.startswith("¶"):
            words.append(_Word("\n\n", "_SP", "\n\n", "dep", words[-1], "SPACE"))
            starts.append(False)
        part = _parsed(sentence.removeprefix("¶"))
        _hang(part, None)
        new = list(part.words())
        words += new
        starts += [word is new[0] for word in new]
    at = {id(word): i for i, word in enumerate(words)}
    doc = Doc(
        _VOCAB,
        words=[word.form for word in words],
        spaces=_spaces(words),
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        lemmas=[word.lemma for word in words],
        heads=[at[id(word.head or word)] for word in words],
        deps=[word.relation if word.head else "ROOT" for word in words],
    )
    assert [token.is_sent_start for token in doc] == starts, "the brackets do not make one tree a sentence"
    doc.spans[layers.MENTIONS] = [
        words_in(doc, text, label)
        for label, texts in mentions.items()
        for text in ([texts] if isinstance(texts, str) else texts)
    ]
    doc.spans[layers.SPEECH] = [words_in(doc, text, label, span_id) for span_id, label, text in speech]
    return doc


def words_in(doc: Doc, text: str, label: str = "", span_id: str = "") -> Span:
    """The first place of the words in the Doc, as a slice of it."""
    at = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", doc.text)
    assert at, f"{text!r} is not in {doc.text!r}"
    span = doc.char_span(at.start(), at.end(), label=label, span_id=span_id)
    assert span is not None, f"{text!r} begins or ends inside a token"
    return span


def word(doc: Doc, form: str) -> Token:
    """The first token with this form."""
    return next(token for token in doc if token.text == form)


def happening(doc: Doc, trigger: str, kind: str = "shelling", negated: bool = False) -> Happening:
    """The happening that the words name."""
    span = words_in(doc, trigger)
    return Happening(kind, span, span.root, span.root.sent, negated=negated)


def voices(doc: Doc, publisher: str | None = None) -> list[tuple[str, list[str], str]]:
    """Of each attribution the cue, its chains as "near > far", and the words that are said."""
    return [
        (
            "" if voice.cue is None else voice.cue.text,
            [" > ".join(source.name for source in chain) for chain in voice.chains],
            " ".join(doc[i].text for i in sorted(voice.content) if doc[i].is_alpha),
        )
        for voice in find_voices(doc, CUES, publisher)
    ]


def chains(doc: Doc, publisher: str | None = None) -> list[list[str]]:
    """Of each attribution the chains as "near > far"."""
    return [found for _, found, _ in voices(doc, publisher)]


def told(
    doc: Doc, trigger: str, kind: str = "shelling", negated: bool = False, publisher: str | None = None
) -> tuple[list[str], str]:
    """The chains of the happening as "near > far", and the stance."""
    found, stance = who_says(happening(doc, trigger, kind, negated), find_voices(doc, CUES, publisher), CUES)
    return [" > ".join(source.name for source in chain) for chain in found], stance


def _parsed(text: str) -> _Part:
    stack = [_Part("root")]
    for piece in re.findall(r"\([\w:]+ |\)|[^\s()]+", text):
        if piece.startswith("("):
            part = _Part(piece[1:-1])
            stack[-1].inside.append(part)
            stack.append(part)
        elif piece == ")":
            stack.pop()
        else:
            stack[-1].inside.append(_word(piece))
    assert len(stack) == 1, f"a bracket is left open: {text}"
    return stack[0]


def _word(piece: str) -> _Word:
    piece, _, lemma = piece.partition("=")
    form, _, tag = piece.partition("/")
    form = {"-LRB-": "(", "-RRB-": ")"}.get(form, form)
    return _Word(form, tag, lemma)


def _hang(part: _Part, above: _Word | None) -> _Word:
    """The head of the part; all its other words hang on it."""
    bare = [one for one in part.inside if isinstance(one, _Word)]
    content = [one for one in bare if one.form.lower() not in _RELATION] or bare[-1:]
    head = content[-1]
    head.relation, head.head = part.relation, above
    head.pos = _pos_of_head(head, part.relation, above, first=head is bare[0])
    for one in bare:
        if one is not head:
            one.relation = "compound" if one in content else _RELATION[one.form.lower()]
            if one.form == "to" and head.pos == "VERB":
                one.relation = "mark"
            one.pos = _POS.get(one.relation, "PROPN" if one.form[0].isupper() else "NOUN")
            one.head = head
    for inner in part.inside:
        if isinstance(inner, _Part):
            _hang(inner, head)
    for one in bare:
        one.tag = one.tag or _tag(one)
        one.lemma = one.lemma or _lemma(one)
    return head


def _pos_of_head(head: _Word, relation: str, above: _Word | None, first: bool) -> str:
    if head.tag:
        return {"NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "JJ": "ADJ"}.get(head.tag, "VERB")
    if head.form.lower() in _PRONOUNS:
        return "PRON"
    if relation == "conj" and above is not None and above.pos == "VERB":
        return "VERB"
    plain = "PROPN" if head.form[0].isupper() and not (first and relation == "nsubj") else "NOUN"
    return _POS.get(relation, plain)


def _tag(one: _Word) -> str:
    if one.pos == "VERB":
        return "VBG" if one.form.endswith("ing") else "VBD"
    if one.form.lower() in ("who", "which"):
        return "WP" if one.form.lower() == "who" else "WDT"
    plural = "NNS" if one.form.endswith("s") else "NN"
    tags = {"NOUN": plural, "PROPN": "NNP", "PRON": "PRP", "ADJ": "JJ", "NUM": "CD", "DET": "DT", "ADP": "IN"}
    return tags.get(one.pos, one.pos)


def _lemma(one: _Word) -> str:
    lower = one.form.lower()
    if one.tag == "NNS":
        return lower.removesuffix("s")
    return _LEMMAS.get(lower) or _REGULAR.known(lower, one.pos) or lower


def _spaces(words: list[_Word]) -> list[bool]:
    following = [*words[1:], _Word("", "", "")]
    tight = re.compile(r"[.,:;)”?!]|'s|n't|\n+|")
    return [
        not tight.fullmatch(after.form) and one.form not in ("“", "(", "\n\n")
        for one, after in zip(words, following, strict=True)
    ]
