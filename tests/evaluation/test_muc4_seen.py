"""What the network saw happen, as features of words, sentences, reports and pairs."""

from __future__ import annotations

import pytest

from sayso.evaluation.muc4 import seen
from sayso.evaluation.muc4.features import Told
from sayso.language import layers
from sayso.pipeline import Reader

TEXT = "REBELS KILLED THE MAYOR OF ORVEL ON MONDAY. THE ARMY PRAISED THE MINISTER."


@pytest.fixture
def told(reader: Reader) -> Told:
    """A report of two sentences in which one word is seen to happen."""
    doc = reader.nlp(TEXT)
    killed = next(token.i for token in doc if token.text == "KILLED")
    doc.user_data[layers.HAPPENINGS] = {killed: ("killing", 0.8)}
    return Told(doc)


def _features(told: Told, word: str) -> set[str]:
    token = next(token for token in told.doc if token.text == word)
    return set(seen.of_word(token, token, "-", told.sentence_of[token.i], told.seen))


@pytest.mark.slow
def test_words_know_what_they_are_to_a_happening(told: Told) -> None:
    """The subject did it, the object had it done to it; a word of another sentence is neither."""
    rebels, mayor, army = (_features(told, word) for word in ("REBELS", "MAYOR", "ARMY"))
    assert {"Hrole=by:killing", "Hup=nsubj>killing"} <= rebels
    assert {"Hrole=against:killing", "Hup=obj>killing"} <= mayor
    assert army == {"Hup=-"}


@pytest.mark.slow
def test_sentences_and_reports_have_the_surest(told: Told) -> None:
    """A happening reaches the steps up to its own sureness; a sentence also sees those beside it."""
    first, second = (set(seen.of_sentence(number, told.seen)) for number in (0, 1))
    assert {"H0:killing>=0.7", "Hn=1"} <= first
    assert "H0:killing>=0.9" not in first
    assert {"H-1:killing>=0.7", "Hn=0"} <= second
    assert {"H:killing>=0.7", "H1:killing>=0.1", "Hn:killing=0"} <= set(seen.of_report(told.seen))


@pytest.mark.slow
def test_pairs_of_one_happening(told: Told) -> None:
    """Doer and victim hang on one word; who stands in another sentence does not."""
    word = {token.text: token for token in told.doc}
    assert "Hsame=True" in set(seen.of_pair(word["REBELS"], word["MAYOR"], "r", told.seen))
    assert {"Hnone=1", "Hbetween=1"} <= set(seen.of_pair(word["REBELS"], word["ARMY"], "r", told.seen))
