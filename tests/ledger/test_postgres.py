"""The ledger on a PostgreSQL server: what is refused, what the server itself forbids, what verify finds."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest
from ledger_makings import clock, judgement, made

from sayso.ledger import Ledger, open_ledger
from sayso.problems import BrokenChain, LedgerBusy, LedgerUnusable, NewerFormat, NoLedger

psycopg = pytest.importorskip("psycopg", reason="psycopg is missing: pip install 'sayso[postgres]'")


@pytest.fixture
def url(database: Callable[[], str]) -> str:
    """A book of ten reports and one judgement: entries 1 to 21, reports on the odd numbers to 19."""
    url = database()
    with open_ledger(url, create=True, clock=clock()) as ledger:
        for number in range(10):
            ledger.add_reading(*made(number, claims=2))
        ledger.add_judgement(judgement("Zoë saw “both” photographs\x00\n"))
    return url


def run(url: str, *statements: str, replica: bool = False) -> None:
    """Carry out the statements as the database's owner; ``replica`` puts the triggers to sleep."""
    with psycopg.connect(url) as connection:
        connection.execute("SET search_path TO sayso")
        if replica:
            connection.execute("SET session_replication_role TO replica")
        for statement in statements:
            connection.execute(statement.encode())


def named(url: str) -> list[int]:
    """The numbers that verify names."""
    with open_ledger(url) as ledger:
        return sorted({finding.number for finding in ledger.verify().findings if finding.number})


def test_a_server_that_is_not_there_is_one_line_without_the_password() -> None:
    """The line names the server and the database, and nobody's name or password."""
    with pytest.raises(NoLedger) as refused:
        open_ledger("postgresql://me:secret@127.0.0.1:1/book", wait_s=2)
    said = str(refused.value)
    assert said.startswith("postgresql://127.0.0.1:1/book: the server does not let us in (")
    assert "secret" not in said and "\n" not in said


def test_a_database_without_a_ledger_is_refused_and_left_alone(database: Callable[[], str]) -> None:
    """Opening makes nothing unasked; the line says how a ledger is made."""
    url = database()
    with pytest.raises(
        NoLedger, match="there is no such ledger. Check the path. A new ledger is made by: sayso add"
    ):
        open_ledger(url)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'sayso'").fetchone() == (
            0,
        )


def test_a_newer_format_is_refused(url: str) -> None:
    """A ledger of a later version says which one."""
    run(url, "INSERT INTO formats VALUES (3, '', 'sayso 9', 21)")
    with pytest.raises(
        NewerFormat, match="this is a ledger of format 3, and this version of sayso reads formats 1"
    ):
        open_ledger(url)


def test_another_encoding_is_refused(server: str) -> None:
    """A database that cannot hold every letter holds no ledger."""
    admin = f"postgresql://sayso@/postgres?host={server}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(
        LedgerUnusable, match="its encoding is LATIN1; a ledger needs a database made with UTF8"
    ):
        open_ledger(f"postgresql://sayso@/latin?host={server}", create=True)


def test_the_store_says_how_it_keeps(url: str) -> None:
    """Server, version, lock and sync are in one line."""
    with open_ledger(url) as ledger:
        assert ledger.storage.startswith("PostgreSQL 1")
        assert ledger.storage.endswith(", one writer at a time, synchronous_commit on")


