"""The stages put together: the only file that knows them all.

bytes → intake → Report → language → Doc → claims → Reading → ledger → incidents → exports
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sayso.model import Problem, Reading, Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.gazetteer import Gazetteer
    from sayso.language import Nlp

#: a report with what intake had to say of it
Taken = tuple[Report, tuple[Problem, ...]]

#: problems after which a report is kept and not read
_UNREAD = frozenset(("language_not_read",))


class ReadsMany(Protocol):
    """Whatever reads many reports: a Reader, or several at once (``sayso.pool``)."""

    #: the reader of claims, as each claim names it
    name: str

    def read_many(self, taken: Iterable[Taken], /) -> Iterator[Reading]: ...


class Signs(ReadsMany, Protocol):
    """One of which it is known beforehand what its readings call it."""

    reading_name: str


class Reader:
    """Reads reports; the language model and the gazetteer are loaded once."""

    def __init__(self, nlp: Nlp, gazetteer: Gazetteer) -> None:
        from sayso import vocabulary
        from sayso.claims import VERSION

        self.nlp = nlp
        self.gazetteer = gazetteer
        self.name = f"{nlp.name} {VERSION}"
        #: apart from the claims' reader, whose name is part of their ids
        self.reading_name = f"{self.name} {vocabulary.load('people')['version']}"

    def read(self, report: Report, problems: tuple[Problem, ...] = ()) -> Reading:
        """What the report says; the problems of its intake come first among the reading's."""
        return next(self.read_many([(report, problems)]))

    def read_many(self, taken: Iterable[Taken]) -> Iterator[Reading]:
        """The readings of many reports, in their order; quicker than one at a time."""
        under_way: deque[Taken] = deque()

        def texts() -> Iterator[str]:
            for report, problems in taken:
                under_way.append((report, problems))
                yield report.text if _readable(problems) else ""

        for doc in self.nlp.pipe(texts()):
            yield self._reading(doc, *under_way.popleft())

    def _reading(self, doc: Doc, report: Report, problems: tuple[Problem, ...]) -> Reading:
        from sayso.claims import find_claims, find_people

        if not _readable(problems):
            return Reading(report, (), problems, self.reading_name, ())
        claims, found = find_claims(doc, report, self.gazetteer, self.name)
        people = find_people(doc, report, claims)
        return Reading(report, claims, (*problems, *found), self.reading_name, people)


def _readable(problems: Iterable[Problem]) -> bool:
    return not any(problem.code in _UNREAD for problem in problems)


def load_reader(weights: Path | None = None, threads: int = 2) -> Reader:
    """A Reader with the bundled model and gazetteer; ``weights`` is a folder with others."""
    from sayso.gazetteer import open_gazetteer
    from sayso.language import load_nlp

    return Reader(load_nlp(weights, threads), open_gazetteer())
