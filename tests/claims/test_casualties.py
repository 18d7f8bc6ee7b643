"""How many, on Docs built by hand."""

from __future__ import annotations

import pytest
from hand_docs import NONE, PASSIVE, SHOT, doc_of

from sayso import intake
from sayso.claims.happened.happenings import find_happenings
from sayso.claims.harm.casualties import find_casualties
from sayso.claims.harm.harmed import find_harmed
from sayso.model import Count
from sayso.pipeline import Reader


def read(written: str) -> list[Count]:
    """The counts of the first happening of a hand-made Doc."""
    doc = doc_of(written)
    counts, _ = find_casualties(list(find_harmed(find_happenings(doc)[0])))
    return list(counts)


def test_objects_are_counted() -> None:
    """The object of a verb of killing is counted, with its words and its group."""
    (count,) = read(SHOT)
    assert (count.effect, count.low, count.high, count.group, count.span.text) == (
        "killed",
        7,
        7,
        "combatants",
        "seven guards",
    )


def test_passive_subjects_are_counted() -> None:
    """The subject of a passive is counted and its agent is not."""
    assert [(count.effect, count.low, count.high) for count in read(PASSIVE)] == [("killed", 2, 2)]


def test_a_number_and_its_parts() -> None:
    """Members of a list that add up to its first are parts of it, and are not added to it."""
    counts = read(
        "Police/NNS/nsubj/1 arrested/VBD/ROOT/1 12/CD/nummod/3 people/NNS/obj/1 ,/,/punct/6 seven/CD/nummod/6 "
        "women/NNS/conj/3 and/CC/cc/9 five/CD/nummod/9 men/NNS/conj/3 ././punct/1"
    )
    assert [(count.low, count.high, count.part) for count in counts] == [
        (12, 12, False),
        (7, 7, True),
        (5, 5, True),
    ]


def test_none_is_a_number() -> None:
    """ "No deaths" are nought, not unknown."""
    assert [(count.low, count.high) for count in read(NONE)] == [(0, 0)]


def test_who_was_shot_at_is_not_counted(reader: Reader) -> None:
    """To shoot at people hurts nobody that the words tell of."""
    report, problems = intake.read_text("Witnesses accused the soldiers of shooting at people on the bridge.")
    assert all(not claim.casualties for claim in reader.read(report, problems).claims)


@pytest.mark.slow
def test_bodies_brought_to_a_hospital_are_the_dead(reader: Reader) -> None:
    """Who brings bodies and wounded to a hospital counts the dead and the injured apart."""
    text = "A shell hit the market of Oram. Fifteen bodies and 22 wounded people were brought to the hospital, doctors said."
    report, problems = intake.read_text(text, published="2031-05-06")
    counts = [
        (c.effect, c.low, c.high) for claim in reader.read(report, problems).claims for c in claim.casualties
    ]
    assert sorted(counts) == [("injured", 22, 22), ("killed", 15, 15)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Police counted the first killing of 2016 in Orvel on Monday.", [None]),
        ("A 28-year-old man was killed in the shooting.", [1]),
        ("The nurse died of 20 gunshot wounds, the coroner said.", [1]),
        ("The rebels shot dead a policeman and his dog K-9.", [1]),
        ("Kiro Lam, 31, was killed in the blast.", [1]),
    ],
)
def test_a_number_that_counts_nobody(reader: Reader, text: str, counts: list[int | None]) -> None:
    """Years, ages, wounds and the numbers in names count nobody."""
    report, problems = intake.read_text(text, published="2031-05-06")
    found = [c.low for claim in reader.read(report, problems).claims for c in claim.casualties]
    assert found == counts or (counts == [None] and not [low for low in found if low and low > 1])
