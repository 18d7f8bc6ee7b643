"""Each entry seals the one before; verify finds what no longer fits.

Pure functions of entries and artefacts, without a database: what is sealed stands in ``entries.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.ids import canonical_json, sha256_hex
from sayso.ledger.artefacts import Artefact, fault_of
from sayso.ledger.entries import Entry, artefact_named_in, packed_named_in

NO_SEAL = "0" * 64
_DOMAIN = b"sayso/ledger/entry-1\n"


@dataclass(frozen=True, slots=True)
class Head:
    """How far a ledger reaches: the number and the seal of its last entry. Write it down elsewhere."""

    size: int
    seal: str


EMPTY = Head(0, NO_SEAL)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written; ``number`` is None when no one entry is at fault."""

    number: int | None
    what: str

    def __str__(self) -> str:
        return f"entry {self.number} {self.what}" if self.number is not None else self.what


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the whole ledger counted and found. ``head`` is that of the entries themselves."""

    #: how many were looked into
    entries: int
    #: kind → how many entries
    kinds: dict[str, int]
    artefacts: int
    head: Head
    findings: tuple[Finding, ...]
    #: how many entries before those were not looked into again, because their seals are under a checkpoint
    resumed: int = 0

    @property
    def sound(self) -> bool:
        """Nothing was found."""
        return not self.findings


def seal_of(entry: Entry) -> str:
    """The seal that the entry's contents make, whatever seal it carries."""
    # surrogateescape: bytes that are no UTF-8 (an altered file) are hashed as they stand
    body_sha256 = sha256_hex(entry.body.encode("utf-8", "surrogateescape"))
    sealed = canonical_json([entry.number, entry.kind, entry.made_utc, body_sha256, entry.previous])
    return sha256_hex(_DOMAIN + sealed.encode("utf-8", "surrogateescape"))


def next_entry(head: Head, kind: str, body: str, made_utc: str) -> Entry:
    """The entry that follows that head, sealed."""
    entry = Entry(head.size + 1, kind, body, made_utc, head.seal, NO_SEAL)
    return Entry(entry.number, kind, body, made_utc, head.seal, seal_of(entry))


def verify(
    entries: Iterable[Entry], artefacts: Iterable[Artefact], head: Head | None, known: Head | None = None
) -> Verification:
    """Everything that does not fit, entries in the order of their numbers, then artefacts.

    ``head`` is what the ledger says of its own length, None if it says nothing; ``known`` is a head
    that somebody wrote down earlier, against a ledger that was cut or rewritten as a whole.
    Each entry is held in memory only while it is looked at.
    """
    walk = _Walk(known)
    for entry in entries:
        walk.take(entry)
    walk.check_end(head)
    for artefact in artefacts:
        walk.take_artefact(artefact)
    walk.check_no_artefact_is_missing()
    return walk.verification()


@dataclass(slots=True)
class _Walk:
    """Where verify stands: the last entry, whether it can be trusted, and what was found so far."""

    known: Head | None
    last: Head = EMPTY
    #: the last entry is there and makes its own seal, so the next one can be held against it
    trusted: bool = True
    kinds: Counter[str] = field(default_factory=Counter)
    artefacts: int = 0
    #: SHA-256 → the first report entry that names it, artefact not seen yet
    awaited: dict[str, int] = field(default_factory=dict)
    #: SHA-256 → that of the sealed form, for artefacts that are kept sealed
    sealed: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        self.kinds[entry.kind] += 1
        if entry.number <= self.last.size:
            self.find(entry.number, "has a number that no entry of a ledger has: they begin at 1")
            return
        self.check_no_gap_before(entry)
        self.check_seals(entry)
        if self.known and entry.number == self.known.size and entry.seal != self.known.seal:
            self.find(entry.number, f"is not the one written down with the seal {self.known.seal}")
        if entry.kind == "report":
            self.expect_artefact(entry)
        self.last = Head(entry.number, entry.seal)

    def check_no_gap_before(self, entry: Entry) -> None:
        if entry.number > self.last.size + 1:
            self.find_missing(entry.number - 1)
            self.trusted = False

    def check_seals(self, entry: Entry) -> None:
        made = seal_of(entry)
        if made != entry.seal:
            self.find(
                entry.number, f"was changed: it carries the seal {entry.seal}, its contents make {made}"
            )
        elif self.trusted and entry.previous != self.last.seal:
            self.find(
                entry.number,
                f"does not follow the one before: expected seal {self.last.seal}, found {entry.previous}; "
                "one of the two was replaced",
            )
        self.trusted = made == entry.seal

    def check_end(self, head: Head | None) -> None:
        if head is None:
            self.find(None, "the ledger's note of its own length is missing")
        elif head.size < self.last.size:
            self.find(head.size + 1, f"stands after the end: the ledger notes {head.size} entries")
        elif head.size == self.last.size and head.seal != self.last.seal and self.trusted:
            self.find(head.size or None, f"is not the last one the ledger notes, with the seal {head.seal}")
        end = max(head.size if head else 0, self.known.size if self.known else 0)
        if end > self.last.size:
            self.find_missing(end)

    def expect_artefact(self, entry: Entry) -> None:
        try:
            named, packed = artefact_named_in(entry), packed_named_in(entry)
            if packed and named not in self.awaited:
                self.sealed[named] = packed
            self.awaited.setdefault(named, entry.number)
        except ValueError:
            self.find(entry.number, "names no artefact")

    def take_artefact(self, artefact: Artefact) -> None:
        self.artefacts += 1
        number = self.awaited.pop(artefact.sha256, None)
        if number is None:
            self.find(None, f"artefact {artefact.sha256}: no report entry names it")
        elif fault := fault_of(artefact, self.sealed.pop(artefact.sha256, None)):
            self.find(number, f"is damaged: its artefact {artefact.sha256} {fault}")

    def check_no_artefact_is_missing(self) -> None:
        for sha256, number in self.awaited.items():
            self.find(number, f"is damaged: its artefact {sha256} is missing")

    def find(self, number: int | None, what: str) -> None:
        self.findings.append(Finding(number, what))

    def find_missing(self, last: int) -> None:
        first = self.last.size + 1
        self.find(first, "is missing" if first == last else f"is missing, and so is every other up to {last}")

    def verification(self) -> Verification:
        return Verification(
            self.kinds.total(), dict(self.kinds), self.artefacts, self.last, tuple(self.findings)
        )
