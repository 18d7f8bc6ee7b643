"""One command a stage, with the verbs of the library.

Exit status: 0 done, 1 some inputs refused (or damage found), 2 the call could not be carried out. Whatever
goes wrong is one line on standard error. Heavy libraries are loaded by the commands that need them.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sayso import __version__
from sayso.decisions import judge, merge, split
from sayso.problems import NotFound, RefusedInput, SaysoError, WrongCall

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.ledger import Head
    from sayso.model import Claim, Problem, Reading, Report

T = TypeVar("T")

app = typer.Typer(
    name="sayso",
    help="Who says that it happened: claims and incidents from reports of armed conflict.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with: sayso demo",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

gazetteer = typer.Typer(help="Places of your own, beside the bundled ones.", no_args_is_help=True)
app.add_typer(gazetteer, name="gazetteer")
Inputs = Annotated[
    list[str], typer.Argument(metavar="FILE|URL|DIR|-", help="what to read; - is standard input")
]
BookPath = Annotated[str, typer.Argument(metavar="BOOK", help="the file of a ledger")]
Published = Annotated[
    str | None, typer.Option(help="day of publication, YYYY-MM-DD, if the text does not say")
]
Publisher = Annotated[str | None, typer.Option(help="who published it")]
Title = Annotated[str | None, typer.Option(help="its title")]
Url = Annotated[str | None, typer.Option(help="where it was published")]
Json = Annotated[bool, typer.Option("--json", help="one JSON object a line, for programs")]


@dataclass(slots=True)
class Taken:
    """The inputs of a call: what is known of them, how many were refused, the bytes of those under way."""

    given: dict[str, str | None]
    keep: bool = False
    refused: int = 0
    artefacts: deque[bytes] = field(default_factory=deque)

    def reports(self, inputs: Iterable[str]) -> Iterator[tuple[Report, tuple[Problem, ...]]]:
        """Each input as a Report; one that is refused costs a line on standard error, and the rest goes on.

        With ``keep`` their bytes wait in ``artefacts``, in the same order.
        """
        for origin in _spread(inputs):
            try:
                data, report, problems = _take(origin, self.given)
            except RefusedInput as error:
                self.refused += 1
                complain(error)
            else:
                if self.keep:
                    self.artefacts.append(data)
                yield report, problems


@app.callback(invoke_without_command=True)
def about(
    version: Annotated[bool, typer.Option("--version", help="print the version and stop")] = False,
) -> None:
    """Who says that it happened: claims and incidents from reports of armed conflict."""
    if version:
        print(f"sayso {__version__}")
        raise typer.Exit


@app.command()
def demo() -> None:
    """Try it on four invented reports, three of which disagree.

    Shows the claims of one, and the incidents that all of them tell of.
    """
    from sayso import show
    from sayso.demo import REPORTS
    from sayso.incidents import build_incidents
    from sayso.intake import read_file
    from sayso.pipeline import load_reader

    reader, console = load_reader(), _console()
    taken = [read_file(one.path, publisher=one.publisher, title=one.title) for one in REPORTS]
    readings = list(reader.read_many(taken))
    reports = {reading.report.id: reading.report for reading in readings}
    incidents = build_incidents(_claims_of(readings), (), reports.values())
    console.print("Four invented reports; nothing in them happened. The claims of the first:\n", style="dim")
    show.show_reading(readings[0], console)
    console.print("\nThe incidents that all four tell of, as each source tells them:\n", style="dim")
    show.show_incidents(incidents, reports, console)
    console.print(f"\nThe reports lie in {REPORTS[0].path.parent}. Next:", style="dim", soft_wrap=True)
    for step in ("read FILE.txt --published 2026-04-18", "add book.db FILE.txt", "incidents book.db"):
        console.print(f"  sayso {step}")


@app.command()
def read(
    inputs: Inputs,
    published: Published = None,
    publisher: Publisher = None,
    title: Title = None,
    url: Url = None,
    as_json: Json = False,
) -> None:
    """Show the claims of reports; nothing is kept.

    Plain text and web pages, from files, folders, standard input and http(s) addresses.
    """
    from sayso.pipeline import load_reader

    taken = Taken(_given(published, publisher, title, url))
    reader = load_reader()
    show = _print_json if as_json else _shower()
    for reading in _watched(reader.read_many(taken.reports(inputs)), "reading"):
        show(reading)
    _finish(taken.refused)


@app.command()
def add(
    book: BookPath,
    inputs: Inputs,
    published: Published = None,
    publisher: Publisher = None,
    title: Title = None,
    url: Url = None,
) -> None:
    """Read reports and keep them in a ledger.

    The ledger is one file, made if it is not there. Each report is kept as it came, with its claims; what is
    there already is not added again.
    """
    from sayso.judging import now
    from sayso.ledger import open_ledger
    from sayso.pipeline import load_reader

    taken = Taken(_given(published, publisher, title, url) | {"retrieved_utc": now()}, keep=True)
    reader = load_reader()
    kept = claims = had = 0
    with open_ledger(book, create=True) as ledger:
        for reading in _watched(reader.read_many(taken.reports(inputs)), "adding"):
            added = ledger.add_reading(reading, taken.artefacts.popleft())
            kept, had = kept + added.changed, had + (not added.changed)
            claims += len(reading.claims) if added.changed else 0
    there = f"; {_number(had, 'report')} there already" if had else ""
    print(f"{book}: {_number(kept, 'report')} with {_number(claims, 'claim')} added{there}.")
    _finish(taken.refused)


@app.command()
def incidents(
    book: BookPath,
    as_json: Json = False,
    why: Annotated[
        str | None, typer.Option(metavar="ID", help="why the claims of one incident are one")
    ] = None,
    policy: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="how they are graded: plain, airwars …")
    ] = "plain",
) -> None:
    """Show who says what of each incident in a ledger.

    A table an incident: every source with its stance and figures, then the ranges and what they disagree on, and how they are graded.
    """
    from sayso import show
    from sayso.incidents.grades import load_policy
    from sayso.judging import incidents_of, the_one

    chosen = load_policy(policy)
    found, reports = incidents_of(book)
    by_id = {report.id: report for report in reports}
    if why is not None:
        show.show_reasons(the_one(book, found, why), by_id, _console())
    elif as_json:
        from sayso.ids import canonical_json
        from sayso.incidents.whole import whole_record

        for incident in found:
            _out(canonical_json(whole_record(incident, by_id, chosen)) + "\n")
    else:
        show.show_incidents(found, by_id, _console(), chosen)


for decision in (judge, merge, split):
    app.command()(decision)


@app.command()
def export(
    book: BookPath,
    to: Annotated[str, typer.Option("--to", metavar="json|csv", help="the format")],
    internal: Annotated[bool, typer.Option("--internal", help="everything, each with its status")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="write here, not to standard output")
    ] = None,
) -> None:
    """Write the incidents in a format of somebody else.

    Public: only what a person accepted (see judge), unless --internal is said.
    """
    from sayso import exports
    from sayso.incidents import accepted_view
    from sayso.judging import incidents_of

    found, reports = incidents_of(book)
    chosen = found if internal else accepted_view(found, reports)
    text = exports.export(chosen, reports, to, internal=internal)
    if out is None:
        _out(text)
    else:
        _write(out, text.encode("utf-8", "replace"), book)
    if not chosen and not internal:
        complain(f"{book}: nothing was accepted yet, so the public export is empty. See: sayso judge --help")


@app.command()
def verify(
    book: BookPath,
    known: Annotated[
        str | None, typer.Option(metavar="NUMBER:SEAL", help="a head that you wrote down earlier")
    ] = None,
) -> None:
    """Check that nothing in a ledger was changed.

    Looks at every entry and every kept file, and prints the head: write it down elsewhere and give it as --known
    next time, and not even a shorter ledger can pass for the whole one.
    """
    from sayso.ledger import open_ledger

    with open_ledger(book) as ledger:
        found = ledger.verify(_head(known))
    for finding in found.findings:
        complain(f"{book}: {f'entry {finding.number}: ' if finding.number else ''}{finding.what}")
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(found.kinds.items()))
    state = "sound" if found.sound else f"{_number(len(found.findings), 'finding')}"
    print(f"{book}: {state}. {found.entries} entries ({kinds}), {_number(found.artefacts, 'artefact')}.")
    print(f"head {found.head.size}:{found.head.seal}")
    _finish(len(found.findings))


@gazetteer.command("add")
def add_places(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="GeoNames, p-code table or GeoJSON")],
    index: Annotated[
        Path | None, typer.Option("--gazetteer", metavar="INDEX", help="keep them there")
    ] = None,
) -> None:
    """Add places from GeoNames files, OCHA p-code tables (CSV) and GeoJSON; they are looked up from then on."""
    from sayso.gazetteer.add import add_places as add_file

    for file in files:
        kind, added, target = add_file(file, index)
        print(f"{file}: {kind}, {_number(added, 'place')} now in {target}.")


@app.command()
def predict(
    task: Annotated[str, typer.Argument(metavar="TASK", help="a task of the scorers")],
    records: Annotated[Path, typer.Argument(metavar="INPUT", help="its inputs, JSONL")],
) -> None:
    """Print predictions for a task of the scorers, in their format."""
    from sayso.evaluation import predict as predict_task
    from sayso.evaluation import read_records
    from sayso.pipeline import load_reader

    if not records.is_file():
        raise NotFound(str(records))
    for line in predict_task(task, read_records(records), load_reader()):
        _out(line.rstrip("\n") + "\n")


@app.command()
def evaluate(
    data: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="the folder of the corpora; nested-… need none")
    ] = None,
    corpora: Annotated[list[str] | None, typer.Argument(metavar="CORPUS", help="which; all if none")] = None,
) -> None:
    """Print the accuracy tables."""
    from sayso import evaluation

    _out(evaluation.evaluate(corpora or [], data).rstrip("\n") + "\n")


def main() -> None:
    """The program ``sayso``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Carry out one call; its exit status. No exception of ours leaves it."""
    try:
        status = typer.main.get_command(app).main(arguments, prog_name="sayso", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except SaysoError as error:
        complain(error)
        return 1 if isinstance(error, RefusedInput) else 2
    except BrokenPipeError:
        # whoever read us has gone; python would complain again when it closes standard output
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception as error:
        # typer brings its own copy of click in some versions: told by what it can do, not by its class
        if not hasattr(error, "format_message"):
            raise
        for line in _call_help(error, error.format_message()):
            complain(line)
        return 2


def _call_help(error: Exception, message: str) -> list[str]:
    """What is wrong with the call and where to read on; without a command the message is the help, in lines."""
    lines = message.splitlines()
    command = getattr(getattr(error, "ctx", None), "command_path", None)
    return [f"{message.rstrip('.')}. See: {command} --help"] if command and len(lines) == 1 else lines


def complain(what: object) -> None:
    """One line on standard error; a report's control characters never reach the terminal."""
    _forgive(sys.stderr)
    print("".join(sign if sign.isprintable() else "·" for sign in str(what)), file=sys.stderr)


