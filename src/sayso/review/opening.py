"""Opening a book: its reports are read first, then their claims are compared, while the desk shows what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from sayso.ledger.clock import utc_now as now
from sayso.model import ClaimId, Incident, IncidentId, Judgement, Reading, Report, ReportId
from sayso.people import Mark, Names
from sayso.review.columns import Columns, from_rows

#: how far a book is: its reports are being read, its claims are being compared, all is there
Stage = Literal["reading", "comparing", "open"]
STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(slots=True)
class Opening:
    """How far a book is, told while it is opened."""

    began_utc: str = field(default_factory=now)
    stage: Stage = "reading"
    reports: int = 0
    claims: int = 0
    #: why it cannot be opened; None while nothing is in the way
    failed: str | None = None

    def has(self, stage: Stage) -> bool:
        """Whether what is there from that stage on is there."""
        return STAGES.index(stage) <= STAGES.index(self.stage)

    def counted(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings, counted as they come."""
        for reading in readings:
            self.reports += 1
            self.claims += len(reading.claims)
            yield reading

    def told(self) -> dict[str, Any]:
        """How far it is, as data and as a line."""
        return {
            "stage": self.stage,
            "reports": self.reports,
            "claims": self.claims,
            "began_utc": self.began_utc,
            "line": self.line(),
        }

    def line(self) -> str:
        """How far it is, in words."""
        if self.failed:
            return f"This book could not be opened: {self.failed}"
        if self.stage == "reading":
            return f"This book is being opened: {self.reports:,} reports read so far."
        return f"Still coming: incidents. All {self.reports:,} reports are read; their {self.claims:,} claims are being compared."


class Unlinked:
    """A source of reports whose claims are in no incident yet."""

    def __init__(self, readings: Iterable[Reading], marks: Sequence[Mark] = ()) -> None:
        self._marks = tuple(marks)
        self.readings: Mapping[ReportId, Reading] = {reading.report.id: reading for reading in readings}
        self.reports: Mapping[ReportId, Report] = {
            report: reading.report for report, reading in self.readings.items()
        }
        self.ids: Sequence[IncidentId] = ()
        self.replaced: frozenset[ReportId] = frozenset()

    def incident(self, row: int) -> Incident:
        """There is none yet."""
        raise IndexError(row)

    def row_of_claim(self, claim: ClaimId) -> int | None:
        """No claim is in an incident yet."""
        return None

    def columns(self) -> Columns:
        """No row yet."""
        return from_rows([])

    def names(self) -> Names:
        """Those that the readings protect, and what people marked."""
        people = {name: one.people for name, one in self.readings.items() if one.people is not None}
        return Names(people, self._marks)

    def regrouped(self, made: Sequence[Judgement], about: Iterable[ClaimId]) -> None:
        """Nothing is grouped yet."""

    def with_reading(self, reading: Reading) -> Unlinked:
        """The same with one reading more."""
        others = (one for report, one in self.readings.items() if report != reading.report.id)
        return Unlinked([*others, reading], self._marks)
