"""Folding keeps offsets; quotes are found word for word or not at all."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sayso.text import find_quote, fold

AWKWARD = st.text(
    st.sampled_from("ab e.“”‘’'\"–—- \n\t\u00a0\u00ad\u200b\ufeffﬁ…½\u0301\u0308é¨ＡİΩ"), max_size=40
)


def unmarked(text: str) -> str:
    """The folded text, in which quotation marks are all alike."""
    return re.sub("[\"']+", "'", fold(text).text).strip()


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
def test_whole_words_of_the_text_are_always_found(before: str, quote: str, after: str) -> None:
    """Words cut out of a text between bars are found in it, with offsets that give back the same words."""
    assume(not unicodedata.combining(quote[:1] or " "))
    text = f"{before} | {quote} | {after}"
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
        assert unmarked(found.text) == unmarked(quote)


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
        ("10² km, ½ of it", "10² km, ½ of it"),
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


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("5 people were killed", "15 people were killed"),
        ("500 people", "some 1,500 people"),
        ("500 people", "some 1 500 people"),
        ("killed 1", "killed 1,500 people"),
        ("rose by 5", "rose by 5.5 points"),
        ("rose by 5", "rose by 5% a year"),
        ("30 people", "20–30 people"),
        ("5 degrees", "-5 degrees"),
        ("killed 20", "killed 20-year-old twins"),
        ("combatants died", "non-combatants died"),
        ("authorised fire", "unauthorised fire"),
        ("The army can", "The army can't say"),
        ("they did", "they didn’t fire"),
        ("Brien was hurt", "O'Brien was hurt"),
        ("diers fell", "sol\u00addiers fell"),
        ("cafe was hit", "cafe\u0301 was hit"),
        ("102 people", "10² people"),
    ],
)
def test_a_part_of_a_word_or_a_number_is_not_found(quote: str, text: str) -> None:
    """What begins or ends inside a word or a number says something else than the text."""
    assert find_quote(quote, text) is None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("the army", "the army's guns"),
        ("three people fell", "they ran away—three people fell—and hid"),
        ("5 people", "12, then 5 people"),
        ("300 people died", "in 2019 300 people died"),
        ("5 people were hurt", "15 people were hurt, then 5 people were hurt"),
        ("'No,' he said", "“No,” he said"),
        ("``No,'' he said", "“No,” he said"),
        ("\"'No,' he said", "“‘No,’ he said"),
        ("killed five", "_killed five_"),
    ],
)
def test_whole_words_are_found(quote: str, text: str) -> None:
    """Words end at dashes, apostrophes and commas; all quotation marks are alike."""
    assert find_quote(quote, text) is not None


def test_a_long_text_is_folded_once() -> None:
    """A thousand quotes are looked for in a text of half a million characters in seconds, not minutes."""
    lines = [f"Police said that {number:,} “guards”\nwere hurt. " for number in range(12_000)]
    text = "".join(lines)
    began = time.process_time()
    assert all(find_quote(line.replace("\n", "  ").strip(), text) for line in lines[::12])
    assert time.process_time() - began < 20
