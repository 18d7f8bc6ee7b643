"""Reports read in several processes at once, in the order in which they came; what cannot be read costs itself alone.

``careful`` turns a fault of reading into a Reading that says so; ``member`` is one process seen from here,
``worker`` the same seen from inside, ``wire`` what they say to each other.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self

from sayso.pool.careful import Careful, not_read, unread
from sayso.pool.member import Gone, Member

if TYPE_CHECKING:
    from sayso.model import Problem, Reading, Report
    from sayso.pipeline import Signs, Taken

__all__ = ["EMBEDDED", "Careful", "Pool", "cores", "not_read", "unread"]

#: what a worker loads: a function without arguments, as module:name
EMBEDDED = "sayso.pool.worker:one_thread"
#: characters that are read in this process before others are started: some thirty reports
SMALL = 120_000
#: reports under way for each worker: more would only wait in memory
AHEAD = 4
#: workers that one report may bring down
TRIES = 2


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """A reader that reads in processes of its own, each with its reader loaded once.

    The first reports are read in this process: a call with little to read starts no other. Readings are the same,
    and come in the same order, for any number of workers. A report is held until those before it are read, so that
    few are under way at a time.
    """

    def __init__(self, here: Signs, workers: int, loads: str = EMBEDDED, small: int = SMALL) -> None:
        """``here`` reads what comes first, and all there is if there is but one worker."""
        self.name, self.reading_name = here.name, here.reading_name
        self._here, self._workers, self._left = Careful(here), workers, small
        self._loads = loads
        self._idle: SimpleQueue[Member] = SimpleQueue()
        self._members: list[Member] = []
        self._threads: ThreadPoolExecutor | None = None

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that there are now."""
        return [member.pid for member in self._members if member.pid is not None]

    def read(self, report: Report, problems: tuple[Problem, ...] = ()) -> Reading:
        """The reading of one report."""
        return next(self.read_many([(report, problems)]))

    def read_many(self, taken: Iterable[Taken]) -> Iterator[Reading]:
        """The readings of many reports, in their order; one that cannot be read says so (``unread``)."""
        coming = iter(taken)
        if self._workers == 1 or self._left > 0:
            yield from self._here.read_many(self._first(coming))
        if self._workers > 1:
            yield from self._there(coming)

    def close(self) -> None:
        """End all processes; what is under way is not read."""
        for member in self._members:
            member.stop()
        if self._threads:
            self._threads.shutdown(cancel_futures=True)
        for member in self._members:
            member.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _first(self, coming: Iterator[Taken]) -> Iterator[Taken]:
        """Those that are read here."""
        for report, problems in coming:
            self._left -= len(report.text)
            yield report, problems
            if self._workers > 1 and self._left <= 0:
                return

    def _there(self, coming: Iterator[Taken]) -> Iterator[Reading]:
        waiting: deque[Future[Reading]] = deque()
        try:
            for one in coming:
                waiting.append(self._started().submit(self._read, *one))
                while waiting and (waiting[0].done() or len(waiting) >= AHEAD * self._workers):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()

    def _started(self) -> ThreadPoolExecutor:
        """The threads that wait for the workers, a thread and a worker each."""
        if self._threads is None:
            self._members = [Member(self._loads) for _ in range(self._workers)]
            for member in self._members:
                self._idle.put(member)
            self._threads = ThreadPoolExecutor(self._workers, "sayso-pool")
        return self._threads

    def _read(self, *one: *Taken) -> Reading:
        """What a worker makes of it; a worker that is gone is replaced, and the report tried once more."""
        why = ""
        for _ in range(TRIES):
            member = self._idle.get()
            try:
                return member.read(*one)
            except Gone as gone:
                why = gone.why
            finally:
                self._idle.put(member)
        return not_read(*one, why, self.name)
