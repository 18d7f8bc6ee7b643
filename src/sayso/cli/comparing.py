"""Our incidents beside somebody else's file: compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.talk import BookPath, Json, complain, console, number, put, write_file

if TYPE_CHECKING:
    from sayso.imports import Foreign

#: so many refused rows are named
_NAMED = 3


def compare(
    book: BookPath,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="ACLED, UCDP GED or FollowTheMoney; CSV, TSV or JSON")
    ],
    as_json: Json = False,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="write the whole table here, all their columns too"),
    ] = None,
) -> None:
    """Lay the incidents beside somebody else's events.

    What is the same happening and why (day, place, kind, actors, deaths), where the two differ, and what only one
    side has. Their rows are read, never kept: nothing of them goes into the ledger.
    """
    import json as text

    from sayso import comparing
    from sayso.acts.judging import incidents_of
    from sayso.exports.table import table
    from sayso.incidents.beside import lay_beside

    foreign = _foreign(file)
    found, reports = incidents_of(book)
    beside = lay_beside(found, foreign.events, {report.id: report for report in reports})
    if csv is not None:
        columns = (*comparing.COLUMNS, *(f"theirs.{name}" for name in foreign.table.columns))
        rows = ({name: _cell(value) for name, value in row.items()} for row in comparing.rows_of(beside))
        write_file(csv, table(columns, rows).encode("utf-8", "replace"), book)
    if as_json:
        for row in comparing.rows_of(beside):
            put(text.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False) + "\n")
    else:
        comparing.show_beside(beside, console())
    for row_number, why in foreign.refused[:_NAMED]:
        complain(f"{file}: row {row_number}: {why}. It was left out.")
    if foreign.refused:
        complain(f"{file}: {number(len(foreign.refused), 'row')} left out of {len(foreign.table.rows):,}.")
        raise typer.Exit(1)


def _foreign(file: str) -> Foreign:
    from sayso.imports import read_events
    from sayso.problems import NotFound

    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise NotFound(file, (error.strerror or "it cannot be opened").lower()) from error
    return read_events(data, file)


def _cell(value: object) -> str | int | float | None:
    import json

    return (
        value
        if value is None or isinstance(value, (str, int, float))
        else json.dumps(value, ensure_ascii=False)
    )
