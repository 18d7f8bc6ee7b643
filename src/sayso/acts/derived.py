"""Files beside a ledger that are made from it and can be made anew: search index, caches.

Whoever keeps such a file gives it one of these endings, so that erasing finds every copy of a report's words.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

#: added to the ledger's name
ENDINGS = (".search", ".public.search", ".cache")
#: what SQLite may leave beside each
_LEFT = ("", "-journal", "-wal", "-shm")


def derived_file(book: str, ending: str) -> Path:
    """Where the derived file of that ending lies: beside the ledger's file, else in the user's cache."""
    if ending not in ENDINGS:
        raise ValueError(f"{ending}: not among the endings of derived files")
    if "://" not in book and os.access(Path(book).absolute().parent, os.W_OK):
        return Path(f"{book}{ending}")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso"
    name = book if "://" in book else str(Path(book).absolute())
    return cache / f"{hashlib.sha256(name.encode()).hexdigest()[:20]}{ending}"


def derived_files(book: str) -> Iterator[Path]:
    """All of them that are there."""
    for ending in ENDINGS:
        yield from with_leftovers(derived_file(book, ending))


def with_leftovers(path: Path) -> Iterator[Path]:
    """The file, and what SQLite left beside it, as far as they are there."""
    found = (path.with_name(path.name + end) for end in _LEFT)
    return (one for one in found if one.exists())


def remove(path: Path) -> None:
    """Take the file away, overwritten first: a name that is gone is no content that is gone."""
    for one in with_leftovers(path):
        try:
            with open(one, "r+b") as file:
                size = one.stat().st_size
                for start in range(0, size, 1 << 20):
                    file.write(bytes(min(1 << 20, size - start)))
                file.flush()
                os.fsync(file.fileno())
        finally:
            one.unlink(missing_ok=True)
