"""sayso and its peers side by side: one run, the same reports, rounds in which each takes its turn.

    python benchmarks/bench.py [--rounds 5] [--minutes 11] [--large] [--texts FOLDER]
    python benchmarks/bench.py --draw          only tables and plots, from what was measured

Every measurement is a process of its own, so that memory and start-up are its own; in a round all have a turn, so
that what else the machine does hits all alike. No round is begun that would not be done in time. With ``--large``
also 100,000 claims, and a million for linking and the ledger: that takes hours.
Lines are added to benchmarks/speed.jsonl; docs/speed.md has its tables and plots drawn anew.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from measuring import HERE, in_own_process
from reading import SYSTEMS
from results import Results, Row
from tables import drawn, written
from texts import ROOT, Text, looked_at, of_usual_length, texts_of

#: what grows with a ledger, by the sizes that every round measures and those of --large
GROWING = {"linking": 1_000_000, "ledger": 1_000_000, "exports": 100_000, "pages": 100_000}
USUAL, LARGE = (1_000, 10_000), (100_000, 1_000_000)
#: of the form that tests run: whether it still runs, not how fast
SHORT = (100,)


@dataclass
class Run:
    """One run: what is read, and where its lines go."""

    began: str
    texts: list[Text]
    path: Path
    seconds: float
    shape: str
    nearest: dict[str, str] = field(default_factory=dict)

    def keep(self, what: str, row: Row) -> Row:
        """Write a line, and show it."""
        line = {"what": what, "run": self.began, **row}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        print(_said(line), flush=True)
        return line

    def reading(self, number: int, system: str) -> None:
        """One system reads; of the usual reports each round has another one for the time of one report."""
        if system.startswith("nearest") and not self.nearest:
            return
        job = {
            "texts": [asdict(text) for text in self.texts],
            "one": of_usual_length(self.texts, number + 1)[number],
            "seconds": self.seconds,
            "shape": self.shape,
            "nearest": self.nearest,
            "started": time.time(),
        }
        took = in_own_process("reading.py", system, "--job", given=job)
        self.keep("reading", {"system": system, "round": number, **took})

    def growing(self, number: int, what: str, size: int) -> None:
        """One size of something that grows."""
        if what == "linking":
            found = in_own_process("linking.py", "--one", size)
            took = {
                "size": size,
                "cpu": found["seconds"],
                "mb": found["mb"],
                "one_more_s": found["one_more_median"],
            }
        else:
            took = in_own_process(f"{what}.py", size)
        self.keep(what, {"round": number, **took})


def main() -> None:
    """Measure, unless only drawing is asked for; then write the page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=11, help="no round is begun that would end later")
    parser.add_argument("--large", action="store_true", help="then sizes that take hours")
    parser.add_argument("--texts", type=Path, help="a folder of .txt files")
    parser.add_argument("--draw", action="store_true", help="measure nothing")
    parser.add_argument(
        "--short", type=Path, metavar="FOLDER", help="tiny sizes, everything into that folder"
    )
    given = parser.parse_args()
    lines, page = (given.short or HERE) / "speed.jsonl", (given.short or ROOT / "docs") / "speed.md"
    if not given.draw:
        measure(given, lines)
    found = Results.read(lines)
    for name, picture in drawn(found).items():
        (page.parent / name).write_text(picture, encoding="utf-8")
    parts = written(found)
    if page.exists():
        page.write_text(put_in(page.read_text(encoding="utf-8"), parts), encoding="utf-8")
    print("\n\n".join(parts.values()))


def measure(given: argparse.Namespace, lines: Path) -> None:
    """Rounds until there are enough or the time is up, then the large sizes."""
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    start = time.monotonic()
    where, texts = texts_of(given.texts)
    known = looked_at(texts[:1] if given.short else texts)
    with tempfile.TemporaryDirectory() as folder:
        shape = "tiny" if given.short else "roberta-base"
        began = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
        run = Run(began, known, lines, 0 if given.short else 4, shape, _nearest(Path(folder), shape))
        run.keep("run", _facts(where, known, shape))
        longest = 0.0
        for number in range(given.rounds):
            round_began = time.monotonic()
            if number and round_began + longest > start + 60 * given.minutes:
                print(
                    f"{number} of {given.rounds} rounds: another one would not be done in {given.minutes:g} minutes"
                )
                break
            for turn in _turns(run, number, SHORT if given.short else USUAL):
                turn()
            longest = max(longest, time.monotonic() - round_began)
        for size in LARGE if given.large else ():
            for what in (what for what, most in GROWING.items() if size <= most):
                run.growing(0, what, size)


def _turns(run: Run, number: int, sizes: tuple[int, ...]) -> Iterator[Callable[[], None]]:
    """What is measured in a round; each round begins with another system."""
    names = list(SYSTEMS)
    shift = number % len(names)
    for name in names[shift:] + names[:shift]:
        yield lambda name=name: run.reading(number, name)
    for size in sizes:
        for what in GROWING:
            yield lambda what=what, size=size: run.growing(number, what, size)


def _nearest(folder: Path, shape: str) -> dict[str, str]:
    """The files of the nearest system's network by bits; empty without the library that writes them."""
    if importlib.util.find_spec("onnx") is None:
        print(
            "The nearest system is left out, because onnx is missing: pip install 'sayso[bench]'",
            file=sys.stderr,
        )
        return {}
    made = in_own_process("nearest.py", folder, shape)
    return {str(bits): str(path) for bits, path in made.items()}


def _facts(where: str, texts: list[Text], shape: str) -> Row:
    """What was read, and on what machine."""
    flags = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    return {
        "texts": where,
        "words": sum(len(text.text.split()) for text in texts),
        "pieces": sum(text.pieces for text in texts),
        "happenings": sum(text.happenings for text in texts),
        "shape": shape,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "instructions": [
            name for name in ("avx2", "avx512f", "avx_vnni", "avx512_vnni") if f" {name}" in flags
        ],
    }


def _said(line: dict[str, Any]) -> str:
    facts = " ".join(f"{name}={value}" for name, value in line.items() if not isinstance(value, dict | list))
    return f"{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}: {facts}"


def put_in(page: str, parts: Mapping[str, str]) -> str:
    """The page with each part between its marks."""
    for name, part in parts.items():
        begin, end = f"<!-- bench:{name} -->\n", f"<!-- /bench:{name} -->"
        head, found, rest = page.partition(begin)
        _, also, tail = rest.partition(end)
        if not found or not also:
            raise SystemExit(f"docs/speed.md has lost a mark: {begin.strip()} … {end}")
        page = f"{head}{begin}{part}{end}{tail}"
    return page


if __name__ == "__main__":
    main()
