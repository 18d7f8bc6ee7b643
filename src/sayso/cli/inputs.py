"""The inputs of a call: files, folders, addresses and standard input, each as Reports or lines of complaint."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.talk import complain
from sayso.problems import NotFound, Quarantined, RefusedInput, WrongCall

if TYPE_CHECKING:
    from sayso.intake import Arrival, Outcome, Refusal, Unpacking
    from sayso.intake.manners import Manners
    from sayso.intake.quarantine import Quarantine
    from sayso.intake.versions import Versions
    from sayso.model import Problem, Reading, Report

Inputs = Annotated[
    list[str], typer.Argument(metavar="FILE|URL|DIR|-", help="what to read; - is standard input")
]
Published = Annotated[
    str | None, typer.Option(help="day of publication, YYYY-MM-DD, if the text does not say")
]
Publisher = Annotated[str | None, typer.Option(help="who published it")]
Title = Annotated[str | None, typer.Option(help="its title")]
Url = Annotated[str | None, typer.Option(help="where it was published")]
Columns = Annotated[
    str | None,
    typer.Option(metavar="text=NAME,…", help="columns of tables: text, title, publisher, published, url"),
]


@dataclass(slots=True)
class Taken:
    """The inputs of a call: what is known of them, how many were refused, the bytes of those under way."""

    given: dict[str, str | None]
    columns: dict[str, str] = field(default_factory=dict)
    keep: bool = False
    refused: int = 0
    quarantine: Quarantine | None = None
    artefacts: deque[bytes] = field(default_factory=deque)
    #: entries of feeds are followed to their pages, with these manners
    manners: Manners | None = None
    #: of a ledger: what stood at each address before
    versions: Versions | None = None
    #: pages that were retrieved again and say the same
    unchanged: int = 0
    #: whether this reader's reading of a report is there already, which is then not read again; counts what it finds
    is_there: Callable[[Report], bool] | None = None

    def reports(self, inputs: Iterable[str]) -> Iterator[tuple[Report, tuple[Problem, ...]]]:
        """Each report in the inputs; what is refused costs a line on standard error, and the rest goes on.

        With ``keep`` their bytes wait in ``artefacts``, in the same order.
        """
        for origin in _spread(inputs):
            yield from self.kept(self.arrivals(_outcomes(origin, self.unpacking())))

    def outcomes(self, origin: str) -> Iterator[Outcome]:
        """What one input gives, refusals among it."""
        return _outcomes(origin, self.unpacking())

    def kept(self, arrivals: Iterable[Arrival]) -> Iterator[tuple[Report, tuple[Problem, ...]]]:
        """Those of the arrivals that say something new, in the place of what they are later versions of."""
        for arrived in arrivals:
            arrival = self.versions.placed(arrived) if self.versions else arrived
            if arrival is None:
                self.unchanged += 1
                continue
            if self.is_there and self.is_there(arrival.report):
                continue
            if self.keep:
                self.artefacts.append(arrival.artefact)
            yield arrival.report, arrival.problems

    def arrivals(self, outcomes: Iterable[Outcome]) -> Iterator[Arrival]:
        """What came in, the pages that leads lead to in their place where they are followed; the rest is complained of."""
        from sayso.intake import Arrival

        try:
            for outcome in outcomes:
                if not isinstance(outcome, Arrival):
                    self.refuse(outcome)
                elif self.manners is None:
                    yield outcome
                else:
                    yield from self._followed(outcome, self.manners)
        except RefusedInput as error:
            self.refused += 1
            complain(error)

    def _followed(self, arrival: Arrival, manners: Manners) -> Iterator[Arrival]:
        """The page that an entry of a feed leads to; the entry itself where there is none, or it cannot be had."""
        from sayso.intake import Arrival
        from sayso.intake.follow import is_lead, page_of

        found = False
        if is_lead(arrival):
            try:
                for outcome in self.unpacking().outcomes(page_of(arrival, manners)):
                    if isinstance(outcome, Arrival):
                        found = True
                        yield outcome
                    else:
                        self.refuse(outcome)
            except RefusedInput as error:
                self.refused += 1
                complain(error)
        if not found:
            yield arrival

    def is_read(self, reading: Reading | None) -> bool:
        """Whether the reader got to the end of it; where not, that is complained of."""
        from sayso.pool import unread

        fault = unread(reading) if reading else None
        if fault:
            self.refused += 1
            complain(fault)
        return fault is None

    def refuse(self, refusal: Refusal) -> None:
        """Say it, and set the bytes aside if that is what they are for."""
        self.refused += 1
        complain(refusal.error)
        if self.quarantine and isinstance(refusal.error, Quarantined) and refusal.artefact is not None:
            from sayso.ledger.clock import utc_now as now

            self.quarantine.set_aside(refusal.origin, refusal.error, refusal.artefact, now())

    def unpacking(self) -> Unpacking:
        """How the inputs are taken apart."""
        from sayso.intake import Unpacking

        known = {key: value for key, value in self.given.items() if value is not None}
        return Unpacking(known, self.columns, quarantine=self.quarantine)


def given_facts(
    published: str | None, publisher: str | None, title: str | None, url: str | None
) -> dict[str, str | None]:
    """What the caller knows of the reports; WrongCall for a day that is none."""
    try:
        day = date.fromisoformat(published).isoformat() if published else None
    except ValueError:
        raise WrongCall(f"{published}: this is no day. Give --published as YYYY-MM-DD.") from None
    return {"published": day, "publisher": publisher, "title": title, "url": url}


def _outcomes(origin: str, unpacking: Unpacking) -> Iterator[Outcome]:
    """What is in one input, an address, standard input or a file."""
    from sayso.intake import LARGEST, bytes_of, part_of_address
    from sayso.intake.media_types import type_by_name
    from sayso.intake.page import Part

    if "://" in origin:
        yield from unpacking.outcomes(part_of_address(origin))
    elif origin == "-":
        yield from unpacking.outcomes(Part("standard input", bytes_of(sys.stdin.buffer, "standard input")))
    elif os.path.isdir(origin):
        raise NotFound(origin, "there is no file in this folder")
    else:
        try:
            with open(origin, "rb") as file:
                size = os.fstat(file.fileno()).st_size
                if not size:
                    # a pipe has no size, and neither has an empty file
                    yield from unpacking.outcomes(Part(origin, file.read(LARGEST + 1), type_by_name(origin)))
                else:
                    yield from unpacking.outcomes_of_file(file, size, origin, type_by_name(origin))
        except OSError as error:
            raise NotFound(origin, (error.strerror or "it cannot be opened").lower()) from error


def _spread(inputs: Iterable[str]) -> Iterator[str]:
    """The inputs, each folder as the files in it; one without files stays, to be refused by name."""
    from sayso.intake import inputs_in

    for origin in inputs:
        found = inputs_in(Path(origin)) if origin != "-" and os.path.isdir(origin) else iter(())
        first = next(found, None)
        yield origin if first is None else str(first)
        yield from map(str, found)
