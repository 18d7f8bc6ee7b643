"""The page of the incidents says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from sayso.incidents.compare import APART, WEIGHTS, sentence
from sayso.incidents.report_reasons import REASONS, learned

PAGE = Path(__file__).parents[2] / "docs/incidents.md"


def test_every_reason_is_on_the_page_with_its_weight() -> None:
    """The table of reasons has each sentence and weight, in the order of the code, and what reports start from."""
    rows = re.findall(r"^\| ([^|]+) \| (-?[\d.]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    start, weights = learned()
    reports = [
        ((reason.__doc__ or ""), f"{weight:g}") for reason, weight in zip(REASONS, weights, strict=True)
    ]
    reasons = [(sentence(reason), f"{weight:g}") for reason, weight in WEIGHTS.items()]
    assert rows == [
        *reports,
        ("*two reports start with*", f"{start:g}"),
        *reasons,
        ("*they are in different reports*", f"{APART:g}"),
    ]
