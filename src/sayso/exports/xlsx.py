"""A workbook for Excel and its kin: the table of claims, every cell of text typed as text, so that none can be a formula."""

from __future__ import annotations

import datetime
import io

from sayso.exports.csv import COLUMNS, claim_rows
from sayso.exports.losses import Losses
from sayso.exports.material import Material
from sayso.problems import MissingExtra

#: what a cell of a workbook holds at most
MOST = 32_767
#: equal incidents, equal bytes: the moment of writing does not go in
_MOMENT = datetime.datetime(2000, 1, 1)


def write_xlsx(material: Material, losses: Losses) -> bytes:
    """A sheet with one row a claim. Needs xlsxwriter."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtra("The format xlsx", "xlsx") from error
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": _MOMENT})
    sheet = book.add_worksheet("claims")
    bold = book.add_format({"bold": True})
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, bold)
    cut = 0
    for number, row in enumerate(claim_rows(material, losses), 1):
        for column, cell in enumerate(row.values()):
            if isinstance(cell, str):
                text = cell.encode("utf-8", "replace").decode()
                cut += len(text) > MOST
                sheet.write_string(number, column, text[:MOST])
            elif cell is not None:
                sheet.write_number(number, column, cell)
    sheet.freeze_panes(1, 1)
    book.close()
    losses.notes.clear()
    if cut:
        losses.note(f"{cut} cells were cut at {MOST:,} characters, the most that a workbook's cell holds.")
    return out.getvalue()
