"""The inputs of a call: files, folders, addresses and standard input, each as a Report or a line of complaint."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.talk import complain
from sayso.problems import NotFound, RefusedInput, WrongCall

if TYPE_CHECKING:
    from sayso.model import Problem, Report

Inputs = Annotated[
    list[str], typer.Argument(metavar="FILE|URL|DIR|-", help="what to read; - is standard input")
]
Published = Annotated[
    str | None, typer.Option(help="day of publication, YYYY-MM-DD, if the text does not say")
]
Publisher = Annotated[str | None, typer.Option(help="who published it")]
Title = Annotated[str | None, typer.Option(help="its title")]
Url = Annotated[str | None, typer.Option(help="where it was published")]


@dataclass(slots=True)
class Taken:
    """The inputs of a call: what is known of them, how many were refused, the bytes of those under way."""

    given: dict[str, str | None]
    keep: bool = False
    refused: int = 0
    artefacts: deque[bytes] = field(default_factory=deque)

    def reports(self, inputs: Iterable[str]) -> Iterator[tuple[Report, tuple[Problem, ...]]]:
        """Each input as a Report; one that is refused costs a line on standard error, and the rest goes on.

        With ``keep`` their bytes wait in ``artefacts``, in the same order.
        """
        for origin in _spread(inputs):
            try:
                data, report, problems = _take(origin, self.given)
            except RefusedInput as error:
                self.refused += 1
                complain(error)
            else:
                if self.keep:
                    self.artefacts.append(data)
                yield report, problems


def given_facts(
    published: str | None, publisher: str | None, title: str | None, url: str | None
) -> dict[str, str | None]:
    """What the caller knows of the reports; WrongCall for a day that is none."""
    try:
        day = date.fromisoformat(published).isoformat() if published else None
    except ValueError:
        raise WrongCall(f"{published}: this is no day. Give --published as YYYY-MM-DD.") from None
    return {"published": day, "publisher": publisher, "title": title, "url": url}


def _take(origin: str, given: dict[str, str | None]) -> tuple[bytes, Report, tuple[Problem, ...]]:
    """The bytes of one input and the Report that they are."""
    from sayso import intake

    known = {key: value for key, value in given.items() if value is not None}
    if "://" in origin:
        from sayso.intake.fetch import fetch

        got = fetch(origin)
        known = {"url": got.url} | known | {"retrieved_utc": got.retrieved_utc}
        return got.data, *intake.read_bytes(got.data, origin=origin, media_type=got.media_type, **known)
    name = "standard input" if origin == "-" else origin
    data = _bytes(origin, name)
    media_type = "text/html" if origin.lower().endswith((".html", ".htm", ".xhtml")) else None
    return data, *intake.read_bytes(data, origin=name, media_type=media_type, **known)


def _bytes(origin: str, name: str) -> bytes:
    from sayso.intake import bytes_of

    if origin == "-":
        return bytes_of(sys.stdin.buffer, name)
    if os.path.isdir(origin):
        raise NotFound(name, "there is no file in this folder")
    try:
        with open(origin, "rb") as file:
            return bytes_of(file, name)
    except OSError as error:
        raise NotFound(name, (error.strerror or "it cannot be opened").lower()) from error


def _spread(inputs: Iterable[str]) -> Iterator[str]:
    """The inputs, each folder as the files in it; one without files stays, to be refused by name."""
    from sayso.intake import find_inputs

    for origin in inputs:
        found = find_inputs(Path(origin)) if origin != "-" and os.path.isdir(origin) else []
        yield from map(str, found) if found else (origin,)
