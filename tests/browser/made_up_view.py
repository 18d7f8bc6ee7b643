"""A hundred thousand incidents nobody ever reported: a source for the view that draws each one when it is asked for.

Its columns are drawn at once; an incident, its four claims and its report are made from the same numbers, so that what a page
shows and what the map counts agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from sayso.incidents.incident import incident_of
from sayso.incidents.told import told
from sayso.model import (
    Actor,
    Claim,
    ClaimId,
    Count,
    Incident,
    IncidentId,
    Judgement,
    Place,
    Reading,
    Report,
    ReportId,
    Source,
    Span,
    When,
)
from sayso.people import Names
from sayso.review.columns import Columns, from_rows, row_of

KINDS = ("bombing", "shelling", "air_strike", "shooting", "armed_clash", "arrest", "abduction", "protest")
VOICES = (
    ("army", "military"),
    ("doctors", "medic"),
    ("residents", "resident"),
    ("Kestrel Front", "armed_group"),
    ("rights monitor", "monitor"),
)
CLAIMS = 4
PRECISION = {0: "point", 3_000: "town", 12_000: "near", 60_000: "admin2"}
_FIRST = date(2023, 1, 1).toordinal()
#: rows whose columns are worked out from real incidents; the others are drawn around them
_SAMPLE = 1_000


class MadeUp:
    """A Source of so many incidents."""

    def __init__(self, incidents: int, seed: int = 9) -> None:
        self.size = incidents
        chance = np.random.default_rng(seed)
        centres = np.array(
            [
                (33.5, 36.3),
                (15.5, 32.5),
                (49.0, 37.5),
                (3.0, 32.8),
                (16.8, 96.1),
                (4.7, -74.1),
                (9.0, 7.5),
                (31.5, 34.5),
            ]
        )
        of = chance.integers(0, len(centres), incidents)
        spread = chance.normal(0, 2.0, (incidents, 2))
        self._lat, self._lon = (centres[of] + spread).T
        self._placed = chance.random(incidents) > 0.002
        self._dated = chance.random(incidents) > 0.001
        self._day = _FIRST + chance.integers(0, 1_400, incidents)
        self._kind = chance.integers(0, len(KINDS), incidents)
        self._killed = np.minimum(chance.zipf(1.7, incidents), 400) - 1
        self._disputed = chance.random(incidents) < 0.2
        self._reach = chance.choice([0, 3_000, 12_000, 60_000], incidents)
        self.reports: Mapping[ReportId, Report] = _Reports(self)
        self.replaced: frozenset[ReportId] = frozenset()
        self.readings: Mapping[ReportId, Reading] = _Readings(self)

    @property
    def ids(self) -> Sequence[IncidentId]:
        """The id says the row."""
        return [IncidentId(f"i{row:020x}") for row in range(self.size)]

    @lru_cache(maxsize=20_000)  # noqa: B019  (a source lasts as long as its desk)
    def incident(self, row: int) -> Incident:
        """The incident of that row; kept, as those of a ledger are in memory."""
        parts = [told(claim, self.report(row)) for claim in self.claims(row)]
        made = incident_of(parts, {}, ("Made up.",))
        return Incident(
            **{name: getattr(made, name) for name in made.__slots__} | {"id": IncidentId(f"i{row:020x}")}
        )

    def claims(self, row: int) -> tuple[Claim, ...]:
        """Four voices about one happening; in a disputed one each counts otherwise."""
        text = _text(row)
        day = date.fromordinal(int(self._day[row]))
        when = (
            When(day.isoformat(), date.fromordinal(day.toordinal() + 1).isoformat(), "day", None)
            if self._dated[row]
            else None
        )
        found, start = [], -1
        for n in range(CLAIMS):
            who, kind = VOICES[(row + n) % len(VOICES)]
            start = text.index("(", start + 1)
            evidence = Span(start, text.index(".", start) + 1, text[start : text.index(".", start) + 1])
            killed = int(self._killed[row]) + (n if self._disputed[row] else 0)
            trigger = Span(start + 4, start + 9, text[start + 4 : start + 9])
            precision = PRECISION[int(self._reach[row])]
            found.append(
                Claim(
                    ClaimId(f"c{row:07d}-{n}"),
                    ReportId(f"r{row:07d}"),
                    KINDS[self._kind[row]],
                    trigger,
                    (evidence,),
                    ((Source(who, trigger, kind),),),
                    "asserts",
                    (Actor("Kestrel Front", trigger),) if n == 3 else (),
                    (),
                    (),
                    Place(
                        f"Town {row % 997}",
                        trigger,
                        precision,
                        None,
                        float(self._lat[row]),
                        float(self._lon[row]),
                        float(self._reach[row]),
                    )
                    if self._placed[row]
                    else None,  # type: ignore[arg-type]
                    when,
                    (Count("killed", killed, killed, "unknown", trigger),),
                    False,
                    "made-up.1",
                    "happened",
                )
            )
        return tuple(found)

    def report(self, row: int) -> Report:
        """Its only report."""
        day = date.fromordinal(int(self._day[row])).isoformat()
        text = _text(row)
        return Report(
            ReportId(f"r{row:07d}"),
            text,
            f"Paper {row % 83}",
            day,
            (),
            f"News number {row} of Town {row % 997}",
            None,
            "en",
        )

    def row_of_claim(self, claim: ClaimId) -> int | None:
        """The row stands in the claim's id."""
        number = claim[1:8]
        return int(number) if claim.startswith("c") and number.isdigit() and int(number) < self.size else None

    def columns(self) -> Columns:
        """A sample of rows worked out from their incidents; the others repeat them with their own numbers."""
        rows = [row_of(self.incident(row), self.reports) for row in range(min(_SAMPLE, self.size))]
        part = from_rows(rows)
        take = np.arange(self.size) % len(rows)
        whole = Columns(
            **{name: getattr(part, name)[take] for name in Columns.__slots__ if name != "words"},  # type: ignore[attr-defined]
            words=[part.words[row] for row in take],
        )
        whole.lat, whole.lon = (
            np.where(self._placed, values, np.nan).astype(np.float32) for values in (self._lat, self._lon)
        )
        whole.radius_m = np.where(self._placed, self._reach, np.nan).astype(np.float32)
        whole.start = np.where(self._dated, self._day, 0).astype(np.int32)
        whole.end = np.where(self._dated, self._day + 1, 0).astype(np.int32)
        whole.killed_low = self._killed.astype(np.int32)
        whole.killed_high = (self._killed + np.where(self._disputed, CLAIMS - 1, 0)).astype(np.int32)
        whole.disputes = self._disputed.astype(np.uint8)
        from sayso.review.columns import kinds

        whole.kind = np.array([kinds().index(kind) for kind in KINDS], np.uint8)[self._kind]
        return whole

    def names(self) -> Names:
        """Nobody's: nobody is real."""
        return Names()

    def regrouped(self, made: Sequence[Judgement], about: Iterable[ClaimId]) -> None:
        """Made-up incidents are not grouped anew."""

    def with_reading(self, reading: Reading) -> None:
        """Nor do they take in anything."""


def _text(row: int) -> str:
    """What the report says: a sentence for each voice."""
    return "\n\n".join(
        f"({n}) blast number {row} in Town {row % 997}: {VOICES[(row + n) % len(VOICES)][0]} said how many had died."
        for n in range(CLAIMS)
    )


class _Reports(Mapping[ReportId, Report]):
    """Every report, made when it is asked for."""

    def __init__(self, source: MadeUp) -> None:
        self._source = source

    def __len__(self) -> int:
        return self._source.size

    def __iter__(self) -> Iterator[ReportId]:
        return (ReportId(f"r{row:07d}") for row in range(self._source.size))

    def __getitem__(self, report: ReportId) -> Report:
        return self._source.report(self._row(report))

    def _row(self, report: ReportId) -> int:
        number = report[1:]
        if not (report.startswith("r") and number.isdigit() and int(number) < self._source.size):
            raise KeyError(report)
        return int(number)


class _Readings(_Reports):
    """Every reading, made when it is asked for."""

    def __getitem__(self, report: ReportId) -> Reading:  # type: ignore[override]
        row = self._row(report)
        return Reading(self._source.report(row), self._source.claims(row), (), "made-up.1")
