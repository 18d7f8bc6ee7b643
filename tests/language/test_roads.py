"""Names of roads in a text's own letters."""

from __future__ import annotations

import time

import pytest
import spacy
from spacy.tokens import Doc

from sayso.language.roads import roads

BLANK = spacy.blank("en")


def test_two_roads_that_meet_and_the_road_of_a_block() -> None:
    """Two roads are one place; a block's road need not end like one."""
    doc = BLANK("Shots fell at Mill and Leeds streets and in the 400 block of W. Harmon.")
    assert [road.text for road in roads(doc)] == ["Mill and Leeds streets", "W. Harmon"]


@pytest.mark.parametrize(
    "run", ["A" * 60_000, "1" * 60_000, "A-" * 30_000], ids=["letters", "figures", "hyphens"]
)
def test_a_long_run_of_signs_costs_no_time(run: str) -> None:
    """As a key or a picture written out has them: the road is not tried at every sign to the run's end."""
    began = time.process_time()
    assert not list(roads(Doc(BLANK.vocab, [run])))
    assert time.process_time() - began < 5
