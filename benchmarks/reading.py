"""One system reads the reports in this process: how long until it is ready, for one report, for all, and its memory.

    python benchmarks/reading.py [SYSTEM] [--texts FOLDER] [--seconds 20]      prints a table; SYSTEM: sayso, network, spacy
    python benchmarks/reading.py SYSTEM --job < JOB                            prints JSON: how bench.py runs it

A report is 600 words here: longer and shorter texts count by their words. CPU seconds are printed beside the
clock's: they hardly change while other programs run, the clock's do.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from measuring import Spent, most_memory_mb, spent
from texts import PUBLISHED, Text, looked_at, of_usual_length, texts_of

#: one report is read so many times, unless that takes so many seconds
TIMES, ENOUGH_S = 5, 2.0


class System(Protocol):
    """Something that reads reports."""

    def read(self, texts: Sequence[Text]) -> Spent:
        """What reading these took."""


@dataclass(frozen=True, slots=True)
class Loader:
    """How a system is called, how it is loaded, and whether it reads quickly enough to be given all texts."""

    name: str
    load: Callable[[dict[str, Any]], System]
    all: bool = True


def _sayso(job: dict[str, Any]) -> System:
    from ours import Sayso

    return Sayso()


def _network(job: dict[str, Any]) -> System:
    from ours import NetworkAlone

    return NetworkAlone()


def _spacy(job: dict[str, Any]) -> System:
    from small_spacy import SmallSpacy

    return SmallSpacy()


def _nearest(bits: int) -> Callable[[dict[str, Any]], System]:
    def load(job: dict[str, Any]) -> System:
        from nearest import SHAPES, Nearest

        return Nearest(Path(job["nearest"][str(bits)]), SHAPES[job["shape"]])

    return load


SYSTEMS = {
    "sayso": Loader("sayso", _sayso),
    "network": Loader("its network alone", _network),
    "spacy": Loader("spaCy, small", _spacy),
    "nearest8": Loader("nearest, 8 bits", _nearest(8), all=False),
    "nearest32": Loader("nearest, 32 bits", _nearest(32), all=False),
}


def main() -> None:
    """Load, warm up, read; print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("system", nargs="?", default="sayso", choices=SYSTEMS)
    parser.add_argument("--texts", type=Path, help="a folder of .txt files")
    parser.add_argument("--seconds", type=float, default=20, help="read for at least so long")
    parser.add_argument("--job", action="store_true", help="read what to do from standard input, print JSON")
    given = parser.parse_args()
    if given.job:
        print(json.dumps(measured(given.system, json.loads(sys.stdin.read()))))
        return
    started = time.time()
    where, texts = texts_of(given.texts)
    known = looked_at(texts)
    job = {
        "texts": [asdict(text) for text in known],
        "one": of_usual_length(known, 1)[0],
        "seconds": given.seconds,
        "started": time.time(),
    }
    print(
        f"{where}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; prepared in {time.time() - started:.1f} s"
    )
    for name, value in measured(given.system, job).items():
        print(f"{name:<16}{value:>10}")


def measured(name: str, job: dict[str, Any]) -> dict[str, float]:
    """What a system took: ``_s`` is on the clock, ``_cpu`` of all processors; ``all`` and stages are for a report of 600 words."""
    texts = [Text(**text) for text in job["texts"]]
    loader = SYSTEMS[name]
    system = loader.load(job)
    took = {"start": Spent(time.time() - job["started"], time.process_time())}
    _warm(system, texts)
    took["one"] = _one(system, texts[job["one"]], TIMES if job["seconds"] else 1)
    if loader.all:
        took["all"] = _all(system, texts, job["seconds"])
    if name == "sayso":
        took |= stages(system, texts)
    figures = {
        f"{what}_{part}": round(value, 4) for what, one in took.items() for part, value in asdict(one).items()
    }
    return {**figures, "mb": most_memory_mb()}


def stages(system: Any, texts: Sequence[Text]) -> dict[str, Spent]:
    """What each stage takes for a report, each by itself; language has the network in it."""
    from sayso import intake
    from sayso.claims import find_claims

    reader, taken, docs = system.reader, [], []
    size = sum(text.reports for text in texts)
    took = {
        "intake": spent(
            lambda: taken.extend(intake.read_text(one.text, published=PUBLISHED) for one in texts)
        ),
        "language": spent(lambda: docs.extend(reader.nlp.pipe(one.text for one in texts))),
    }
    pairs = list(zip(docs, taken, strict=True))
    took["claims"] = spent(
        lambda: [find_claims(doc, report, reader.gazetteer, reader.name) for doc, (report, _) in pairs]
    )
    return {name: one * (1 / size) for name, one in took.items()}


def _warm(system: System, texts: Sequence[Text]) -> None:
    warm = getattr(system, "warm", None)
    if warm:
        warm()
    else:
        system.read(texts[:1])


def _one(system: System, text: Text, times: int) -> Spent:
    """The middle of some readings of one text, for a report of 600 words."""
    took: list[Spent] = []
    while len(took) < times and sum(one.clock for one in took) < ENOUGH_S:
        took.append(system.read([text]))
    middle = Spent(statistics.median(one.clock for one in took), statistics.median(one.cpu for one in took))
    return middle * (1 / text.reports)


def _all(system: System, texts: Sequence[Text], seconds: float) -> Spent:
    """A report's share of reading all of them as a stream, over and over until the seconds are up."""
    whole, times = Spent(), 0
    while not times or whole.clock < seconds:
        whole, times = whole + system.read(texts), times + 1
    return whole * (1 / times / sum(text.reports for text in texts))


if __name__ == "__main__":
    main()
