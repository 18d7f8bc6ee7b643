"""Things become groups by the average of how alike their members are, so that likeness does not chain.

Two groups join when the mean of the scores between all members of the one and all members of the other is
above zero, the most alike first. What is kept apart never joins, by no way round.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

Pair = tuple[int, int]
Members = tuple[int, ...]
#: whether two groups must not join
Apart = Callable[[Members, Members], bool]

#: of the pairs between large groups so many are looked at, spread evenly
_LOOKED_AT = 64


def grouped(
    size: int,
    pairs: Iterable[Pair],
    score: Callable[[int, int], float],
    apart: Apart | None = None,
) -> list[list[int]]:
    """The numbers below ``size`` in groups, each in order, by their first.

    ``pairs`` are those worth a look: groups without such a pair between them never join. ``score`` is asked
    with the lower number first, once a pair. Equal scores are settled by the numbers.
    """
    groups = _Groups({i: (i,) for i in range(size)}, score, apart, count(size))
    for i, j in pairs:
        groups.connect(i, j)
    while groups.heap:
        *_, i, j = heapq.heappop(groups.heap)
        if i in groups.members and j in groups.members:
            groups.join(i, j)
    return sorted(list(members) for members in groups.members.values())


@dataclass(slots=True)
class _Groups:
    members: dict[int, Members]
    score: Callable[[int, int], float]
    apart: Apart | None
    fresh: count[int]
    neighbours: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    heap: list[tuple[float, Members, Members, int, int]] = field(default_factory=list)
    known: dict[Pair, float] = field(default_factory=dict)

    def connect(self, i: int, j: int) -> None:
        """Make neighbours of two groups; they may join if their mean is above zero."""
        self.neighbours[i].add(j)
        self.neighbours[j].add(i)
        one, other = sorted((self.members[i], self.members[j]))
        mean = self._mean(one, other)
        if mean > 0 and not (self.apart and self.apart(one, other)):
            heapq.heappush(self.heap, (-mean, one, other, i, j))

    def join(self, i: int, j: int) -> None:
        """One group in the place of two, compared anew with the neighbours of both."""
        new = next(self.fresh)
        around = (self.neighbours.pop(i) | self.neighbours.pop(j)) - {i, j}
        self.members[new] = tuple(sorted(self.members.pop(i) + self.members.pop(j)))
        for k in sorted(around):
            self.neighbours[k] -= {i, j}
            self.connect(k, new)

    def _mean(self, one: Members, other: Members) -> float:
        pairs = list(_spread(one, other))
        return sum(self._known(min(pair), max(pair)) for pair in pairs) / len(pairs)

    def _known(self, i: int, j: int) -> float:
        if (i, j) not in self.known:
            self.known[i, j] = self.score(i, j)
        return self.known[i, j]


def _spread(one: Members, other: Members) -> Iterator[Pair]:
    size, width = len(one) * len(other), len(other)
    step = max(1, size // _LOOKED_AT)
    return ((one[at // width], other[at % width]) for at in range(0, size, step))
