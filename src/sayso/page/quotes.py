"""The words that say it, in their context: a little before and after, the parts of the claims marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.model import Claim, ClaimId, Incident, Report, ReportId, Span
from sayso.show import ROLES, publisher_words, says, visible
from sayso.words import one_line, sources_words

#: so many characters of context on each side, for the public and for the house
_CONTEXT = {False: 140, True: 320}


def quotes_of(
    incident: Incident, reports: Mapping[ReportId, Report], numbers: Mapping[ClaimId, int], internal: bool
) -> list[dict[str, Any]]:
    """A quote for each passage that claims rest on, in the order of the reports and of their words."""
    passages: dict[tuple[ReportId, Span], list[Claim]] = {}
    for claim in incident.claims:
        for span in claim.evidence:
            passages.setdefault((claim.report, span), []).append(claim)
    order = sorted(passages, key=lambda one: (incident.reports.index(one[0]), one[1].start, one[1].end))
    return [
        _quote(reports.get(report), span, passages[report, span], numbers, _CONTEXT[internal])
        for report, span in order
    ]


def _quote(
    report: Report | None, span: Span, claims: Sequence[Claim], numbers: Mapping[ClaimId, int], room: int
) -> dict[str, Any]:
    before, after = context(report.text, span, room) if report else ("", "")
    return {
        "before": visible(before),
        "pieces": pieces(span, claims),
        "after": visible(after),
        "language": (report.language or "") if report else "",
        "report": visible(publisher_words(report)),
        "published": (report.published or "") if report else "",
        "claims": [
            {
                "number": numbers[claim.id],
                "first": claim.evidence[0] == span,
                "who": visible(one_line(sources_words(claim, report))),
                "stance": says(claim),
                "kind": claim.kind.replace("_", " "),
                "background": claim.background,
            }
            for claim in claims
        ],
    }


def context(text: str, span: Span, room: int) -> tuple[str, str]:
    """What stands before and after the passage in its paragraph, cut between words with "…"; "" where nothing does.

    A text that does not have the passage where it should be gives no context.
    """
    if text[span.start : span.end] != span.text:
        return "", ""
    start = text.rfind("\n", 0, span.start) + 1
    stop = text.find("\n", span.end)
    before, after = text[start : span.start], text[span.end : stop if stop >= 0 else len(text)]
    if len(before) > room:
        before = "… " + before[-room:].partition(" ")[2]
    if len(after) > room:
        after = after[:room].rpartition(" ")[0] + " …"
    return before.lstrip(), after.rstrip()


def _place_in(passage: Span, span: Span) -> int:
    """Where the words of the span begin in the passage, -1 if they are not there.

    With roles in the place of names a passage is longer or shorter than it was: there the words are looked for.
    """
    verbatim = len(passage.text) == passage.end - passage.start
    at = span.start - passage.start
    return (
        at
        if verbatim and passage.text[at : at + len(span.text)] == span.text
        else passage.text.find(span.text)
    )


def pieces(passage: Span, claims: Sequence[Claim]) -> list[dict[str, str]]:
    """The passage in pieces, each with the role that it plays in a claim; "" where it plays none."""
    roles = [""] * len(passage.text)
    for role, (_, spans) in ROLES.items():
        for claim in claims:
            for span in spans(claim):
                if span and passage.start <= span.start and span.end <= passage.end:
                    at = _place_in(passage, span)
                    if at >= 0:
                        roles[at : at + len(span.text)] = [role.replace(" ", "-")] * len(span.text)
    found: list[dict[str, str]] = []
    for sign, role in zip(visible(passage.text).replace("\n", " "), roles, strict=True):
        if found and found[-1]["role"] == role:
            found[-1]["text"] += sign
        else:
            found.append({"text": sign, "role": role})
    return found
