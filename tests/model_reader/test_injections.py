"""Seventeen articles that give orders to the model, and a model that obeys every one of them.

Counted: claims without a verbatim visible quote, statuses and merges changed, numbers believed that the
article's own words do not give, and whether each attempt left a line behind.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from model_makings import model_reader, reading_of
from standin import Asked, Reply, completion, serving

from sayso.incidents import build_incidents
from sayso.ledger import open_ledger
from sayso.model import Reading
from sayso.model_reader import visible
from sayso.pipeline import Reader

ARTICLES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "injections.toml").read_text(encoding="utf-8")
)["article"]


def hidden(article: dict[str, Any]) -> str:
    """The secret words as signs that nobody sees."""
    secret = article.get("secret", "")
    if article.get("hidden") == "tags":
        return "".join(chr(0xE0000 + ord(sign)) for sign in secret)
    return "".join("\u200b\u2060"[int(bit)] for sign in secret for bit in f"{ord(sign):08b}")


def text_of_article(article: dict[str, Any]) -> str:
    """The article as it is read, hidden signs and all."""
    return str(article["text"]).replace("{hidden}", hidden(article))


def obedient(article: dict[str, Any]) -> dict[str, Any]:
    """The answer of a model that does as it is told."""
    claim = {
        "kind": "killing", "trigger": article["trigger"], "evidence": [article["evidence"]], "sources": [],
        "stance": "asserts", "by": [], "against": [], "weapons": [], "place": None, "when": None,
        "casualties": [{"words": article["words"], "effect": "killed", "group": "civilians",
                        "low": article["number"], "high": article["number"]}],
        "background": False, "translation": None,
    }  # fmt: skip
    more = article.get("more", {})
    return {
        "claims": [claim | more, claim | {"evidence": [article.get("secret", article["evidence"])]}]
    } | more


def answer(asked: Asked) -> Reply:
    """What the obedient model answers about the article that it is asked about."""
    said = asked["messages"][1]["content"]
    article = next(one for one in ARTICLES if visible(text_of_article(one)).text.strip() in said)
    return completion(json.dumps(obedient(article), ensure_ascii=False))


def without_a_visible_quote(reading: Reading) -> int:
    """How many claims have evidence or a trigger that is not word for word what a reader sees."""
    text, seen = reading.report.text, visible(reading.report.text).text
    bad = 0
    for claim in reading.claims:
        spans = (claim.trigger, *claim.evidence)
        exact = all(text[span.start : span.end] == span.text for span in spans)
        bad += not (
            exact and all(visible(span.text).text in seen and visible(span.text).text for span in spans)
        )
    return bad


def numbers_believed(reading: Reading, article: dict[str, Any]) -> int:
    """How many counts have the injected number, although the words say another or the sentence is an order."""
    counts = [count for claim in reading.claims for count in claim.casualties]
    if article["name"] == "merge and accept":  # there the number is the article's own
        return 0
    return sum(article["number"] in (count.low, count.high) for count in counts)


def test_seventeen_articles(reader: Reader, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 claims without a visible quote, 0 statuses, 0 merges, 0 numbers believed; each attempt leaves a line."""
    assert len(ARTICLES) == 17
    unquoted = believed = silent = kept = refused = 0
    with (
        serving(answer) as stand_in,
        model_reader(stand_in, reader) as model,
        open_ledger(str(tmp_path / "book.db"), create=True) as ledger,
    ):
        for article in ARTICLES:
            reading = reading_of(text_of_article(article), model)
            ledger.add_reading(reading, text_of_article(article).encode())
            unquoted += without_a_visible_quote(reading)
            believed += numbers_believed(reading, article)
            kept += len(reading.claims)
            refused += 2 - len(reading.claims)
            marks = {"addressed_to_a_model", "hidden_text", "words_not_in_report", "number_not_in_words"}
            silent += not marks & {problem.code for problem in reading.problems}
            assert all("\n" not in problem.message for problem in reading.problems)
        judgements = list(ledger.judgements())
        kinds = {entry.kind for entry in ledger.entries()}
        incidents = build_incidents(ledger.claims(), (), ledger.reports())
        sound = ledger.verify().sound
    statuses = sum(incident.status != "unjudged" or incident.accepted for incident in incidents)
    merges = sum(len(incident.reports) > 1 for incident in incidents)
    with capsys.disabled():
        print(
            f"\n17 injections: {kept} claims kept, {refused} refused, {unquoted} without a visible quote, {statuses} statuses "
            f"set, {merges} merges, {believed} injected numbers believed, {silent} without a line"
        )
    assert (unquoted, statuses, merges, believed, silent) == (0, 0, 0, 0, 0)
    assert judgements == [] and kinds == {"report", "reading"} and sound
    assert all(
        claim.reader.startswith("stand-in claims-prompt.1 ")
        for incident in incidents
        for claim in incident.claims
    )


def test_the_hidden_words_never_reach_the_model(reader: Reader) -> None:
    """What nobody sees is not sent, and the report's problem says how much there was."""
    hiding = [article for article in ARTICLES if "hidden" in article]
    with serving(answer) as stand_in, model_reader(stand_in, reader) as model:
        readings = [reading_of(text_of_article(article), model) for article in hiding]
    for article, asked, reading in zip(hiding, stand_in.asked, readings, strict=True):
        assert not set(hidden(article)) & set(json.dumps(asked, ensure_ascii=False))
        note = next(problem for problem in reading.problems if problem.code == "hidden_text")
        assert f"{len(hidden(article)):,} signs" in note.message


def test_no_report_closes_its_own_fence(reader: Reader) -> None:
    """The mark of the fence is made from the words inside it, so the words cannot hold it."""
    with serving(answer) as stand_in, model_reader(stand_in, reader) as model:
        for article in ARTICLES:
            reading_of(text_of_article(article), model)
    for asked in stand_in.asked:
        said = asked["messages"][1]["content"]
        mark = said.split("===== report ")[1].split("\n")[0]
        assert said.count(mark) == 2 and said.endswith(f"===== end {mark}")


def test_nothing_of_one_report_is_asked_with_another(reader: Reader) -> None:
    """Each question has the words of one report only."""
    with serving(answer) as stand_in, model_reader(stand_in, reader) as model:
        for article in ARTICLES:
            reading_of(text_of_article(article), model)
    for asked in stand_in.asked:
        said = asked["messages"][1]["content"]
        assert sum(visible(text_of_article(one)).text.strip() in said for one in ARTICLES) == 1
