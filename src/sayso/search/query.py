"""What is asked for: words, phrases and fields, from a line or from the words of a call.

All must be there. ``"two words"`` is a phrase, ``word*`` the beginning of words, ``-word`` must not be there.
``kind:bombing place:"New Town" from:2026-03 to:2026-04`` are fields; one given twice may have either value.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, cast, get_args

from sayso import vocabulary
from sayso.model import Stance, Status
from sayso.problems import BadQuery

Scope = Literal["claims", "reports", "incidents"]
#: fields whose words are looked up like any others, but there alone
WORDED = ("place", "source", "by", "against", "weapon", "publisher", "title")
#: fields that have one of a few values
CHOSEN: Mapping[str, tuple[str, ...]] = {
    "kind": (),
    "stance": get_args(Stance),
    "status": get_args(Status),
    "in": get_args(Scope),
}
#: fields that have a day, and an id that begins so
OTHER = ("from", "to", "report", "id")
FIELDS = (*CHOSEN, *WORDED, *OTHER)

_PART = re.compile(r'(?P<not>-)?(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after the other; ``column`` None: anywhere."""

    words: tuple[str, ...]
    column: str | None = None
    beginning: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked, taken apart; days are half-open, as everywhere."""

    terms: tuple[Term, ...] = ()
    #: field → the values it may have
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_day: str | None = None
    end_day: str | None = None
    scope: Scope = "claims"

    @property
    def empty(self) -> bool:
        """Nothing was asked for."""
        return not (self.terms or self.chosen or self.first_day or self.end_day)


def parse(words: str | Iterable[str]) -> Query:
    """The query in a line, or in the words of a call, where one with a space in it is a phrase.

    BadQuery says which part cannot be understood, and what there is.
    """
    parts = _of_line(words) if isinstance(words, str) else [part for word in words for part in _of_word(word)]
    terms: list[Term] = []
    chosen: dict[str, tuple[str, ...]] = {}
    first_day = end_day = None
    for absent, name, value in parts:
        if name is not None and (name in CHOSEN or name in ("report", "id")):
            chosen[name] = (*chosen.get(name, ()), _choice(name, value, absent))
        elif name == "from":
            first_day = _days(name, value)[0]
        elif name == "to":
            end_day = _days(name, value)[1]
        elif term := _term(value, name, absent):
            terms.append(term)
    scopes = chosen.pop("in", ("claims",))
    return Query(tuple(terms), chosen, first_day, end_day, cast(Scope, scopes[-1]))


def _of_line(line: str) -> list[tuple[bool, str | None, str]]:
    """The parts of a line: whether it must be absent, which field, which words."""
    return [_part(found) for found in _PART.finditer(line)]


def _of_word(word: str) -> list[tuple[bool, str | None, str]]:
    """The parts of one word of a call: the shell has taken its quotation marks, its spaces tell."""
    if '"' in word or not re.search(r"\s", word.strip()):
        return _of_line(word)
    found = re.match(r"(-)?(?:([a-z]+):)?(.*)", word.strip(), re.DOTALL)
    if found and (found[2] is None or found[2] in FIELDS):
        return [(bool(found[1]), found[2], found[3])]
    return [(False, None, word)]


def _part(found: re.Match[str]) -> tuple[bool, str | None, str]:
    name, value = found["field"], found["phrase"] if found["word"] is None else found["word"]
    if name is not None and name not in FIELDS:
        # "10:30" and "http://…" are words; a word of letters before a colon is a field that there is not
        if value.startswith("//"):
            return bool(found["not"]), None, f"{name} {value}"
        raise BadQuery(f"{name}:{value}", f"there is no field {name}", FIELDS)
    return bool(found["not"]), name, value


def _term(value: str, column: str | None, absent: bool) -> Term | None:
    words = tuple(_WORD.findall(value))
    if not words and column:
        raise BadQuery(f"{column}:", "it has no words", (f"{column}:Velmora",))
    return Term(words, column, value.endswith("*"), absent) if words else None


def _choice(name: str, value: str, absent: bool) -> str:
    if absent:
        raise BadQuery(f"-{name}:{value}", "only words can be left out", ("-word",))
    value = value.lower().replace("-", "_") if name in CHOSEN else value
    known = vocabulary.kinds() if name == "kind" else CHOSEN.get(name, ())
    if known and value not in known:
        raise BadQuery(f"{name}:{value}", f"there is no such {name}", known)
    return value


def _days(name: str, value: str) -> tuple[str, str]:
    """The first day of a year, month or day, and the day after its last."""
    try:
        numbers = [int(part) for part in value.split("-")]
        first = date(*(numbers + [1, 1])[:3])
        last = {
            1: lambda: date(first.year, 12, 31),
            2: lambda: first.replace(day=monthrange(first.year, first.month)[1]),
            3: lambda: first,
        }[len(numbers)]()
        return first.isoformat(), (last + timedelta(days=1)).isoformat()
    except (ValueError, KeyError, OverflowError):
        known = (f"{name}:2026", f"{name}:2026-03", f"{name}:2026-03-14")
        raise BadQuery(f"{name}:{value}", "this is no day, month or year", known) from None
