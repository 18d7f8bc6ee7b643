"""What changed: a report against the version before it, and what was read from it against what was read before."""

from __future__ import annotations

from collections.abc import Callable

from sayso.model import Reading, Report
from sayso.problems import WrongCall
from sayso.review.asking import Ask, Facts
from sayso.review.cards import claim_in_brief, direction, shown
from sayso.review.differences import paragraph_differences, word_difference
from sayso.review.pages.report import reading_named
from sayso.show import publisher_words
from sayso.side_by_side import side_by_side

#: what is known of a report, as words to compare
_TOLD: dict[str, Callable[[Report], str]] = {
    "title": lambda report: report.title or "",
    "publisher": lambda report: report.publisher or "",
    "published": lambda report: report.published or "",
    "dateline": lambda report: ", ".join(report.dateline),
    "language": lambda report: report.language or "",
}


def changes(ask: Ask) -> Facts:
    """The text against its former version, and two readings of it, claim by claim."""
    reading = reading_named(ask)
    report = reading.report
    former = ask.view.reports.get(report.replaces) if report.replaces else None
    later = next((one for one in ask.view.reports.values() if one.replaces == report.id), None)
    readings = ask.desk.readings_of(report.id)
    first, second = _chosen(ask, [number for number, _, _ in readings])
    read = {number: one for number, _, one in readings}
    ids = [one.id for one in (report, former) if one]
    hide = ask.mask(ids)

    def masked(text: str) -> str:
        return hide(shown(text))

    return {
        "title": shown(report.title or "Report"),
        "report": {
            "id": report.id,
            "language": report.language or "und",
            "dir": direction(report.text[:2000]),
        },
        "former": _version(former),
        "later": _version(later),
        "replaces": report.replaces,
        "told": _told(former, report, masked) if former else [],
        "text": paragraph_differences(masked(former.text), masked(report.text)) if former else [],
        "readings": [
            {"entry": number, "made_utc": made_utc, "reader": one.reader, "claims": len(one.claims)}
            for number, made_utc, one in readings
        ],
        "from": first,
        "to": second,
        "claims": _claims(read[first], read[second], masked) if first != second else None,
        "retold": _told(read[first].report, read[second].report, masked) if first != second else [],
        "retext": paragraph_differences(masked(read[first].report.text), masked(read[second].report.text))
        if first != second and read[first].report.text != read[second].report.text
        else [],
        "mask_of": ids,
    }


def _chosen(ask: Ask, numbers: list[int]) -> tuple[int, int]:
    """The entries of the two readings in the address; the last two where it names none."""
    found = []
    for name, default in (("from", numbers[-2] if len(numbers) > 1 else numbers[-1]), ("to", numbers[-1])):
        text = ask.one(name, str(default))
        if not (text.isascii() and text.isdigit() and len(text) < 16 and int(text) in numbers):
            raise WrongCall(
                f"{name}={text}: no reading of this report. Readings: {', '.join(map(str, numbers))}."
            )
        found.append(int(text))
    return found[0], found[1]


def _version(report: Report | None) -> Facts | None:
    if report is None:
        return None
    came = report.retrieval.retrieved_utc if report.retrieval else None
    return {
        "id": report.id,
        "title": shown(report.title or ""),
        "publisher": shown(publisher_words(report)),
        "published": report.published,
        "retrieved_utc": came,
    }


def _told(before: Report, after: Report, masked: Callable[[str], str]) -> list[Facts]:
    return [
        {"field": name, "pieces": word_difference(masked(words(before)), masked(words(after)))}
        for name, words in _TOLD.items()
        if words(before) != words(after)
    ]


def _claims(before: Reading, after: Reading, masked: Callable[[str], str]) -> Facts:
    beside = side_by_side(before, after)
    return {
        "alike": len(beside.agreed),
        "gone": [claim_in_brief(one, before.report) for one in beside.only_one],
        "new": [claim_in_brief(one, after.report) for one in beside.only_other],
        "differ": [
            {
                "claim": claim_in_brief(pair.other, after.report),
                "on": [
                    {"field": part.field, "pieces": word_difference(masked(part.one), masked(part.other))}
                    for part in pair.differences
                ],
            }
            for pair in beside.differing
        ],
    }
