"""What every store in a database asks and adds: the same statements, whichever the database.

``?`` stands for a value; a database that writes it otherwise turns it in ``_rows`` and ``_many``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from sayso import __version__
from sayso.ledger.artefacts import Artefact
from sayso.ledger.book import Extent
from sayso.ledger.chain import Head
from sayso.ledger.clock import utc_now
from sayso.ledger.entries import Entry, Kind
from sayso.model import ReportId

#: how the tables are laid out; raised when an older sayso could not read, or must not write, what we write
FORMAT = 2
_PAGE = 200
_SEALS = 10_000
_ASKED = 500
#: bytes of artefacts that are read at once
_HELD = 8_000_000
_LOWEST = -(2**63)

_ENTRY = "SELECT number, kind, body, made_utc, previous, seal FROM entries"
_ARTEFACT = "SELECT entry, sha256, packed, packed_sha256 FROM artefacts"


class SqlStore:
    """The reading and appending half of a Store; below it, one says how rows are got and a transaction is made."""

    #: how the tables are laid out
    format: int

    def _rows(self, statement: str, *values: object) -> list[Any]:
        """The rows that one statement gives; every failure is a LedgerError."""
        raise NotImplementedError

    def _many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Carry out the statement for each row of values."""
        raise NotImplementedError

    def extent(self) -> Extent:
        """How far it reaches, in one statement and so in one moment."""
        size, seal, entry, artefact = self._rows(
            "SELECT head.size, head.seal, (SELECT max(number) FROM entries), (SELECT max(entry) FROM artefacts) "
            "FROM (SELECT 1) AS one LEFT JOIN head ON true"
        )[0]
        return Extent(None if size is None else Head(size, seal), entry or 0, artefact or 0)

    def entry(self, number: int) -> Entry | None:
        """The entry of that number, None if there is none."""
        rows = self._rows(f"{_ENTRY} WHERE number = ?", number)
        return _entry(rows[0]) if rows else None

    def entries(self, first: int | None, last: int) -> Iterator[Entry]:
        """Entries in pages: an open cursor would keep every writer out."""
        start = _LOWEST if first is None else first
        page = f"{_ENTRY} WHERE number BETWEEN ? AND ? ORDER BY number LIMIT {_PAGE}"
        while rows := self._rows(page, start, last):
            yield from map(_entry, rows)
            start = rows[-1][0] + 1

    def seals(self, last: int) -> Iterator[str]:
        """Seals in pages, from an index that has nothing else."""
        start = 1
        page = f"SELECT number, seal FROM entries WHERE number BETWEEN ? AND ? ORDER BY number LIMIT {_SEALS}"
        while rows := self._rows(page, start, last):
            yield from (seal for _, seal in rows)
            start = rows[-1][0] + 1

    def artefacts(self, first: int | None, last: int) -> Iterator[Artefact]:
        """Artefacts in pages that fit into memory, or one by one where they are large."""
        start = _LOWEST if first is None else first
        sizes = (
            "SELECT entry, length(packed) FROM artefacts WHERE entry BETWEEN ? AND ? ORDER BY entry LIMIT 100"
        )
        page = f"{_ARTEFACT} WHERE entry BETWEEN ? AND ? ORDER BY entry"
        while rows := self._rows(sizes, start, last):
            held = accumulate(size for _, size in rows)
            fitting = [entry for (entry, _), total in zip(rows, held, strict=True) if total <= _HELD]
            end = fitting[-1] if fitting else rows[0][0]
            yield from map(_artefact, self._rows(page, start, end))
            start = end + 1

    def artefact(self, sha256: str) -> Artefact | None:
        """The artefact of that hash, None if there is none."""
        rows = self._rows(f"{_ARTEFACT} WHERE sha256 = ?", sha256)
        return _artefact(rows[0]) if rows else None

    def known(self, reports: Sequence[ReportId]) -> set[ReportId]:
        """Those of the reports that have a report entry."""
        found: set[ReportId] = set()
        for start in range(0, len(reports), _ASKED):
            asked = reports[start : start + _ASKED]
            marks = ", ".join("?" * len(asked))
            statement = f"SELECT report FROM entries WHERE kind = 'report' AND report IN ({marks})"
            found.update(self._column(statement, *asked))
        return found

    def numbers(self, kind: Kind) -> list[int]:
        """The numbers of all entries of a kind, in order."""
        return self._column("SELECT number FROM entries WHERE kind = ? ORDER BY number", kind)

    def numbers_about(self, kind: Kind, report: ReportId) -> list[int]:
        """The numbers of the entries of a kind about one report, in order."""
        return self._column(
            "SELECT number FROM entries WHERE kind = ? AND report = ? ORDER BY number", kind, report
        )

    def newest_readings(self) -> list[int]:
        """The numbers of the newest reading of each report, in order."""
        return self._column(
            "SELECT max(number) FROM entries WHERE kind = 'reading' GROUP BY report ORDER BY 1"
        )

    def key(self, name: str) -> bytes | None:
        """The key of that name, None if there is none."""
        keys = self._column("SELECT key FROM keys WHERE name = ?", name)
        return bytes(keys[0]) if keys else None

    def keys(self) -> dict[str, bytes]:
        """All keys, by name; none in a format that had none."""
        if self.format < FORMAT:
            return {}
        return {name: bytes(key) for name, key in self._rows("SELECT name, key FROM keys")}

    def without_key(self) -> list[int]:
        """The number of the first entry of each report that has no key, in order."""
        return self._column(
            "SELECT min(number) FROM entries WHERE kind = 'report' AND 'report ' || report NOT IN "
            "(SELECT name FROM keys) GROUP BY report ORDER BY 1"
        )

    def keep_keys(self, keys: Sequence[tuple[str, bytes]]) -> None:
        """Put the keys beside the entries."""
        self._many("INSERT INTO keys (name, key) VALUES (?, ?)", keys)

    def destroy_key(self, name: str) -> None:
        """Take the key away."""
        self._rows("DELETE FROM keys WHERE name = ?", name)

    def append(self, entries: Sequence[Entry], artefacts: Sequence[Artefact]) -> None:
        """Add the rows and note the new head."""
        self._many(
            "INSERT INTO entries (number, kind, body, made_utc, previous, seal) VALUES (?, ?, ?, ?, ?, ?)",
            [(e.number, e.kind, e.body, e.made_utc, e.previous, e.seal) for e in entries],
        )
        self._many(
            "INSERT INTO artefacts (entry, sha256, packed, packed_sha256) VALUES (?, ?, ?, ?)",
            [(a.entry, a.sha256, a.packed, a.packed_sha256) for a in artefacts],
        )
        self._many("UPDATE head SET size = ?, seal = ?", [(entries[-1].number, entries[-1].seal)])

    def _note_format(self) -> None:
        """Note that from here on the tables are as this version makes them."""
        self._rows(
            "INSERT INTO formats (format, made_utc, by, size) VALUES (?, ?, ?, coalesce((SELECT size FROM head), 0))",
            *(FORMAT, utc_now(), f"sayso {__version__}"),
        )

    def _column(self, statement: str, *values: object) -> list[Any]:
        return [row[0] for row in self._rows(statement, *values)]


def _entry(row: tuple[Any, ...]) -> Entry:
    """The row as an Entry, whatever an altered file has in it; what is no text fits no seal."""
    number, *texts = row
    return Entry(number, *(text if isinstance(text, str) else repr(text) for text in texts))


def _artefact(row: tuple[Any, ...]) -> Artefact:
    entry, sha256, packed, packed_sha256 = row
    return Artefact(entry, sha256, packed if isinstance(packed, bytes) else b"", packed_sha256)
