"""Who stands on which side, from the kinds and names of the actors; nobody is put on a side that no words name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso import vocabulary
from sayso.exports.losses import counting
from sayso.model import Actor, Incident

STATE = ("government", "state_forces", "police")
NON_STATE = ("armed_group", "militia")
UNARMED = ("civilians", "protesters", "rioters")


@dataclass(frozen=True, slots=True)
class Side:
    """An actor as a format has it: one name, its kind, its country in the table of countries if it is a state."""

    name: str
    kind: str | None
    country: str = ""
    #: whether its name tells nobody apart: "rebels", "the gunmen"
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Sides:
    """Who is said to have done it and to whom, known names first, then those most named. Denials name nobody."""

    by: tuple[Side, ...]
    against: tuple[Side, ...]

    def of(self, *kinds: str) -> tuple[Side, ...]:
        """All of those kinds, doers first, each once; vague names only where there is no other."""
        return telling(dict.fromkeys(side for side in (*self.by, *self.against) if side.kind in kinds))


def telling(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Those whose names tell somebody apart; all, if none does."""
    every = tuple(sides)
    return tuple(side for side in every if not side.vague) or every


def sides_of(incident: Incident) -> Sides:
    """The sides of an incident."""
    claims = [claim for claim in counting(incident) if claim.stance != "denies"]
    by = _ranked([actor for claim in claims for actor in claim.by])
    against = _ranked([actor for claim in claims for actor in claim.against])
    return Sides(by, against)


def _ranked(actors: list[Actor]) -> tuple[Side, ...]:
    """Each name once, with the kind that it has first."""
    first: dict[str, Side] = {}
    votes: Counter[str] = Counter()
    known: set[str] = set()
    for actor in actors:
        side = _side(actor)
        first.setdefault(side.name, side)
        votes[side.name] += 1
        if side.country or actor.canonical:
            known.add(side.name)
    order = list(first)
    return tuple(
        first[name]
        for name in sorted(order, key=lambda name: (name not in known, -votes[name], order.index(name)))
    )


def _side(actor: Actor) -> Side:
    """The actor; a state by the name of its country: "Russian warplane" is Russia's."""
    country = state_named(actor) if actor.kind in STATE else ""
    name = _states()[country] if country else actor.canonical or " ".join(actor.name.split())
    return Side(name, actor.kind, country, _vague(name))


def state_named(actor: Actor) -> str:
    """ISO code of the country that the name of an actor says, "" if it says none."""
    words = " ".join(filter(None, (actor.canonical, actor.name))).casefold()
    found = re.search(_pattern(), words)
    return _aliases()[found.group()] if found else ""


def _vague(name: str) -> bool:
    """Whether every word of the name is one that anybody may be called by."""
    sameness = vocabulary.load("sameness")
    vague = {*sameness["vague"], *sameness["empty"]}
    return all(word in vague for word in name.casefold().split())


@cache
def _states() -> dict[str, str]:
    """ISO code → name, as the table of countries has it."""
    return {code: row["name"] for code, row in vocabulary.load("countries")["countries"].items()}


@cache
def _aliases() -> dict[str, str]:
    """Name, adjective or people, folded → ISO code."""
    codes = {name: code for code, name in _states().items()}
    register: dict[str, Any] = vocabulary.load("actors")["register"]
    return {
        alias.casefold(): codes[name]
        for name, aliases in register.items()
        if name in codes
        for alias in (name, *aliases)
    }


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_aliases(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b")