def _take(origin: str, given: dict[str, str | None]) -> tuple[bytes, Report, tuple[Problem, ...]]:
    """The bytes of one input and the Report that they are."""
    from sayso import intake

    known = {key: value for key, value in given.items() if value is not None}
    if "://" in origin:
        from sayso.intake.fetch import fetch

        got = fetch(origin)
        known = {"url": got.url} | known | {"retrieved_utc": got.retrieved_utc}
        return got.data, *intake.read_bytes(got.data, origin=origin, media_type=got.media_type, **known)
    name = "standard input" if origin == "-" else origin
    data = _bytes(origin, name)
    media_type = "text/html" if origin.lower().endswith((".html", ".htm", ".xhtml")) else None
    return data, *intake.read_bytes(data, origin=name, media_type=media_type, **known)


def _bytes(origin: str, name: str) -> bytes:
    from sayso.intake import bytes_of

    if origin == "-":
        return bytes_of(sys.stdin.buffer, name)
    if os.path.isdir(origin):
        raise NotFound(name, "there is no file in this folder")
    try:
        with open(origin, "rb") as file:
            return bytes_of(file, name)
    except OSError as error:
        raise NotFound(name, (error.strerror or "it cannot be opened").lower()) from error


def _spread(inputs: Iterable[str]) -> Iterator[str]:
    """The inputs, each folder as the files in it; one without files stays, to be refused by name."""
    from sayso.intake import find_inputs

    for origin in inputs:
        found = find_inputs(Path(origin)) if origin != "-" and os.path.isdir(origin) else []
        yield from map(str, found) if found else (origin,)


