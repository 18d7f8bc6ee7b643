"""Happenings that the network sees: how sure it must be, and what is part of a happening told already."""

from __future__ import annotations

import pytest
from doc_makings import tree
from spacy.tokens import Doc

from sayso.claims.happened.happenings import find_happenings
from sayso.language import layers


def seeing(doc: Doc, **words: tuple[str, float]) -> list[tuple[str, str]]:
    """What is read, as (kind, trigger), where the network sees these words."""
    places = {token.text: token.i for token in doc}
    doc.user_data[layers.HAPPENINGS] = {places[word]: seen for word, seen in words.items()}
    return [(one.kind, one.trigger.text) for one in find_happenings(doc)]


@pytest.mark.parametrize(("sure", "read"), [(0.7, [("abduction", "vanished")]), (0.5, [])])
def test_a_word_in_no_list_counts_where_the_network_is_sure(sure: float, read: list[tuple[str, str]]) -> None:
    """Nothing else happens in the sentence: rather sure will do."""
    assert seeing(tree("(nsubj Two teachers) vanished ."), vanished=("abduction", sure)) == read


@pytest.mark.parametrize(
    ("sure", "read"),
    [(0.95, [("arson", "torched"), ("abduction", "vanished")]), (0.7, [("arson", "torched")])],
)
def test_beside_another_happening_it_must_be_surer(sure: float, read: list[tuple[str, str]]) -> None:
    """A second deed with a subject of its own."""
    doc = tree(
        "(nsubj Gunmen) torched (obj the school) (conj and (nsubj:pass a teacher) was vanished=vanish) ."
    )
    assert seeing(doc, vanished=("abduction", sure)) == read


def test_what_hangs_on_a_happening_without_a_subject_is_part_of_it() -> None:
    """One deed in two words is told once, under the kind that the rules gave it."""
    doc = tree("(nsubj Gunmen) torched (obj the school) (advcl leaving (obj ruins)) .")
    assert seeing(doc, leaving=("property_destruction", 0.99)) == [("arson", "torched")]


def test_what_is_not_done_may_be_what_happened() -> None:
    """ "Has not been seen since" is no denial that somebody disappeared."""
    doc = tree("(nsubj:pass Two teachers) were not seen=see (advcl since (nsubj men) came=come) .")
    doc.user_data[layers.HAPPENINGS] = {
        next(token.i for token in doc if token.text == "seen"): ("abduction", 0.9)
    }
    assert [(one.kind, one.negated) for one in find_happenings(doc)] == [("abduction", False)]


def test_of_two_words_for_one_deed_the_surer_counts() -> None:
    """ "Was pepper-sprayed": both halves are seen."""
    doc = tree("(nsubj:pass The girl) was peppered=pepper (conj and doused=douse) .")
    assert seeing(doc, peppered=("attack", 0.8), doused=("attack", 0.97)) == [("attack", "doused")]
