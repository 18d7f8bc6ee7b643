"""Names → places, offline: towns, districts, regions and countries of the world.

>>> [entry.id for entry in open_gazetteer().lookup("Saraqib")]  # doctest: +SKIP
['geonames:164816']
"""

from __future__ import annotations

import functools
import os
import sqlite3
from pathlib import Path
from typing import Any

from sayso.gazetteer.entries import LOOSE, MATCHES, Entry
from sayso.gazetteer.names import key, loose_of, without_class
from sayso.gazetteer.where import VARIABLE, users_index
from sayso.problems import WrongCall

PLACES = Path(__file__).parent / "places.sqlite"
REMEMBERED = 20_000

#: the fields of an Entry in their order, and the rank of its match
_COLUMNS = (
    "id",
    "name",
    "lat",
    "lon",
    "kind",
    "country",
    "admin1",
    "population",
    "radius_m",
    "capital",
    "rank",
)
_FIND = f"""
SELECT {", ".join(f"place.{c}" if c in ("id", "name") else c for c in _COLUMNS)}
FROM name JOIN place ON place.number = name.place WHERE key IN (?, ?)
ORDER BY rank = 4, population DESC, place.number LIMIT 80
"""


class Gazetteer:
    """Looks names up in one index or several; read-only. Made by ``open_gazetteer``."""

    def __init__(self, indexes: tuple[sqlite3.Connection, ...]) -> None:
        self.indexes = indexes
        self._remembered = functools.lru_cache(maxsize=REMEMBERED)(self._find)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Every place of that name: those spelt so first, then those that sound so; the most populous first.

        Where nothing has the name as it stands, it is looked up without the word that says what it is
        ("Idlib Governorate"). Nothing found is ().
        """
        return self._remembered(name)

    def _find(self, name: str) -> tuple[Entry, ...]:
        return self._named(name) or (self._named(bare) if (bare := without_class(name)) != name else ())

    def _named(self, name: str) -> tuple[Entry, ...]:
        strict = key(name)
        if not strict:
            return ()
        loose = loose_of(strict)
        keys = (strict, LOOSE + loose if loose else strict)
        rows = [row for index in self.indexes for row in index.execute(_FIND, keys)]
        if len(self.indexes) > 1:
            rows.sort(key=lambda row: (row[10] == 4, -row[7]))
        # a place may have the name and also sound so: its best match counts
        best: dict[str, Entry] = {}
        for row in rows:
            entry = _entry(row)
            if entry.id not in best or MATCHES.index(entry.match) < MATCHES.index(best[entry.id].match):
                best[entry.id] = entry
        return tuple(best.values())


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(*(*row[:-1], MATCHES[row[-1]]))


def open_gazetteer(path: Path | None = None, *more: Path) -> Gazetteer:
    """The bundled index and the user's own, if there is one; or that at ``path``, with ``more`` of the same make.

    The user's own is the file that SAYSO_GAZETTEER names, else one in the user's data folder (``users_index``).
    """
    chosen = (path, *more) if path is not None else (PLACES, *more, *_users_own())
    return Gazetteer(tuple(_open(file) for file in chosen))


def _users_own() -> tuple[Path, ...]:
    index = users_index()
    if index.is_file():
        return (index,)
    if os.environ.get(VARIABLE):
        raise WrongCall(
            f"{index}: {VARIABLE} names this index of places, and there is none. Make it with: sayso gazetteer add FILE"
        )
    return ()


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise WrongCall(
            f"{path.name}: there is no such index of places. Check the path; the bundled one is built by: "
            "python -m sayso.gazetteer.build"
        )
    # immutable: no lock, no journal, so it opens at once and from a folder that cannot be written
    index = sqlite3.connect(
        f"{path.resolve().as_uri()}?immutable=1&mode=ro", uri=True, check_same_thread=False
    )
    try:
        index.execute(_FIND, ("", ""))
    except sqlite3.DatabaseError as error:
        index.close()
        raise WrongCall(
            f"{path.name}: this is no index of places ({error}). Build it again, or check the path."
        ) from error
    return index


__all__ = ["Entry", "Gazetteer", "open_gazetteer", "users_index"]
