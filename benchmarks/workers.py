"""What several processes gain: the same reports read by one and by two, on the clock, of the processors, in memory.

    python benchmarks/workers.py FOLDER [--workers 1 2]

Each run is `sayso read --json FOLDER` by itself, its start among the seconds; a report is 600 words. The outputs must
be the same, byte for byte. Seconds of the processors hardly change while other programs run, those of the clock do.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

from memory import family, memory

WORDS = 600


def run(folder: Path, workers: int, reports: float) -> tuple[str, str]:
    """A line of figures, and the SHA-256 of what was printed."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    call = [sys.executable, "-m", "sayso", "read", "--json", "--workers", str(workers), str(folder)]
    child = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    most = dict[int, int]()
    watching = threading.Thread(target=watch, args=(child, most))
    watching.start()
    assert child.stdout
    digest = hashlib.sha256()
    while block := child.stdout.read(1 << 20):
        digest.update(block)
    child.stdout.close()
    clock = time.perf_counter() - began
    watching.join()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime
    figures = (
        f"{workers:>7}  {clock:>7.0f}  {reports / clock:>16.2f}  {cpu:>6.0f}  {cpu / reports:>14.3f}  "
        f"{' + '.join(map(str, most.values()))}"
    )
    return figures, digest.hexdigest()


def watch(child: subprocess.Popen[bytes], most: dict[int, int]) -> None:
    """Note the most memory of each process, until the first of them ends."""
    while child.poll() is None:
        for pid in family(child.pid):
            most[pid] = max(most.get(pid, 0), memory(pid)[1])
        time.sleep(0.2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    texts = [path.read_text("utf-8") for path in sorted(given.folder.rglob("*.txt"))]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words:,} words, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print("workers  seconds  reports a second   CPU s  CPU s a report  most MB, each process")
    outputs = set()
    for workers in given.workers:
        figures, digest = run(given.folder, workers, words / WORDS)
        outputs.add(digest)
        print(figures, f"  load {os.getloadavg()[0]:.1f}", flush=True)
    print("outputs:", "the same" if len(outputs) == 1 else "NOT the same")


if __name__ == "__main__":
    main()
