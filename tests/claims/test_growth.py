"""How the work of finding claims grows with the length of a report: counted in calls, so that no clock decides."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from sayso import intake
from sayso.claims import find_claims
from sayso.pipeline import Reader

PARAGRAPHS = (
    "The army said on Monday that two shells hit a market in Aleppo, killing nine people, among them Anna Lind, 42.",
    "Rebels denied on Tuesday that their fighters had attacked the village of Atarib, where police found six bodies.",
    "The ministry told reporters that a drone struck a convoy near Idlib at dawn and wounded three soldiers.",
    "Residents blamed the government for the strike, the watch group said; a doctor confirmed the deaths of four boys.",
)


def calls(reader: Reader, paragraphs: int) -> tuple[int, int]:
    """How many claims a report of so many paragraphs has, and how many calls it takes to find them."""
    text = "\n\n".join(PARAGRAPHS[number % len(PARAGRAPHS)] for number in range(paragraphs))
    report, _ = intake.read_text(text, published="2016-01-02")
    doc = next(iter(reader.nlp.pipe([text])))
    profile = cProfile.Profile()
    claims, _ = profile.runcall(find_claims, doc, report, reader.gazetteer, reader.name)
    made: dict[object, tuple[int, int, float, float, object]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    return len(claims), sum(called for called, *_ in made.values())


@pytest.mark.slow
def test_a_long_report_takes_little_more_a_claim(reader: Reader, capsys: pytest.CaptureFixture[str]) -> None:
    """Four times the length has four times the claims, for at most five times the work."""
    calls(reader, 4)  # vocabulary is loaded at the first
    short, long = calls(reader, 40), calls(reader, 160)
    with capsys.disabled():
        print(
            f"\n  40 paragraphs: {short[0]} claims, {short[1]:,} calls; 160: {long[0]} claims, {long[1]:,} calls"
        )
    assert 3.5 < long[0] / short[0] < 4.5
    assert long[1] / short[1] < 5
