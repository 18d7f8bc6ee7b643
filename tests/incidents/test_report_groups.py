"""Which reports tell mainly of one happening, by all their words."""

from __future__ import annotations

import dataclasses
import random

import pytest
from incident_makings import report

from sayso.incidents import group_reports
from sayso.incidents import report_reasons as reasons
from sayso.incidents.report_reasons import REASONS, ReportReason, learned
from sayso.incidents.traits import Traits, traits_of
from sayso.model import Report

FERRY = (
    "VELMORA - A ferry sank near the Quillback pier on Monday after a blast, said harbour master Odo Brankel, 52. "
    "Three deckhands drowned. Brankel said divers had found a limpet mine under the keel of the Gullwing."
)
AGAIN = (
    "The Gullwing, a ferry with 40 people on board, went down off Velmora after a limpet mine tore open its keel. "
    "Harbour master Odo Brankel said three deckhands had drowned at the Quillback pier."
)
GRANARY = (
    "DUNHAL - Fire destroyed a granary at 12 Tallow Lane in Dunhal on Monday. Watchman Ivo Perrin, 31, said that he had "
    "seen two boys with a can of paraffin. Nobody was hurt."
)


def made(name: str, text: str, published: str | None = "2031-05-06") -> Report:
    return dataclasses.replace(report(name, published, text=text), title=None)


def test_two_reports_of_one_happening_meet() -> None:
    """They share uncommon words and names; a third of the same day does not belong to them."""
    groups = group_reports([made("r1", FERRY), made("r2", AGAIN), made("r3", GRANARY)])
    assert {frozenset(group) for group in groups} == {frozenset(("r1", "r2")), frozenset(("r3",))}


def test_the_order_of_reports_changes_nothing() -> None:
    """The same reports in any order give the same groups, in the same order."""
    texts = (FERRY, AGAIN, GRANARY)
    reports = [made(f"r{n}", texts[n % 3] + f" Notice {n}.", f"2031-05-{1 + n % 9:02d}") for n in range(12)]
    expected = group_reports(reports)
    for seed in range(10):
        assert group_reports(random.Random(seed).sample(reports, len(reports))) == expected


def test_an_empty_report_is_alone() -> None:
    """Nothing to go by is no reason to join."""
    assert len(group_reports([made("r1", ""), made("r2", "")])) == 2


def traits(text: str, published: str | None = "2031-05-06", name: str = "r1") -> Traits:
    return traits_of(made(name, text, published))


HOLDS: list[tuple[ReportReason, Traits, Traits]] = [
    (reasons.uncommon_words, traits(FERRY), traits(AGAIN)),
    (reasons.uncommon_names, traits(FERRY), traits(AGAIN)),
    (reasons.same_people, traits(FERRY), traits(AGAIN)),
    (reasons.same_house, traits(GRANARY), traits("A fire at 12 Tallow Lane.")),
    (reasons.other_streets, traits(GRANARY), traits("A fire on Quay Road.")),
    (reasons.other_ages, traits(GRANARY), traits("Odo Brankel, 52, drowned.")),
    (reasons.within_days, traits(FERRY), traits(AGAIN, "2031-05-09")),
    (reasons.time_between, traits(FERRY), traits(AGAIN, "2031-06-09")),
    (reasons.same_outlet, traits(FERRY), traits(AGAIN)),
]
FAILS: list[tuple[ReportReason, Traits, Traits]] = [
    (reasons.uncommon_words, traits("It was not so."), traits(AGAIN)),
    (reasons.uncommon_names, traits(FERRY), traits("on Monday, the police said.")),
    (reasons.same_people, traits(FERRY), traits(GRANARY)),
    (reasons.same_house, traits(GRANARY), traits("A fire at 14 Tallow Lane.")),
    (reasons.other_streets, traits(GRANARY), traits("A fire on Tallow Lane.")),
    (reasons.other_ages, traits(GRANARY), traits(AGAIN)),
    (reasons.within_days, traits(FERRY), traits(AGAIN, "2031-05-19")),
    (reasons.time_between, traits(FERRY), traits(AGAIN, None)),
    (reasons.same_outlet, traits(FERRY), traits(AGAIN, name="r2")),
]


@pytest.mark.parametrize(("reason", "one", "other"), HOLDS, ids=[reason.__name__ for reason, *_ in HOLDS])
def test_reason_holds(reason: ReportReason, one: Traits, other: Traits) -> None:
    """Each reason holds where it should, as much whichever report comes first."""
    assert reason(one, other) == reason(other, one) > 0.05


@pytest.mark.parametrize(("reason", "one", "other"), FAILS, ids=[reason.__name__ for reason, *_ in FAILS])
def test_reason_does_not_hold(reason: ReportReason, one: Traits, other: Traits) -> None:
    """Each reason fails where it should, whichever report comes first."""
    assert reason(one, other) == reason(other, one) < 0.05


def test_every_reason_has_a_weight_of_its_own_and_is_tested() -> None:
    """A new reason comes with a weight, a case where it holds and one where it does not."""
    assert [reason for reason, *_ in HOLDS] == [reason for reason, *_ in FAILS] == list(REASONS)
    assert len(learned()[1]) == len(REASONS)


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.__name__)
def test_docstring_is_a_sentence_for_a_reviewer(reason: ReportReason) -> None:
    """What a reviewer reads is one sentence, with a capital letter and a full stop, and no code."""
    words = reason.__doc__ or ""
    assert words[0].isupper() and words.endswith(".") and "\n" not in words and not set(words) & set("`_()")
