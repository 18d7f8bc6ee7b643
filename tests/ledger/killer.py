"""Adds to a book in children that are killed at random moments, and looks after each what is there.

python killer.py BOOK KILLS SEED; prints one JSON object of counts. The children are forked, so that a thousand of
them take minutes and not an hour.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from ledger_makings import made

from sayso.ledger import Checkpoint, open_ledger
from sayso.model import ReportId

JOURNAL = bytes.fromhex("d9d505f920a163d7")


def child(book: str, name: int, out: int) -> None:
    """Add without end; each report's id and the number of its reading go into the pipe when acknowledged."""
    with open_ledger(book) as ledger:
        for number in range(1_000_000):
            reading, raw = made(name * 1_000_000 + number, claims=3, size=3000)
            added = ledger.add_reading(reading, raw)
            os.write(out, f"{added.report} {added.reading}\n".encode())


def killed_child(book: str, name: int, chance: random.Random) -> list[str]:
    """The lines that a child wrote before it was killed; a line cut by the kill was not acknowledged."""
    reads, writes = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            child(book, name, writes)
        finally:
            os._exit(1)
    os.close(writes)
    select.select([reads], [], [], 60)
    time.sleep(chance.uniform(0, 0.03))
    if chance.random() < 0.9:
        stopped_while_writing(book, pid, chance)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(reads, "rb") as pipe:
        said = pipe.read().decode()
    return said[: said.rfind("\n") + 1].splitlines()


def stopped_while_writing(book: str, pid: int, chance: random.Random) -> None:
    """Let it run for moments, and look after each, until it stands still with the book half written.

    Watching the journal and then killing comes too late on a busy machine: a write takes less than a millisecond.
    """
    end = time.monotonic() + 5
    while "://" not in book and time.monotonic() < end:
        os.kill(pid, signal.SIGSTOP)
        os.waitpid(pid, os.WUNTRACED)
        if left_hot(book):
            return
        os.kill(pid, signal.SIGCONT)
        time.sleep(chance.uniform(0, 0.003))


def left_hot(book: str) -> bool:
    """There is a journal that has to be rolled back."""
    journal = Path(f"{book}-journal")
    return journal.is_file() and journal.read_bytes()[:8] == JOURNAL


def looked_at(book: str, said: list[str], before: Checkpoint | None, counts: Counter[str]) -> Checkpoint:
    """Count what is lost, in part or unsound in the book after a kill."""
    with open_ledger(book) as ledger:
        found = ledger.verify(checkpoint=before, resume=before is not None)
        counts["findings"] += len(found.findings)
        # a reading is a report, its artefact and its claims: these come together
        counts["partial"] += (
            not found.kinds.get("report", 0) == found.kinds.get("reading", 0) == found.artefacts
        )
        for line in said:
            report, number = line.split()
            entry = ledger.entry(int(number))
            whole = entry and entry.kind == "reading" and json.loads(entry.body)["report"] == report
            counts["lost"] += not (whole and ledger.artefact(ReportId(report)))
        return ledger.checkpoint("killed")


def main(book: str, kills: int, seed: int) -> None:
    chance, counts = random.Random(seed), Counter[str]()
    open_ledger(book, create=True).close()
    checkpoint = None
    for name in range(kills):
        said = killed_child(book, name, chance)
        counts["kills"] += 1
        counts["acknowledged"] += len(said)
        counts["hot"] += "://" not in book and left_hot(book)
        checkpoint = looked_at(book, said, checkpoint, counts)
    with open_ledger(book) as ledger:
        whole = ledger.verify()
        counts["findings"] += len(whole.findings)
        counts["reports"] = whole.kinds.get("report", 0)
    print(json.dumps(counts))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
