"""The first page of a book of so many claims: from `sayso review` to the page, and pages after that.

    python benchmarks/pages.py [CLAIMS …]        default: 1000 10000

The desk runs as it does for people: in a process of its own, over real HTTP. The book is an invented war
(tests/invented_reports.py); writing it is not counted.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measuring import most_memory_mb

TESTS = Path(__file__).resolve().parents[1] / "tests"
#: what is looked at when the desk is open, each so many times
PAGES, TIMES = ("/inbox", "/queue", "/explore", "/incidents", "/log"), 5
#: readings in a transaction
TOGETHER = 500

sys.path.append(str(TESTS))


def main() -> None:
    """A line a size, each desk in a process of its own."""
    for size in map(int, sys.argv[1:] or ("1000", "10000")):
        print(json.dumps(measured(size)))


def measured(claims: int) -> dict[str, Any]:
    """Seconds to the first page, milliseconds for each page after it, and the desk's memory and processor seconds."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.db"
        write_book(book, claims)
        return {"size": claims, **_looked(book)}


def write_book(book: Path, claims: int) -> None:
    """A ledger of an invented war of so many claims."""
    from sayso.ledger import open_ledger

    with open_ledger(str(book), create=True) as ledger:
        many: list[Any] = []
        for one in _readings(claims):
            many.append(one)
            if len(many) == TOGETHER:
                ledger.add_readings(many)
                many = []
        ledger.add_readings(many)


def _readings(claims: int) -> Iterator[tuple[Any, bytes]]:
    """Readings under the names that their bytes have, each with its bytes."""
    from invented_reports import invented_war

    from sayso.ids import sha256_hex
    from sayso.model import Reading, ReportId

    war, told = invented_war(claims), defaultdict(list)
    for claim in war.claims:
        told[claim.report].append(claim)
    for report in war.reports:
        # copies of a wire are the same words under another number
        raw = f"{report.id}\n{report.text}".encode()
        name = ReportId(sha256_hex(raw))
        renamed = (dataclasses.replace(claim, report=name) for claim in told[report.id])
        yield Reading(dataclasses.replace(report, id=name), tuple(renamed), (), "invented.1", ()), raw


def _looked(book: Path) -> dict[str, Any]:
    """What the desk of that book takes."""
    from desk_makings import Client

    began = time.perf_counter()
    command = [sys.executable, "-m", "sayso", "review", str(book), "--no-browser", "--by", "Ada"]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert desk.stdout
    try:
        found = next(
            found for line in desk.stdout if (found := re.search(r":(\d+)/enter\?token=(\S+)", line))
        )
        client = Client(int(found.group(1)))
        _enter(client, found.group(2))
        size = _get(client, PAGES[0])
        first = time.perf_counter() - began
        first_cpu = _processor_s(desk.pid)
        after = {page: _middle_ms(client, page) for page in PAGES}
        return {
            "clock": round(first, 3),
            "cpu": round(first_cpu, 3),
            "page_kb": round(size / 1024, 1),
            "pages_ms": after,
            "mb": most_memory_mb(desk.pid),
        }
    finally:
        desk.terminate()
        desk.wait(30)
        desk.stdout.close()


def _enter(client: Any, token: str) -> None:
    """Come in as soon as the desk listens: it tells its address a moment before."""
    while True:
        try:
            client.post("/enter", token=token)
            return
        except ConnectionRefusedError:
            time.sleep(0.01)


def _get(client: Any, page: str) -> int:
    """Bytes of a page, waited for while the book is still being opened (503)."""
    answer = client.get(page, **{"Accept-Encoding": "gzip"})
    while answer.status == 503:
        time.sleep(0.05)
        answer = client.get(page, **{"Accept-Encoding": "gzip"})
    assert answer.status == 200, f"{page}: {answer.status}"
    return len(answer.data)


def _middle_ms(client: Any, page: str) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        _get(client, page)
        took.append(time.perf_counter() - began)
    return round(1000 * statistics.median(took), 1)


def _processor_s(process: int) -> float:
    """Processor seconds of another process so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
