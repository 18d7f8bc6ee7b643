"""Our incidents laid beside somebody else's events: what is the same happening, and where the two differ.

Their events are put into drawers (a week and a square of the map), and each incident is compared with those in its
own drawers only, so that the work grows with the incidents and not with the product.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sayso import vocabulary
from sayso.incidents.candidates import kin
from sayso.incidents.told import days_of, folded, names_of, told
from sayso.model import Incident, Report, ReportId
from sayso.sphere import kilometres
from sayso.theirs import TheirEvent
from sayso.tolls import agree
from sayso.words import Bounds, count_words, listed, place_words

Days = tuple[int, int]
_DRAWER_DAYS = 7
#: an event may be a day off: a night, a time zone
_SLACK_DAYS = 1
#: a place told more vaguely than this, in kilometres, is looked for by its week alone
_VAGUE_KM = 100.0
#: beyond both radii, how far apart two points of one place may lie
_SLACK_KM = 5.0
_CLOSE_KM = 10.0
#: what two need at least to be taken for one happening
_ENOUGH = 3.0
_SPLIT = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that two accounts were compared by: whether they agree on it, and in what words."""

    field: str
    agrees: bool
    ours: str
    theirs: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """An incident and an event that are taken for one happening, and why."""

    incident: Incident
    event: TheirEvent
    score: float
    points: tuple[Point, ...]
    #: None where one of them has no day, or no point
    days_apart: int | None
    km: float | None
    #: ids of events that could have been it as well
    also: tuple[str, ...] = ()

    @property
    def differences(self) -> tuple[Point, ...]:
        """What they do not agree on."""
        return tuple(point for point in self.points if not point.agrees)


@dataclass(frozen=True, slots=True)
class Beside:
    """What came of laying them beside one another; every incident and every event is in it once."""

    matches: tuple[Match, ...]
    #: incidents without an event, each with the reason
    ours_only: tuple[tuple[Incident, str], ...]
    #: events without an incident, on days that our incidents reach over
    theirs_only: tuple[TheirEvent, ...]
    #: events on other days, or without one
    elsewhere: tuple[TheirEvent, ...]


def lay_beside(
    incidents: Sequence[Incident], events: Sequence[TheirEvent], reports: Mapping[ReportId, Report]
) -> Beside:
    """Matches, one event to one incident, the surest first taken; and the gaps on both sides."""
    drawers = _drawers(events)
    days = [_days_of(incident, reports) for incident in incidents]
    found = [
        (match, number, position)
        for number, incident in enumerate(incidents)
        for position in _near(incident, days[number], drawers)
        if (match := _compared(incident, days[number], events[position])).score >= _ENOUGH
    ]
    found.sort(key=lambda one: (-one[0].score, one[0].km if one[0].km is not None else 1e9, one[1], one[2]))
    taken: dict[int, Match] = {}
    used: set[int] = set()
    for match, number, position in found:
        if number not in taken and position not in used:
            taken[number] = match
            used.add(position)
    return Beside(
        tuple(
            _with_others(taken[number], [m for m, n, p in found if n == number and p not in used])
            for number in sorted(taken)
        ),
        tuple(
            (incident, _why_alone(incident, days[number], any(n == number for _, n, _ in found)))
            for number, incident in enumerate(incidents)
            if number not in taken
        ),
        *_theirs(events, used, days),
    )


def _with_others(match: Match, others: Iterable[Match]) -> Match:
    also = tuple(dict.fromkeys(other.event.id for other in others))
    return Match(match.incident, match.event, match.score, match.points, match.days_apart, match.km, also)


def _why_alone(incident: Incident, days: Days | None, had_some: bool) -> str:
    if days is None:
        return "it has no day to look for"
    if had_some:
        return "what could have been it fits another incident better"
    return (
        "nothing of theirs fits its day and place"
        if incident.place
        else "it has no place, and nothing fits its day"
    )


