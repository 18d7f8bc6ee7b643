"""What a format could not carry, field by field, with counts: ``sayso/losses-1``.

A writer says what it carries, exactly or narrowed; all the rest of what the incidents have is lost, and is counted as
dropped without anybody having to think of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sayso.ids import sha256_hex
from sayso.model import Actor, Claim, Incident, IncidentId

#: field → how many values of it an incident has
CENSUS: dict[str, Callable[[Incident], int]] = {
    "kind": lambda incident: len({claim.kind for claim in incident.claims}),
    "place": lambda incident: len(places_of(incident)),
    "radius": lambda incident: int(bool(incident.place and incident.place.radius_m is not None)),
    "when": lambda incident: len({(c.when.start, c.when.end) for c in incident.claims if c.when}),
    "killed": lambda incident: counts_of(incident, "killed"),
    "injured": lambda incident: counts_of(incident, "injured"),
    "missing": lambda incident: counts_of(incident, "missing"),
    "captured": lambda incident: counts_of(incident, "captured"),
    "displaced": lambda incident: counts_of(incident, "displaced"),
    "by": lambda incident: len(names(claim.by for claim in incident.claims)),
    "against": lambda incident: len(names(claim.against for claim in incident.claims)),
    "weapons": lambda incident: sum(len(claim.weapons) for claim in incident.claims),
    "who says so": lambda incident: sum(max(1, len(claim.sources)) for claim in incident.claims),
    "chains": lambda incident: sum(len(chain) > 1 for c in incident.claims for chain in c.sources),
    "stance": lambda incident: len(incident.claims),
    "hedges": lambda incident: sum(len(claim.hedges) for claim in incident.claims),
    "evidence": lambda incident: sum(len(claim.evidence) for claim in incident.claims),
    "disagreements": lambda incident: sum(len(one.values) for one in incident.disagreements),
    "reports": lambda incident: len(incident.reports),
    "status": lambda incident: len(incident.claims),
}


class Losses:
    """Gathers, while a file is written, what it carries; ``record`` then says what is lost."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self._incidents = tuple(incidents)
        self._carried: dict[str, Counter[str]] = {name: Counter() for name in CENSUS}
        self._why: dict[str, Counter[str]] = {name: Counter() for name in CENSUS}
        self.rows = 0
        self.left_out: list[tuple[IncidentId, str]] = []
        self.notes: list[str] = []

    def exact(self, field: str, count: int = 1) -> None:
        """So many values stand in the file as they are."""
        self._carried[field]["exact"] += count

    def narrowed(self, field: str, why: str, count: int = 1) -> None:
        """So many values stand in the file with less than they say."""
        if count:
            self._carried[field]["narrowed"] += count
            self._why[field][why] += count

    def all_exact(self, incident: Incident, *fields: str) -> None:
        """Every value that the incident has of these fields stands in the file as it is."""
        for field in fields:
            self.exact(field, CENSUS[field](incident))

    def all_narrowed(self, incident: Incident, field: str, why: str) -> None:
        """Every value of the field stands in the file with less than it says."""
        self.narrowed(field, why, CENSUS[field](incident))

    def leave_out(self, incident: Incident, why: str) -> None:
        """The whole incident is not in the file."""
        self.left_out.append((incident.id, why))

    def note(self, sentence: str) -> None:
        """Something else that a reader of the file must know; said once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def fields(self) -> dict[str, dict[str, Any]]:
        """Field → how many values are exact, narrowed and dropped, and why narrowed; fields without values left out."""
        found = {}
        for name, count in CENSUS.items():
            total = sum(map(count, self._incidents))
            carried = self._carried[name]
            if carried.total() > total:
                raise AssertionError(f"{name}: {carried.total()} values were carried of {total}")
            if total:
                found[name] = {
                    "exact": carried["exact"],
                    "narrowed": carried["narrowed"],
                    "dropped": total - carried.total(),
                    "why": dict(sorted(self._why[name].items())),
                }
        return found

    def record(
        self, format: str, data: bytes, internal: bool, settings: Mapping[str, str], file: str | None = None
    ) -> dict[str, Any]:
        """The whole account, to lie beside the file."""
        return {
            "format": "sayso/losses-1",
            "export": format,
            "file": file,
            "sha256": sha256_hex(data),
            "internal": internal,
            "settings": dict(settings),
            "incidents": len(self._incidents),
            "incidents_in_file": len(self._incidents) - len(self.left_out),
            "rows": self.rows,
            "left_out": [{"incident": one, "why": why} for one, why in self.left_out],
            "fields": self.fields(),
            "notes": self.notes,
        }

    def line(self) -> str:
        """The account in a line: what was left out, and how many values were narrowed and dropped."""
        totals = Counter({"exact": 0, "narrowed": 0, "dropped": 0})
        for field in self.fields().values():
            totals.update({name: field[name] for name in totals})
        within = len(self._incidents) - len(self.left_out)
        values = ", ".join(f"{count:,} {name}" for name, count in totals.items())
        return f"{within:,} of {len(self._incidents):,} incidents in {self.rows:,} rows; values: {values}"


def losses_json(record: Mapping[str, Any]) -> bytes:
    """The account as a file."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def counts_of(incident: Incident, effect: str) -> int:
    """How many figures its claims give for one effect."""
    return sum(count.effect == effect for claim in incident.claims for count in claim.casualties)


def places_of(incident: Incident) -> set[str]:
    """The different places that its claims name."""
    return {claim.place.name for claim in incident.claims if claim.place}


def names(actors: Iterable[Iterable[Actor]]) -> list[str]:
    """The names of all the actors, each once, first named first."""
    return list(dict.fromkeys(actor.canonical or actor.name for some in actors for actor in some))


def counting(incident: Incident) -> list[Claim]:
    """The claims that count: what a person rejected gives no figure, unless all was rejected."""
    pairs = zip(incident.claims, incident.statuses, strict=True)
    return [claim for claim, status in pairs if status != "rejected"] or list(incident.claims)
