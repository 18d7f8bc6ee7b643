"""How many, on Docs built by hand."""

from __future__ import annotations

from hand_docs import NONE, PASSIVE, SHOT, doc_of

from sayso import intake
from sayso.claims.casualties import find_casualties
from sayso.claims.happenings import find_happenings
from sayso.model import Count
from sayso.pipeline import Reader


def read(written: str) -> list[Count]:
    """The counts of the first happening of a hand-made Doc."""
    doc = doc_of(written)
    counts, _ = find_casualties(find_happenings(doc)[0], ())
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


def test_none_is_a_number() -> None:
    """ "No deaths" are nought, not unknown."""
    assert [(count.low, count.high) for count in read(NONE)] == [(0, 0)]


def test_who_was_shot_at_is_not_counted(reader: Reader) -> None:
    """To shoot at people hurts nobody that the words tell of."""
    report, problems = intake.read_text("Witnesses accused the soldiers of shooting at people on the bridge.")
    assert all(not claim.casualties for claim in reader.read(report, problems).claims)
