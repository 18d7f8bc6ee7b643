"""What a terminal shows of two readings side by side: a table of who saw what, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.model import Claim, Report
from sayso.show import visible
from sayso.side_by_side import Pair, SideBySide
from sayso.words import one_line, sources_words


def show_side_by_side(beside: SideBySide, console: Console) -> None:
    """What both readers saw alike, what they differ on, what only one saw; the most unlike first."""
    report = beside.one.report
    title = report.title or (report.retrieval.origin if report.retrieval else report.id[:12])
    console.print(Text(visible(title), "bold"))
    console.print(Text(_counts(beside), "dim"))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for name in ("", "claim", str(beside.one.reader), str(beside.other.reader)):
        table.add_column(visible(name), overflow="fold")
    for row in _rows(beside, report):
        table.add_row(*row)
    if table.row_count:
        console.print(table)


def _counts(beside: SideBySide) -> str:
    parts = (
        (len(beside.agreed), "alike"),
        (len(beside.differing), "differ"),
        (len(beside.only_one), f"only {beside.one.reader}"),
        (len(beside.only_other), f"only {beside.other.reader}"),
    )
    return " · ".join(f"{count} {visible(name)}" for count, name in parts)


def _rows(beside: SideBySide, report: Report) -> Iterator[tuple[Text, ...]]:
    for pair in beside.differing:
        yield from _differences(pair, report)
    for claim in beside.only_one:
        yield _row("only one", "bold", _words(claim, report), "saw it", "")
    for claim in beside.only_other:
        yield _row("only one", "bold", _words(claim, report), "", "saw it")
    for pair in beside.agreed:
        yield _row("alike", "green", _words(pair.one, report), "saw it", "saw it")


def _differences(pair: Pair, report: Report) -> Iterator[tuple[Text, ...]]:
    """A line for each part on which the two differ, the claim before the first."""
    for number, part in enumerate(pair.differences):
        first = ("differ", _words(pair.one, report)) if number == 0 else ("", "")
        yield _row(
            first[0], "yellow", first[1], *(f"{part.field}: {said or '–'}" for said in (part.one, part.other))
        )


def _row(how: str, style: str, *cells: str) -> tuple[Text, ...]:
    return Text(how, style), *(Text(visible(one_line(cell))) for cell in cells)


def _words(claim: Claim, report: Report) -> str:
    return f"{sources_words(claim, report)}: {claim.kind.replace('_', ' ')} “{claim.trigger.text}”"
