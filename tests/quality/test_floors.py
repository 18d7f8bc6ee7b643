"""Floors: what the bundled reader must reach on the dev halves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.evaluation.accuracy import CORPORA, headline
from sayso.pipeline import Reader

FLOORS = json.loads(
    (Path(__file__).parents[2] / "training/reader-en/floors.json").read_text(encoding="utf-8")
)


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_floor(name: str, shared: Path, reader: Reader) -> None:
    """The headline figure of the corpus is not below its floor."""
    figure = headline(CORPORA[name], shared, reader)
    print(f"{name}: {figure:.3f} (floor {FLOORS[name]})")
    assert figure >= FLOORS[name]
    assert CORPORA[name].floor == FLOORS[name]
