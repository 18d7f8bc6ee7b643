"""Readings in a file of JSON lines that a later call goes on with: what is there is not read again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sayso.cli.talk import number
from sayso.ids import canonical_json
from sayso.problems import WrongCall
from sayso.records import reading_record, report_record

if TYPE_CHECKING:
    from sayso.model import Reading, Report


@dataclass(slots=True)
class Lines:
    """The file, open at its end, and what stood in it by this reader: sixteen bytes a reading."""

    path: Path
    reader: str
    file: IO[bytes]
    known: set[bytes]
    added: int = 0
    there: int = 0

    def has(self, report: Report) -> bool:
        """Whether this reader's reading of the report stands there, or the report came before in this call.

        So each stands there once, and the file is the same whether or not the call was cut off in between.
        """
        record = report_record(report)
        del record["retrieval"]
        key = _key(record, self.reader)
        found = key in self.known
        self.known.add(key)
        self.there += found
        return found

    def add(self, reading: Reading) -> None:
        """One more line, handed to the system before the next reading is waited for."""
        record = reading_record(reading) | {"reader": reading.reader}
        self.file.write(canonical_json(record).encode("utf-8", "replace") + b"\n")
        self.file.flush()
        self.added += 1

    def in_words(self) -> str:
        """How many were added, and how many were there."""
        there = f"; {self.there:,} there already" if self.there else ""
        return f"{self.path}: {number(self.added, 'reading')} added{there}."


@contextmanager
def open_lines(path: Path, reader: str) -> Iterator[Lines]:
    """The file, made if it is not there; half a line at its end is what a kill left, and is taken away.

    WrongCall, and nothing changed, for a file of anything else.
    """
    try:
        with path.open("a+b") as file:
            known, end = _known(file, path, reader)
            file.truncate(end)
            yield Lines(path, reader, file, known)
            os.fsync(file.fileno())
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise WrongCall(f"{path}: cannot be written: {why}. Give another --out.") from error


def _known(file: IO[bytes], path: Path, reader: str) -> tuple[set[bytes], int]:
    """The keys of this reader's readings in the file, and where its last whole line ends."""
    known, end = set[bytes](), 0
    file.seek(0)
    for at, line in enumerate(file, 1):
        if not line.endswith(b"\n"):
            break
        end += len(line)
        try:
            record = json.loads(line)
            if record["reader"] == reader:
                known.add(_key(record["report"], reader))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise WrongCall(
                f"{path}: line {at} is no reading that sayso wrote there. Nothing was changed; give another --out."
            ) from None
    return known, end


def _key(report: dict[str, Any], reader: str) -> bytes:
    """What says of a reading that it is there: all that is known of the report, and who read it."""
    told = {name: value for name, value in report.items() if name != "stated"}
    return blake2b(canonical_json([told, reader]).encode("utf-8", "replace"), digest_size=16).digest()
