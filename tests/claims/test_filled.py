"""What the network adds to the roles that rules find, and what it does not."""

from __future__ import annotations

import numpy as np
import pytest
from doc_makings import tree
from spacy.tokens import Doc

from sayso.claims.filled import further, seen
from sayso.claims.harm.harmed import find_harmed
from sayso.claims.parts import Happening
from sayso.claims.sides.actors import find_actors
from sayso.language import layers
from sayso.language.fillers import APART, Fillers, Tables

ROLES = len(layers.ROLES)


def happening(doc: Doc, kind: str, head: str, **filled: tuple[str, float]) -> Happening:
    """A happening at a word of the Doc, whose roles the network sees filled: by=("word", share)."""
    places = {token.text: token.i for token in doc}
    scores = np.full((len(doc), ROLES), -9.0, dtype=np.float32)
    for role, (word, share) in filled.items():
        scores[places[word], layers.ROLES.index(role)] = np.log(share / (1 - share))
    nothing = np.zeros((2 * APART + 1, ROLES), dtype=np.float32)
    tables = Tables(nothing[0], nothing, {}, nothing[:0])
    doc.user_data[layers.FILLERS] = Fillers(tables, {places[head]: (range(len(doc)), scores)})
    word = doc[places[head]]
    return Happening(kind, doc[word.i : word.i + 1], word, word.sent)


def actors(one: Happening) -> tuple[list[str], list[str]]:
    by, against = find_actors(one, find_harmed(one))
    return [actor.name for actor in by], [actor.name for actor in against]


def unsaid() -> Doc:
    """A doer whom the tree hangs nowhere near."""
    return tree("(nsubj Soldiers) watched (conj and (nsubj shells) rained (obl on the market)) .")


@pytest.mark.parametrize(("share", "by"), [(0.8, ["Soldiers"]), (0.4, [])])
def test_a_doer_whom_no_rule_finds_is_added_where_the_network_is_sure(share: float, by: list[str]) -> None:
    """Four in ten is not sure."""
    assert actors(happening(unsaid(), "shelling", "rained", by=("Soldiers", share)))[0] == by


def test_what_rules_find_stands() -> None:
    """The network sees nobody fill anything: nothing is taken away."""
    doc = tree("(nsubj Rebels) shot (obj soldiers) .")
    assert actors(happening(doc, "shooting", "shot")) == (["Rebels"], ["soldiers"])


def test_nobody_is_added_to_both_sides() -> None:
    """Whom the rules have as undergoers, the network does not make doers."""
    doc = tree("(nsubj Rebels) shot (obj soldiers) .")
    assert actors(happening(doc, "shooting", "shot", by=("soldiers", 0.99))) == (["Rebels"], ["soldiers"])


def test_a_town_is_where_it_happened_and_no_victim() -> None:
    """The network may see it suffer the shells; a claim has a place of its own for it."""
    doc = tree("(nsubj Soldiers) left (obj the town) (conj and (nsubj shells) rained) .")
    assert actors(happening(doc, "shelling", "rained", to=("town", 0.95)))[1] == []


def test_who_is_counted_by_no_word_of_harm_is_counted_once() -> None:
    """ "Two men did not make it": no list has the words; the same men are not counted as hurt besides."""
    doc = tree("(nsubj (nummod Two) men) did not make=make (obj it) .")
    one = happening(doc, "shooting", "make", dead=("men", 0.9))
    assert [(harmed.noun.text, harmed.effect) for harmed in find_harmed(one)] == [("men", "killed")]


def test_who_is_seen_in_two_states_is_counted_in_one() -> None:
    """The same men are not killed and hurt, however sure the network is of both."""
    doc = tree("(nsubj (nummod Nine) men) did not make=make (obj it) .")
    one = happening(doc, "bombing", "make", dead=("men", 0.9), hurt=("men", 0.8))
    assert [harmed.effect for harmed in find_harmed(one)] == ["killed"]


def test_who_lays_the_blame_is_no_doer() -> None:
    """ "Residents accused rebels of shooting soldiers": the network may take the residents for a second doer."""
    doc = tree(
        "(nsubj Residents) accused=accuse (obj rebels) (advcl (mark of) shooting=shoot (obj soldiers)) ."
    )
    assert actors(happening(doc, "shooting", "shooting", by=("Residents", 0.95)))[0] == ["rebels"]


def test_a_second_filler_must_be_surer() -> None:
    """Beside one that the rules have, two in three is too little."""
    doc = unsaid()
    one = happening(doc, "shelling", "rained", by=("Soldiers", 0.66))
    assert [token.text for token in further([], one, "by")] == ["Soldiers"]
    assert further([doc[3]], one, "by") == []
    assert [token.text for token in seen(one, "by", 0.6)] == ["Soldiers"]
