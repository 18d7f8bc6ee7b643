"""A page that was retrieved again: the same, a later version of it, or another article at its address."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sayso.intake.unpack import GIVEN, Arrival
from sayso.model import Report, ReportId
from sayso.problems import problem

#: what is retrieved from addresses and may be retrieved again; an entry of a feed or a row of a table is not
_PAGES = frozenset(("text/html", "application/xhtml+xml", "application/pdf"))
#: share of its paragraphs, of the shorter one, that two versions of one article have in common
_SHARED = 0.3


@dataclass(frozen=True, slots=True)
class _Known:
    """What is remembered of a report: enough to tell a version from another article."""

    id: ReportId
    title: str | None
    #: eight bytes each, sorted: a large archive has millions
    packed: bytes
    retrieved_utc: str
    replaces: ReportId | None

    @property
    def paragraphs(self) -> frozenset[int]:
        """A number for each different paragraph."""
        return frozenset(array("q", self.packed))


class Versions:
    """The newest report at each address, of those that are there already and those that come."""

    def __init__(self, reports: Callable[[], Iterable[Report]]) -> None:
        """``reports`` gives those that are there; it is called when the first page with an address comes."""
        self._reports = reports
        self._newest: dict[str, _Known] | None = None
        self._had: dict[ReportId, _Known] = {}

    def placed(self, arrival: Arrival) -> Arrival | None:
        """The arrival, with the report that it takes the place of where there is one; None if nothing has changed.

        A page whose bytes differ and whose words do not (its advertisements, its clock) has not changed.
        """
        if not _can_be_version(arrival.report) or arrival.report.url is None:
            return arrival
        newest = self._addresses()
        known, former = _known(arrival.report), newest.get(arrival.report.url)
        if had := self._had.get(arrival.report.id):
            return _replacing(arrival, had.replaces)
        if former is not None and former.packed == known.packed and former.title == known.title:
            return None
        if former is None or known.retrieved_utc >= former.retrieved_utc:
            newest[arrival.report.url] = self._had[arrival.report.id] = known
        if (
            former is None
            or known.retrieved_utc < former.retrieved_utc
            or not _is_version(arrival, known, former)
        ):
            return arrival
        self._had[arrival.report.id] = newest[arrival.report.url] = dataclasses.replace(
            known, replaces=former.id
        )
        changed = problem(
            "new_version",
            former=former.id,
            added=len(known.paragraphs - former.paragraphs),
            gone=len(former.paragraphs - known.paragraphs),
        )
        return dataclasses.replace(_replacing(arrival, former.id), problems=(*arrival.problems, changed))

    def _addresses(self) -> dict[str, _Known]:
        if self._newest is None:
            self._newest = {}
            for report in self._reports():
                if report.url and _can_be_version(report):
                    known = self._had[report.id] = _known(report)
                    former = self._newest.get(report.url)
                    if former is None or known.retrieved_utc >= former.retrieved_utc:
                        self._newest[report.url] = known
        return self._newest


def _can_be_version(report: Report) -> bool:
    """Was it retrieved as a page, and is its address its own and not one that somebody gave for several?"""
    retrieval = report.retrieval
    if report.url is None or retrieval is None or retrieval.media_type not in _PAGES:
        return False
    return dict(retrieval.stated).get("url", GIVEN) != GIVEN


def _known(report: Report) -> _Known:
    retrieved = report.retrieval.retrieved_utc if report.retrieval else None
    paragraphs = {hash(" ".join(line.split())) for line in report.text.split("\n") if line.strip()}
    packed = array("q", sorted(paragraphs)).tobytes()
    return _Known(report.id, report.title, packed, _moment(retrieved), report.replaces)


def _moment(retrieved_utc: str | None) -> str:
    """The moment in a form that sorts: archives and servers write it in several."""
    return (retrieved_utc or "").replace("+00:00", "Z").rstrip("Z")[:19]


def _is_version(arrival: Arrival, new: _Known, former: _Known) -> bool:
    """Is it the same article: by its title, by what it shares, or since it says that it was taken back?"""
    shared = len(new.paragraphs & former.paragraphs)
    withdrawn = any(one.code == "withdrawn" for one in arrival.problems)
    fewest = min(len(new.paragraphs), len(former.paragraphs))
    return (
        withdrawn
        or (new.title is not None and new.title == former.title)
        or shared >= max(1, _SHARED * fewest)
    )


def _replacing(arrival: Arrival, former: ReportId | None) -> Arrival:
    return dataclasses.replace(arrival, report=dataclasses.replace(arrival.report, replaces=former))
