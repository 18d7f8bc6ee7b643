"""What words of number bound, case by case."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.grammar.numbers import Bounds, added, bounds, number

CASES = tomllib.loads((Path(__file__).parent / "number_cases.toml").read_text(encoding="utf-8"))
TABLE = [(words, value) for section in CASES.values() for words, value in section.items()]


def wanted(value: list[int | str] | str) -> Bounds | None:
    """The bounds that a line of the table asks for."""
    if value == "nothing":
        return None
    low, high = (None if bound == "-" else int(bound) for bound in value)
    return low, high


@pytest.mark.parametrize(("words", "value"), TABLE, ids=[words for words, _ in TABLE])
def test_written_case(words: str, value: list[int | str] | str) -> None:
    """Every written case of the table gives its bounds."""
    if value == "nothing" and re.match(r"an? ", words):
        assert bounds(words) in (None, (1, 1))
    else:
        assert bounds(words) == wanted(value)


def test_the_table_is_large() -> None:
    """The table holds at least 300 cases."""
    assert len(TABLE) >= 300


@settings(deadline=None, max_examples=50)
@given(st.integers(min_value=0, max_value=10**7))
def test_digits_are_themselves(value: int) -> None:
    """A number in digits, with commas or without, is that number."""
    assert number(str(value)) == value
    assert number(f"{value:,}") == value


@settings(deadline=None, max_examples=50)
@given(st.integers(min_value=1, max_value=10**6))
def test_bounds_are_in_order(value: int) -> None:
    """The low bound is never above the high one, whatever qualifies the number."""
    for words in ("about", "nearly", "at least", "up to", "more than", "fewer than", ""):
        found = bounds(f"{words} {value}")
        assert found is not None
        low, high = found
        assert low is None or high is None or low <= high


def test_a_list_adds_up() -> None:
    """Members of one list are added; a bound that one of them lacks is lacking in the sum."""
    assert added([(8, 8), (1, 1), (4, 4)]) == (13, 13)
    assert added([(5, None), (2, 2)]) == (7, None)
