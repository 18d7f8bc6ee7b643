"""From a report in capitals to incident records: candidates, layers, groups, and the whole on an invented report."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sayso.evaluation import predict
from sayso.evaluation.muc4.candidates import find_candidates, plain
from sayso.evaluation.muc4.details import CHOICES, number_of
from sayso.evaluation.muc4.model import WEIGHTS, Layer, hashed, layers, steps, together
from sayso.evaluation.muc4.settings import Settings, with_neighbours
from sayso.evaluation.muc4.templates import TAKEN
from sayso.evaluation.muc4.weighing import ROLES, TYPES, of_whole
from sayso.pipeline import Reader

INVENTED = """   VELMORA, 5 JAN 90 (RADIO ORVEL) -- [TEXT] A POWERFUL CAR BOMB EXPLODED YESTERDAY IN FRONT OF THE
AGRARIAN BANK IN LIMA, KILLING TWO GUARDS AND INJURING FIVE PASSERSBY. POLICE SAID THE SHINING PATH WAS
RESPONSIBLE FOR THE ATTACK.

   MEANWHILE, ARMED MEN KIDNAPPED BUSINESSMAN PEDRO ALMAGRO IN AREQUIPA ON 2 JANUARY.
"""
DULL = "   LIMA, 5 JAN 90 -- [TEXT] THE CENTRAL BANK SAID PRICES ROSE BY TWO PERCENT IN DECEMBER."


def test_answers_are_compared_without_articles_and_marks() -> None:
    """Case, articles, punctuation and line ends make no difference."""
    assert plain('THE "OFFICE"\n OF A U.S. BANK') == "office of us bank"


def test_a_layer_adds_up_what_it_knows() -> None:
    """Known features add their weights, unknown ones nothing; the bias alone gives a half."""
    known = hashed(["a", "b"])
    weights = np.array([[1.0], [2.0]], dtype=np.float32)
    layer = Layer(known, weights, np.zeros(1, dtype=np.float32))
    assert layer.shares(hashed(["c"]))[0] == pytest.approx(0.5)
    assert layer.shares(hashed(["a", "b", "c"]))[0] == pytest.approx(1 / (1 + np.exp(-3)))
    assert Layer(known[:0], weights[:0], layer.bias).shares(known)[0] == pytest.approx(0.5)


def test_features_are_sorted_and_each_once() -> None:
    """The order and the number of mentions of a feature make no difference."""
    assert hashed(["x", "y", "x"]).tolist() == hashed(["y", "x"]).tolist()
    assert together(hashed(["x"]), hashed(["y", "x"])).tolist() == hashed(["x", "y"]).tolist()


def test_a_share_reaches_its_steps() -> None:
    """A half reaches the steps up to nought; certainty reaches all."""
    assert list(steps("s", 0.5))[-1] == "s>=0"
    assert list(steps("s", 1.0))[-1] == "s>=4"
    assert list(steps("s", 0.0)) == ["s>=-6"] or list(steps("s", 0.0)) == []


def test_the_weights_fit_the_code() -> None:
    """Every layer has the heads that the code reads; the file is small."""
    made = layers()
    assert made["report"].bias.shape == made["sentence"].bias.shape == (1 + len(TYPES),)
    assert made["verdict"].bias.shape == (1 + len(TYPES),)
    assert made["role"].bias.shape == (len(ROLES),)
    assert {name: layer.bias.shape[0] for name, layer in made.items() if name in CHOICES} == {
        name: len(choices) for name, choices in CHOICES.items()
    }
    assert set(TAKEN) == set(ROLES)
    assert WEIGHTS.stat().st_size < 1_000_000


def test_the_sentences_beside_come_after() -> None:
    """First the sentences themselves, in their order, then those beside each, none twice."""
    assert with_neighbours([4, 2], 1) == [4, 2, 3, 5, 1]


def test_the_verdict_sees_the_highest_of_the_parts() -> None:
    """One sure sentence or wording among many adds features; which of them it is makes no difference."""
    report = np.full(1 + len(TYPES), 0.5)
    none = np.full((3, 1 + len(TYPES)), 0.01), np.full((4, len(ROLES)), 0.01)
    one, other = (part.copy() for part in none), (part.copy() for part in none)
    low = of_whole(report, *none)
    sentences, roles = one
    sentences[2, 0], roles[1, 3] = 0.9, 0.9
    high = of_whole(report, sentences, roles)
    assert set(low.tolist()) < set(high.tolist())
    sentences, roles = other
    sentences[0, 0], roles[3, 3] = 0.9, 0.9
    assert of_whole(report, sentences, roles).tolist() == high.tolist()
    assert len(of_whole(report, sentences[:0], roles[:0])) < len(low)


@pytest.mark.slow
def test_candidates_have_the_lengths_of_answers(reader: Reader) -> None:
    """A noun phrase is a candidate whole, without its number, and as its head."""
    found = {one.plain for one in find_candidates(reader.nlp("REBELS BURNED TWO PUBLIC BUSES NEAR ORVEL."))}
    assert {"rebels", "two public buses", "public buses", "buses"} <= found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "word", "number"),
    [
        ("REBELS KILLED THREE PEASANTS.", "PEASANTS", "3"),
        ("REBELS KILLED AT LEAST TEN PEASANTS.", "PEASANTS", "10-"),
        ("REBELS KILLED PEASANTS.", "PEASANTS", "PLURAL"),
        ("REBELS KILLED A JUDGE.", "JUDGE", "1"),
    ],
)
def test_numbers_as_the_keys_write_them(reader: Reader, text: str, word: str, number: str) -> None:
    """A number, "at least", more than one, one."""
    assert number_of(next(token for token in reader.nlp(text) if token.text == word)) == number


@pytest.mark.slow
def test_an_invented_report(reader: Reader) -> None:
    """Two happenings become two records, each with its own; a report of prices has none."""
    records = [
        {"id": "told", "text": INVENTED, "published": "1990-01-05"},
        {"id": "dull", "text": DULL, "published": None},
    ]
    told, dull = (json.loads(line)["incidents"] for line in predict("muc4", records, reader))
    assert dull == []
    assert {one["type"] for one in told} == {"bombing", "kidnapping"}
    bombing = next(one for one in told if one["type"] == "bombing")
    assert "CAR BOMB" in bombing["instruments"][0]["name"]
    assert bombing["date"] == {"start": "1990-01-04", "end": "1990-01-05"}
    assert bombing["location"] == ["PERU", "LIMA"]
    assert any(one["name"] == "SHINING PATH" for one in bombing["perpetrator_organizations"])


@pytest.mark.slow
def test_the_dateline_is_no_place_of_an_incident(reader: Reader) -> None:
    """Where the report was filed is nobody's place; a class word is left off the name of a region."""
    text = "   BOGOTA, 5 JAN 90 -- [TEXT] REBELS BURNED A BUS IN PUTUMAYO DEPARTMENT. THE DRIVER FLED."
    doc = reader.nlp(text)
    sentence_of = [number for number, sent in enumerate(doc.sents) for _ in sent]
    settings = Settings(doc, "1990-01-05", reader.gazetteer, sentence_of)
    every = range(max(sentence_of) + 1)
    assert settings.location(list(every)) == ["COLOMBIA", "PUTUMAYO"]
    assert settings.location([max(sentence_of)]) == ["COLOMBIA"]
