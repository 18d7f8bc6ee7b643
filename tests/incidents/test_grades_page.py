"""docs/grades.md names every fact and every policy."""

from __future__ import annotations

import re
from pathlib import Path

from sayso.incidents.grades import FACTS
from sayso.vocabulary import load

PAGE = (Path(__file__).parents[2] / "docs/grades.md").read_text(encoding="utf-8")


def test_every_fact_is_on_the_page() -> None:
    """The table of facts has each with its sentence, in the order of the code."""
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE, re.MULTILINE)
    assert rows == [(name, fact.__doc__) for name, fact in FACTS.items()]


def test_every_policy_is_on_the_page() -> None:
    """The table of policies names each once, in the order of the data."""
    rows = re.findall(r"^\| (\w+) \| .+ \| .+ \|$", PAGE, re.MULTILINE)
    assert [name for name in rows if name != "policy"] == list(load("grades")["policies"])
