"""Why claims are one incident, as a terminal shows it: each joining with its reasons, and what it was near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console, Group
from rich.text import Text

from sayso.incidents.explained import Step
from sayso.model import ClaimId, Incident
from sayso.show import (
    Indented,
    Reports,
    claim_block,
    incident_heading,
    publisher_words,
    visible,
    what_where_when,
)

#: so many incidents that are like one and were not joined with it are shown
_NEAR_SHOWN = 5
_UNDO = (
    "\nTo undo a joining: sayso split BOOK ID CLAIM … takes claims out. To keep two incidents apart: "
    "sayso judge BOOK ID not-same --other ID. To join two: sayso merge BOOK ID ID."
)


def show_reasons(
    incident: Incident,
    reports: Reports,
    console: Console,
    steps: Sequence[Step] = (),
    near: Sequence[tuple[Incident, Step]] = (),
) -> None:
    """Why these claims are one incident: the reasons, each claim with its words and its status, how they were joined
    step by step, what is like it and was not joined, and how to undo it.
    """
    console.print(incident_heading(incident))
    reasons = incident.reasons or ("One claim alone.",)
    console.print(Indented(Text("\n".join(f"- {visible(reason)}" for reason in reasons)), 2))
    for number, (claim, status) in enumerate(zip(incident.claims, incident.statuses, strict=True), 1):
        report = reports.get(claim.report)
        console.print()
        console.print(Indented(claim_block(number, claim, report), 2))
        quoted = Text(f"“{visible(' … '.join(span.text for span in claim.evidence))}”")
        origin = Text(f"{publisher_words(report)}, {claim.id}, {status}", style="dim")
        console.print(Indented(Group(quoted, origin), 6))
    numbers = {claim.id: number for number, claim in enumerate(incident.claims, 1)}
    if steps:
        console.print(Text("\nHow they were joined, above zero speaks for one happening", style="bold"))
    for step in steps:
        joined = f"{_claim_numbers(step.one, numbers)} with {_claim_numbers(step.other, numbers)}"
        console.print(Indented(_step(joined, step), 2))
    if near:
        console.print(Text("\nLike it, and not joined", style="bold"))
    for other, step in near[:_NEAR_SHOWN]:
        console.print(Indented(_step(f"{what_where_when(other)}, {other.id}", step), 2))
    if len(near) > _NEAR_SHOWN:
        console.print(Indented(Text(f"and {len(near) - _NEAR_SHOWN} more"), 2))
    if steps or near:
        console.print(Text(_UNDO, style="dim"))


def _claim_numbers(claims: Sequence[ClaimId], numbers: Mapping[ClaimId, int]) -> str:
    """ "claim 3"; "claims 1, 2, 5"."""
    found = sorted(numbers[claim] for claim in claims if claim in numbers)
    return f"claim{'s' if len(found) > 1 else ''} {', '.join(map(str, found))}"


def _step(heading: str, step: Step) -> Text:
    lines = [f"{visible(heading)}: {step.score:+.2f}"]
    lines += [f"  for: {reason}" for reason in step.reasons_for]
    lines += [f"  against: {reason}" for reason in step.reasons_against]
    return Text("\n".join(lines))
