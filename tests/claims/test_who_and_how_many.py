"""By whom, to whom, with what and how many, in invented passages; one case a line of who_cases.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sayso import intake
from sayso.claims.grammar.noun_phrases import key
from sayso.model import Claim, Count
from sayso.pipeline import Reader

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "who_cases.toml").read_text(encoding="utf-8")
)["case"]


def as_words(count: Count) -> str:
    """A count as the cases write it; "?" where no bound is said."""
    low, high = ("?" if bound is None else str(bound) for bound in (count.low, count.high))
    open_ended = count.low is not None and count.high is None
    return f"{count.effect} {low}{'+' if open_ended else '-' + high}" + (" part" if count.part else "")


def field_of(claim: Claim, name: str) -> list[str]:
    """A field of a claim in the words of a case, sorted."""
    match name:
        case "by" | "against":
            return sorted(key(actor.name) for actor in getattr(claim, name))
        case "weapons":
            return sorted(weapon.span.text.lower() for weapon in claim.weapons)
        case _:
            return sorted(as_words(count) for count in claim.casualties)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_who_and_how_many(case: dict[str, Any], reader: Reader) -> None:
    """Every field that a case names is read as a careful person reads it."""
    report, problems = intake.read_text(case["text"], published="2031-05-06", publisher=case.get("publisher"))
    claims = reader.read(report, problems).claims
    claim = next((one for one in claims if one.trigger.text == case["trigger"]), None)
    assert claim is not None, [one.trigger.text for one in claims]
    named = [name for name in ("by", "against", "weapons", "casualties") if name in case]
    assert named
    assert {name: field_of(claim, name) for name in named} == {name: sorted(case[name]) for name in named}


def test_there_are_many_passages() -> None:
    """Each passage stands once."""
    texts = [case["text"] for case in CASES]
    assert len(set(texts)) == len(texts) >= 20
