"""What a page shows, as plain values for the template: no markup here but the drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sayso.drawing import Label, draw_map, draw_timeline, spots_of
from sayso.drawing.frame import Frame
from sayso.drawing.place_map import HEIGHT, WIDTH, Line, Spot, frame_of
from sayso.drawing.timeline import days_between, days_words
from sayso.exports.csv import figure_words
from sayso.exports.losses import counting
from sayso.incidents.corrections import EFFECTS, find_corrections
from sayso.incidents.grades import Policy, grade_incident, known_of
from sayso.incidents.told import told
from sayso.model import Claim, ClaimId, Disagreement, Incident, Judgement, Report, ReportId, When
from sayso.page.quotes import quotes_of
from sayso.show import EFFECT_WORDS, FIELDS, QUESTIONS, STANCE_IN_TABLE, STANCES, publisher_words, visible
from sayso.tolls import range_words, toll_of
from sayso.words import (
    PRECISION_WORDS,
    chain_words,
    count_words,
    distance_words,
    listed,
    one_line,
    own_voice,
    place_words,
    sources_words,
    when_words,
)

Reports = Mapping[ReportId, Report]
#: towns and lines of the base map for a frame
Nearby = Callable[[Frame], tuple[Sequence[Label], Sequence[Line]]]
Facts = dict[str, Any]

#: size of the map of all incidents
_OVERVIEW = (720.0, 440.0)
#: how the report's own voice stands under its name
_OWN = "own voice"


def page_facts(
    incidents: Sequence[Incident],
    reports: Iterable[Report],
    judgements: Iterable[Judgement],
    *,
    policy: Policy,
    internal: bool,
    nearby: Nearby | None,
) -> Facts:
    """Everything on the page but its head and foot."""
    by_id = {report.id: report for report in sorted(reports, key=repr)}
    made = list(judgements)
    told: list[Facts] = [_incident(incident, by_id, made, policy, internal, nearby) for incident in incidents]
    every = [spot for incident in incidents for spot in spots_of(incident)[:1]]
    return {
        "title": told[0]["title"] if len(told) == 1 else f"{len(told)} incidents",
        "incidents": told,
        "internal": internal,
        "overview": _map(every, nearby, "Map of all incidents", *_OVERVIEW) if len(told) > 1 else "",
    }


def _incident(
    incident: Incident,
    reports: Reports,
    judgements: Sequence[Judgement],
    policy: Policy,
    internal: bool,
    nearby: Nearby | None,
) -> Facts:
    numbers = {claim.id: number for number, claim in enumerate(incident.claims, 1)}
    spots = spots_of(incident)
    return {
        "id": incident.id,
        "anchor": f"i{incident.id}",
        "title": title_of(incident),
        "kind": incident.kind.replace("_", " "),
        "where": place_words(incident.place),
        "when": when_phrase(incident),
        "status": incident.status,
        "claims": len(incident.claims),
        "figures": [
            {"effect": EFFECT_WORDS.get(effect, effect), "range": words}
            for effect in EFFECTS
            if (words := range_words(toll_of(claim, effect) for claim in counting(incident)))
        ],
        "grades": _grades(incident, reports, policy),
        "table": _table(incident, reports, numbers),
        "disagreements": [_disagreement(one, incident, reports) for one in incident.disagreements],
        "corrections": list(_corrections(incident, reports)),
        "map": _map(spots, nearby, f"Map: {title_of(incident)}"),
        "place_note": _place_note(incident, spots),
        "timeline": draw_timeline(incident, reports, title=f"Timeline: {title_of(incident)}"),
        "quotes": quotes_of(incident, reports, numbers, internal),
        "history": _history(incident, judgements, numbers, internal),
        "reasons": list(incident.reasons) if internal else [],
        "reports": [_report(reports.get(name), name) for name in incident.reports],
    }


def title_of(incident: Incident) -> str:
    """What, where and when in one line."""
    what = incident.kind.replace("_", " ").capitalize()
    return ", ".join(filter(None, (what, visible(place_words(incident.place)), when_phrase(incident))))


def when_phrase(incident: Incident) -> str:
    """The days as a person writes them; the report's own words where the calendar has no place for them."""
    return _days(incident.when)


def _days(when: When | None) -> str:
    days = days_between(when.start, when.end) if when else None
    return days_words(*days) if days else visible(when_words(when))


def _grades(incident: Incident, reports: Reports, policy: Policy) -> list[Facts]:
    return [
        {"question": QUESTIONS[one.question], "grade": one.grade, "because": visible(one.because)}
        for one in grade_incident(known_of(incident, reports), policy)
    ]


