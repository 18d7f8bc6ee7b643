"""Adding reports to a ledger of so many claims, in batches and one by one, beside rows of the same size in bare SQLite.

    python benchmarks/ledger.py [CLAIMS …]        default: 1000 10000

A report has five claims and two thousand characters. The bare rows are the least that a file can take: written and
synced as often, neither hashed nor sealed nor chained nor looked up.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from measuring import Spent, most_memory_mb, spent

TESTS = Path(__file__).resolve().parents[1] / "tests"
CLAIMS_EACH, CHARACTERS = 5, 2000
#: reports in a transaction, and reports that come one by one
TOGETHER, ONE_BY_ONE = 500, 100

sys.path.append(str(TESTS / "ledger"))

Made = tuple[Any, bytes]


def main() -> None:
    """A line a size, each in this process."""
    for size in map(int, sys.argv[1:] or ("1000", "10000")):
        print(json.dumps(measured(size)))


def measured(claims: int) -> dict[str, Any]:
    """Milliseconds a report for each way of adding, seconds for the batches and to verify all, kilobytes a report."""
    from sayso.ledger import open_ledger

    reports = max(1, claims // CLAIMS_EACH)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.db"
        with open_ledger(str(book), create=True) as ledger:
            batches = _total(spent(lambda many=many: ledger.add_readings(many)) for many in _batches(reports))
            singles = _total(
                spent(lambda one=one: ledger.add_reading(*one)) for one in _made(reports, ONE_BY_ONE)
            )
            size = book.stat().st_size // (reports + ONE_BY_ONE)
            verify = spent(ledger.verify)
        bare_batches, bare_singles = _bare(Path(folder) / "bare.db", reports, size)
    each = {
        "batch": batches * (1000 / reports),
        "single": singles * (1000 / ONE_BY_ONE),
        "bare_batch": bare_batches * (1000 / reports),
        "bare_single": bare_singles * (1000 / ONE_BY_ONE),
    }
    figures = {f"{name}_ms": round(one.clock, 3) for name, one in each.items()}
    figures |= {f"{name}_cpu_ms": round(one.cpu, 3) for name, one in each.items()}
    figures |= {"clock": round(batches.clock, 3), "cpu": round(batches.cpu, 3)}
    figures |= {"verify_clock": round(verify.clock, 3), "verify_cpu": round(verify.cpu, 3)}
    return {"size": claims, **figures, "kb_a_report": round(size / 1024, 1), "mb": most_memory_mb()}


def _bare(path: Path, reports: int, size: int) -> tuple[Spent, Spent]:
    """What it takes to write rows of that many bytes: in batches, and one by one."""
    with sqlite3.connect(path, isolation_level=None) as file:
        file.execute("PRAGMA synchronous = FULL")
        file.execute("CREATE TABLE rows (number INTEGER PRIMARY KEY, body BLOB)")
        counts = [min(TOGETHER, reports - start) for start in range(0, reports, TOGETHER)]
        rows = [(os.urandom(size),) for _ in range(TOGETHER)]
        both = (
            _total(spent(lambda count=count: _put(file, rows[:count])) for count in counts),
            _total(spent(lambda row=row: _put(file, [row])) for row in rows[:ONE_BY_ONE]),
        )
    file.close()
    return both


def _total(all_spent: Iterator[Spent]) -> Spent:
    whole = Spent()
    for one in all_spent:
        whole += one
    return whole


def _made(first: int, count: int) -> Iterator[Made]:
    from ledger_makings import made

    return (made(number, claims=CLAIMS_EACH, size=CHARACTERS) for number in range(first, first + count))


def _batches(count: int) -> Iterator[list[Made]]:
    """The readings in lists, each made before its time is taken."""
    readings = _made(0, count)
    while many := list(islice(readings, TOGETHER)):
        yield many


def _put(file: sqlite3.Connection, rows: list[tuple[bytes]]) -> None:
    file.execute("BEGIN IMMEDIATE")
    file.executemany("INSERT INTO rows (body) VALUES (?)", rows)
    file.execute("COMMIT")


if __name__ == "__main__":
    main()
