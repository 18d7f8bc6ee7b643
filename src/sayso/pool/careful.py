"""A reader whose faults cost the report they are met in: the reading says that it is none, and the run goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from sayso.model import Problem, Reading, Report
from sayso.problems import SaysoError, problem

if TYPE_CHECKING:
    from sayso.pipeline import ReadsMany, Taken

_CODE = "not_read"
T = TypeVar("T")
R = TypeVar("R")


def not_read(report: Report, problems: tuple[Problem, ...], why: str, reader: str) -> Reading:
    """The reading of a report that could not be read; it has no claims, and ``unread`` knows it."""
    return Reading(report, (), (*problems, problem(_CODE, why=why)), reader)


def unread(reading: Reading) -> str | None:
    """The line that says which report could not be read, and why; None if it was read."""
    fault = next((one for one in reading.problems if one.code == _CODE), None)
    if fault is None:
        return None
    retrieval = reading.report.retrieval
    return f"{retrieval.origin if retrieval else reading.report.id}: {fault.message[0].lower()}{fault.message[1:]}"


class Careful:
    """Reads as the reader that it is given, and goes on where that one fails."""

    def __init__(self, reader: ReadsMany) -> None:
        self.name, self._reader = reader.name, reader

    def read(self, report: Report, problems: tuple[Problem, ...] = ()) -> Reading:
        """The reading of one report."""
        return next(self.read_many([(report, problems)]))

    def read_many(self, taken: Iterable[Taken]) -> Iterator[Reading]:
        """The readings of many reports, in their order."""
        return carefully(self._reader.read_many, taken, self._failed)

    def _failed(self, one: Taken, error: Exception) -> Iterator[Reading]:
        report, problems = one
        yield not_read(report, problems, f"reading it failed ({type(error).__name__})", self.name)


def carefully(
    work: Callable[[Iterator[T]], Iterator[R]],
    coming: Iterable[T],
    failed: Callable[[T, Exception], Iterable[R]],
) -> Iterator[R]:
    """What ``work`` makes, one of each that comes, in their order; of one on which it fails what ``failed`` gives.

    It may work ahead, so that its fault may be met in one after that which is waited for: those under way are done
    again, each by itself. What is wrong with sayso's inputs or the caller's is raised, as ever.
    """
    source = _Source(iter(coming))
    while not source.ended:
        under_way: deque[T] = deque()
        try:
            for made in work(source.into(under_way)):
                under_way.popleft()
                yield made
        except SaysoError:
            raise
        except Exception:
            if source.failed:
                raise
            for one in tuple(under_way):
                yield from _alone(work, one, failed)


def _alone(
    work: Callable[[Iterator[T]], Iterator[R]], one: T, failed: Callable[[T, Exception], Iterable[R]]
) -> Iterator[R]:
    try:
        made = list(work(iter([one])))
    except SaysoError:
        raise
    except Exception as error:
        yield from failed(one, error)
    else:
        yield from made


class _Source(Generic[T]):
    """What comes; a fault of whoever gives it is told apart from one of the work."""

    def __init__(self, coming: Iterator[T]) -> None:
        self._coming = coming
        self.ended = self.failed = False

    def into(self, under_way: deque[T]) -> Iterator[T]:
        """The next, each noted as under way."""
        while True:
            try:
                one = next(self._coming)
            except StopIteration:
                self.ended = True
                return
            except BaseException:
                self.ended = self.failed = True
                raise
            under_way.append(one)
            yield one
