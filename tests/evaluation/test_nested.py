"""Measuring chains and stance: hand-made gold and hand-made answers, no reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
import spacy
from incident_makings import claim
from spacy.tokens import Doc

from sayso.claims.parts import Happening
from sayso.evaluation import evaluate, nested
from sayso.evaluation.nested import Answer, Outcome
from sayso.pipeline import Reader
from sayso.problems import WrongCall

TEXT = "The ferry office said a pilot had told it that boats sank. Guards shot a cook."


def gold(word: str, sources: list[list[list[str]]], stance: str = "asserts", **more: Any) -> dict[str, Any]:
    """A gold statement whose trigger is that word of TEXT."""
    start = TEXT.index(word)
    trigger = {"start": start, "end": start + len(word), "text": word}
    return {"trigger": trigger, "kind": "attack", "stance": stance, "sources": sources} | more


SANK = gold("sank", [[["ferry office", "the office"], ["a pilot"]]])
SHOT = gold("shot", [], kind="shooting", kind_also=["killing"])


@pytest.mark.parametrize(
    ("chains", "right"),
    [
        ([["Ferry Office", "pilot"]], True),
        ([["the office’s", "A PILOT"]], True),
        ([["pilot", "ferry office"]], False),
        ([["ferry office"]], False),
        ([["ferry office", "pilot"], ["guards"]], False),
        ([], False),
    ],
)
def test_a_chain_is_right_in_its_order_by_acceptable_names(chains: list[list[str]], right: bool) -> None:
    """All sources count, in their order, each by any of its names; nothing more and nothing less."""
    assert nested.chains_right(SANK, chains) is right


def test_parallel_chains_are_a_set() -> None:
    """Which of two parallel chains comes first does not matter, and one chain does not stand for two."""
    parallel = gold("shot", [[["a nurse"]], [["the mayor", "mayor of Halm"]]])
    assert nested.chains_right(parallel, [["Mayor of Halm"], ["nurse"]])
    assert not nested.chains_right(parallel, [["nurse"], ["nurse"]])
    assert not nested.chains_right(parallel, [["nurse", "mayor"]])


def test_own_voice_is_no_chain() -> None:
    """Own voice is right only as no chain at all."""
    assert nested.chains_right(SHOT, [])
    assert not nested.chains_right(SHOT, [["guards"]])


def test_further_right_readings_are_as_good() -> None:
    """What stands in sources_also and stance_also is as right as the first answer."""
    either = gold("sank", [], "accuses", sources_also=[[[["a pilot"]]]], stance_also=["asserts"])
    assert nested.chains_right(either, []) and nested.chains_right(either, [["pilot"]])
    assert nested.stance_right(either, "accuses") and nested.stance_right(either, "asserts")
    assert not nested.stance_right(either, "denies")


def test_names_are_compared_by_their_letters() -> None:
    """Case, accents, punctuation, articles and possessive 's make no difference; other words do."""
    assert nested.name_key("The Médecins’ “Post”") == nested.name_key("medecins post")
    assert nested.name_key("the governor's office") == "governor office"
    assert nested.name_key("an aide") != nested.name_key("aides")


def test_a_claim_is_found_by_its_trigger_whatever_its_kind() -> None:
    """The claim whose trigger overlaps the gold trigger tells of the statement."""
    sank = claim("a", "displacement", at=0, sentence=TEXT, trigger="boats sank")
    shot = claim("b", "attack", at=0, sentence=TEXT, trigger="shot")
    assert nested.find_claim(SANK, [SANK, SHOT], [shot, sank]) is sank


def test_a_claim_is_found_by_its_evidence_only_with_a_right_kind() -> None:
    """Without a trigger in common, the evidence must cover the gold trigger and the kind must be right."""
    wrong = claim("a", "arson", at=0, sentence=TEXT, trigger="cook")
    right = claim("b", "killing", at=0, sentence=TEXT, trigger="cook")
    assert nested.find_claim(SHOT, [SANK, SHOT], [wrong]) is None
    assert nested.find_claim(SHOT, [SANK, SHOT], [wrong, right]) is right


