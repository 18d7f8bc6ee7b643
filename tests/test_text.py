"""Folding keeps offsets; quotes are found word for word or not at all."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.text import find_quote, fold

AWKWARD = st.text(
    st.sampled_from("ab e.“”‘’'\"–—- \n\t\u00a0\u00ad\u200b\ufeffﬁ…½\u0301\u0308é¨ＡİΩ"), max_size=40
)


@given(AWKWARD | st.text(max_size=60))
@example("")
@example("e\u0301")
@example("\u0301 x")
def test_every_folded_character_maps_back(text: str) -> None:
    """Each folded character names a stretch of the original, in order, and never an empty one."""
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)


@given(AWKWARD | st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text).text).text == fold(text).text


@given(st.text(max_size=30), AWKWARD, st.text(max_size=30))
def test_a_part_of_the_text_is_always_found(before: str, quote: str, after: str) -> None:
    """Words cut out of a text are found in it, with offsets that give back the same words."""
    text = before + quote + after
    found = find_quote(quote, text)
    if not quote.strip():
        assert found is None
    else:
        assert found is not None and found.text == quote == text[found.start : found.end]


@given(AWKWARD, AWKWARD)
def test_what_is_found_folds_to_the_quote(quote: str, text: str) -> None:
    """A quote that is found stands there but for white space, marks and invisible characters."""
    found = find_quote(quote, text)
    if found is not None:
        assert found.text == text[found.start : found.end]
        assert fold(found.text).text.strip() == fold(quote).text.strip()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“No,” he said", '"No," he said'),
        ("the army’s\n  unit", "the army's unit"),
        ("Kharkiv–Izium — now", "Kharkiv-Izium - now"),
        ("12\u00a0km", "12 km"),
        ("sol\u00addiers", "soldiers"),
        ("oﬃcer", "officer"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("US and us", "US and us"),
    ],
)
def test_what_folding_makes_one(text: str, folded: str) -> None:
    """White space, quotation marks, dashes and ways to write one letter become one; case stays."""
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("three guards were hurt", "three guards\nwere hurt"),
        ('"It was loud,"', "“It was loud,”"),
        ("checkpoint - near Arin", "checkpoint — near Arin"),
        ("three", "three"),
    ],
)
def test_quote_gives_the_words_of_the_text(quote: str, words: str) -> None:
    """The Span has the words as the report writes them, not as the quote does."""
    text = "At the checkpoint — near Arin — three guards\nwere hurt. “It was loud,” one said."
    found = find_quote(quote, text)
    assert found is not None
    assert found.text == words == text[found.start : found.end]


@pytest.mark.parametrize(
    "quote", ["", "  ", "four guards", "Three guards", "three guard were", "ire", "\u00ad"]
)
def test_other_words_are_not_found(quote: str) -> None:
    """A quote with another number, another case, another form or half a character is no quote."""
    assert find_quote(quote, "At the ﬁre three guards\nwere hurt.") is None
