"""Reports that their publishers have changed since: what only the former version said is their word no longer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sayso.model import Claim, Report, ReportId


def replaced_by_later(reports: Iterable[Report]) -> frozenset[ReportId]:
    """The reports in whose place a later version stands."""
    return frozenset(report.replaces for report in reports if report.replaces is not None)


def in_force(claims: Sequence[Claim], replaced: Collection[ReportId]) -> tuple[Claim, ...]:
    """The claims that are still their reports' word; all of them if none is."""
    return tuple(claim for claim in claims if claim.report not in replaced) or tuple(claims)


def said_of_versions(claims: Iterable[Claim], replaced: Collection[ReportId]) -> tuple[str, ...]:
    """A sentence about claims of former versions, if there are any."""
    former = sum(claim.report in replaced for claim in claims)
    if not former:
        return ()
    whose = "1 claim is" if former == 1 else f"{former} claims are"
    return (f"{whose} of a report that its publisher has changed since, and gives no figure, place or day.",)
