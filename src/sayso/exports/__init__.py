"""Incidents in somebody else's format. Public unless ``internal`` is said.

Adding a format is one file, one line in FORMATS, one case in tests/exports, one paragraph in docs/exports.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso.exports.csv import write_csv
from sayso.exports.json import write_json
from sayso.exports.public import public_part
from sayso.model import Incident, Report
from sayso.problems import NoSuchFormat

__all__ = ["FORMATS", "export"]

#: what a format is made from: incidents, reports, whether the file is for internal use
Writer = Callable[[Sequence[Incident], Sequence[Report], bool], str]

FORMATS: dict[str, Writer] = {"json": write_json, "csv": write_csv}


def export(
    incidents: Iterable[Incident], reports: Iterable[Report], format: str, *, internal: bool = False
) -> str:
    """The incidents in that format, to be written as UTF-8; NoSuchFormat names the formats there are.

    A public export has only incidents that a person accepted, told by accepted claims alone: hand over
    ``sayso.incidents.accepted_view(…)``. An internal one has everything, each with its status.
    """
    if format not in FORMATS:
        raise NoSuchFormat(format, tuple(FORMATS))
    chosen = tuple(incidents) if internal else public_part(incidents)
    return FORMATS[format](chosen, tuple(reports), internal)
