"""The index of places as a file: one table of places, one of the keys they are found under."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.gazetteer.entries import LOOSE, MATCHES, Entry, Match
from sayso.gazetteer.names import key, loose_key

_SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE place (number INTEGER PRIMARY KEY, id TEXT, name TEXT, lat REAL, lon REAL, kind TEXT, country TEXT,
                    admin1 TEXT, population INTEGER, radius_m REAL, capital INTEGER);
CREATE TABLE name (key TEXT, rank INTEGER, place INTEGER, PRIMARY KEY (key, rank, place)) WITHOUT ROWID;
"""
#: what a file that grows needs to find the places it has already
_GROWING = """
CREATE UNIQUE INDEX IF NOT EXISTS place_id ON place (id);
CREATE INDEX IF NOT EXISTS name_place ON name (place);
"""
_PLACE = "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)"
_NAME = "INSERT OR IGNORE INTO name VALUES (?,?,?)"
#: longer keys are descriptions, not names
_LONGEST_KEY = 40
#: alphabets of the names kept: Latin, Greek excluded, Cyrillic, Arabic
_ALPHABETS = re.compile(r"[a-zA-Z\u00c0-\u024f\u1e00-\u1eff\u0400-\u04ff\u0600-\u06ff]")
#: airport letters and the like among the alternate names
CODE = re.compile(r"^[A-Z]{1,4}$")

#: a name as written, and how it stands to the place
Spelling = tuple[str, Match]


@dataclass(slots=True)
class Draft:
    """A place on its way into the index."""

    entry: Entry
    spellings: list[Spelling] = field(default_factory=list)


def write_index(target: Path, drafts: Iterable[Draft]) -> None:
    """The places as a new index at ``target``: whole or not at all; equal places give equal bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    file = sqlite3.connect(part)
    # a file that is thrown away after a crash needs no journal
    file.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
    numbered = list(enumerate(drafts, 1))
    file.executemany(_PLACE, ((number, *_row(draft.entry)) for number, draft in numbered))
    file.executemany(_NAME, sorted(k for number, draft in numbered for k in _keys(number, draft)))
    file.commit()
    file.close()
    part.replace(target)


def add_to_index(target: Path, drafts: Iterable[Draft]) -> int:
    """How many places were added to the index at ``target``, which is made if need be: all of them or none.

    A place whose id is there already is replaced.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    new = not target.exists()
    file = sqlite3.connect(target)
    added = 0
    try:
        file.executescript(_SCHEMA * new + _GROWING)
        with file:
            for draft in drafts:
                _replace(file, draft)
                added += 1
    except BaseException:
        file.close()
        if new:
            target.unlink(missing_ok=True)
        raise
    file.close()
    return added


def _replace(file: sqlite3.Connection, draft: Draft) -> None:
    for (number,) in file.execute("SELECT number FROM place WHERE id = ?", (draft.entry.id,)).fetchall():
        file.execute("DELETE FROM name WHERE place = ?", (number,))
        file.execute("DELETE FROM place WHERE number = ?", (number,))
    number = file.execute(_PLACE, (None, *_row(draft.entry))).lastrowid
    assert number is not None
    file.executemany(_NAME, _keys(number, draft))


def _row(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.id, entry.name, entry.lat, entry.lon, entry.kind, entry.country, entry.admin1, entry.population, entry.radius_m,
        int(entry.capital),
    )  # fmt: skip


def _keys(number: int, draft: Draft) -> Iterator[tuple[str, int, int]]:
    """The keys under which a place is found: for each its best rank only."""
    best: dict[str, int] = {}
    for name, match in draft.spellings:
        if match == "name" or _ALPHABETS.match(name):
            rank, strict = MATCHES.index(match), key(name)
            best[strict] = min(rank, best.get(strict, rank))
        if match == "name" and (loose := loose_key(name)):
            best[LOOSE + loose] = MATCHES.index("loose")
    return ((each, rank, number) for each, rank in best.items() if 1 < len(each) <= _LONGEST_KEY)
