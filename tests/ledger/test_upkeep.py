"""Copies, restoring, upgrading."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest
from ledger_makings import altered, clock, judgement, made
from test_crash import appender

from sayso.cli import run
from sayso.ledger import Head, open_ledger
from sayso.ledger.sql import FORMAT
from sayso.ledger.upkeep import copy_ledger, upgrade_ledger
from sayso.problems import NewerFormat, NotCopied, OldFormat, TargetTaken

FORMATS = Path(__file__).parent / "formats"
#: head and root of tree of the kept ledger of each format, when it was made
KEPT = {1: ("8:763521045a007804bccd432906f99722a4083a56402b795def1ac3290eab6d2a", "f3006")}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A closed book of five reports and a judgement."""
    path = tmp_path / "book.db"
    with open_ledger(str(path), create=True, clock=clock()) as ledger:
        ledger.add_readings(made(number) for number in range(5))
        ledger.add_judgement(judgement())
    return path


def contents(url: str) -> tuple[object, ...]:
    """Everything that the ledger gives out, artefacts included."""
    with open_ledger(url) as ledger:
        artefacts = [ledger.artefact(report.id) for report in ledger.reports()]
        return list(ledger.entries()), list(ledger.readings()), list(ledger.judgements()), artefacts


@pytest.mark.parametrize("way", ["file to file", "file to server to file"])
def test_a_copy_has_everything(way: str, book: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Copied and restored, on whichever store, a ledger gives out the same and ends in the same head."""
    copy, back = str(tmp_path / "copy.db"), str(tmp_path / "back.db")
    if "server" in way:
        copy = request.getfixturevalue("database")()
    assert copy_ledger(str(book), copy).entries == 11
    assert copy_ledger(copy, back).sound
    assert contents(str(book)) == contents(copy) == contents(back)
    with open_ledger(back) as ledger:
        assert (ledger.verify().sound, ledger.add_judgement(judgement())) == (True, 12)


def test_a_copy_is_made_while_others_write(book: Path, tmp_path: Path) -> None:
    """Copied during an ingest, again and again: each copy is sound, a beginning of the ledger, and longer than the last."""
    writers = [appender(book, name, 1_000_000) for name in range(2)]
    for writer in writers:
        assert writer.stdout
        writer.stdout.readline()
    heads = [copy_ledger(str(book), str(tmp_path / f"{number}.db")).head for number in range(5)]
    for writer in writers:
        writer.kill()
        writer.communicate()
    with open_ledger(str(book)) as ledger:
        assert all(ledger.verify(known=head).sound for head in heads)
    assert sorted({head.size for head in heads}) == [head.size for head in heads]
    for number in range(5):
        with open_ledger(str(tmp_path / f"{number}.db")) as copy:
            assert copy.verify().sound


def test_nothing_is_written_over(book: Path, tmp_path: Path) -> None:
    """A copy goes where nothing is: neither on a file nor into a ledger."""
    there = tmp_path / "notes"
    there.write_text("mine")
    with pytest.raises(TargetTaken, match="there is a file already. Nothing was written"):
        copy_ledger(str(book), str(there))
    assert there.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.db", "notes"]


def test_a_server_with_a_ledger_is_not_written_over(book: Path, database) -> None:  # type: ignore[no-untyped-def]
    """A database that has entries is not restored into."""
    url = database()
    copy_ledger(str(book), url)
    with pytest.raises(TargetTaken, match="there is a ledger of 11 entries already"):
        copy_ledger(str(book), url)


DAMAGES = [
    ("UPDATE entries SET kind = 'x' WHERE number = 3", "entry 3 was changed"),
    ("DELETE FROM entries WHERE number = 11", "entry 11 is missing"),
    ("DELETE FROM artefacts WHERE entry = 5", "entry 5 is damaged: its artefact [0-9a-f]{64} is missing"),
]


@pytest.mark.parametrize(("statement", "why"), DAMAGES)
def test_a_damaged_ledger_is_not_copied(book: Path, tmp_path: Path, statement: str, why: str) -> None:
    """The first damage is named, and no half of a copy stays behind."""
    altered(book, (statement, ()))
    with pytest.raises(
        NotCopied, match=f"^{re.escape(str(book))}: {why}.*No copy was made. See: sayso verify"
    ):
        copy_ledger(str(book), str(tmp_path / "copy.db"))
    assert [path.name for path in tmp_path.iterdir()] == ["book.db"]


def test_a_newer_format_is_not_restored(book: Path, tmp_path: Path) -> None:
    """A copy made by a later version is refused in one line."""
    altered(book, (f"PRAGMA user_version = {FORMAT + 1}", ()))
    with pytest.raises(NewerFormat, match=f"this is a ledger of format {FORMAT + 1}, and this version"):
        copy_ledger(str(book), str(tmp_path / "back.db"))


@pytest.fixture(params=sorted(KEPT))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[int, Path]:
    """A ledger as each released format had it, made by the version that wrote it."""
    path = tmp_path / "kept.db"
    with gzip.open(FORMATS / f"{request.param}.db.gz") as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
    return request.param, path


def test_every_released_format_is_read_and_verified(kept: tuple[int, Path]) -> None:
    """An old ledger is opened and verified as it is, and refuses additions with the way on."""
    format_, path = kept
    size, seal = KEPT[format_][0].split(":")
    with open_ledger(str(path)) as ledger:
        assert ledger.verify(known=Head(int(size), seal)).sound
        assert ledger.checkpoint("lantern").root.hex().startswith(KEPT[format_][1])
        assert len(list(ledger.readings())) == 3
        with pytest.raises(
            OldFormat, match=f"format {format_}, .* Bring it up to date with: sayso upgrade {path}$"
        ):
            ledger.add_judgement(judgement())


def test_every_released_format_is_brought_up_to_date(kept: tuple[int, Path]) -> None:
    """After the upgrade the ledger has the same entries, head and root, takes additions, and is sound."""
    format_, path = kept
    before = contents(str(path))
    assert upgrade_ledger(str(path)) == (format_, FORMAT)
    assert contents(str(path)) == before
    size, seal = KEPT[format_][0].split(":")
    with open_ledger(str(path)) as ledger:
        assert ledger.verify(known=Head(int(size), seal)).sound
        assert ledger.checkpoint("lantern").root.hex().startswith(KEPT[format_][1])
        assert ledger.add_judgement(judgement()) == int(size) + 1
    assert upgrade_ledger(str(path)) == (FORMAT, FORMAT)


def test_an_upgraded_ledger_is_laid_out_like_a_new_one(kept: tuple[int, Path], tmp_path: Path) -> None:
    """Tables, indexes and triggers are the same, letter for letter."""
    import sqlite3

    upgrade_ledger(str(kept[1]))
    open_ledger(str(tmp_path / "new.db"), create=True).close()
    laid_out = []
    for path in (kept[1], tmp_path / "new.db"):
        with sqlite3.connect(path) as file:
            laid_out.append(sorted(file.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")))
        file.close()
    assert laid_out[0] == laid_out[1]


def test_an_old_ledger_is_copied_into_the_new_format(kept: tuple[int, Path], tmp_path: Path) -> None:
    """A copy of an old ledger is of the present format, with the same head."""
    found = copy_ledger(str(kept[1]), str(tmp_path / "copy.db"))
    assert f"{found.head.size}:{found.head.seal}" == KEPT[kept[0]][0]
    with open_ledger(str(tmp_path / "copy.db")) as ledger:
        assert ledger.add_judgement(judgement()) == found.head.size + 1


def test_the_commands_say_what_they_did(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """backup, restore and upgrade print a line or two, and a second backup to the same place is refused."""
    monkeypatch.chdir(tmp_path)

    def sayso(*arguments: str) -> tuple[int, str]:
        return run(list(arguments)), capsys.readouterr().out

    status, said = sayso("backup", "book.db", "copy.db")
    assert (status, said.splitlines()[0]) == (0, "copy.db: sound. 11 entries, 5 artefacts.")
    assert sayso("backup", "book.db", "copy.db")[0] == 2
    assert sayso("restore", "copy.db", "back.db") == (0, said.replace("copy.db", "back.db"))
    assert sayso("upgrade", "back.db") == (0, f"back.db: format {FORMAT} already.\n")
