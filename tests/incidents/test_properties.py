"""What holds for any reports and any decisions: order changes nothing, and no claim is lost or told twice."""

from __future__ import annotations

import dataclasses
import random

import pytest
from incident_makings import judgement
from invented_reports import invented

from sayso.incidents import build_incidents
from sayso.model import Claim, Judgement, Report


def groups(
    claims: list[Claim], reports: list[Report], judgements: list[Judgement]
) -> list[tuple[str, tuple[str, ...]]]:
    """The id and the claims of each incident."""
    built = build_incidents(claims, judgements, reports)
    return [(one.id, tuple(claim.id for claim in one.claims)) for one in built]


def shuffled_orders(claims: int, orders: int) -> None:
    reports, found = invented(claims, seed=3)
    expected = groups(found, reports, [])
    assert any(len(ids) > 1 for _, ids in expected)
    for seed in range(orders):
        chance = random.Random(seed)
        chance.shuffle(reports)
        chance.shuffle(found)
        assert groups(found, reports, []) == expected


def decide(claims: int, decisions: int) -> None:
    reports, found = invented(claims, seed=5)
    found = [dataclasses.replace(claim, background=False) for claim in found]
    made: list[Judgement] = []
    chance = random.Random(7)
    for number in range(decisions):
        verdict = chance.choice(("merge", "merge", "split", "not_same"))
        about = [claim.id for claim in chance.sample(found, 2)]
        moment = f"2031-06-01T{number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z"
        made.append(judgement(verdict, *about, made=moment))
        told = [claim for _, ids in groups(found, reports, made) for claim in ids]
        assert sorted(told) == sorted(claim.id for claim in found)
        if verdict == "not_same":
            assert not _together(about, groups(found, reports, made))


def _together(about: list[str], built: list[tuple[str, tuple[str, ...]]]) -> bool:
    return any(set(about) <= set(ids) for _, ids in built)


def test_the_order_of_arrival_changes_nothing() -> None:
    """Reports and claims in random orders give the same incidents with the same ids."""
    shuffled_orders(claims=60, orders=5)


def test_decisions_lose_no_claim() -> None:
    """After each random merge, split or undoing every claim is in exactly one incident, and those not the same are apart."""
    decide(claims=16, decisions=25)


@pytest.mark.slow
def test_many_orders_of_many_reports_change_nothing() -> None:
    """Two hundred random orders of some hundred reports."""
    shuffled_orders(claims=400, orders=200)


@pytest.mark.slow
def test_a_thousand_decisions_lose_no_claim() -> None:
    """A thousand random merges, splits and undoings."""
    decide(claims=16, decisions=1000)
