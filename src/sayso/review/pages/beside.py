"""Two readings of one report side by side: alike, different, seen by one only; an order to look in, no decision."""

from __future__ import annotations

from sayso.model import Report
from sayso.review.asking import Ask, Facts
from sayso.review.cards import claim_in_brief, shown
from sayso.review.pages.report import reading_named
from sayso.side_by_side import Pair, side_by_side


def beside(ask: Ask) -> Facts:
    """The reading that counts beside the second one, the most unlike claims first; nothing but the two if there is none."""
    one = reading_named(ask)
    report, other = one.report, ask.desk.second_reading(one.report.id)
    facts: Facts = {
        "title": shown(report.title or "Report"),
        "report": {"id": report.id, "language": report.language or "und"},
        "readers": [one.reader, other.reader if other else None],
        "differ": [],
        "only": [[], []],
        "alike": [],
        "problems": [],
    }
    if other is None:
        return facts
    told = side_by_side(one, other)
    return facts | {
        "differ": [_pair(pair, report) for pair in told.differing],
        "only": [[claim_in_brief(c, report) for c in claims] for claims in (told.only_one, told.only_other)],
        "alike": [claim_in_brief(pair.one, report) for pair in told.agreed],
        "problems": [shown(note.message) for note in other.problems],
    }


def _pair(pair: Pair, report: Report) -> Facts:
    differences = [
        {"field": part.field, "one": shown(part.one), "other": shown(part.other)} for part in pair.differences
    ]
    return {
        "claims": [claim_in_brief(pair.one, report), claim_in_brief(pair.other, report)],
        "on": differences,
    }
