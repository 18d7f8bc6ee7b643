"""Reports in: demo, read, add."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.inputs import Columns, Inputs, Published, Publisher, Taken, Title, Url, given_facts
from sayso.cli.readers import (
    BaseUrl,
    Context,
    Model,
    Prices,
    ReaderName,
    Readers,
    TokenLimit,
    Workers,
    open_readers,
)
from sayso.cli.talk import BookPath, Json, complain, console, finish, number, put, watched
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from sayso.ledger import Added, Ledger
    from sayso.model import Claim, Problem, Reading, Report

    #: a report with what intake had to say of it
    Told = tuple[Report, tuple[Problem, ...]]


def demo(
    review: Annotated[
        bool, typer.Option("--review", help="open them in the desk, a web app on this machine")
    ] = False,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="with --review: open a browser")
    ] = True,
) -> None:
    """Try it on four invented reports, three of which disagree.

    Shows the claims of one, and the incidents that all of them tell of; or opens the desk on them.
    """
    if review:
        _demo_desk(browser)
        return
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


def _demo_desk(browser: bool) -> None:
    """The four reports in a ledger of their own that is gone afterwards, and the desk open on it."""
    from sayso.demo import REPORTS
    from sayso.intake import read_file
    from sayso.ledger import open_ledger
    from sayso.ledger.clock import utc_now as now
    from sayso.pipeline import load_reader
    from sayso.review.people import own_name
    from sayso.review.serve import serve

    with TemporaryDirectory(prefix="sayso-demo-") as folder:
        book, reader = f"{folder}/demo.db", load_reader()
        with open_ledger(book, create=True) as ledger:
            for one in watched(REPORTS, "reading"):
                taken = read_file(one.path, publisher=one.publisher, title=one.title, retrieved_utc=now())
                ledger.add_reading(reader.read(*taken), one.path.read_bytes())
        serve(book, own_name(), browser=browser)


def read(
    inputs: Inputs,
    published: Published = None,
    publisher: Publisher = None,
    title: Title = None,
    url: Url = None,
    columns: Columns = None,
    as_json: Json = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="write them there, as --json does; what is there is not read again"
        ),
    ] = None,
    reader: ReaderName = "embedded",
    base_url: BaseUrl = None,
    model: Model = None,
    context: Context = None,
    price: Prices = None,
    token_limit: TokenLimit = None,
    workers: Workers = None,
) -> None:
    """Show the claims of reports; no ledger is needed.

    Plain text, web pages, PDF, feeds, e-mail, web archives, tables, and archives of these, from files, folders,
    standard input and http(s) addresses.
    """
    from sayso.intake.table import columns_of

    taken = Taken(given_facts(published, publisher, title, url), columns_of(columns))
    with (
        open_readers(reader, base_url, model, context, price, token_limit, workers) as readers,
        _shown(taken, readers, as_json, out) as show,
    ):
        for readings in watched(readers.read(taken.reports(inputs)), "reading"):
            if taken.is_read(readings[0]):
                show(*readings)
    finish(taken.refused)


Show = Callable[["Reading | None", "Reading | None"], None]


@contextmanager
def _shown(taken: Taken, readers: Readers, as_json: bool, out: Path | None) -> Iterator[Show]:
    """What shows the readings: on the screen, as JSON, or in a file that an earlier call may have begun."""
    if out is None:
        yield _print_json if as_json else _shower()
        return
    from sayso.cli.lines import open_lines

    if readers.signed is None:
        raise WrongCall("--out: it keeps the readings of one reader. Leave it out, or give another --reader.")
    with open_lines(out, readers.signed) as lines:
        taken.is_there = lines.has
        yield lambda one, other: lines.add(one or other)  # type: ignore[arg-type]
    print(lines.in_words())


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
    reader: ReaderName = "embedded",
    base_url: BaseUrl = None,
    model: Model = None,
    context: Context = None,
    price: Prices = None,
    token_limit: TokenLimit = None,
    workers: Workers = None,
) -> None:
    """Read reports and keep them in a ledger.

    The ledger is one file, made if it is not there. Each report is kept as it came, with its claims; what is
    there already is not read again, so that a call that was cut off goes on where it was. A page that says something else than at its last retrieval is a later version.
    """
    from sayso.cli.watching import watch_inputs
    from sayso.intake.manners import Manners
    from sayso.intake.quarantine import quarantine_of
    from sayso.intake.table import columns_of
    from sayso.intake.versions import Versions
    from sayso.ledger import open_ledger
    from sayso.ledger.clock import utc_now as now

    if watch and workers is not None:
        raise WrongCall("--workers: a watch reads what is new one by one. Leave out --workers or --watch.")
    workers = 1 if watch and reader == "embedded" else workers
    given = given_facts(published, publisher, title, url) | {"retrieved_utc": now()}
    taken = Taken(given, columns_of(columns), keep=True, quarantine=quarantine_of(book))
    taken.manners = Manners() if follow else None
    kept = Kept(book)
    with (
        open_readers(reader, base_url, model, context, price, token_limit, workers) as readers,
        open_ledger(book, create=True) as ledger,
    ):
        if not ledger.head().size:
            print(f"{book}: a new ledger, kept by {ledger.storage}.")
        taken.versions = Versions(ledger.reports)
        if readers.signed:
            taken.is_there = partial(kept.has, ledger, readers.signed)
        keep = partial(kept.keep_all, ledger, readers, taken)
        if watch:
            watch_inputs(book, inputs, taken, every, keep)
        else:
            keep(taken.reports(inputs))
        kept.had += taken.unchanged
        print(kept.in_words())
    finish(taken.refused + kept.unread)


@dataclass(slots=True)
class Kept:
    """What a call has added to a ledger so far."""

    book: str
    reports: int = 0
    claims: int = 0
    had: int = 0
    erased: int = 0
    unread: int = 0

    def has(self, ledger: Ledger, reader: str, report: Report) -> bool:
        """Whether the ledger has that reader's reading of the report, or the report was erased; both are counted."""
        added = ledger.had(report, reader)
        if added:
            self._count_there(added)
        return added is not None

    def keep_all(self, ledger: Ledger, readers: Readers, taken: Taken, found: Iterable[Told]) -> None:
        """Read the reports and keep what was read, in their order."""
        for readings in watched(readers.read(found), "adding"):
            artefact = taken.artefacts.popleft()
            if taken.is_read(readings[0]):
                self.keep(ledger, readings, artefact)

    def keep(self, ledger: Ledger, readings: tuple[Reading | None, Reading | None], artefact: bytes) -> None:
        """Add the reading; beside one of the embedded reader the model's is a second one, which counts for nothing.

        What the model did not read to its end is not kept, so that the next call reads it again.
        """
        ours, models = readings
        if ours is not None:
            self._count(ours, ledger.add_reading(ours, artefact))
        if models is None or self._is_unread(models):
            return
        added = ledger.add_reading(models, artefact, second=ours is not None)
        if ours is None:
            self._count(models, added)

    def in_words(self) -> str:
        there = f"; {number(self.had, 'report')} there already" if self.had else ""
        there += f"; {number(self.erased, 'report')} erased before and not added again" if self.erased else ""
        return (
            f"{self.book}: {number(self.reports, 'report')} with {number(self.claims, 'claim')} added{there}."
        )

    def _count(self, reading: Reading, added: Added) -> None:
        if added.changed:
            self.reports, self.claims = self.reports + 1, self.claims + len(reading.claims)
        else:
            self._count_there(added)

    def _count_there(self, added: Added) -> None:
        self.erased += added.erased
        self.had += not added.erased

    def _is_unread(self, reading: Reading) -> bool:
        from sayso.second_reader import unread

        part = unread(reading)
        if part is None:
            return False
        self.unread += 1
        report = reading.report
        complain(
            f"{report.retrieval.origin if report.retrieval else report.id}: not kept as the model reads it. {part.message}"
        )
        return True


