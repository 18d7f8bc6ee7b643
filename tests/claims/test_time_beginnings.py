"""A rule for times finds the same where it is tried only at words it can begin with."""

from __future__ import annotations

import random
import re

import pytest

from sayso.claims.times.beginnings import Places, beginnings
from sayso.claims.times.grammar import RULES

_PIECES = (
    "on", "in", "the", "last", "next", "early", "late", "of", "May", "Sept.", "MARCH", "Monday", "sun", "3", "22nd", "2014", "1990s", "’68", "'14",
    "century", "two", "twenty-first", "several", "days", "ago", "earlier", "half", "morning", "10", "p.m.", "a", "about", "week", "summer",
    "BC", "A.D.", "2014-03-07", "7/8/2015", "Easter", "yesterday", "overnight", "year", "between", "and", "–", ",", "(", ")", "\n", "x",
)  # fmt: skip
#: long s, Kelvin sign, two forms of i, digits of another script, a letter that grows in lower case
_ODD = (
    "\u017funday",
    "wee\u212a",
    "A\u0130",
    "m\u0131d",
    "\u0661\u0669\u0669\u0660",
    "\u0130\u0130 on Monday",
)


def _texts() -> list[str]:
    chance = random.Random(3)
    plain = [" ".join(chance.choices(_PIECES, k=60)) for _ in range(150)]
    odd = [" ".join(chance.choices([*_PIECES, *_ODD], k=60)) for _ in range(50)]
    glued = ["".join(chance.choices([*_PIECES, " ", "-"], k=60)) for _ in range(50)]
    return [*plain, *odd, *glued, ""]


def test_nothing_is_found_less_or_more(capsys: pytest.CaptureFixture[str]) -> None:
    """Every rule over made texts: as ``finditer``, match by match."""
    found = 0
    for text in _texts():
        places = Places(text)
        for pattern, begins, _ in RULES:
            everywhere = [match.span() for match in pattern.finditer(text)]
            assert [match.span() for match in places.matches(pattern, begins)] == everywhere, pattern.pattern
            found += len(everywhere)
    assert found > 1000
    with capsys.disabled():
        print(f"\n  {found:,} finds of {len(RULES)} rules")


def test_every_rule_has_beginnings() -> None:
    """So each is tried at some words of a text only."""
    assert all(begins for _, begins, _ in RULES)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:early |late )?May", {"ear", "lat", "may"}),
        (r"(?P<day>[1-3]) ?(?=x)June", {f"{day}{rest}" for day in "123" for rest in (" ju", "jun")}),
        ("a{2,5}b?", {"aa", "aab", "aaa"}),
        (r"in\s\d", {"in"}),
        (r"(a|b)\1", {"a", "b"}),
        (r"\s?on", None),
        ("[^a]b", None),
        ("(?:the )?", None),
    ],
)
def test_beginnings_of_a_pattern(pattern: str, expected: set[str] | None) -> None:
    """What the syntax tree says; where it does not say, or the pattern may be empty, None."""
    found = beginnings(pattern)
    assert found == (None if expected is None else {one[:3] for one in expected})
    assert re.compile(pattern)
