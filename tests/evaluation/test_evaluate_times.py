"""Times beside a peer: what dateparser makes of an expression, in TIMEX3's form."""

from __future__ import annotations

import pytest

from sayso.evaluation.times import dateparser_value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12 February 2021", "2021-02-12"),
        ("March 2019", "2019-03"),
        ("2015", "2015"),
        ("yesterday", "2021-03-02"),
        ("three abreast", None),
    ],
)
def test_peer(words: str, value: str | None) -> None:
    """A peer's answer has the precision that it says it knows, and nothing where it understands nothing."""
    assert dateparser_value(words, "2021-03-03") == value
