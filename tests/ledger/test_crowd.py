"""Many processes at once: writers of everything, whose histories are held against the ledger, and readers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ledger_makings import scaled
from test_crash import ENVIRONMENT, HERE, appender

from sayso.ledger import Ledger, open_ledger
from sayso.ledger.checkpoints import leaves_of
from sayso.ledger.merkle import root_of


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new book on each store."""
    url = str(tmp_path / "book.db") if request.param == "sqlite" else request.getfixturevalue("database")()
    open_ledger(url, create=True).close()
    return url


def crowd(url: str, writers: int, seconds: float) -> list[list[dict[str, Any]]]:
    """The histories of that many workers that start together."""
    processes = [
        subprocess.Popen(
            [sys.executable, str(HERE / "worker.py"), url, str(name), str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        for name in range(writers)
    ]
    for process in processes:
        assert process.stdout and process.stdout.readline()
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=seconds + 120) for process in processes]
    assert [errors for _, errors in ended] == [""] * writers
    return [[json.loads(line) for line in output.splitlines()] for output, _ in ended]


def wrong(ledger: Ledger, histories: list[list[dict[str, Any]]]) -> list[str]:
    """What the workers were told that the ledger does not bear out."""
    entries = {entry.number: entry for entry in ledger.entries()}
    leaves = leaves_of("book", [entry.seal for entry in entries.values()], len(entries))
    told = Counter(number for history in histories for done in history for number in done.get("appended", ()))
    faults = [f"entry {number} was promised {count} times" for number, count in told.items() if count > 1]
    faults += [f"entry {number} is nobody's" for number in entries if number not in told]
    faults += [f"entry {number} was lost" for number in told if number not in entries]
    for history in histories:
        for done in history:
            if done["did"] == "checkpoint":
                if root_of(leaves[: done["size"]]).hex() != done["root"] or done["size"] < done["from"]:
                    faults.append(f"the checkpoint of {done['size']} entries is of another ledger")
            elif min(done["appended"]) <= done["from"] or entries[done["number"]].kind != done["did"]:
                faults.append(f"entry {done['number']} is not what was added")
            elif "why" in done and json.loads(entries[done["number"]].body)["why"] != done["why"]:
                faults.append(f"judgement {done['number']} is another one")
    return faults


@pytest.mark.slow
def test_four_writers_of_everything(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Readings, judgements and checkpoints by four processes: no fork, no gap, nothing lost, and all get on."""
    histories = crowd(url, 4, scaled(60, 4))
    with open_ledger(url) as ledger:
        found, faults = ledger.verify(), wrong(ledger, histories)
    shares = [len(history) for history in histories]
    with capsys.disabled():
        print(
            f"\n  four writers, {url.partition(':')[0][-20:]}: {found.entries} entries, acts of each {shares}, {len(faults)} faults"
        )
    assert (found.findings, faults) == ((), [])
    assert min(shares) >= sum(shares) / 4 / 10


@pytest.mark.slow
def test_sixteen_readers_while_one_writes(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No reader sees a torn entry or a ledger that shrank, and none is told that it is locked."""
    writer = appender(Path(url) if "://" not in url else url, 1, 1_000_000)
    assert writer.stdout
    writer.stdout.readline()
    watchers = [
        subprocess.Popen(
            [sys.executable, str(HERE / "watcher.py"), url, str(scaled(30, 5))],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        for _ in range(16)
    ]
    ended = [process.communicate(timeout=180) for process in watchers]
    writer.kill()
    written = len(writer.communicate()[0].splitlines())
    assert [errors for _, errors in ended] == [""] * 16
    counts = sum((Counter(json.loads(output)) for output, _ in ended), Counter())
    with capsys.disabled():
        print(
            f"\n  16 readers, {url.partition(':')[0][-20:]}: {dict(counts)}, {written} readings written meanwhile"
        )
    assert (counts["torn"], counts["shrunk"]) == (0, 0)
    assert counts["rounds"] >= 16 and counts["grown"] > 0 and written > 0
