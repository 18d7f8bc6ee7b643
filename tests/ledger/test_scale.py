"""How long much takes: verifying a million entries, adding in batches and one by one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ledger_makings import made, scaled
from test_crash import ENVIRONMENT, HERE

from sayso.ledger import open_ledger


def filler(*arguments: object) -> str:
    """What the filler prints."""
    command = [sys.executable, str(HERE / "filler.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=True).stdout


@pytest.mark.slow
def test_a_large_ledger_is_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A million entries in under a minute and 300 MB (the short form: 30,000); from a checkpoint in a fraction."""
    entries, book, note = scaled(1_000_000, 30_000), tmp_path / "book.db", tmp_path / "note"
    filler("fill", book, entries)
    with open_ledger(str(book)) as ledger:
        note.write_text(ledger.checkpoint("lantern").text)
        ledger.add_readings(made(10**7 + number) for number in range(10))
    whole, resumed = json.loads(filler("verify", book)), json.loads(filler("verify", book, note))
    with capsys.disabled():
        print(f"\n  verify: {whole}\n  resumed: {resumed}")
    assert (whole["entries"], whole["findings"], whole["resumed"]) == (entries + 20, 0, 0)
    assert (resumed["entries"], resumed["findings"], resumed["resumed"]) == (20, 0, entries)
    assert whole["mb"] < 300
    assert whole["processor_s"] < max(60 * entries / 1_000_000, 2)
    assert resumed["processor_s"] < whole["processor_s"] / 2


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_adding_is_quick(
    store: str, tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reports a second with five claims each, in batches and one by one, beside what syncing alone costs here."""
    url = str(tmp_path / "book.db") if store == "sqlite" else request.getfixturevalue("database")()
    count, batch_s, batch_processor_s = scaled(10_000, 1000), 0.0, 0.0
    with open_ledger(url, create=True) as ledger:
        for start in range(0, count, 500):
            # made here and let go of after, as a run over a corpus has them: 10,000 held would time Python's collector
            readings = [made(number, claims=5, size=2000) for number in range(start, start + 500)]
            clock, processor = time.perf_counter(), time.process_time()
            ledger.add_readings(readings)
            batch_s += time.perf_counter() - clock
            batch_processor_s += time.process_time() - processor
        single = [made(10**6 + number, claims=5, size=2000) for number in range(100)]
        clock = time.perf_counter()
        for reading, raw in single:
            ledger.add_reading(reading, raw)
        single_s = time.perf_counter() - clock
        assert ledger.head().size == 2 * (count + 100)
    syncs = synced(tmp_path, 200)
    with capsys.disabled():
        print(
            f"\n  adding, {store}: in batches {count / batch_s:,.0f} reports a second "
            f"({count / batch_processor_s:,.0f} a second of the processor), one by one {100 / single_s:,.0f}; "
            f"the disk syncs {syncs:,.0f} times a second"
        )
    assert count / batch_processor_s > 300
    assert 100 / single_s > min(100, syncs / 20)


def synced(folder: Path, count: int) -> float:
    """How often a second a small write reaches the disk of that folder."""
    start = time.perf_counter()
    with (folder / "sync").open("wb") as file:
        for _ in range(count):
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
    return count / (time.perf_counter() - start)
