"""What is known of each group of reports: one number, one day, one town, as an archive codes them (sameness-facts).

An archive has a figure and a day for every incident, so the likeliest is given. The ledger never fills in what nobody said.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.gazetteer import PLACES
from sayso.incidents import build_incidents
from sayso.incidents.rarity import words_in
from sayso.incidents.told import days_of
from sayso.model import Claim, Effect, Incident, Report, ReportId
from sayso.tolls import toll_of

if TYPE_CHECKING:
    from sayso.gazetteer import Gazetteer

#: a figure of a stretch longer than this, in days, or above this counts many happenings
_STRETCH_DAYS, _MANY = 7, 30
#: the beginning of a report, in characters, where it says when its news happened
_OPENING = 1500


def facts_of_groups(
    groups: Iterable[Sequence[ReportId]],
    reports: Sequence[Report],
    claims: Sequence[Claim],
    gazetteer: Gazetteer,
) -> Iterator[dict[str, Any]]:
    """One record a group of reports, by the name of its cluster."""
    by_report: defaultdict[ReportId, list[Incident]] = defaultdict(list)
    for incident in build_incidents(claims, (), reports):
        for report in incident.reports:
            by_report[report].append(incident)
    by_id = {report.id: report for report in reports}
    for group in groups:
        told = _main_claims(group, by_report)
        yield {"cluster": min(group)} | _facts(told, [by_id[report] for report in group], gazetteer)


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
    """Without a day that is said it is the day on which the first report appeared."""
    titles = [report.title or "" for report in reports]
    killed = _killed(claims, reports, titles)
    city, state = _town(claims, gazetteer)
    return {
        "n_killed": killed,
        "n_injured": _injured(claims, titles, killed),
        "date": _day(claims)
        or _day_named(reports)
        or min((report.published for report in reports if report.published), default=None),
        "city_or_county": city,
        "state": state,
    }


# How many.


def _killed(claims: Sequence[Claim], reports: Sequence[Report], titles: Sequence[str]) -> int:
    """The number that most reports give; more if the titles say so, or that somebody killed another and himself.

    Nobody said to be killed is 0; 1 when the words only say that people died.
    """
    killed = _most_reports(claims, "killed")
    if killed is None:
        killed = int(_speaks_of_death([*titles, *(claim.trigger.text for claim in claims)]))
    openings = (f"{report.title or ''}\n{report.text[:_OPENING]}".casefold() for report in reports)
    both = any(word in text for text in openings for word in _words("killed_both"))
    return max(killed, _most_titles(titles, "killed") or 0, 2 if both else 0)


def _injured(claims: Sequence[Claim], titles: Sequence[str], killed: int) -> int:
    """The number that most reports give. Who is only said to have been shot is not hurt beside the dead; of all
    that a title says were shot, the dead are not the hurt.
    """
    said = _most_reports(claims, "injured")
    injured = (0 if killed else 1) if said is None else said
    if injured <= killed and not any(_says_hurt(claim, injured) for claim in claims):
        injured = 0 if killed else injured
    in_titles = _most_titles(titles, "shot")
    if in_titles is not None and in_titles > 1:
        return max(injured, in_titles - killed if in_titles > injured else 0)
    return max(injured, _most_titles(titles, "injured") or 0)


def _most_reports(claims: Iterable[Claim], effect: Effect) -> int | None:
    """The largest figure of each report, the one that most of them give, the larger of equals."""
    largest: dict[ReportId, int] = {}
    for claim in claims:
        toll = toll_of(claim, effect)
        if toll is not None and toll[0] is not None and toll[0] <= _MANY and _of_one_happening(claim):
            largest[claim.report] = max(toll[0], largest.get(claim.report, 0))
    return _largest_of_most(largest.values())


def _of_one_happening(claim: Claim) -> bool:
    days = days_of(claim.when)
    return not claim.background and (days is None or days[1] - days[0] <= _STRETCH_DAYS)


def _says_hurt(claim: Claim, injured: int) -> bool:
    toll = toll_of(claim, "injured")
    said = toll is not None and toll[0] == injured and _of_one_happening(claim)
    return said and any(word in claim.trigger.text.casefold() for word in _words("hurt_words"))


def _most_titles(titles: Iterable[str], effect: str) -> int | None:
    """The figure of the titles: "Four shot, two dead"."""
    found = (_title_pattern(effect).findall(_ages().sub("", title)) for title in titles)
    return _largest_of_most(max(map(_number, numbers)) for numbers in found if numbers)


def _largest_of_most(numbers: Iterable[int]) -> int | None:
    said = Counter(numbers)
    return max(said, key=lambda number: (said[number], number), default=None)


@cache
def _title_pattern(effect: str) -> re.Pattern[str]:
    """A number, up to three words, a word for the effect."""
    numbers = "|".join(sorted(vocabulary.load("quantities")["numbers"], key=len, reverse=True))
    words = "|".join(_words(f"title_{effect}"))
    return re.compile(
        rf"\b(\d{{1,2}}|{numbers})(?:\s+(?!(?:and|with|after)\b)[\w'’-]+){{0,3}}?\s+(?:{words})\b", re.I
    )


@cache
def _ages() -> re.Pattern[str]:
    return re.compile(r"\b\d+[- ]years?[- ]olds?\b", re.I)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(vocabulary.load("quantities")["numbers"][word.casefold()])


def _words(name: str) -> Sequence[str]:
    words: Sequence[str] = vocabulary.load("archive")[name]
    return words


def _speaks_of_death(texts: Iterable[str]) -> bool:
    begin = tuple(vocabulary.load("sameness")["death_words"])
    return any(word.startswith(begin) for text in texts for word in words_in(text))


# When.


def _day(claims: Sequence[Claim]) -> str | None:
    """The day that most claims of violence give, not those of a death that may have come later; else of any claim;
    of equals the earlier.
    """
    violence = vocabulary.load("sameness")["violence"]
    death = tuple(vocabulary.load("sameness")["death_words"])
    blows = (
        claim
        for claim in claims
        if claim.kind in violence and not any(word.startswith(death) for word in words_in(claim.trigger.text))
    )
    return _most_said(map(_day_of, blows)) or _most_said(map(_day_of, claims))


def _day_of(claim: Claim) -> str | None:
    """The claim's day; the second of two, of a night; None where it gives no single one."""
    when = claim.when
    if claim.background or when is None or when.precision not in ("day", "hour"):
        return None
    if when.end is None or len(when.end) > 10:
        return when.start[:10] if when.start else None
    last = date.fromisoformat(when.end) - timedelta(days=1)
    of_two = when.start is not None and (last - date.fromisoformat(when.start[:10])).days == 1
    return last.isoformat() if when.start is None or of_two else when.start[:10]


def _day_named(reports: Iterable[Report]) -> str | None:
    """The first day that the earliest reports name, seen from the day on which each appeared."""
    dated = sorted((report for report in reports if report.published), key=lambda one: one.published or "")
    return _most_said(map(_first_day_named, dated[:3]))


def _first_day_named(report: Report) -> str | None:
    weekdays = [names[0].casefold() for names in vocabulary.load("times")["weekdays"]]
    relative: Mapping[str, int] = vocabulary.load("archive")["days_before"]
    named = re.search(rf"\b({'|'.join((*relative, *weekdays))})\b", report.text[:_OPENING].casefold())
    if named is None or report.published is None:
        return None
    published, word = date.fromisoformat(report.published), named[1]
    back = relative[word] if word in relative else (published.weekday() - weekdays.index(word)) % 7
    return (published - timedelta(days=back)).isoformat()


def _most_said(days: Iterable[str | None]) -> str | None:
    said = Counter(day for day in days if day)
    return min(said, key=lambda day: (-said[day], day), default=None)


# Where.


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
