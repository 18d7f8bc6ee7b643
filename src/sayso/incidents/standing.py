"""Groups that stand: when things come and go, only what they can touch is worked out again.

What comes out is what a new beginning would give. Two things are tied when they lie beside one another in
enough drawers and speak for one happening, and not so much less than the best tie of either: a thing with close
kin is not held to all that is a little like it. Groups never reach beyond what ties hold together, so that only
the tied surroundings of what came or went are grouped anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from sayso.incidents.drawers import Drawers, Labels
from sayso.incidents.joins import groups_held, holds

T = TypeVar("T", bound=Hashable)
Members = tuple[T, ...]


class StandingGroups(Generic[T]):
    """``score`` is asked with the thing first in order first, for pairs that lie beside one another in
    ``least`` drawers, if ``worth_it``; ``apart`` keeps groups from joining.
    """

    def __init__(
        self,
        score: Callable[[T, T], float],
        *,
        worth_it: Callable[[T, T], bool] | None = None,
        apart: Callable[[Members[T], Members[T]], bool] | None = None,
        least: int = 1,
    ) -> None:
        self._score, self._worth_it, self._apart, self._least = score, worth_it, apart, least
        self._order: dict[T, Any] = {}
        self._drawers = Drawers(self._order.__getitem__)
        #: every two that speak for one happening, and how much; the best of each
        self._ties: defaultdict[T, dict[T, float]] = defaultdict(dict)
        self._best: dict[T, float] = {}
        self._group_of: dict[T, Members[T]] = {}
        self._coming: dict[T, tuple[Any, Labels]] = {}
        self._leaving: set[T] = set()
        self._touched: set[T] = set()
        #: what has gone, and what was tied to something that went or changed
        self._gone: list[T] = []
        self._left: set[T] = set()
        #: what has another best tie than before
        self._swayed: set[T] = set()

    def put(self, thing: T, order: Any, labels: Labels) -> None:
        """A thing comes, or changes; it counts from the next ``settle`` on."""
        self._coming[thing] = order, labels
        self._leaving.discard(thing)

    def take(self, thing: T) -> None:
        """A thing goes."""
        self._coming.pop(thing, None)
        if thing in self._order:
            self._leaving.add(thing)

    def touch(self, thing: T) -> None:
        """What keeps the thing apart from others may have changed."""
        self._touched.add(thing)

    def group_of(self, thing: T) -> Members[T]:
        """The group that the thing is in, in order."""
        return self._group_of[thing]

    def tied_to(self, thing: T) -> Iterable[T]:
        """What lies beside it and speaks for being one with it, whether they became one group or not."""
        return self._ties.get(thing, ())

    def groups(self) -> Iterable[Members[T]]:
        """Every group once."""
        return dict.fromkeys(self._group_of.values())

    def settle(self) -> tuple[list[Members[T]], list[Members[T]]]:
        """The groups that are no more and those that are new; a group with a changed thing is both."""
        fresh = set(self._coming)
        suspects = self._moved()
        dirty = (self._touched | fresh) & self._order.keys() | self._left
        dirty |= self._tie(fresh) | self._tie_again(suspects, fresh)
        dirty |= {
            other for thing in self._swayed if thing in self._order for other in self._ties.get(thing, ())
        }
        self._swayed = set()
        self._touched = set()
        old: dict[Members[T], None] = {}
        new: list[Members[T]] = []
        for thing in self._gone:
            old[self._group_of.pop(thing)] = None
        for component in self._components(dirty):
            old.update((self._group_of[thing], None) for thing in component if thing in self._group_of)
            for group in self._grouped(component):
                new.append(group)
                self._group_of.update(dict.fromkeys(group, group))
        same = {group for group in new if group in old and not fresh & set(group)}
        return [group for group in old if group not in same], [group for group in new if group not in same]

    def _moved(self) -> set[tuple[T, T]]:
        """Let things come and go; the pairs of others that may have come together or apart by it."""
        fresh = self._coming
        self._gone, self._left = list(self._leaving), set()
        for thing in [*self._leaving, *(thing for thing in fresh if thing in self._order)]:
            for other in self._ties.pop(thing, ()):
                self._loosen(other, thing)
                self._left.add(other)
            self._best.pop(thing, None)
        for thing in [
            *self._leaving,
            *(thing for thing in fresh if self._order.get(thing) != fresh[thing][0]),
        ]:
            if thing in self._order:
                self._drawers.take(thing)
                del self._order[thing]
        empty = not self._order
        self._order.update((thing, order) for thing, (order, _) in fresh.items())
        if empty:
            self._drawers.fill({thing: labels for thing, (_, labels) in fresh.items()})
        else:
            for thing, (_, labels) in fresh.items():
                self._drawers.put(thing, labels)
        self._left &= self._order.keys()
        self._coming, self._leaving = {}, set()
        return self._suspects()

    def _suspects(self) -> set[tuple[T, T]]:
        """Tied pairs that were pushed apart in some drawer, and loose ones that met in one."""
        parted, met = self._drawers.parted, self._drawers.met
        found = {pair for pair in parted if pair[1] in self._ties.get(pair[0], ())}
        found |= {pair for pair in met if pair[1] not in self._ties.get(pair[0], ())}
        parted.clear()
        met.clear()
        return found

    def _tie(self, fresh: set[T]) -> set[T]:
        """Tie what has come to what it lies beside; the things with a new tie."""
        others = len(fresh) < len(self._order)
        tied: set[T] = set()
        for thing in sorted(fresh, key=self._order.__getitem__):
            mine = self._order[thing]
            for other, times in self._drawers.beside(thing, before=others).items():
                met = other in fresh and self._order[other] < mine
                if times >= self._least and not met and self._tied(thing, other):
                    tied |= {thing, other}
        return tied

    def _tie_again(self, suspects: Iterable[tuple[T, T]], fresh: set[T]) -> set[T]:
        """Tie or untie pairs that were moved by others; the things for which that changed something."""
        moved: set[T] = set()
        for one, other in suspects:
            if one in fresh or other in fresh or one not in self._order or other not in self._order:
                continue
            was = other in self._ties.get(one, ())
            beside = self._drawers.shared(one, other) >= self._least
            if was and not beside:
                self._loosen(one, other)
                self._loosen(other, one)
                moved |= {one, other}
            elif beside and not was and self._tied(one, other):
                moved |= {one, other}
        return moved

    def _tied(self, one: T, other: T) -> bool:
        """Tie the two if they speak for one happening; whether they do."""
        first, second = (one, other) if self._order[one] < self._order[other] else (other, one)
        if self._worth_it is not None and not self._worth_it(first, second):
            return False
        points = self._score(first, second)
        if points > 0:
            self._bind(one, other, points)
            self._bind(other, one, points)
        return points > 0

    def _bind(self, thing: T, other: T, points: float) -> None:
        self._ties[thing][other] = points
        if points > self._best.get(thing, 0.0):
            self._best[thing] = points
            self._swayed.add(thing)

    def _loosen(self, thing: T, other: T) -> None:
        ties = self._ties[thing]
        if ties.pop(other) == self._best[thing]:
            self._best[thing] = max(ties.values(), default=0.0)
            self._swayed.add(thing)

    def _kin(self, thing: T) -> Iterator[T]:
        """What is held to it by a tie that counts."""
        best = self._best.get(thing, 0.0)
        return (
            other
            for other, points in self._ties.get(thing, {}).items()
            if holds(points, max(best, self._best[other]))
        )

    def _components(self, dirty: set[T]) -> Iterator[list[T]]:
        """Everything that ties hold together with one of these, in order."""
        seen: set[T] = set()
        for start in dirty:
            if start in seen:
                continue
            seen.add(start)
            component = [start]
            for thing in component:
                for other in self._kin(thing):
                    if other not in seen:
                        seen.add(other)
                        component.append(other)
            yield sorted(component, key=self._order.__getitem__)

    def _grouped(self, component: list[T]) -> Iterator[Members[T]]:
        kin = ((thing, other) for thing in component for other in self._kin(thing))

        def score(one: T, other: T) -> float:
            tie = self._ties[one].get(other)
            return self._score(one, other) if tie is None else tie

        return groups_held(component, kin, score, self._apart)
