"""The power goes at any moment: what was synced is there, of the rest some, some torn; nothing acknowledged is lost."""

from __future__ import annotations

import copy
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import missing
from disk import Disk, Node, calls
from ledger_makings import made, scaled
from test_crash import ENVIRONMENT, HERE

from sayso.ledger import open_ledger
from sayso.model import ReportId

TRACED = "openat,close,pwrite64,write,ftruncate,fdatasync,fsync,unlink"


@pytest.fixture
def disks(tmp_path: Path) -> list[Disk]:
    """The disk after each call of an ingest of three readings into a book that has one."""
    if not shutil.which("strace"):
        missing("strace is missing: apt-get install strace")
    book, log = tmp_path / "book.db", tmp_path / "calls"
    with open_ledger(str(book), create=True) as ledger:
        ledger.add_reading(*made(7))
    disk = Disk(tmp_path)
    disk.names["book.db"] = disk.kept["book.db"] = Node(bytearray(book.read_bytes()))
    appending = [sys.executable, str(HERE / "appender.py"), str(book), "1", "3"]
    tracing = ["strace", "-f", "-q", "-xx", "-s", "100000", "-e", f"trace={TRACED}", "-o", str(log)]
    done = subprocess.run(
        [*tracing, *appending], capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    if "Operation not permitted" in done.stderr:
        missing("strace may not trace here")
    states = [copy.deepcopy(disk)]
    for call in calls(log.read_text()):
        if disk.take(call):
            states.append(copy.deepcopy(disk))
    assert disk.names["book.db"].after_loss(None) == book.read_bytes()
    assert disk.said == done.stdout.split() and len(disk.said) == 3
    return states


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory, if there is such: a thousand states are looked at."""
    where = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=where) as folder:
        yield Path(folder)


def is_there(files: dict[str, bytes], said: list[str], folder: Path) -> bool:
    """In those files is a sound book with all that was acknowledged, and nothing in part."""
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        if name.startswith("book.db"):
            (folder / name).write_bytes(content)
    with open_ledger(str(folder / "book.db")) as ledger:
        found = ledger.verify()
        whole = found.kinds["report"] == found.kinds["reading"] == found.artefacts
        return found.sound and whole and all(ledger.artefact(ReportId(report)) for report in said)


@pytest.mark.slow
def test_power_lost_at_any_moment(
    disks: list[Disk], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every prefix of the calls, and random subsets of what was not synced, in part torn: the book opens, and all is there."""
    chance = random.Random(11)
    for disk in disks:
        assert is_there(disk.after_loss(None), disk.said, folder)
    subsets, journals = scaled(1000, 150), 0
    for _ in range(subsets):
        disk = chance.choice(disks)
        files = disk.after_loss(chance)
        journals += len(files.get("book.db-journal", b"")) > SECTOR_OF_A_JOURNAL
        assert is_there(files, disk.said, folder)
    with capsys.disabled():
        print(
            f"\n  power loss: {len(disks)} prefixes, {subsets} subsets ({journals} with a journal): 0 lost, 0 unsound"
        )


SECTOR_OF_A_JOURNAL = 512


def test_a_disk_that_lies_is_noticed(disks: list[Disk], folder: Path) -> None:
    """The test can fail: if a sync of the journal does nothing, some of the same states lose or spoil the book."""
    chance, spoilt = random.Random(12), 0
    for _ in range(200):
        disk = chance.choice(disks)
        files = disk.after_loss(chance)
        files.pop("book.db-journal", None)
        try:
            spoilt += not is_there(files, disk.said, folder)
        except Exception:
            spoilt += 1
    assert spoilt > 0
