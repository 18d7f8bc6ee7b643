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
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sayso import __version__
from sayso.problems import NoSuchIncident, NotFound, RefusedInput, SaysoError, WrongCall

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.ledger import Head, Ledger
    from sayso.model import Claim, Incident, Problem, Reading, Report

T = TypeVar("T")

app = typer.Typer(
    name="sayso",
    help="Who says that it happened: claims and incidents from reports of armed conflict.",
    no_args_is_help=True,
    add_completion=False,
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
    """Read four bundled, invented reports; show claims, and the incident on which three of them disagree."""
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
    """Show the claims of reports; nothing is kept."""
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
    """Read reports and keep them, with their claims, in a ledger."""
    from sayso.ledger import open_ledger
    from sayso.pipeline import load_reader

    taken = Taken(_given(published, publisher, title, url) | {"retrieved_utc": _now()}, keep=True)
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
) -> None:
    """Show the incidents of a ledger: who says what, ranges, disagreements."""
    from sayso import show

    found, reports = _incidents_of(book)
    by_id = {report.id: report for report in reports}
    if why is not None:
        show.show_reasons(_the_one(book, found, why), by_id, _console())
    elif as_json:
        from sayso.ids import canonical_json
        from sayso.records import incident_record

        for incident in found:
            _out(canonical_json(incident_record(incident)) + "\n")
    else:
        show.show_incidents(found, by_id, _console())


@app.command()
def judge(
    book: BookPath,
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="its id, or the start of it")],
    verdict: Annotated[str, typer.Argument(metavar="accept|reject|unsure")],
    by: Annotated[str, typer.Option(help="who judges")],
    why: Annotated[str, typer.Option(help="for what reason")],
) -> None:
    """Accept or reject all claims of an incident; the decision is kept with who, when and why."""
    from sayso.ledger import open_ledger
    from sayso.model import Judgement

    verdicts = {"accept": "accept", "reject": "reject", "unsure": "unsure"}
    if verdict not in verdicts:
        raise WrongCall(f"{verdict}: no such verdict. Verdicts: {', '.join(verdicts)}.")
    if not by.strip() or not why.strip():
        raise WrongCall("a judgement needs a name and a reason. Give --by NAME and --why TEXT.")
    with open_ledger(book) as ledger:
        one = _the_one(book, _build(ledger)[0], incident)
        about = tuple(claim.id for claim in one.claims)
        ledger.add_judgement(Judgement(by, _now(), verdict, about, why))  # type: ignore[arg-type]
    print(f"{one.id}: {verdict} by {by}, {_number(len(about), 'claim')}.")


@app.command()
def export(
    book: BookPath,
    to: Annotated[str, typer.Option("--to", metavar="json|csv", help="the format")],
    internal: Annotated[bool, typer.Option("--internal", help="everything, each with its status")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="write here, not to standard output")
    ] = None,
) -> None:
    """Write the incidents in a format. Public: only what a person accepted, unless --internal is said."""
    from sayso import exports
    from sayso.incidents import accepted_view

    found, reports = _incidents_of(book)
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
    """Check every entry and every artefact of a ledger; print its head, to be written down elsewhere."""
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
    task: Annotated[str, typer.Argument(help="a task of the scorers")],
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
    data: Annotated[Path, typer.Option(metavar="FOLDER", help="the folder of the corpora")],
    corpora: Annotated[
        list[str] | None, typer.Argument(metavar="[CORPUS …]", help="which; all if none")
    ] = None,
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
        # without a command the message is the help, which has lines
        for line in error.format_message().splitlines():
            complain(line)
        return 2


def complain(what: object) -> None:
    """One line on standard error; a report's control characters never reach the terminal."""
    _forgive(sys.stderr)
    print("".join(sign if sign.isprintable() else "·" for sign in str(what)), file=sys.stderr)


def _take(origin: str, given: dict[str, str | None]) -> tuple[bytes, Report, tuple[Problem, ...]]:
    """The bytes of one input and the Report that they are."""
    from sayso import intake

    known = {key: value for key, value in given.items() if value is not None}
    if origin.startswith(("http://", "https://")):
        from sayso.intake.fetch import fetch

        got = fetch(origin)
        known = {"url": got.url} | known | {"retrieved_utc": got.retrieved_utc}
        return got.data, *intake.read_bytes(got.data, origin=origin, media_type=got.media_type, **known)
    data = _bytes(origin)
    media_type = "text/html" if origin.lower().endswith((".html", ".htm", ".xhtml")) else None
    name = "standard input" if origin == "-" else origin
    return data, *intake.read_bytes(data, origin=name, media_type=media_type, **known)


def _bytes(origin: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if origin == "-" else Path(origin).read_bytes()
    except OSError as error:
        raise NotFound(origin, (error.strerror or "it cannot be opened").lower()) from error


def _spread(inputs: Iterable[str]) -> Iterator[str]:
    """The inputs, each folder as the files in it."""
    from sayso.intake import find_inputs

    for origin in inputs:
        if origin != "-" and os.path.isdir(origin):
            yield from map(str, find_inputs(Path(origin)))
        else:
            yield origin


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


def _build(ledger: Ledger) -> tuple[tuple[Incident, ...], list[Report]]:
    from sayso.incidents import build_incidents

    reports = list(ledger.reports())
    return build_incidents(ledger.claims(), ledger.judgements(), reports), reports


def _incidents_of(book: str) -> tuple[tuple[Incident, ...], list[Report]]:
    from sayso.ledger import open_ledger

    with open_ledger(book) as ledger:
        return _build(ledger)


def _the_one(book: str, incidents: Iterable[Incident], start_of_id: str) -> Incident:
    from sayso.incidents import find_incidents

    found = find_incidents(incidents, start_of_id)
    if len(found) != 1:
        raise NoSuchIncident(book, start_of_id, len(found))
    return found[0]


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


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _finish(refused: int) -> None:
    if refused:
        raise typer.Exit(1)
