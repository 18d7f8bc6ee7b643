"""What people have decided."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from incident_makings import judgement

from sayso.incidents.judged import Judged, status_of_incident
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
        assert Judged(order).status("c") == expected


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
    made = [judgement("not_same", "a", "b", made=LATE), judgement("merge", "a", "b", "c", made=EARLY)]
    for order in itertools.permutations(made):
        judged = Judged(order)
        assert [set(pair) for pair, _ in judged.merges("abc")] == [{"b", "c"}, {"a", "c"}]
        assert judged.keeps_apart("a", "b", None) and judged.keeps_apart("b", "a", None)
        assert not judged.keeps_apart("a", "c", None)


def test_two_incidents_are_not_the_same_in_all_their_claims() -> None:
    """Each claim of the one is kept from each of the other; those of one incident are not kept apart."""
    judged = Judged([dataclasses.replace(judgement("not_same", "a", "b"), other=("x", "y"))])
    pairs = set(itertools.combinations("abxy", 2))
    apart = {(one, other) for one, other in pairs if judged.keeps_apart(one, other, None)}
    assert apart == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_a_split_parts_from_what_was_there() -> None:
    """Claims taken out are kept from the claims of that day; a report that comes later may join them."""
    judged = Judged([judgement("split", "a", made=LATE)])
    assert judged.keeps_apart("a", "b", EARLY) and judged.keeps_apart("a", "b", None)
    assert not judged.keeps_apart("a", "later", "2031-06-01T00:00:00Z")


def test_a_later_merge_undoes_a_split() -> None:
    """Only between the claims that it names."""
    judged = Judged([judgement("split", "a", made=EARLY), judgement("merge", "a", "b", made=LATE)])
    assert not judged.keeps_apart("a", "b", EARLY) and judged.keeps_apart("a", "c", EARLY)
