"""How things of one sort become groups, as pure functions: whoever runs them, on one machine or on many, gets the same.

Reports (``report_groups.REPORTS``) and accounts (``link.ACCOUNTS``) go the same way: into drawers; what lies close in
enough drawers is compared; what speaks for one happening is tied; of the ties those count that are not much weaker than
the best of either end; and what ties hold together is grouped. ``standing`` goes it for things that come and go in
memory, ``scale`` for more than one machine holds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sayso.incidents.drawers import Labels
from sayso.incidents.grouping import grouped

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)
Members = tuple[H, ...]
#: a tie counts if it is at least such a share of the best that either of the two has. Without this the ties of 1,400
#: reports of an invented war held 836 of them together; the figures on real reports are the same with it
_SHARE = 0.2


def _always(one: Any, other: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Joins(Generic[T]):
    """The rules for one sort of things."""

    #: what they are sorted by; no two are equal
    order: Callable[[T], Any]
    #: what each can be found by, and how many before and after it in such a drawer lie beside it
    drawers: Callable[[T], Labels]
    #: above zero: rather one happening than two; asked with the first in order first
    score: Callable[[T, T], float]
    #: whether two that lie beside one another are to be compared
    worth_it: Callable[[T, T], bool] = _always
    #: in so many drawers two must lie beside one another
    least: int = 1

    def tie(self, one: T, other: T) -> float | None:
        """How much two that lie beside one another, the first in order first, speak for one happening; None: they do not."""
        if not self.worth_it(one, other):
            return None
        points = self.score(one, other)
        return points if points > 0 else None


def holds(points: float, best: float) -> bool:
    """Whether a tie counts at an end whose best tie is that strong; it must at both."""
    return points >= _SHARE * best


def groups_held(
    component: Sequence[H],
    kin: Iterable[tuple[H, H]],
    score: Callable[[H, H], float],
    apart: Callable[[Members[H], Members[H]], bool] | None = None,
) -> Iterator[Members[H]]:
    """The groups of things in order that ties (``kin``) hold together; ``apart`` keeps groups from joining.

    ``score`` is asked with the first in order first.
    """
    if len(component) == 1:
        yield tuple(component)
        return
    place = {thing: at for at, thing in enumerate(component)}
    pairs = {(place[one], place[other]) for one, other in kin}

    def points(i: int, j: int) -> float:
        return score(component[i], component[j])

    def kept_apart(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        return apart is not None and apart(
            tuple(component[i] for i in one), tuple(component[i] for i in other)
        )

    lower_first = sorted(pair for pair in pairs if pair[0] < pair[1])
    for group in grouped(len(component), lower_first, points, kept_apart):
        yield tuple(component[i] for i in group)
