"""The steps from readings to incidents past one machine. They know no engine, no file and no ledger.

What is decided is decided by ``sayso.incidents``, by the same functions as on one machine: what a thing is found by,
which two are compared, how alike they are, which groups they make. Here it is only cut into steps that each look at a
little at a time: one drawer, one pair, the ties of one thing, one component.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, Generic, TypeVar

from sayso.incidents.account import Account
from sayso.incidents.drawers import neighbours
from sayso.incidents.joins import Joins, groups_held, holds
from sayso.incidents.judged import Judged
from sayso.incidents.link import ACCOUNTS, Linked, Parted, link_within, may_be_linked
from sayso.incidents.order import report_order
from sayso.incidents.report_groups import REPORTS, news_of_group
from sayso.incidents.told import Told, told
from sayso.incidents.traits import Traits, traits_of
from sayso.model import ClaimId, Reading, Report, ReportId

R = TypeVar("R")
T = TypeVar("T")
#: two things, the first in order first
Pair = tuple[str, str]
#: a tie of a thing: the two, and how much they speak for one happening
Tie = tuple[Pair, float]
#: a drawer as words, and a place in it
At = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Sort(Generic[R, T]):
    """A sort of things: how they are joined, and what of their records is looked at."""

    joins: Joins[T]
    #: all that can be compared
    whole: Callable[[R], T]
    #: what of it is enough while it is compared with one of another report
    sketch: Callable[[R], T]


@dataclass(frozen=True, slots=True)
class Known:
    """What a report can be known by, and what says which of several came first."""

    traits: Traits
    first: tuple[str, str, str]


def _sketch(linked: Linked) -> Account:
    return linked.account.sketch()


OF_REPORTS: Sort[Known, Traits] = Sort(REPORTS, attrgetter("traits"), attrgetter("traits"))
OF_ACCOUNTS: Sort[Linked, Account] = Sort(ACCOUNTS, attrgetter("account"), _sketch)


# ---- reports and accounts ----------------------------------------------------------------------


def as_kept(readings: Iterable[tuple[Any, Reading]]) -> Reading:
    """Of the readings of one report, each with what sorts it, the one that a ledger has which took them in that order.

    A report that is told again in the same way, by the same reader, is nothing new.
    """
    told_first: dict[Report, Report] = {}
    kept: dict[tuple[Report, str | None], Reading] = {}
    for _, reading in sorted(readings, key=itemgetter(0)):
        facts = dataclasses.replace(reading.report, retrieval=None)
        report = told_first.setdefault(facts, reading.report)
        kept.setdefault((facts, reading.reader), dataclasses.replace(reading, report=report))
    return list(kept.values())[-1]


def known(reading: Reading) -> Known:
    """What its report can be known by."""
    return Known(traits_of(reading.report), report_order(reading.report))


def news_in(group: Sequence[tuple[str, Known]]) -> Iterator[tuple[str, ReportId | None]]:
    """Each report of a group, with what the group goes by."""
    ids = [ReportId(name) for name, _ in group]
    news = news_of_group(ids, {ReportId(name): one.first for name, one in group})
    return ((report, news) for report in ids)


def accounts_of(
    readings: Iterable[tuple[Reading, ReportId | None]], judged: Judged
) -> Iterator[tuple[str, Linked]]:
    """The accounts of these reports, each with its news; with a report all come that a merge ties to it."""
    linked = link_within(_told(readings, judged), judged)
    return ((one.account.claims[0].id, one) for one in linked)


def _told(readings: Iterable[tuple[Reading, ReportId | None]], judged: Judged) -> Iterator[Told]:
    for reading, news in readings:
        for claim in reading.claims:
            if may_be_linked(claim, judged):
                yield told(claim, reading.report, news)


def tied_by_merges(judged: Judged, report_of: Mapping[ClaimId, ReportId]) -> dict[ReportId, ReportId]:
    """The reports that people's merges tie to others, each with one that stands for all it is tied to."""
    home: dict[ReportId, ReportId] = {}

    def find(report: ReportId) -> ReportId:
        while home.setdefault(report, report) != report:
            report = home[report]
        return report

    for claim in sorted(judged.in_merges() & report_of.keys()):
        for other in judged.merged_with(claim):
            if other in report_of:
                home[find(report_of[claim])] = find(report_of[other])
    return {report: find(report) for report in home}


