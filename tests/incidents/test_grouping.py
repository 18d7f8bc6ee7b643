"""Groups by the mean of how alike their members are."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents.grouping import grouped

PLACES = st.lists(st.integers(0, 60), min_size=1, max_size=14, unique=True)


def groups_of(
    numbers: list[int], reach: float = 3.5, apart: frozenset[int] = frozenset()
) -> set[frozenset[int]]:
    """Numbers on a line, alike when less than ``reach`` apart."""
    found = grouped(
        len(numbers),
        combinations(range(len(numbers)), 2),
        lambda i, j: reach - abs(numbers[i] - numbers[j]),
        lambda one, other: any({numbers[i], numbers[j]} <= apart for i in one for j in other),
    )
    return {frozenset(numbers[i] for i in group) for group in found}


def test_a_chain_is_cut() -> None:
    """Each number is like the next, the first is not like the last: they are not one group."""
    assert groups_of([0, 2, 4, 6, 8, 10]) == {frozenset((0, 2)), frozenset((4, 6)), frozenset((8, 10))}


def test_what_is_kept_apart_stays_apart() -> None:
    """Two that must not be together are not, by way of a third either."""
    for group in groups_of([0, 1, 2], apart=frozenset((0, 2))):
        assert not {0, 2} <= group


def test_without_a_pair_worth_a_look_nothing_joins() -> None:
    """Scores are not even asked for pairs that nobody named."""
    assert grouped(3, [], lambda i, j: 1.0) == [[0], [1], [2]]


@settings(deadline=None)
@given(PLACES)
def test_everything_is_in_exactly_one_group(numbers: list[int]) -> None:
    """Nothing is lost and nothing is told twice."""
    assert sorted(n for group in groups_of(numbers) for n in group) == sorted(numbers)


@settings(deadline=None)
@given(PLACES, st.integers(0, 1000))
def test_the_order_of_the_pairs_changes_nothing(numbers: list[int], seed: int) -> None:
    """The same pairs in any order give the same groups."""
    pairs = list(combinations(range(len(numbers)), 2))
    shuffled = random.Random(seed).sample(pairs, len(pairs))

    def score(i: int, j: int) -> float:
        return 3.5 - abs(numbers[i] - numbers[j])

    assert grouped(len(numbers), pairs, score) == grouped(len(numbers), shuffled, score)
