"""What the ledger says now, held in memory: reports, incidents, their statuses, and who decided what.

A view answers questions and takes one further decision at a time (``apply``); it is made anew when reports come or
when it has fallen behind. Nothing here writes: the ledger is the truth, this is a reading of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from sayso.acts.protecting import marks_of
from sayso.incidents import IncidentView, find_incidents
from sayso.incidents.incident import incident_of
from sayso.incidents.judged import Judged, standing
from sayso.incidents.told import told
from sayso.incidents.versions import replaced_by_later
from sayso.ledger import Head, Ledger
from sayso.model import (
    Claim,
    ClaimId,
    Incident,
    IncidentId,
    Judgement,
    Marked,
    Reading,
    Report,
    ReportId,
    Status,
)
from sayso.people import Mark, Names
from sayso.problems import NoSuchIncident
from sayso.review.columns import Columns, columns_of, from_rows, row_of
from sayso.review.versions import version_of

#: verdicts that say which claims are one incident
GROUPING = frozenset(("merge", "split", "not_same"))


@dataclass(frozen=True, slots=True)
class Made:
    """A decision and the number of its entry."""

    entry: int
    judgement: Judgement
    #: of a claim that a person marked or took back: that; it counts among the decisions and judges nothing
    marked: Marked | None = None

    @property
    def named(self) -> tuple[ClaimId, ...]:
        """Every claim that the decision names."""
        return (*self.judgement.about, *self.judgement.other)


class Source(Protocol):
    """Where a view has its reports and incidents from: a ledger, or made-up ones to measure with."""

    reports: Mapping[ReportId, Report]
    readings: Mapping[ReportId, Reading]

    @property
    def ids(self) -> Sequence[IncidentId]: ...

    def incident(self, row: int) -> Incident: ...

    @property
    def replaced(self) -> frozenset[ReportId]: ...

    def row_of_claim(self, claim: ClaimId) -> int | None: ...

    def columns(self) -> Columns: ...

    def names(self) -> Names:
        """The protected names."""

    def regrouped(self, made: Sequence[Judgement], about: Iterable[ClaimId]) -> Source | None:
        """The source as these decisions group its claims; None if it cannot be grouped anew."""

    def with_reading(self, reading: Reading) -> Source | None:
        """The source with this reading in the place of an older one of its report; None if it cannot be put in."""


class Built:
    """The incidents of a ledger, built from its claims and decisions."""

    def __init__(
        self,
        readings: Iterable[Reading],
        made: Sequence[Judgement],
        marks: Sequence[Mark] = (),
        before: Built | None = None,
    ) -> None:
        """``before``: the same source when it had fewer decisions or readings; its linking has the readings already."""
        self._marks = tuple(marks)
        self.readings: Mapping[ReportId, Reading] = {reading.report.id: reading for reading in readings}
        self.reports: Mapping[ReportId, Report] = {
            report: reading.report for report, reading in self.readings.items()
        }
        self._grown: IncidentView = IncidentView() if before is None else before._grown
        if before is None:
            claims = (claim for reading in self.readings.values() for claim in reading.claims)
            self._grown.add(claims, made, self.reports.values())
        else:
            self._grown.add(judgements=made)
        self._incidents = self._grown.incidents()
        self._columns = (
            columns_of(self._incidents, self.reports) if before is None else self._columns_after(before)
        )
        self._row_of_claim = {
            claim.id: row for row, incident in enumerate(self._incidents) for claim in incident.claims
        }

    @cached_property
    def ids(self) -> Sequence[IncidentId]:
        """The ids, in order."""
        return [incident.id for incident in self._incidents]

    @cached_property
    def replaced(self) -> frozenset[ReportId]:
        """The reports in whose place a later version stands."""
        return replaced_by_later(self.reports.values())

    def incident(self, row: int) -> Incident:
        """The incident of that row."""
        return self._incidents[row]

    def row_of_claim(self, claim: ClaimId) -> int | None:
        """The row of the incident that has the claim; None if it is in none."""
        return self._row_of_claim.get(claim)

    def columns(self) -> Columns:
        """All incidents as numbers; a view may change them."""
        return self._columns.copied()

    def _columns_after(self, before: Built) -> Columns:
        """The columns of before, with those rows worked out whose incident is another."""
        had = {id(incident): row for row, incident in enumerate(before._incidents)}
        fresh = {
            row: row_of(incident, self.reports)
            for row, incident in enumerate(self._incidents)
            if id(incident) not in had
        }
        return before._columns.taken([had.get(id(incident), 0) for incident in self._incidents], fresh)

    def names(self) -> Names:
        """Those that the readings protect, and what people marked."""
        people = {name: one.people for name, one in self.readings.items() if one.people is not None}
        return Names(people, self._marks)

    def regrouped(self, made: Sequence[Judgement], about: Iterable[ClaimId]) -> Source | None:
        """The same readings as these decisions group them; only what they touch is linked anew."""
        return Built(self.readings.values(), made, self._marks, self)

    def with_reading(self, reading: Reading) -> Source | None:
        """The same with one reading more; only what it touches is linked anew."""
        if not reading.claims:
            # nothing in it says which claims are no more
            return None
        self._grown.add_reading(reading)
        others = (one for report, one in self.readings.items() if report != reading.report.id)
        return Built([*others, reading], (), self._marks, self)


@dataclass(slots=True)
class _Log:
    """The decisions in the order of their entries, and which of them name a claim."""

    made: list[Made] = field(default_factory=list)
    by_claim: dict[ClaimId, list[Made]] = field(default_factory=dict)

    def add(self, one: Made) -> None:
        self.made.append(one)
        for claim in set(one.named):
            self.by_claim.setdefault(claim, []).append(one)


class View:
    """What a source and the decisions so far amount to. Made and changed by one thread, read by many."""

    def __init__(self, source: Source, made: Iterable[Made], head: Head) -> None:
        self.source = source
        self.head = head
        self._log = _Log()
        for one in made:
            self._log.add(one)
        #: rows whose incident is no longer that of the source
        self._changed: dict[int, Incident] = {}
        self._row_of_id = {incident: row for row, incident in enumerate(source.ids)}
        self.columns = source.columns()

    @property
    def reports(self) -> Mapping[ReportId, Report]:
        """Every report, in the order of the ledger."""
        return self.source.reports

    @property
    def readings(self) -> Mapping[ReportId, Reading]:
        """The newest reading of each report."""
        return self.source.readings

    @property
    def made(self) -> Sequence[Made]:
        """All decisions, in the order of the ledger."""
        return self._log.made

    @cached_property
    def names(self) -> Names:
        """The protected names."""
        return self.source.names()

    @property
    def replaced(self) -> frozenset[ReportId]:
        """The reports in whose place a later version stands."""
        return self.source.replaced

    def beside(self, report: ReportId) -> tuple[ReportId | None, ReportId | None]:
        """The reports that came before and after it; None where it is the first or the last."""
        order, place = self._reports_in_order
        at = place[report]
        return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None

    @cached_property
    def _reports_in_order(self) -> tuple[Sequence[ReportId], Mapping[ReportId, int]]:
        order = list(self.readings)
        return order, {report: at for at, report in enumerate(order)}

    def __len__(self) -> int:
        return len(self._row_of_id)

    def at(self, row: int) -> Incident:
        """The incident of that row."""
        return self._changed.get(row) or self.source.incident(row)

    def row(self, incident: IncidentId) -> int:
        """The row of an incident; KeyError if there is none."""
        return self._row_of_id[incident]

    def incidents(self) -> Iterator[Incident]:
        """Every incident, in order."""
        return (self.at(row) for row in range(len(self)))

    def find(self, start_of_id: str) -> Incident:
        """The incident of that id, or the only one whose id begins so; NoSuchIncident otherwise."""
        if (row := self._row_of_id.get(IncidentId(start_of_id))) is not None:
            return self.at(row)
        begin = [row for incident, row in self._row_of_id.items() if incident.startswith(start_of_id)]
        if len(begin) == 1 and start_of_id:
            return self.at(begin[0])
        if not begin and (row := self.source.row_of_claim(ClaimId(start_of_id))) is not None:
            return self.at(row)
        found = () if begin else find_incidents(self.incidents(), start_of_id or "no id")
        if len(found) == 1:
            return found[0]
        raise NoSuchIncident("BOOK", start_of_id, len(begin) or len(found))

    def incident_with(self, claim: ClaimId) -> Incident | None:
        """The incident that has the claim; None if it is in none."""
        row = self.source.row_of_claim(claim)
        return None if row is None else self.at(row)

    def decisions_about(self, claims: Iterable[ClaimId]) -> list[Made]:
        """The decisions that name one of the claims and stand, in their order; those taken back left out."""
        ids = list(claims)
        stand = self.standing_entries(ids)
        return [one for one in self.every_decision_about(ids) if one.entry in stand]

    def every_decision_about(self, claims: Iterable[ClaimId]) -> list[Made]:
        """The decisions that name one of the claims, taken back or not, in their order."""
        found = {one.entry: one for claim in claims for one in self._log.by_claim.get(claim, ())}
        return [found[entry] for entry in sorted(found)]

    def standing_entries(self, claims: Iterable[ClaimId]) -> frozenset[int]:
        """The entries of the decisions about these claims that stand."""
        every = self.every_decision_about(claims)
        kept = {id(one) for one in standing(one.judgement for one in every)}
        return frozenset(one.entry for one in every if id(one.judgement) in kept)

    def version(self, claims: Iterable[ClaimId]) -> str:
        """The version of these claims taken together: which they are, and every decision about them."""
        ids = list(claims)
        return version_of(ids, (one.entry for one in self.every_decision_about(ids)))

    def statuses(self, claims: Iterable[ClaimId]) -> dict[ClaimId, Status]:
        """The status of each of the claims."""
        ids = list(claims)
        judged = Judged(judgements_of(self.every_decision_about(ids)))
        return {claim: judged.status(claim) for claim in ids}

    def claim(self, claim: ClaimId) -> Claim | None:
        """The claim of that id, in whatever report; None if there is none."""
        if (incident := self.incident_with(claim)) is not None:
            return next(one for one in incident.claims if one.id == claim)
        return next(
            (one for reading in self.readings.values() for one in reading.claims if one.id == claim), None
        )

    def apply(self, one: Made, head: Head) -> View:
        """The view after one more decision: this one, or another where claims were grouped anew."""
        undoes = self._undone_by(one)
        self._log.add(one)
        self.head = head
        if one.judgement.verdict in GROUPING or undoes in GROUPING:
            made = judgements_of(self._log.made)
            source = self.source.regrouped(made, one.named)
            if source is not None:
                return View(source, self._log.made, head)
        for row in {self.source.row_of_claim(claim) for claim in one.named} - {None}:
            self._judge_anew(row)  # type: ignore[arg-type]
        return self

    def with_reading(self, reading: Reading, made: Sequence[Made], head: Head) -> View | None:
        """The view with one reading more, and these decisions about it; None if all must be read anew."""
        source = self.source.with_reading(reading)
        return View(source, [*self._log.made, *made], head) if source else None

    def _judge_anew(self, row: int) -> None:
        """Work out the incident's figures and status from what is now decided of its claims."""
        incident = self.at(row)
        statuses = self.statuses(claim.id for claim in incident.claims)
        parts = [told(claim, self.reports.get(claim.report)) for claim in incident.claims]
        again = incident_of(parts, statuses, incident.reasons)
        self._changed[row] = dataclasses.replace(again, id=incident.id)
        self.columns.put(row, row_of(self._changed[row], self.reports))

    def _undone_by(self, one: Made) -> str | None:
        """The verdict that a "take_back" undoes; None for any other decision."""
        if one.judgement.verdict != "take_back":
            return None
        same = frozenset(one.named)
        stand = self.standing_entries(same)
        mine = (
            each.judgement.verdict
            for each in reversed(self.every_decision_about(same))
            if each.entry in stand and each.judgement.by == one.judgement.by and frozenset(each.named) == same
        )
        return next(mine, None)


def read_view(ledger: Ledger) -> View:
    """The view of a ledger as it is at this moment."""
    head = ledger.head()
    # another may write while this reads: what comes after the head is taken in later
    made = [one for one in read_decisions(ledger) if one.entry <= head.size]
    marks = marks_of(ledger.acts())
    return View(Built(ledger.readings(), judgements_of(made), marks), made, head)


def read_decisions(ledger: Ledger) -> list[Made]:
    """The decisions of a ledger, and the claims that people marked, each with the number of its entry."""
    return [made for number, _, noun in ledger.deeds() if (made := made_of(number, noun))]


def made_of(number: int, noun: object) -> Made | None:
    """What the entry is among the decisions; None if it is none."""
    if isinstance(noun, Marked):
        return Made(number, noun.judgement, noun)
    return Made(number, noun) if isinstance(noun, Judgement) else None


def judgements_of(made: Iterable[Made]) -> list[Judgement]:
    """Those of the decisions that judge claims."""
    return [one.judgement for one in made if one.marked is None]


__all__ = [
    "Built",
    "GROUPING",
    "Made",
    "Source",
    "View",
    "from_rows",
    "judgements_of",
    "made_of",
    "read_decisions",
    "read_view",
]
