"""Long reports in pieces: together they are the whole text, and each is cut where a text may be cut."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from model_makings import model_reader, reading_of
from standin import Asked, Reply, claims, completion, serving, text_of

from sayso.model_reader.asking import room_in, tokens_of
from sayso.model_reader.pieces import halves, pieces
from sayso.model_reader.prompt import BEFORE, instructions
from sayso.pipeline import Reader


@given(st.text(alphabet="ab .\nж。é“", max_size=400), st.integers(4, 90))
def test_pieces_are_the_whole_text(text: str, limit: int) -> None:
    """No sign is left out or doubled, and no piece is larger than its limit."""
    found = pieces(text, limit)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(len(text[start:end].encode()) <= limit for start, end in found)


@given(st.text(alphabet="ab .\n", min_size=1, max_size=200))
def test_halves_are_the_whole_piece(text: str) -> None:
    """Two parts that are the piece, or the piece."""
    found = halves(text, (0, len(text)))
    assert "".join(text[start:end] for start, end in found) == text and len(found) <= 2


def test_cut_at_the_best_place() -> None:
    """Paragraphs stay whole where they fit, else sentences, else words."""
    text = "One two. Three four.\n\nFive six. Seven eight.\n\nNine."
    assert [text[a:b] for a, b in pieces(text, 25)] == [
        "One two. Three four.\n\n",
        "Five six. Seven eight.\n\n",
        "Nine.",
    ]
    assert [text[a:b] for a, b in pieces(text, 14)][:2] == ["One two. ", "Three four.\n\n"]
    words = "abc def ghi"
    assert [words[a:b] for a, b in pieces(words, 6)] == ["abc ", "def ", "ghi"]


def test_everything_fits_in_the_context() -> None:
    """Instructions, question and answer together are no more than the context that was said."""
    for context in (4_000, 8_192, 32_768):
        room = room_in(context)
        assert tokens_of(instructions()) + (room.piece + BEFORE * 2) // 3 + room.answer <= context
        assert room.piece >= 1_000


def test_a_long_report_is_read_to_its_end(reader: Reader) -> None:
    """100 paragraphs, each with a claim: 100 claims, each sentence asked about once."""
    sentences = [
        f"On day {number} rebels shelled the village of Marea, a monitor said." for number in range(100)
    ]
    text = "\n\n".join(sentences)

    def answer(asked: Asked) -> Reply:
        told = [
            {"kind": "shelling", "trigger": "shelled", "evidence": [sentence], "stance": "asserts",
             "sources": [[{"words": "a monitor", "name": "a monitor"}]]}
            for sentence in text_of(asked).split("\n\n") if sentence.strip()
        ]  # fmt: skip
        return claims(*told)

    with serving(answer) as stand_in, model_reader(stand_in, reader, context=4_000) as model:
        reading = reading_of(text, model)
    assert len(reading.claims) == 100 and reading.problems == ()
    asked = sorted((text_of(one) for one in stand_in.asked), key=text.index)
    assert "".join(asked) == text and len(asked) > 4


def test_one_piece_without_an_answer_costs_no_other(reader: Reader) -> None:
    """The pieces before and after keep their claims, and the problem says which characters were not read."""
    sentences = [
        f"On day {number} rebels shelled the village of Marea, a monitor said." for number in range(60)
    ]
    text = "\n\n".join(sentences)

    def answer(asked: Asked) -> Reply:
        words = text_of(asked)
        if "day 30 " in words:
            return Reply(b'{"error": "broken"}', 418)
        told = [
            {"kind": "shelling", "trigger": "shelled", "evidence": [s], "stance": "asserts"}
            for s in words.split("\n\n")
            if s.strip()
        ]
        return completion(json.dumps({"claims": told}))

    with serving(answer) as stand_in, model_reader(stand_in, reader, context=4_000) as model:
        reading = reading_of(text, model)
    (note,) = reading.problems
    assert note.code == "no_answer" and note.span is not None and "day 30 " in note.span.text
    assert len(reading.claims) == 60 - note.span.text.count("On day")
