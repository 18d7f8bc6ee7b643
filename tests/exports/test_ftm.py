"""The FollowTheMoney export."""

from __future__ import annotations

import json

import pytest
from export_makings import LOCATED, told

from sayso.exports import export
from sayso.imports import read_events


def entities() -> list[dict]:  # type: ignore[type-arg]
    """The entities of the invented conflict."""
    incidents, reports = told()
    text = export(incidents, reports, "ftm", internal=True, located=LOCATED).text
    return [json.loads(line) for line in text.splitlines()]


def test_an_event_with_its_place_its_parties_and_its_reports() -> None:
    """The entities point at one another, and nobody is written as a person."""
    by_id = {one["id"]: one for one in entities()}
    event = next(
        one
        for one in by_id.values()
        if one["properties"].get("date") == ["2031-05-05"] and one["schema"] == "Event"
    )
    (address,) = event["properties"]["addressEntity"]
    assert by_id[address]["properties"]["latitude"] == ["35.9"] and event["properties"]["country"] == ["sy"]
    names = [by_id[one]["properties"]["name"] for one in event["properties"]["involved"]]
    assert names == [["Syria"], ["Velmora Front"]]
    ties = [
        one
        for one in by_id.values()
        if one["schema"] == "Documentation" and one["properties"]["entity"] == [event["id"]]
    ]
    assert {by_id[one["properties"]["document"][0]]["properties"]["publisher"][0] for one in ties} == {
        "The r1 Lantern",
        "The r2 Lantern",
    }
    assert {one["schema"] for one in by_id.values()} <= {
        "Event",
        "Address",
        "Organization",
        "PublicBody",
        "Article",
        "Documentation",
    }
    assert not any("topics" in one["properties"] for one in by_id.values())


def test_followthemoney_takes_every_value() -> None:
    """Each schema and property is known to it, each value is valid to it, and what a schema requires is there."""
    ftm = pytest.importorskip("followthemoney", reason="pip install followthemoney")
    found = entities()
    values = 0
    for one in found:
        schema = ftm.model.get(one["schema"])
        assert schema is not None and all(one["properties"].get(name) for name in schema.required)
        for name, given in one["properties"].items():
            prop = schema.get(name)
            assert prop is not None, (one["schema"], name)
            assert not prop.stub
            for value in given:
                assert prop.type.name in ("entity", "text", "string") or prop.validate([value]) is None, (
                    name,
                    value,
                )
                assert prop.type.clean(value) is not None, (name, value)
                values += 1
        proxy = ftm.model.get_proxy(one)
        proxy.schema.validate(one)
    print(f"{len(found)} entities with {values} values valid")


def test_it_can_be_read_again() -> None:
    """Our own importer finds each event with its days and its point."""
    incidents, reports = told()
    made = export(incidents, reports, "ftm", internal=True, located=LOCATED)
    foreign = read_events(made.data, "own.json")
    assert foreign.format == "ftm" and foreign.refused == () and len(foreign.events) == len(incidents)
    strike = next(event for event in foreign.events if str(event.first) == "2031-05-05")
    assert (strike.lat, strike.lon, strike.actors) == (35.9, 36.8, ("Syria", "Velmora Front"))
