"""A claim as a card: who says what, in the words of the command line, and every part with the words it points at."""

from __future__ import annotations

from typing import Any

from sayso.model import Claim, Report, Status
from sayso.review.classes import Sides, class_of
from sayso.review.decisions import told_made
from sayso.review.view import View
from sayso.show import part_words, publisher_words, says
from sayso.words import listed, one_line, sources_words

#: letters written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their forms
_RIGHT_TO_LEFT = (("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufeff"))
#: signs that turn or hide what stands beside them
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "·")
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(0x80, 0xA0)], "·")


def shown(text: str) -> str:
    """The text as it may stand on a page, equally long: signs of control and of direction are seen as "·"."""
    return text.translate(_TURNING | _CONTROLS)


def direction(text: str) -> str:
    """ "rtl" if the first letter with a direction is written from right to left, else "ltr"."""
    for sign in text:
        if sign.isalpha():
            return "rtl" if any(first <= sign <= last for first, last in _RIGHT_TO_LEFT) else "ltr"
    return "ltr"


def card(
    claim: Claim, view: View, sides: Sides, number: int = 0, status: Status | None = None
) -> dict[str, Any]:
    """The claim for a page: words, class, parts, quote, status, version and what was decided of it."""
    report = view.reports.get(claim.report)
    of_class = class_of(claim, sides)
    quote = " … ".join(span.text for span in claim.evidence)
    stand = view.standing_entries([claim.id])
    decided = view.every_decision_about([claim.id])
    return {
        "id": claim.id,
        "number": number,
        "report": claim.report,
        "publisher": shown(publisher_words(report)),
        "published": report.published if report else None,
        "class": {
            "key": of_class.key,
            "tag": of_class.tag,
            "name": side_name(of_class.key, sides) or of_class.name,
        },
        "who": shown(one_line(sources_words(claim, report))),
        "says": says(claim),
        "stance": claim.stance,
        "hedges": shown(listed(span.text for span in claim.hedges)),
        "factuality": claim.factuality if claim.factuality != "happened" else None,
        "kind": claim.kind,
        "trigger": shown(one_line(claim.trigger.text)),
        "background": claim.background,
        "parts": [
            {"role": role, "words": shown(one_line(words))} for role, words in part_words(claim) if words
        ],
        "quote": shown(quote),
        "quote_parts": quote_parts(claim),
        "at": claim.evidence[0].start if claim.evidence else claim.trigger.start,
        "language": (report.language if report else None) or "und",
        "dir": direction(quote),
        "status": status or view.statuses([claim.id])[claim.id],
        "version": view.version([claim.id]),
        "decisions": [told_made(one, one.entry in stand) for one in decided],
        "marked": next(
            (
                {"by": one.judgement.by, "entry": one.entry}
                for one in reversed(decided)
                if one.entry in stand and one.judgement.verdict == "mark"
            ),
            None,
        ),
    }


def claim_in_brief(claim: Claim, report: Report) -> dict[str, Any]:
    """The claim in a line: who says what, of what kind, with its quote; for two readings beside each other."""
    return {
        "id": claim.id,
        "who": shown(one_line(sources_words(claim, report))),
        "says": says(claim),
        "kind": claim.kind,
        "trigger": shown(one_line(claim.trigger.text)),
        "quote": shown(" … ".join(span.text for span in claim.evidence)),
    }


def quote_parts(claim: Claim) -> list[dict[str, Any]]:
    """The quote in pieces, those that tell what happened marked."""
    found: list[dict[str, Any]] = []
    for number, span in enumerate(claim.evidence):
        if number:
            found.append({"text": " … ", "marked": False})
        inside = span.start <= claim.trigger.start and claim.trigger.end <= span.end
        at = (claim.trigger.start - span.start, claim.trigger.end - span.start) if inside else (0, 0)
        cut = ((span.text[: at[0]], False), (span.text[at[0] : at[1]], True), (span.text[at[1] :], False))
        found += [{"text": shown(text), "marked": marked} for text, marked in cut if text]
    return found


def context(claim: Claim, report: Report | None) -> dict[str, str]:
    """What stands before and after the quote in its paragraph."""
    if report is None or not claim.evidence:
        return {"before": "", "after": ""}
    first, last = claim.evidence[0].start, claim.evidence[-1].end
    start = max(report.text.rfind("\n", 0, first) + 1, first - 600)
    end = report.text.find("\n", last)
    end = min(len(report.text) if end < 0 else end, last + 600)
    return {"before": shown(report.text[start:first]), "after": shown(report.text[last:end])}


def side_name(key: str, sides: Sides) -> str | None:
    """The name of the side, for the classes that are sides."""
    return {"side_a": sides.a, "side_b": sides.b}.get(key)
