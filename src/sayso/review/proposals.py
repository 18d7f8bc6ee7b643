"""Pairs of incidents that may be one: what speaks for it is not enough to join them, but enough to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from sayso.incidents.account import account
from sayso.incidents.candidates import can_be_one_kind
from sayso.incidents.compare import WEIGHTS, compare, score, sentence
from sayso.incidents.told import told
from sayso.model import Incident
from sayso.problems import NoSuchIncident
from sayso.review.asking import NoSuchPage
from sayso.review.columns import NO_DAY
from sayso.review.decisions import PAIR
from sayso.review.view import View

#: pairs further apart than this are not looked at
_DAYS, _KM = 3, 60.0
#: below this too little speaks for it
_LEAST = -1.5
#: so many pairs are kept ready
_KEPT = 200
#: rows in a view beyond which pairs are looked for only among those with disputes or several reports
_MANY = 4_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two incidents, how much speaks for their being one, and why, a sentence each."""

    one: Incident
    other: Incident
    score: float
    reasons: tuple[str, ...]


_KEPT_FOR: WeakKeyDictionary[View, tuple[int, list[Proposal]]] = WeakKeyDictionary()


def next_proposal(view: View, without: Collection[str], named: str | None = None) -> Proposal | None:
    """The pair to ask about next, or the one named; None if there is none."""
    if named:
        return named_pair(view, named)
    return next((one for one in proposals(view) if f"{one.one.id}{PAIR}{one.other.id}" not in without), None)


def named_pair(view: View, named: str) -> Proposal:
    """The pair of two incidents by their ids."""
    try:
        one, other = (view.find(part) for part in named.split(PAIR))
    except (ValueError, NoSuchIncident) as error:
        raise NoSuchPage(f"{named}: no such pair of incidents any more. See the queue.") from error
    if one.id == other.id:
        raise NoSuchPage(f"{named}: these are one incident by now. See its page.")
    return _weighed(view, one, other)


def proposals(view: View) -> list[Proposal]:
    """The pairs worth asking about, those for which most speaks first; worked out once for each state of the ledger."""
    kept = _KEPT_FOR.get(view)
    if kept is None or kept[0] != view.head.size:
        found = sorted(_pairs(view), key=lambda one: (-one.score, one.one.id, one.other.id))[:_KEPT]
        kept = view.head.size, found
        _KEPT_FOR[view] = kept
    return kept[1]


def _pairs(view: View) -> Iterator[Proposal]:
    for row, other in islice(_near_rows(view), 20_000):
        one, second = view.at(row), view.at(other)
        if _parted(view, one, second):
            continue
        weighed = _weighed(view, one, second)
        if weighed.score > _LEAST:
            yield weighed


def _near_rows(view: View) -> Iterator[tuple[int, int]]:
    """Pairs of rows near in time and place; where one gives no place, near in time alone."""
    columns = view.columns
    rows = np.flatnonzero(columns.start != NO_DAY)
    if len(columns) > _MANY:
        rows = rows[(columns.reports[rows] > 1) | (columns.disputes[rows] > 0)][:_MANY]
    rows = rows[np.argsort(columns.start[rows], kind="stable")]
    starts = columns.start[rows]
    for at, row in enumerate(rows):
        until = int(np.searchsorted(starts, starts[at] + _DAYS, "right"))
        others = rows[at + 1 : until]
        if len(others):
            km = _kilometres(columns.lat[row], columns.lon[row], columns.lat[others], columns.lon[others])
            for other in others[np.isnan(km) | (km < _KM)]:
                yield int(row), int(other)


def _kilometres(
    lat: float, lon: float, lats: NDArray[np.float32], lons: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Roughly, good for what is near: [other], NaN where a place is not known."""
    wide = np.cos(np.radians(lat)) * ((lons - lon + 180) % 360 - 180)
    away: NDArray[np.float32] = 111.2 * np.hypot(wide, lats - lat)
    return away


def _parted(view: View, one: Incident, other: Incident) -> bool:
    """Whether somebody said already that these are not the same."""
    mine, theirs = {claim.id for claim in one.claims}, {claim.id for claim in other.claims}
    return any(
        made.judgement.verdict in ("not_same", "split")
        and set(made.judgement.about) & mine
        and (made.judgement.verdict == "split" or set(made.judgement.about) & theirs)
        for made in view.decisions_about(mine)
    )


def _weighed(view: View, one: Incident, other: Incident) -> Proposal:
    first, second = (
        account(told(claim, view.reports.get(claim.report)) for claim in part.claims) for part in (one, other)
    )
    reasons = compare(first, second)
    points = score(reasons) if can_be_one_kind(first, second) else -20.0
    ranked = sorted(reasons, key=lambda reason: -WEIGHTS[reason])
    words = tuple(f"{'' if WEIGHTS[reason] > 0 else 'Against it: '}{sentence(reason)}" for reason in ranked)
    return Proposal(one, other, points, words)
