"""A decision taken back is as if it had not been made, whatever the order in which entries are seen."""

from __future__ import annotations

import itertools

from incident_makings import judgement

from sayso.incidents.judged import Judged


def test_a_decision_taken_back_counts_no_longer() -> None:
    """The last decision of that person on those claims is undone; an earlier one counts again."""
    first = judgement("reject", "c", made="2031-01-01T00:00:00Z")
    second = judgement("accept", "c", made="2031-01-02T00:00:00Z")
    back = judgement("take_back", "c", made="2031-01-03T00:00:00Z")
    for order in itertools.permutations((first, second, back)):
        assert Judged(order).status("c") == "rejected"


def test_a_merge_taken_back_ties_nothing() -> None:
    """Only the same claims by the same person are meant."""
    made = judgement("merge", "a", "b", made="2031-01-01T00:00:00Z")
    other = judgement("take_back", "a", made="2031-01-02T00:00:00Z")
    back = judgement("take_back", "a", "b", made="2031-01-03T00:00:00Z")
    assert Judged([made, other]).is_in_merge("a")
    assert not Judged([made, other, back]).is_in_merge("a")


def test_within_one_second_the_later_counts() -> None:
    """A moment told to the microsecond comes after the whole second it began in."""
    first = judgement("accept", "c", made="2031-01-01T00:00:00Z")
    second = judgement("reject", "c", made="2031-01-01T00:00:00.250000Z")
    third = judgement("accept", "c", made="2031-01-01T00:00:00.500000Z")
    assert Judged([third, second, first]).status("c") == "accepted"
