"""Looking at folders and addresses again and again, until somebody stops it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.cli.inputs import Taken
from sayso.cli.talk import complain
from sayso.problems import RefusedInput, WrongCall

if TYPE_CHECKING:
    from sayso.intake import Outcome
    from sayso.intake.watch import Due, Watch
    from sayso.model import Problem, Report, ReportId

    Keep = Callable[[Iterable[tuple[Report, tuple[Problem, ...]]]], object]


def watch_inputs(book: str, inputs: Sequence[str], taken: Taken, every_min: int, keep: Keep) -> None:
    """Keep what is new in the inputs, round after round; ends with an interrupt."""
    from sayso.intake.watch import Watch, notes_of

    if "-" in inputs:
        raise WrongCall(
            "-: standard input cannot be watched. Give folders, files and addresses with --watch."
        )
    watch = Watch(inputs, notes_of(book), every_min * 60.0, taken.manners)
    while True:
        one_round(watch, taken, keep)
        time.sleep(watch.pause_s())


def one_round(watch: Watch, taken: Taken, keep: Keep) -> int:
    """Look at everything that is due, and note each input once the ledger has it; how many were looked at."""
    looked = 0
    for due in watch.due():
        looked += 1
        try:
            outcomes = _outcomes(watch, taken, due)
        except RefusedInput as error:
            taken.refused += 1
            complain(error)
            continue
        if outcomes is None:
            continue
        came: list[ReportId] = []
        keep(taken.kept(taken.arrivals(_new(outcomes, watch, due, came))))
        watch.done(due, came)
    return looked


def _outcomes(watch: Watch, taken: Taken, due: Due) -> Iterator[Outcome] | None:
    if due.mark is not None:
        return taken.outcomes(due.origin)
    part = watch.part_of(due)
    return None if part is None else taken.unpacking().outcomes(part)


def _new(outcomes: Iterable[Outcome], watch: Watch, due: Due, came: list[ReportId]) -> Iterator[Outcome]:
    """Those that were not there the last time; ``came`` has the ids of all of them once they are through."""
    from sayso.intake import Arrival

    for outcome in outcomes:
        if not isinstance(outcome, Arrival):
            yield outcome
        elif due.mark is not None or watch.is_new(due, outcome.report.id):
            came.append(outcome.report.id)
            yield outcome
