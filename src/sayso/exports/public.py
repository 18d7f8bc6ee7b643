"""What may leave the house: only what a person accepted, and no protected name. Every public output passes here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.model import Incident, Report
from sayso.people import Names
from sayso.people.leaving import without_names
from sayso.problems import NotAccepted


@dataclass(frozen=True, slots=True)
class Published:
    """Incidents and the reports they rest on, as anybody may see them."""

    incidents: tuple[Incident, ...]
    reports: tuple[Report, ...]


def published(
    incidents: Iterable[Incident], reports: Iterable[Report], names: Names | None = None
) -> Published:
    """What may be shown to everybody: accepted incidents, roles in the place of protected names, wide areas for homes.

    Hand over ``sayso.incidents.accepted_view(…)``: NotAccepted if an accepted incident rests on a claim that nobody
    accepted. Without ``names``, whoever the claims name is protected unless an office is known. Reports that
    no incident rests on are left out. The reports' texts have blocks for names; publish no text.
    """
    accepted = public_part(incidents)
    used = {report for incident in accepted for report in incident.reports}
    told, shown = without_names(accepted, (one for one in reports if one.id in used), names or Names())
    return Published(told, shown)


def leaving(
    incidents: Iterable[Incident], reports: Iterable[Report], internal: bool, names: Names | None = None
) -> Published:
    """What a file may have: everything for internal use, else what is ``published``.

    For internal use too roles stand in the place of ``names``, if they are given; homes stay where they are.
    """
    if internal and names is None:
        return Published(tuple(incidents), tuple(reports))
    if internal:
        return Published(*without_names(incidents, reports, names or Names(), homes=False))
    return published(incidents, reports, names)


def public_part(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """The accepted incidents. NotAccepted if one rests on a claim that nobody accepted."""
    accepted = tuple(incident for incident in incidents if incident.accepted)
    for incident in accepted:
        if len(incident.statuses) != len(incident.claims) or set(incident.statuses) != {"accepted"}:
            raise NotAccepted(incident.id)
    return accepted
