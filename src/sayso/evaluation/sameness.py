"""Reports of one happening, and what is known of it: the tasks sameness and sameness-facts.

A cluster is a group of reports that tell mainly of one happening (``incidents.group_reports``). Its facts are
those of the incident that most of its claims belong to, told as the archive tells them: one number, one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sayso.evaluation import as_line
from sayso.incidents import group_reports
from sayso.model import Report, ReportId

if TYPE_CHECKING:
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
