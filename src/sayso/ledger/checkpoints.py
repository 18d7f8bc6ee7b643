"""What a ledger was at one moment, in a few lines that can be given to anybody; and proofs against them.

A checkpoint is a note of the form that transparency logs use (c2sp.org/tlog-checkpoint): whose ledger, how
many entries, the root of the tree over their seals, the time; below an empty line, signatures. A proof is a
JSON object that holds all it needs: ``docs/ledger.md`` describes both, and ``verify_ledger.py`` checks them
without this package.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.ledger.entries import Entry
from sayso.ledger.merkle import consistency_proof, inclusion_proof, leaf_of, root_of
from sayso.problems import BrokenChain, NoCheckpoint, NotUnderCheckpoint

INCLUSION = "sayso/ledger/inclusion-1"
CONSISTENCY = "sayso/ledger/consistency-1"
#: whose ledger it is: a name that can stand in a key and in a line of signatures
ORIGIN = re.compile(r"[^\s+]+")
_SIGNATURE = re.compile(r"— [^\s+]+ [A-Za-z0-9+/=]+")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Size and root of a ledger at one moment, with the lines of those who signed it."""

    #: whose ledger it is, in a word
    origin: str
    size: int
    root: bytes
    #: ISO 8601, UTC
    made_utc: str
    signatures: tuple[str, ...] = ()

    @property
    def signed(self) -> str:
        """The lines that a signature stands for, each with its line feed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\ntime {self.made_utc}\n"

    @property
    def text(self) -> str:
        """The whole note, as it is kept in a file."""
        return self.signed + "\n" + "".join(f"{line}\n" for line in self.signatures)

    def with_signature(self, line: str) -> Checkpoint:
        """The same with one more signature."""
        return replace(self, signatures=(*self.signatures, line))


def read_checkpoint(text: str, where: str) -> Checkpoint:
    """The checkpoint in that text; NoCheckpoint says what is wrong with it. Signatures are not checked here."""
    signed, _, signatures = text.partition("\n\n")
    try:
        origin, size, root, time = signed.split("\n")
        checkpoint = Checkpoint(
            origin,
            int(size),
            base64.b64decode(root, validate=True),
            time.removeprefix("time "),
            tuple(signatures.splitlines()),
        )
    except (ValueError, binascii.Error):
        raise NoCheckpoint(where, "it has not the four lines of one") from None
    if checkpoint.text != text or len(checkpoint.root) != 32 or checkpoint.size < 0:
        raise NoCheckpoint(where, "its lines are not as sayso writes them")
    if other := next((line for line in checkpoint.signatures if not _SIGNATURE.fullmatch(line)), None):
        raise NoCheckpoint(where, f"the line {other[:40]!r} is no signature")
    return checkpoint


def make_checkpoint(path: str, size: int, seals: Iterable[str], origin: str, made_utc: str) -> Checkpoint:
    """The checkpoint over the first ``size`` entries of the ledger at ``path``; BrokenChain if one is missing."""
    if not ORIGIN.fullmatch(origin):
        raise NoCheckpoint(origin, "whose ledger it is must be a word, without spaces and plus signs")
    return Checkpoint(origin, size, root_of(leaves_of(path, seals, size)), made_utc)


def prove_inclusion(path: str, entry: Entry, seals: Iterable[str], checkpoint: Checkpoint) -> dict[str, Any]:
    """The proof that the entry is under the checkpoint, with all of it; NotUnderCheckpoint if it is not."""
    leaves = _leaves_under(path, seals, checkpoint)
    if not 1 <= entry.number <= checkpoint.size:
        raise NotUnderCheckpoint(path, f"entry {entry.number} came after it")
    return {
        "proof": INCLUSION,
        "entry": {
            "number": entry.number,
            "kind": entry.kind,
            "made_utc": entry.made_utc,
            "body": entry.body,
            "previous": entry.previous,
        },
        "hashes": [step.hex() for step in inclusion_proof(leaves, entry.number - 1)],
        "checkpoint": checkpoint.text,
    }


def prove_consistency(
    path: str, seals: Iterable[str], older: Checkpoint, newer: Checkpoint
) -> dict[str, Any]:
    """The proof that the entries under the older checkpoint begin those under the newer one."""
    if older.size > newer.size:
        raise NotUnderCheckpoint(
            path, f"the checkpoint of {older.made_utc} has more entries than the later one"
        )
    leaves = _leaves_under(path, seals, newer)
    if root_of(leaves[: older.size]) != older.root:
        raise NotUnderCheckpoint(path, f"its first {older.size} entries are not those of {older.made_utc}")
    steps = consistency_proof(leaves, older.size) if older.size else []
    return {
        "proof": CONSISTENCY,
        "hashes": [step.hex() for step in steps],
        "older": older.text,
        "checkpoint": newer.text,
    }


def leaves_of(path: str, seals: Iterable[str], size: int) -> list[bytes]:
    """The first ``size`` seals as leaves of the tree; BrokenChain if one is missing or no seal."""
    leaves: list[bytes] = []
    for seal in seals:
        if (leaf := leaf_of(seal)) is None:
            raise BrokenChain(path, f"entry {len(leaves) + 1} carries no seal")
        leaves.append(leaf)
    if len(leaves) != size:
        raise BrokenChain(path, f"it has {len(leaves)} entries where {size} should be")
    return leaves


def _leaves_under(path: str, seals: Iterable[str], checkpoint: Checkpoint) -> Sequence[bytes]:
    leaves = leaves_of(path, seals, checkpoint.size)
    if root_of(leaves) != checkpoint.root:
        raise NotUnderCheckpoint(path, f"its first {checkpoint.size} entries are not those of the checkpoint")
    return leaves
