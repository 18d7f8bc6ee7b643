"""Fills a book with many small reports, readings and judgements, or verifies one, and prints what that took.

python filler.py fill BOOK ENTRIES; python filler.py verify BOOK [CHECKPOINT]. The second prints one JSON object: seconds of
the clock and of the processor, the most memory in MB, and what was found.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from ledger_makings import judgement, made

from sayso.ids import canonical_json
from sayso.ledger import open_ledger
from sayso.ledger.artefacts import pack
from sayso.ledger.checkpoints import read_checkpoint
from sayso.ledger.entries import judgement_body, reading_body, report_body


def fill(book: str, entries: int) -> None:
    """A third reports, each with its artefact, a third readings, a third judgements, in transactions of thousands."""
    reading, _ = made(0)
    told, read, judged = report_body(reading.report), reading_body(reading, 7), judgement_body(judgement())
    with open_ledger(book, create=True) as ledger:
        for start in range(0, entries // 3, 2000):
            with ledger._writing() as page:  # type: ignore[attr-defined]
                for number in range(start, min(start + 2000, entries // 3)):
                    artefact = pack(b"<p>%d</p>" % number + b"words " * 40, 0)
                    body = told.replace(reading.report.id, artefact.sha256)
                    entry = page.write("report", body)
                    page.keep(pack(b"<p>%d</p>" % number + b"words " * 40, entry))
                    body = read.replace(reading.report.id, artefact.sha256)
                    page.write("reading", body.replace('"report_entry":7', f'"report_entry":{entry}'))
                    page.write("judgement", judged)
        while ledger.head().size < entries:
            ledger.add_judgement(judgement())


def verify(book: str, checkpoint: str | None) -> None:
    """What verifying takes and finds."""
    since = read_checkpoint(Path(checkpoint).read_text("utf-8"), checkpoint) if checkpoint else None
    with open_ledger(book) as ledger:
        clock, processor = time.perf_counter(), time.process_time()
        found = ledger.verify(checkpoint=since, resume=since is not None)
    counts = {
        "seconds": round(time.perf_counter() - clock, 2),
        "processor_s": round(time.process_time() - processor, 2),
        "mb": most_memory_mb(),
        "entries": found.entries,
        "artefacts": found.artefacts,
        "resumed": found.resumed,
        "findings": len(found.findings),
    }
    print(canonical_json(counts))


def most_memory_mb() -> int:
    """The most memory that this process had; what the system says of its parent's does not count."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(sys.argv[2], int(sys.argv[3]))
    else:
        verify(sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
