"""Readers for the tests of the pool: quick ones, and one for each way to fall."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from incident_makings import claim

from sayso.ids import sha256_hex
from sayso.model import Problem, Reading, Report, ReportId, Retrieval

#: a folder in which workers leave a file each time they do something that is counted
MARKS = "SAYSO_TEST_MARKS"


class OddReader:
    """Finds one bombing in every report; does what a report's first word says."""

    name = "odd.1"
    reading_name = "odd.1 people.1"

    def read_many(self, taken: Iterable[tuple[Report, tuple[Problem, ...]]]) -> Iterator[Reading]:
        """The readings, in order."""
        for report, problems in taken:
            _obey(report.text)
            made = claim(
                f"c{report.id[:12]}", report=report.id, place="Velmora", day="2031-05-05", killed=(7, 7)
            )
            yield Reading(report, (made,), problems, self.reading_name, ())


def odd_reader() -> OddReader:
    """A new OddReader."""
    return OddReader()


def broken_reader() -> OddReader:
    """None: it cannot be loaded."""
    raise ValueError("the weights are gone")


def _obey(text: str) -> None:
    word, _, rest = text.partition(" ")
    match word:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "die-once" if mark("died"):
            os.kill(os.getpid(), signal.SIGKILL)
        case "fail":
            raise ValueError("no such word")
        case "forget":
            raise MemoryError
        case "fill":
            kept = []
            while True:
                kept.append(bytearray(1 << 26))
        case "slow":
            mark("slow")
            time.sleep(float(rest.split()[0]))


def mark(name: str) -> bool:
    """Leave a file of that name; False if it was there before."""
    path = Path(os.environ[MARKS]) / name
    there = path.exists()
    path.touch()
    return not there


def taken(texts: Iterable[str]) -> Iterator[tuple[Report, tuple[Problem, ...]]]:
    """A report of each text, with a problem that must not be lost."""
    for at, text in enumerate(texts):
        report_id = ReportId(sha256_hex(text.encode()))
        told = Report(
            report_id, text, None, "2031-05-06", (), None, None, "en",
            Retrieval(f"news/{at:04}.txt", None, "text/plain", "plain", (), (), "sayso"),
        )  # fmt: skip
        yield told, (Problem("no_claims", f"Said of report {at}."),)
