"""What holds for any reports and any decisions: order changes nothing, and no claim is lost or told twice."""

from __future__ import annotations

import dataclasses
import os
import random
from collections import Counter
from collections.abc import Collection, Sequence

import pytest
from incident_makings import judgement
from invented_reports import invented_war

from sayso.incidents import IncidentView, build_incidents
from sayso.incidents.told import has_incident
from sayso.model import Claim, ClaimId, Incident, Judgement, Report

SOAK = bool(os.environ.get("SAYSO_SOAK"))


def groups(
    claims: list[Claim], reports: list[Report], judgements: list[Judgement]
) -> list[tuple[str, tuple[str, ...]]]:
    """The id and the claims of each incident."""
    built = build_incidents(claims, judgements, reports)
    return [(one.id, tuple(claim.id for claim in one.claims)) for one in built]


def shuffled_orders(reports: int, orders: int) -> None:
    war = invented_war(4 * reports, seed=3)
    told = war.reports[:reports]
    here = {report.id for report in told}
    found = [claim for claim in war.claims if claim.report in here]
    expected = groups(found, told, [])
    assert any(len(ids) > 1 for _, ids in expected) and len(told) == reports
    for seed in range(orders):
        chance = random.Random(seed)
        chance.shuffle(told)
        chance.shuffle(found)
        assert groups(found, told, []) == expected
    print(
        f"{orders} random orders of {len(told)} reports ({len(found)} claims): the same {len(expected)} incidents"
    )


def decide(claims: int, decisions: int) -> None:
    """Random merges, splits, and undoings of what was decided last, on a view and, now and then, built anew."""
    war = invented_war(claims, seed=5)
    view = IncidentView()
    view.add(war.claims, (), war.reports)
    made: list[Judgement] = []
    chance = random.Random(7)
    counted: Counter[str] = Counter()
    expected = sorted(claim.id for claim in war.claims if has_incident(claim))
    for number in range(decisions):
        moment = f"2031-06-{1 + number // 86400:02d}T{number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z"
        what, one = _decision(view.incidents(), made, moment, chance)
        counted[what] += 1
        made.append(one)
        view.add_judgement(one)
        told = [claim.id for incident in view.incidents() for claim in incident.claims]
        assert sorted(told) == expected
        if one.verdict == "not_same":
            assert not _together(one.about, one.other, view.incidents())
    assert view.incidents() == build_incidents(war.claims, made, war.reports)
    print(
        f"{decisions} decisions ({dict(sorted(counted.items()))}) on {claims} claims: each claim in one incident"
    )


def _decision(
    incidents: Sequence[Incident], made: Sequence[Judgement], moment: str, chance: random.Random
) -> tuple[str, Judgement]:
    """A merge of two incidents, a split of one, two that are not the same; or the last merge or parting undone."""
    undoable = bool(made) and made[-1].verdict != "not_same"
    undone = made[-1] if undoable and chance.random() < 0.4 else None
    if undone and undone.verdict == "merge":
        one = judgement("not_same", *undone.about[:1], made=moment)
        return "undo", dataclasses.replace(one, other=undone.about[1:2])
    if undone:
        rest = [one for one in incidents if not set(undone.about) & set(_ids(one))]
        back = _ids(chance.choice(rest))[:1] if rest else []
        return "undo", judgement("merge", *undone.about, *back, made=moment)
    large = [incident for incident in incidents if len(incident.claims) > 1]
    first, second = chance.choices(incidents, k=2)
    what = chance.choice(("merge", "split", "not_same")) if first is not second else "split"
    if what == "merge":
        return what, judgement(what, *_ids(first), *_ids(second), made=moment)
    if what == "split" or len(incidents) < 2:
        whole = _ids(chance.choice(large))
        return what, judgement(what, *chance.sample(whole, chance.randrange(1, len(whole))), made=moment)
    one = judgement("not_same", *_ids(first), made=moment)
    return "not the same", dataclasses.replace(one, other=tuple(_ids(second)))


def _ids(incident: Incident) -> list[ClaimId]:
    return [claim.id for claim in incident.claims]


def _together(one: Collection[ClaimId], other: Collection[ClaimId], incidents: Sequence[Incident]) -> bool:
    """Whether a claim of the one is in one incident with a claim of the other."""
    held = [set(_ids(incident)) for incident in incidents]
    return any(ids & set(one) and ids & set(other) for ids in held)


def test_the_order_of_arrival_changes_nothing() -> None:
    """Reports and claims in random orders give the same incidents with the same ids."""
    shuffled_orders(reports=30, orders=5)


def test_decisions_lose_no_claim() -> None:
    """After each random merge, split or undoing every claim is in exactly one incident, and those not the same are apart."""
    decide(claims=60, decisions=40)


@pytest.mark.slow
def test_many_orders_of_many_reports_change_nothing() -> None:
    """Two hundred random orders of five hundred reports; ten where there is no time for it."""
    shuffled_orders(reports=500, orders=200 if SOAK else 10)


@pytest.mark.slow
def test_a_thousand_decisions_lose_no_claim() -> None:
    """A thousand random merges, splits and undoings."""
    decide(claims=80, decisions=1000)
