"""An invented war as documents, and a reader that finds in each the claims that were invented with it."""

from __future__ import annotations

import dataclasses
import os
import random
import signal
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from invented_reports import Invented, invented_war

from sayso.incidents.grades import load_policy
from sayso.model import Claim, ClaimId, Judgement, Problem, Reading, Report, Verdict
from sayso.scale import Document


class WarReader:
    """Knows the war; a claim is named after the report that it was found in."""

    name = "war.1"

    def __init__(self, war: Invented) -> None:
        of_report: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in war.claims:
            of_report[claim.report].append(claim)
        self._claims = {_key(report.text): of_report[report.id] for report in war.reports}

    def read_many(self, taken: Iterable[tuple[Report, tuple[Problem, ...]]]) -> Iterator[Reading]:
        """The readings, in order."""
        for report, problems in taken:
            found = tuple(
                dataclasses.replace(claim, report=report.id, id=ClaimId(f"{report.id[:20]}-{number}"))
                for number, claim in enumerate(self._claims[_key(report.text)])
            )
            yield Reading(report, found, problems, self.name, ())


def _key(text: str) -> str:
    return "".join(text.split())


def documents_of(war: Invented) -> list[Document]:
    """A document a report; every tenth stands there a second time, told by somebody else on another day."""
    made = []
    for number, report in enumerate(war.reports):
        one = Document(
            f"{number:05}.txt", report.text.encode(), "text/plain", report.published, report.publisher
        )
        made.append(one)
        if number % 10 == 0:
            made.append(
                dataclasses.replace(
                    one, origin=f"{number:05}-again.txt", published="2031-01-09", publisher="Again"
                )
            )
    return made


def write_war(path: Path, war: Invented) -> Path:
    """The documents of the war as Parquet."""
    import pyarrow
    from pyarrow import parquet

    rows = [dataclasses.asdict(one) for one in documents_of(war)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return path


def small_war(claims: int = 220) -> Invented:
    """The same small war each time."""
    return invented_war(claims, seed=7)


def decisions_about(claims: list[Claim], count: int) -> tuple[Judgement, ...]:
    """Judgements of every sort about claims at random, merges over several reports among them."""
    chance = random.Random(3)
    verdicts: tuple[Verdict, ...] = ("merge", "split", "not_same", "accept", "reject", "unsure", "merge")
    ids = sorted(claim.id for claim in claims)
    made = []
    for number in range(count):
        verdict = verdicts[number % len(verdicts)]
        first, second, third = chance.sample(ids, 3)
        other = (third,) if verdict == "not_same" else ()
        moment = f"2031-03-{1 + number % 9:02}T10:{number % 60:02}:00Z"
        made.append(Judgement("A", moment, verdict, (first, second), "seen", other))
    return tuple(made)


class SlowPolicy(dict[str, Any]):
    """A policy that is looked up in a time that leaves room for something to happen."""

    def __getitem__(self, key: str) -> Any:
        time.sleep(0.02)
        return super().__getitem__(key)


class DeadlyPolicy(dict[str, Any]):
    """A policy at which the first worker that looks something up dies as if it was killed; ``file`` says that one has."""

    def __init__(self, policy: dict[str, Any], file: Path) -> None:
        super().__init__(policy)
        self.file = str(file)

    def __reduce__(self) -> Any:
        return DeadlyPolicy, (dict(self), Path(self.file))

    def __getitem__(self, key: str) -> Any:
        if not Path(self.file).exists():
            Path(self.file).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__getitem__(key)


def slow_policy() -> SlowPolicy:
    """The plain policy, slowly."""
    return SlowPolicy(load_policy("plain"))
