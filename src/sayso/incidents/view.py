"""The incidents of a ledger that grows: what a reading or a judgement can touch is worked out again, nothing else.

What comes out is what a new beginning would give; ``build_incidents`` is one with everything at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sayso.incidents.compare import score
from sayso.incidents.explained import Near, Step, step_of, steps_of
from sayso.incidents.judged import Judged
from sayso.incidents.link import (
    ACCOUNTS,
    Joining,
    Linked,
    Parted,
    joining_of,
    link_within,
    may_be_linked,
)
from sayso.incidents.report_groups import ReportGroups
from sayso.incidents.shown import Shown, shown
from sayso.incidents.standing import Members, StandingGroups
from sayso.incidents.told import Told, told
from sayso.model import Claim, ClaimId, Incident, IncidentId, Judgement, Reading, Report, ReportId

T = TypeVar("T", Claim, Report)


@dataclass(frozen=True, slots=True)
class Changed:
    """What an addition did: the incidents that are new or not what they were, and the ids that are no more."""

    incidents: tuple[Incident, ...]
    gone: tuple[IncidentId, ...]


class IncidentView:
    """The incidents of everything that was added, in whatever order it was added.

    An account, the claims of one report that are of one happening, goes by the id of its first claim.
    """

    def __init__(self) -> None:
        self._reports: dict[ReportId, Report] = {}
        #: former version → how many reports take its place
        self._replaced: Counter[ReportId] = Counter()
        self._claims: defaultdict[ReportId, dict[ClaimId, Claim]] = defaultdict(dict)
        self._report_of: dict[ClaimId, ReportId] = {}
        self._judged = Judged()
        self._parted = Parted(self._judged)
        self._news = ReportGroups()
        self._linked: dict[ClaimId, Linked] = {}
        #: report → its accounts; claim → its account
        self._accounts_of: defaultdict[ReportId, set[ClaimId]] = defaultdict(set)
        self._account_of: dict[ClaimId, ClaimId] = {}
        self._groups: StandingGroups[ClaimId] = StandingGroups(
            self._likeness, worth_it=self._worth_it, apart=self._apart
        )
        self._shown: dict[Members[ClaimId], Shown] = {}
        self._reports_in: dict[Members[ClaimId], frozenset[ReportId]] = {}

    def add_reading(self, reading: Reading) -> Changed:
        """A reading comes; the claims of an earlier reading of the same report count no longer."""
        report = reading.report.id
        for claim in self._claims.pop(report, ()):
            self._report_of.pop(claim, None)
        return self.add(claims=reading.claims, reports=(reading.report,))

    def add_judgement(self, judgement: Judgement) -> Changed:
        """A person's decision comes."""
        return self.add(judgements=(judgement,))

    def add(
        self,
        claims: Iterable[Claim] = (),
        judgements: Iterable[Judgement] = (),
        reports: Iterable[Report] = (),
    ) -> Changed:
        """All of these come at once."""
        replaced = dict(self._replaced)
        moved = self._take_reports(reports) | self._take_claims(claims)
        judged = self._take_judgements(judgements)
        for report in replaced.keys() ^ self._replaced.keys():
            judged = dict.fromkeys(self._claims.get(report, ()), False) | judged
        moved |= self._news.settle()
        linked_anew = [claim for claim, links in judged.items() if links]
        moved.update(self._report_of[claim] for claim in linked_anew if claim in self._report_of)
        self._link(self._with_merged(moved))
        for claim in linked_anew:
            if claim in self._account_of:
                self._groups.touch(self._account_of[claim])
        return self._show(judged)

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents; the first claim's comes first."""
        shown = sorted(self._shown.values(), key=lambda one: one.order)
        return tuple(one.incident for one in shown)

    def steps(self, incident: Incident) -> tuple[Step, ...]:
        """How the claims of an incident of this view were joined; none for one claim alone."""
        return steps_of(self._shown[self._group_of(incident)].joinings)

    def near(self, incident: Incident) -> tuple[Near, ...]:
        """The incidents that are like it in some of their claims and were not joined with it, the likest first."""
        mine = self._group_of(incident)
        best: dict[IncidentId, Joining] = {}
        for first in mine:
            for other in self._groups.tied_to(first):
                if other not in mine:
                    name = self._shown[self._groups.group_of(other)].incident.id
                    found = joining_of(self._linked[first].account, self._linked[other].account)
                    best[name] = max(best.get(name, found), found, key=lambda one: score(one.reasons))
        ranked = sorted(best.items(), key=lambda item: (-score(item[1].reasons), item[0]))
        return tuple(Near(name, step_of(joining)) for name, joining in ranked)

    def _group_of(self, incident: Incident) -> Members[ClaimId]:
        return self._groups.group_of(self._account_of[incident.claims[0].id])

    # What comes.

    def _take_reports(self, reports: Iterable[Report]) -> set[ReportId]:
        moved = set()
        for report in _one_each(reports):
            if self._reports.get(report.id) == report:
                continue
            self._count_versions(self._reports.get(report.id), report)
            self._reports[report.id] = report
            self._news.put(report)
            moved.add(report.id)
        return moved

    def _count_versions(self, before: Report | None, report: Report) -> None:
        if before is not None and before.replaces is not None:
            self._replaced -= Counter((before.replaces,))
        if report.replaces is not None:
            self._replaced[report.replaces] += 1

    def _take_claims(self, claims: Iterable[Claim]) -> set[ReportId]:
        moved = set()
        for claim in _one_each(claims):
            if (before := self._report_of.get(claim.id)) is not None:
                if self._claims[before].pop(claim.id) == claim:
                    self._claims[before][claim.id] = claim
                    continue
                moved.add(before)
            self._claims[claim.report][claim.id] = claim
            self._report_of[claim.id] = claim.report
            moved.add(claim.report)
        return moved

    def _take_judgements(self, judgements: Iterable[Judgement]) -> dict[ClaimId, bool]:
        """The claims that they are about, and whether it is about linking."""
        about: dict[ClaimId, bool] = {}
        for judgement in self._judged.add_all(judgements):
            links = judgement.verdict in ("merge", "split", "not_same", "take_back")
            for claim in (*judgement.about, *judgement.other):
                about[claim] = about.get(claim, False) or links
        return about

    # Within reports.

    def _with_merged(self, reports: set[ReportId]) -> set[ReportId]:
        """These reports and all that a person's merge ties to them, or tied."""
        found = set(reports)
        queue = list(reports)
        while queue:
            for report in self._merged_with(queue.pop()):
                if report not in found:
                    found.add(report)
                    queue.append(report)
        return found

    def _merged_with(self, report: ReportId) -> Iterator[ReportId]:
        for first in self._accounts_of.get(report, ()):
            yield from self._linked[first].account.reports
        for claim in self._claims.get(report, ()):
            for other in self._judged.merged_with(claim):
                if other in self._report_of:
                    yield self._report_of[other]

    def _link(self, reports: set[ReportId]) -> None:
        """Link the claims of these reports anew, and put the accounts that they make into the drawers."""
        before = {first for report in reports for first in self._accounts_of.pop(report, ())}
        claims = [claim for report in reports for claim in self._claims.get(report, {}).values()]
        now = {
            linked.account.claims[0].id: linked for linked in link_within(self._told(claims), self._judged)
        }
        for first in before:
            for claim in self._linked[first].account.claims:
                self._account_of.pop(claim.id, None)
            if first not in now:
                del self._linked[first]
                self._groups.take(first)
        for first, linked in now.items():
            account = linked.account
            self._account_of.update((claim.id, first) for claim in account.claims)
            for report in account.reports:
                self._accounts_of[report].add(first)
            if self._linked.get(first) != linked:
                self._linked[first] = linked
                self._groups.put(first, ACCOUNTS.order(account), ACCOUNTS.drawers(account))

    def _told(self, claims: Iterable[Claim]) -> Iterator[Told]:
        for claim in claims:
            if may_be_linked(claim, self._judged):
                yield told(claim, self._reports.get(claim.report), self._news.news_of(claim.report))

    # Across reports.

    def _likeness(self, one: ClaimId, other: ClaimId) -> float:
        return ACCOUNTS.score(self._linked[one].account, self._linked[other].account)

    def _worth_it(self, one: ClaimId, other: ClaimId) -> bool:
        return ACCOUNTS.worth_it(self._linked[one].account, self._linked[other].account)

    def _apart(self, one: Members[ClaimId], other: Members[ClaimId]) -> bool:
        return self._parted.groups(one, other, self._reports_of, self._all_told)

    def _reports_of(self, group: Members[ClaimId]) -> frozenset[ReportId]:
        if group not in self._reports_in:
            reports = (self._linked[first].account.reports for first in group)
            self._reports_in[group] = frozenset().union(*reports)
        return self._reports_in[group]

    def _all_told(self, group: Members[ClaimId]) -> list[Told]:
        return [one for first in group for one in self._linked[first].account.told]

    # What is shown.

    def _show(self, judged: Mapping[ClaimId, bool]) -> Changed:
        self._reports_in.clear()
        gone, new = self._groups.settle()
        self._reports_in.clear()
        ids = {self._shown.pop(group).incident.id for group in gone}
        again = [
            self._groups.group_of(self._account_of[claim]) for claim in judged if claim in self._account_of
        ]
        groups = list(dict.fromkeys([*new, *again]))
        for group in groups:
            members = [self._linked[first] for first in group]
            self._shown[group] = shown(members, self._judged, self._replaced.keys())
        changed = sorted((self._shown[group] for group in groups), key=lambda one: one.order)
        incidents = tuple(one.incident for one in changed)
        return Changed(incidents, tuple(sorted(ids - {incident.id for incident in incidents})))


def _one_each(things: Iterable[T]) -> Iterable[T]:
    """Each id once; of two with one id always the same one counts."""
    found: dict[str, T] = {}
    for thing in things:
        one = found.get(thing.id)
        found[thing.id] = thing if one is None or one == thing else max(one, thing, key=repr)
    return found.values()
