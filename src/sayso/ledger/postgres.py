"""Entries and artefacts on a PostgreSQL server: one ledger a database, in the schema ``sayso``.

The defences, and against what: one advisory lock that every writer holds from before it reads the head until
it has committed, so that two cannot follow the same entry (the server queues the waiting ones, so none
starves); triggers, against our own mistakes and other programs; ``synchronous_commit``, so that an entry is
on disk before it is acknowledged, whatever the server's default.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sayso.ledger.chain import EMPTY
from sayso.ledger.sql import FORMAT, SqlStore
from sayso.problems import (
    LedgerBusy,
    LedgerError,
    LedgerFull,
    LedgerUnusable,
    MissingExtra,
    NewerFormat,
    NoLedger,
)

if TYPE_CHECKING:
    import psycopg

#: "SAYS": the first half of the key of the advisory lock; the other half is the schema's own number
_LOCK = 0x53415953
#: a ledger that another process makes at this moment is waited for
_MAKING = 0x4D414B45

_FUNCTIONS = {
    "only_grows": """
BEGIN
  RAISE EXCEPTION '%: a ledger only grows', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END""",
    "in_order": """
BEGIN
  IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM sayso.entries)
    OR NEW.previous <> coalesce((SELECT seal FROM sayso.entries WHERE number = NEW.number - 1), repeat('0', 64))
  THEN
    RAISE EXCEPTION 'entries: a ledger only grows' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END""",
    "head_grows": """
BEGIN
  IF NEW.size <= OLD.size OR NEW.size <> (SELECT max(number) FROM sayso.entries)
    OR NEW.seal <> (SELECT seal FROM sayso.entries WHERE number = NEW.size)
  THEN
    RAISE EXCEPTION 'head: a ledger only grows' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END""",
}
#: as the server itself writes them, but for the schema, so that they can be compared
_TRIGGERS = {
    "artefacts_kept": "BEFORE DELETE OR UPDATE OR TRUNCATE ON sayso.artefacts FOR EACH STATEMENT EXECUTE FUNCTION sayso.only_grows()",
    "entries_in_order": "BEFORE INSERT ON sayso.entries FOR EACH ROW EXECUTE FUNCTION sayso.in_order()",
    "entries_kept": "BEFORE DELETE OR UPDATE OR TRUNCATE ON sayso.entries FOR EACH STATEMENT EXECUTE FUNCTION sayso.only_grows()",
    "formats_kept": "BEFORE DELETE OR UPDATE OR TRUNCATE ON sayso.formats FOR EACH STATEMENT EXECUTE FUNCTION sayso.only_grows()",
    "keys_unchanged": "BEFORE UPDATE ON sayso.keys FOR EACH STATEMENT EXECUTE FUNCTION sayso.only_grows()",
    "head_grows": "BEFORE UPDATE ON sayso.head FOR EACH ROW EXECUTE FUNCTION sayso.head_grows()",
    "head_kept": "BEFORE DELETE OR TRUNCATE ON sayso.head FOR EACH STATEMENT EXECUTE FUNCTION sayso.only_grows()",
}
#: makes ``report`` from the sealed body, so that no list of ours can disagree with it; null for what is no JSON
_REPORT_NAMED_IN = """
BEGIN
  RETURN btrim((body::json -> 'report')::text, '"');
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END"""
_TABLES = {
    "entries": """CREATE TABLE sayso.entries (
  number bigint PRIMARY KEY,
  kind text NOT NULL,
  body text NOT NULL,
  made_utc text NOT NULL,
  previous text NOT NULL,
  seal text NOT NULL,
  report text GENERATED ALWAYS AS (sayso.report_named_in(body)) STORED
)""",
    "artefacts": """CREATE TABLE sayso.artefacts (
  entry bigint PRIMARY KEY REFERENCES sayso.entries (number),
  sha256 text NOT NULL UNIQUE,
  packed bytea NOT NULL,
  packed_sha256 text NOT NULL
)""",
    "keys": "CREATE TABLE sayso.keys (name text PRIMARY KEY, key bytea NOT NULL)",
    "head": "CREATE TABLE sayso.head (one integer PRIMARY KEY CHECK (one = 1), size bigint NOT NULL, seal text NOT NULL)",
    "formats": """CREATE TABLE sayso.formats (
  format integer PRIMARY KEY,
  made_utc text NOT NULL,
  by text NOT NULL,
  size bigint NOT NULL
)""",
}
_INDEX = "CREATE INDEX entries_by_report ON sayso.entries (kind, report)"


def _layout() -> Iterator[str]:
    """The statements that make an empty ledger's tables."""
    yield "CREATE SCHEMA sayso"
    head = "LANGUAGE plpgsql IMMUTABLE"
    yield f"CREATE FUNCTION sayso.report_named_in(body text) RETURNS text {head} AS $${_REPORT_NAMED_IN}$$"
    yield from _TABLES.values()
    yield _INDEX
    for name, body in _FUNCTIONS.items():
        yield f"CREATE FUNCTION sayso.{name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
    for name, trigger in _TRIGGERS.items():
        yield f"CREATE TRIGGER {name} {trigger}"


