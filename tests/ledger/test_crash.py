"""Processes that die, fill the disk or write all at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from conftest import missing
from ledger_makings import made, scaled

from sayso.ledger import open_ledger

HERE = Path(__file__).parent
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1] / "src")])}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A new book without entries."""
    path = tmp_path / "book.db"
    open_ledger(str(path), create=True).close()
    return path


def appender(book: Path | str, name: int, count: int) -> subprocess.Popen[str]:
    """A process that adds that many readings; its output are the ids of those acknowledged."""
    command = [sys.executable, str(HERE / "appender.py"), str(book), str(name), str(count)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    )


def ids(book: Path) -> set[str]:
    """The reports in the book, which is sound and has each report with its artefact and one reading."""
    with open_ledger(str(book)) as ledger:
        found = ledger.verify()
        assert found.findings == ()
        assert found.kinds.get("report", 0) == found.kinds.get("reading", 0) == found.artefacts
        return {reading.report.id for reading in ledger.readings() if len(reading.claims) == 3}


def killed(book: str, kills: int) -> dict[str, int]:
    """What was counted over that many kills at random moments."""
    command = [sys.executable, str(HERE / "killer.py"), book, str(kills), "7"]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = {"lost": 0, "partial": 0, "findings": 0, "hot": 0} | json.loads(done.stdout)
    return counts


@pytest.mark.slow
def test_what_was_acknowledged_survives_being_killed(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Processes killed in the middle of adding: nothing acknowledged is lost, nothing is there in part."""
    kills = scaled(1000, 60)
    counts = killed(str(book), kills)
    with capsys.disabled():
        print(f"\n  kill -9, SQLite: {counts}")
    assert (counts["kills"], counts["lost"], counts["partial"], counts["findings"]) == (kills, 0, 0, 0)
    # at most one more than was said, in each round
    assert 0 <= counts["reports"] - counts["acknowledged"] <= kills
    # nine in ten are killed in the middle of a write, and the rest at any moment
    assert counts["hot"] >= kills * 3 // 4


@pytest.mark.slow
def test_what_a_server_acknowledged_survives_its_client(database, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """The same on a PostgreSQL server."""
    kills = scaled(100, 10)
    counts = killed(database(), kills)
    with capsys.disabled():
        print(f"\n  kill -9, PostgreSQL: {counts}")
    assert (counts["kills"], counts["lost"], counts["partial"], counts["findings"]) == (kills, 0, 0, 0)
    assert 0 <= counts["reports"] - counts["acknowledged"] <= kills


def test_four_writers_make_one_line_of_entries(book: Path) -> None:
    """Four processes adding 50 readings each: 200 reports, no fork, none lost."""
    processes = [appender(book, name, 50) for name in range(4)]
    acknowledged = [process.communicate(timeout=120) for process in processes]
    assert [errors for _, errors in acknowledged] == [""] * 4
    assert Counter(len(output.split()) for output, _ in acknowledged) == {50: 4}
    assert ids(book) == {line for output, _ in acknowledged for line in output.split()}
    assert len(ids(book)) == 200


def test_no_writer_starves(book: Path) -> None:
    """Four processes that add without a pause all get on: each at least a tenth of their mean."""
    processes = [appender(book, name, 1_000_000) for name in range(4)]
    for process in processes:
        assert process.stdout
        process.stdout.readline()
    time.sleep(3)
    for process in processes:
        process.kill()
    added = [len(process.communicate()[0].splitlines()) for process in processes]
    assert min(added) >= sum(added) / 4 / 10, added


def test_four_writers_of_the_same_readings_keep_each_once(book: Path) -> None:
    """Four processes adding the same 20 readings at once: each is kept once."""
    for process in [appender(book, 1, 20) for _ in range(4)]:
        assert process.communicate(timeout=120)[1] == ""
    assert len(ids(book)) == 20


def test_many_makers_of_one_book_get_one_book(tmp_path: Path) -> None:
    """Four processes that make the same book at once all open the same one, and leave no unfinished file."""
    path = tmp_path / "book.db"
    code = f"from sayso.ledger import open_ledger; open_ledger({str(path)!r}, create=True).close()"
    for process in [subprocess.Popen([sys.executable, "-c", code], env=ENVIRONMENT) for _ in range(4)]:
        assert process.wait(timeout=60) == 0
    assert list(tmp_path.iterdir()) == [path]
    assert ids(path) == set()


def test_a_really_full_disk_keeps_what_was_acknowledged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a disk of 2 MB the last line says that it is full; all that was acknowledged is there; with room it goes on."""
    script = """
mount -t tmpfs -o size=2m sayso "$1" && head -c 1000000 /dev/zero > "$1/filler" &&
"$2" -c "from sayso.ledger import open_ledger; open_ledger('$1/book.db', create=True).close()" || exit 9
"$2" "$3" "$1/book.db" 1 100000; full=$?
cp "$1/book.db"* "$4"
rm "$1/filler"; echo room
"$2" "$3" "$1/book.db" 2 5 && exit $full
"""
    disk, copy = tmp_path / "disk", tmp_path / "copy"
    disk.mkdir()
    copy.mkdir()
    paths = [str(disk), sys.executable, str(HERE / "appender.py"), str(copy)]
    try:
        command = ["unshare", "--mount", "--user", "--map-root-user", "sh", "-c", script, "sh", *paths]
        done = subprocess.run(
            command, capture_output=True, text=True, env=ENVIRONMENT, check=False, timeout=120
        )
    except FileNotFoundError:
        missing("there is no unshare here: apt-get install util-linux")
    if "book.db" not in done.stderr:
        missing(f"no small disk can be mounted here: {done.stderr.strip()}")
    before, after = (part.split() for part in done.stdout.split("room"))
    with capsys.disabled():
        print(
            f"\n  full disk: {len(before)} acknowledged, {len(ids(copy / 'book.db'))} there; then {len(after)} more"
        )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "the disk is full" in done.stderr
    assert len(before) > 10
    assert set(before) == ids(copy / "book.db")
    assert len(after) == 5


def test_a_killed_writer_leaves_the_book_usable(book: Path) -> None:
    """After a kill the next process adds without any repair."""
    process = appender(book, 1, 1_000_000)
    assert process.stdout
    process.stdout.readline()
    process.kill()
    process.communicate()
    with open_ledger(str(book), wait_s=1) as ledger:
        assert ledger.add_reading(*made(7, claims=3)).changed
