"""Which reports tell mainly of one happening, by all their words and not only by what was read as claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from sayso.incidents.grouping import Pair, grouped
from sayso.incidents.rarity import UNCOMMON, rarity
from sayso.incidents.report_reasons import log_odds
from sayso.incidents.traits import Traits, traits_of
from sayso.model import Report, ReportId

#: so many uncommon words two reports share at least, to be worth a look
_SHARED = 2
#: of the reports that share a word, each is looked at with so many that appeared next
_NEXT = 40


def group_reports(reports: Iterable[Report]) -> list[tuple[ReportId, ...]]:
    """The ids of all reports in groups that tell mainly of one happening; the same in whatever order."""
    traits = known_by(reports)
    groups = grouped(len(traits), worth_a_look(traits), lambda i, j: log_odds(traits[i], traits[j]))
    return [tuple(traits[i].report for i in group) for group in groups]


def known_by(reports: Iterable[Report]) -> list[Traits]:
    """What each report can be known by, in the order of their days; each report once."""
    by_id = {report.id: report for report in reports}
    return sorted(map(traits_of, by_id.values()), key=lambda one: (one.day is None, one.day or 0, one.report))


def worth_a_look(traits: Sequence[Traits]) -> list[Pair]:
    """Pairs of positions, lower first: reports that share uncommon words. Near-linear in their number."""
    shared: Counter[Pair] = Counter()
    for positions in _by_word(traits).values():
        shared.update(_neighbours(positions))
    return sorted(pair for pair, times in shared.items() if times >= _SHARED)


def _by_word(traits: Sequence[Traits]) -> Mapping[str, list[int]]:
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for position, one in enumerate(traits):
        for word in one.words:
            if rarity(word) >= UNCOMMON:
                by_word[word].append(position)
    return by_word


def _neighbours(positions: Sequence[int]) -> Iterator[Pair]:
    return (
        (one, other)
        for place, one in enumerate(positions)
        for other in islice(positions, place + 1, place + 1 + _NEXT)
    )