class PostgresStore(SqlStore):
    """A Store in one database of a server; one thread, any number of processes on any number of machines."""

    format = FORMAT

    def __init__(self, url: str, wait_s: float) -> None:
        self._url = url
        self._wait_s = wait_s
        self._within = self._closed = False
        self.path = name_of(url)
        self._connection = self._connect()
        self.storage = self._described()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction behind the lock; what it reads after that is what the writer before it committed."""
        with self._transaction():
            self._rows("SELECT pg_advisory_xact_lock(?, 'sayso'::regnamespace::oid::int)", _LOCK)
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._come_back()
        with self._told(), self._connection.transaction():
            self._within = True
            try:
                self._rows(f"SET LOCAL lock_timeout = {max(1, int(self._wait_s * 1000))}")
                yield
            finally:
                self._within = False

    def _come_back(self) -> None:
        """Connect anew if the connection was lost, but never in the middle of a transaction."""
        if self._connection.closed and not (self._within or self._closed):
            self._connection = self._connect()

    def exists(self) -> bool:
        """There is a ledger in the database."""
        return bool(self._rows("SELECT 1 WHERE to_regclass('sayso.head') IS NOT NULL"))

    def lay_out(self) -> None:
        """Make the tables, unless another process was quicker."""
        with self._transaction():
            self._rows("SELECT pg_advisory_xact_lock(?, 0)", _MAKING)
            if self.exists():
                return
            for statement in _layout():
                self._rows(statement)
            self._rows("INSERT INTO sayso.head (one, size, seal) VALUES (1, ?, ?)", EMPTY.size, EMPTY.seal)
            self._note_format()

    def found_format(self) -> int:
        """The newest format that the ledger notes."""
        return int(self._rows("SELECT coalesce(max(format), 0) FROM formats")[0][0])

    def upgrade(self) -> None:
        """Nothing yet: a server has had format 2 from the start."""

    def damage(self) -> list[str]:
        """Tables, columns, triggers and functions that are not as we made them."""
        made = {
            f"trigger {name}": f"CREATE TRIGGER {name} {text.replace('sayso.', '')}"
            for name, text in _TRIGGERS.items()
        }
        made |= {f"function {name}": body for name, body in _FUNCTIONS.items()}
        made |= {"function report_named_in": _REPORT_NAMED_IN}
        made |= {f"table {name}": " ".join(sorted(_columns_in(text))) for name, text in _TABLES.items()}
        found = dict(self._rows(_FOUND))
        other = sorted(name for name in found | made if found.get(name) != made.get(name))
        return [f"{name}: not as sayso made it" for name in other]

    def forget(self, gone: Sequence[bytes]) -> None:
        """Write the table of keys anew, without those that were destroyed; the server's own logs are its keeper's."""
        self._rows("VACUUM FULL sayso.keys")

    def close(self) -> None:
        """Let go of the server."""
        self._closed = True
        self._connection.close()

    def _rows(self, statement: str, *values: object) -> list[Any]:
        self._come_back()
        with self._told():
            cursor = self._connection.execute(statement.replace("?", "%s").encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def _many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        with self._told(), self._connection.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s").encode(), rows)

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        driver = _driver()
        try:
            connection: psycopg.Connection[tuple[Any, ...]] = driver.connect(
                self._url, autocommit=True, connect_timeout=max(2, int(self._wait_s))
            )
        except driver.Error as error:
            raise NoLedger(self.path, f"the server does not let us in ({_first_line(error)})") from error
        with self._told():
            connection.execute("SET search_path TO pg_catalog, sayso")
            connection.execute("SET synchronous_commit TO on")
            connection.execute("SET client_encoding TO 'UTF8'")
            return connection

    def _described(self) -> str:
        version, encoding, fsync = self._rows(
            "SELECT current_setting('server_version'), current_setting('server_encoding'), current_setting('fsync')"
        )[0]
        if encoding != "UTF8":
            self.close()
            raise LedgerUnusable(
                self.path, f"its encoding is {encoding}; a ledger needs a database made with UTF8"
            )
        lying = ""
        if fsync == "off":
            lying = ", but the server has fsync off: a power cut may lose what was acknowledged"
        return f"PostgreSQL {version.split()[0]}, one writer at a time, synchronous_commit on{lying}"

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the server and of the connection as ours, each one line."""
        try:
            yield
        except _driver().Error as error:
            raise _as_ours(error, self.path, self._wait_s) from error


