"""Sentences that cannot end yet, and verbs with two subjects."""

from __future__ import annotations

import pytest

from sayso.language.sentence_ends import goes_on
from sayso.language.subjects import appositions


@pytest.mark.parametrize(
    ("before", "word", "on"),
    [
        ("On Friday ,", "Rebels", True),
        ("In Marwa ,", "Soldiers", True),
        ("we ran home , ”", "Anna", True),
        ("we ran home ! ”", "he", True),
        ("we ran home . ”", "The", False),
        ("at 5 p.m.", "when", True),
        ("at 5 p.m.", "When", False),
        ("they left . But", "Sarn", True),
        ("we ran home . ” said", "Ann", True),
        ("they left .", "rebels", False),
        ("they left .", "Rebels", False),
        ("Read this :", "http://sarn.example", False),
        ("SARN ( KLP ) –", "Police", False),
    ],
)
def test_a_sentence_goes_on_behind_a_comma_and_before_a_small_letter(
    before: str, word: str, on: bool
) -> None:
    """No sentence begins behind a comma, a small word or "said" of a quotation, or with a small letter."""
    words = [*before.split(), word]
    assert goes_on(words, len(words) - 1) is on


def test_of_two_subjects_with_a_comma_between_the_second_says_who_the_first_is() -> None:
    """The second of two subjects with a comma between is an apposition."""
    words = ["Minister", "for", "Trade", ",", "Ann", "Berg", ",", "said"]
    heads = [7, 2, 0, 4, 7, 4, 4, 7]
    relations = ["nsubj", "case", "nmod", "punct", "nsubj", "flat", "punct", "root"]
    assert appositions(words, heads, relations) == [(4, 0)]


def test_subjects_of_two_verbs_stay_subjects() -> None:
    """Each of two verbs keeps its own."""
    words = ["Ann", "left", ",", "Bert", "stayed"]
    assert appositions(words, [1, 1, 4, 4, 1], ["nsubj", "root", "punct", "nsubj", "parataxis"]) == []
