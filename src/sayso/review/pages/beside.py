"""Two readings of one report side by side: alike, different, seen by one only; an order to look in, no decision."""

from __future__ import annotations

from sayso.model import Claim, Report
from sayso.review.asking import Ask, Facts
from sayso.review.cards import shown
from sayso.review.pages.report import reading_named
from sayso.show import says
from sayso.side_by_side import Pair, side_by_side
from sayso.words import one_line, sources_words


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
        "only": [[_claim(c, report) for c in claims] for claims in (told.only_one, told.only_other)],
        "alike": [_claim(pair.one, report) for pair in told.agreed],
        "problems": [shown(note.message) for note in other.problems],
    }


def _pair(pair: Pair, report: Report) -> Facts:
    differences = [
        {"field": part.field, "one": shown(part.one), "other": shown(part.other)} for part in pair.differences
    ]
    return {"claims": [_claim(pair.one, report), _claim(pair.other, report)], "on": differences}


def _claim(claim: Claim, report: Report) -> Facts:
    return {
        "id": claim.id,
        "who": shown(one_line(sources_words(claim, report))),
        "says": says(claim),
        "kind": claim.kind,
        "trigger": shown(one_line(claim.trigger.text)),
        "quote": shown(" … ".join(span.text for span in claim.evidence)),
    }
