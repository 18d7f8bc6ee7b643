"""Folders and addresses that are looked at again and again: what is new there, and what was seen already.

What was seen stands in a file beside the book. It is written anew, whole or not at all, after each input whose reports
the ledger has: a watch that is killed goes on where it was, and reads at most one input twice.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.intake import find_inputs
from sayso.intake.fetch import Fetched
from sayso.intake.manners import Manners
from sayso.intake.page import Part, stated
from sayso.model import ReportId
from sayso.problems import FetchLater, LedgerFull, RefusedInput, WrongCall

#: a file that was changed so many seconds ago may still be written
SETTLED_S = 2.0
#: no address is asked more often
LEAST_S = 60.0
#: after failures the pause doubles, up to a day
LONGEST_S = 86_400.0
_MOST_ENTRIES = 5_000
_NOTES = ".watch.json"


@dataclass(frozen=True, slots=True)
class Due:
    """An input to look at now; ``mark`` is what will tell whether a file has changed since."""

    origin: str
    mark: tuple[int, int] | None = None


class Watch:
    """What is due, and what was seen."""

    def __init__(
        self,
        inputs: Iterable[str],
        notes: Path,
        every_s: float,
        manners: Manners | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``notes`` lies beside the book; what has the book's name, its quarantine among it, is no input."""
        self._inputs, self._notes, self._every = list(inputs), notes, max(every_s, LEAST_S)
        self._manners, self._clock = manners or Manners(), clock
        self._seen: dict[str, Any] = _read(notes)

    def due(self) -> Iterator[Due]:
        """The files that are new or changed and no longer being written, and the addresses whose time has come."""
        for origin in self._inputs:
            if "://" in origin:
                if self._clock() >= self._address(origin).get("next", 0):
                    yield Due(origin)
            else:
                yield from self._files(Path(origin))

    def part_of(self, due: Due) -> Part | None:
        """What the address answers now; None if nothing has changed. RefusedInput, and it is asked later, if it fails."""
        address = self._address(due.origin)
        try:
            got = self._manners.fetch(
                due.origin, {name: address.get(name) for name in ("etag", "last_modified")}
            )
        except RefusedInput as error:
            self._failed(address, error)
            raise
        address["failures"], address["next"] = 0, self._clock() + max(self._every, got.fresh_s)
        if got.unchanged:
            self._save()
            return None
        address["etag"], address["last_modified"] = got.etag, got.last_modified
        return part_of_answer(due.origin, got)

    def is_new(self, due: Due, report: ReportId) -> bool:
        """Has this entry of the feed not been there before?"""
        return report not in self._address(due.origin).setdefault("entries", [])

    def done(self, due: Due, reports: Iterable[ReportId]) -> None:
        """The ledger has these: they are not looked at again."""
        if due.mark is not None:
            self._seen["files"][due.origin] = list(due.mark)
        else:
            entries = self._address(due.origin).setdefault("entries", [])
            entries += [report for report in reports if report not in entries]
            del entries[:-_MOST_ENTRIES]
        self._save()

    def pause_s(self) -> float:
        """How long nothing can be due, but for files, which are looked for every ten seconds."""
        coming = [address.get("next", 0) for address in self._seen["addresses"].values()]
        files = any("://" not in origin for origin in self._inputs)
        left = min(coming, default=self._clock() + LEAST_S) - self._clock()
        return max(1.0, min(left, 10.0 if files else LEAST_S))

    def _files(self, path: Path) -> Iterator[Due]:
        for file in find_inputs(path) if path.is_dir() else [path]:
            if str(file.absolute()).startswith(str(self._notes.absolute()).removesuffix(_NOTES)):
                continue
            try:
                state = file.stat()
            except OSError:
                # gone between two looks
                continue
            mark = (state.st_size, state.st_mtime_ns)
            seen = self._seen["files"].get(str(file))
            if (seen is None or tuple(seen) != mark) and self._clock() - state.st_mtime >= SETTLED_S:
                yield Due(str(file), mark)

    def _address(self, url: str) -> dict[str, Any]:
        address: dict[str, Any] = self._seen["addresses"].setdefault(url, {})
        return address

    def _failed(self, address: dict[str, Any], error: RefusedInput) -> None:
        address["failures"] = address.get("failures", 0) + 1
        pause = min(self._every * 2 ** min(address["failures"] - 1, 10), LONGEST_S)
        if isinstance(error, FetchLater) and error.seconds is not None:
            pause = min(max(pause, error.seconds), LONGEST_S)
        address["next"] = self._clock() + pause
        self._save()

    def _save(self) -> None:
        part = self._notes.with_name(self._notes.name + ".part")
        try:
            with part.open("w", encoding="utf-8") as file:
                json.dump(self._seen, file, sort_keys=True, indent=1)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._notes)
        except OSError as error:
            raise LedgerFull(str(self._notes)) from error


def part_of_answer(origin: str, got: Fetched) -> Part:
    """What an address answered, with the address that did and the moment."""
    facts = stated("the address that answered", url=got.url)
    return Part(origin, got.data, got.media_type, facts, retrieved_utc=got.retrieved_utc)


def notes_of(book: str) -> Path:
    """The file beside a book in which a watch notes what it has seen."""
    return Path(f"sayso{_NOTES}" if "://" in book else f"{book}{_NOTES}")


def _read(notes: Path) -> dict[str, Any]:
    """What was noted; WrongCall for a file that is something else."""
    if not notes.exists():
        return {"files": {}, "addresses": {}}
    try:
        seen = json.loads(notes.read_bytes())
        if isinstance(seen["files"], dict) and isinstance(seen["addresses"], dict):
            return dict(seen)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    raise WrongCall(
        f"{notes}: this is no file of a watch. Move it away; what is in the ledger is not added again."
    )
