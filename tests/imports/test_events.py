"""Events of ACLED, UCDP and FollowTheMoney files. All rows here are invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sayso.imports import read_events
from sayso.problems import NotTheirs

NEW = (
    "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,actor2,assoc_actor_2,"
    "location,latitude,longitude,geo_precision,source,notes,fatalities,house_column\n"
    'VEL12,12 March 2031,2031,1,Explosions/Remote violence,Air/drone strike,Military Forces of Velmora,,Orsk Front,"A; B",'
    "Dunhal,44.0,25.0,1,Lantern,A note,7,kept\n"
)
OLD = NEW.upper().replace("12 MARCH 2031", "2031-03-12").replace("EVENT_ID_CNTY", "DATA_ID")
GED = {
    "id": 5, "relid": "VEL-2031-1-1", "type_of_violence": 3, "where_prec": 2, "where_coordinates": "Dunhal",
    "latitude": 44.0, "longitude": 25.0, "date_start": "2031-03-11 00:00:00.000", "date_end": "2031-03-12 00:00:00.000",
    "side_a": "Orsk Front, Orsk Brigade", "side_b": "Civilians", "low": 2, "best": 3, "high": 9, "house_column": [1],
}  # fmt: skip
FTM = [
    {"id": "e1", "schema": "Event", "properties": {"name": ["Raid"], "date": ["2031-03"], "addressEntity": ["a1"], "involved": ["o1"]}},
    {"id": "a1", "schema": "Address", "properties": {"full": ["Dunhal"], "latitude": ["44.0"], "longitude": ["25.0"]}},
    {"id": "o1", "schema": "Organization", "properties": {"name": ["Orsk Front"]}},
]  # fmt: skip


@pytest.mark.parametrize("text", [NEW, OLD, NEW.replace("12 March 2031", "12/03/2031")])
def test_acled_of_both_ages(text: str) -> None:
    """Columns in any case, days in any of three ways, and columns of the house kept."""
    (event,) = read_events(text.encode(), "x").events
    assert (event.first, event.last) == (date(2031, 3, 12), date(2031, 3, 12))
    assert event.kinds == {"air_strike", "drone_strike"} and event.killed_best == 7
    assert (event.lat, event.lon, event.radius_m) == (44.0, 25.0, 5000.0)
    assert [name.lower() for name in event.actors] == ["military forces of velmora", "orsk front", "a", "b"]
    assert event.row[list(event.row)[-1]].lower() == "kept"


def test_ged() -> None:
    """A range of days and of dead, sides by name."""
    (event,) = read_events(json.dumps(GED).encode(), "x").events
    assert (event.id, event.what, event.radius_m) == ("VEL-2031-1-1", "one-sided violence", 25_000.0)
    assert (event.first, event.last) == (date(2031, 3, 11), date(2031, 3, 12))
    assert (event.killed_low, event.killed_best, event.killed_high) == (2, 3, 9)
    assert event.actors == ("Orsk Front", "Orsk Brigade", "Civilians") and event.row["house_column"] == [1]


def test_followthemoney() -> None:
    """An event with the address and the parties that its lines name; a month is a stretch."""
    data = "\n".join(json.dumps(row) for row in FTM).encode()
    (event,) = read_events(data, "x").events
    assert (event.first, event.last) == (date(2031, 3, 1), date(2031, 3, 31))
    assert (event.lat, event.place, event.actors) == (44.0, "Dunhal", ("Orsk Front",))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"date_start": "soon"}, "date_start: 'soon' is no day"),
        ({"date_start": "2031-03-13"}, "date_end: 2031-03-12 lies before date_start, 2031-03-13"),
        ({"latitude": 91}, "latitude and longitude: 91, 25 is no point on the Earth"),
        ({"best": "many"}, "best: 'many' is no number"),
        ({"best": 2.5}, "best: 2.5 is no whole number"),
    ],
)
def test_a_bad_row_costs_itself_alone(change: dict[str, object], said: str) -> None:
    """The other rows are read, and the bad one is named with its cell."""
    foreign = read_events("\n".join(map(json.dumps, (GED, GED | change, GED))).encode(), "x")
    assert len(foreign.events) == 2 and foreign.refused == ((2, said),)


def test_another_table_is_refused_in_a_line() -> None:
    """It names the columns that were found and the formats that are known."""
    with pytest.raises(NotTheirs) as refusal:
        read_events(b"name,age,town\nA,1,B\n", "x.csv")
    assert str(refusal.value) == (
        "x.csv: its columns (name, age, town …) are those of no format that sayso compares with: acled, ucdp, ftm. "
        "Give a file of one of them, with its header."
    )


def test_every_row_of_ucdp_is_an_event(shared: Path) -> None:
    """13,801 rows, none refused, each with its day, point and dead."""
    path = next((shared / "data/ucdp_ged_syria").glob("*.jsonl.gz"))
    foreign = read_events(path.read_bytes(), path.name)
    whole = [
        event
        for event in foreign.events
        if event.first and event.lat is not None and event.killed_best is not None
    ]
    print(f"{len(whole)} of {len(foreign.table.rows)} rows are whole events, {len(foreign.refused)} refused")
    assert foreign.refused == () and len(whole) == 13801