def _table(incident: Incident, reports: Reports, numbers: Mapping[ClaimId, int]) -> Facts:
    """Who says what: the columns in which somebody says something, and the rows under their reports."""
    groups: list[Facts] = [
        {
            "report": visible(publisher_words(reports.get(report))),
            "rows": _rows(list(claims), reports, numbers),
        }
        for report, claims in groupby(
            sorted(incident.claims, key=lambda claim: incident.reports.index(claim.report)),
            key=lambda claim: claim.report,
        )
    ]
    columns = [*EFFECTS, "by", "against", "where", "when"]
    every = [row for group in groups for row in group["rows"]]
    used = [name for name in columns if any(row[name] for row in every)]
    return {
        "columns": [{"name": name, "head": EFFECT_WORDS.get(name, name)} for name in used],
        "groups": groups,
    }


def _rows(claims: Sequence[Claim], reports: Reports, numbers: Mapping[ClaimId, int]) -> list[Facts]:
    """A row for each source and stance, in the order in which they speak."""
    alike: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        who = visible(one_line(" and ".join(map(chain_words, claim.sources)))) or _OWN
        alike.setdefault((who, claim.stance), []).append(claim)
    return [
        {
            "who": who,
            "stance": STANCE_IN_TABLE.get(stance, STANCES[some[0].stance]),
            "own": who == _OWN,
            "strong": stance in ("denies", "accuses", "claims_responsibility"),
            **{effect: _listed(figure_words(claim, effect) for claim in some) for effect in EFFECTS},
            "by": _listed(listed(actor.name for actor in claim.by) for claim in some),
            "against": _listed(listed(actor.name for actor in claim.against) for claim in some),
            "where": _listed(place_words(claim.place) for claim in some),
            "when": _listed(_days(claim.when) for claim in some),
            "numbers": [numbers[claim.id] for claim in some],
        }
        for (who, stance), some in alike.items()
    ]


def _listed(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(visible(one_line(value)) for value in values if value))


def _disagreement(one: Disagreement, incident: Incident, reports: Reports) -> Facts:
    by_id = {claim.id: claim for claim in incident.claims}
    return {
        "field": FIELDS.get(one.field, one.field),
        "values": [
            {
                "value": visible(one_line(value)),
                "who": visible(
                    one_line(listed(_voice(by_id[claim], reports) for claim in ids if claim in by_id))
                ),
            }
            for value, ids in one.values
        ],
    }


def _voice(claim: Claim, reports: Reports) -> str:
    return sources_words(claim, reports.get(claim.report))


def _corrections(incident: Incident, reports: Reports) -> Iterator[str]:
    for one in find_corrections([told(claim, reports.get(claim.report)) for claim in counting(incident)]):
        steps = dict.fromkeys(f"{count_words(toll)} on {day}" for day, toll, _ in one.history if toll)
        yield visible(f"{one.source} has corrected {one.effect}: {', then '.join(steps)}.")


def _map(
    spots: Sequence[Spot], nearby: Nearby | None, title: str, width: float = WIDTH, height: float = HEIGHT
) -> str:
    frame = frame_of(spots, width, height)
    towns, lines = nearby(frame) if frame and nearby else ((), ())
    return draw_map(spots, towns, lines, width=width, height=height, title=title)


def _place_note(incident: Incident, spots: Sequence[Spot]) -> str:
    """What the map means, in a sentence; why there is none."""
    place = incident.place
    if place is None:
        return "Nobody says where."
    if not spots:
        return f"{visible(place_words(place))}: {PRECISION_WORDS[place.precision]}, so there is no map."
    radius = distance_words(spots[0].radius_m)
    drawn = f"{PRECISION_WORDS[place.precision].capitalize()}: the true point lies within {radius} of the middle, as far as the words allow."
    vague = any(spot.radius_m > 10 * spots[0].radius_m for spot in spots)
    return drawn + (" Vaguer places than that may reach beyond the map." if vague else "")


def _history(
    incident: Incident, judgements: Sequence[Judgement], numbers: Mapping[ClaimId, int], internal: bool
) -> list[Facts]:
    """What people decided about these claims, oldest first. A public page names nobody and gives no reasons."""
    found = []
    for made in sorted(judgements, key=lambda one: one.made_utc):
        about = sorted(numbers[claim] for claim in set(made.about) if claim in numbers)
        if about:
            found.append(
                {
                    "moment": made.made_utc[:16].replace("T", " ") if internal else made.made_utc[:10],
                    "by": visible(made.by) if internal else "",
                    "verdict": made.verdict.replace("_", " "),
                    "why": visible(made.why) if internal else "",
                    "numbers": about,
                    "all": len(about) == len(numbers),
                }
            )
    return found


def _report(report: Report | None, name: ReportId) -> Facts:
    """What finds the report. An address is a link only if it leads to the web."""
    url = report.url if report and report.url else ""
    return {
        "id": name,
        "publisher": visible(own_voice(report).removesuffix(" (own voice)")),
        "title": visible(report.title or "") if report else "",
        "published": report.published or "day not known" if report else "day not known",
        "language": (report.language or "") if report else "",
        "url": visible(url),
        "link": url if url.startswith(("https://", "http://")) else "",
    }
