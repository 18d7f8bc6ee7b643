"""An event as somebody else's file has it, as far as it can be laid beside an incident of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class TheirEvent:
    """One row of their file. What the row does not say is None or empty."""

    id: str
    #: the number of its row in the file, from 1
    number: int
    #: the type in their words
    what: str
    #: our kinds that it can be; empty where their type says none
    kinds: frozenset[str]
    first: date | None
    #: the last day, included
    last: date | None
    place: str
    lat: float | None
    lon: float | None
    #: how far their own precision leaves the place open, in metres
    radius_m: float | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    #: all actors by name; they have no direction
    actors: tuple[str, ...]
    source: str
    #: the whole row as it stands in the file, every column of it
    row: Mapping[str, Any]
