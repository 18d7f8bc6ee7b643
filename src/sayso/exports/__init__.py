"""Incidents in somebody else's format. Public unless ``internal`` is said.

Adding a format is one file, one line in FORMATS, one case in tests/exports, one paragraph in docs/exports.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso.exports.csv import write_csv
from sayso.exports.json import write_json
from sayso.exports.public import Published, published
from sayso.model import Incident, Report
from sayso.people import Names
from sayso.problems import NoSuchFormat

__all__ = ["FORMATS", "Published", "export", "published"]

#: what a format is made from: incidents, reports, whether the file is for internal use
Writer = Callable[[Sequence[Incident], Sequence[Report], bool], str]

FORMATS: dict[str, Writer] = {"json": write_json, "csv": write_csv}


def export(
    incidents: Iterable[Incident],
    reports: Iterable[Report],
    format: str,
    *,
    internal: bool = False,
    names: Names | None = None,
) -> str:
    """The incidents in that format, to be written as UTF-8; NoSuchFormat names the formats there are.

    A public export has only incidents that a person accepted, told by accepted claims alone: hand over
    ``sayso.incidents.accepted_view(…)``; ``names`` are the protected ones (``published``). An internal one has
    everything, each with its status.
    """
    if format not in FORMATS:
        raise NoSuchFormat(format, tuple(FORMATS))
    if internal:
        return FORMATS[format](tuple(incidents), tuple(reports), True)
    shown = published(incidents, reports, names)
    return FORMATS[format](shown.incidents, shown.reports, False)
