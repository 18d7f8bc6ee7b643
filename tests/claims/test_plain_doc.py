"""A Doc in plain objects answers what spaCy's own Doc answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

import sayso
from sayso.claims.grammar.plain import plain
from sayso.language import layers
from sayso.pipeline import Reader

VALUES = (
    "i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "whitespace_", "is_space", "is_punct", "is_alpha",
    "is_digit", "is_upper", "like_num", "is_title", "shape_",
)  # fmt: skip
TOKENS, MANY = ("head", "left_edge", "right_edge"), ("children", "lefts", "rights", "subtree", "ancestors")


def _texts() -> list[str]:
    folder = Path(sayso.__file__).parent / "demo"
    odd = "  \n\nWhite space before; a list: one,\ntwo (2)\n\n\n" + "and 12 of them and then " * 90
    return [*(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))), odd, "No."]


@pytest.fixture(scope="module")
def docs(reader: Reader) -> list[tuple[Doc, Doc]]:
    """Each Doc beside its plain one."""
    return [(doc, plain(doc)) for doc in reader.nlp.pipe(_texts())]


def test_tokens_answer_the_same(docs: list[tuple[Doc, Doc]], capsys: pytest.CaptureFixture[str]) -> None:
    """Values, and every way through the tree."""
    asked = 0
    for theirs, ours in docs:
        assert len(theirs) == len(ours) and theirs.text == ours.text
        for token, word in zip(theirs, ours, strict=True):
            assert [getattr(token, name) for name in VALUES] == [getattr(word, name) for name in VALUES]
            assert [getattr(token, name).i for name in TOKENS] == [getattr(word, name).i for name in TOKENS]
            for name in MANY:
                assert [one.i for one in getattr(token, name)] == [one.i for one in getattr(word, name)], name
            assert _span(token.sent) == _span(word.sent) and len(token) == len(word)
            assert all(word.is_ancestor(below) for below in list(word.subtree) if below != word)
            asked += len(VALUES) + len(TOKENS) + len(MANY) + 2
    with capsys.disabled():
        print(f"\n  {asked:,} answers of {sum(len(doc) for doc, _ in docs):,} tokens")


def test_spans_answer_the_same(docs: list[tuple[Doc, Doc]]) -> None:
    """Slices of the Doc and of spans, from the empty one to the whole, and those with labels."""
    for theirs, ours in docs:
        for start in range(-3, len(theirs) + 2, 3):
            for length in (-1, 0, 1, 2, 5, 40):
                span, words = theirs[start : start + length], ours[start : start + length]
                assert _span(span) == _span(words) and span.text_with_ws == words.text_with_ws
                assert _span(span.sent) == _span(words.sent)
                assert span.start == len(theirs) or span.root.i == words.root.i
                assert _span(span[1:-1]) == _span(words[1:-1]) and [t.i for t in span] == [t.i for t in words]
                assert words is ours[start : start + length]
        for group in (layers.MENTIONS, layers.SPEECH):
            assert [_span(one) for one in theirs.spans[group]] == [_span(one) for one in ours.spans[group]]
        assert [_span(one) for one in theirs.sents] == [_span(one) for one in ours.sents]


def test_spans_of_characters_are_the_same(docs: list[tuple[Doc, Doc]]) -> None:
    """However the characters stand to the tokens."""
    for theirs, ours in docs:
        for start in range(0, len(theirs.text), 7):
            for mode in ("strict", "expand", "contract"):
                one, other = (doc.char_span(start, start + 9, alignment_mode=mode) for doc in (theirs, ours))
                assert (one and _span(one)) == (other and _span(other))


def test_the_ends_of_a_text_are_the_same(docs: list[tuple[Doc, Doc]]) -> None:
    """A number below nought counts from the end; beyond the ends there is nothing."""
    for theirs, ours in docs:
        assert theirs[-1].i == ours[-1].i and theirs[-len(theirs)].i == ours[-len(theirs)].i == 0
        for doc in (theirs, ours):
            with pytest.raises(IndexError):
                doc[len(doc)]
            with pytest.raises(IndexError):
                doc[0].nbor(-1)


def test_what_is_not_known_here_spacy_is_asked(docs: list[tuple[Doc, Doc]]) -> None:
    """Its answer comes in our own tokens and spans."""
    for theirs, ours in docs:
        for token, word in zip(theirs, ours, strict=True):
            assert [one.i for one in token.conjuncts] == [one.i for one in word.conjuncts]
            assert all(one is ours[one.i] for one in word.conjuncts) and token.shape_ == word.shape_
        assert [_span(one) for one in theirs[:9].sents] == [_span(one) for one in ours[:9].sents]
    assert plain(docs[0][1]) is docs[0][1] and plain(docs[0][0]) is docs[0][1]


def _span(span: Any) -> tuple[Any, ...]:
    return (
        span.start, span.end, span.start_char, span.end_char, span.label_, span.id_, span.text, len(span),
    )  # fmt: skip
