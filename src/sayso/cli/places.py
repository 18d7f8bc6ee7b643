"""Places of the user: gazetteer add."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.talk import number

gazetteer = typer.Typer(help="Places of your own, beside the bundled ones.", no_args_is_help=True)


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
        print(f"{file}: {kind}, {number(added, 'place')} now in {target}.")
