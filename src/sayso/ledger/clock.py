"""The moment that an entry is made."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import lru_cache


def utc_now() -> str:
    """This moment as ISO 8601, UTC, to the second."""
    return _as_text(int(time.time()))


@lru_cache(1)
def _as_text(second: int) -> str:
    """A second since 1970 in words; thousands of entries are made in one."""
    return datetime.fromtimestamp(second, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
