"""What a reviewer saw, in a few signs: a decision carries them, and a stale one is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.ids import content_id
from sayso.model import ClaimId

#: enough that two versions of one item are never taken for each other
_DIGITS = 16


def version_of(claims: Iterable[ClaimId], entries: Iterable[int]) -> str:
    """The version of an item: which claims it has and which entries of the ledger judge them."""
    return content_id([sorted(claims), sorted(set(entries))])[:_DIGITS]


def changed_by(entries: Sequence[int], seen: Sequence[int]) -> list[int]:
    """The entries that came after what was seen."""
    known = set(seen)
    return [entry for entry in entries if entry not in known]
