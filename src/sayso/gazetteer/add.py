"""Somebody's own places into an index beside the bundled one: GeoNames files, p-code tables, GeoJSON."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sayso.gazetteer import geojson, geonames, pcodes
from sayso.gazetteer.index import Draft, add_to_index
from sayso.gazetteer.where import VARIABLE, users_index
from sayso.problems import NotFound, WrongCall

_READERS: dict[str, Callable[[TextIO, str], Iterator[Draft]]] = {
    "a GeoNames file": geonames.read_geonames,
    "a p-code table": pcodes.read_pcodes,
    "GeoJSON": geojson.read_geojson,
}
_WANTED = (
    "sayso gazetteer add takes GeoNames files (19 columns between tabs, as .txt or .zip), tables with p-codes "
    "(.csv with a column such as ADM2_PCODE) and GeoJSON"
)


def add_places(file: Path, index: Path | None = None) -> tuple[str, int, Path]:
    """What the file was taken for, how many places of it are now in the index (all or none), and the index.

    Without an index the user's own is taken. A file that is none of the three, or is broken somewhere, is refused with the line at fault.
    """
    index = index or users_index()
    if not file.is_file():
        raise NotFound(str(file), "there is no such file")
    try:
        with _opened(file) as text:
            kind = _kind(text, file.name)
            added = add_to_index(index, _READERS[kind](text, file.name))
    except UnicodeDecodeError as error:
        raise WrongCall(
            f"{file.name}: this is not UTF-8 (byte {error.start}). Nothing was added. Save it as UTF-8 and add it again."
        ) from error
    except (sqlite3.Error, OSError) as error:
        raise WrongCall(
            f"{index}: cannot be written ({error}). Nothing was added. Give another index with --gazetteer or {VARIABLE}."
        ) from error
    if not added:
        raise WrongCall(f"{file.name}: no place in it has a name. Nothing was added. {_WANTED}.")
    return kind, added, index


@contextmanager
def _opened(file: Path) -> Iterator[TextIO]:
    """The text of the file, or of the one table in an archive."""
    if not zipfile.is_zipfile(file):
        with file.open(encoding="utf-8-sig", newline="") as text:
            yield text
        return
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if not name.lower().endswith(("readme.txt", "/"))]
        if len(names) != 1:
            raise WrongCall(f"{file.name}: {len(names)} files in the archive. Unpack it and add one of them.")
        with archive.open(names[0]) as packed:
            yield io.TextIOWrapper(packed, encoding="utf-8-sig", newline="")


def _kind(text: TextIO, name: str) -> str:
    """Which of the readers the beginning of the text asks for; the text stands at its beginning again."""
    first = ""
    while not first.strip() and (line := text.readline(100_000)):
        first = line
    text.seek(0)
    if first.lstrip().startswith("{"):
        return "GeoJSON"
    if pcodes.is_header(first):
        return "a p-code table"
    if first.count("\t") >= geonames.COLUMNS - 1:
        return "a GeoNames file"
    what = "the file is empty" if not first.strip() else "its first line is that of no list of places"
    raise WrongCall(f"{name}: {what}. Nothing was added. {_WANTED}.")
