"""Which accounts are worth comparing."""

from __future__ import annotations

import pytest
from incident_makings import accounts, claim

from sayso.incidents.account import Account
from sayso.incidents.candidates import drawer_order, drawers_of, kin, pairs_within, worth_comparing
from sayso.incidents.drawers import Drawers


def pairs_across(accounts: list[Account]) -> list[tuple[int, int]]:
    """Pairs of positions that lie beside one another in a drawer and are worth comparing."""
    drawers: Drawers[int] = Drawers(lambda position: drawer_order(accounts[position]))
    drawers.fill({position: drawers_of(one) for position, one in enumerate(accounts)})
    pairs = ((i, j) for i in range(len(accounts)) for j in drawers.beside(i) if i < j)
    return [(i, j) for i, j in pairs if worth_comparing(accounts[i], accounts[j])]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("bombing", "bombing", True),
        ("bombing", "suicide_bombing", True),
        ("bombing", "killing", True),
        ("attack", "air_strike", True),
        ("bombing", "air_strike", False),
        ("killing", "agreement", False),
        ("arrest", "arms_supply", False),
    ],
)
def test_kinds_that_can_be_one_happening(one: str, other: str, expected: bool) -> None:
    """The same, taken for one another, or one of them a general word for violence."""
    assert kin(one, other) is kin(other, one) is expected


def test_a_general_word_does_not_bridge_special_kinds() -> None:
    """A shot-down plane and its pilot's death are not compared with an air strike because people died in both."""
    from sayso.incidents.account import account

    plane, death, strike = accounts(
        claim("a", "aircraft_shot_down"), claim("b", "killing"), claim("c", "air_strike")
    )
    both = account((*plane.told, *death.told))
    assert list(pairs_within([both, strike])) == []
    assert list(pairs_within([death, strike])) == [(0, 1)]


@pytest.mark.parametrize(
    ("day", "published", "expected"),
    [("2031-05-05", "2031-05-06", 1), ("2031-05-20", "2031-05-06", 0), ("", "2031-05-06", 1), ("", None, 0)],
)
def test_reports_are_compared_when_their_days_can_meet(
    day: str, published: str | None, expected: int
) -> None:
    """By a day of their own or the days before publication; without either, never."""
    first = accounts(claim("a", day="2031-05-05", place="Velmora"))
    second = accounts(claim("b", report="elsewhere", day=day, place="Orsk Ford"), published=published)
    assert len(pairs_across([*first, *second])) == expected


def test_news_of_one_happening_is_compared_whatever_its_day() -> None:
    """Reports that tell mainly of one happening are compared, though a year lies between them."""
    first, second = accounts(claim("a", day="2031-05-05"), claim("b", report="r2", day="2030-05-05"))
    assert pairs_across([first, second]) == [(0, 1)]


def test_days_meet_over_the_edge_of_a_week() -> None:
    """Claims a day apart are compared wherever the calendar's drawers begin."""
    for day in range(1, 29):
        one, other = accounts(
            claim("a", day=f"2031-05-{day:02d}", place="Velmora"),
            claim("b", report="elsewhere", day=f"2031-05-{day + 1:02d}", place="Velmora"),
        )
        assert pairs_across([one, other]) == [(0, 1)]


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        ({"place": "Velmora"}, 1),
        ({"place": "Mill Lane"}, 1),
        ({"by": "Kestrel Front"}, 1),
        ({"killed": (7, 7)}, 1),
        ({"killed": (1, 1)}, 0),
        ({"by": "the army"}, 0),
        ({}, 0),
    ],
)
def test_accounts_need_something_in_common(shared: dict, expected: int) -> None:  # type: ignore[type-arg]
    """A square of the map, a place on no map, an uncommon name or a figure above one; a week is not enough."""
    one, other = accounts(
        claim("a", day="2031-05-05", **shared), claim("b", report="elsewhere", day="2031-05-05", **shared)
    )
    assert len(pairs_across([one, other])) == expected
