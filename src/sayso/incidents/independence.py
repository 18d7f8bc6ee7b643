"""Which reports descend from one origin: origins are counted, not outlets.

Reports are of one origin when both carry the credit of one news agency, when most of the words of one stand in
the other, or when their outlets have one owner. An origin that nobody knows never adds to the count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from sayso import vocabulary
from sayso.incidents.rarity import words_in
from sayso.incidents.traits import outlet_of
from sayso.model import Report, ReportId

#: words in a run, and which share of the runs of the shorter report must stand in the longer
_RUN, _COPIED = 5, 0.5
#: a report of fewer runs is too short to tell
_LEAST_RUNS = 20


@dataclass(frozen=True, slots=True)
class Origin:
    """Reports that pass on one account. ``name`` is None where nothing says whose it is."""

    name: str | None
    reports: tuple[ReportId, ...]
    #: why they are one, a sentence each
    why: tuple[str, ...] = ()


def find_origins(reports: Iterable[Report]) -> tuple[Origin, ...]:
    """The origins of these reports, by their first report's day and id."""
    every = sorted(
        {report.id: report for report in reports}.values(), key=lambda one: (one.published or "~", one.id)
    )
    home = list(range(len(every)))
    why: dict[int, list[str]] = {}
    for i, j in combinations(range(len(every)), 2):
        reasons = _ties(every[i], every[j])
        if reasons:
            first, second = sorted((home[i], home[j]))
            home = [first if at == second else at for at in home]
            if second != first:
                why[first] = [*why.pop(first, ()), *why.pop(second, ())]
            why.setdefault(first, []).extend(reasons)
    return tuple(
        _origin([one for one, at in zip(every, home, strict=True) if at == k], why.get(k, ()))
        for k in sorted(set(home))
    )


def independent(origins: Sequence[Origin]) -> int:
    """How many origins are known to be independent; 1 at least if there is any report."""
    known = {origin.name for origin in origins if origin.name is not None}
    return max(len(known), min(1, len(origins)))


def wire_of(report: Report) -> str | None:
    """The news agency whose credit the report carries; the first named of several."""
    places = [
        (at, name)
        for name, credits in vocabulary.load("ownership")["wires"].items()
        for credit in credits
        if (at := report.text.find(credit)) >= 0
    ]
    return min(places)[1] if places else None


def owner_of(report: Report) -> str | None:
    """The owner of its outlet, as far as the table has it."""
    names = (outlet_of(report), report.publisher)
    return next((_owners()[name.casefold()] for name in names if name and name.casefold() in _owners()), None)


def _origin(reports: Sequence[Report], why: Iterable[str]) -> Origin:
    names = [name for report in reports for name in (wire_of(report), owner_of(report)) if name]
    outlets = [name for report in reports if (name := report.publisher or outlet_of(report))]
    name = next(iter([*names, *outlets]), None)
    return Origin(name, tuple(report.id for report in reports), tuple(dict.fromkeys(why)))


def _ties(one: Report, other: Report) -> list[str]:
    """Why the two are of one origin, a sentence each; none if nothing says so."""
    return [reason for tie in (_one_wire, _one_text, _one_owner, _one_outlet) if (reason := tie(one, other))]


def _one_wire(one: Report, other: Report) -> str | None:
    wire = wire_of(one)
    return f"Both carry the credit of {wire}." if wire and wire == wire_of(other) else None


def _one_text(one: Report, other: Report) -> str | None:
    fewer, more = sorted((_runs(one.text), _runs(other.text)), key=len)
    if len(fewer) < _LEAST_RUNS or len(fewer & more) < _COPIED * len(fewer):
        return None
    return f"{len(fewer & more) / len(fewer):.0%} of the shorter report stands in the other, word for word."


def _one_owner(one: Report, other: Report) -> str | None:
    owner = owner_of(one)
    return f"Both outlets belong to {owner}." if owner and owner == owner_of(other) else None


def _one_outlet(one: Report, other: Report) -> str | None:
    outlet = one.publisher or outlet_of(one)
    return f"Both are by {outlet}." if outlet and outlet == (other.publisher or outlet_of(other)) else None


@lru_cache(maxsize=2048)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = words_in(text)
    return frozenset(_windows(words))


def _windows(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


@cache
def _owners() -> dict[str, str]:
    """Host or publisher, folded → owner."""
    table = vocabulary.load("ownership")["owners"]
    return {name.casefold(): owner for owner, names in table.items() for name in names}
