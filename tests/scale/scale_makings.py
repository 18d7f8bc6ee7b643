"""Documents for the tests of scale, and a reader that reads each in no time."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.ids import canonical_json
from sayso.ledger import open_ledger
from sayso.model import Claim, ClaimId, Problem, Reading, Report, Span
from sayso.records import claim_record, people_record, problem_record, report_record
from sayso.scale import Document
from sayso.scale.stage import read_documents

#: a file that is there says that a worker has died already
DIED = "SAYSO_TEST_DIED"


class QuickReader:
    """Finds one killing in every report with "killed", and a problem in every other."""

    name = reading_name = "quick.1"

    def read_many(self, taken: Iterable[tuple[Report, tuple[Problem, ...]]]) -> Iterator[Reading]:
        """The readings, in order."""
        for report, problems in taken:
            _die_once(report.text)
            at = report.text.find("killed")
            words = Span(at, at + 6, "killed")
            made = (_claim(report, words),) if at >= 0 else ()
            noted = () if made else (Problem("no_claims", "No claim was found in this report."),)
            yield Reading(report, made, (*problems, *noted), self.name, ())


def quick_reader() -> QuickReader:
    """A new QuickReader."""
    return QuickReader()


class SlowReader(QuickReader):
    """The same, in a time that leaves room for something to happen."""

    def read_many(self, taken: Iterable[tuple[Report, tuple[Problem, ...]]]) -> Iterator[Reading]:
        """The readings, in order, twenty a second."""
        for reading in super().read_many(taken):
            time.sleep(0.05)
            yield reading


def slow_reader() -> SlowReader:
    """A new SlowReader."""
    return SlowReader()


def _die_once(text: str) -> None:
    """The first worker that meets the word dies as if it was killed."""
    marker = os.environ.get(DIED)
    if marker and "deadly" in text and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _claim(report: Report, words: Span) -> Claim:
    whole = Span(0, len(report.text.rstrip()), report.text.rstrip())
    return Claim(
        ClaimId(f"c{report.id[:12]}"), report.id, "killing", words, (whole,), (), "asserts", (), (), (), None, None,
        (), False, "quick.1",
    )  # fmt: skip


def write_documents(folder: Path, number: int) -> Path:
    """So many small documents, one in seven empty and one in five without a claim, some with the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for at in range(number):
        text = f"Report {at % (number - number // 10)}. On Monday two people were {'hurt' if at % 5 == 0 else 'killed'} in Marea, a monitor said.\n"
        (folder / f"{at:05}.txt").write_text("" if at % 7 == 0 else text, encoding="utf-8")
    return folder


def one_machine(documents: Iterable[Document], reader: object) -> list[str]:
    """What a plain loop over the documents gives: a line a report, sorted."""
    outcomes = read_documents(documents, reader)  # type: ignore[arg-type]
    return sorted(
        whole(one.reading) if one.reading else f"{one.document.origin}: {one.refused}" for one in outcomes
    )


def whole(reading: Reading) -> str:
    """Everything of a reading as one line."""
    return canonical_json(
        [
            report_record(reading.report),
            [claim_record(claim) for claim in reading.claims],
            [problem_record(problem) for problem in reading.problems],
            reading.reader,
            people_record(reading.people),
        ]
    )


def in_ledger(book: Path) -> list[str]:
    """Everything of a ledger's newest readings, sorted."""
    with open_ledger(str(book)) as ledger:
        assert ledger.verify().sound
        return sorted(whole(reading) for reading in ledger.readings())
