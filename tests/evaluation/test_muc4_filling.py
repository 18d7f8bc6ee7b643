"""How surely words fill the roles of what happens in their sentence, as features of words, sentences and pairs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from spacy.tokens import Doc, Token

from sayso.evaluation.muc4 import filling
from sayso.evaluation.muc4.features import Told
from sayso.language import layers
from sayso.language.decode import Floats
from sayso.pipeline import Reader

TEXT = "REBELS KILLED THE MAYOR OF ORVEL ON MONDAY. THE ARMY PRAISED THE MINISTER."


class _Known:
    """Fillers whose shares are known: word → role → share, for each word that happens."""

    def __init__(self, shares: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
        self._shares = shares

    def shares(self, head: Token) -> dict[int, Floats]:
        found = {}
        for word, by_role in self._shares.get(head.text, {}).items():
            row = np.zeros(len(layers.ROLES), dtype=np.float32)
            for role, share in by_role.items():
                row[layers.ROLES.index(role)] = share
            found[_place(head.doc, word)] = row
        return found


def _place(doc: Doc, word: str) -> int:
    return next(token.i for token in doc if token.text == word)


@pytest.fixture
def told(reader: Reader) -> Told:
    """A report of two sentences; in the first two words are seen to happen."""
    doc = reader.nlp(TEXT)
    doc.user_data[layers.HAPPENINGS] = {
        _place(doc, "KILLED"): ("killing", 0.8),
        _place(doc, "MONDAY"): ("attack", 0.2),
    }
    doc.user_data[layers.FILLERS] = _Known(
        {
            "KILLED": {"REBELS": {"by": 0.9}, "MAYOR": {"to": 0.7, "dead": 0.8, "by": 0.15}},
            "MONDAY": {"MAYOR": {"to": 0.4}, "ORVEL": {"at": 0.5}},
        }
    )
    return Told(doc)


def _features(told: Told, word: str) -> set[str]:
    token = told.doc[_place(told.doc, word)]
    return set(filling.of_word(token, "-", told.sentence_of[token.i], told.filling))


@pytest.mark.slow
def test_words_have_the_surest_of_each_role(told: Told) -> None:
    """Of two happenings the surer counts, with its kind; a word that fills nothing has no feature."""
    mayor = _features(told, "MAYOR")
    assert {"F:to>=0.65", "F:dead>=0.8", "Fk:to:killing>=0.5", "Fb:dead"} <= mayor
    assert "F:to>=0.8" not in mayor
    assert "Fk:to:attack>=0.1" not in mayor
    assert _features(told, "ARMY") == set()


@pytest.mark.slow
def test_only_one_word_of_a_sentence_is_the_surest(told: Told) -> None:
    """Both may have done it; the surer of them is marked."""
    assert "Ft:by" in _features(told, "REBELS")
    assert "Ft:by" not in _features(told, "MAYOR")
    assert "F:by>=0.1" in _features(told, "MAYOR")


@pytest.mark.slow
def test_parts_know_the_phrase_above(told: Told) -> None:
    """ "The mayor of Orvel": whoever Orvel belongs to was killed."""
    assert "Fu:nmod:dead>=0.8" in _features(told, "ORVEL")


@pytest.mark.slow
def test_sentences_have_the_surest_of_each_role(told: Told) -> None:
    """Somebody did it in the first sentence, nobody in the second."""
    first, second = (set(filling.of_sentence(number, told.filling)) for number in (0, 1))
    assert {"F:by>=0.8", "Fk:dead:killing>=0.8"} <= first
    assert second == set()


@pytest.mark.slow
def test_pairs_have_a_part_in_one_happening(told: Told) -> None:
    """As surely as the less sure of the two; a place is no part."""
    doc = told.doc
    rebels, mayor, orvel = (doc[_place(doc, word)] for word in ("REBELS", "MAYOR", "ORVEL"))
    both = set(filling.of_pair(rebels, mayor, "r", told.filling))
    assert {"Fsame>=0.8", "Fsame>=0.5&r"} <= both
    assert "Fsame>=0.9" not in both
    assert not any(one.startswith("Fsame") for one in filling.of_pair(rebels, orvel, "r", told.filling))


@pytest.mark.slow
def test_without_fillers_nothing_is_added(reader: Reader) -> None:
    """A report whose reader has no such layer is read as before."""
    doc = reader.nlp(TEXT)
    doc.user_data.pop(layers.FILLERS, None)
    told = Told(doc)
    assert _features(told, "REBELS") == set()
