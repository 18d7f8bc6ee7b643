"""What is read in invented sentences: kinds, actors, casualties and weapons; one case a line of cases.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sayso import vocabulary
from sayso.claims.happened.happenings import find_happenings
from sayso.claims.harm.casualties import find_casualties
from sayso.claims.harm.harmed import find_harmed
from sayso.claims.heard.names import key
from sayso.claims.sides.actors import find_actors
from sayso.claims.weapons import find_weapons
from sayso.model import Count
from sayso.pipeline import Reader

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases.toml").read_text(encoding="utf-8")
)["case"]


def as_words(count: Count) -> str:
    """A count as the cases write it."""
    low = "?" if count.low is None else str(count.low)
    bounds = (
        f"{low}+"
        if count.high is None and count.low is not None
        else f"{low}-{'?' if count.high is None else count.high}"
    )
    return f"{count.effect} {bounds}" + (" part" if count.part else "")


def read(text: str, reader: Reader) -> list[dict[str, Any]]:
    """Each happening of a text in the words of a case."""
    doc = reader.nlp(text)
    found = find_happenings(doc)
    rows = []
    for one in found:
        by, against = find_actors(one, list(find_harmed(one)))
        others = {head.i for other in found if other is not one for head in other.heads}
        rows.append(
            {
                "kind": one.kind,
                "by": sorted(key(actor.name) for actor in by),
                "against": sorted(key(actor.name) for actor in against),
                "casualties": sorted(
                    as_words(count) for count in find_casualties(list(find_harmed(one, others)))[0]
                ),
                "weapons": sorted(weapon.span.text.lower() for weapon in find_weapons(one, doc)),
                "background": one.background,
                "negated": one.negated,
            }
        )
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_case(case: dict[str, Any], reader: Reader) -> None:
    """An invented sentence is read as a careful person reads it."""
    rows = read(case["text"], reader)
    if case.get("none"):
        assert rows == []
        return
    if "kinds" in case:
        assert sorted(row["kind"] for row in rows) == sorted(case["kinds"])
        return
    row = next((row for row in rows if row["kind"] == case["kind"]), None)
    assert row is not None, [row["kind"] for row in rows]
    assert {name: row[name] for name in row if name in case} == {
        name: case[name] for name in row if name in case
    }


def test_there_are_many_cases() -> None:
    """There are at least sixty invented cases."""
    assert len(CASES) >= 60


def test_every_kind_has_its_crosswalks() -> None:
    """Each of the 38 kinds has a definition, an example and five crosswalks; "close" names only crosswalks."""
    kinds = vocabulary.load("kinds")["kinds"]
    assert len(kinds) == 38
    walks = {"acled", "plover", "cameo", "muc4", "ucdp"}
    for about in kinds.values():
        assert about["definition"] and about["example"]
        assert walks <= set(about)
        assert set(about["close"]) <= walks
        assert all(about[name] for name in about["close"])


SAID: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "kind_cases.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("kind", SAID)
def test_kind_is_read(kind: str, reader: Reader) -> None:
    """Each way of saying a kind of happening is read as that kind; where nothing happened, nothing is read."""
    read_in = {text: {one.kind for one in find_happenings(reader.nlp(text))} for text in SAID[kind]}
    print(f"{kind}: {len(read_in)} sentences")
    missed = {
        text: found for text, found in read_in.items() if (found if kind == "none" else kind not in found)
    }
    assert missed == {}
