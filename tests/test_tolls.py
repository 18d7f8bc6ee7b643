"""How many: what one claim says in all, and what several say."""

from __future__ import annotations

import dataclasses

import pytest
from incident_makings import claim

from sayso.tolls import agree, range_of, range_words, toll_of


def test_groups_of_one_claim_are_added() -> None:
    """Five soldiers and at least three villagers are at least eight dead, with no upper bound."""
    one, other = claim("c", killed=(5, 5)), claim("c", killed=(3, None))
    both = dataclasses.replace(one, casualties=one.casualties + other.casualties)
    assert toll_of(both, "killed") == (8, None)


def test_a_part_of_a_figure_is_not_added() -> None:
    """ "Nine dead, two of them firemen" are nine."""
    nine, two = claim("c", killed=(9, 9)).casualties[0], claim("c", killed=(2, 2)).casualties[0]
    told = dataclasses.replace(claim("c"), casualties=(nine, dataclasses.replace(two, part=True)))
    assert toll_of(told, "killed") == (9, 9)


@pytest.mark.parametrize(("said", "kept"), [((30, 30), None), ((0, 0), (0, 0))])
def test_a_denial_gives_only_the_figure_none(said: tuple[int, int], kept: tuple[int, int] | None) -> None:
    """Whoever denies that thirty died has not said thirty; "nobody died" is a figure."""
    assert toll_of(claim("c", stance="denies", killed=said), "killed") == kept


def test_words_without_a_number_give_no_toll() -> None:
    """ "Many died" has no bounds, so it is no figure, and not none either."""
    assert toll_of(claim("c", killed=(None, None)), "killed") is None


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        ([], (None, None)),
        ([None, None], (None, None)),
        ([(5, None)], (5, None)),
        ([(5, None), (7, 7)], (5, 7)),
        ([(None, 30), (0, 0)], (0, 30)),
        ([(5, 5), (17, None)], (5, None)),
    ],
)
def test_range_is_lowest_low_and_highest_high(tolls: list, expected: tuple) -> None:  # type: ignore[type-arg]
    """A bound that nobody gave stays unknown."""
    assert range_of(tolls) == expected


@pytest.mark.parametrize(
    ("tolls", "words"),
    [
        ([None], ""),
        ([(4, 4), (17, 17), (9, None)], "4 to 17"),
        ([(5, 5), (17, None)], "5 to at least 17"),
        ([(5, None)], "at least 5"),
        ([(5, None), (5, None)], "at least 5"),
    ],
)
def test_range_in_words(tolls: list, words: str) -> None:  # type: ignore[type-arg]
    """An open "at least" above every other figure is not swallowed."""
    assert range_words(tolls) == words


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((5, None), (7, 7), True),
        ((5, 5), (7, 7), False),
        ((5, None), (4, 4), False),
        ((None, 30), (31, None), False),
    ],
)
def test_figures_agree_when_one_number_fits_both(one: tuple, other: tuple, expected: bool) -> None:  # type: ignore[type-arg]
    """ "At least five" and seven agree, five and seven do not."""
    assert agree(one, other) is agree(other, one) is expected
