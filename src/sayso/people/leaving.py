"""Incidents and reports as they may leave the house: a role for each protected name, a wide area for each home."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from sayso.model import Claim, Incident, Report
from sayso.people.homes import coarse, is_home
from sayso.people.masking import Masker
from sayso.people.names import Names

T = TypeVar("T")
#: ids are made from content and name nobody; changing one would break what points at it
_KEPT = frozenset(
    ("id", "report", "reports", "kind", "stance", "status", "statuses", "precision", "effect", "group")
)


def without_names(
    incidents: Iterable[Incident], reports: Iterable[Report], names: Names, *, homes: bool = True
) -> tuple[tuple[Incident, ...], tuple[Report, ...]]:
    """The incidents and reports with roles in the place of protected names, in every text that they hold.

    ``homes``: places where somebody lives become wide areas.
    """
    told = tuple(incidents)
    by_id = {report.id: report for report in reports}
    claims: dict[str, list[Claim]] = {}
    for incident in told:
        for claim in incident.claims:
            claims.setdefault(claim.report, []).append(claim)
    maskers = {one.id: names.masker(one, claims=claims.get(one.id, ())) for one in by_id.values()}
    masked = tuple(
        _incident(incident, [by_id[one] for one in incident.reports if one in by_id], maskers, names, homes)
        for incident in told
    )
    return masked, tuple(report_without_names(one, maskers[one.id]) for one in by_id.values())


def claim_without_names(claim: Claim, masker: Masker, homes: bool = True) -> Claim:
    """The claim with roles for names; its place made coarse if it is a home."""
    if homes and claim.place and is_home(claim, masker):
        claim = dataclasses.replace(claim, place=coarse(claim.place))
    return masked_in(claim, masker)


def report_without_names(report: Report, masker: Masker) -> Report:
    """The report with roles for names, blocks for them in its text (so that offsets stay right), and no retrieval."""
    return dataclasses.replace(
        masked_in(dataclasses.replace(report, text="", url=None, retrieval=None), masker),
        text=masker.black(report.text),
        url=masker.url(report.url) or None if report.url else report.url,
    )


def masked_in(noun: T, mask: Callable[[str], str]) -> T:
    """The noun with ``mask`` put to every text in it, however deep; ids and words of the vocabulary stay."""
    if isinstance(mask, Masker) and not mask:
        return noun
    changed: T = _masked(noun, mask)
    return changed


def _incident(
    incident: Incident, reports: Sequence[Report], maskers: dict[Any, Masker], names: Names, homes: bool
) -> Incident:
    nobody = names.everywhere()
    own = {claim.id: maskers.get(claim.report, nobody) for claim in incident.claims}
    claims = tuple(claim_without_names(claim, own[claim.id], homes) for claim in incident.claims)
    together = names.masker(*reports, claims=incident.claims)
    place = incident.place
    home = place is not None and any(
        claim.place == place and is_home(claim, own[claim.id]) for claim in incident.claims
    )
    if homes and place is not None and home:
        place = coarse(place)
    rest = masked_in(dataclasses.replace(incident, claims=(), place=place), together)
    return dataclasses.replace(rest, claims=claims)


def _masked(noun: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(noun, str):
        return mask(noun)
    if isinstance(noun, tuple):
        return tuple(_masked(part, mask) for part in noun)
    if dataclasses.is_dataclass(noun) and not isinstance(noun, type):
        old = {one.name: getattr(noun, one.name) for one in dataclasses.fields(noun) if one.name not in _KEPT}
        new = {name: _masked(value, mask) for name, value in old.items()}
        changed = {name: value for name, value in new.items() if value != old[name]}
        return dataclasses.replace(noun, **changed) if changed else noun
    return noun
