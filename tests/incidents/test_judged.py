"""What people have decided."""

from __future__ import annotations

import itertools

import pytest
from incident_makings import claim, judgement, report

from sayso.incidents.judged import in_order, kept_apart, kept_together, status_of_claims, status_of_incident
from sayso.model import Judgement, Status

EARLY, LATE = "2031-05-10T10:00:00Z", "2031-05-11T10:00:00Z"


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ([judgement("accept", "c")], "accepted"),
        ([judgement("accept", "c"), judgement("reject", "c", by="A. Okoro")], "rejected"),
        ([judgement("reject", "c", made=EARLY), judgement("accept", "c", made=LATE)], "accepted"),
        ([judgement("accept", "c"), judgement("reject", "c")], "rejected"),
        ([judgement("accept", "c"), judgement("unsure", "c", by="A. Okoro")], "accepted"),
        ([judgement("accept", "c", made=EARLY), judgement("fix", "c", made=LATE)], "unjudged"),
        ([judgement("unsure", "c")], "unsure"),
    ],
)
def test_status_of_a_claim(judgements: list[Judgement], expected: Status) -> None:
    """Each person's latest verdict counts, and one rejection outweighs any acceptance, in every order."""
    for order in itertools.permutations(judgements):
        assert status_of_claims(in_order(order))["c"] == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["accepted", "rejected"], "accepted"),
        (["rejected", "rejected"], "rejected"),
        (["rejected", "unsure"], "unsure"),
        (["rejected", "unjudged"], "unjudged"),
        ([], "unjudged"),
    ],
)
def test_status_of_an_incident(statuses: list[Status], expected: Status) -> None:
    """One accepted claim makes it accepted; only when all are rejected is it rejected."""
    assert status_of_incident(statuses) == expected


def test_the_later_of_merge_and_not_the_same_counts() -> None:
    """A person may change their mind about a pair."""
    made = in_order(
        [judgement("not_same", "a", "b", made=LATE), judgement("merge", "a", "b", "c", made=EARLY)]
    )
    claims = [claim(name) for name in "abc"]
    assert {frozenset("ac"), frozenset("bc")} == set(kept_together(made))
    assert set(kept_apart(made, claims, {})) == {frozenset("ab")}


def test_a_split_parts_from_what_was_there() -> None:
    """Claims taken out are kept from the claims of that day; a report that comes later may join them."""
    reports = {
        one.id: one for one in (report("r1", retrieved=EARLY), report("r2", retrieved="2031-06-01T00:00:00Z"))
    }
    claims = [claim("a"), claim("b"), claim("later", report="r2")]
    apart = kept_apart([judgement("split", "a", made=LATE)], claims, reports)
    assert set(apart) == {frozenset("ab")}
