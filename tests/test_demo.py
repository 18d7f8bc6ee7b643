"""The bundled reports."""

from __future__ import annotations

import re

import pytest

from sayso.demo import REPORTS, DemoReport
from sayso.intake import read_file


@pytest.mark.parametrize("one", REPORTS, ids=lambda one: one.path.stem)
def test_a_bundled_report_is_like_a_real_one(one: DemoReport) -> None:
    """Each states publisher and day at its top, is English, and is 120 to 250 words long."""
    report, problems = read_file(one.path, publisher=one.publisher, title=one.title)
    assert report.published in ("2026-04-18", "2026-04-19") and report.language == "en" and problems == ()
    assert report.text.startswith(one.publisher) and one.title in report.text
    assert 120 <= len(report.text.split()) <= 250


def test_three_of_them_disagree() -> None:
    """The three reports of the bombing give different figures for its dead, and one is of another town."""
    texts = [one.path.read_text(encoding="utf-8") for one in REPORTS]
    bombing = [text for text in texts if "Kitgum" in text]
    assert (
        len(bombing) == 3
        and len({frozenset(re.findall(r"\b(?:nine|17|four|Four|Eleven)\b", t)) for t in bombing}) == 3
    )
