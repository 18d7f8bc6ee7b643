"""Reports of one happening, and what is known of it: the tasks sameness and sameness-facts.

A cluster is a group of reports that tell mainly of one happening (``incidents.group_reports``). Its facts are
those of the incident that most of its claims belong to (``facts.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sayso.evaluation import as_line
from sayso.evaluation.facts import facts_of_groups
from sayso.incidents import group_reports
from sayso.model import Claim, Report, ReportId

if TYPE_CHECKING:
    from sayso.gazetteer import Gazetteer
    from sayso.pipeline import Reader


def predict_sameness(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line a report: the name of its cluster."""
    return _items(group_reports(map(_report, records)))


def _items(groups: Iterable[Sequence[ReportId]]) -> Iterator[str]:
    for group in groups:
        yield from (as_line({"item": report, "cluster": min(group)}) for report in group)


def _report(record: dict[str, Any]) -> Report:
    return Report(
        id=ReportId(record["id"]),
        text=record["text"],
        published=record["published"],
        title=record["title"],
        url=record["url"],
        language="en",
    )


def predict_sameness_facts(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """The lines of sameness, then one line of facts a cluster that anybody makes a claim in."""
    reports = [_report(record) for record in records]
    readings = list(reader.read_many((report, ()) for report in reports))
    claims = [claim for reading in readings for claim in reading.claims]
    yield from facts_of(reports, claims, reader.gazetteer)


def facts_of(reports: Sequence[Report], claims: Sequence[Claim], gazetteer: Gazetteer) -> Iterator[str]:
    """The lines of sameness-facts for reports whose claims are read."""
    groups = group_reports(reports)
    yield from _items(groups)
    yield from map(as_line, facts_of_groups(groups, reports, claims, gazetteer))