def _given(
    published: str | None, publisher: str | None, title: str | None, url: str | None
) -> dict[str, str | None]:
    """What the caller knows of the reports; WrongCall for a day that is none."""
    try:
        day = date.fromisoformat(published).isoformat() if published else None
    except ValueError:
        raise WrongCall(f"{published}: this is no day. Give --published as YYYY-MM-DD.") from None
    return {"published": day, "publisher": publisher, "title": title, "url": url}


def _claims_of(readings: Iterable[Reading]) -> list[Claim]:
    return [claim for reading in readings for claim in reading.claims]


def _head(known: str | None) -> Head | None:
    from sayso.ledger import Head

    if known is None:
        return None
    size, _, seal = known.partition(":")
    if not size.isdigit() or not seal:
        raise WrongCall(f"{known}: this is no head. Give it as sayso verify printed it: NUMBER:SEAL.")
    return Head(int(size), seal)


def _write(path: Path, data: bytes, book: str) -> None:
    """The file, whole or not at all; never the ledger itself."""
    if path.exists() and Path(book).exists() and path.samefile(book):
        raise WrongCall(f"{path}: this is the ledger. Give another file with --out.")
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise WrongCall(
            f"{path}: cannot be written: {(error.strerror or str(error)).lower()}. Give another --out."
        ) from error


def _console() -> Console:
    from rich.console import Console

    _forgive(sys.stdout)
    return Console(highlight=False, emoji=False, markup=False)


def _shower() -> Callable[[Reading], None]:
    """Shows one reading after another, a rule between them."""
    from sayso.show import show_reading

    console, shown = _console(), 0

    def show(reading: Reading) -> None:
        nonlocal shown
        if shown:
            console.print()
            console.rule(style="dim")
        shown += 1
        show_reading(reading, console)

    return show


def _print_json(reading: Reading) -> None:
    from sayso.ids import canonical_json
    from sayso.records import reading_record

    _out(canonical_json(reading_record(reading)) + "\n")


def _out(text: str) -> None:
    """To standard output as UTF-8, whatever the locale; half a surrogate pair becomes "?"."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _forgive(stream: object) -> None:
    """Signs that the terminal's encoding has not become "?"."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")


def _watched(items: Iterable[T], what: str) -> Iterator[T]:
    """The items, counted on standard error while a person watches and standard output is not in the way."""
    if not sys.stderr.isatty() or (sys.stdout.isatty() and what == "reading"):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, description=what, total=None)


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _finish(refused: int) -> None:
    if refused:
        raise typer.Exit(1)
