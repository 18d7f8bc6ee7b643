"""The corpus of nested sources: every line keeps the format that its README promises."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import pytest

from sayso import vocabulary
from sayso.model import Stance

FOLDER = Path(__file__).parents[1] / "corpora" / "nested-sources"
PARTS = ("dev", "more", "third", "fourth", "fifth", "test")
FACTUALITY = {"happened", "did_not_happen", "possible", "planned", "ongoing"}
PASSAGE = {"id", "publisher", "published", "ways", "text", "statements"}
STATEMENT = {"trigger", "kind", "stance", "sources", "factuality"}
OPTIONAL = {"kind_also", "stance_also", "sources_also", "note"}


def passages(part: str) -> list[dict[str, Any]]:
    """The passages of one part."""
    return [json.loads(line) for line in (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


def statements(part: str) -> list[dict[str, Any]]:
    """The statements of one part."""
    return [statement for passage in passages(part) for statement in passage["statements"]]


def readings(statement: dict[str, Any]) -> list[list[list[list[str]]]]:
    """The right readings of who says a statement."""
    return [statement["sources"], *statement.get("sources_also", [])]


@pytest.mark.parametrize("part", PARTS)
def test_spans_are_verbatim(part: str) -> None:
    """Every trigger is exactly what stands at its offsets, and triggers come in order without overlap."""
    for passage in passages(part):
        end = 0
        for statement in passage["statements"]:
            trigger = statement["trigger"]
            assert passage["text"][trigger["start"] : trigger["end"]] == trigger["text"] != "", passage["id"]
            assert trigger["start"] >= end, passage["id"]
            end = trigger["end"]


@pytest.mark.parametrize("part", PARTS)
def test_fields_are_those_of_the_format(part: str) -> None:
    """No passage and no statement lacks a field or has one that the README does not name."""
    for passage in passages(part):
        assert set(passage) == PASSAGE and passage["statements"], passage["id"]
        for statement in passage["statements"]:
            assert set(statement) >= STATEMENT, passage["id"]
            assert set(statement) <= STATEMENT | OPTIONAL, passage["id"]


@pytest.mark.parametrize("part", PARTS)
def test_terms_are_known(part: str) -> None:
    """Kinds, stances and factualities are those of the guidelines, the second ones too."""
    for statement in statements(part):
        assert {statement["kind"], *statement.get("kind_also", [])} <= set(vocabulary.kinds())
        assert {statement["stance"], *statement.get("stance_also", [])} <= set(get_args(Stance))
        assert statement["factuality"] in FACTUALITY
        assert statement["stance"] not in statement.get("stance_also", [])
        assert statement["kind"] not in statement.get("kind_also", [])


@pytest.mark.parametrize("part", PARTS)
def test_chains_have_sources_and_sources_names(part: str) -> None:
    """A chain is never empty, a source has a name, and no reading is given twice."""
    for statement in statements(part):
        for reading in readings(statement):
            assert all(chain and all(source and all(source) for source in chain) for chain in reading)
        assert all(readings(statement).count(reading) == 1 for reading in readings(statement))


@pytest.mark.parametrize("part", PARTS)
def test_first_name_stands_in_the_text(part: str) -> None:
    """The fullest name of a source is written in the passage; only ``unnamed`` and the publisher's are not."""
    for passage in passages(part):
        text = f"{passage['text']} {passage['publisher']}".casefold().replace("’", "'")
        for statement in passage["statements"]:
            for chain in (chain for reading in readings(statement) for chain in reading):
                for first, *_ in chain:
                    bare = first.casefold().removeprefix("the ").removeprefix("an ").removeprefix("a ")
                    assert first == "unnamed" or bare in text, (passage["id"], first)


@pytest.mark.parametrize("part", PARTS)
def test_ways_that_the_gold_shows_are_tagged(part: str) -> None:
    """Own voice, denial, parallel and depth are tagged where the gold has them and nowhere else."""
    for passage in passages(part):
        found = set()
        for statement in passage["statements"]:
            chains = statement["sources"]
            found |= {"own-voice"} if not chains else set()
            found |= {"denial"} if statement["stance"] == "denies" else set()
            found |= {"parallel"} if len(chains) > 1 else set()
            found |= {f"chain-{len(chain)}" for chain in chains if len(chain) > 1}
        counted = {"own-voice", "denial", "parallel", "chain-2", "chain-3", "chain-4"}
        assert set(passage["ways"]) & counted == found, passage["id"]


def test_denied_did_not_happen_and_threatened_is_planned() -> None:
    """What is denied did not happen in the source's mouth; what is threatened is only planned."""
    for statement in (statement for part in PARTS for statement in statements(part)):
        assert (statement["stance"] == "denies") == (statement["factuality"] == "did_not_happen")
        assert statement["stance"] != "threatens" or statement["factuality"] == "planned"


@pytest.mark.parametrize(("one", "other"), list(combinations(PARTS, 2)))
def test_parts_share_nothing(one: str, other: str) -> None:
    """No id, outlet or paragraph is in two parts."""
    for share in ("id", "publisher", "text"):
        assert not {passage[share] for passage in passages(one)} & {
            passage[share] for passage in passages(other)
        }
    paragraphs = [
        {paragraph for passage in passages(part) for paragraph in passage["text"].split("\n\n")}
        for part in (one, other)
    ]
    assert not paragraphs[0] & paragraphs[1]


def test_each_way_is_in_every_part() -> None:
    """Every way of reporting is shown by at least three passages of each part; of ``third``, which had no quota, by one."""
    ways = [Counter(way for passage in passages(part) for way in passage["ways"]) for part in PARTS]
    assert all(set(part) == set(ways[0]) for part in ways)
    least = [min(part.values()) for part in ways]
    assert all(count >= (1 if part == "third" else 3) for part, count in zip(PARTS, least, strict=True))


def test_counts_are_those_of_the_readme() -> None:
    """The README's first two rows say how many passages and statements there are."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    counts = [(len(passages(part)), len(statements(part))) for part in PARTS]
    assert all(count >= 75 for count, _ in counts)
    passage_counts, statement_counts = zip(*counts, strict=True)
    assert f"| passages | {' | '.join(map(str, passage_counts))} |" in readme
    assert f"| statements | {' | '.join(map(str, statement_counts))} |" in readme
    assert f"{sum(passage_counts)} short passages" in readme
    assert f"{sum(statement_counts)} statements" in readme
