"""Personal text under a key of its own: with the key gone, what stays in the ledger can be read by nobody.

The words of a report (its record, its readings, its artefact) are compressed and encrypted with AES-256-GCM under one
random key a report. What the chain seals is the ciphertext, so verifying needs no key. Keys lie beside the entries in
a table of their own, from which erasing takes them.
"""

from __future__ import annotations

import base64
import json
import os
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.ids import sha256_hex
from sayso.ledger.artefacts import Artefact
from sayso.ledger.entries import Entry
from sayso.records import canonical_text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_DOMAIN = b"sayso/sealed-1\n"
#: levels of zlib: most of the gain in a third of the time; for long originals, which are most of a ledger's size, all of it
_QUICK, _SMALL = 1, 6
#: bytes, and what zlib needs for so many: a window of 8 KB
_SHORT, _SHORT_WINDOW, _SHORT_MEMORY = 8192, 13, 6


def new_key() -> bytes:
    """A key that nobody has had before."""
    return os.urandom(KEY_BYTES)


def sealed_body(body: str, in_the_open: dict[str, Any], key: bytes, about: str) -> str:
    """The body with its words sealed; what the ledger must know without a key stands beside them in the open.

    ``about`` (the name of the key) is bound to the words: they cannot be moved to another entry unnoticed.
    """
    packed = _packed(body.encode("utf-8"), _QUICK)
    return canonical_text(
        {**in_the_open, "sealed": base64.b64encode(_encrypt(packed, key, about)).decode("ascii")}
    )


def is_sealed(entry: Entry) -> bool:
    """The entry's words are sealed."""
    return '"sealed":"' in entry.body and isinstance(_record(entry).get("sealed"), str)


def opened(entry: Entry, key: bytes, about: str) -> Entry:
    """The entry as it was before it was sealed; ValueError if the key is another or the words were changed."""
    packed = _decrypt(base64.b64decode(_record(entry)["sealed"]), key, about)
    body = zlib.decompress(packed).decode("utf-8")
    return Entry(entry.number, entry.kind, body, entry.made_utc, entry.previous, entry.seal)


def sealed_bytes(raw: bytes, key: bytes, about: str) -> bytes:
    """The bytes of an artefact, packed and sealed."""
    return _encrypt(_packed(raw, _SMALL), key, f"artefact {about}")


def opened_artefact(artefact: Artefact, key: bytes, about: str) -> bytes:
    """The bytes as they were retrieved; ValueError says what is wrong when they are no longer those."""
    if sha256_hex(artefact.packed) != artefact.packed_sha256:
        raise ValueError("was changed where it is stored")
    raw = zlib.decompress(_decrypt(artefact.packed, key, f"artefact {about}"))
    if (found := sha256_hex(raw)) != artefact.sha256:
        raise ValueError(f"was replaced: its SHA-256 is now {found}")
    return raw


def _packed(words: bytes, level: int) -> bytes:
    """Deflated; what is short quickly and with a small window, since clearing a large one takes longer than filling it."""
    if len(words) > _SHORT:
        return zlib.compress(words, level)
    deflate = zlib.compressobj(_QUICK, wbits=_SHORT_WINDOW, memLevel=_SHORT_MEMORY)
    return deflate.compress(words) + deflate.flush()


def _encrypt(plain: bytes, key: bytes, about: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, plain, _DOMAIN + about.encode())


def _decrypt(sealed: bytes, key: bytes, about: str) -> bytes:
    from cryptography.exceptions import InvalidTag

    nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return _cipher(key).decrypt(nonce, ciphertext, _DOMAIN + about.encode())
    except InvalidTag as error:
        raise ValueError("does not open with its key") from error


def _cipher(key: bytes) -> AESGCM:
    return _ciphers()(key)


@cache
def _ciphers() -> type[AESGCM]:
    """Looked up once: three parts of a report are sealed, and reports come by the thousand."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM


def _record(entry: Entry) -> dict[str, Any]:
    try:
        record = json.loads(entry.body)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}
