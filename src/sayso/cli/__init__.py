"""One command a stage, with the verbs of the library.

Exit status: 0 done, 1 some inputs refused (or damage found), 2 the call could not be carried out. Whatever
goes wrong is one line on standard error. Heavy libraries are loaded by the commands that need them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from sayso import __version__
from sayso.cli.actors import actors
from sayso.cli.comparing import compare
from sayso.cli.decisions import judge, merge, split
from sayso.cli.exporting import export
from sayso.cli.finding import search
from sayso.cli.incidents import incidents
from sayso.cli.ledger import backup, checkpoint, prove, restore, stamp, upgrade, verify
from sayso.cli.measuring import evaluate, predict
from sayso.cli.people import erase, log, protect, reveal, users
from sayso.cli.places import gazetteer
from sayso.cli.reading import add, demo, read
from sayso.cli.report import report
from sayso.cli.review import review
from sayso.cli.scaling import scale
from sayso.cli.talk import complain
from sayso.problems import RefusedInput, SaysoError

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
app.add_typer(gazetteer, name="gazetteer")
app.add_typer(scale, name="scale")
COMMANDS: tuple[Callable[..., None], ...] = (
    *(demo, read, add, search, incidents, review, judge, merge, split, export, report),
    *(verify, checkpoint, prove, stamp, backup, restore, upgrade, predict, evaluate),
    demo,
    read,
    add,
    search,
    incidents,
    review,
    judge,
    merge,
    split,
    export,
    report,
    compare,
    verify,
    checkpoint,
    prove,
    backup,
    restore,
    upgrade,
    predict,
    evaluate,
    *(protect, reveal, erase, log),
    *(verify, checkpoint, prove, backup, restore, upgrade, predict, evaluate),
)
app.add_typer(actors, name="actors")
app.add_typer(users, name="users")
for command in COMMANDS:
    app.command()(command)


@app.callback(invoke_without_command=True)
def about(
    version: Annotated[bool, typer.Option("--version", help="print the version and stop")] = False,
) -> None:
    """Who says that it happened: claims and incidents from reports of armed conflict."""
    if version:
        print(f"sayso {__version__}")
        raise typer.Exit


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