#: name → definition of everything in our schema
_FOUND = """
SELECT 'trigger ' || tgname, replace(pg_get_triggerdef(pg_trigger.oid), 'sayso.', '')
    || CASE WHEN tgenabled = 'O' THEN '' ELSE ' (disabled)' END
  FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
  WHERE relnamespace = 'sayso'::regnamespace AND NOT tgisinternal
UNION ALL
SELECT 'function ' || proname, prosrc FROM pg_proc WHERE pronamespace = 'sayso'::regnamespace
UNION ALL
SELECT 'table ' || relname, string_agg(attname || ':' || format_type(atttypid, atttypmod), ' ' ORDER BY attname COLLATE "C")
  FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
  WHERE relnamespace = 'sayso'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
  GROUP BY relname
"""


def _columns_in(table: str) -> Iterator[str]:
    """The columns of a CREATE TABLE of ours, as name:type."""
    for column in table.partition("(")[2].rsplit(")", 1)[0].split(","):
        name, kind = column.split()[:2]
        yield f"{name}:{kind}"


def open_store(url: str, wait_s: float) -> PostgresStore:
    """The ledger in that database; NoLedger if there is none."""
    return _checked(PostgresStore(url, wait_s))


def create_store(url: str, wait_s: float) -> PostgresStore:
    """The ledger in that database, its tables made first if they are not there."""
    store = PostgresStore(url, wait_s)
    try:
        store.lay_out()
    except LedgerError:
        store.close()
        raise
    return _checked(store)


def _checked(store: PostgresStore) -> PostgresStore:
    try:
        if not store.exists():
            raise NoLedger(store.path)
        if (found := store.found_format()) != FORMAT:
            raise NewerFormat(store.path, found, FORMAT)
    except LedgerError:
        store.close()
        raise
    return store


def name_of(url: str) -> str:
    """The address for messages: server and database, without user and password."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    server = parts.netloc.rpartition("@")[2]
    return f"postgresql://{server}{parts.path}"


def _driver() -> Any:
    try:
        import psycopg
    except ImportError as error:
        raise MissingExtra("A ledger on a PostgreSQL server", "postgres") from error
    return psycopg


def _as_ours(error: psycopg.Error, path: str, wait_s: float) -> LedgerError:
    """The LedgerError that says what the server met."""
    import psycopg

    if isinstance(error, psycopg.errors.LockNotAvailable):
        return LedgerBusy(path, wait_s)
    if isinstance(error, psycopg.errors.DiskFull):
        return LedgerFull(path)
    return LedgerUnusable(path, _first_line(error))


def _first_line(error: Exception) -> str:
    """What happened, without hints and places; of several tries to connect, the last."""
    said = [line.strip() for line in str(error).splitlines() if line.strip()]
    return said[0] if said else type(error).__name__
