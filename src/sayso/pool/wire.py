"""What goes between this process and its workers: a report there, what was read of it back; JSON, nothing that runs."""

from __future__ import annotations

import json
from typing import Any

from sayso.model import Problem, Reading, Report
from sayso.records import canonical_text, claim_from, people_from, problem_from, report_from


def report_bytes(report: Report, problems: tuple[Problem, ...]) -> bytes:
    """The report and what its intake had to say of it."""
    return canonical_text([report, problems]).encode()


def report_of(data: bytes) -> tuple[Report, tuple[Problem, ...]]:
    """The report and the problems in such bytes."""
    report, problems = json.loads(data)
    return report_from(report), tuple(map(problem_from, problems))


def reading_bytes(reading: Reading) -> bytes:
    """What was read of a report, without the report, which the other side has."""
    return canonical_text([reading.claims, reading.problems, reading.reader, reading.people]).encode()


def reading_of(data: bytes, report: Report) -> Reading:
    """The reading of that report."""
    said: list[Any] = json.loads(data)
    claims, problems, reader, people = said
    return Reading(
        report,
        tuple(map(claim_from, claims)),
        tuple(map(problem_from, problems)),
        reader,
        people_from(people),
    )
