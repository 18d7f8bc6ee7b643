"""The JSON export."""

from __future__ import annotations

import json

from incident_makings import claim, report

from sayso.exports import export
from sayso.incidents import build_incidents

REPORTS = [report("r2"), report("r1"), report("unused")]
BUILT = build_incidents(
    [claim("a", killed=(5, 6)), claim("b", "killing", at=80, killed=(9, 9), sources=[["a nurse"]])],
    [],
    REPORTS,
)


def test_an_incident_with_everything_that_is_known() -> None:
    """Claims with their status, bounds as low and high, null where nobody knows, and the reports used."""
    document = json.loads(export(BUILT, REPORTS, "json", internal=True).text)
    (incident,) = document["incidents"]
    assert document["format"] == "sayso/incidents-1" and document["internal"] is True
    assert incident["killed"] == {"low": 5, "high": 9} and incident["injured"] == {"low": None, "high": None}
    assert [one["id"] for one in incident["claims"]] == ["a", "b"] and incident["claims"][0][
        "status"
    ] == "unjudged"
    assert incident["disagreements"][0]["values"][0] == {"value": "5 to 6", "claims": ["a"]}
    assert [one["id"] for one in document["reports"]] == ["r1"]


def test_equal_incidents_equal_bytes() -> None:
    """The order in which reports are handed over changes nothing."""
    assert (
        export(BUILT, REPORTS, "json", internal=True).data
        == export(BUILT, REPORTS[::-1], "json", internal=True).data
    )
