"""How often the right event is found among many like it: UCDP's own events, told a little wrongly."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from pathlib import Path

import pytest
from incident_makings import claim, report, spot

from sayso.imports import read_events
from sayso.incidents import build_incidents
from sayso.incidents.beside import lay_beside
from sayso.sphere import displaced


@pytest.mark.slow
def test_events_told_a_little_wrongly_find_their_own(shared: Path) -> None:
    """500 of 13,801 events of Syria, moved by up to 4 km and, one in five, by a day, their dead given as a range:
    more than four in five are paired with the event that they were made from.
    """
    path = next((shared / "data/ucdp_ged_syria").glob("*.jsonl.gz"))
    events = read_events(path.read_bytes(), path.name).events
    chance = random.Random(5)
    exact = [event for event in events if event.row["where_prec"] == 1 and event.row["date_prec"] == 1]
    chosen = chance.sample(exact, 500)
    incidents, own = [], {}
    for n, event in enumerate(chosen):
        assert (
            event.first and event.lat is not None and event.lon is not None and event.killed_best is not None
        )
        day = event.first + timedelta(days=chance.choice((0, 0, 0, 0, 1)))
        lat, lon = displaced((event.lat, event.lon), chance.uniform(0, 4), chance.uniform(0, 360))
        made = claim(
            f"c{n}", chance.choice(("air_strike", "shelling", "armed_clash", "attack")), day=day.isoformat(),
            place=spot(f"Place{n}", "town", lat, lon, 3000.0), by=event.actors[0], against=event.actors[-1],
            killed=(max(0, event.killed_best - 1), event.killed_best + 1),
        )  # fmt: skip
        (incident,) = build_incidents([made], [], [report("r1")])
        incidents.append(incident)
        own[incident.id] = event.number
    began = time.process_time()
    found = lay_beside(incidents, events, {})
    took = time.process_time() - began
    right = sum(own[match.incident.id] == match.event.number for match in found.matches)
    print(
        f"{len(found.matches)} of 500 matched, {right} with their own, {took:.1f} s beside {len(events)} events"
    )
    assert right >= 400
