"""Identifiers made from content, and the one canonical form of JSON that they are made over."""

from __future__ import annotations

import hashlib
import json
from typing import Any

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_json(value: Any) -> str:
    """The value as JSON with sorted keys, no needless space, no NaN: equal values, equal bytes."""
    return _CANONICAL.encode(value)


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of the bytes, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def content_id(value: Any) -> str:
    """The SHA-256 of the value's canonical JSON."""
    return sha256_hex(canonical_json(value).encode("utf-8"))
