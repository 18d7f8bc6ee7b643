"""Parquet: the table of claims with typed columns; the text exactly as it is, nothing escaped."""

from __future__ import annotations

import io

from sayso.exports.csv import COLUMNS, TYPES, claim_rows
from sayso.exports.losses import Losses
from sayso.exports.material import Material
from sayso.exports.table import Cell, Line
from sayso.problems import MissingExtra


def write_parquet(material: Material, losses: Losses) -> bytes:
    """One row a claim; unknown is null. Needs pyarrow."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("The format parquet", "parquet") from error
    kinds = {"integer": pyarrow.int64(), "number": pyarrow.float64()}
    schema = pyarrow.schema([(name, kinds.get(TYPES.get(name, ""), pyarrow.string())) for name in COLUMNS])
    rows = [_written(row) for row in claim_rows(material, losses)]
    losses.notes.clear()
    table = pyarrow.Table.from_pylist(rows, schema=schema.with_metadata({"sayso": "claims-1"}))
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def _written(row: Line) -> dict[str, Cell]:
    """The row; half a surrogate pair, which no UTF-8 can hold, becomes "?"."""
    return {
        name: cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell
        for name, cell in row.items()
    }
