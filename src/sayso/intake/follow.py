"""From an entry of a feed to the page that it leads to."""

from __future__ import annotations

from sayso.intake.manners import Manners
from sayso.intake.page import Part, stated
from sayso.intake.unpack import Arrival
from sayso.intake.watch import part_of_answer


def is_lead(arrival: Arrival) -> bool:
    """Is it an entry of a feed, and says where its page is?"""
    report = arrival.report
    return (
        report.url is not None
        and report.retrieval is not None
        and report.retrieval.media_type == "application/x-feed-entry"
    )


def page_of(arrival: Arrival, manners: Manners) -> Part:
    """The page, fetched with manners; what it does not state of itself the entry does. FetchRefused, FetchFailed."""
    report = arrival.report
    part = part_of_answer(report.url or "", manners.fetch(report.url or ""))
    facts = stated(
        "the feed's entry", title=report.title, publisher=report.publisher, published=report.published
    )
    return Part(
        part.name, part.data, part.media_type, {**facts, **part.facts}, retrieved_utc=part.retrieved_utc
    )