# ---- pairs and ties ----------------------------------------------------------------------------


def in_drawers(name: str, record: R, sort: Sort[R, Any]) -> Iterator[tuple[At, tuple[str, int]]]:
    """The drawers that a thing lies in and its place in each; its name, and its reach there."""
    whole = sort.whole(record)
    order = sort.joins.order(whole)
    return (((repr(drawer), order), (name, reach)) for drawer, reach in sort.joins.drawers(whole).items())


def met(placed: Iterable[tuple[At, tuple[str, int]]]) -> Iterator[tuple[Pair, int]]:
    """The pairs that lie beside one another, once for each drawer; drawers come whole and in order."""
    for _, inside in itertools.groupby(placed, key=lambda one: one[0][0]):
        for pair in neighbours(thing for _, thing in inside):
            yield pair, 1


def tie(one: tuple[str, R], other: tuple[str, R], joins: Joins[R]) -> Iterator[Tie]:
    """The tie of two that met, if they speak for one happening."""
    points = joins.tie(one[1], other[1])
    if points is not None:
        yield (one[0], other[0]), points


def both_ends(tied: Tie) -> Iterator[tuple[str, Tie]]:
    """A tie at either end."""
    return ((end, tied) for end in tied[0])


def held_at(ties: Iterable[Tie]) -> Iterator[tuple[Pair, bool]]:
    """All ties of one thing, each with whether it counts at this end."""
    ties = list(ties)
    best = max(points for _, points in ties)
    return ((pair, holds(points, best)) for pair, points in ties)


# ---- what ties hold together -------------------------------------------------------------------
# Kiveris et al., Connected Components in MapReduce and Beyond (2014): large and small stars, in turn, until each
# component is one star around its first name.


def both_ways(edge: Pair) -> tuple[Pair, Pair]:
    """The edge from either end."""
    return edge, (edge[1], edge[0])


def downward(edge: Pair) -> Pair:
    """The edge from its later name to its earlier."""
    return max(edge), min(edge)


def large_star(name: str, beside: Iterable[str]) -> Iterator[Pair]:
    """What lies after this name hangs on the first that lies around it."""
    around = set(beside)
    first = min(around | {name})
    return ((other, first) for other in around if other > name)


def small_star(name: str, before: Iterable[str]) -> Iterator[Pair]:
    """What lies before this name, and itself, hangs on the first of them."""
    around = set(before) | {name}
    first = min(around)
    return ((other, first) for other in around if other != first)


def as_child_and_root(edge: Pair) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    """What hangs, with what it hangs on; what something hangs on, with nothing."""
    return (edge[0], edge[1]), (edge[1], None)


def is_settled(hangs_on: Iterable[str | None]) -> bool:
    """Whether a name is a root on which others hang, or hangs on one root; not both, nor on several."""
    return len(set(hangs_on)) == 1


def groups_of(
    things: Iterable[tuple[str, R]],
    kin: Iterable[Pair],
    sort: Sort[R, Any],
    apart: Callable[[Sequence[Any], Sequence[Any]], bool] | None = None,
) -> Iterator[list[tuple[str, R]]]:
    """The groups of one component: things with their names, in order."""
    records = dict(things)
    whole = {name: sort.whole(record) for name, record in records.items()}
    component = sorted(records, key=lambda name: sort.joins.order(whole[name]))

    def score(one: str, other: str) -> float:
        return sort.joins.score(whole[one], whole[other])

    def kept_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        return apart is not None and apart([records[name] for name in one], [records[name] for name in other])

    for group in groups_held(component, kin, score, kept_apart):
        yield [(name, records[name]) for name in group]


def kept_apart_by(judged: Judged) -> Callable[[Sequence[Linked], Sequence[Linked]], bool]:
    """Whether two groups of accounts must not join."""
    parted = Parted(judged)
    return lambda one, other: parted.groups(one, other, _reports_of, _claims_of)


def _reports_of(group: Sequence[Linked]) -> frozenset[ReportId]:
    return frozenset().union(*(linked.account.reports for linked in group))


def _claims_of(group: Sequence[Linked]) -> list[Told]:
    return [one for linked in group for one in linked.account.told]