def test_a_claim_that_tells_of_another_statement_is_not_lent() -> None:
    """A claim whose trigger is another gold statement's is not taken for its sentence alone."""
    other = claim("a", "shooting", at=0, sentence=TEXT, trigger="sank")
    assert nested.find_claim(SHOT, [SANK, SHOT], [other]) is None


def test_figures_count_the_found_and_the_given_apart() -> None:
    """A statement that no claim tells of still counts among those whose trigger is given."""
    right = Answer([["ferry office", "pilot"]], "asserts")
    wrong = Answer([["guards"]], "denies")
    passage = {"id": "made-1"}
    found = [Outcome(passage, SANK, None, right), Outcome(passage, SHOT, wrong, wrong)]
    counted = nested.figures(found)
    assert (counted.statements, counted.found) == (2, 1)
    assert (counted.found_chains_right, counted.found_stance_right) == (0, 0)
    assert (counted.chains_right, counted.stance_right) == (1, 1)
    assert counted.depths == {0: (0, 1), 2: (1, 1)}
    assert [share for _, share in nested.rows(counted)] == [0.5, 0.5, 0.5]


def test_figures_of_nothing_are_nought() -> None:
    """An empty half has no share of anything and divides by nothing."""
    assert [share for _, share in nested.rows(nested.figures([]))] == [0.0, 0.0, 0.0]


def made_doc() -> Doc:
    """ "No gun was fired ." with its tree."""
    words = ["No", "gun", "was", "fired", "."]
    deps = ["det", "nsubj:pass", "aux:pass", "root", "punct"]
    return Doc(spacy.blank("en").vocab, words=words, heads=[1, 3, 3, 3, 3], deps=deps, lemmas=words)


def test_a_given_trigger_becomes_a_happening() -> None:
    """The trigger's words, its head and its sentence are those of the Doc, the kind is the gold one."""
    statement = {"trigger": {"start": 7, "end": 16, "text": "was fired"}, "kind": "shelling"}
    happening = nested.happening_at(made_doc(), statement, [])
    assert (happening.kind, happening.trigger.text, happening.head.text) == ("shelling", "was fired", "fired")
    assert happening.sentence.text.startswith("No gun")


def test_a_happening_that_the_reader_has_there_is_its_own() -> None:
    """Where the reader found the trigger itself, what it knows of the happening is kept, but for the kind."""
    doc = made_doc()
    own = Happening("shooting", doc[3:4], doc[3], doc[3].sent, negated=True)
    statement = {"trigger": {"start": 11, "end": 16, "text": "fired"}, "kind": "shelling"}
    happening = nested.happening_at(doc, statement, [own])
    assert happening.negated and happening.kind == "shelling" and happening.trigger == own.trigger


def test_errors_of_the_test_half_are_not_told() -> None:
    """Differences are refused for the test half, whatever the reader."""
    with pytest.raises(WrongCall, match="not for reading"):
        next(nested.differences(nested.FOLDER / "test.jsonl", cast(Reader, None)))


def test_a_missing_half_is_a_wrong_call(tmp_path: Path) -> None:
    """A folder without the corpus is named, with where the corpus is to be had."""
    with pytest.raises(WrongCall, match="comes with the repository"):
        nested.measure(tmp_path / "dev.jsonl", cast(Reader, None))


def test_scored_corpora_need_a_folder() -> None:
    """What the scorers run needs their folder; the message says how to give it."""
    with pytest.raises(WrongCall, match="--data"):
        evaluate(["syntax", "nested-dev"], None, cast(Reader, object()))


@pytest.mark.slow
def test_the_table_needs_no_folder_for_nested_sources(reader: Reader) -> None:
    """The corpus lies in the repository: three figures, without --data."""
    table = evaluate(["nested-dev"], None, reader)
    assert table.count("| `nested-dev` | nested |") == 3
