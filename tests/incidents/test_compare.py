"""The reasons for and against, one by one."""

from __future__ import annotations

import pytest
from incident_makings import accounts, claim, spot

from sayso.incidents import compare
from sayso.incidents.compare import WEIGHTS, Reason, score, sentence
from sayso.model import Claim

ONE = claim("one", by="Kestrel Front", against="the ferry", place="Velmora", day="2031-05-05", killed=(7, 7))
HOLDS: list[tuple[Reason, Claim, Claim]] = [
    (compare.same_sentence, claim("a", sentence="Two blasts."), claim("b", sentence="Two blasts.")),
    (compare.close_together, claim("a"), claim("b", at=300)),
    (compare.same_report, claim("a"), claim("b", at=9000)),
    (compare.next_to_one_another, claim("a"), claim("b", at=200)),
    (compare.same_kind, claim("a"), claim("b", report="r2")),
    (compare.news_of_the_same_days, ONE, claim("b", report="r2")),
    (compare.places_can_meet, ONE, claim("b", place=spot("Tarn", "near", 41.6, 20.4, 25_000.0))),
    (compare.same_news, claim("a"), claim("b", report="r2")),
    (compare.same_paragraph, claim("a"), claim("b", at=20)),
    (compare.same_dateline, claim("a"), claim("b", report="r2")),
    (
        compare.named_by_the_other,
        claim("a"),
        claim("b", "killing", at=90, trigger="died", sentence="Two died in the blast."),
    ),
    (compare.some_way_apart, ONE, claim("b", place=spot("Tarn", "town", 41.7, 20.4, 3000.0))),
    (compare.same_day, ONE, claim("b", day="2031-05-05")),
    (compare.same_place, ONE, claim("b", place="Orsk Ford")),
    (compare.same_site, claim("a", place="Mill Lane"), claim("b", place="mill lane")),
    (compare.same_doer, ONE, claim("b", by="the Kestrel Front")),
    (compare.same_victim, ONE, claim("b", against="a ferry")),
    (compare.same_toll, ONE, claim("b", killed=(7, 7))),
    (compare.one_answers_the_other, ONE, claim("b", stance="denies")),
    (compare.far_apart, ONE, claim("b", place="Dunhal")),
    (compare.other_site, claim("a", place="Mill Lane"), claim("b", place="Quay Road")),
    (compare.days_apart, ONE, claim("b", day="2031-05-08")),
    (compare.another_day, ONE, claim("b", day="2031-05-06")),
    (compare.history_and_news, ONE, claim("b", background=True)),
    (compare.other_kind, ONE, claim("b", "shooting")),
    (compare.one_voice_two_tolls, ONE, claim("b", killed=(9, 9))),
    (compare.turned_round, ONE, claim("b", against="Kestrel Front")),
    (compare.other_victims, ONE, claim("b", against="soldiers", killed=(4, 4))),
    (compare.set_apart_by_words, ONE, claim("b", at=400, sentence="In a separate blast, two died.")),
]
FAILS: list[tuple[Reason, Claim, Claim]] = [
    (
        compare.same_sentence,
        claim("a", sentence="Two blasts."),
        claim("b", report="r2", sentence="Two blasts."),
    ),
    (compare.close_together, claim("a"), claim("b", at=3000)),
    (compare.same_report, claim("a"), claim("b", report="r2")),
    (compare.next_to_one_another, claim("a"), claim("b", at=500)),
    (compare.same_kind, claim("a", "killing"), claim("b", "killing")),
    (compare.news_of_the_same_days, ONE, claim("b", report="r2", day="2031-05-05")),
    (compare.places_can_meet, ONE, claim("b", place="Orsk Ford")),
    (compare.same_news, claim("a"), claim("b", report="elsewhere")),
    (compare.same_paragraph, claim("a"), claim("b", at=90)),
    (compare.same_dateline, claim("a"), claim("b", report="elsewhere")),
    (
        compare.named_by_the_other,
        claim("a"),
        claim("b", "killing", at=90, trigger="died", sentence="Two died at home."),
    ),
    (compare.some_way_apart, ONE, claim("b", place=spot("Tarn", "near", 41.7, 20.4, 30_000.0))),
    (compare.same_day, ONE, claim("b", day="2031-05-06")),
    (compare.same_place, ONE, claim("b", place="Dunhal")),
    (compare.same_site, claim("a", place="Mill Lane"), claim("b", place="Quay Road")),
    (compare.same_doer, claim("a", by="gunmen"), claim("b", by="gunmen")),
    (compare.same_victim, ONE, claim("b", against="a bus")),
    (compare.same_toll, claim("a", killed=(1, 1)), claim("b", killed=(1, 1))),
    (compare.one_answers_the_other, ONE, claim("b", report="r2", stance="denies")),
    (compare.far_apart, ONE, claim("b", place=spot("Tarn", "town", 41.7, 20.4, 3000.0))),
    (compare.other_site, claim("a", place="Mill Lane"), claim("b", place="Mill Lane market")),
    (compare.days_apart, ONE, claim("b", day="2031-05-06")),
    (compare.another_day, ONE, claim("b")),
    (compare.history_and_news, ONE, claim("b")),
    (compare.other_kind, ONE, claim("b", "killing")),
    (compare.one_voice_two_tolls, ONE, claim("b", killed=(9, 9), sources=[["a nurse"]])),
    (compare.turned_round, ONE, claim("b", against="the ferry")),
    (compare.other_victims, ONE, claim("b", against="soldiers")),
    (
        compare.set_apart_by_words,
        ONE,
        claim("b", at=400, sentence="The second man fled after the long, loud blast."),
    ),
]


@pytest.mark.parametrize(("reason", "one", "other"), HOLDS, ids=[reason.__name__ for reason, *_ in HOLDS])
def test_reason_holds(reason: Reason, one: Claim, other: Claim) -> None:
    """Each reason holds where it should, whichever account comes first."""
    first, second = accounts(one, other)
    assert reason(first, second) and reason(second, first)


@pytest.mark.parametrize(("reason", "one", "other"), FAILS, ids=[reason.__name__ for reason, *_ in FAILS])
def test_reason_does_not_hold(reason: Reason, one: Claim, other: Claim) -> None:
    """Each reason fails where it should, whichever account comes first."""
    first, second = accounts(one, other)
    assert not reason(first, second) and not reason(second, first)


def test_every_reason_is_tested_both_ways() -> None:
    """A new reason comes with a case where it holds and one where it does not."""
    assert {reason for reason, *_ in HOLDS} == {reason for reason, *_ in FAILS} == set(WEIGHTS)


@pytest.mark.parametrize("reason", WEIGHTS, ids=lambda reason: reason.__name__)
def test_docstring_is_a_sentence_for_a_reviewer(reason: Reason) -> None:
    """What a reviewer reads is one sentence, with a capital letter and a full stop, and no code."""
    words = sentence(reason)
    assert words == reason.__doc__ and words[0].isupper() and words.endswith(".")
    assert not set(words) & set("`_()")


def test_different_reports_need_more_reasons() -> None:
    """The kind and the day alone join claims of one report, and not of two."""
    within = accounts(ONE, claim("b", day="2031-05-05"))
    across = accounts(ONE, claim("b", report="elsewhere", day="2031-05-05"))
    assert score(compare.compare(*within)) > 0 > score(compare.compare(*across))