def _theirs(
    events: Sequence[TheirEvent], used: set[int], days: Iterable[Days | None]
) -> tuple[tuple[TheirEvent, ...], tuple[TheirEvent, ...]]:
    """The events left over: on days that our incidents reach over, and the rest."""
    known = [span for span in days if span]
    first, end = min((s for s, _ in known), default=0), max((e for _, e in known), default=0)
    rest = [event for position, event in enumerate(events) if position not in used]
    within = [e for e in rest if (span := _their_days(e)) and span[0] < end and first < span[1]]
    inside = {id(event) for event in within}
    return tuple(within), tuple(event for event in rest if id(event) not in inside)


# --- which are worth comparing ---


def _drawers(events: Sequence[TheirEvent]) -> dict[Hashable, list[int]]:
    """Every drawer with the positions of its events: its weeks alone, and its weeks with its squares."""
    drawers: defaultdict[Hashable, list[int]] = defaultdict(list)
    for position, event in enumerate(events):
        for week in _weeks(_their_days(event)):
            drawers[week].append(position)
            if event.lat is not None and event.lon is not None:
                drawers[week, round(event.lat), round(event.lon)].append(position)
    return drawers


def _near(incident: Incident, days: Days | None, drawers: Mapping[Hashable, Sequence[int]]) -> Iterator[int]:
    """The positions of the events in the incident's drawers, each once."""
    place = incident.place
    point = place and place.lat is not None and place.lon is not None
    vague = not point or (place is not None and (place.radius_m or 0.0) > _VAGUE_KM * 1000)
    keys: list[Hashable] = []
    for week in _weeks(days):
        if vague or place is None or place.lat is None or place.lon is None:
            keys.append(week)
        else:
            lat, lon = round(place.lat), round(place.lon)
            keys += [(week, lat + up, _round_lon(lon + right)) for up in (-1, 0, 1) for right in (-1, 0, 1)]
    seen: dict[int, None] = {}
    for key in keys:
        seen.update(dict.fromkeys(drawers.get(key, ())))
    yield from seen


def _round_lon(lon: int) -> int:
    return (lon + 180) % 360 - 180 if abs(lon) > 180 else lon


def _weeks(days: Days | None) -> range:
    """The drawers of the days and of one day around them; of very many days the first year's."""
    if days is None:
        return range(0)
    first = (days[0] - _SLACK_DAYS) // _DRAWER_DAYS
    last = (days[1] - 1 + _SLACK_DAYS) // _DRAWER_DAYS
    return range(first, min(last, first + 53) + 1)


def _their_days(event: TheirEvent) -> Days | None:
    if event.first is None:
        return None
    return event.first.toordinal(), (event.last or event.first).toordinal() + 1


def _days_of(incident: Incident, reports: Mapping[ReportId, Report]) -> Days | None:
    """The incident's days; where no claim has one, those before its reports appeared; half-open."""
    if (days := days_of(incident.when)) is not None:
        return days
    windows = [told(claim, reports.get(claim.report)).window for claim in incident.claims]
    known = [window for window in windows if window]
    return (min(s for s, _ in known), max(e for _, e in known)) if known else None


# --- how they compare ---


def _compared(incident: Incident, days: Days | None, event: TheirEvent) -> Match:
    theirs = _their_days(event)
    gap = max(days[0], theirs[0]) - min(days[1], theirs[1]) + 1 if days and theirs else None
    km = _distance(incident, event)
    points = [
        *_by_days(days, theirs, gap),
        *_by_place(incident, event, km),
        *_by_kind(incident, event),
        *_by_actors(incident, event),
        *_by_deaths(incident, event),
    ]
    score = sum(point.weight for point in points)
    return Match(incident, event, score, tuple(points), max(0, gap) if gap is not None else None, km)


def _by_days(ours: Days | None, theirs: Days | None, gap: int | None) -> Iterator[Point]:
    if ours is None or theirs is None or gap is None:
        return
    short = max(ours[1] - ours[0], theirs[1] - theirs[0]) <= 2
    weight = (2.0 if short else 1.0) if gap <= 0 else 0.5 if gap <= _SLACK_DAYS else -5.0
    yield Point("day", gap <= 0, _days_words(ours), _days_words(theirs), weight)


