"""Who speaks, in eight sorts: the attribution class of a claim, and who the two sides are."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.model import Chain, Claim, Source


@dataclass(frozen=True, slots=True)
class Class:
    """An attribution class: its key (also the name of its style), its short tag and its name in words."""

    key: str
    tag: str
    name: str


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides most heard from, by name; None where there is no such side."""

    a: str | None = None
    b: str | None = None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "classes.toml").read_text(encoding="utf-8"))


@cache
def classes() -> dict[str, Class]:
    """Every attribution class by its key, in the order in which they are shown."""
    return {key: Class(key, row["tag"], row["name"]) for key, row in _table()["classes"].items()}


def sides_of(claims: Iterable[Claim]) -> Sides:
    """The two sides that most claims come from, the one heard more often first."""
    heard = Counter(side for claim in claims for chain in claim.sources if (side := _side(chain[-1])))
    ranked = sorted(heard, key=lambda side: (-heard[side], side))
    return Sides(*[*ranked, None, None][:2])


def class_of(claim: Claim, sides: Sides) -> Class:
    """The class of whoever the words come from in the end; of parallel sources the first."""
    return classes()[_key(claim.sources[0], sides) if claim.sources else "outlet"]


def legend(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """The classes that these claims have, each with how many, sides by name."""
    every = list(claims)
    sides = sides_of(every)
    counted = Counter(class_of(claim, sides).key for claim in every)
    names = {"side_a": sides.a, "side_b": sides.b}
    return [
        {"key": one.key, "tag": one.tag, "name": names.get(one.key) or one.name, "claims": counted[one.key]}
        for one in classes().values()
        if counted[one.key]
    ]


def _key(chain: Chain, sides: Sides) -> str:
    side = _side(chain[-1])
    if side is not None and side in (sides.a, sides.b):
        return "side_a" if side == sides.a else "side_b"
    return str(_table()["kinds"].get(chain[-1].kind or "", "unclear"))


def _side(source: Source) -> str | None:
    speaks_for = _table()["speaks_for"]
    if source.kind in speaks_for["itself"]:
        return source.name
    if source.kind in speaks_for["state"]:
        return source.side or "the state"
    return None
