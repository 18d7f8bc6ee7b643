"""Bytes → Reports: documents and containers of documents, from files, strings and named addresses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from sayso.intake.limits import LIMITS
from sayso.intake.page import Part, stated
from sayso.intake.unpack import Arrival, Outcome, Refusal, Unpacking
from sayso.model import Problem, Report
from sayso.problems import NotFound, SeveralReports, TooLarge, WrongCall

__all__ = [
    "Arrival",
    "Outcome",
    "Refusal",
    "Unpacking",
    "find_inputs",
    "inputs_in",
    "read_bytes",
    "read_file",
    "read_reports",
]

#: bytes of a document; nothing larger is even looked at
LARGEST = LIMITS.document

Taken = tuple[Report, tuple[Problem, ...]]


def read_reports(
    data: bytes,
    *,
    origin: str,
    media_type: str | None = None,
    columns: dict[str, str] | None = None,
    **given: str | None,
) -> Iterator[Outcome]:
    """Each report in the bytes as an Arrival, each part that is refused as a Refusal, in order.

    What is given (``published``, ``publisher``, ``title``, ``url``, ``retrieved_utc``) overrides what is stated.
    ``columns`` says where a table has its text and the rest: {"text": "body"}.
    """
    return Unpacking(given, columns or {}).outcomes(Part(origin, data, media_type))


def read_bytes(data: bytes, *, origin: str, media_type: str | None = None, **given: str | None) -> Taken:
    """The one report in the bytes, and what its intake has to say; what is given overrides what is stated.

    RefusedInput says in one line why something cannot be read; SeveralReports if it is a container of several.
    """
    return _only(Unpacking(given).outcomes(Part(origin, data, media_type)), origin)


def read_file(path: Path | str, **given: Any) -> Taken:
    """The one report in a file; NotFound if there is none."""
    from sayso.intake.media_types import type_by_name

    path = Path(path)
    try:
        with path.open("rb") as file:
            data = bytes_of(file, str(path))
    except OSError as error:
        raise NotFound(str(path), (error.strerror or "it cannot be opened").lower()) from error
    return read_bytes(data, origin=str(path), media_type=type_by_name(path.name), **given)


def bytes_of(file: BinaryIO, origin: str) -> bytes:
    """All bytes of an open file; TooLarge if there are more than any report has."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TooLarge(origin, LARGEST)
    return data


def read_text(text: str, **given: Any) -> Taken:
    """The report in a string of plain text."""
    return read_bytes(text.encode("utf-8"), origin="text", media_type="text/plain", **given)


def read_url(url: str, **given: Any) -> Taken:
    """The one report at a public address."""
    return _only(Unpacking(given).outcomes(part_of_address(url)), url)


def part_of_address(url: str) -> Part:
    """What a public address answers, with the address that answered and the moment; FetchRefused, FetchFailed."""
    from sayso.intake.fetch import fetch

    got = fetch(url)
    facts = stated("the address that answered", url=got.url)
    return Part(url, got.data, got.media_type, facts, retrieved_utc=got.retrieved_utc, headers=got.headers)


def _only(outcomes: Iterator[Outcome], origin: str) -> Taken:
    """The one report; the refusal is raised if it is one."""
    first, second = next(outcomes, None), next(outcomes, None)
    if second is not None or first is None:
        raise SeveralReports(origin)
    if isinstance(first, Refusal):
        raise first.error
    return first.report, first.problems


def find_inputs(folder: Path) -> list[Path]:
    """The files of a folder and the folders in it, sorted, hidden ones left out."""
    return list(inputs_in(folder))


def inputs_in(folder: Path) -> Iterator[Path]:
    """The same, one after another: of a large tree no more is held than the names in the folders on the way."""
    if not folder.is_dir():
        raise WrongCall(f"{folder}: this is no folder.")
    try:
        with os.scandir(folder) as found:
            inside = sorted((one for one in found if not one.name.startswith(".")), key=lambda one: one.name)
    except OSError:
        # not ours to look into, or gone meanwhile
        return
    for one in inside:
        if one.is_dir(follow_symlinks=False):
            yield from inputs_in(folder / one.name)
        elif one.is_file():
            yield folder / one.name
