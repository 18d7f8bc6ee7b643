"""What a search gives back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sayso.search.query import Scope


@dataclass(frozen=True, slots=True)
class Hit:
    """One claim, report or incident that fits, with what a line about it shows."""

    scope: Scope
    id: str
    #: the words around what was found
    words: str
    kind: str | None = None
    stance: str | None = None
    status: str | None = None
    source: str | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None
    report: str | None = None
    publisher: str | None = None
    published: str | None = None
    title: str | None = None

    def record(self) -> dict[str, Any]:
        """The hit as a plain JSON record."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one page, best first, how many there are in all, and what a day left out."""

    hits: tuple[Hit, ...]
    total: int
    #: fit but for their day, which is not known
    undated: int = 0
