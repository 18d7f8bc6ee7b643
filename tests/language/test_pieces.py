"""What the encoder reads of a word, and how texts are cut into windows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language import letters
from sayso.language.lemmas import apply_edit, edit_for
from sayso.language.windows import CONTEXT, ROOM, windows
from sayso.language.wordpiece import WordPiece

PIECES = ["[PAD]", "[UNK]", "bomb", "##er", "##s", '"', "a", "##b"]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Bombers", ["bomb", "##er", "##s"]),
        ("“", ['"']),
        ("``", ['"']),
        ("ább", ["a", "##b", "##b"]),
        ("xyz", ["[UNK]"]),
        ("", ["[UNK]"]),
    ],
)
def test_pieces(word: str, pieces: list[str]) -> None:
    """Words are cut greedily, in lower case, without accents, with one quotation mark."""
    assert WordPiece(PIECES).pieces(word) == tuple(PIECES.index(piece) for piece in pieces)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("army", letters.LOWER),
        ("Army", letters.TITLE),
        ("UN", letters.UPPER),
        ("A", letters.INITIAL),
        ("McKay", letters.MIXED),
        ("12km", letters.LOWER),
        ("12", letters.DIGITS),
        ("—", letters.MARKS),
    ],
)
def test_case(word: str, case: int) -> None:
    """Each word is written in one of the cases."""
    assert letters.case_of(word) == case


def test_capitals_say_nothing_in_an_upper_case_text() -> None:
    """In a text of capitals the case of no word is told."""
    assert set(letters.cases_of(["THE", "ARMY", "SHELLED", "THE", "TOWN", "ON", "MONDAY"])) == {
        letters.UNSAID
    }


@given(
    st.text(st.characters(categories=("Lu", "Ll")), min_size=1, max_size=9),
    st.text(st.characters(categories=("Ll",)), min_size=1, max_size=9),
)
def test_edits_give_the_lemma(form: str, lemma: str) -> None:
    """The edit of a form and its lemma, applied to the form, gives the lemma."""
    if form.lower() == form.casefold() and lemma == lemma.lower():
        assert apply_edit(edit_for(form, lemma), form) == lemma


@given(st.lists(st.integers(1, 12), max_size=600), st.data())
def test_windows_are_the_whole_text(sizes: list[int], data: st.DataObject) -> None:
    """Every word is at home in one window, no window is larger than there is room for."""
    joints = data.draw(st.lists(st.integers(1, max(1, len(sizes) - 1)), max_size=40))
    made = windows(sizes, joints)
    assert [word for window in made for word in range(window.home, window.end)] == list(range(len(sizes)))
    assert all(sum(sizes[w.first : w.end]) <= ROOM and sum(sizes[w.first : w.home]) <= CONTEXT for w in made)
