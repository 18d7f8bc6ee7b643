"""How fast and how large: reports read a second, time to import and to load, memory.

    python benchmarks/reading.py [--texts FOLDER] [--seconds 20]

A report is 600 words here: longer and shorter texts count by their words. The texts are those of the folder,
else real reports beside the repository, else the bundled ones. CPU seconds are printed beside the clock's:
they hardly change while other programs run, the clock's do.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

WORDS = 600
ROOT = Path(__file__).resolve().parents[1]


def texts_of(folder: Path | None) -> tuple[str, list[str]]:
    """(where they are from, the texts)."""
    from sayso.demo import REPORTS

    real = Path(os.environ.get("SAYSO_SHARED", ROOT.parent / "shared")) / "reports"
    paths = sorted((folder or real).rglob("*.txt"))
    if paths:
        return f"{len(paths)} texts of {folder or 'the real reports'}", [p.read_text("utf-8") for p in paths]
    return "the bundled reports", [one.path.read_text("utf-8") for one in REPORTS]


def seconds(command: str) -> float:
    """The shortest of three runs of some Python, without the start of Python itself."""

    def once(code: str) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - began

    return max(min(once(command) for _ in range(3)) - min(once("pass") for _ in range(3)), 0.0)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """(seconds on the clock, seconds of the processors) that some work takes."""
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu


def stages(texts: list[str], reader: object) -> Iterator[tuple[str, float]]:
    """CPU seconds a report by stage, each stage by itself."""
    from sayso import intake
    from sayso.claims import find_claims
    from sayso.pipeline import Reader

    assert isinstance(reader, Reader)
    size = sum(len(text.split()) for text in texts) / WORDS
    taken, docs = [], []
    yield (
        "intake",
        timed(lambda: taken.extend(intake.read_text(t, published="2020-01-02") for t in texts))[1] / size,
    )
    yield "language", timed(lambda: docs.extend(reader.nlp.pipe(texts)))[1] / size
    pairs = list(zip(docs, taken, strict=True))
    work = [lambda d=d, t=t: find_claims(d, t[0], reader.gazetteer, reader.name) for d, t in pairs]
    yield "claims", timed(lambda: [one() for one in work])[1] / size


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=Path, help="a folder of .txt files")
    parser.add_argument("--seconds", type=float, default=20, help="read for at least so long")
    given = parser.parse_args()

    from sayso import intake
    from sayso.pipeline import Reader, load_reader

    readers: list[Reader] = []
    load = timed(lambda: readers.append(load_reader()))
    where, texts = texts_of(given.texts)
    taken = [intake.read_text(text, published="2020-01-02") for text in texts]
    list(readers[0].read_many(taken[:2]))
    words, clock, cpu = 0, 0.0, 0.0
    for _ in itertools.count():
        spent = timed(lambda: list(readers[0].read_many(taken)))
        clock, cpu = clock + spent[0], cpu + spent[1]
        words += sum(len(text.split()) for text in texts)
        if clock > given.seconds:
            break
    reports = words / WORDS
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform == "linux" else 1024**2
    )
    print(
        f"read               {where}, {words:,} words, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    print(f"reports a second   {reports / clock:.2f}")
    print(f"CPU s a report     {cpu / reports:.3f}")
    for name, cost in stages(texts, readers[0]):
        print(f"  {name:<17}{cost:.3f}")
    print(f"load the reader    {load[0]:.2f} s ({load[1]:.2f} CPU s)")
    print(f"import sayso       {seconds('import sayso'):.3f} s")
    print(f"most memory        {memory:.0f} MB")


if __name__ == "__main__":
    main()
