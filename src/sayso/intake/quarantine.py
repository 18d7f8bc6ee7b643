"""Inputs that brought their parser down, or would have filled the disk, kept apart with the reason."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from sayso.ids import sha256_hex
from sayso.problems import LedgerFull, Quarantined


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A folder: for each input its bytes, under their SHA-256, and a note beside them that says why."""

    folder: Path

    def place_of(self, data: bytes) -> Path | None:
        """Where these bytes lie, if they were set aside before."""
        if not self.folder.is_dir():
            return None
        place = self.folder / sha256_hex(data)
        return place if place.exists() else None

    def set_aside(self, origin: str, error: Quarantined, data: bytes, when_utc: str) -> Path:
        """Keep the bytes and the note, the note first; where they lie. LedgerFull when there is no room."""
        place = self.folder / sha256_hex(data)
        note = {"origin": origin, "why": str(error), "set_aside_utc": when_utc, "bytes": len(data)}
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            _write(place.with_suffix(".json"), json.dumps(note, sort_keys=True, indent=1).encode() + b"\n")
            _write(place, data)
        except OSError as error_of_disk:
            raise LedgerFull(str(self.folder)) from error_of_disk
        return place


def quarantine_of(book: str) -> Quarantine:
    """The quarantine beside a book: a folder with its name; for one on a server, in the current folder."""
    return Quarantine(Path("sayso.quarantine" if "://" in book else f"{book}.quarantine"))


def _write(path: Path, data: bytes) -> None:
    """The file, whole or not at all, readable by its owner."""
    part = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
