"""What is asked for is taken apart; what cannot be understood is said in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.problems import BadQuery
from sayso.search.query import FIELDS, Query, Term, parse


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("army truck", Query((Term(("army",)), Term(("truck",))))),
        ('"army truck"', Query((Term(("army", "truck")),))),
        (["army truck", "kitgum"], Query((Term(("army", "truck")), Term(("kitgum",))))),
        (["place:New Town"], Query((Term(("New", "Town"), "place"),))),
        ('place:"New Town"', Query((Term(("New", "Town"), "place"),))),
        ("-denied bomb*", Query((Term(("denied",), absent=True), Term(("bomb",), beginning=True)))),
        ("kind:bombing kind:shelling", Query(chosen={"kind": ("bombing", "shelling")})),
        ("status:accepted in:incidents", Query(chosen={"status": ("accepted",)}, scope="incidents")),
        ("stance:claims-responsibility", Query(chosen={"stance": ("claims_responsibility",)})),
        ("from:2026-02 to:2026-02", Query(first_day="2026-02-01", end_day="2026-03-01")),
        ("from:2025 to:2025-12-31", Query(first_day="2025-01-01", end_day="2026-01-01")),
        ("10:30", Query((Term(("10", "30")),))),
        ("http://lantern.example/a", Query((Term(("http", "lantern", "example", "a")),))),
        ("12-year-old", Query((Term(("12", "year", "old")),))),
        ("", Query()),
    ],
)
def test_a_query_is_taken_apart(asked: str | list[str], expected: Query) -> None:
    """Words, phrases, beginnings, fields and days."""
    assert parse(asked) == expected


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("colour:red", f"colour:red: there is no field colour. There is: {', '.join(FIELDS)}."),
        (
            "status:maybe",
            "status:maybe: there is no such status. There is: accepted, rejected, unsure, unjudged.",
        ),
        (
            "from:2026-13",
            "from:2026-13: this is no day, month or year. There is: from:2026, from:2026-03, from:2026-03-14.",
        ),
        ("place:", None),
        ("-kind:bombing", "-kind:bombing: only words can be left out. There is: -word."),
        ("place:…", "place:: it has no words. There is: place:Velmora."),
    ],
)
def test_what_cannot_be_understood_is_said(asked: str, sentence: str | None) -> None:
    """The part, what is wrong with it, and what there is."""
    if sentence is None:
        assert parse(asked) == Query((Term(("place",)),))
        return
    with pytest.raises(BadQuery) as refusal:
        parse(asked)
    assert str(refusal.value) == f"{sentence} See: sayso search --help"


@given(st.text(max_size=60))
def test_any_line_is_a_query_or_refused_in_a_sentence(line: str) -> None:
    """Nothing that somebody types ends in anything else."""
    try:
        parse(line)
    except BadQuery as refusal:
        assert str(refusal).endswith("See: sayso search --help")
