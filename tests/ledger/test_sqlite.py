"""The ledger in an SQLite file: what is refused, what the file itself forbids, and what verify finds in it."""

from __future__ import annotations

import random
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_makings import altered, clock, copied, judgement, made, scaled

from sayso.ledger import Head, Ledger, open_ledger
from sayso.ledger.sql import FORMAT
from sayso.ledger.sqlite import APPLICATION_ID, wal_is_safe
from sayso.problems import (
    BrokenChain,
    DamagedArtefact,
    LedgerBusy,
    LedgerFull,
    LedgerUnusable,
    NoLedger,
    NoSuchStore,
    NotALedger,
    UnreadableEntry,
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A closed book of ten reports and one judgement: entries 1 to 21, reports on the odd numbers to 19."""
    path = tmp_path / "book.db"
    with open_ledger(str(path), create=True, clock=clock()) as ledger:
        for number in range(10):
            ledger.add_reading(*made(number, claims=2))
        ledger.add_judgement(judgement())
    return path


@pytest.fixture
def ledger(book: Path) -> Iterator[Ledger]:
    """That book, open, not waiting for others."""
    with open_ledger(str(book), wait_s=0.05) as ledger:
        yield ledger


def named(book: Path, known: Head | None = None) -> list[int]:
    """The numbers that verify names, once each."""
    with open_ledger(str(book)) as ledger:
        return sorted(
            {finding.number for finding in ledger.verify(known).findings if finding.number is not None}
        )


def whats(book: Path) -> list[str]:
    """What verify says, without numbers."""
    with open_ledger(str(book)) as ledger:
        return [finding.what for finding in ledger.verify().findings]


# what is refused


def header(application_id: int, version: int) -> bytes:
    """The first page of an SQLite file with those two marks."""
    page = bytearray(b"SQLite format 3\0".ljust(4096, b"\0"))
    page[60:64], page[68:72] = version.to_bytes(4, "big"), application_id.to_bytes(4, "big")
    return bytes(page)


OTHERS = [
    (b"", "the file is empty"),
    (b"Dear reader,\n" * 50, "this is no ledger but some other kind of file"),
    (b"SQLite format 3\0", "this is no ledger but some other kind of file"),
    (header(0, 0), "this is an SQLite file of another program"),
    (header(0x47504B47, FORMAT), "this is an SQLite file of another program"),
]


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize(("content", "why"), OTHERS)
def test_another_file_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, why: str, create: bool
) -> None:
    """Whatever is not a ledger stays byte for byte as it was, and nothing appears beside it."""
    path = tmp_path / "notes"
    path.write_bytes(content)
    with pytest.raises(NotALedger) as refused:
        open_ledger(str(path), create=create)
    assert str(refused.value) == (
        f"{path}: {why}. Nothing was written. Check the path, or give one that is not there yet."
    )
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    """A ledger of a later version says which one, and what to do."""
    path = tmp_path / "book.db"
    path.write_bytes(header(APPLICATION_ID, FORMAT + 1))
    with pytest.raises(NotALedger) as refused:
        open_ledger(str(path))
    assert str(refused.value) == (
        f"{path}: this is a ledger of format 3, and this version of sayso reads formats 1 to 2. Nothing was written. "
        "Open it with the version of sayso that wrote it, or a newer one."
    )


def test_a_missing_file_is_not_made_unasked(tmp_path: Path) -> None:
    """The line says how a ledger is made; the folder stays empty."""
    path = tmp_path / "book.db"
    with pytest.raises(NoLedger) as refused:
        open_ledger(str(path))
    assert str(refused.value) == (
        f"{path}: there is no such ledger. Check the path. A new ledger is made by: sayso add {path} FILE"
    )
    assert list(tmp_path.iterdir()) == []


def test_no_ledger_can_be_made_in_a_missing_folder(tmp_path: Path) -> None:
    """A path into nowhere is one line, and no folder is made for it."""
    with pytest.raises(NoLedger, match="no ledger could be made there \\(No such file or directory\\)"):
        open_ledger(str(tmp_path / "gone" / "book.db"), create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    """A folder in the place of the file is refused in one line."""
    with pytest.raises(NotALedger, match="this is no file that can be read \\(Is a directory\\)"):
        open_ledger(str(tmp_path))


def test_another_kind_of_server_is_refused_without_its_password() -> None:
    """What may hold a password is not repeated."""
    with pytest.raises(NoSuchStore) as refused:
        open_ledger("mysql://me:secret@host/book", create=True)
    assert str(refused.value) == (
        "mysql://…: sayso keeps no ledgers there. Give the path of a file, for example book.db, "
        "or a postgresql:// address."
    )


def test_a_path_with_odd_characters_is_a_path(tmp_path: Path) -> None:
    """Question marks, hashes and spaces in a name mean nothing to SQLite."""
    path = tmp_path / "what? 100% #1.db"
    open_ledger(str(path), create=True).close()
    assert list(tmp_path.iterdir()) == [path]


def test_creating_where_a_ledger_is_opens_it(book: Path) -> None:
    """``create`` never begins a ledger anew."""
    with open_ledger(str(book), create=True) as ledger:
        assert ledger.head().size == 21


# what the file itself forbids

FORBIDDEN = [
    "UPDATE entries SET body = '{}' WHERE number = 3",
    "DELETE FROM entries WHERE number = 21",
    "INSERT OR REPLACE INTO entries (number, kind, body, made_utc, previous, seal) VALUES (3, '', '', '', '', '')",
    "INSERT INTO entries (number, kind, body, made_utc, previous, seal) VALUES (30, '', '', '', '', '')",
    "UPDATE artefacts SET packed = x'00'",
    "DELETE FROM artefacts",
    "INSERT OR REPLACE INTO artefacts SELECT * FROM artefacts LIMIT 1",
    "UPDATE head SET size = 3",
    "DELETE FROM head",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_file_refuses_to_be_changed(book: Path, statement: str) -> None:
    """Any program that opens the file meets the triggers: rows are added at the end, and that is all."""
    with sqlite3.connect(book) as file, pytest.raises(sqlite3.IntegrityError, match="a ledger only grows"):
        file.execute(statement)
    assert named(book) == []


def test_the_file_says_whose_it_is(book: Path) -> None:
    """Application id and format can be read by any tool."""
    with sqlite3.connect(book) as file:
        assert file.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert file.execute("PRAGMA user_version").fetchone() == (FORMAT,)


VERSIONS = [
    ((3, 6, 23), False),
    ((3, 40, 1), False),
    ((3, 44, 5), False),
    ((3, 44, 6), True),
    ((3, 45, 0), False),
    ((3, 50, 6), False),
    ((3, 50, 7), True),
    ((3, 51, 2), False),
    ((3, 51, 3), True),
    ((3, 52, 0), False),
    ((3, 53, 0), True),
]


@pytest.mark.parametrize(("version", "safe"), VERSIONS)
def test_the_write_ahead_log_is_for_repaired_libraries(version: tuple[int, int, int], safe: bool) -> None:
    """Only versions past the WAL-reset fault, or with its repair brought back, use the log."""
    assert wal_is_safe(version) == safe


@pytest.mark.parametrize(
    ("version", "storage"),
    [
        ((3, 40, 1), "journal mode delete, synchronous EXTRA"),
        ((3, 51, 3), "journal mode wal, synchronous FULL"),
    ],
)
def test_the_ledger_says_how_it_is_kept(
    book: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], storage: str
) -> None:
    """The choice of journal follows the library and can be shown; a book goes from one to the other and back."""
    for library, expected in ((version, storage), ((3, 40, 1), "journal mode delete, synchronous EXTRA")):
        monkeypatch.setattr(sqlite3, "sqlite_version_info", library)
        with open_ledger(str(book)) as ledger:
            assert ledger.storage.endswith(expected)
            assert ledger.verify().sound


# what fails, and leaves nothing half written


def test_a_book_in_use_is_one_line(ledger: Ledger, book: Path) -> None:
    """Somebody else's write lock is waited for, then said; the book works again when it is gone."""
    other = sqlite3.connect(book, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerBusy) as refused:
        ledger.add_judgement(judgement())
    assert str(refused.value) == (
        f"{book}: another program has been using it for more than 0.05 s. Nothing was written. Try again later."
    )
    other.close()
    assert ledger.add_judgement(judgement()) == 22


def test_going_through_entries_keeps_nobody_out(ledger: Ledger, book: Path) -> None:
    """Between two entries of one reader, another process can write."""
    entries = ledger.entries()
    next(entries)
    with open_ledger(str(book), wait_s=0.05) as other:
        assert other.add_judgement(judgement()) == 22


def test_a_full_disk_is_one_line_and_leaves_nothing(ledger: Ledger, book: Path) -> None:
    """Without room for one more page the reading is refused whole; with room, the same call succeeds."""
    connection = ledger._store._connection  # type: ignore[attr-defined]
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(
        LedgerFull, match=f"^{re.escape(str(book))}: the disk is full. Nothing of this was written"
    ):
        ledger.add_reading(*made(50, claims=30, size=5000))
    assert (ledger.head().size, ledger.verify().sound) == (21, True)
    connection.execute("PRAGMA max_page_count = 1000000")
    assert ledger.add_reading(*made(50, claims=30, size=5000)).appended == (22, 23)


def test_an_end_that_was_cut_is_not_built_upon(book: Path) -> None:
    """Where the last entry is not the one that the ledger notes, nothing is added."""
    altered(book, ("DELETE FROM entries WHERE number = 21", ()))
    with open_ledger(str(book)) as ledger, pytest.raises(BrokenChain) as refused:
        ledger.add_judgement(judgement())
    assert str(refused.value) == (
        f"{book}: the last entry is not the one that the ledger notes. Nothing was written. See: sayso verify {book}"
    )


def test_a_changed_artefact_is_not_handed_out(book: Path) -> None:
    """Reading an artefact compares it with its hash."""
    altered(book, ("UPDATE artefacts SET packed = ? WHERE entry = 1", (b"other",)))
    report = made(0, claims=2)[0].report
    with (
        open_ledger(str(book)) as ledger,
        pytest.raises(DamagedArtefact, match="was changed where it is stored"),
    ):
        ledger.artefact(report.id)


def test_an_unreadable_entry_is_named(book: Path) -> None:
    """A body that is no longer a reading stops the readings with its number."""
    altered(book, ('UPDATE entries SET body = \'{"report": "x"}\' WHERE number = 2', ()))
    with (
        open_ledger(str(book)) as ledger,
        pytest.raises(UnreadableEntry, match="entry 2 is no reading that can be"),
    ):
        list(ledger.readings())


# what verify finds


def flipped(value: bytes, chance: random.Random) -> bytes:
    """The bytes with one of them changed."""
    place = chance.randrange(len(value))
    changed = value[place] ^ chance.randrange(1, 256)
    return value[:place] + bytes([changed]) + value[place + 1 :]


PLACES = [("entries", "number", column) for column in ("kind", "body", "made_utc", "previous", "seal")]
PLACES += [("artefacts", "entry", column) for column in ("packed", "sha256", "packed_sha256")]


def test_every_flipped_byte_is_found_and_named(book: Path) -> None:
    """Random flips anywhere in entries and artefacts: each is found, and no other entry is blamed."""
    chance = random.Random(20310506)
    original = book.read_bytes()
    for _ in range(scaled(200, 40)):
        table, key, column = chance.choice([*PLACES, *PLACES[:5]])
        number = chance.choice(range(1, 22) if table == "entries" else range(1, 20, 2))
        as_bytes = f"SELECT CAST({column} AS BLOB) FROM {table} WHERE {key} = ?"
        with sqlite3.connect(book) as file:
            (value,) = file.execute(as_bytes, (number,)).fetchone()
        cast = "BLOB" if column == "packed" else "TEXT"
        change = f"UPDATE {table} SET {column} = CAST(? AS {cast}) WHERE {key} = ?"
        altered(book, (change, (flipped(value, chance), number)))
        assert named(book) == [number], (table, column, number)
        book.write_bytes(original)


def swap(one: int, two: int) -> list[tuple[str, tuple[object, ...]]]:
    """Two entries change places, seals and all."""
    move = "UPDATE entries SET number = ? WHERE number = ?"
    return [("PRAGMA foreign_keys = OFF", ()), (move, (-1, one)), (move, (one, two)), (move, (two, -1))]


COPY = "INSERT INTO entries (number, kind, body, made_utc, previous, seal) SELECT ?, kind, body, made_utc, previous, seal FROM entries WHERE number = ?"
ALTERATIONS = [
    ("one deleted", [("DELETE FROM entries WHERE number = 4", ())], [4]),
    ("some deleted", [("DELETE FROM entries WHERE number IN (4, 8, 9)", ())], [4, 8]),
    ("neighbours swapped", swap(4, 5), [4, 5]),
    ("far ones swapped", swap(2, 20), [2, 20]),
    ("copied to the end", [(COPY, (22, 3))], [22]),
    ("copied before the start", [(COPY, (0, 3))], [0]),
    ("tail cut", [("DELETE FROM entries WHERE number > 18", ())], [19]),
    ("artefact deleted", [("DELETE FROM artefacts WHERE entry = 7", ())], [7]),
    (
        "artefacts swapped",
        [
            (
                "UPDATE artefacts SET packed = (SELECT packed FROM artefacts a WHERE a.entry = 5) WHERE entry = 3",
                (),
            )
        ],
        [3],
    ),
    ("note of the length changed", [("UPDATE head SET size = 23", ())], [22]),
    ("note of the seal changed", [("UPDATE head SET seal = '0'", ())], [21]),
]


@pytest.mark.parametrize(
    ("changes", "expected"), [case[1:] for case in ALTERATIONS], ids=[case[0] for case in ALTERATIONS]
)
def test_each_alteration_is_found_and_named(
    book: Path, changes: list[tuple[str, tuple[object, ...]]], expected: list[int]
) -> None:
    """Deleted, swapped, copied and cut rows are found, with the numbers of the entries."""
    assert named(altered(book, *changes)) == expected


UNNUMBERED = [
    (
        "DELETE FROM head",
        "the ledger's note of its own length is missing",
    ),
    (
        "INSERT INTO artefacts SELECT 99, 'abc', packed, packed_sha256 FROM artefacts WHERE entry = 1",
        "artefact abc: no report entry names it",
    ),
    (
        "CREATE TABLE notes (note TEXT)",
        "notes: a table, index or trigger that is not as sayso made it",
    ),
]


@pytest.mark.parametrize(("statement", "what"), UNNUMBERED)
def test_what_belongs_to_no_entry_is_found_too(book: Path, statement: str, what: str) -> None:
    """A missing note, an additional artefact and an additional table are findings without a number."""
    assert what in whats(altered(book, ("PRAGMA foreign_keys = OFF", ()), (statement, ())))


def test_dropped_triggers_are_found(book: Path) -> None:
    """A file whose guards are gone says so, even when no row was changed."""
    found = whats(altered(book))
    assert "entries_kept: a table, index or trigger that is not as sayso made it" in found
    assert len(found) == 11


def test_cutting_both_tail_and_note_needs_a_head_written_down(book: Path) -> None:
    """Rows, artefacts and note cut together: only the head that somebody kept shows it."""
    with open_ledger(str(book)) as ledger:
        known = ledger.head()
    altered(
        book,
        ("DELETE FROM entries WHERE number > 20", ()),
        ("UPDATE head SET size = 20, seal = (SELECT seal FROM entries WHERE number = 20)", ()),
    )
    assert (named(book), named(book, known)) == ([], [21])


def test_a_table_made_anew_with_other_types_is_a_finding(book: Path) -> None:
    """Numbers and bytes where text should be are findings, never an exception."""
    altered(
        book,
        (
            "CREATE TABLE loose AS SELECT number, kind, body, made_utc, previous, seal, report FROM entries",
            (),
        ),
        ("DROP TABLE entries", ()),
        ("ALTER TABLE loose RENAME TO entries", ()),
        ("UPDATE entries SET body = 3 WHERE number = 5", ()),
        ("UPDATE entries SET body = CAST(body AS BLOB) WHERE number = 8", ()),
        ("UPDATE entries SET kind = NULL WHERE number = 11", ()),
    )
    assert named(book) == [5, 8, 11]


def test_damaged_pages_are_findings(book: Path) -> None:
    """Pages overwritten with zeros, wherever they lie, never end verify with an exception or unseen."""
    original = book.read_bytes()
    size = 4096
    for page in range(1, len(original) // size):
        spoilt = copied(book, "spoilt.db")
        spoilt.write_bytes(original[: page * size] + bytes(size) + original[(page + 1) * size :])
        with open_ledger(str(spoilt)) as ledger:
            assert not ledger.verify().sound, page


def test_damage_stays_local(book: Path) -> None:
    """One page of entries overwritten costs the entries on it; those behind it are still read and counted."""
    original = book.read_bytes()
    page = original.index(b'"reader":"made.1"') // 4096
    book.write_bytes(original[: page * 4096] + bytes(4096) + original[(page + 1) * 4096 :])
    with open_ledger(str(book)) as ledger:
        found = ledger.verify()
    assert 10 < found.entries < 21
    assert found.head.size == 21


def test_a_file_cut_short_is_one_line(book: Path) -> None:
    """A file that ends in the middle is refused or verified with findings; never a traceback."""
    book.write_bytes(book.read_bytes()[:8192])
    try:
        with open_ledger(str(book)) as ledger:
            assert not ledger.verify().sound
    except LedgerUnusable as error:
        assert str(error).startswith(f"{book}: cannot be used: ")


def test_many_small_entries_are_verified_quickly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """20,000 entries are checked at more than 2,000 a second, and the rate is printed."""
    with open_ledger(str(tmp_path / "book.db"), create=True) as ledger:
        with ledger._writing() as page:  # type: ignore[attr-defined]
            for number in range(20_000):
                page.write("judgement", f'{{"why":"{number}"}}')
        start = time.perf_counter()
        found = ledger.verify()
        rate = 20_000 / (time.perf_counter() - start)
    with capsys.disabled():
        print(f"\n  verify: {rate:,.0f} small entries a second")
    assert (found.sound, found.entries) == (True, 20_000)
    assert rate > 2_000
