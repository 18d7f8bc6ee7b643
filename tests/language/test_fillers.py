"""Who fills the roles of a happening: the ways over the tree, how far words stand apart, and the scores made of both."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from sayso.language import layers
from sayso.language.fillers import APART, Fillers, Tables, apart, scores_of, way

ROLES = len(layers.ROLES)


@pytest.fixture
def doc() -> Doc:
    """ "Rebels shot him in Kadun": one clause."""
    return Doc(
        spacy.blank("en").vocab,
        words=["Rebels", "shot", "him", "in", "Kadun"],
        pos=["NOUN", "VERB", "PRON", "ADP", "PROPN"],
        heads=[1, 1, 1, 4, 1],
        deps=["nsubj", "ROOT", "obj", "case", "obl"],
    )


def tables(ways: dict[str, int], scores: np.ndarray) -> Tables:
    zeros = np.zeros((2 * APART + 1, ROLES), dtype=np.float32)
    return Tables(np.zeros(ROLES, dtype=np.float32), zeros, ways, scores.astype(np.float32))


def test_a_way_tells_the_relations_and_the_preposition(doc: Doc) -> None:
    """Down from the verb to a place, with the word before it; up from the place to the verb."""
    down, up = set(way(doc[1], doc[4])), set(way(doc[4], doc[1]))
    assert {"p:|obl", "pc:|obl/in", "l:obl/in", "c:in", "n:0,1", "o:PROPN"} <= down
    assert {"p:obl|", "n:1,0", "o:VERB"} <= up


def test_words_of_two_trees_have_no_way_between_them() -> None:
    """Where no word stands above both, nothing is made up."""
    doc = Doc(spacy.blank("en").vocab, words=["Yes", "No"], heads=[0, 1], deps=["ROOT", "ROOT"])
    assert list(way(doc[0], doc[1])) == ["far"]


@pytest.mark.parametrize(
    ("words", "row"), [(0, 8), (1, 9), (-1, 7), (3, 11), (4, 12), (7, 12), (8, 13), (-60, 1), (500, 16)]
)
def test_far_words_share_a_row(words: int, row: int) -> None:
    """Near words are told apart one by one, far ones by powers of two, up to the last row."""
    assert apart(words) == row


def test_a_share_is_made_of_vectors_and_ways(doc: Doc) -> None:
    """Vectors alone leave it open who did it; the way over the tree says so."""
    scores = np.zeros((1, ROLES))
    scores[0, layers.ROLES.index("by")] = 3.0
    of_ways = tables({"p:|nsubj": 0}, scores)
    by_vectors = np.zeros((5, ROLES), dtype=np.float32)
    shares = Fillers(of_ways, {1: (range(5), by_vectors)}).shares(doc[1])
    by = layers.ROLES.index("by")
    assert shares[0][by] == pytest.approx(1 / (1 + np.exp(-3.0)), abs=1e-4)
    assert shares[2][by] == pytest.approx(0.5)


def test_a_word_that_the_network_sees_nothing_in_has_no_shares(doc: Doc) -> None:
    """No share is not a share of nothing."""
    assert Fillers(tables({}, np.zeros((0, ROLES))), {}).shares(doc[1]) == {}


def test_scores_are_products_by_role() -> None:
    """Two numbers a role: each role multiplies its own."""
    happening = np.arange(2 * ROLES, dtype=np.float32)
    fillers = np.stack([np.ones(2 * ROLES), np.zeros(2 * ROLES)]).astype(np.float32)
    found = scores_of(happening, fillers, 0, tables({}, np.zeros((0, ROLES))))
    assert found[0].tolist() == [4 * role + 1 for role in range(ROLES)]
    assert found[1].tolist() == [0] * ROLES
