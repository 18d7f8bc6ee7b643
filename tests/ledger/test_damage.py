"""A thousand bits flipped, a hundred rows deleted, swapped, copied, a tail cut: all found, each row named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from ledger_makings import altered, judgement, made

from sayso.ledger import Checkpoint, open_ledger

REPORTS = 1200


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Checkpoint]:
    """A book of some reports, their readings and a judgement, and its checkpoint."""
    path = tmp_path_factory.mktemp("damage") / "book.db"
    reports = REPORTS
    with open_ledger(str(path), create=True) as ledger:
        ledger.add_readings(made(number) for number in range(reports))
        ledger.add_judgement(judgement())
        return path, ledger.checkpoint("lantern")


@pytest.fixture
def book(kept: tuple[Path, Checkpoint], tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    return Path(shutil.copy(kept[0], tmp_path / "book.db"))


def named(book: Path, checkpoint: Checkpoint | None = None) -> list[int]:
    """The numbers that verify names, each as often as it names it."""
    with open_ledger(str(book)) as ledger:
        found = ledger.verify(checkpoint=checkpoint).findings
    return sorted(finding.number for finding in found if finding.number is not None)


def flipped(value: bytes, chance: random.Random) -> bytes:
    """The bytes with one bit changed."""
    place = chance.randrange(len(value))
    return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]


def flip(
    book: Path, table: str, key: str, columns: list[str], count: int, chance: random.Random
) -> list[int]:
    """The numbers of that many rows, in each of which one bit is flipped now."""
    altered(book)
    with sqlite3.connect(book) as file:
        keys = [number for (number,) in file.execute(f"SELECT {key} FROM {table}")]
        chosen = sorted(chance.sample(keys, count))
        for number in chosen:
            column = chance.choice(columns)
            (value,) = file.execute(
                f"SELECT CAST({column} AS BLOB) FROM {table} WHERE {key} = ?", (number,)
            ).fetchone()
            cast = "BLOB" if column == "packed" else "TEXT"
            file.execute(
                f"UPDATE {table} SET {column} = CAST(? AS {cast}) WHERE {key} = ?",
                (flipped(value, chance), number),
            )
    file.close()
    return chosen


FIELDS = ["kind", "body", "body", "body", "made_utc", "previous", "seal"]


def test_every_flipped_bit_in_entries_is_named(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One bit in each of many entries, in any field: exactly those entries are named."""
    count = 1000
    chosen = flip(book, "entries", "number", FIELDS, count, random.Random(1))
    found = set(named(book))
    with capsys.disabled():
        print(f"\n  flipped bits: {len(found & set(chosen))} of {count} entries named")
    # what else is named: the report entry of an artefact that a flipped entry no longer names
    assert set(chosen) <= found
    assert all(number % 2 for number in found - set(chosen))


def test_every_flipped_bit_in_originals_is_named(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One bit in each of many artefacts: exactly the entries of those reports are named."""
    count = 300
    chosen = flip(book, "artefacts", "entry", ["packed"], count, random.Random(2))
    found = named(book)
    with capsys.disabled():
        print(f"\n  flipped bits: {len(set(found) & set(chosen))} of {count} originals named")
    assert found == chosen


def test_deleted_rows_are_named(book: Path) -> None:
    """100 entries deleted at random places: each gap is named, from its first entry to its last."""
    altered(book)
    with sqlite3.connect(book) as file:
        file.execute("PRAGMA foreign_keys = OFF")
        numbers = [number for (number,) in file.execute("SELECT number FROM entries WHERE kind = 'reading'")]
        chosen = sorted(random.Random(3).sample(numbers, 100))
        file.executemany("DELETE FROM entries WHERE number = ?", [(number,) for number in chosen])
    file.close()
    assert named(book) == chosen


def test_swapped_rows_are_named(book: Path) -> None:
    """50 pairs of entries that changed places: all 100 are named."""
    altered(book)
    with sqlite3.connect(book) as file:
        numbers = [number for (number,) in file.execute("SELECT number FROM entries WHERE kind = 'reading'")]
        chosen = random.Random(4).sample(numbers, 100)
        for one, two in zip(chosen[::2], chosen[1::2], strict=True):
            for now, then in ((-1, one), (one, two), (two, -1)):
                file.execute("UPDATE entries SET number = ? WHERE number = ?", (now, then))
    file.close()
    assert named(book) == sorted(chosen)


def test_copied_rows_are_named(book: Path, kept: tuple[Path, Checkpoint]) -> None:
    """100 entries copied behind the end: all are named."""
    altered(book)
    size = kept[1].size
    copy = (
        "INSERT INTO entries (number, kind, body, made_utc, previous, seal) "
        "SELECT ?, kind, body, made_utc, previous, seal FROM entries WHERE number = ?"
    )
    with sqlite3.connect(book) as file:
        file.executemany(copy, [(size + place, place * 2) for place in range(1, 101)])
    file.close()
    assert set(named(book)) == set(range(size + 1, size + 101))


def test_a_cut_tail_is_found_against_the_last_checkpoint(book: Path, kept: tuple[Path, Checkpoint]) -> None:
    """Entries, artefacts and the note of the length cut together: sound in itself, and not under the checkpoint."""
    for cut in (1, 2, 101):
        size = kept[1].size - cut
        altered(
            book,
            ("DELETE FROM artefacts WHERE entry > ?", (size,)),
            ("DELETE FROM entries WHERE number > ?", (size,)),
            ("UPDATE head SET size = ?, seal = (SELECT seal FROM entries WHERE number = ?)", (size, size)),
        )
        assert named(book) == []
        assert named(book, kept[1]) == [size + 1]
