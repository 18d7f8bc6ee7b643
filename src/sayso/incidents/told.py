"""What one claim lets us compare: days, names, figures; and which claims have an incident at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sayso import vocabulary
from sayso.incidents.order import Order, claim_order
from sayso.incidents.traits import outlet_of
from sayso.model import Actor, Claim, Place, Report, ReportId, When
from sayso.tolls import Toll, toll_of

#: half-open, in days since the year 1
Days = tuple[int, int]

#: how long before a report appeared an undated happening of its news may lie
NEWS_DAYS = 4
#: a stretch longer than this dates a state of affairs, not a happening
ONE_YEAR_DAYS = 366
_DISTINCT_PLACES = ("point", "town", "near")
_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and what of it can be compared."""

    claim: Claim
    order: Order
    #: the claim's own day or days
    day: Days | None
    #: the days it can have happened on, the report's own day taken into account
    window: Days | None
    by: frozenset[str]
    against: frozenset[str]
    killed: Toll
    injured: Toll
    #: names of those who answer for it, the last of each chain; {""} for the report's own voice
    voices: frozenset[str]
    #: towns that its report was filed from, folded
    datelines: frozenset[str]
    #: where its paragraph begins; None when the report's text is not at hand
    paragraph: int | None
    #: the group of reports that tell mainly of one happening, by its first report; None: its report is alone
    news: ReportId | None
    #: day on which its report appeared, and whose report it is
    published: str | None
    outlet: str | None


def told(claim: Claim, report: Report | None, news: ReportId | None = None) -> Told:
    """The claim made ready for comparing."""
    day = days_of(claim.when)
    return Told(
        claim,
        claim_order(claim, report),
        day,
        day or _news_window(claim, report),
        names_of(claim.by),
        names_of(claim.against),
        toll_of(claim, "killed"),
        toll_of(claim, "injured"),
        frozenset(folded(chain[-1].name) for chain in claim.sources) or frozenset(("",)),
        frozenset(map(folded, report.dateline if report else ())),
        _paragraph(claim, report),
        news,
        report.published if report else None,
        (report.publisher or outlet_of(report)) if report else None,
    )


def has_incident(claim: Claim) -> bool:
    """Whether the claim tells of one happening that can be told apart.

    Threats and demands do not, nor do states of affairs and habits. Background does if it has a day (a
    stretch of at most a year) or a place smaller than a province. Source: the annotation guidelines, 12.
    """
    sameness = vocabulary.load("sameness")
    if claim.kind in sameness["never"]:
        return False
    day = days_of(claim.when)
    dated = day is not None and day[1] - day[0] <= ONE_YEAR_DAYS
    if claim.kind in sameness["standing"]:
        return dated
    return not claim.background or dated or _distinct(claim.place)


def days_of(when: When | None) -> Days | None:
    """The days, half-open; None when an end is open or the words could not be placed."""
    if when is None or when.start is None or when.end is None:
        return None
    try:
        start, end = (date.fromisoformat(instant[:10]).toordinal() for instant in (when.start, when.end))
    except ValueError:
        return None
    return start, max(end, start + 1)


def names_of(actors: tuple[Actor, ...]) -> frozenset[str]:
    """The words that tell the actors apart, folded; none for "gunmen" and the like."""
    sameness = vocabulary.load("sameness")
    vague = {*sameness["vague"], *sameness["empty"]}
    words = (word for actor in actors for word in _WORD.findall(folded(actor.canonical or actor.name)))
    return frozenset(word.removesuffix("'s") for word in words) - vague


def folded(name: str) -> str:
    """The name without case, typographic apostrophes and its first article."""
    return re.sub(r"^(the|a|an)\s+", "", name.casefold().replace("’", "'").strip())


def _paragraph(claim: Claim, report: Report | None) -> int | None:
    if report is None or claim.trigger.end > len(report.text):
        return None
    return report.text.rfind("\n", 0, claim.trigger.start) + 1


def _distinct(place: Place | None) -> bool:
    return place is not None and place.precision in _DISTINCT_PLACES


def _news_window(claim: Claim, report: Report | None) -> Days | None:
    """The days before the report appeared; None for background, and when its day is not known."""
    if claim.background or report is None or report.published is None:
        return None
    published = date.fromisoformat(report.published)
    return (published - timedelta(days=NEWS_DAYS)).toordinal(), published.toordinal() + 1
