"""The timeline of one incident: when it is said to have happened, when it was first reported, corrected, denied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sayso.incidents.corrections import find_corrections
from sayso.incidents.told import days_of, told
from sayso.model import Incident, Report, ReportId
from sayso.review.cards import shown
from sayso.show import publisher_words
from sayso.words import count_words, sources_words

WIDTH, ROW, LEFT = 560, 22, 8
#: days shown before the first and after the last
_ROOM = 1


def timeline(incident: Incident, reports: Mapping[ReportId, Report]) -> dict[str, Any]:
    """The moments in order, each with its place along the line; days that nobody gives are left out."""
    moments = sorted(_moments(incident, reports), key=lambda one: (one["day"], one["what"]))
    span = days_of(incident.when)
    days = [one["day"] for one in moments] + ([span[0], span[1] - 1] if span else [])
    if not days:
        return {"moments": [], "ticks": [], "interval": None, "width": WIDTH, "height": 0}
    first, last = min(days) - _ROOM, max(days) + _ROOM

    def x(day: float) -> float:
        return float(round(LEFT + (WIDTH - 2 * LEFT) * (day - first) / (last - first), 1))

    for row, one in enumerate(moments):
        one["x"], one["y"] = x(one["day"] + 0.5), 40 + ROW * row
        # near the right edge the words stand before their dot
        one["anchor"] = "end" if one["x"] > WIDTH * 0.55 else "start"
        one["date"] = date.fromordinal(one.pop("day")).isoformat()
    return {
        "moments": moments,
        "interval": {"x": x(span[0]), "width": round(x(span[1]) - x(span[0]), 1), "days": span[1] - span[0]}
        if span
        else None,
        "ticks": [{"x": x(day), "words": date.fromordinal(day).isoformat()} for day in _ticks(first, last)],
        "width": WIDTH,
        "height": 40 + ROW * len(moments) + 10,
    }


def _ticks(first: int, last: int) -> list[int]:
    """At most five days, evenly apart."""
    step = max(1, -(-(last - first) // 5))
    return list(range(first, last + 1, step))


def _moments(incident: Incident, reports: Mapping[ReportId, Report]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    dated = sorted(
        (report.published, number, report)
        for number, name in enumerate(incident.reports)
        if (report := reports.get(name)) is not None and report.published
    )
    for number, (day, _, report) in enumerate(dated):
        what = "first report" if number == 0 else "report"
        found.append({"day": _ordinal(day), "what": what, "who": shown(publisher_words(report))})
    for claim in incident.claims:
        report = reports.get(claim.report)
        if claim.stance == "denies" and report and report.published:
            who = shown(sources_words(claim, report))
            found.append({"day": _ordinal(report.published), "what": "denial", "who": who})
    parts = [told(claim, reports.get(claim.report)) for claim in incident.claims]
    for correction in find_corrections(parts):
        for day, toll, _ in correction.history[1:]:
            words = f"{shown(correction.source)}: {count_words(toll) if toll else 'no figure'} {correction.effect}"
            found.append({"day": _ordinal(day), "what": "correction", "who": words})
    return list({(one["day"], one["what"], one["who"]): one for one in found}.values())


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
