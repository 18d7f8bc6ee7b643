"""Rows as a table of text: commas or tabs, quoted, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from sayso.cells import safe

#: a cell; None is an empty one, which means unknown
Cell = str | int | float | None
Line = Mapping[str, Cell]

UNESCAPE = (
    "Text that a spreadsheet would run as a formula has one apostrophe before it. The way back: where a cell of text "
    "begins with an apostrophe and what follows would be escaped too, take that one apostrophe off. Numbers are never escaped."
)


def table(
    columns: Iterable[str], rows: Iterable[Line], delimiter: str = ",", above: Sequence[Sequence[str]] = ()
) -> str:
    """A header, further header rows ``above`` the data, and the rows. Lines end in LF, text is quoted.

    >>> table(["a", "b"], [{"a": "=1", "b": -2}])
    '"a","b"\\n"\\'=1",-2\\n'
    """
    names = list(columns)
    out = io.StringIO(newline="")
    # all text is quoted: left to itself the writer leaves a lone carriage return bare, and readers break the row
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC, delimiter=delimiter)
    writer.writerow(names)
    writer.writerows(above)
    for row in rows:
        writer.writerow([safe(row.get(name)) for name in names])
    return out.getvalue()
