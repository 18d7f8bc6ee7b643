"""From places back to the gazetteer: country and region, and the towns around."""

from __future__ import annotations

from pathlib import Path

import pytest
from incident_makings import spot

from sayso.gazetteer import Gazetteer, open_gazetteer
from sayso.gazetteer.entries import Entry
from sayso.gazetteer.index import Draft, write_index
from sayso.gazetteer.locate import locate, towns_near
from sayso.located import Located
from sayso.sphere import kilometres


def entry(id: str, name: str, kind: str, lat: float, lon: float, population: int = 0) -> Entry:
    """A place of an invented country."""
    region = "" if kind == "country" else "SY.12"
    return Entry(id, name, lat, lon, kind, "SY", region, population, 3000.0)  # type: ignore[arg-type]


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    """A country, its region, a district and four towns."""
    places = [
        entry("g:1", "Land", "country", 35.0, 38.0),
        entry("g:2", "Region", "admin1", 35.8, 36.7),
        entry("g:3", "District", "admin2", 35.9, 36.6),
        entry("g:4", "Velmora", "town", 35.90, 36.80, 9000),
        entry("g:5", "Orsk", "town", 35.95, 36.80, 50_000),
        entry("g:6", "Dunhal", "town", 36.20, 36.80, 100),
        entry("g:7", "Far", "town", 39.0, 30.0, 900_000),
    ]
    write_index(tmp_path / "places.sqlite", [Draft(one, [(one.name, "name")]) for one in places])
    return open_gazetteer(tmp_path / "places.sqlite")


def place(id: str | None):  # type: ignore[no-untyped-def]
    """A place with that id in the gazetteer."""
    import dataclasses

    return dataclasses.replace(spot("X", "town", 1.0, 1.0, 1.0), gazetteer=id)


def test_country_region_and_district(gazetteer: Gazetteer) -> None:
    """A town has its country and region, a district its own name too, a country neither; an unknown id nothing."""
    found = locate(gazetteer, [place(one) for one in ("g:1", "g:3", "g:4", "g:99", None)] + [None])
    assert found == {
        "g:1": Located("SY"),
        "g:3": Located("SY", "Region", "District"),
        "g:4": Located("SY", "Region"),
    }
    assert locate(gazetteer, []) == {}


def test_the_largest_towns_within_reach(gazetteer: Gazetteer) -> None:
    """Largest first, none beyond the reach, no more than asked for."""
    near = towns_near(gazetteer, 35.9, 36.8, 40.0)
    assert [town.name for town in near] == ["Orsk", "Velmora", "Dunhal"]
    assert all(kilometres((35.9, 36.8), (town.lat, town.lon)) <= 40.0 for town in near)
    assert [town.name for town in towns_near(gazetteer, 35.9, 36.8, 40.0, 1)] == ["Orsk"]
    assert towns_near(gazetteer, -60.0, 0.0, 40.0) == ()
