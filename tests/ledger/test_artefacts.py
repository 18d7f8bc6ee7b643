"""Artefacts as they are stored."""

from __future__ import annotations

import dataclasses
import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.artefacts import Artefact, fault_of, pack, unpack


@given(st.binary(max_size=2000))
def test_bytes_come_back_as_they_were(raw: bytes) -> None:
    """Any bytes, none at all included, come back, under the SHA-256 of what they were before packing."""
    artefact = pack(raw, 1)
    assert unpack(artefact) == raw
    assert artefact.sha256 == hashlib.sha256(raw).hexdigest()


@given(st.binary(max_size=500), st.integers(0), st.integers(1, 255))
def test_any_changed_byte_is_found(raw: bytes, place: int, change: int) -> None:
    """No byte of the packed form can change unseen, not even one that unpacking does not look at."""
    artefact = pack(raw, 1)
    packed = bytearray(artefact.packed)
    packed[place % len(packed)] ^= change
    assert fault_of(dataclasses.replace(artefact, packed=bytes(packed))) == "was changed where it is stored"


def stored(packed: bytes, sha256: str = "0" * 64) -> Artefact:
    """An artefact whose stored form was changed by somebody who knew how to adapt its hash."""
    return Artefact(1, sha256, packed, hashlib.sha256(packed).hexdigest())


FAULTS = [
    (pack(b"as it was", 1), None),
    (stored(b"no zlib"), "cannot be unpacked"),
    (stored(zlib.compress(b"as it was")[:-1]), "cannot be unpacked"),
    (
        stored(zlib.compress(b"other")),
        f"was replaced: its SHA-256 is now {hashlib.sha256(b'other').hexdigest()}",
    ),
]


@pytest.mark.parametrize(("artefact", "fault"), FAULTS)
def test_the_fault_says_what_happened(artefact: Artefact, fault: str | None) -> None:
    """Even with its stored hash adapted, an artefact that is not the one that was kept is told apart."""
    assert fault_of(artefact) == fault
