"""The key that a desk holds, and signatures of checkpoints with it: Ed25519 in signed notes (c2sp.org/signed-note)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.ledger.checkpoints import ORIGIN, Checkpoint
from sayso.problems import NoKey

#: what Ed25519 is called in a key
_ED25519 = b"\1"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What others check a signature with: the name of the desk and 32 bytes."""

    name: str
    raw: bytes

    @property
    def id(self) -> bytes:
        """The first four bytes of the hash of name and key: which key a signature is of."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.raw).digest()[:4]

    @property
    def text(self) -> str:
        """In a line, to be handed out: name, id, key."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.raw).decode()}"


@dataclass(frozen=True, slots=True)
class Key:
    """The desk's own key, from which the public one follows. Whoever has it can sign in the desk's name."""

    public: PublicKey
    seed: bytes

    def __repr__(self) -> str:
        return f"Key({self.public.name!r})"


def open_key(path: str) -> Key:
    """The desk's key in that file; NoKey if there is none."""
    parts = _line_in(path).split("+", 4)
    if len(parts) == 5 and parts[:2] == ["PRIVATE", "KEY"]:
        seed = _decoded(path, parts[4])
        key = Key(PublicKey(parts[2], _public_of(seed)), seed)
        if key.public.id.hex() == parts[3]:
            return key
    raise NoKey(path, "this is no key of a desk")


def make_key(path: str, name: str) -> Key:
    """A new key in that file, readable for its owner alone, and the public key beside it in ``path``.pub."""
    if not ORIGIN.fullmatch(name):
        raise NoKey(path, f"a desk's name has no space and no plus sign, and this one has: {name!r}")
    seed = os.urandom(32)
    key = Key(PublicKey(name, _public_of(seed)), seed)
    secret = base64.b64encode(_ED25519 + seed).decode()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"PRIVATE+KEY+{name}+{key.public.id.hex()}+{secret}\n")
            file.flush()
            os.fsync(file.fileno())
        Path(f"{path}.pub").write_text(key.public.text + "\n", encoding="utf-8")
    except OSError as error:
        raise NoKey(path, f"it could not be written ({error.strerror})") from error
    return key


def read_public_key(text_or_path: str) -> PublicKey:
    """The public key that is given as such, or stands in that file."""
    text = text_or_path if text_or_path.count("+") >= 2 else _line_in(text_or_path)
    name, _, rest = text.partition("+")
    id_, _, encoded = rest.partition("+")
    key = PublicKey(name, _decoded(text_or_path, encoded))
    if key.id.hex() != id_:
        raise NoKey(text_or_path, "this is no public key: its parts do not belong together")
    return key


def signature_line(checkpoint: Checkpoint, key: Key) -> str:
    """The line below a checkpoint that says: the holder of this key has signed it."""
    signature = _library().Ed25519PrivateKey.from_private_bytes(key.seed).sign(checkpoint.signed.encode())
    return f"— {key.public.name} {base64.b64encode(key.public.id + signature).decode()}"


def is_signed_by(checkpoint: Checkpoint, key: PublicKey) -> bool:
    """One of the signatures is of that key and right."""
    from cryptography.exceptions import InvalidSignature

    public = _library().Ed25519PublicKey.from_public_bytes(key.raw)
    for line in checkpoint.signatures:
        _, name, encoded = line.split(" ")
        given = base64.b64decode(encoded)
        if name == key.name and given[:4] == key.id:
            try:
                public.verify(given[4:], checkpoint.signed.encode())
            except InvalidSignature:
                continue
            return True
    return False


def _public_of(seed: bytes) -> bytes:
    public: bytes = _library().Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return public


def _decoded(path: str, encoded: str) -> bytes:
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raw = b""
    if raw[:1] != _ED25519 or len(raw) != 33:
        raise NoKey(path, "this is no Ed25519 key")
    return raw[1:]


def _line_in(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise NoKey(path, "there is no key that can be read") from error


def _library() -> Any:
    # loaded only by those who sign or check: it is large
    from cryptography.hazmat.primitives.asymmetric import ed25519

    return ed25519
