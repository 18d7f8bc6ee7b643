"""Entries and artefacts in one SQLite file.

The defences, and against what: one immediate transaction around reading the head and appending, so
that two writers cannot both follow the same entry; triggers, against our own mistakes and a careless
hand (whoever opens the file with other tools can drop them, and verify says so); a full sync before
an entry is acknowledged; the rollback journal where the linked library has the WAL-reset fault.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sayso.ledger.chain import EMPTY
from sayso.ledger.sql import FORMAT, SqlStore
from sayso.problems import (
    LedgerBusy,
    LedgerError,
    LedgerFull,
    LedgerUnusable,
    NewerFormat,
    NoLedger,
    NotALedger,
    OldFormat,
)

#: "SAYS", in bytes 68 to 71 of the file
APPLICATION_ID = 0x53415953
#: STRICT tables and JSON functions without asking
OLDEST_SQLITE = (3, 38, 0)
_LONGEST_PAUSE_S = 0.004


def _never(action: str, table: str, name: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {action} ON {table}{condition} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: a ledger only grows'); END"
    )


#: the tables of format 1, by name. ``report`` is made by SQLite from the sealed body, so that no list of
#: ours can disagree with it
_FIRST = {
    "entries": """CREATE TABLE entries (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  made_utc TEXT NOT NULL,
  previous TEXT NOT NULL,
  seal TEXT NOT NULL,
  report TEXT GENERATED ALWAYS AS (CASE WHEN json_valid(body) THEN json_extract(body, '$.report') END) VIRTUAL
) STRICT""",
    "entries_by_report": "CREATE INDEX entries_by_report ON entries (kind, report)",
    "artefacts": """CREATE TABLE artefacts (
  entry INTEGER PRIMARY KEY REFERENCES entries (number),
  sha256 TEXT NOT NULL UNIQUE,
  packed BLOB NOT NULL,
  packed_sha256 TEXT NOT NULL
) STRICT""",
    "head": """CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  seal TEXT NOT NULL
) STRICT""",
    "entries_unchanged": _never("UPDATE", "entries", "unchanged"),
    "entries_kept": _never("DELETE", "entries", "kept"),
    "entries_in_order": _never("INSERT", "entries", "in_order", "NEW.number <> (SELECT size + 1 FROM head)"),
    "artefacts_unchanged": _never("UPDATE", "artefacts", "unchanged"),
    "artefacts_kept": _never("DELETE", "artefacts", "kept"),
    "artefacts_new": _never(
        "INSERT",
        "artefacts",
        "new",
        "EXISTS (SELECT 1 FROM artefacts WHERE entry = NEW.entry OR sha256 = NEW.sha256)",
    ),
    "head_grows": _never("UPDATE", "head", "grows", "NEW.size <> OLD.size + 1"),
    "head_kept": _never("DELETE", "head", "kept"),
}
#: what format 2 adds or has in another form: several entries under one note of the head, which must be that of
#: the last entry; an index of seals, for checkpoints; the formats that this file had
_SECOND = {
    "entries_in_order": _never(
        "INSERT",
        "entries",
        "in_order",
        "NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries) OR NEW.previous <> "
        "coalesce((SELECT seal FROM entries WHERE number = NEW.number - 1), printf('%064d', 0))",
    ),
    "head_grows": _never(
        "UPDATE",
        "head",
        "grows",
        "NEW.size <= OLD.size OR NEW.size <> (SELECT max(number) FROM entries) "
        "OR NEW.seal <> (SELECT seal FROM entries WHERE number = NEW.size)",
    ),
    "entries_by_seal": "CREATE INDEX entries_by_seal ON entries (number, seal)",
    "formats": """CREATE TABLE formats (
  format INTEGER PRIMARY KEY,
  made_utc TEXT NOT NULL,
  by TEXT NOT NULL,
  size INTEGER NOT NULL
) STRICT""",
    "keys": "CREATE TABLE keys (name TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT",
    "keys_unchanged": _never("UPDATE", "keys", "unchanged"),
    "formats_unchanged": _never("UPDATE", "formats", "unchanged"),
    "formats_kept": _never("DELETE", "formats", "kept"),
}
#: format → its tables, indexes and triggers
_TABLES = {1: _FIRST, 2: _FIRST | _SECOND}


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """The write-ahead log of that SQLite cannot lose committed pages (sqlite.org/wal.html#walresetbug).

    3.7.0 to 3.51.2 can, but for the repaired 3.44.6 and 3.50.7; 3.52.0 was withdrawn.
    """
    repaired = version[:2] in ((3, 44), (3, 50)) and version >= (*version[:2], 6 if version[1] == 44 else 7)
    return repaired or (version >= (3, 51, 3) and version != (3, 52, 0))


class SqliteStore(SqlStore):
    """A Store in one file; one thread, any number of processes."""

    def __init__(self, connection: sqlite3.Connection, path: str, wait_s: float) -> None:
        self._connection = connection
        self._wait_s = wait_s
        self.path = path
        self.format: int = connection.execute("PRAGMA user_version").fetchone()[0]
        self.storage = f"SQLite {sqlite3.sqlite_version}, {_set_up(connection, path)}"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; IMMEDIATE, because a head read before the lock is taken forks the chain."""
        if self.format != FORMAT:
            raise OldFormat(self.path, self.format)
        with self._transaction():
            yield

    def upgrade(self) -> None:
        """Lay the tables out as format 2 has them; no entry and no artefact is touched."""
        with self._transaction():
            self._change_tables(_TABLES[self.format], _TABLES[FORMAT])
            self.format = FORMAT

    def lay_out(self) -> None:
        """Make the tables of an empty file, and mark it as ours."""
        with self._transaction():
            self._change_tables({}, _TABLES[FORMAT])
            self._rows("INSERT INTO head (one, size, seal) VALUES (1, ?, ?)", EMPTY.size, EMPTY.seal)
            self._rows(f"PRAGMA application_id = {APPLICATION_ID}")
            self.format = FORMAT

    def _change_tables(self, old: dict[str, str], new: dict[str, str]) -> None:
        for name in (name for name in old if new.get(name) != old[name]):
            self._rows(f"DROP {old[name].split()[1]} {name}")
        for name in (name for name in new if new[name] != old.get(name)):
            self._rows(new[name])
        self._rows(f"PRAGMA user_version = {FORMAT}")
        self._note_format()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._told():
            # IMMEDIATE: the lock is taken before the head is read
            self._insist("BEGIN IMMEDIATE")
            try:
                yield
                self._insist("COMMIT")
            except BaseException:
                # some failures (a full disk) have ended the transaction already
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _insist(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows of the statement; while others hold the file, ask for it often and at random moments.

        SQLite's own waiting asks more and more seldom: of four busy writers one got nothing.
        """
        end = time.monotonic() + self._wait_s
        while True:
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
            time.sleep(random.uniform(0, _LONGEST_PAUSE_S))

    def damage(self) -> list[str]:
        """Pages that SQLite cannot follow, and tables or triggers that are not as we made them."""
        try:
            pages = [line for line in self._column("PRAGMA integrity_check") if line != "ok"]
            found = dict(self._rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
        except LedgerUnusable as error:
            return [f"the file is damaged: {error.why}"]
        made = _TABLES[self.format]
        other = sorted(name for name in found | made if found.get(name) != made.get(name))
        return [f"the file is damaged: {line}" for line in pages] + [
            f"{name}: a table, index or trigger that is not as sayso made it" for name in other
        ]

    def forget(self, gone: Sequence[bytes]) -> None:
        """Leave nothing of destroyed keys in the file; made anew if one is still in it, or none is named."""
        with self._told():
            self._empty_the_log()
            if not gone or any(_is_in_file(self.path, key) for key in gone):
                self._connection.execute("VACUUM")
                self._empty_the_log()

    def _empty_the_log(self) -> None:
        if self._rows("PRAGMA journal_mode") == [("wal",)]:
            self._rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _rows(self, statement: str, *values: object) -> list[Any]:
        with self._told():
            return self._insist(statement, values)

    def _many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        with self._told():
            self._connection.executemany(statement, rows)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of SQLite as ours, each one line."""
        try:
            yield
        except sqlite3.Error as error:
            raise _as_ours(error, self.path, self._wait_s) from error


def _is_in_file(path: str, wanted: bytes) -> bool:
    before = b""
    with open(path, "rb") as file:
        while part := file.read(1 << 20):
            if wanted in before + part:
                return True
            before = part[-len(wanted) :]
    return False


def open_store(path: str, wait_s: float) -> SqliteStore:
    """The ledger in that file; NoLedger or NotALedger, and nothing written, if it is none."""
    _refuse_old_library(path)
    _refuse_other_files(path)
    return _connect(path, path, wait_s)


def create_store(path: str, wait_s: float) -> SqliteStore:
    """The ledger in that file, made first if there is no such file.

    Made under another name and linked into place, so that nobody ever meets half of one.
    """
    if Path(path).exists():
        return open_store(path, wait_s)
    _refuse_old_library(path)
    unfinished = Path(f"{path}.new-{os.getpid()}")
    try:
        unfinished.touch(exist_ok=False)
        _lay_out(unfinished, path, wait_s)
        _put_in_place(unfinished, Path(path))
    except OSError as error:
        raise NoLedger(path, f"no ledger could be made there ({error.strerror})") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return open_store(path, wait_s)


def _lay_out(file: Path, path: str, wait_s: float) -> None:
    store = _connect(str(file), path, wait_s)
    try:
        store.lay_out()
    finally:
        store.close()


def _put_in_place(unfinished: Path, path: Path) -> None:
    """Give the finished file its name; if another process was quicker, its ledger stays."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    except OSError:
        # a file system without hard links (memory sticks)
        unfinished.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _connect(file: str, path: str, wait_s: float) -> SqliteStore:
    """The store in that file, set up; ``path`` is the name for messages."""
    uri = f"{Path(file).absolute().as_uri()}?mode=rw"
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=wait_s, isolation_level=None)
    except sqlite3.Error as error:
        raise _as_ours(error, path, wait_s) from error
    # an altered file may hold bytes that are no UTF-8: they must reach verify as they are
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        return SqliteStore(connection, path, wait_s)
    except sqlite3.Error as error:
        connection.close()
        raise _as_ours(error, path, wait_s) from error
    except LedgerError:
        connection.close()
        raise


def _set_up(connection: sqlite3.Connection, path: str) -> str:
    """What was chosen, in words: the journal, and how much is synced before an entry is acknowledged."""
    journal, synchronous = (
        ("wal", "FULL") if wal_is_safe(sqlite3.sqlite_version_info) else ("delete", "EXTRA")
    )
    found = connection.execute(f"PRAGMA journal_mode = {journal}").fetchone()[0]
    if found != journal:
        raise LedgerUnusable(path, f"its journal mode is {found} and could not be set to {journal}")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute("PRAGMA foreign_keys = ON")
    # a destroyed key is overwritten, not only let go of
    connection.execute("PRAGMA secure_delete = ON")
    # from here on the waiting is our own
    connection.execute("PRAGMA busy_timeout = 0")
    return f"journal mode {journal}, synchronous {synchronous}"


def _refuse_old_library(path: str) -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise LedgerUnusable(path, f"SQLite {sqlite3.sqlite_version} is too old, {oldest} or newer is needed")


def _refuse_other_files(path: str) -> None:
    """Look at the first bytes ourselves: SQLite may write to a file that it opens, whosever it is."""
    try:
        with open(path, "rb") as file:
            start = file.read(100)
    except FileNotFoundError as error:
        raise NoLedger(path) from error
    except OSError as error:
        raise NotALedger(path, f"this is no file that can be read ({error.strerror})") from error
    if not start:
        raise NotALedger(path, "the file is empty")
    if len(start) < 100 or not start.startswith(b"SQLite format 3\0"):
        raise NotALedger(path, "this is no ledger but some other kind of file")
    if int.from_bytes(start[68:72], "big") != APPLICATION_ID:
        raise NotALedger(path, "this is an SQLite file of another program")
    if (version := int.from_bytes(start[60:64], "big")) not in _TABLES:
        raise NewerFormat(path, version, FORMAT)


def _as_ours(error: sqlite3.Error, path: str, wait_s: float) -> LedgerError:
    """The LedgerError that says what SQLite met."""
    # the low byte is the kind of error, the rest says more about it; some errors of the driver have none
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerBusy(path, wait_s)
    if code == sqlite3.SQLITE_FULL:
        return LedgerFull(path)
    return LedgerUnusable(path, str(error))
