"""A group of accounts as the incident that is shown, with what people have decided of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sayso.incidents.account import Account
from sayso.incidents.incident import incident_of, reasons_of
from sayso.incidents.judged import Judged, said
from sayso.incidents.link import Joining, Linked, account_order, unite
from sayso.incidents.order import Order
from sayso.model import Incident, ReportId


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident, what sorts it among others, and how its claims were joined."""

    order: Order
    incident: Incident
    joinings: tuple[Joining, ...]


def shown(members: Sequence[Linked], judged: Judged, replaced: Collection[ReportId]) -> Shown:
    """The incident that these accounts are; ``replaced`` are the reports in whose place a later version stands."""
    united = unite(members)
    account = united.account
    statuses = {claim.id: judged.status(claim.id) for claim in account.claims}
    reasons = (
        *_merged_into(account, judged),
        *reasons_of(joining.reasons for joining in united.joinings),
    )
    incident = incident_of(account.told, statuses, reasons, replaced)
    return Shown(account_order(account), incident, united.joinings)


def _merged_into(account: Account, judged: Judged) -> Iterator[str]:
    """What people said when they merged claims of this group."""
    merges = judged.merges(claim.id for claim in account.claims)
    return (f"{said(made)}." for made in dict.fromkeys(made for _, made in merges))
