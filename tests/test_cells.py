"""Text that no spreadsheet takes for a formula, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.cells import safe, unescaped

signs = st.text(st.sampled_from("'=+-@ \t\r\n\x00＝a1\ufeff"), max_size=6)


@given(st.one_of(signs, st.text()))
def test_there_and_back(text: str) -> None:
    """Whatever the text is, the way back gives the text itself."""
    assert unescaped(str(safe(text))) == text


@given(st.one_of(signs, st.text()))
def test_what_is_safe_does_not_begin_as_a_formula(text: str) -> None:
    """The first sign that is no blank is none that starts a formula."""
    cell = str(safe(text))
    assert not cell.strip().startswith(("=", "+", "-", "@")) and not cell.startswith(
        ("\t", "\r", "\n", "\x00")
    )


@pytest.mark.parametrize("number", [-66.9, -5, 0, None])
def test_numbers_are_left_alone(number: float | None) -> None:
    """A minus of our own is no formula."""
    assert safe(number) == number


def test_an_apostrophe_of_the_text_s_own_stays() -> None:
    """Words that begin with an apostrophe and are no formula are neither escaped nor shortened."""
    assert safe("'Ayn Issa") == unescaped("'Ayn Issa") == "'Ayn Issa"
