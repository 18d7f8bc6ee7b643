"""All incidents as columns of numbers: what filters, counts, bins and the queue's order are worked out from.

One row an incident, in the order of the view. Unknown is NaN for degrees and metres, NO_DAY for days, NO_NUMBER for
figures; never a value that could be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from sayso import vocabulary
from sayso.incidents.told import days_of
from sayso.model import Incident, PlacePrecision, Report, ReportId, Status
from sayso.review.classes import class_of, classes, sides_of
from sayso.words import listed, place_words, sources_words

NO_DAY = 0
NO_NUMBER = -1
STATUSES: tuple[Status, ...] = get_args(Status)
PRECISIONS: tuple[PlacePrecision, ...] = get_args(PlacePrecision)
Row = tuple[Any, ...]


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of happening, in the order of the vocabulary."""
    return tuple(vocabulary.load("kinds")["kinds"])


@cache
def means() -> tuple[str, ...]:
    """The weapon classes, in the order of the vocabulary; "none said" comes last."""
    return (*vocabulary.load("weapon_classes")["classes"], "none said")


@dataclass(slots=True)
class Columns:
    """[row] of each; ``words`` is what a text filter looks in, in lower case."""

    lat: NDArray[np.float32]
    lon: NDArray[np.float32]
    radius_m: NDArray[np.float32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    killed_low: NDArray[np.int32]
    killed_high: NDArray[np.int32]
    injured_low: NDArray[np.int32]
    injured_high: NDArray[np.int32]
    kind: NDArray[np.uint8]
    status: NDArray[np.uint8]
    precision: NDArray[np.uint8]
    claims: NDArray[np.uint16]
    open: NDArray[np.uint16]
    reports: NDArray[np.uint16]
    disputes: NDArray[np.uint8]
    who: NDArray[np.uint16]
    means: NDArray[np.uint32]
    words: list[str]

    def __len__(self) -> int:
        return len(self.lat)

    def copied(self) -> Columns:
        """The same columns, for somebody who changes them."""
        return self.taken(range(len(self)), {})

    def taken(self, rows: Sequence[int], fresh: Mapping[int, Row]) -> Columns:
        """These rows of it, one after the other; ``fresh`` are those that are others by now."""
        at = np.array(rows, np.intp)
        if not len(self):
            return from_rows([fresh[row] for row in range(len(at))])
        made = {field.name: getattr(self, field.name)[at] for field in fields(self) if field.name != "words"}
        columns = Columns(**made, words=[self.words[row] for row in rows])
        for row, values in fresh.items():
            columns.put(row, values)
        return columns

    def put(self, row: int, values: Row) -> None:
        """The row as it is from now on."""
        for field, value in zip(fields(self), values, strict=True):
            getattr(self, field.name)[row] = value


def columns_of(incidents: Iterable[Incident], reports: Mapping[ReportId, Report]) -> Columns:
    """The columns of these incidents."""
    rows = [row_of(incident, reports) for incident in incidents]
    return from_rows(rows)


def from_rows(rows: list[Row]) -> Columns:
    """The rows, as ``row_of`` makes them, as columns."""
    turned: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [()] * len(_TYPES)
    made = [np.array(values, dtype) for values, dtype in zip(turned[:-1], _TYPES[:-1], strict=True)]
    named: dict[str, Any] = dict(zip((field.name for field in fields(Columns)), made, strict=False))
    return Columns(**named, words=list(turned[-1]))


def row_of(incident: Incident, reports: Mapping[ReportId, Report]) -> Row:
    """The numbers of one incident, in the order of the fields of Columns."""
    place, days = incident.place, days_of(incident.when)
    located = place is not None and place.lat is not None
    sides = sides_of(incident.claims)
    order = list(classes())
    who = sum(1 << order.index(key) for key in {class_of(claim, sides).key for claim in incident.claims})
    return (
        place.lat if located and place else np.nan,
        place.lon if located and place else np.nan,
        place.radius_m if located and place and place.radius_m is not None else np.nan,
        days[0] if days else NO_DAY,
        days[1] if days else NO_DAY,
        *(
            NO_NUMBER if bound is None else min(bound, 2**31 - 1)
            for bound in (*incident.killed, *incident.injured)
        ),
        kinds().index(incident.kind) if incident.kind in kinds() else 255,
        STATUSES.index(incident.status),
        PRECISIONS.index(place.precision if place else "unknown"),
        min(len(incident.claims), 65535),
        min(incident.statuses.count("unjudged"), 65535),
        min(len(incident.reports), 65535),
        len(incident.disagreements),
        who,
        _means_mask(incident),
        words_of(incident, reports),
    )


def words_of(incident: Incident, reports: Mapping[ReportId, Report]) -> str:
    """What a text filter finds the incident by: kind, place, who says, who did it, and the words of its triggers."""
    told = (
        part
        for claim in incident.claims
        for part in (
            sources_words(claim, reports.get(claim.report)),
            listed(actor.name for actor in (*claim.by, *claim.against)),
            place_words(claim.place),
            claim.trigger.text,
        )
    )
    return " · ".join(dict.fromkeys((incident.kind.replace("_", " "), *told))).lower()


def _means_mask(incident: Incident) -> int:
    named = {weapon.weapon_class for claim in incident.claims for weapon in claim.weapons} & set(means())
    return sum(1 << means().index(name) for name in named if name) or 1 << means().index("none said")


_TYPES: tuple[Any, ...] = (
    *(np.float32,) * 3,
    *(np.int32,) * 6,
    *(np.uint8,) * 3,
    *(np.uint16,) * 3,
    np.uint8,
    np.uint16,
    np.uint32,
    object,
)
