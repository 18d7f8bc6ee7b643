"""How the nouns read as plain words."""

from __future__ import annotations

import dataclasses

import pytest
from incident_makings import claim, report, town, when

from sayso.model import When
from sayso.words import count_words, place_words, sources_words, when_words


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ((14, 14), "14"),
        ((0, 0), "none"),
        ((5, None), "at least 5"),
        ((None, 30), "at most 30"),
        ((21, 27), "21 to 27"),
        ((None, None), ""),
    ],
)
def test_counts(bounds: tuple[int | None, int | None], words: str) -> None:
    """None is said as none; no bounds, no words."""
    assert count_words(bounds) == words


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ([], "The r1 Lantern (own voice)"),
        ([["a nurse"], ["two officers"]], "a nurse and two officers"),
        ([["radio", "the ministry"]], "radio quoting the ministry"),
    ],
)
def test_sources(sources: list[list[str]], words: str) -> None:
    """Chains stand side by side, each from the report outwards; without one it is the report's own voice."""
    assert sources_words(claim("a", sources=sources), report()) == words


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        (None, "Velmora"),
        ("near", "near Velmora"),
        ("8 km north of Velmora", "8 km north of Velmora"),
        ("a\n\n", "a Velmora"),
    ],
)
def test_places(relation: str | None, words: str) -> None:
    """The relation is not said twice, and line breaks are spaces."""
    assert place_words(dataclasses.replace(town("Velmora"), relation=relation)) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (None, ""),
        (when("2031-05-05"), "2031-05-05"),
        (when("2031-05-01", "2031-06-01"), "2031-05-01 to 2031-06-01"),
        (When(None, "2031-05-06", "day"), "before 2031-05-06"),
        (When("2031-05-06", None, "day"), "from 2031-05-06"),
        (dataclasses.replace(when("2031-05-05"), start=None, end=None), "day"),
    ],
)
def test_times(said: When | None, words: str) -> None:
    """A day is one date; what has no place in the calendar keeps its words."""
    assert when_words(said) == words
