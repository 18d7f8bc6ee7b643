"""What every command needs to talk: lines out, lines of complaint, counting while a person watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sayso.files import write_whole
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")
#: how often a call that nobody watches says how far it is
NOTED_S = 60.0

BookPath = Annotated[str, typer.Argument(metavar="BOOK", help="the file of a ledger")]
#: protected names are shown only to somebody who says who and why; both stand in the log
NamesWhy = Annotated[
    str | None,
    typer.Option("--names", metavar="WHY", help="show protected names: for what reason; needs --by"),
]
NamesBy = Annotated[str, typer.Option("--by", metavar="WHO", help="with --names: who sees them")]
Json = Annotated[bool, typer.Option("--json", help="one JSON object a line, for programs")]


def complain(what: object) -> None:
    """One line on standard error; a report's control characters never reach the terminal."""
    _forgive(sys.stderr)
    print("".join(sign if sign.isprintable() else "·" for sign in str(what)), file=sys.stderr)


def write_file(path: Path, data: bytes, book: str) -> None:
    """The file, whole or not at all; never the ledger itself."""
    spare_ledger(path, book)
    try:
        write_whole(path, data)
    except OSError as error:
        raise WrongCall(
            f"{path}: cannot be written: {(error.strerror or str(error)).lower()}. Give another --out."
        ) from error


def spare_ledger(path: Path, book: str) -> None:
    """WrongCall if the path is that of the ledger."""
    if path.exists() and Path(book).exists() and path.samefile(book):
        raise WrongCall(f"{path}: this is the ledger. Give another file with --out.")


def console() -> Console:
    from rich.console import Console

    _forgive(sys.stdout)
    return Console(highlight=False, emoji=False, markup=False)


def put(text: str) -> None:
    """To standard output as UTF-8, whatever the locale; half a surrogate pair becomes "?"."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _forgive(stream: object) -> None:
    """Signs that the terminal's encoding has not become "?"."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")


def watched(items: Iterable[T], what: str) -> Iterator[T]:
    """The items, counted on standard error: as a bar while a person watches, else a line a minute.

    Nothing is counted where standard output is in the way of it.
    """
    if not sys.stderr.isatty():
        yield from _noted(items, what)
        return
    if sys.stdout.isatty() and what == "reading":
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, description=what, total=None)


def _noted(items: Iterable[T], what: str) -> Iterator[T]:
    began = noted = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - noted >= NOTED_S:
            noted = now
            complain(f"{what}: {count:,} so far, {count / (now - began):.1f} a second")


def number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def finish(refused: int) -> None:
    if refused:
        raise typer.Exit(1)
