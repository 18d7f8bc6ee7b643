"""Each entry seals the one before; verify finds what no longer fits.

Pure functions of entries and artefacts, without a database: what is sealed stands in ``entries.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from json.encoder import encode_basestring as _quoted

from sayso.ids import sha256_hex
from sayso.ledger.artefacts import Artefact, fault_of
from sayso.ledger.checkpoints import Checkpoint
from sayso.ledger.entries import Entry, artefact_named_in, packed_named_in
from sayso.ledger.merkle import Frontier, leaf_of

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
    return _seal(entry.number, entry.kind, entry.body, entry.made_utc, entry.previous)


def _seal(number: int, kind: str, body: str, made_utc: str, previous: str) -> str:
    # surrogateescape: bytes that are no UTF-8 (an altered file) are hashed as they stand
    body_sha256 = sha256_hex(body.encode("utf-8", "surrogateescape"))
    # canonical JSON of the list, put together by hand: verify does this for every entry
    texts = f'{_quoted(kind)},{_quoted(made_utc)},"{body_sha256}",{_quoted(previous)}'
    return sha256_hex(_DOMAIN + f"[{number},{texts}]".encode("utf-8", "surrogateescape"))


def next_entry(head: Head, kind: str, body: str, made_utc: str) -> Entry:
    """The entry that follows that head, sealed."""
    number = head.size + 1
    seal = _seal(number, kind, body, made_utc, head.seal)
    return Entry(number, kind, body, made_utc, head.seal, seal)


@dataclass(slots=True)
class Walk:
    """Goes from entry to entry and from artefact to artefact, and notes what does not fit.

    ``known`` is a head, ``checkpoint`` size and root, that somebody wrote down earlier, against a ledger that
    was cut or rewritten as a whole. Each entry is held in memory only while it is looked at.
    """

    known: Head | None = None
    checkpoint: Checkpoint | None = None
    last: Head = EMPTY
    #: the last entry is there and makes its own seal, so the next one can be held against it
    trusted: bool = True
    #: how many entries were passed over, because their seals are those of the checkpoint
    resumed: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    artefacts: int = 0
    tree: Frontier = field(default_factory=Frontier)
    #: SHA-256 → the first report entry that names it, artefact not seen yet
    awaited: dict[bytes | str, int] = field(default_factory=dict)
    #: SHA-256 → that of the sealed form, for artefacts that are kept sealed
    sealed: dict[bytes | str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def resume(self, seals: Iterable[str]) -> bool:
        """Begin after the checkpoint, if these are the seals it was made over; False: begin at the start."""
        tree, last = Frontier(), NO_SEAL
        for last in seals:
            tree.add(_leaf(last))
            if self.known and tree.size == self.known.size and last != self.known.seal:
                return False
        if self.checkpoint is None or (tree.size, tree.root()) != (
            self.checkpoint.size,
            self.checkpoint.root,
        ):
            return False
        self.last, self.resumed = Head(tree.size, last), tree.size
        return True

    def take(self, entry: Entry) -> None:
        self.kinds[entry.kind] += 1
        if entry.number <= self.last.size:
            self.find(entry.number, "has a number that no entry of a ledger has: they begin at 1")
            return
        self.check_no_gap_before(entry)
        self.check_seals(entry)
        if self.known and entry.number == self.known.size and entry.seal != self.known.seal:
            self.find(entry.number, f"is not the one written down with the seal {self.known.seal}")
        if self.checkpoint and entry.number <= self.checkpoint.size:
            self.check_root(entry, self.checkpoint)
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

    def check_root(self, entry: Entry, checkpoint: Checkpoint) -> None:
        self.tree.add(_leaf(entry.seal))
        if entry.number == checkpoint.size and self.tree.root() != checkpoint.root:
            self.find(
                None,
                f"entries 1 to {checkpoint.size} are not those of the checkpoint made {checkpoint.made_utc}",
            )

    def check_end(self, head: Head | None) -> None:
        if head is None:
            self.find(None, "the ledger's note of its own length is missing")
        elif head.size < self.last.size:
            self.find(head.size + 1, f"stands after the end: the ledger notes {head.size} entries")
        elif head.size == self.last.size and head.seal != self.last.seal and self.trusted:
            self.find(head.size or None, f"is not the last one the ledger notes, with the seal {head.seal}")
        end = max(one.size if one else 0 for one in (head, self.known, self.checkpoint))
        if end > self.last.size:
            self.find_missing(end)

    def expect_artefact(self, entry: Entry) -> None:
        try:
            named, packed = _packed(artefact_named_in(entry)), packed_named_in(entry)
            if packed and named not in self.awaited:
                self.sealed[named] = packed
            self.awaited.setdefault(named, entry.number)
        except ValueError:
            self.find(entry.number, "names no artefact")

    def take_artefact(self, artefact: Artefact) -> None:
        self.artefacts += 1
        number = self.awaited.pop(_packed(artefact.sha256), None)
        if number is None:
            self.find(None, f"artefact {artefact.sha256}: no report entry names it")
        elif fault := fault_of(artefact, self.sealed.pop(_packed(artefact.sha256), None)):
            self.find(number, f"is damaged: its artefact {artefact.sha256} {fault}")

    def check_no_artefact_is_missing(self) -> None:
        for sha256 in self.missing_artefacts():
            self.find(self.awaited[_packed(sha256)], f"is damaged: its artefact {sha256} is missing")

    def missing_artefacts(self) -> list[str]:
        """The hashes of artefacts that entries named and nobody brought yet."""
        return [one.hex() if isinstance(one, bytes) else one for one in self.awaited]

    def find(self, number: int | None, what: str) -> None:
        self.findings.append(Finding(number, what))

    def find_missing(self, last: int) -> None:
        first = self.last.size + 1
        self.find(first, "is missing" if first == last else f"is missing, and so is every other up to {last}")

    def verification(self) -> Verification:
        return Verification(
            self.kinds.total(),
            dict(self.kinds),
            self.artefacts,
            self.last,
            tuple(self.findings),
            self.resumed,
        )


def verify(
    entries: Iterable[Entry], artefacts: Iterable[Artefact], head: Head | None, known: Head | None = None
) -> Verification:
    """Everything that does not fit, entries in the order of their numbers, then artefacts.

    ``head`` is what the ledger says of its own length, None if it says nothing.
    """
    walk = Walk(known)
    for entry in entries:
        walk.take(entry)
    walk.check_end(head)
    for artefact in artefacts:
        walk.take_artefact(artefact)
    walk.check_no_artefact_is_missing()
    return walk.verification()


def _leaf(seal: str) -> bytes:
    """The seal as a leaf of the tree; what is no seal becomes a leaf that no true tree has."""
    return leaf_of(seal) or seal.encode("utf-8", "surrogateescape")


def _packed(sha256: str) -> bytes | str:
    """A hash in half the memory; what is none stays as it is."""
    return leaf_of(sha256) or sha256
