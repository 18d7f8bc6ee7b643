"""Reports in: demo, read, add."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.inputs import Columns, Inputs, Published, Publisher, Taken, Title, Url, given_facts
from sayso.cli.talk import BookPath, Json, console, finish, number, put, watched

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.model import Claim, Problem, Reading, Report, ReportId
    from sayso.pipeline import Reader

    #: a report with what intake had to say of it
    Told = tuple[Report, tuple[Problem, ...]]


def demo() -> None:
    """Try it on four invented reports, three of which disagree.

    Shows the claims of one, and the incidents that all of them tell of.
    """
    from sayso import show
    from sayso.demo import REPORTS
    from sayso.incidents import build_incidents
    from sayso.intake import read_file
    from sayso.pipeline import load_reader

    reader, screen = load_reader(), console()
    taken = [read_file(one.path, publisher=one.publisher, title=one.title) for one in REPORTS]
    readings = list(reader.read_many(taken))
    reports = {reading.report.id: reading.report for reading in readings}
    incidents = build_incidents(_claims_of(readings), (), reports.values())
    screen.print("Four invented reports; nothing in them happened. The claims of the first:\n", style="dim")
    show.show_reading(readings[0], screen)
    screen.print("\nThe incidents that all four tell of, as each source tells them:\n", style="dim")
    show.show_incidents(incidents, reports, screen)
    screen.print(f"\nThe reports lie in {REPORTS[0].path.parent}. Next:", style="dim", soft_wrap=True)
    for step in ("read FILE.txt --published 2026-04-18", "add book.db FILE.txt", "incidents book.db"):
        screen.print(f"  sayso {step}")


def read(
    inputs: Inputs,
    published: Published = None,
    publisher: Publisher = None,
    title: Title = None,
    url: Url = None,
    columns: Columns = None,
    as_json: Json = False,
) -> None:
    """Show the claims of reports; nothing is kept.

    Plain text, web pages, PDF, feeds, e-mail, web archives, tables, and archives of these, from files, folders,
    standard input and http(s) addresses.
    """
    from sayso.intake.table import columns_of
    from sayso.pipeline import load_reader

    taken = Taken(given_facts(published, publisher, title, url), columns_of(columns))
    reader = load_reader()
    show = _print_json if as_json else _shower()
    for reading in watched(reader.read_many(taken.reports(inputs)), "reading"):
        show(reading)
    finish(taken.refused)


def add(
    book: BookPath,
    inputs: Inputs,
    published: Published = None,
    publisher: Publisher = None,
    title: Title = None,
    url: Url = None,
    columns: Columns = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="fetch the pages that entries of feeds lead to")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="go on: look at folders and addresses again")
    ] = False,
    every: Annotated[int, typer.Option(metavar="MINUTES", min=1, help="how often an address is asked")] = 15,
) -> None:
    """Read reports and keep them in a ledger.

    The ledger is one file, made if it is not there. Each report is kept as it came, with its claims; what is
    there already is not added again. A page that says something else than at its last retrieval is a later version.
    """
    from sayso.cli.watching import watch_inputs
    from sayso.intake.manners import Manners
    from sayso.intake.quarantine import quarantine_of
    from sayso.intake.table import columns_of
    from sayso.intake.versions import Versions
    from sayso.judging import now
    from sayso.ledger import open_ledger
    from sayso.pipeline import load_reader

    given = given_facts(published, publisher, title, url) | {"retrieved_utc": now()}
    taken = Taken(given, columns_of(columns), keep=True, quarantine=quarantine_of(book))
    taken.manners = Manners() if follow else None
    reader = load_reader()
    kept = Kept()
    with open_ledger(book, create=True) as ledger:
        taken.versions = Versions(ledger.reports)
        if watch:
            watch_inputs(book, inputs, taken, every, lambda found: kept.add(ledger, reader, taken, found))
        else:
            kept.add(ledger, reader, taken, taken.reports(inputs))
    there = (
        f"; {number(kept.had + taken.unchanged, 'report')} there already"
        if kept.had + taken.unchanged
        else ""
    )
    print(f"{book}: {number(kept.reports, 'report')} with {number(kept.claims, 'claim')} added{there}.")
    finish(taken.refused)


@dataclass(slots=True)
class Kept:
    """What came into the ledger in one call."""

    reports: int = 0
    claims: int = 0
    had: int = 0

    def add(self, ledger: Ledger, reader: Reader, taken: Taken, found: Iterable[Told]) -> list[ReportId]:
        """Read and keep the reports, in their order; their ids."""
        ids = []
        for reading in watched(reader.read_many(found), "adding"):
            added = ledger.add_reading(reading, taken.artefacts.popleft())
            self.reports += added.changed
            self.had += not added.changed
            self.claims += len(reading.claims) if added.changed else 0
            ids.append(reading.report.id)
        return ids


def _claims_of(readings: Iterable[Reading]) -> list[Claim]:
    return [claim for reading in readings for claim in reading.claims]


def _shower() -> Callable[[Reading], None]:
    """Shows one reading after another, a rule between them."""
    from sayso.show import show_reading

    screen, shown = console(), 0

    def show(reading: Reading) -> None:
        nonlocal shown
        if shown:
            screen.print()
            screen.rule(style="dim")
        shown += 1
        show_reading(reading, screen)

    return show


def _print_json(reading: Reading) -> None:
    from sayso.ids import canonical_json
    from sayso.records import reading_record

    put(canonical_json(reading_record(reading)) + "\n")
