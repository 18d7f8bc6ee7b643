"""Groups that stand are what a new beginning would give, whatever came and went before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents.standing import StandingGroups

REACH = 2
#: a thing is (place in the order, drawers, what is compared); scores are whole numbers, so that sums are exact
Thing = tuple[int, frozenset[int], int]
THINGS = st.tuples(st.integers(0, 30), st.frozensets(st.integers(0, 4), min_size=1), st.integers(0, 12))
#: a thing comes or changes, or (None) goes
STEPS = st.lists(st.tuples(st.integers(0, 24), st.one_of(THINGS, THINGS, THINGS, st.none())), max_size=60)


class Standing:
    """Numbers in groups: those whose values are close lie together, unless the values are 3 apart."""

    def __init__(self, least: int) -> None:
        self.things: dict[int, Thing] = {}
        self.groups: StandingGroups[int] = StandingGroups(
            lambda i, j: 4.0 - abs(self.things[i][2] - self.things[j][2]),
            worth_it=lambda i, j: (self.things[i][2] + self.things[j][2]) % 5 != 0,
            apart=self.apart,
            least=least,
        )
        self.known: set[tuple[int, ...]] = set()

    def apart(self, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        return any(abs(self.things[i][2] - self.things[j][2]) == 3 for i in one for j in other)

    def step(self, changes: Mapping[int, Thing | None]) -> None:
        for number, thing in changes.items():
            if thing is None:
                self.things.pop(number, None)
                self.groups.take(number)
            else:
                self.things[number] = thing
                self.groups.put(number, (thing[0], number), dict.fromkeys(thing[1], REACH))
        gone, new = self.groups.settle()
        assert self.known >= set(gone)
        self.known = (self.known - set(gone)) | set(new)
        assert self.known == set(self.groups.groups())


@settings(max_examples=300)
@given(STEPS, st.integers(1, 2), st.integers(1, 4))
def test_steps_give_what_a_new_beginning_gives(
    steps: Sequence[tuple[int, Thing | None]], least: int, at_once: int
) -> None:
    """After each few comings, changes and goings the groups are those of everything put in at once."""
    standing = Standing(least)
    for start in range(0, len(steps), at_once):
        standing.step(dict(steps[start : start + at_once]))
        anew = Standing(least)
        anew.step(standing.things)
        assert standing.known == anew.known
