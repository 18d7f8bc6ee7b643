"""The GeoJSON export."""

from __future__ import annotations

import json

import pytest
from export_makings import LOCATED, told

from sayso.exports import export


def collection() -> dict:  # type: ignore[type-arg]
    """The features of the invented conflict."""
    incidents, reports = told()
    made: dict = json.loads(export(incidents, reports, "geojson", internal=True, located=LOCATED).text)  # type: ignore[type-arg]
    return made


def test_longitude_first_and_the_radius_beside() -> None:
    """A point is written as GeoJSON asks, and how far the truth may lie from it stands beside."""
    feature = next(f for f in collection()["features"] if f["properties"]["start"] == "2031-05-05")
    assert feature["geometry"] == {"type": "Point", "coordinates": [36.8, 35.9]}
    assert feature["properties"]["radius_m"] == 3000.0 and feature["properties"]["country"] == "SYR"
    assert feature["properties"]["said"][0]["who"] == ["radio quoting a nurse"]


def test_an_unknown_place_has_no_geometry() -> None:
    """Never a point of nobody's, and none at 0, 0."""
    geometries = [feature["geometry"] for feature in collection()["features"]]
    assert geometries.count(None) == 2 and len(geometries) == 8
    assert not any(one and one["coordinates"] == [0, 0] for one in geometries)


def test_a_validator_takes_it() -> None:
    """Read by geojson-pydantic, which checks what RFC 7946 asks."""
    pydantic = pytest.importorskip("geojson_pydantic", reason="pip install geojson-pydantic")
    found = pydantic.FeatureCollection.model_validate(collection())
    print(f"{len(found.features)} features valid")
    assert len(found.features) == 8 and found.model_dump(exclude_unset=True)["type"] == "FeatureCollection"
