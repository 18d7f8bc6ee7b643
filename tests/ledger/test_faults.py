"""Every call to the file system fails once, or is the last thing the process does: nothing acknowledged is lost."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import missing
from ledger_makings import made, scaled
from test_crash import ENVIRONMENT, HERE

from sayso.ledger import open_ledger
from sayso.model import ReportId

FAULTS = {"EIO": "error=EIO", "ENOSPC": "error=ENOSPC", "KILL": "signal=KILL"}
CALL = re.compile(r"^\d+ +(\w+)\(")


@pytest.fixture
def traced(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Runs one ingest of two readings on a fresh copy of a book with one, under strace; the calls that it made on the book."""
    if not shutil.which("strace"):
        missing("strace is missing: apt-get install strace")
    kept, book = tmp_path / "kept.db", tmp_path / "book.db"
    with open_ledger(str(kept), create=True) as ledger:
        ledger.add_reading(*made(7))
    log = tmp_path / "calls"

    def run(*more: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
        Path(f"{book}-journal").unlink(missing_ok=True)
        shutil.copy(kept, book)
        paths = [part for path in (book, f"{book}-journal", tmp_path) for part in ("-P", str(path))]
        appending = [sys.executable, str(HERE / "appender.py"), str(book), "1", "2"]
        done = subprocess.run(
            ["strace", "-f", "-q", "-o", str(log), *paths, *more, *appending],
            capture_output=True,
            text=True,
            env=ENVIRONMENT,
            check=False,
        )
        if "Operation not permitted" in done.stderr:
            missing("strace may not trace here")
        return done, [found[1] for line in log.read_text().splitlines() if (found := CALL.match(line))]

    return book, run


def looked_after(book: Path, said: list[str]) -> bool:
    """The book is sound without any repair, has all that was acknowledged, and takes another reading."""
    with open_ledger(str(book), wait_s=5) as ledger:
        found = ledger.verify()
        whole = found.kinds["report"] == found.kinds["reading"] == found.artefacts
        there = all(ledger.artefact(ReportId(report)) for report in said)
        goes_on = ledger.add_reading(*made(8)).changed
        return found.sound and whole and there and goes_on and ledger.verify().sound


def spoke(done: subprocess.CompletedProcess[str], fault: str) -> bool:
    """It ended well, was killed, or said in one line what went wrong."""
    if done.returncode == 0:
        return done.stderr == ""
    if fault == "KILL" and done.returncode == -signal.SIGKILL:
        return True
    return done.returncode == 2 and len(done.stderr.splitlines()) == 1


@pytest.mark.slow
def test_each_call_fails_once(traced, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """EIO, ENOSPC and death at each single call of an ingest (a sample of them in the short form)."""
    book, run = traced
    done, calls = run()
    assert (done.returncode, len(done.stdout.split())) == (0, 2)
    nth, places = Counter[str](), []
    for call in calls:
        nth[call] += 1
        places += [(call, nth[call], fault) for fault in FAULTS]
    random.Random(4).shuffle(places)
    ends, tried = Counter[str](), places[: scaled(len(places), 24)]
    for call, number, fault in tried:
        done, _ = run("-e", f"inject={call}:{FAULTS[fault]}:when={number}")
        assert spoke(done, fault), (call, number, fault, done.returncode, done.stderr)
        assert looked_after(book, done.stdout.split()), (call, number, fault)
        ends["went on" if done.returncode == 0 else "one line" if done.returncode == 2 else "killed"] += 1
    with capsys.disabled():
        print(f"\n  faults: {len(tried)} of {len(places)} ({len(calls)} calls x 3): {dict(ends)}")
    assert ends.total() == len(tried)
