"""A ledger over any store: what becomes an entry, when nothing does, and how entries are read again.

A store knows rows, locks and files; the book knows reports, readings and judgements. SQLite is one
store (``sqlite.py``); another one has only the ``Store`` protocol to fulfil.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from sayso.ledger.artefacts import Artefact
from sayso.ledger.chain import EMPTY, Finding, Head, Verification, Walk, next_entry
from sayso.ledger.checkpoints import Checkpoint, make_checkpoint, prove_consistency, prove_inclusion
from sayso.ledger.clock import utc_now
from sayso.ledger.desk import Desk, json_or_refused
from sayso.ledger.entries import (
    ACTS,
    Entry,
    Kind,
    judgement_body,
    judgement_of,
    reader_named_in,
    reader_of,
    reading_of,
    refuse_what_does_not_belong,
    report_entry_of,
    report_named_in,
    report_of,
)
from sayso.ledger.marks import with_marks
from sayso.model import Act, Claim, Judgement, Marked, Reading, Report, ReportId
from sayso.problems import (
    BrokenChain,
    DamagedArtefact,
    HeadMoved,
    LedgerUnusable,
    NotInLedger,
)

Clock = Callable[[], str]
T = TypeVar("T")
#: the largest number that any store has
_NO_END = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a reading did: ``reading`` is the entry that holds it, ``appended`` the new entries."""

    report: ReportId
    reading: int
    #: empty: the ledger had this reading already, and nothing was written
    appended: tuple[int, ...]
    #: the report was erased: it was not added again
    erased: bool = False

    @property
    def changed(self) -> bool:
        """Something was written."""
        return bool(self.appended)


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a store reaches at one moment: what it notes, and the last row of each table."""

    noted: Head | None
    last_entry: int
    last_artefact: int


class Store(Protocol):
    """Rows and locks beneath a Book. Every failure is a LedgerError; rows are never changed."""

    #: for messages
    path: str
    #: how it keeps, in words: library, version, journal
    storage: str
    #: how its tables are laid out: 1 is the oldest
    format: int

    def writing(self) -> AbstractContextManager[None]:
        """One transaction, alone among all processes from its start: all of it is kept, or nothing.

        Leaving it without an exception means that it will outlive a crash.
        """

    def extent(self) -> Extent:
        """How far it reaches, seen in one moment."""

    def entry(self, number: int) -> Entry | None:
        """The entry of that number, None if there is none."""

    def entries(self, first: int | None, last: int) -> Iterator[Entry]:
        """Entries in order of number, both ends included, None: from the lowest; no lock is held between two."""

    def artefacts(self, first: int | None, last: int) -> Iterator[Artefact]:
        """Artefacts in order of their first entry, which lies in that range; no lock is held between two."""

    def artefact(self, sha256: str) -> Artefact | None:
        """The artefact of that hash, None if there is none."""

    def numbers(self, kind: Kind) -> list[int]:
        """The numbers of all entries of a kind, in order."""

    def numbers_about(self, kind: Kind, report: ReportId) -> list[int]:
        """The numbers of the entries of a kind about one report, in order."""

    def newest_readings(self) -> list[int]:
        """The numbers of the newest reading of each report, in order."""

    def known(self, reports: Sequence[ReportId]) -> set[ReportId]:
        """Those of the reports that have a report entry."""

    def seals(self, last: int) -> Iterator[str]:
        """The seals of the entries up to ``last``, in order, without their bodies."""

    def key(self, name: str) -> bytes | None:
        """The key of that name, None if there is none. Keys lie beside the entries and are no part of the chain."""

    def keys(self) -> dict[str, bytes]:
        """All keys, by name."""

    def without_key(self) -> list[int]:
        """The first entry of each report that has no key: erased, or kept in the open by an older version."""

    def keep_keys(self, keys: Sequence[tuple[str, bytes]]) -> None:
        """Put keys beside the entries; only inside ``writing``."""

    def destroy_key(self, name: str) -> None:
        """Take the key away; only inside ``writing``."""

    def forget(self, gone: Sequence[bytes]) -> None:
        """Leave nothing of those keys, destroyed and committed before, in any file of the store."""

    def append(self, entries: Sequence[Entry], artefacts: Sequence[Artefact]) -> None:
        """Add the rows and note the new head; only inside ``writing``."""

    def upgrade(self) -> None:
        """Bring the tables of an older format up to date; no entry and no artefact is touched."""

    def damage(self) -> list[str]:
        """What the store itself sees wrong with its file, a line each."""

    def close(self) -> None:
        """Let go of the file."""


class Page:
    """Entries on their way into the store: sealed one after another, handed over together."""

    def __init__(self, store: Store, head: Head, clock: Clock) -> None:
        self._store = store
        self._head = head
        self._clock = clock
        self._entries: list[Entry] = []
        self._artefacts: list[Artefact] = []
        self._keys: list[tuple[str, bytes]] = []

    def write(self, kind: Kind, body: str) -> int:
        """The number of the entry that this body becomes."""
        entry = next_entry(self._head, kind, body, self._clock())
        self._head = Head(entry.number, entry.seal)
        self._entries.append(entry)
        return entry.number

    def keep(self, artefact: Artefact) -> None:
        """Put the artefact with its entry."""
        self._artefacts.append(artefact)

    def keep_key(self, name: str, key: bytes) -> None:
        """Put the key beside the entries that it opens."""
        self._keys.append((name, key))

    def turn(self) -> None:
        """Hand over what was written so far, so that the store can be asked about it."""
        if self._entries:
            self._store.append(self._entries, self._artefacts)
        if self._keys:
            self._store.keep_keys(self._keys)
        self._entries, self._artefacts, self._keys = [], [], []


class Book(Desk):
    """The Ledger (its promises stand there) over one store."""

    def __init__(self, store: Store, clock: Clock = utc_now) -> None:
        super().__init__(store)
        self._store = store
        self._clock = clock

    @property
    def storage(self) -> str:
        """How it is kept, in words."""
        return self._store.storage

    def add_reading(self, reading: Reading, artefact: bytes, *, second: bool = False) -> Added:
        """Keep report, artefact, claims and problems, all or nothing."""
        return self.add_readings([(reading, artefact)], second=second)[0]

    def add_readings(self, readings: Iterable[tuple[Reading, bytes]], *, second: bool = False) -> list[Added]:
        """Keep all of them in one transaction, or none."""
        kind: Kind = "second" if second else "reading"
        given = list(readings)
        for reading, artefact in given:
            refuse_what_does_not_belong(reading, artefact)
        with self._writing() as page:
            known = self._store.known([reading.report.id for reading, _ in given])
            return [self._add(page, reading, artefact, known, kind) for reading, artefact in given]

    def had(self, report: Report, reader: str) -> Added | None:
        """What adding that reader's reading of it would say if it changed nothing; None if it would add one."""
        known = self._store.known([report.id])
        return self._had(report, reader, "reading") if known else None

    def add_judgement(self, judgement: Judgement, *, after: Head | None = None) -> int:
        """Keep the judgement; the number of its entry. HeadMoved if it should come ``after`` another head."""
        with self._writing(after) as page, json_or_refused(f"judgement by {judgement.by!r}"):
            return page.write("judgement", judgement_body(judgement))

    def head(self) -> Head:
        """Number and seal of the last entry, to be written down elsewhere."""
        return self._store.extent().noted or EMPTY

    def entries(self, first: int = 1) -> Iterator[Entry]:
        """All entries from that number on that there are at the first step, in order."""
        yield from self._store.entries(first, self._store.extent().last_entry)

    def reports(self) -> Iterator[Report]:
        """Each report once, as its newest reading knew it."""
        return (self._report(entry) for entry in self._newest())

    def readings(self) -> Iterator[Reading]:
        """The newest reading of each report with what people marked in it, in the order in which they were added."""
        marks = self.marks()
        for entry in self._newest():
            yield with_marks(self._reading(entry), marks.get(report_named_in(entry), ()))

    def since(self, number: int) -> Iterator[tuple[int, Reading | Judgement | Act | Marked]]:
        """What the entries after that number hold, each with its number; a report comes with its reading."""
        erased = self._keyring.erased()
        for entry in self._store.entries(number + 1, self._store.extent().last_entry):
            if entry.kind in ("judgement", "marked", *ACTS):
                yield entry.number, self._deed(entry)
            if entry.kind in ("reading", "marked") and (about := report_named_in(entry)) not in erased:
                newest = self._store.numbers_about("reading", ReportId(about))[-1]
                read = entry if entry.kind == "reading" else self._entry(newest)
                yield entry.number, with_marks(self._reading(read), self._marks_in(about))

    def seal_at(self, number: int) -> str | None:
        """The seal of the entry of that number, None if there is none."""
        entry = self._store.entry(number)
        return entry.seal if entry else None

    def readings_of(self, report_id: ReportId) -> Iterator[tuple[int, str, Reading]]:
        """Every reading of the report, with number and moment of its entry."""
        for entry in map(self._entry, self._store.numbers_about("reading", report_id)):
            yield entry.number, entry.made_utc, self._reading(entry)

    def second_readings(self) -> Iterator[Reading]:
        """The newest second reading of each report, in the order in which they were added."""
        newest: dict[str, Entry] = {}
        erased = self._keyring.erased()
        for number in self._store.numbers("second"):
            entry = self._entry(number)
            about = report_named_in(entry)
            newest.pop(about, None)
            if about not in erased:
                newest[about] = entry
        return (self._reading(entry) for entry in newest.values())

    def second_reading(self, report_id: ReportId) -> Reading | None:
        """The newest second reading of that report; None if there is none, or it was erased."""
        numbers = self._store.numbers_about("second", report_id)
        if not numbers or report_id in self._keyring.erased():
            return None
        return self._reading(self._entry(numbers[-1]))

    def claims(self) -> Iterator[Claim]:
        """The claims of the newest readings."""
        return (claim for reading in self.readings() for claim in reading.claims)

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, in the order in which they were added."""
        return (self._read(self._entry(number), judgement_of) for number in self._store.numbers("judgement"))

    def artefact(self, report_id: ReportId) -> bytes:
        """The bytes of the report as retrieved, compared with their hash."""
        self._keyring.refuse_erased(report_id)
        artefact = self._store.artefact(report_id)
        if artefact is None and not self._store.numbers_about("report", report_id):
            raise NotInLedger(self._store.path, report_id)
        if artefact is None:
            raise DamagedArtefact(self._store.path, report_id, "is missing")
        try:
            return self._keyring.artefact(artefact, self._entry(artefact.entry))
        except ValueError as error:
            raise DamagedArtefact(self._store.path, report_id, str(error)) from error

    def entry(self, number: int) -> Entry | None:
        """The entry of that number, None if there is none."""
        return self._store.entry(number)

    def entry_telling(self, report_id: ReportId) -> Entry:
        """The first entry that tells of the report."""
        if not (numbers := self._store.numbers_about("report", report_id)):
            raise NotInLedger(self._store.path, report_id)
        return self._entry(numbers[0])

    def checkpoint(self, origin: str) -> Checkpoint:
        """Size and root at this moment, with the time."""
        size = self.head().size
        return make_checkpoint(self._store.path, size, self._store.seals(size), origin, self._clock())

    def prove_inclusion(self, entry: Entry, checkpoint: Checkpoint) -> dict[str, Any]:
        """The proof that the entry is under the checkpoint."""
        return prove_inclusion(self._store.path, entry, self._store.seals(checkpoint.size), checkpoint)

    def prove_consistency(self, older: Checkpoint, newer: Checkpoint) -> dict[str, Any]:
        """The proof that what is under the older checkpoint begins what is under the newer."""
        return prove_consistency(self._store.path, self._store.seals(newer.size), older, newer)

    def verify(
        self, known: Head | None = None, checkpoint: Checkpoint | None = None, *, resume: bool = False
    ) -> Verification:
        """The whole chain and every artefact, as they were when it began; or, resumed, what came after."""
        unread: list[Finding] = []
        extent = self._extent_for_verify(unread)
        walk = self._walk(known, checkpoint, resume)
        first = walk.last.size + 1 if walk.resumed else None
        for entry in self._entries_for_verify(first, extent, unread):
            walk.take(entry)
        walk.check_end(extent.noted)
        artefacts = self._store.artefacts(first, extent.last_artefact)
        for artefact in _readable(artefacts, "artefacts", unread):
            walk.take_artefact(artefact)
        if walk.resumed:
            self._bring_older_artefacts(walk)
        walk.check_no_artefact_is_missing()
        damage = (Finding(None, line) for line in self._store.damage())
        found = walk.verification()
        lost = self._lost_keys() if not unread else ()
        return dataclasses.replace(found, findings=(*unread, *damage, *found.findings, *lost))

    def close(self) -> None:
        """Let go of the ledger."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _add(self, page: Page, reading: Reading, artefact: bytes, known: set[ReportId], kind: Kind) -> Added:
        """Write the reading unless it is there; ``known`` are the reports that were met before."""
        report = reading.report
        with json_or_refused(f"report {report.id}"):
            if report.id not in known:
                known.add(report.id)
                told, key = self._keyring.write_new_report(page, report, artefact)
                number = self._keyring.write_reading(page, reading, told, kind, key)
                return Added(report.id, number, (told, number))
            page.turn()
            return self._add_to_known(page, reading, kind)

    def _had(self, report: Report, reader: str | None, kind: Kind) -> Added | None:
        if self._keyring.erasure_of(report.id):
            return Added(report.id, 0, (), erased=True)
        told = self._entry_telling(report)
        had = told and self._entry_reading(report.id, reader, told, kind)
        return Added(report.id, had, ()) if had else None

    def _add_to_known(self, page: Page, reading: Reading, kind: Kind) -> Added:
        report = reading.report
        if had := self._had(report, reader_of(reading), kind):
            return had
        told_before = self._entry_telling(report)
        told = told_before or self._keyring.write_report_again(page, report)
        number = self._keyring.write_reading(page, reading, told, kind)
        return Added(report.id, number, (number,) if told_before else (told, number))

    @contextmanager
    def _writing(self, after: Head | None = None) -> Iterator[Page]:
        """A transaction with a page to write on; BrokenChain if the last entry is not what the ledger notes,
        HeadMoved if that is not ``after``.
        """
        with self._store.writing():
            head = self._store.extent().noted
            last = self._store.entry(head.size) if head and head.size else None
            if head is None or (last.seal if last else EMPTY.seal) != head.seal:
                raise BrokenChain(self._store.path, "the last entry is not the one that the ledger notes")
            if after is not None and head != after:
                raise HeadMoved(self._store.path, after.size, head.size)
            page = Page(self._store, head, self._clock)
            yield page
            page.turn()

    def _entry_telling(self, report: Report) -> int | None:
        """The report entry that tells the same of this report, however it was retrieved."""
        for number in self._store.numbers_about("report", report.id):
            if _without_retrieval(self._read(self._entry(number), report_of)) == _without_retrieval(report):
                return number
        return None

    def _entry_reading(
        self, report: ReportId, reader: str | None, report_entry: int, kind: Kind
    ) -> int | None:
        """The entry that this reader made from that report entry before."""
        for number in self._store.numbers_about(kind, report):
            entry = self._entry(number)
            made_from = (
                self._read(entry, report_entry_of, outside=True),
                self._read(entry, reader_named_in, outside=True),
            )
            if made_from == (report_entry, reader):
                return number
        return None

    def _newest(self) -> Iterator[Entry]:
        """The newest reading entry of each report that was not erased."""
        erased = self._keyring.erased()
        for number in self._store.newest_readings():
            entry = self._entry(number)
            if not (erased and report_named_in(entry) in erased):
                yield entry

    def _report(self, reading: Entry) -> Report:
        """The report that a reading entry was made from."""
        return self._read(self._entry(self._read(reading, report_entry_of, outside=True)), report_of)

    def _reading(self, entry: Entry) -> Reading:
        return self._read(entry, partial(reading_of, report=self._report(entry)))

    def _extent_for_verify(self, unread: list[Finding]) -> Extent:
        try:
            return self._store.extent()
        except LedgerUnusable as error:
            unread.append(Finding(None, f"the extent of the ledger cannot be read: {error.why}"))
            return Extent(None, _NO_END, _NO_END)

    def _walk(self, known: Head | None, checkpoint: Checkpoint | None, resume: bool) -> Walk:
        """A walk that stands at the start, or after the checkpoint if the seals up to it are still the same."""
        if resume and checkpoint:
            walk = Walk(known, checkpoint)
            with suppress(LedgerUnusable):
                if walk.resume(self._store.seals(checkpoint.size)):
                    return walk
        return Walk(known, checkpoint)

    def _bring_older_artefacts(self, walk: Walk) -> None:
        """Artefacts from before the checkpoint that later entries name too."""
        for sha256 in walk.missing_artefacts():
            with suppress(LedgerUnusable):
                if artefact := self._store.artefact(sha256):
                    walk.take_artefact(artefact)

    def _entries_for_verify(
        self, first: int | None, extent: Extent, unread: list[Finding]
    ) -> Iterator[Entry]:
        """All entries that can be read; past the first damage they are tried one by one, so it stays local."""
        before, last = len(unread), (first or 1) - 1
        for entry in _readable(self._store.entries(first, extent.last_entry), "entries", unread):
            yield entry
            last = entry.number
        if len(unread) > before and extent.noted:
            for number in range(last + 1, extent.noted.size + 1):
                with suppress(LedgerUnusable):
                    if single := self._store.entry(number):
                        yield single


def _without_retrieval(report: Report) -> Report:
    return dataclasses.replace(report, retrieval=None)


def _readable(rows: Iterator[T], name: str, unread: list[Finding]) -> Iterator[T]:
    """The rows up to the first that the store cannot read; that becomes a finding."""
    try:
        yield from rows
    except LedgerUnusable as error:
        unread.append(Finding(None, f"the {name} can be read only in part: {error.why}"))
