"""Actors of the user: actors add."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.talk import number

actors = typer.Typer(help="Actors of your own, beside the bundled register.", no_args_is_help=True)


@actors.command("add")
def add_actors(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="TOML: [register], name = [aliases]")],
    register: Annotated[
        Path | None, typer.Option("--register", metavar="REGISTER", help="keep them there")
    ] = None,
) -> None:
    """Add actors with their other names; their names are known from then on."""
    from sayso.claims.sides.own_register import add_actors as add_file

    for file in files:
        added, target = add_file(file, register)
        print(f"{file}: {number(added, 'actor')} now in {target}.")
