"""Answers remembered by what was asked: the same question to the same model costs nothing the second time.

A file an answer, named by the SHA-256 of server, model and question, readable by its owner alone: answers
have words of reports in them.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from sayso.ids import canonical_json

VARIABLE = "SAYSO_MODEL_CACHE"
#: says in the variable that nothing is to be remembered
OFF = "off"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the words of the model, why it stopped, and what it took; None where the server does not say."""

    text: str
    finish: str | None
    tokens_in: int | None = None
    tokens_out: int | None = None


class Cache:
    """Answers in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> Answer | None:
        """The answer under that key; None if there is none, or what lies there is no answer."""
        try:
            return Answer(**json.loads(self._path(key).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Remember it, whole or not at all; a folder that cannot be written forgets it, which costs a question."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(canonical_json(asdict(answer)).encode("utf-8", "replace"))
            os.replace(name, path)
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def users_cache() -> Cache | None:
    """The user's own: the folder that SAYSO_MODEL_CACHE names, else one in the user's cache; None for "off"."""
    named = os.environ.get(VARIABLE)
    if named == OFF:
        return None
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Cache(Path(named) if named else Path(base) / "sayso" / "model")
