"""Chains and stances of ordinary wire sentences, read with the bundled reader."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import intake
from sayso.demo import REPORTS, DemoReport
from sayso.pipeline import Reader

#: (sentence, trigger, chains as "near > far", stance)
CASES = [
    ("Rebels shelled the market of Orvel on Monday.", "shelled", [], "asserts"),
    ("The mayor of Orvel said that rebels shelled the market.", "shelled", ["mayor of Orvel"], "asserts"),
    ("Rebels shelled the market on Monday, police said.", "shelled", ["police"], "asserts"),
    (
        "According to the interior ministry, gunmen killed four soldiers near the border.",
        "killed",
        ["interior ministry"],
        "asserts",
    ),
    (
        "Gunmen killed four soldiers near the border, according to the interior ministry.",
        "killed",
        ["interior ministry"],
        "asserts",
    ),
    ("The army denied that its troops shelled the village on Sunday.", "shelled", ["army"], "denies"),
    ("The army said none of its soldiers had attacked the village.", "attacked", ["army"], "denies"),
    (
        "The ministry confirmed that militants ambushed a convoy on Friday.",
        "ambushed",
        ["ministry"],
        "confirms",
    ),
    ("The governor accused the rebels of shelling the hospital.", "shelling", ["governor"], "accuses"),
    (
        "The prime minister blamed the rebels for the bombing of the school.",
        "bombing",
        ["prime minister"],
        "accuses",
    ),
    (
        "The militant group claimed responsibility for the bombing of the hotel.",
        "bombing",
        ["militant group"],
        "claims_responsibility",
    ),
    (
        "The rebels said their fighters had attacked the army base.",
        "attacked",
        ["rebels"],
        "claims_responsibility",
    ),
    (
        "Police and residents said that a bomb exploded in the market.",
        "exploded",
        ["Police", "residents"],
        "asserts",
    ),
    (
        "The news agency reported that the ministry said rebels shelled the bridge on Tuesday.",
        "shelled",
        ["news agency > ministry"],
        "asserts",
    ),
    (
        "The state news agency quoted the defence ministry as saying that its jets bombed a rebel camp.",
        "bombed",
        ["state news agency > defence ministry"],
        "asserts",
    ),
    (
        "A police officer told reporters that gunmen abducted two teachers.",
        "abducted",
        ["police officer"],
        "asserts",
    ),
    ("Gunmen reportedly abducted two teachers on Thursday.", "abducted", ["unnamed"], "alleges"),
    ("The rebels are believed to have abducted two teachers.", "abducted", ["unnamed"], "alleges"),
    ("“Rebels shelled the market,” the mayor said.", "shelled", ["mayor"], "asserts"),
    ("“They bombed our school,” said a teacher.", "bombed", ["teacher"], "asserts"),
    (
        "The ministry said in a statement that militants attacked a checkpoint.",
        "attacked",
        ["ministry"],
        "asserts",
    ),
    ("The rebels threatened to attack the capital.", "threatened", ["rebels"], "threatens"),
    (
        "The army said rebels shelled the town. It said two soldiers were killed.",
        "killed",
        ["army"],
        "asserts",
    ),
]


@pytest.mark.parametrize(("sentence", "trigger", "chains", "stance"), CASES, ids=[case[0] for case in CASES])
def test_who_says_so(reader: Reader, sentence: str, trigger: str, chains: list[str], stance: str) -> None:
    """A plain sentence gives the chains and the stance that a person would read in it."""
    claims = reader.read(*intake.read_text(sentence, published="2026-03-03")).claims
    [claim] = [claim for claim in claims if claim.trigger.text == trigger]
    assert [" > ".join(source.name for source in chain) for chain in claim.sources] == chains
    assert claim.stance == stance


def test_what_the_publisher_was_told_is_told_by_who_told_it(reader: Reader) -> None:
    """The publisher's own name in the text is no link of the chain."""
    given = intake.read_text("A driver told Lake Wire that gunmen attacked a bus.", publisher="Lake Wire")
    [claim] = reader.read(*given).claims
    assert [[source.name for source in chain] for chain in claim.sources] == [["driver"]]


@settings(max_examples=5)
@given(which=st.sampled_from(REPORTS), seed=st.integers(0, 10_000))
def test_sources_are_verbatim_however_the_text_is_set(reader: Reader, which: DemoReport, seed: int) -> None:
    """With spaces, line ends and tabs anew between the words, each source still stands where its span says."""
    chance, gaps = random.Random(seed), (" ", " ", " ", "\n", "  ", "\t", "\u00a0")
    original = which.path.read_text(encoding="utf-8")
    text = re.sub(r"(?<=\S) (?=\S)", lambda _: chance.choice(gaps), original)
    reading = reader.read(*intake.read_text(text, published="2026-04-19"))
    sources = [source for claim in reading.claims for chain in claim.sources for source in chain]
    assert all(reading.report.text[s.span.start : s.span.end] == s.span.text for s in sources)
    assert "part_without_words" not in {problem.code for problem in reading.problems}
