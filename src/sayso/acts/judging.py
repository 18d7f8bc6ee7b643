"""A person's decisions about the incidents of a ledger, each kept with who, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sayso.acts.users import refuse_unless_allowed
from sayso.incidents import IncidentView, build_incidents, find_incidents
from sayso.incidents.explained import Step
from sayso.ledger import Head, Ledger, open_ledger
from sayso.model import ClaimId, Incident, Judgement, Report, ReportId, Verdict
from sayso.problems import NoSuchIncident, WrongCall
from sayso.words import listed

#: verdict → the right it takes (vocabulary/rights.toml), where that is not "judge"
_ACTIONS = {"merge": "merge", "split": "split", "not_same": "split"}


@dataclass(frozen=True, slots=True)
class Explained:
    """An incident, how its claims were joined, which incidents are like it and were not, and the reports."""

    incident: Incident
    steps: tuple[Step, ...]
    near: tuple[tuple[Incident, Step], ...]
    reports: dict[ReportId, Report]


def judge_claims(
    book: str, verdict: Verdict, starts: Sequence[str], of_claims: Sequence[str], by: str, why: str
) -> str:
    """What was judged, in a line. The incidents are those whose ids begin so; the claims, if any are named, are
    those of them whose ids begin so.
    """
    if not by.strip() or not why.strip():
        raise WrongCall("a judgement needs a name and a reason. Give --by NAME and --why TEXT.")
    with open_ledger(book) as ledger:
        refuse_unless_allowed(ledger, by, _ACTIONS.get(verdict, "judge"), why)
        found = build(ledger)[0]
        named = [the_one(book, found, start) for start in starts]
        if len(named) > 1 and len({one.id for one in named}) == 1:
            raise WrongCall(f"{named[0].id}: this is one incident already.")
        about, other = _about(book, named, verdict, of_claims)
        decide(ledger, verdict, about, by, why, other)
    count = len(about) + len(other)
    claims = f"{count:,} claim{'' if count == 1 else 's'}"
    return f"{listed(one.id for one in named)}: {verdict.replace('_', '-')} by {by}, {claims}."


def decide(
    ledger: Ledger,
    verdict: Verdict,
    about: Sequence[ClaimId],
    by: str,
    why: str,
    other: Sequence[ClaimId] = (),
    after: Head | None = None,
) -> tuple[int, Judgement]:
    """The decision as the ledger keeps it from now on, and the number of its entry.

    ``other``, with "not_same": the claims of the second incident, where ``about`` has those of the first.
    ``after``: what the person knew of the ledger; HeadMoved if there is more.
    """
    if not by.strip() or not why.strip() or not about:
        raise WrongCall("a judgement needs a name, a reason and claims. Give --by NAME and --why TEXT.")
    judgement = Judgement(by, moment(), verdict, tuple(about), why, tuple(other))
    return ledger.add_judgement(judgement, after=after), judgement


def build(ledger: Ledger) -> tuple[tuple[Incident, ...], list[Report]]:
    """The incidents of the ledger, and its reports."""
    reports = list(ledger.reports())
    return build_incidents(ledger.claims(), ledger.judgements(), reports), reports


def incidents_of(book: str) -> tuple[tuple[Incident, ...], list[Report]]:
    """The incidents of the ledger in that file, and its reports."""
    with open_ledger(book) as ledger:
        return build(ledger)


def explained(book: str, start_of_id: str) -> Explained:
    """The incident of the ledger whose id begins so, and why it is one."""
    with open_ledger(book) as ledger:
        reports = {report.id: report for report in ledger.reports()}
        view = IncidentView()
        view.add(ledger.claims(), ledger.judgements(), reports.values())
    every = view.incidents()
    incident = the_one(book, every, start_of_id)
    ids = {one.id: one for one in every}
    near = tuple((ids[one.incident], one.step) for one in view.near(incident))
    return Explained(incident, view.steps(incident), near, reports)


def the_one(book: str, incidents: Iterable[Incident], start_of_id: str) -> Incident:
    """The incident whose id begins so; NoSuchIncident if none does, or several do."""
    found = find_incidents(incidents, start_of_id)
    if len(found) != 1:
        raise NoSuchIncident(book, start_of_id, len(found))
    return found[0]


def moment() -> str:
    """This moment to the microsecond: several decisions may be made in one second, and their order counts."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _about(
    book: str, named: Sequence[Incident], verdict: Verdict, of_claims: Sequence[str]
) -> tuple[tuple[ClaimId, ...], tuple[ClaimId, ...]]:
    """The claims that a judgement names: those given, or all; of two incidents that are not the same, all claims
    of the one and all of the other.
    """
    every = [claim.id for one in named for claim in one.claims]
    if verdict == "not_same":
        first, second = (tuple(claim.id for claim in one.claims) for one in named)
        return first, second
    for start in of_claims:
        if (fitting := sum(claim.startswith(start) for claim in every)) != 1:
            which = f"{fitting} of its claims begin so, give more of the id" if fitting else "no claim of it"
            raise WrongCall(
                f"{start}: {which}. Its claims stand in: sayso incidents {book} --why {named[0].id}"
            )
    chosen = tuple(claim for claim in every if not of_claims or claim.startswith(tuple(of_claims)))
    if verdict == "split" and len(chosen) == len(every):
        raise WrongCall(f"{named[0].id}: these are all its claims. Name those that leave it.")
    return chosen, ()
