"""The incidents of a ledger that grows are those that it has when everything is built anew."""

from __future__ import annotations

import dataclasses
import os
import random

import pytest
from incident_makings import claim, judgement, report
from invented_reports import Invented, invented_war

from sayso.incidents import IncidentView, build_incidents
from sayso.model import Claim, Incident, Judgement, Reading, ReportId

SOAK = bool(os.environ.get("SAYSO_SOAK"))


def readings_of(war: Invented) -> list[Reading]:
    """A reading of each report."""
    claims: dict[ReportId, list[Claim]] = {}
    for one in war.claims:
        claims.setdefault(one.report, []).append(one)
    return [Reading(each, tuple(claims.get(each.id, ())), ()) for each in war.reports]


def decisions(war: Invented, count: int, chance: random.Random) -> list[Judgement]:
    """Judgements of all kinds about claims at random, some of them of claims that will come late."""
    made = []
    for number in range(count):
        verdict = chance.choice(("merge", "split", "not_same", "accept", "reject", "unsure", "fix"))
        about = [one.id for one in chance.sample(war.claims, 3)]
        moment = f"2031-01-0{1 + number % 9}T10:{number % 60:02d}:00Z"
        one = judgement(verdict, *about[:2], by=chance.choice("ABC"), made=moment)
        made.append(dataclasses.replace(one, other=(about[2],)) if verdict == "not_same" else one)
        if chance.random() < 0.2:
            back = f"2031-02-0{1 + number % 9}T10:{number % 60:02d}:00Z"
            made.append(dataclasses.replace(made[-1], verdict="take_back", made_utc=back))
    return made


def grown(war: Invented, made: list[Judgement], chance: random.Random) -> tuple[Incident, ...]:
    """The incidents after everything has come one by one, in a random order; what was said to change is what changed."""
    view = IncidentView()
    steps: list[Reading | Judgement] = [*readings_of(war), *made]
    chance.shuffle(steps)
    shown: dict[str, Incident] = {}
    for step in steps:
        changed = view.add_reading(step) if isinstance(step, Reading) else view.add_judgement(step)
        for gone in changed.gone:
            del shown[gone]
        shown.update((one.id, one) for one in changed.incidents)
    assert sorted(shown) == sorted(one.id for one in view.incidents())
    assert all(shown[one.id] == one for one in view.incidents())
    return view.incidents()


def in_random_orders(claims: int, orders: int) -> None:
    war = invented_war(claims, seed=claims)
    made = decisions(war, claims // 20, random.Random(1))
    expected = build_incidents(war.claims, made, war.reports)
    for seed in range(orders):
        assert grown(war, made, random.Random(seed)) == expected
    print(f"{len(war.reports)} reports, {len(war.claims)} claims, {len(made)} judgements, one by one:")
    print(f"{orders} random orders gave the same {len(expected)} incidents as all at once")


def test_what_comes_one_by_one_gives_what_all_at_once_gives() -> None:
    """Readings and judgements in random orders, each added to what is there: the same incidents to the last reason."""
    in_random_orders(claims=150, orders=3)


@pytest.mark.slow
def test_many_orders_one_by_one() -> None:
    """The same with more reports, and more orders."""
    in_random_orders(claims=1500 if SOAK else 500, orders=20 if SOAK else 4)


def test_a_report_read_again_counts_once() -> None:
    """The claims of the earlier reading are in no incident any more."""
    view = IncidentView()
    first = Reading(report("r1"), (claim("a", place="Velmora"), claim("b", at=900, place="Dunhal")), ())
    again = Reading(report("r1"), (claim("c", place="Velmora"),), ())
    assert len(view.add_reading(first).incidents) == 2
    changed = view.add_reading(again)
    assert [[one.id for one in incident.claims] for incident in changed.incidents] == [["c"]]
    assert len(changed.gone) == 2
    assert view.incidents() == changed.incidents


def test_what_is_known_already_changes_nothing() -> None:
    """The same reading and the same judgement once more are no change."""
    view = IncidentView()
    reading = Reading(report("r1"), (claim("a", place="Velmora"),), ())
    for expected in (1, 0):
        assert len(view.add_reading(reading).incidents) == expected
    for expected in (1, 0):
        assert len(view.add_judgement(judgement("accept", "a")).incidents) == expected
    assert view.incidents()[0].accepted


def test_a_judgement_changes_what_it_is_about() -> None:
    """Accepting one incident gives that one back, and no other."""
    view = IncidentView()
    claims = [
        claim("a", place="Velmora", day="2031-05-05"),
        claim("b", at=900, place="Dunhal", day="2031-05-05"),
    ]
    view.add(claims, (), [report("r1")])
    changed = view.add_judgement(judgement("accept", "b"))
    assert [one.claims[0].id for one in changed.incidents] == ["b"]
    assert changed.gone == ()


def test_a_merge_and_its_undoing() -> None:
    """A merge takes one incident away; a later "not the same" gives it back, and says that it did."""
    view = IncidentView()
    view.add(
        [claim("a", place="Velmora"), claim("b", report="r2", place="Dunhal")],
        (),
        [report("r1"), report("r2")],
    )
    before = view.incidents()
    merged = view.add_judgement(judgement("merge", "a", "b", made="2031-06-01T00:00:00Z"))
    assert len(merged.incidents) == len(merged.gone) == 1
    parted = view.add_judgement(judgement("not_same", "a", "b", made="2031-06-02T00:00:00Z"))
    assert parted.incidents == view.incidents() == before
