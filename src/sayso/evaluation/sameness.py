"""Reports of one happening, and what is known of it: the tasks sameness and sameness-facts.

A cluster is a group of reports that tell mainly of one happening (``incidents.group_reports``). Its facts are
those of the incident that most of its claims belong to, told as the archive tells them: one number, one day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.evaluation import as_line
from sayso.gazetteer import PLACES
from sayso.incidents import build_incidents, group_reports
from sayso.incidents.rarity import words_in
from sayso.model import Claim, Effect, Incident, Report, ReportId
from sayso.tolls import toll_of

if TYPE_CHECKING:
    from sayso.gazetteer import Gazetteer
    from sayso.pipeline import Reader


def predict_sameness(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line a report: the name of its cluster."""
    return _items(group_reports(map(_report, records)))


def _items(groups: Iterable[Sequence[ReportId]]) -> Iterator[str]:
    for group in groups:
        yield from (as_line({"item": report, "cluster": min(group)}) for report in group)


def _report(record: dict[str, Any]) -> Report:
    return Report(
        id=ReportId(record["id"]),
        text=record["text"],
        published=record["published"],
        title=record["title"],
        url=record["url"],
        language="en",
    )


def predict_sameness_facts(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """The lines of sameness, then one line of facts a cluster that anybody makes a claim in."""
    reports = [_report(record) for record in records]
    readings = list(reader.read_many((report, ()) for report in reports))
    claims = [claim for reading in readings for claim in reading.claims]
    yield from facts_of(reports, claims, reader.gazetteer)


def facts_of(reports: Sequence[Report], claims: Sequence[Claim], gazetteer: Gazetteer) -> Iterator[str]:
    """The lines of sameness-facts for reports whose claims are read."""
    groups = group_reports(reports)
    yield from _items(groups)
    by_report: defaultdict[ReportId, list[Incident]] = defaultdict(list)
    for incident in build_incidents(claims, (), reports):
        for report in incident.reports:
            by_report[report].append(incident)
    by_id = {report.id: report for report in reports}
    for group in groups:
        told = _main_claims(group, by_report)
        facts = _facts(told, [by_id[report] for report in group], gazetteer)
        yield as_line({"cluster": min(group)} | facts)


def _main_claims(
    group: Sequence[ReportId], by_report: Mapping[ReportId, Sequence[Incident]]
) -> tuple[Claim, ...]:
    """The claims that these reports make of the incident most of them tell of, the most violent of equals."""
    votes: Counter[str] = Counter()
    told: dict[str, tuple[Claim, ...]] = {}
    for incident in {one.id: one for report in group for one in by_report[report]}.values():
        told[incident.id] = tuple(claim for claim in incident.claims if claim.report in group)
        violent = incident.kind in vocabulary.load("sameness")["violence"]
        votes[incident.id] = (100 if violent else 0) + len(told[incident.id])
    return told[votes.most_common(1)[0][0]] if votes else ()


def _facts(claims: Sequence[Claim], reports: Sequence[Report], gazetteer: Gazetteer) -> dict[str, Any]:
    """As the archive codes them: it has a number and a day for every incident, so the likeliest is given.

    Nobody said to be hurt is 0, one when the words only say that people died; without a day that is said it
    is the day on which the first report appeared. The ledger itself never fills in what nobody said.
    """
    killed, injured = _said(claims, "killed"), _said(claims, "injured")
    if killed is None:
        titles = [report.title or "" for report in reports]
        killed = int(_speaks_of_death([*titles, *(claim.trigger.text for claim in claims)]))
    city, state = _town(claims, gazetteer)
    return {
        "n_killed": killed,
        "n_injured": (0 if killed else 1) if injured is None else injured,
        "date": _day(claims)
        or min((report.published for report in reports if report.published), default=None),
        "city_or_county": city,
        "state": state,
    }


def _said(claims: Iterable[Claim], effect: Effect) -> int | None:
    """The number that most claims give, the larger of equals; None if none gives one."""
    tolls = (toll_of(claim, effect) for claim in claims if not claim.background)
    said = Counter(toll[0] for toll in tolls if toll is not None and toll[0] is not None)
    return max(said, key=lambda number: (said[number], number), default=None)


def _speaks_of_death(texts: Iterable[str]) -> bool:
    begin = tuple(vocabulary.load("sameness")["death_words"])
    return any(word.startswith(begin) for text in texts for word in words_in(text))


def _day(claims: Iterable[Claim]) -> str | None:
    """The day that most claims give, the earlier of equals."""
    days = Counter(
        claim.when.start[:10]
        for claim in claims
        if claim.when and claim.when.start and claim.when.precision in ("day", "hour")
    )
    return min(days, key=lambda day: (-days[day], day), default=None)


def _town(claims: Iterable[Claim], gazetteer: Gazetteer) -> tuple[str | None, str | None]:
    """The town that most claims name, and the state that it or most of them lie in."""
    places = [claim.place for claim in claims if claim.place and claim.place.gazetteer]
    entries = [
        entry for place in places for entry in gazetteer.lookup(place.name) if entry.id == place.gazetteer
    ]
    towns = Counter(entry.name for entry in entries if entry.kind in ("town", "admin2"))
    states = Counter(_region_names()[entry.admin1] for entry in entries if entry.admin1 in _region_names())
    return _most(towns), _most(states)


def _most(said: Counter[str]) -> str | None:
    return said.most_common(1)[0][0] if said else None


@cache
def _region_names() -> dict[str, str]:
    """GeoNames code of a first-level region → its name."""
    lines = (PLACES.parent / "data/admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines()
    return {fields[0]: fields[1] for fields in (line.split("\t") for line in lines) if len(fields) > 1}
