"""The tree of hashes over all seals, as RFC 6962 (section 2.1) has it: roots, and proofs that need few hashes.

A leaf is the 32 bytes of an entry's seal. The root of n leaves stands for all of them in their order. An
*inclusion* proof shows that one leaf is under a root; a *consistency* proof, that the leaves of an older root
are the first ones of a newer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

#: the root of no leaves at all
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_of(seal: str) -> bytes | None:
    """The 32 bytes of a seal; None for what is none."""
    try:
        leaf = bytes.fromhex(seal)
    except (ValueError, TypeError):
        return None
    return leaf if len(leaf) == 32 and leaf.hex() == seal else None


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf; the zero keeps it apart from every inner node."""
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: enough to give the root at any moment, in little memory."""

    def __init__(self) -> None:
        self.size = 0
        #: (how many leaves, hash) of the full trees that the leaves make so far, large ones first
        self._trees: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """One more leaf at the end."""
        self.size += 1
        count, tree = 1, leaf_hash(leaf)
        while self._trees and self._trees[-1][0] == count:
            tree = node_hash(self._trees.pop()[1], tree)
            count *= 2
        self._trees.append((count, tree))

    def root(self) -> bytes:
        """The root of the leaves so far."""
        if not self._trees:
            return EMPTY_ROOT
        root = self._trees[-1][1]
        for _, tree in reversed(self._trees[:-1]):
            root = node_hash(tree, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of those leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from leaf ``index`` (from 0) up to the root of all of them, lowest first."""
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if index < middle:
        return [*inclusion_proof(leaves[:middle], index), root_of(leaves[middle:])]
    return [*inclusion_proof(leaves[middle:], index - middle), root_of(leaves[:middle])]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that the proof leads to from that leaf; None when the proof does not fit the tree's shape."""
    if not 0 <= index < size:
        return None
    node, last, root = index, size - 1, leaf_hash(leaf)
    for step in proof:
        if last == 0:
            return None
        if node & 1 or node == last:
            root = node_hash(step, root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, step)
        node, last = node >> 1, last >> 1
    return root if last == 0 else None


def consistency_proof(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """The hashes that show that the first ``size`` leaves are the beginning of all of them; size from 1."""
    return _consistency(leaves, size, True) if size < len(leaves) else []


def _consistency(leaves: Sequence[bytes], size: int, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962; ``whole``: the first ``size`` leaves are the older tree itself, not a part of it."""
    if size == len(leaves):
        return [] if whole else [root_of(leaves)]
    middle = _split(len(leaves))
    if size <= middle:
        return [*_consistency(leaves[:middle], size, whole), root_of(leaves[middle:])]
    return [*_consistency(leaves[middle:], size - middle, False), root_of(leaves[:middle])]


def is_consistent(older: tuple[int, bytes], newer: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Do the leaves under the older root (size, root) begin those under the newer one? RFC 9162, 2.1.4.2."""
    (size, old_root), (new_size, new_root) = older, newer
    if size == new_size:
        return old_root == new_root and not proof
    if size == 0:
        return old_root == EMPTY_ROOT and not proof
    if size > new_size or not proof:
        return False
    steps = list(proof) if size & (size - 1) else [old_root, *proof]
    node, last = size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1
