"""A reader whose faults cost the report they are met in: the reading says that it is none, and the run goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.model import Problem, Reading, Report
from sayso.problems import SaysoError, problem

if TYPE_CHECKING:
    from sayso.pipeline import ReadsMany, Taken

_CODE = "not_read"


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
        """The readings of many reports, in their order.

        A reader works ahead, so that its fault may be met in a report after the one that is waited for: those
        under way are read again, each by itself. What is wrong with sayso or its inputs is raised, as ever.
        """
        source = _Source(iter(taken))
        while not source.ended:
            under_way: deque[Taken] = deque()
            try:
                for reading in self._reader.read_many(source.into(under_way)):
                    under_way.popleft()
                    yield reading
            except SaysoError:
                raise
            except Exception:
                if source.failed:
                    raise
                for one in tuple(under_way):
                    yield self._alone(*one)

    def _alone(self, report: Report, problems: tuple[Problem, ...]) -> Reading:
        try:
            return next(iter(self._reader.read_many([(report, problems)])))
        except SaysoError:
            raise
        except Exception as error:
            why = f"reading it failed ({type(error).__name__})"
            return not_read(report, problems, why, self.name)


class _Source:
    """The reports as they come; a fault of whoever gives them is told apart from one of reading."""

    def __init__(self, coming: Iterator[Taken]) -> None:
        self._coming = coming
        self.ended = self.failed = False

    def into(self, under_way: deque[Taken]) -> Iterator[Taken]:
        """The next reports, each noted as under way."""
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
