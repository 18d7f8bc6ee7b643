"""Things in drawers, each drawer in one order; in a drawer each thing lies beside so many others.

However full a drawer is, a thing has no more neighbours in it than the drawer's reach: what many things share
is capped, never dropped. Which pairs a thing that comes or goes moves is noted, so that no others are looked at again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=Hashable)
#: drawer → its reach: how many before and how many after lie beside a thing; the same for all in a drawer
Labels = Mapping[Hashable, int]


class Drawers(Generic[T]):
    """``order`` gives what each is sorted by, and no two are equal."""

    def __init__(self, order: Callable[[T], Any]) -> None:
        self._order = order
        self._inside: defaultdict[Hashable, list[T]] = defaultdict(list)
        self._labels: dict[T, Labels] = {}
        #: pairs of others that came together, or that were pushed apart, in some drawer
        self.met: set[tuple[T, T]] = set()
        self.parted: set[tuple[T, T]] = set()

    def fill(self, things: Mapping[T, Labels]) -> None:
        """Put many things into empty drawers at once."""
        self._labels = dict(things)
        for thing, labels in things.items():
            for drawer in labels:
                self._inside[drawer].append(thing)
        for inside in self._inside.values():
            inside.sort(key=self._order)

    def put(self, thing: T, labels: Labels) -> None:
        """Put a thing in, or from the drawers where it was into these; its order must not have changed."""
        before = self._labels.get(thing, {})
        for drawer in [drawer for drawer in before if drawer not in labels]:
            self._take(thing, drawer, before[drawer])
        for drawer, reach in labels.items():
            if drawer not in before:
                inside = self._inside[drawer]
                at = self._place(inside, thing)
                self.parted.update(_around(inside, at, reach + 1))
                inside.insert(at, thing)
        self._labels[thing] = labels

    def take(self, thing: T) -> None:
        """Take a thing out."""
        for drawer, reach in self._labels.pop(thing).items():
            self._take(thing, drawer, reach)

    def _take(self, thing: T, drawer: Hashable, reach: int) -> None:
        inside = self._inside[drawer]
        at = self._place(inside, thing)
        del inside[at]
        self.met.update(_around(inside, at, reach + 1))
        if not inside:
            del self._inside[drawer]

    def beside(self, thing: T, before: bool = True) -> Counter[T]:
        """The things that lie beside it, and in how many drawers; without ``before`` only those after it."""
        found: Counter[T] = Counter()
        for drawer, reach in self._labels[thing].items():
            inside = self._inside[drawer]
            if len(inside) > 1:
                at = self._place(inside, thing)
                found.update(inside[at + 1 : at + 1 + reach])
                if before:
                    found.update(inside[max(0, at - reach) : at])
        return found

    def shared(self, one: T, other: T) -> int:
        """In how many drawers the two lie beside one another."""
        first, second = self._labels[one], self._labels[other]
        return sum(
            abs(self._place(inside, one) - self._place(inside, other)) <= reach
            for drawer, reach in first.items()
            if drawer in second
            for inside in (self._inside[drawer],)
        )

    def _place(self, inside: list[T], thing: T) -> int:
        return bisect_left(inside, self._order(thing), key=self._order)


def neighbours(inside: Iterable[tuple[T, int]]) -> Iterator[tuple[T, T]]:
    """The pairs that lie beside one another in one drawer, gone through once in its order: (thing, reach) each.

    The same as ``Drawers.beside``; held is no more than what is within reach.
    """
    within: deque[tuple[int, T]] = deque()
    for place, (thing, reach) in enumerate(inside):
        while within and within[0][0] < place - reach:
            within.popleft()
        for _, earlier in within:
            yield earlier, thing
        within.append((place, thing))


def _around(inside: list[T], at: int, width: int) -> Iterator[tuple[T, T]]:
    """The pairs on either side of a gap that one thing more in the gap holds ``width`` apart."""
    first = max(0, at - width + 1)
    return zip(inside[first:at], inside[first + width - 1 : at + width - 1], strict=False)
