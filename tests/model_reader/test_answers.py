"""What a model answers, as records: as asked, wrapped, or broken off."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model_reader.answers import read_answer

ONE = {"kind": "attack", "evidence": ["They attacked."], "sources": [[{"words": "he", "name": "he"}]]}
TWO = {"kind": "arson", "evidence": ["They burnt {it}."], "casualties": [{"words": "two", "low": 2}]}
TEXT = json.dumps({"claims": [ONE, TWO]})


@pytest.mark.parametrize(
    "said",
    [
        TEXT,
        f"```json\n{TEXT}\n```",
        f"Here are the claims:\n\n{TEXT}\n\nI hope this helps {{really}}.",
        f'<think>The report says {{"claims": []}} maybe?</think>\n{TEXT}',
        json.dumps([ONE, TWO]),
        json.dumps({"claims": [ONE, TWO]}, indent=3),
    ],
    ids=["as-asked", "fence", "prose", "thoughts", "bare-list", "indented"],
)
def test_wrapped_answers_are_read(said: str) -> None:
    """Fences, prose and thoughts around the JSON cost nothing."""
    found = read_answer(said)
    assert found.whole and list(found.claims) == [ONE, TWO]


def test_a_broken_answer_gives_what_is_whole() -> None:
    """Cut anywhere, it gives the objects before the cut and says that it breaks off; never half of one."""
    for cut in range(len(TEXT)):
        found = read_answer(TEXT[:cut], "length")
        assert not found.whole and found.cut
        assert list(found.claims) in ([], [ONE], [ONE, TWO])
        assert (ONE in found.claims) == (cut >= len('{"claims": [') + len(json.dumps(ONE)))


def test_further_fields_are_named() -> None:
    """A field that nobody asked for is named, and not looked into."""
    found = read_answer(json.dumps({"claims": [], "status": "accepted", "merge": [1, 2]}))
    assert found.further == ("merge", "status")


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_exception(said: str) -> None:
    """Whatever a model answers, it is records or a fault."""
    found = read_answer(said)
    assert found.claims or not found.whole or "claims" in said
