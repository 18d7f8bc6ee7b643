"""What a ledger knows beside reports and judgements: acts of people, keys that erasing destroys, secrets.

The half of a Book that opens sealed words; ``book.py`` has the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeVar

from sayso.ledger.chain import Finding, Head
from sayso.ledger.entries import ACTS, WORDED, Entry, Kind, judgement_of, report_entry_of, report_named_in
from sayso.ledger.keyring import Keyring, Keys, Pages, report_key
from sayso.ledger.sealing import is_sealed
from sayso.model import Act, Judgement, Marked, ReportId
from sayso.problems import CannotBeKept, KeptInTheOpen, LedgerError, NotInLedger, UnreadableEntry

T = TypeVar("T")


class Cabinet(Keys, Protocol):
    """What a Desk needs of a store."""

    format: int

    def writing(self) -> AbstractContextManager[None]: ...

    def without_key(self) -> list[int]: ...

    def keep_keys(self, keys: Sequence[tuple[str, bytes]]) -> None: ...

    def destroy_key(self, name: str) -> None: ...

    def forget(self, gone: Sequence[bytes]) -> None: ...


class Desk:
    """Acts, erasure and secrets over one store."""

    def __init__(self, store: Cabinet) -> None:
        self._cabinet = store
        self._keyring = Keyring(store)

    def add_act(self, act: Act) -> int:
        """Keep what a person did; the number of its entry."""
        with self._writing() as page, json_or_refused(f"{act.kind} by {act.by!r}"):
            return self._keyring.write_act(page, act)

    def acts(self) -> Iterator[Act]:
        """All acts, in the order in which they were added; a name whose key was destroyed is None."""
        numbers = sorted(number for kind in ACTS for number in self._cabinet.numbers(kind))
        return (self._read(self._entry(number), self._keyring.act, outside=True) for number in numbers)

    def deeds(self) -> Iterator[tuple[int, str, Judgement | Act | Marked]]:
        """Every judgement, act and claim marked, in order, with the number and the moment of its entry."""
        kinds: tuple[Kind, ...] = ("judgement", "marked", *ACTS)
        for number in sorted(number for kind in kinds for number in self._cabinet.numbers(kind)):
            entry = self._entry(number)
            yield number, entry.made_utc, self._deed(entry)

    def _deed(self, entry: Entry) -> Judgement | Act | Marked:
        if entry.kind == "judgement":
            return self._read(entry, judgement_of)
        if entry.kind == "marked":
            return self._read(entry, self._keyring.marked, outside=True)
        return self._read(entry, self._keyring.act, outside=True)

    def add_marked(self, marked: Marked, *, after: Head | None = None) -> int:
        """Keep the claim that a person marked in a report, or that it counts no longer; the number of the entry."""
        with self._writing(after) as page, json_or_refused(f"claim marked by {marked.by!r}"):
            self._keyring.refuse_erased(marked.report)
            readings = self._cabinet.numbers_about("reading", marked.report)
            if not readings:
                raise NotInLedger(self._cabinet.path, marked.report)
            told = self._read(self._entry(readings[-1]), report_entry_of, outside=True)
            return self._keyring.write_marked(page, marked, told)

    def marks(self) -> dict[str, list[Marked]]:
        """What people marked in each report that was not erased, and took back, in order."""
        found: dict[str, list[Marked]] = {}
        for number in self._cabinet.numbers("marked"):
            marked = self._read(self._entry(number), self._keyring.marked, outside=True)
            found.setdefault(marked.report, []).append(marked)
        return found

    def _marks_in(self, report: str) -> list[Marked]:
        numbers = self._cabinet.numbers_about("marked", ReportId(report))
        return [self._read(self._entry(one), self._keyring.marked, outside=True) for one in numbers]

    def erase(self, report: ReportId, by: str, made_utc: str, why: str) -> int:
        """Destroy the key of the report's words; the number of the entry that says so."""
        with self._writing() as page, json_or_refused(f"erasure by {by!r}"):
            self._keyring.refuse_erased(report)
            entries = [self._entry(n) for kind in WORDED for n in self._cabinet.numbers_about(kind, report)]
            if not entries:
                raise NotInLedger(self._cabinet.path, report)
            if not all(map(is_sealed, entries)):
                raise KeptInTheOpen(self._cabinet.path, report)
            key = self._cabinet.key(report_key(report))
            number = self._keyring.write_act(page, Act("erasure", by, made_utc, why, (report,)))
            self._cabinet.destroy_key(report_key(report))
        self._cabinet.forget([key] if key else ())
        return number

    def forget(self) -> None:
        """Go once more over what erasing leaves: for an erasure that was cut off."""
        self._cabinet.forget(())

    def secret(self, name: str) -> bytes | None:
        """What is kept under that name beside the entries, None if nothing is: the hash of a password."""
        return self._cabinet.key(f"secret {name}")

    def keep_secret(self, name: str, secret: bytes | None) -> None:
        """Keep it under that name in the place of what was there; None: take that away."""
        with self._cabinet.writing():
            gone = self._cabinet.key(f"secret {name}")
            self._cabinet.destroy_key(f"secret {name}")
            if secret is not None:
                self._cabinet.keep_keys([(f"secret {name}", secret)])
        if gone:
            self._cabinet.forget([gone])

    def _writing(self, after: Head | None = None) -> AbstractContextManager[Pages]:
        """A transaction with a page to write on; HeadMoved if the ledger does not end ``after`` that."""
        raise NotImplementedError

    def _lost_keys(self) -> Iterator[Finding]:
        """Reports whose words nobody can read although nobody erased them, and the other way round."""
        if self._cabinet.format < 2:
            return
        try:
            erased = set(self._keyring.erased())
            for number in self._cabinet.without_key():
                entry = self._entry(number)
                if report_named_in(entry) not in erased and is_sealed(entry):
                    yield Finding(number, "has lost the key of its words: nobody can read them")
                erased.discard(report_named_in(entry))
        except LedgerError as error:
            yield Finding(None, f"the keys cannot be looked through: {error}")
            return
        for report in sorted(erased):
            yield Finding(None, f"report {report} was erased, and its key is still there")

    def _entry(self, number: int) -> Entry:
        entry = self._cabinet.entry(number)
        if entry is None:
            raise UnreadableEntry(self._cabinet.path, number, "entry")
        return entry

    def _read(self, entry: Entry, make: Callable[[Entry], T], *, outside: bool = False) -> T:
        """What ``make`` makes of the entry, opened; ``outside``: of what stands in the open."""
        try:
            return make(entry if outside else self._keyring.opened(entry))
        except ValueError as error:
            raise UnreadableEntry(self._cabinet.path, entry.number, entry.kind) from error


@contextmanager
def json_or_refused(what: str) -> Iterator[None]:
    """CannotBeKept for what no JSON in UTF-8 can carry: half of a surrogate pair, a number that is none."""
    try:
        yield
    except ValueError as error:
        raise CannotBeKept(what, f"it cannot be written as JSON ({error})") from error
