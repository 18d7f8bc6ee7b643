"""What may leave the house: only what a person accepted."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.model import Incident
from sayso.problems import NotAccepted


def chosen_part(incidents: Iterable[Incident], internal: bool) -> tuple[Incident, ...]:
    """The incidents that a file may have: the one function through which every format gets them."""
    return tuple(incidents) if internal else public_part(incidents)


def public_part(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """The accepted incidents. NotAccepted if one rests on a claim that nobody accepted."""
    accepted = tuple(incident for incident in incidents if incident.accepted)
    for incident in accepted:
        if len(incident.statuses) != len(incident.claims) or set(incident.statuses) != {"accepted"}:
            raise NotAccepted(incident.id)
    return accepted
