"""Our incidents beside somebody else's events."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

import pytest
from incident_makings import claim, report, spot

from sayso.incidents import build_incidents
from sayso.incidents.beside import Beside, lay_beside
from sayso.model import Claim
from sayso.theirs import TheirEvent

REPORTS = {"r1": report("r1"), "r2": report("r2")}


def event(id: str = "VEL1", **more: object) -> TheirEvent:
    """An air strike on Velmora with four dead."""
    facts: dict[str, object] = {
        "number": 1, "what": "Air/drone strike", "kinds": frozenset(("air_strike", "drone_strike")),
        "first": date(2031, 5, 5), "last": date(2031, 5, 5), "place": "Velmora", "lat": 41.5, "lon": 20.25,
        "radius_m": 5000.0, "killed_low": 4, "killed_best": 4, "killed_high": 4, "actors": ("Government of Syria",),
        "source": "Lantern", "row": {},
    }  # fmt: skip
    return TheirEvent(id, **(facts | more))  # type: ignore[arg-type]


def strike(name: str = "a", **more: object) -> Claim:
    """Our claim of the same."""
    facts: dict[str, object] = {
        "place": "Velmora",
        "day": "2031-05-05",
        "killed": (4, 6),
        "by": "Syrian army",
    }
    return claim(name, "air_strike", **(facts | more))  # type: ignore[arg-type]


def beside(claims: list[Claim], events: list[TheirEvent]) -> Beside:
    """These laid beside those."""
    return lay_beside(build_incidents(claims, [], REPORTS.values()), events, REPORTS)  # type: ignore[arg-type]


def test_the_same_happening_and_why() -> None:
    """Day, place, kind, actors and deaths agree, and each is said."""
    (match,) = beside([strike()], [event()]).matches
    assert [point.field for point in match.points if point.agrees] == [
        "day",
        "place",
        "kind",
        "actors",
        "killed",
    ]
    assert match.differences == () and match.days_apart == 0 and match.km == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"killed_low": 30, "killed_high": 40}, "killed"),
        ({"actors": ("Orsk Front",)}, "actors"),
        ({"kinds": frozenset(("looting",))}, "kind"),
        ({"first": date(2031, 5, 6), "last": date(2031, 5, 6)}, "day"),
    ],
)
def test_one_difference_is_named_and_keeps_the_match(change: dict[str, object], field: str) -> None:
    """Where one thing differs and the rest agrees it is still the same, and the difference stands there."""
    (match,) = beside([strike()], [event(**change)]).matches
    assert [point.field for point in match.differences] == [field]


@pytest.mark.parametrize(
    "change",
    [
        {"first": date(2031, 5, 9), "last": date(2031, 5, 9)},
        {"lat": 44.0, "lon": 25.0, "place": "Dunhal"},
        {"lat": 42.4, "place": "Elsewhere"},
    ],
)
def test_another_day_or_another_place_is_another_happening(change: dict[str, object]) -> None:
    """Nothing else makes up for that."""
    found = beside([strike()], [event(**change)])
    assert found.matches == () and [why for _, why in found.ours_only] == [
        "nothing of theirs fits its day and place"
    ]


def test_one_event_for_one_incident() -> None:
    """Of two events the surer one is taken, the other is named as also possible; none is used twice."""
    found = beside([strike()], [event("far", lat=41.54, killed_low=9, killed_high=9), event("near")])
    (match,) = found.matches
    assert (
        match.event.id == "near" and match.also == ("far",) and [e.id for e in found.theirs_only] == ["far"]
    )


def test_gaps_on_both_sides() -> None:
    """An incident of ours alone, an event of theirs on our days, one on other days, and one without a day."""
    dunhal = claim("b", "shooting", at=500, place="Dunhal", day="2031-05-20")
    later = event("later", first=date(2032, 1, 1), last=date(2032, 1, 1))
    found = beside(
        [strike(), dunhal],
        [event(), event("other", lat=10.0), later, event("undated", first=None, last=None)],
    )
    assert len(found.matches) == 1 and [one.kind for one, _ in found.ours_only] == ["shooting"]
    assert [e.id for e in found.theirs_only] == ["other"] and {e.id for e in found.elsewhere} == {
        "later",
        "undated",
    }


def test_without_a_day_the_days_before_the_report_count() -> None:
    """A claim told as news and undated lies in the days before its report appeared."""
    (match,) = beside([strike(day="")], [event()]).matches
    assert match.days_apart == 0


def test_a_general_type_is_no_other_kind() -> None:
    """One-sided violence can be any of our violent kinds; a protest is another matter."""
    violent = frozenset(("attack", "killing", "air_strike", "bombing"))
    assert beside([strike()], [event(kinds=violent)]).matches[0].differences == ()


def events_like_syria(count: int, seed: int = 3) -> list[TheirEvent]:
    """So many events over four years in a country of three by three degrees."""
    chance = random.Random(seed)
    days = [date(2031, 1, 1) + timedelta(days=chance.randrange(1460)) for _ in range(count)]
    return [
        event(
            f"e{n}", number=n, first=day, last=day, lat=chance.uniform(35, 38), lon=chance.uniform(36, 39),
            killed_low=(dead := chance.randrange(20)), killed_best=dead, killed_high=dead,
        )
        for n, day in enumerate(days)
    ]  # fmt: skip


def test_quick_with_ten_thousand_events() -> None:
    """500 incidents made from every twentieth of 10,000 events find their own event; time grows with the incidents."""
    events = events_like_syria(10_000)
    claims = [
        claim(
            f"c{n}", "air_strike", report="r1", at=9000 * n, day=e.first.isoformat() if e.first else "",
            place=spot(f"Town{n}", "town", e.lat, e.lon, 3000.0), killed=(e.killed_low, e.killed_high), by="Syrian army",
        )
        for n, e in enumerate(events[::20])
    ]  # fmt: skip
    incidents = [incident for one in claims for incident in build_incidents([one], [], [REPORTS["r1"]])]
    began = time.process_time()
    found = lay_beside(incidents, events, REPORTS)  # type: ignore[arg-type]
    took = time.process_time() - began
    right = sum(match.event.id == f"e{20 * int(match.incident.claims[0].id[1:])}" for match in found.matches)
    print(
        f"{len(incidents)} incidents beside {len(events)} events: {took:.2f} s, {right} matched with their own"
    )
    assert len(found.matches) == 500 and right == 500
    assert took < 10
