"""Which reports tell mainly of one happening, by all their words and not only by what was read as claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from sayso.incidents.drawers import Drawers, Labels
from sayso.incidents.grouping import Pair
from sayso.incidents.joins import Joins
from sayso.incidents.order import report_order
from sayso.incidents.rarity import UNCOMMON, rarity
from sayso.incidents.report_reasons import log_odds
from sayso.incidents.standing import StandingGroups
from sayso.incidents.traits import Traits, traits_of
from sayso.model import Report, ReportId

#: so many uncommon words two reports share at least, to be worth a look
_SHARED = 2
#: of its uncommon words, a report is looked up by so many that weigh most
_LOOKED_UP = 32
#: of the reports that have a word, each is looked at with so many that appeared before it and after it
_NEXT = 40


def group_reports(reports: Iterable[Report]) -> list[tuple[ReportId, ...]]:
    """The ids of all reports in groups that tell mainly of one happening; the same in whatever order."""
    groups = ReportGroups()
    for report in {report.id: report for report in reports}.values():
        groups.put(report)
    groups.settle()
    return groups.groups()


class ReportGroups:
    """The groups of reports that may grow; what a new report can touch is worked out again."""

    def __init__(self) -> None:
        self._traits: dict[ReportId, Traits] = {}
        self._first: dict[ReportId, tuple[str, ...]] = {}
        self._groups: StandingGroups[ReportId] = StandingGroups(self._score, least=REPORTS.least)
        self._news: dict[ReportId, ReportId] = {}

    def put(self, report: Report) -> None:
        """A report comes, or more is known of one; it counts from the next ``settle`` on."""
        traits = self._traits[report.id] = traits_of(report)
        self._first[report.id] = report_order(report)
        self._groups.put(report.id, REPORTS.order(traits), REPORTS.drawers(traits))

    def settle(self) -> set[ReportId]:
        """The reports whose piece of news is another now."""
        _, new = self._groups.settle()
        changed: set[ReportId] = set()
        for group in new:
            news = news_of_group(group, self._first)
            changed.update(report for report in group if self._news.get(report) != news)
            if news is None:
                self._news.pop(group[0], None)
            else:
                self._news.update(dict.fromkeys(group, news))
        return changed

    def news_of(self, report: ReportId) -> ReportId | None:
        """The group that the report is in, by its first report; None: the report is alone in it."""
        return self._news.get(report)

    def groups(self) -> list[tuple[ReportId, ...]]:
        """The groups, each in the order of their days, by their first."""
        return sorted(self._groups.groups(), key=lambda group: _order(self._traits[group[0]]))

    def _score(self, one: ReportId, other: ReportId) -> float:
        return REPORTS.score(self._traits[one], self._traits[other])


def news_of_group(group: Sequence[ReportId], first: Mapping[ReportId, tuple[str, ...]]) -> ReportId | None:
    """What a group of reports goes by: the first of them (``order.report_order``); None for a report alone."""
    return min(group, key=first.__getitem__) if len(group) > 1 else None


def known_by(reports: Iterable[Report]) -> list[Traits]:
    """What each report can be known by, in the order of their days; each report once."""
    by_id = {report.id: report for report in reports}
    return sorted(map(traits_of, by_id.values()), key=_order)


def worth_a_look(traits: Sequence[Traits], looked_up: int | None = _LOOKED_UP) -> list[Pair]:
    """Pairs of positions, lower first: reports that share uncommon words; ``looked_up`` None: any of them."""
    drawers: Drawers[int] = Drawers(lambda position: position)
    drawers.fill({position: _drawers(one, looked_up) for position, one in enumerate(traits)})
    beside = (
        (
            (position, other)
            for other, times in drawers.beside(position, before=False).items()
            if times >= _SHARED
        )
        for position in range(len(traits))
    )
    return sorted(chain.from_iterable(beside))


def _order(one: Traits) -> tuple[bool, int, ReportId]:
    return one.day is None, one.day or 0, one.report


def _drawers(one: Traits, looked_up: int | None = _LOOKED_UP) -> Labels:
    uncommon = (word for word in one.words if rarity(word) >= UNCOMMON)
    heaviest = sorted(uncommon, key=lambda word: (-one.words[word], word))
    return dict.fromkeys(heaviest[:looked_up], _NEXT)


#: how reports become groups that tell mainly of one happening
REPORTS: Joins[Traits] = Joins(_order, _drawers, log_odds, least=_SHARED)