FORBIDDEN = [
    "UPDATE entries SET kind = 'x' WHERE number = 3",
    "DELETE FROM entries WHERE number = 21",
    "TRUNCATE entries CASCADE",
    "INSERT INTO entries (number, kind, body, made_utc, previous, seal) VALUES (30, '', '', '', '', '')",
    "INSERT INTO entries (number, kind, body, made_utc, previous, seal) VALUES (22, '', '', '', '', '')",
    "UPDATE artefacts SET packed = ''",
    "DELETE FROM artefacts",
    "UPDATE head SET size = 3",
    "UPDATE head SET size = 22",
    "UPDATE head SET seal = ''",
    "DELETE FROM head",
    "DELETE FROM formats",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_server_refuses_changes(url: str, statement: str) -> None:
    """Any program that connects meets the triggers: rows are added at the end, and that is all."""
    with pytest.raises(psycopg.errors.IntegrityError, match="a ledger only grows"):
        run(url, statement)
    assert named(url) == []


def test_a_writer_waits_for_another_and_says_so(url: str) -> None:
    """Behind somebody else's transaction a writer waits as long as it was told to, and works again after."""
    with open_ledger(url) as first, open_ledger(url, wait_s=0.05) as second:
        with (
            first._store.writing(),
            pytest.raises(LedgerBusy, match="has been using it for more than 0.05 s"),
        ):  # type: ignore[attr-defined]
            second.add_judgement(judgement())
        assert second.add_judgement(judgement()) == 22


def test_going_through_entries_keeps_nobody_out(url: str) -> None:
    """Between two entries of one reading, another process can write."""
    with open_ledger(url) as reading, open_ledger(url, wait_s=0.5) as other:
        entries = reading.entries()
        next(entries)
        assert other.add_judgement(judgement()) == 22
        assert sum(1 for _ in entries) == 20


def test_a_lost_connection_is_one_line_and_is_made_anew(url: str) -> None:
    """When the server ends the connection, one call fails in a line and the next one works."""
    with open_ledger(url) as ledger:
        run(
            url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()",
        )
        with pytest.raises(LedgerUnusable, match="terminating connection"):
            ledger.add_judgement(judgement())
        assert ledger.add_judgement(judgement()) == 22


def test_many_makers_of_one_book_get_one_book(database: Callable[[], str]) -> None:
    """Four that make the same book at once all open the same one."""
    url, books = database(), []

    def make() -> None:
        with open_ledger(url, create=True) as ledger:
            books.append(ledger.head().size)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (books, named(url)) == ([0] * 4, [])


def test_an_end_that_was_cut_is_not_built_upon(url: str) -> None:
    """Where the last entry is not the one that the ledger notes, nothing is added."""
    run(url, "DELETE FROM entries WHERE number = 21", replica=True)
    with open_ledger(url) as ledger, pytest.raises(BrokenChain):
        ledger.add_judgement(judgement())


COPY = "INSERT INTO entries (number, kind, body, made_utc, previous, seal) SELECT {}, kind, body, made_utc, previous, seal FROM entries WHERE number = {}"
MOVE = "UPDATE entries SET number = {} WHERE number = {}"
ALTERATIONS = [
    ("body", ["UPDATE entries SET body = replace(body, 'sealed', 'seaIed') WHERE number = 4"], [4]),
    ("no JSON", ["UPDATE entries SET body = '{' WHERE number = 4"], [4]),
    ("deleted", ["DELETE FROM entries WHERE number IN (4, 8, 10)"], [4, 8, 10]),
    ("swapped", [MOVE.format(-1, 4), MOVE.format(4, 6), MOVE.format(6, -1)], [4, 6]),
    ("copied to the end", [COPY.format(22, 3)], [22]),
    ("tail cut", ["DELETE FROM entries WHERE number > 20"], [21]),
    ("artefact deleted", ["DELETE FROM artefacts WHERE entry = 7"], [7]),
    ("artefact changed", ["UPDATE artefacts SET packed = set_byte(packed, 9, 0) WHERE entry = 7"], [7]),
    ("note of the length changed", ["UPDATE head SET size = 23"], [22]),
]


@pytest.mark.parametrize(
    ("statements", "expected"), [case[1:] for case in ALTERATIONS], ids=[case[0] for case in ALTERATIONS]
)
def test_each_alteration_is_found_and_named(url: str, statements: list[str], expected: list[int]) -> None:
    """What somebody changes who can put the triggers to sleep is found, with the numbers of the entries."""
    run(url, *statements, replica=True)
    assert named(url) == expected


GUARDS = [
    ("DROP TRIGGER entries_kept ON entries", "trigger entries_kept: not as sayso made it"),
    (
        "ALTER TABLE entries DISABLE TRIGGER entries_in_order",
        "trigger entries_in_order: not as sayso made it",
    ),
    ("CREATE TABLE notes (note text)", "table notes: not as sayso made it"),
    ("ALTER TABLE head ADD COLUMN why text", "table head: not as sayso made it"),
    (
        "CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "function only_grows: not as sayso made it",
    ),
]


@pytest.mark.parametrize(("statement", "what"), GUARDS)
def test_missing_guards_are_found(url: str, statement: str, what: str) -> None:
    """Triggers, functions and tables that are not as we made them are findings, though no row was changed."""
    run(url, statement)
    with open_ledger(url) as ledger:
        assert [finding.what for finding in ledger.verify().findings] == [what]


def test_every_flipped_letter_is_found_and_named(url: str) -> None:
    """60 random changes of one letter in any field: each is found, and no other entry is blamed."""
    chance = random.Random(20310506)
    with open_ledger(url) as ledger, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET search_path TO sayso")
        connection.execute("SET session_replication_role TO replica")
        for _ in range(60):
            number, column = (
                chance.randrange(1, 22),
                chance.choice(["kind", "body", "made_utc", "previous", "seal"]),
            )
            (value,) = connection.execute(
                f"SELECT {column} FROM entries WHERE number = %s".encode(), [number]
            ).fetchone()
            place = chance.randrange(len(value))
            change = f"UPDATE entries SET {column} = %s WHERE number = %s".encode()
            connection.execute(
                change, [value[:place] + ("x" if value[place] != "x" else "y") + value[place + 1 :], number]
            )
            assert {finding.number for finding in ledger.verify().findings} - {None} == {number}
            connection.execute(change, [value, number])
        assert ledger.verify().sound


def test_a_transaction_that_breaks_off_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that dies in the middle of a batch leaves none of it."""
    with open_ledger(url) as ledger:
        _break_after_append(ledger, url, monkeypatch)
        with pytest.raises(LedgerUnusable):
            ledger.add_readings([made(50), made(51)])
    with open_ledger(url) as ledger:
        assert (ledger.head().size, ledger.verify().sound) == (21, True)


def _break_after_append(ledger: Ledger, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ledger._store  # type: ignore[attr-defined]
    append = store.append

    def append_and_die(*rows: object) -> None:
        append(*rows)
        run(
            url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()",
        )

    monkeypatch.setattr(store, "append", append_and_die)
