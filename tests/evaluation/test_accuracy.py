"""The table of accuracy: which corpora there are, and how those without a scorer are counted."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from sayso.evaluation import TASKS, accuracy, gvdb
from sayso.evaluation.accuracy import CORPORA, COUNTED, FURTHER, OWN
from sayso.pipeline import Reader

ARTICLE = (
    "Gunmen shot and killed two men at a bar in Orvel on Friday, police said. Three women were wounded "
    "and taken to a hospital in stable condition."
)
DEAD = "Kiro Lam was shot at his home on Friday, police said. Lam died at the scene."


def test_every_corpus_can_be_measured() -> None:
    """Each corpus is a task of the scorers that we predict, or one that we count ourselves."""
    tasks = {corpus.task for corpus in CORPORA.values()}
    assert tasks <= set(TASKS) | set(OWN) | {"nested"}
    assert {"muc4", "kinds", "plover", "gvdb"} <= set(CORPORA)
    assert set(FURTHER) <= tasks


def test_the_table_says_how_it_counts() -> None:
    """What no scorer counts is explained below the table; the rest is not."""
    assert accuracy._counted(["syntax"]) == []
    said = accuracy._counted(["gvdb", "syntax", "plover"])
    assert said[1] == "How it is counted:"
    assert [line.split(":")[0] for line in said[3:]] == ["- `gvdb`", "- `plover`"]
    assert set(COUNTED) == set(OWN)


def test_gold_victims_by_outcome() -> None:
    """Killed counts before injured; a victim without an outcome is left out."""
    section = [
        {"victim-was": ["killed", "hospitalized"]},
        {"victim-was": ["hospitalized"]},
        {"victim-was": []},
    ]
    assert gvdb.gold_victims({"annotation": {"victim-section": section}}) == Counter(killed=1, injured=1)


@pytest.mark.slow
def test_victims_of_two_invented_articles(tmp_path: Path, reader: Reader) -> None:
    """The dead and the injured are counted apart, and who was shot and died only once."""
    killed, hurt = {"victim-was": ["killed"]}, {"victim-was": ["injured"]}
    rows = [
        {"text": ARTICLE, "annotation": {"victim-section": [killed, killed, hurt, hurt, hurt]}},
        {"text": DEAD, "annotation": {"victim-section": [killed]}},
    ]
    path = tmp_path / "two.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    assert gvdb.figures(path, reader) == [
        ("F1, victims by outcome", 1.0),
        ("precision", 1.0),
        ("recall", 1.0),
    ]
