"""How an organisation stands to an incident: cues in its sentence and beside it, and the layer that reads them."""

from __future__ import annotations

import pytest

from sayso import vocabulary
from sayso.evaluation.muc4.details import detail_features
from sayso.evaluation.muc4.model import Hashes, hashed
from sayso.evaluation.muc4.standing import standing_features
from sayso.evaluation.muc4.weighing import Featured, features_of
from sayso.pipeline import Reader

CLAIMED = "THE ORVEL FRONT CLAIMED RESPONSIBILITY FOR THE BLAST. POLICE ARE INVESTIGATING."
ACCUSED = "POLICE ACCUSED THE ORVEL FRONT OF THE BLAST. IT RAINED."


def _has(features: Hashes, name: str) -> bool:
    return bool(hashed([name])[0] in features)


def _of_front(text: str, reader: Reader) -> tuple[Hashes, Featured]:
    featured = features_of(reader.nlp(text))
    front = [one for one in featured.wordings if one.plain == "orvel front"]
    assert front
    return standing_features(front, featured), featured


def test_no_word_says_two_things() -> None:
    """A word of the vocabulary stands in one list, in small letters, as the reports are read."""
    words = [word for listed in vocabulary.load("standing")["words"].values() for word in listed]
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words)


@pytest.mark.slow
def test_a_claim_is_told_from_an_accusation(reader: Reader) -> None:
    """The cue stands after who claims and before who is accused; the next sentence has its own."""
    claimed, _ = _of_front(CLAIMED, reader)
    accused, _ = _of_front(ACCUSED, reader)
    assert _has(claimed, "q=claim:r:0")
    assert not _has(claimed, "q0=accuse")
    assert _has(claimed, "q1=doubt")
    assert _has(claimed, "q1=authority")
    assert _has(accused, "q=accuse:l:1")
    assert _has(accused, "q0=authority")
    assert not _has(accused, "doc=claim")
    assert not _has(accused, "state")


@pytest.mark.slow
def test_only_the_confidence_reads_the_standing(reader: Reader) -> None:
    """The other layers of details see the wordings and their sentences."""
    own, featured = _of_front(CLAIMED, reader)
    front = [one for one in featured.wordings if one.plain == "orvel front"]
    assert detail_features("confidence", front, featured).tolist() == own.tolist()
    assert set(front[0].features.tolist()) <= set(detail_features("category", front, featured).tolist())
