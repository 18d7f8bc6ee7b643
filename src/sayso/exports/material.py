"""What every format is made from, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sayso.exports.losses import Losses
from sayso.located import NOWHERE, Located
from sayso.model import Incident, IncidentId, Place, Report, ReportId

#: question → grade: "reported", "happened", "who"
Grades = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Material:
    """The incidents that may go into the file, and what is known beside them."""

    incidents: tuple[Incident, ...]
    reports: Mapping[ReportId, Report]
    internal: bool = False
    #: the choices that a format offers, each as chosen
    settings: Mapping[str, str] = field(default_factory=dict)
    #: gazetteer id → where it lies
    located: Mapping[str, Located] = field(default_factory=dict)
    #: grades of the incidents under Airwars' policy; empty where nobody graded them
    grades: Mapping[IncidentId, Grades] = field(default_factory=dict)

    def where(self, place: Place | None) -> Located:
        """Country and region of a place; NOWHERE if no gazetteer says."""
        return self.located.get((place.gazetteer if place else None) or "", NOWHERE)

    def told_in(self, incident: Incident) -> list[Report]:
        """The reports of the incident that are at hand, by day and id."""
        found = [self.reports[one] for one in incident.reports if one in self.reports]
        return sorted(found, key=lambda report: (report.published or "~", report.id))


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what writes it, what a file of it is called, and what can be chosen."""

    write: Callable[[Material, Losses], str | bytes]
    suffix: str
    about: str
    #: setting → the values it may have, the first one if nothing is said
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: the extra of the package that it needs
    extra: str | None = None
    #: whether it is no text, so that it needs a file
    binary: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """The file, and what it could not carry."""

    format: str
    data: bytes
    losses: Losses

    @property
    def text(self) -> str:
        """The file as text."""
        return self.data.decode("utf-8")
