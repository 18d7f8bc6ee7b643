"""An incident as data, with what is worked out from it: origins, grades, figures by source, corrections."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from sayso.incidents.corrections import EFFECTS, find_corrections
from sayso.incidents.figures import figures_by_source
from sayso.incidents.grades import Policy, figure, grade_incident, known_of
from sayso.incidents.told import told
from sayso.model import Incident, Report, ReportId
from sayso.records import incident_record
from sayso.words import own_voice


def whole_record(
    incident: Incident,
    reports: Mapping[ReportId, Report],
    policy: Policy,
    replaced: frozenset[ReportId] | None = None,
) -> dict[str, Any]:
    """The incident as one JSON object, graded under a policy.

    ``reports`` need be no more than those of the incident where ``replaced`` says which of all have a later version.
    """
    known = known_of(incident, reports, replaced)
    voices = {report: own_voice(reports.get(report)) for report in incident.reports}
    corrected = find_corrections([told(claim, reports.get(claim.report)) for claim in known.claims])
    taken = {effect: figure(known, effect, policy) for effect in EFFECTS}
    return incident_record(incident) | {
        "policy": {"about": policy["about"], "figures": policy["figures"]},
        "grades": [dataclasses.asdict(grade) for grade in grade_incident(known, policy)],
        "figures": {
            effect: {"low": bounds[0], "high": bounds[1], "taken": how}
            for effect, (bounds, how) in taken.items()
            if how
        },
        "said": [dataclasses.asdict(one) for one in figures_by_source(known.claims, voices)],
        "corrections": [dataclasses.asdict(one) for one in corrected],
        "origins": [dataclasses.asdict(origin) for origin in known.origins],
    }
