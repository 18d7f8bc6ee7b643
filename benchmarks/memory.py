"""How much memory a long run takes: very many short documents into a ledger, every process looked at all the while.

    python benchmarks/memory.py [--documents 100000] [--workers 2]
    python benchmarks/memory.py --draw            only draw docs/memory.svg from what was measured

The documents are invented, 15 to 25 words each, the same ones for the same seed; one in eight tells of violence, and
names are made of syllables, so that new words come without end, as in news. What was seen is written to
benchmarks/memory.jsonl: the last line sums it up. VmRSS is what a process has now, VmHWM the most it ever had.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from drawing import BLUE, COLOURS, GREY, Line, course

HERE = Path(__file__).parent
MEASURED, PLOT = HERE / "memory.jsonl", HERE.parent / "docs/memory.svg"
LIMIT_MB = 1200
SEED, A_FOLDER, EVERY_S, POINTS = 20260501, 1_000, 2.0, 240

QUIET = (
    "The council of {place} voted {day} to repair {number} schools before the rains, and clerk {name} said the money was there.",
    "Farmers around {place} expect {number} tonnes of maize this season, {name} of the growers' union told a meeting on {day}.",
    "{name} scored twice on {day} as {place} beat {other} by {few} goals before a crowd of {number} in the old stadium.",
    "A new bridge at {place} opened to traffic {day} after {number} days of work, the engineer {name} said with some relief.",
    "Shops in {place} closed early {day} for the festival, which drew {number} visitors, according to {name}, who runs the market.",
    "The bank of {place} kept its rate at {few} percent on {day}, and economist {name} expects no change for {number} days.",
    "Nurse {name} opened a clinic in {place} on {day} that will see {number} patients a month, from {other} as well.",
)
VIOLENT = (
    "Gunmen attacked the village of {place} on {day} and killed {few} people, said {name}, a teacher who lives near {other}.",
    "A roadside bomb wounded {few} soldiers near {place} on {day}, the army said, and blamed rebels who hold {other}.",
    "{name}, mayor of {place}, denied on {day} that police had shot {few} protesters dead in the square at {other}.",
    "Shells fell on the market of {place} on {day}; {few} traders died, a doctor named {name} told reporters in {other}.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def texts(count: int) -> Iterator[str]:
    """So many short documents."""
    chance = random.Random(SEED)

    def name() -> str:
        return "".join(
            chance.choice("bdfghjklmnprstvwz") + chance.choice("aeiou") for _ in range(chance.randint(2, 4))
        ).title()

    for number in range(count):
        words = chance.choice(VIOLENT if number % 8 == 0 else QUIET)
        yield words.format(
            place=name(), other=name(), name=f"{name()} {name()}", day=chance.choice(DAYS),
            number=chance.randint(20, 90_000), few=chance.randint(2, 19),
        ) + "\n"  # fmt: skip


def write(folder: Path, count: int) -> None:
    """The documents as files, a thousand a folder."""
    for number, text in enumerate(texts(count)):
        inside = folder / f"{number // A_FOLDER:04}"
        if number % A_FOLDER == 0:
            inside.mkdir(parents=True)
        (inside / f"{number:07}.txt").write_text(text, encoding="utf-8")


def measured(count: int, workers: int, minutes: float, place: Path) -> Iterator[dict[str, Any]]:
    """What is seen every two seconds, and a sum of it at the end, or when the time is up."""
    corpus, book = place / "documents", place / "book.db"
    write(corpus, count)
    command = [sys.executable, "-m", "sayso", "add", str(book), str(corpus), "--published", "2031-05-09"]
    began, most, loads = time.monotonic(), dict[int, int](), list[float]()
    run = subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.PIPE, text=True)
    while run.poll() is None:
        time.sleep(EVERY_S)
        if time.monotonic() - began > 60 * minutes:
            run.terminate()
            run.wait()
        seen = {pid: memory(pid) for pid in family(run.pid)}
        if not seen[run.pid][0]:
            continue
        for pid, (_, high) in seen.items():
            most[pid] = max(most.get(pid, 0), high)
        loads.append(os.getloadavg()[0])
        yield {
            "seconds": round(time.monotonic() - began, 1),
            "documents": kept(book),
            "this_mb": seen.get(run.pid, (0, 0))[0],
            "workers_mb": sorted(now for pid, (now, _) in seen.items() if pid != run.pid),
        }
    assert run.stdout
    spent = os.times()
    yield {
        "documents": kept(book),
        "of": count,
        "workers": workers,
        "seconds": round(time.monotonic() - began),
        # of workers that were ended with it nothing is known
        "cpu_seconds": None if run.returncode else round(spent.children_user + spent.children_system),
        "load": round(sum(loads) / max(1, len(loads)), 1),
        "said": None if run.returncode else run.stdout.read().strip().rpartition(": ")[2],
        "most_this_mb": most.get(run.pid, 0),
        "most_workers_mb": sorted(high for pid, high in most.items() if pid != run.pid),
        "ledger_mb": round(book.stat().st_size / 1e6),
    }


def family(pid: int) -> list[int]:
    """The process and all that it started, and what these started."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def memory(pid: int) -> tuple[int, int]:
    """Megabytes that the process has, and the most it had."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0, 0
    values = {
        line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS", "VmHWM"))
    }
    return tuple(values.get(name, 0) // 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[return-value]


def kept(book: Path) -> int:
    """Reports in the ledger: each is two entries."""
    try:
        with sqlite3.connect(f"file:{book}?mode=ro", uri=True) as rows:
            return int(rows.execute("SELECT size FROM head").fetchone()[0]) // 2
    except (sqlite3.Error, TypeError):
        return 0


def drawn(rows: list[dict[str, Any]]) -> str:
    """Megabytes by documents read, of this process, of its workers and of all together."""
    *samples, last = rows
    workers = max(len(row["workers_mb"]) for row in samples)
    lines = [
        Line([(row["documents"], row["this_mb"] + sum(row["workers_mb"])) for row in samples], "all", BLUE)
    ]
    lines.append(Line([(row["documents"], row["this_mb"]) for row in samples], "sayso add", COLOURS[1]))
    for number in range(workers):
        points = [
            (row["documents"], row["workers_mb"][number])
            for row in samples
            if len(row["workers_mb"]) > number
        ]
        lines.append(Line(points, f"worker {number + 1}", COLOURS[2 + number % 4]))
    title = f"MB of each process, {last['workers']} workers; asked: less than {LIMIT_MB}"
    return course(lines, "short documents in the ledger", title, LIMIT_MB, GREY)


def thinned(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Few enough to draw; whatever is left out lies between two that are not higher by much."""
    *samples, last = rows
    step = max(1, len(samples) // POINTS)
    groups = [samples[at : at + step] for at in range(0, len(samples), step)]
    return [max(group, key=lambda row: row["this_mb"] + sum(row["workers_mb"])) for group in groups] + [last]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=600, help="stop then, with what was read so far")
    parser.add_argument("--draw", action="store_true")
    given = parser.parse_args()
    if not given.draw:
        rows = []
        with tempfile.TemporaryDirectory(prefix="sayso-memory-") as place:
            for row in measured(given.documents, given.workers, given.minutes, Path(place)):
                rows.append(row)
                if len(rows) % 30 == 0 or "load" in row:
                    print(json.dumps(row), flush=True)
        MEASURED.write_text("".join(json.dumps(row) + "\n" for row in thinned(rows)), encoding="utf-8")
    rows = [json.loads(line) for line in MEASURED.read_text(encoding="utf-8").splitlines()]
    PLOT.write_text(drawn(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
