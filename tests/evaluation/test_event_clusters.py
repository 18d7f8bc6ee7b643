"""Words for one event are grouped, across documents too."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sayso.evaluation.event_clusters import predict_event_clusters, stem
from sayso.vocabulary import load

FIRST = "A dam near Quillback burst on Monday. The burst drowned forty goats of the widow Brankel."
SECOND = "Forty goats drowned when the dam of Quillback burst, said the widow Brankel."
OTHER = "A choir from Dunhal sang in the old cannery. The balloon burst."


def mention(name: str, text: str, word: str, doc: str) -> dict[str, Any]:
    start = text.index(word)
    return {
        "id": name,
        "doc_id": doc,
        "text": text,
        "start": start,
        "end": start + len(word),
        "published": None,
    }


def clusters(*records: dict[str, Any]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for line in predict_event_clusters(records, None):  # type: ignore[arg-type]
        row = json.loads(line)
        groups.setdefault(row["cluster"], set()).add(row["item"])
    return {frozenset(group) for group in groups.values()}


def test_one_event_told_twice_is_one() -> None:
    """The bursting of a dam in two reports is one event; that of a balloon in a third is another."""
    found = clusters(
        mention("a", FIRST, "burst", "x"),
        mention("b", SECOND, "burst", "y"),
        mention("c", OTHER, "burst", "z"),
        mention("d", FIRST, "drowned", "x"),
        mention("e", SECOND, "drowned", "y"),
    )
    assert found == {frozenset("ab"), frozenset("de"), frozenset("c")}


def test_every_mention_is_in_one_cluster() -> None:
    """Nothing is left out, words that are all small ones neither."""
    assert clusters(mention("a", FIRST, "on", "x"), mention("b", OTHER, "in the", "y")) == {
        frozenset("a"),
        frozenset("b"),
    }


@pytest.mark.parametrize(
    ("one", "other"), [("bombings", "bombed"), ("shot", "shooting"), ("fled", "flees"), ("robbed", "robbing")]
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    """Endings are left out; forms that no ending explains are in the vocabulary."""
    assert stem(one) == stem(other)


def test_a_word_is_a_form_of_one_word_only() -> None:
    """The vocabulary gives no form twice."""
    forms = [form for others in load("event_words")["forms"].values() for form in others]
    assert len(forms) == len(set(forms))
