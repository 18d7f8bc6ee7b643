"""Which claim comes first, and the id that an incident takes from it."""

from __future__ import annotations

from sayso.ids import content_id
from sayso.model import Claim, ClaimId, IncidentId, Report

#: sorts after every date
_UNKNOWN = "~"

Order = tuple[str, str, str, int, str]


def report_order(report: Report | None) -> tuple[str, str, str]:
    """Sorts reports by the moment they were retrieved, their day, their id."""
    retrieval = report.retrieval if report else None
    retrieved = (retrieval.retrieved_utc if retrieval else None) or _UNKNOWN
    published = (report.published if report else None) or _UNKNOWN
    return retrieved, published, report.id if report else ""


def claim_order(claim: Claim, report: Report | None) -> Order:
    """Sorts claims by the moment their report was retrieved, its day, its id, and their place in it.

    The moment comes first so that a report that arrives later never comes before one that was there: the
    first claim of an incident stays first, and with it the incident's id.
    """
    retrieved, published, _ = report_order(report)
    return retrieved, published, claim.report, claim.trigger.start, claim.id


def incident_id(first: ClaimId) -> IncidentId:
    """The id of the incident that begins with this claim: "i" and 20 hexadecimal digits."""
    return IncidentId("i" + content_id({"incident begins with": first})[:20])