def _claims_of(readings: Iterable[Reading]) -> list[Claim]:
    return [claim for reading in readings for claim in reading.claims]


def _shower() -> Show:
    """Shows one reading after another, a rule between them; two of one report side by side."""
    from sayso.show import show_problems, show_reading
    from sayso.show.beside import show_side_by_side
    from sayso.side_by_side import side_by_side

    screen, shown = console(), 0

    def show(one: Reading | None, other: Reading | None) -> None:
        nonlocal shown
        if shown:
            screen.print()
            screen.rule(style="dim")
        shown += 1
        if one is not None and other is not None:
            show_side_by_side(side_by_side(one, other), screen)
            show_problems(other.problems, screen)
        elif (reading := one or other) is not None:
            show_reading(reading, screen)

    return show


def _print_json(one: Reading | None, other: Reading | None) -> None:
    """A Reading a line; of two readers an object with both and how they compare."""
    from sayso.ids import canonical_json
    from sayso.records import reading_record
    from sayso.side_by_side import side_by_side, side_by_side_record

    if one is not None and other is not None:
        beside = side_by_side_record(side_by_side(one, other))
        record = {"embedded": reading_record(one), "model": reading_record(other), "side_by_side": beside}
    else:
        record = reading_record(one or other)  # type: ignore[arg-type]
    put(canonical_json(record) + "\n")
