"""A group of claims as an Incident: its kind, place, days, figures, status and reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from sayso import vocabulary
from sayso.incidents.compare import WEIGHTS, Reason, sentence
from sayso.incidents.corrections import superseded
from sayso.incidents.disagreement import find_disagreements
from sayso.incidents.judged import status_of_incident
from sayso.incidents.order import incident_id
from sayso.incidents.told import Told, days_of
from sayso.incidents.versions import in_force, said_of_versions
from sayso.model import Claim, ClaimId, Incident, Place, ReportId, Status, When
from sayso.tolls import range_of


def incident_of(
    told: Sequence[Told],
    status_of: Mapping[ClaimId, Status],
    reasons: tuple[str, ...],
    replaced: Collection[ReportId] = (),
) -> Incident:
    """The Incident of these claims, in order. What a person rejected stays in it but gives no figure,
    place, day or disagreement, unless everything was rejected; nor does what only a former version of a report said
    (``replaced``). A figure that its source has corrected counts no longer.
    """
    statuses = tuple(status_of.get(one.claim.id, "unjudged") for one in told)
    kept = [one for one, status in zip(told, statuses, strict=True) if status != "rejected"]
    claims = list(in_force([one.claim for one in kept or told], replaced))
    ids = {claim.id for claim in claims}
    counted = [one for one in kept or told if one.claim.id in ids]
    old = superseded(counted)
    return Incident(
        id=incident_id(told[0].claim.id),
        kind=_kind(claims),
        claims=tuple(one.claim for one in told),
        place=_place(claims),
        when=_when(claims),
        killed=range_of(one.killed for one in counted if (one.claim.id, "killed") not in old),
        injured=range_of(one.injured for one in counted if (one.claim.id, "injured") not in old),
        disagreements=find_disagreements(counted, old),
        reports=tuple(dict.fromkeys(one.claim.report for one in told)),
        accepted=status_of_incident(statuses) == "accepted",
        reasons=(*reasons, *said_of_versions((one.claim for one in told), replaced)),
        statuses=statuses,
        status=status_of_incident(statuses),
    )


def reasons_of(joinings: Iterable[tuple[Reason, ...]]) -> tuple[str, ...]:
    """The sentences of the reasons, heaviest first, each with how often it held; those against come after."""
    held = Counter(reason for reasons in joinings for reason in reasons)
    ranked = sorted(held, key=lambda reason: (WEIGHTS[reason] < 0, -abs(WEIGHTS[reason]), sentence(reason)))
    return tuple(_counted(reason, held[reason]) for reason in ranked)


def _counted(reason: Reason, times: int) -> str:
    against = "Against it: " if WEIGHTS[reason] < 0 else ""
    return f"{against}{sentence(reason)}" + (f" ({times} times)" if times > 1 else "")


def _kind(claims: Sequence[Claim]) -> str:
    """The kind most said, a special one before a general one; of equals, the first."""
    general = vocabulary.load("sameness")["general"]
    special = [claim.kind for claim in claims if claim.kind not in general]
    return Counter(special or [claim.kind for claim in claims]).most_common(1)[0][0]


def _place(claims: Sequence[Claim]) -> Place | None:
    """The place that says most exactly where: the smallest radius, then any; of equals the first."""
    places = [claim.place for claim in claims if claim.place and claim.stance != "denies"]
    return min(places, key=lambda place: (place.lat is None, place.radius_m or 1e9), default=None)


def _when(claims: Sequence[Claim]) -> When | None:
    """The shortest stretch that is said; of equals the one most said, then the first."""
    said = [claim.when for claim in claims if claim.when and days_of(claim.when)]
    votes = Counter((when.start, when.end) for when in said)
    return min(said, key=lambda when: (_length(when), -votes[when.start, when.end]), default=None)


def _length(when: When) -> int:
    days = days_of(when)
    return days[1] - days[0] if days else 0