def _days_words(days: Days) -> str:
    first, last = (date.fromordinal(day).isoformat() for day in (days[0], days[1] - 1))
    return first if first == last else f"{first} to {last}"


def _distance(incident: Incident, event: TheirEvent) -> float | None:
    place = incident.place
    if place is None or place.lat is None or place.lon is None or event.lat is None or event.lon is None:
        return None
    return kilometres((place.lat, place.lon), (event.lat, event.lon))


def _by_place(incident: Incident, event: TheirEvent, km: float | None) -> Iterator[Point]:
    ours, theirs = place_words(incident.place), event.place
    if km is None:
        name = folded(incident.place.name) if incident.place else ""
        if name and name in folded(theirs):
            yield Point("place", True, ours, theirs, 1.5)
        return
    assert incident.place is not None
    reach = ((incident.place.radius_m or 0.0) + (event.radius_m or 0.0)) / 1000
    if km <= min(reach, _CLOSE_KM) + _SLACK_KM:
        yield Point("place", True, ours, theirs, 2.0)
    elif km <= reach + _SLACK_KM:
        yield Point("place", True, ours, theirs, 1.0)
    else:
        yield Point("place", False, ours, theirs, -1.0 if km <= 2 * reach + 4 * _SLACK_KM else -5.0)


def _by_kind(incident: Incident, event: TheirEvent) -> Iterator[Point]:
    """Same kind, a kind that it can be told as, or another; nothing where their type says none."""
    if not event.kinds:
        return
    ours = {claim.kind for claim in incident.claims} | {incident.kind}
    general = set(vocabulary.load("sameness")["general"])
    words = incident.kind.replace("_", " ")
    telling = not (event.kinds & general)
    if (ours - general) & event.kinds:
        yield Point("kind", True, words, event.what, 1.0 if telling else 0.5)
    elif any(kin(one, other) for one in ours for other in event.kinds):
        yield Point("kind", True, words, event.what, 0.25)
    else:
        yield Point("kind", False, words, event.what, -2.0)


def _by_actors(incident: Incident, event: TheirEvent) -> Iterator[Point]:
    """Whether a name is shared; "Syrian army" and "Government of Syria" share the country."""
    actors = [actor for claim in incident.claims for actor in (*claim.by, *claim.against)]
    ours = _widened(names_of(tuple(actors)))
    theirs = _widened(_their_names(event.actors))
    if not ours or not theirs:
        return
    words = listed(actor.canonical or actor.name for actor in actors)
    shared = bool(ours & theirs)
    yield Point("actors", shared, words, "; ".join(event.actors), 1.0 if shared else -0.25)


@cache
def _their_names(actors: tuple[str, ...]) -> frozenset[str]:
    sameness = vocabulary.load("sameness")
    empty = {*sameness["vague"], *sameness["empty"]}
    return frozenset(word for name in actors for word in _SPLIT.findall(folded(name))) - empty


@cache
def _widened(names: frozenset[str]) -> frozenset[str]:
    """The names, and the country of each that is an adjective or a people of it."""
    return names | {word for name in names for word in _countries().get(name, ())}


@cache
def _countries() -> dict[str, frozenset[str]]:
    """Adjective or people, folded → the words of the name in the register."""
    found: dict[str, frozenset[str]] = {}
    for name, aliases in vocabulary.load("actors")["register"].items():
        for alias in aliases:
            found[folded(alias)] = frozenset(_SPLIT.findall(folded(name)))
    return found


def _by_deaths(incident: Incident, event: TheirEvent) -> Iterator[Point]:
    theirs: Bounds = (event.killed_low, event.killed_high)
    if incident.killed == (None, None) or theirs == (None, None):
        return
    same = agree(incident.killed, theirs)
    some = (event.killed_high or 0) > 0
    weight = (1.0 if some else 0.25) if same else -0.5
    yield Point("killed", same, count_words(incident.killed), count_words(theirs), weight)
