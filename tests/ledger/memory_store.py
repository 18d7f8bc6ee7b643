"""A Store in memory: shows that a Book needs no more than the protocol, and tests the promises on it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sayso.ledger.artefacts import Artefact
from sayso.ledger.book import Extent
from sayso.ledger.chain import EMPTY, Head
from sayso.ledger.entries import Entry, Kind, artefact_named_in
from sayso.model import ReportId


class MemoryStore:
    """Entries and artefacts in two dicts; a failed transaction puts them back."""

    path = "memory"
    storage = "memory"
    format = 2

    def __init__(self) -> None:
        self.rows: dict[int, Entry] = {}
        self.kept: dict[str, Artefact] = {}
        self.noted = EMPTY
        self.kept_keys: dict[str, bytes] = {}

    @contextmanager
    def writing(self) -> Iterator[None]:
        before = copy.copy(self.rows), copy.copy(self.kept), self.noted, copy.copy(self.kept_keys)
        try:
            yield
        except BaseException:
            self.rows, self.kept, self.noted, self.kept_keys = before
            raise

    def extent(self) -> Extent:
        last_artefact = max((artefact.entry for artefact in self.kept.values()), default=0)
        return Extent(self.noted, max(self.rows, default=0), last_artefact)

    def entry(self, number: int) -> Entry | None:
        return self.rows.get(number)

    def entries(self, first: int | None, last: int) -> Iterator[Entry]:
        for number in sorted(self.rows):
            if (first is None or first <= number) and number <= last:
                yield self.rows[number]

    def artefacts(self, first: int | None, last: int) -> Iterator[Artefact]:
        start = 0 if first is None else first
        return iter([artefact for artefact in self.kept.values() if start <= artefact.entry <= last])

    def artefact(self, sha256: str) -> Artefact | None:
        return self.kept.get(sha256)

    def numbers(self, kind: Kind) -> list[int]:
        return [number for number in sorted(self.rows) if self.rows[number].kind == kind]

    def numbers_about(self, kind: Kind, report: ReportId) -> list[int]:
        return [number for number in self.numbers(kind) if artefact_named_in(self.rows[number]) == report]

    def newest_readings(self) -> list[int]:
        return sorted({artefact_named_in(self.rows[n]): n for n in self.numbers("reading")}.values())

    def known(self, reports: Sequence[ReportId]) -> set[ReportId]:
        return {report for report in reports if self.numbers_about("report", report)}

    def seals(self, last: int) -> Iterator[str]:
        return iter([self.rows[number].seal for number in sorted(self.rows) if number <= last])

    def append(self, entries: Sequence[Entry], artefacts: Sequence[Artefact]) -> None:
        self.rows |= {entry.number: entry for entry in entries}
        self.kept |= {artefact.sha256: artefact for artefact in artefacts}
        self.noted = Head(entries[-1].number, entries[-1].seal)

    def key(self, name: str) -> bytes | None:
        return self.kept_keys.get(name)

    def keys(self) -> dict[str, bytes]:
        return dict(self.kept_keys)

    def without_key(self) -> list[int]:
        first: dict[str, int] = {}
        for number in self.numbers("report"):
            first.setdefault(artefact_named_in(self.rows[number]), number)
        return [number for report, number in first.items() if f"report {report}" not in self.kept_keys]

    def keep_keys(self, keys: Sequence[tuple[str, bytes]]) -> None:
        self.kept_keys |= dict(keys)

    def destroy_key(self, name: str) -> None:
        self.kept_keys.pop(name, None)

    def forget(self, gone: Sequence[bytes]) -> None:
        pass

    def upgrade(self) -> None:
        pass

    def damage(self) -> list[str]:
        return []

    def close(self) -> None:
        pass
