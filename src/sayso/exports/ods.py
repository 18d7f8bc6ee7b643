"""An OpenDocument spreadsheet: the table of claims, every cell of text typed as text, so that none can be a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from sayso.exports.csv import COLUMNS, claim_rows
from sayso.exports.losses import Losses
from sayso.exports.material import Material
from sayso.exports.packing import packed
from sayso.exports.table import Cell

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_KIND}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="claims">
"""
_FOOT = "</table:table></office:spreadsheet></office:body></office:document-content>\n"
#: what XML 1.0 cannot hold
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
#: white space that a reader would fold
_SPACE = re.compile(r" {2,}|^ | $|\t")
_BREAK = re.compile(r"\r\n|\r|\n")


def write_ods(material: Material, losses: Losses) -> bytes:
    """A sheet with one row a claim."""
    lines = [_line(COLUMNS)]
    for row in claim_rows(material, losses):
        lines.append(_line(row.values()))
    losses.notes.clear()
    losses.note(
        "Control characters, which XML cannot hold, stand as U+FFFD; every line break is a line feed."
    )
    content = f"{_HEAD}{''.join(lines)}{_FOOT}".encode()
    files = {"mimetype": _KIND.encode(), "META-INF/manifest.xml": _MANIFEST.encode(), "content.xml": content}
    return packed(files, stored_first=("mimetype",))


def _line(cells: Iterable[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>\n"


def _cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value={quoteattr(str(cell))}/>'
    lines = "".join(f"<text:p>{_text(line)}</text:p>" for line in _BREAK.split(cell))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _text(words: str) -> str:
    """The words of one line; blanks that would be folded as the elements that stand for them."""
    found, at = [], 0
    clean = _NOT_XML.sub("�", words)
    for space in _SPACE.finditer(clean):
        found += [escape(clean[at : space.start()]), _blank(space.group())]
        at = space.end()
    return "".join([*found, escape(clean[at:])])


def _blank(space: str) -> str:
    return "<text:tab/>" if space == "\t" else f'<text:s text:c="{len(space)}"/>'
