"""Claims become incidents: a pure function of the ledger, and never stored in its place.

``build_incidents`` for everything, ``IncidentView`` for a ledger that grows, ``accepted_view`` for what may leave the house. How claims are linked:
``link.py``; the reasons and their weights: ``compare.py``; the page: docs/incidents.md.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from sayso.incidents.incident import incident_of
from sayso.incidents.order import incident_id
from sayso.incidents.report_groups import group_reports
from sayso.incidents.told import told
from sayso.incidents.versions import replaced_by_later, said_of_versions
from sayso.incidents.view import Changed, IncidentView
from sayso.model import Claim, ClaimId, Incident, Judgement, Report, ReportId, Status

__all__ = ["Changed", "IncidentView", "accepted_view", "build_incidents", "find_incidents", "group_reports"]


def build_incidents(
    claims: Iterable[Claim], judgements: Iterable[Judgement], reports: Iterable[Report]
) -> tuple[Incident, ...]:
    """The incidents that the claims tell of, as people have judged them; the first claim's comes first.

    The same claims, judgements and reports give the same incidents in whatever order they come. Threats,
    demands, habits and totals are in none (``told.has_incident``), unless a person merged them into one.
    """
    view = IncidentView()
    view.add(claims, judgements, reports)
    return view.incidents()


def accepted_view(incidents: Iterable[Incident], reports: Iterable[Report]) -> tuple[Incident, ...]:
    """The accepted incidents, each told by its accepted claims alone, figures and disagreements too.

    The id stays that of the whole incident.
    """
    by_id = {report.id: report for report in sorted(reports, key=repr)}
    replaced = replaced_by_later(by_id.values())
    return tuple(_accepted_part(incident, by_id, replaced) for incident in incidents if incident.accepted)


def find_incidents(incidents: Iterable[Incident], start_of_id: str) -> tuple[Incident, ...]:
    """The incidents whose id begins so; if none does, those a claim of which has, or once gave, such an id.

    An incident that has been joined with an earlier one is found by the id that it had before.
    """
    every = tuple(incidents)
    named = tuple(incident for incident in every if incident.id.startswith(start_of_id))
    return named or tuple(
        incident for incident in every if any(_goes_by(claim, start_of_id) for claim in incident.claims)
    )


def _goes_by(claim: Claim, start_of_id: str) -> bool:
    return claim.id.startswith(start_of_id) or incident_id(claim.id).startswith(start_of_id)


def _accepted_part(
    incident: Incident, reports: Mapping[ReportId, Report], replaced: frozenset[ReportId]
) -> Incident:
    accepted: dict[ClaimId, Status] = {
        claim.id: status
        for claim, status in zip(incident.claims, incident.statuses, strict=True)
        if status == "accepted"
    }
    kept = [told(claim, reports.get(claim.report)) for claim in incident.claims if claim.id in accepted]
    # it is said anew of those that are left
    reasons = tuple(
        reason for reason in incident.reasons if reason not in said_of_versions(incident.claims, replaced)
    )
    return dataclasses.replace(incident_of(kept, accepted, reasons, replaced), id=incident.id)
