"""Two readings side by side: in agreement, different, seen by one only; an order to look in, no decision."""

from __future__ import annotations

import dataclasses
import io
import itertools

from rich.console import Console

from sayso.model import Claim, ClaimId, Count, Reading, Report, ReportId, Source, Span
from sayso.show.beside import show_side_by_side
from sayso.side_by_side import side_by_side, side_by_side_record

TEXT = "Rebels shelled Marea, killing 3, a monitor said. Gunmen burnt a mill. Police arrested two men."
REPORT = Report(ReportId("a" * 64), TEXT, title="A day")


def words(said: str) -> Span:
    """The words as they stand in the text."""
    start = TEXT.index(said)
    return Span(start, start + len(said), said)


def claim(number: int, kind: str, trigger: str, sentence: str, **parts: object) -> Claim:
    """A claim of that sentence."""
    bare = Claim(
        ClaimId(f"c{number}"), REPORT.id, kind, words(trigger), (words(sentence),), (), "asserts", (), (), (), None, None,
        (), False, "made",
    )  # fmt: skip
    return dataclasses.replace(bare, **parts)


SHELLED = "Rebels shelled Marea, killing 3, a monitor said."
MONITOR = ((Source("monitor", words("a monitor")),),)
OURS = (
    claim(
        1,
        "shelling",
        "shelled",
        SHELLED,
        sources=MONITOR,
        casualties=(Count("killed", 3, 3, "unknown", words("3")),),
    ),
    claim(2, "arson", "burnt", "Gunmen burnt a mill."),
    claim(3, "arrest", "arrested", "Police arrested two men."),
)
THEIRS = (
    claim(11, "shelling", "shelled", SHELLED, sources=MONITOR, stance="alleges"),
    claim(12, "arson", "burnt", "Gunmen burnt a mill."),
    claim(13, "killing", "killing", SHELLED, sources=MONITOR),
)
ONE, OTHER = Reading(REPORT, OURS, (), "rules"), Reading(REPORT, THEIRS, (), "model")


def test_agree_differ_and_only_one() -> None:
    """Each claim stands in one place: in agreement, in a difference, or with one reader alone."""
    assert side_by_side_record(side_by_side(ONE, OTHER)) == {
        "report": "a" * 64,
        "readers": ["rules", "model"],
        "agree": [["c2", "c12"]],
        "differ": [
            {
                "claims": ["c1", "c11"],
                "alike": 0.5,
                "on": {"stance": ["asserts", "alleges"], "casualties": ["killed 3", ""]},
            }
        ],
        "only": [["c3"], ["c13"]],
    }


def test_the_order_of_claims_changes_nothing() -> None:
    """Whatever order the claims come in, the same are paired."""
    made = {
        str(
            side_by_side_record(
                side_by_side(dataclasses.replace(ONE, claims=ours), dataclasses.replace(OTHER, claims=theirs))
            )["agree"]
        )
        for ours in itertools.permutations(OURS)
        for theirs in itertools.permutations(THEIRS)
    }
    assert len(made) == 1


def test_a_reading_agrees_with_itself() -> None:
    """The same reading twice has no difference."""
    beside = side_by_side(ONE, ONE)
    assert len(beside.agreed) == 3 and not beside.differing and not beside.only_one and not beside.only_other


def test_one_sentence_is_not_one_happening() -> None:
    """Two claims of one sentence with neither word nor kind in common are not paired."""
    alone = dataclasses.replace(OTHER, claims=(THEIRS[2],))
    beside = side_by_side(dataclasses.replace(ONE, claims=OURS[:1]), alone)
    assert not beside.pairs and len(beside.only_one) == len(beside.only_other) == 1


def test_the_most_unlike_stand_first() -> None:
    """The order in which a person looks: the pair with the most differences first."""
    worse = claim(14, "looting", "burnt", "Gunmen burnt a mill.", stance="denies", sources=MONITOR)
    beside = side_by_side(ONE, dataclasses.replace(OTHER, claims=(THEIRS[0], worse)))
    assert [pair.other.id for pair in beside.differing] == ["c14", "c11"]


def test_the_table() -> None:
    """A terminal shows who saw what and where they differ, without control characters of the report."""
    out = io.StringIO()
    show_side_by_side(side_by_side(ONE, OTHER), Console(file=out, width=120))
    lines = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    assert "1 alike · 1 differ · 1 only rules · 1 only model" in lines
    assert "differ monitor: shelling “shelled” stance: asserts stance: alleges" in lines
    assert "casualties: killed 3 casualties: –" in lines
    assert "alike the report (own voice): arson “burnt” saw it saw it" in lines
