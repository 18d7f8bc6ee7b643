"""The ledger: reports, readings and judgements in the order they came; only added to.

``open_ledger`` gives a Ledger. How entries are sealed: ``entries.py``; what verify can find:
``docs/ledger.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Protocol, Self

from sayso.ledger.book import Added, Book, Clock
from sayso.ledger.chain import Finding, Head, Verification
from sayso.ledger.checkpoints import Checkpoint
from sayso.ledger.clock import utc_now
from sayso.ledger.entries import Entry
from sayso.ledger.stores import store_at
from sayso.model import Act, Claim, Judgement, Marked, Reading, Report, ReportId

__all__ = [
    "Added",
    "Checkpoint",
    "Clock",
    "Entry",
    "Finding",
    "Head",
    "Ledger",
    "Verification",
    "open_ledger",
]


class Ledger(Protocol):
    """Reports, readings and judgements, kept for good.

    What every ledger promises:

    - *Durable.* When ``add_reading`` or ``add_judgement`` has returned, what it added outlives a killed
      process, and a power cut on disks that do not lie about having written.
    - *Whole or not at all.* A reading is its report, artefact, claims and problems together. When adding
      raises, or the process dies before it returns, all of it is there or none of it.
    - *Only added to.* No method changes or removes an entry or an artefact.
    - *One line of entries.* Numbers run from 1 without gaps, however many processes write; each entry
      seals the one before it.
    - *Errors.* The caller's mistakes are WrongCall (CannotBeKept, NotInLedger); a failing file or machine
      is LedgerError: LedgerBusy when others write for too long, LedgerFull without room, LedgerUnusable
      for the rest. Nothing is written then, and the ledger can go on being used when the cause is gone.
      Adding to a ledger whose end is not what it notes is refused with BrokenChain. Reading what was
      altered raises UnreadableEntry or DamagedArtefact.

    A Ledger belongs to the thread that opened it. Nothing that it gives out holds a lock between two
    steps: others write on, and one's own additions are allowed in the middle.
    """

    @property
    def storage(self) -> str:
        """How it is kept, in words: which library, which journal."""

    def add_reading(self, reading: Reading, artefact: bytes, *, second: bool = False) -> Added:
        """Keep the reading and the artefact it was made from; the Added says what that changed.

        The same report read by the same reader again changes nothing: "the same" is everything that is
        known of it but for its retrieval. Another reader, or something else known of the report (its day
        of publication, say), appends a reading, and from then on that one counts.
        A ``second`` reading is kept beside the one that counts and takes no place from it: no incident is
        built from it, nothing is decided by it.
        CannotBeKept if the artefact's SHA-256 is not the report's id, if a claim is of another report, or
        if its text cannot be written as UTF-8.
        """

    def add_readings(self, readings: Iterable[tuple[Reading, bytes]], *, second: bool = False) -> list[Added]:
        """Keep many readings, each with its artefact, in one transaction: all of them or, when it raises, none.

        One Added a reading, in order. Much faster than one by one, because they are synced to disk together.
        """

    def had(self, report: Report, reader: str) -> Added | None:
        """What adding that reader's reading of the report would say if it changed nothing, without reading it.

        None if a reading would be added. ``reader`` is what a reading names as its reader.
        """

    def add_judgement(self, judgement: Judgement, *, after: Head | None = None) -> int:
        """Keep the judgement; the number of its entry. Two equal judgements are two entries.

        ``after`` is the head that the person knew: HeadMoved, and nothing written, if the ledger has grown since.
        Compared inside the transaction that appends, so that of two who knew the same head one is refused.
        """

    def add_act(self, act: Act) -> int:
        """Keep what a person did that judges no claim; the number of its entry."""

    def add_marked(self, marked: Marked, *, after: Head | None = None) -> int:
        """Keep the claim that a person marked in a report, or that it is taken back; the number of the entry.

        From then on it is among the claims of the newest reading, whichever that will be, as long as the report has
        its words; erasing the report takes its words too. ``after`` as for a judgement. NotInLedger or Erased where
        there is no such report.
        """

    def acts(self) -> Iterator[Act]:
        """Every act, in the order in which they were added; a name whose key was destroyed is None."""

    def deeds(self) -> Iterator[tuple[int, str, Judgement | Act | Marked]]:
        """Every judgement, act and claim marked, in order, with the number and the moment of its entry."""

    def erase(self, report: ReportId, by: str, made_utc: str, why: str) -> int:
        """Make the words of the report unreadable for good, and note who did so; the number of that entry.

        Its entries stay and verify; its claims count no longer, and it cannot be added again. Erased if it was before,
        NotInLedger if it is unknown, KeptInTheOpen for one kept by a version that did not seal words.
        """

    def forget(self) -> None:
        """Go once more over what erasing leaves in the store's files: for an erasure that was cut off."""

    def secret(self, name: str) -> bytes | None:
        """What is kept under that name beside the entries, None if nothing is: the hash of a password."""

    def keep_secret(self, name: str, secret: bytes | None) -> None:
        """Keep it under that name in the place of what was there; None: take that away."""

    def head(self) -> Head:
        """Number and seal of the last entry: write it down elsewhere, and give it to ``verify`` one day."""

    def entries(self, first: int = 1) -> Iterator[Entry]:
        """Every entry from that number on that there is at the first step, in order, a few in memory at a time."""

    def reports(self) -> Iterator[Report]:
        """Each report once, as its newest reading knew it, in the order of those readings."""

    def readings(self) -> Iterator[Reading]:
        """The newest reading of each report, in the order in which they were added; what people marked comes last in it."""

    def readings_of(self, report_id: ReportId) -> Iterator[tuple[int, str, Reading]]:
        """Every reading of one report as it was added, in order, with the number and the moment of its entry."""

    def second_readings(self) -> Iterator[Reading]:
        """The newest second reading of each report that has one, in the order in which they were added."""

    def second_reading(self, report_id: ReportId) -> Reading | None:
        """The newest second reading of that report; None if it has none."""

    def claims(self) -> Iterator[Claim]:
        """The claims of the newest readings, in their order."""

    def judgements(self) -> Iterator[Judgement]:
        """Every judgement, in the order in which they were added."""

    def since(self, number: int) -> Iterator[tuple[int, Reading | Judgement | Act | Marked]]:
        """What the entries after that number hold, each with its number, in order; a report comes with its reading, a
        claim marked first as what it is, then as the reading that has it.
        """

    def seal_at(self, number: int) -> str | None:
        """The seal of the entry of that number, None if there is none: does an older copy still hold?"""

    def artefact(self, report_id: ReportId) -> bytes:
        """The bytes of the report as it was retrieved, compared with their hash; NotInLedger if unknown."""

    def entry(self, number: int) -> Entry | None:
        """The entry of that number, None if there is none."""

    def entry_telling(self, report_id: ReportId) -> Entry:
        """The first entry that tells of the report; NotInLedger if unknown."""

    def checkpoint(self, origin: str) -> Checkpoint:
        """Size, root and time of the ledger at this moment, to be signed and given to others."""

    def prove_inclusion(self, entry: Entry, checkpoint: Checkpoint) -> dict[str, Any]:
        """The proof that the entry is under the checkpoint; NotUnderCheckpoint if there is none."""

    def prove_consistency(self, older: Checkpoint, newer: Checkpoint) -> dict[str, Any]:
        """The proof that the ledger of the older checkpoint only grew into that of the newer."""

    def verify(
        self, known: Head | None = None, checkpoint: Checkpoint | None = None, *, resume: bool = False
    ) -> Verification:
        """What a check of every entry and artefact counted and found.

        ``known`` and ``checkpoint`` are a head and a checkpoint that were kept elsewhere. With ``resume``, entries
        whose seals are under the checkpoint are not looked into again, nor are their artefacts. Damage is a
        finding and never an exception.
        """

    def close(self) -> None:
        """Let go of it; closing twice is no mistake."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_ledger(url: str, *, create: bool = False, clock: Clock = utc_now, wait_s: float = 30.0) -> Ledger:
    """The ledger in that file or database, made first if ``create`` and there is none.

    NoLedger or NotALedger, and nothing written, for a path without a ledger; NoSuchStore for an address
    of another kind of server. ``clock`` gives the moment written into entries (ISO 8601, UTC); ``wait_s`` is
    how long to wait for other writers.
    """
    return Book(store_at(url, create=create, wait_s=wait_s), clock)
