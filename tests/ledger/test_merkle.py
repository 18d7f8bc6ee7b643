"""The tree of hashes: roots and proofs of RFC 6962, and no proof of what is not so."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.merkle import (
    consistency_proof,
    inclusion_proof,
    is_consistent,
    root_from_inclusion,
    root_of,
)

#: the leaves and some roots that the reference implementations of Certificate Transparency test with
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_roots_are_those_of_certificate_transparency(size: int, root: str) -> None:
    """The published roots of the published leaves come out."""
    assert root_of(LEAVES[:size]).hex() == root


def leaves(count: int) -> list[bytes]:
    """That many different leaves."""
    return [hashlib.sha256(str(number).encode()).digest() for number in range(count)]


def test_every_proof_of_every_small_tree_holds() -> None:
    """All leaves of all trees up to 40, and all pairs of sizes: each proof leads to the root."""
    for size in range(1, 41):
        tree = leaves(size)
        for index in range(size):
            proof = inclusion_proof(tree, index)
            assert root_from_inclusion(tree[index], index, size, proof) == root_of(tree)
        for older in range(1, size + 1):
            proof = consistency_proof(tree, older)
            assert is_consistent((older, root_of(tree[:older])), (size, root_of(tree)), proof)


@given(st.integers(2, 70), st.data())
def test_no_proof_of_another_leaf_place_or_size_holds(size: int, data: st.DataObject) -> None:
    """A proof leads to the root from its own leaf at its own place only."""
    tree = leaves(size)
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(tree, index)
    assert (root_from_inclusion(tree[other], index, size, proof) == root_of(tree)) == (index == other)
    assert (root_from_inclusion(tree[index], other, size, proof) == root_of(tree)) == (index == other)
    assert root_from_inclusion(tree[index], index, size, [*proof, b"x" * 32]) is None


@given(st.integers(2, 70), st.data())
def test_a_changed_past_has_no_consistency_proof(size: int, data: st.DataObject) -> None:
    """Whichever old leaf was changed, the proof of the true tree does not hold for the changed one."""
    tree = leaves(size)
    older = data.draw(st.integers(1, size - 1))
    changed = list(tree)
    changed[data.draw(st.integers(0, older - 1))] = b"y" * 32
    proof = consistency_proof(changed, older)
    assert not is_consistent((older, root_of(tree[:older])), (size, root_of(changed)), proof)
    assert not is_consistent((older, root_of(tree[:older])), (size, root_of(tree)), proof[:-1])
