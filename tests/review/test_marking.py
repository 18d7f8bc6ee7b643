"""A claim marked by a person, over HTTP as a browser without scripts would: chosen, described, looked at, kept, taken back."""

from __future__ import annotations

import urllib.parse
from dataclasses import replace
from typing import Any

import pytest
from desk_makings import Client, Served, reading, served

from sayso.incidents import build_incidents
from sayso.ledger import open_ledger
from sayso.model import BY_A_PERSON, Reading, Report, Span
from sayso.pipeline import Reader
from sayso.review.passages import sentence_around, stepped, widened
from sayso.review.view import read_view
from sayso.text import find_quotes, whole_words

MORE = {
    "text": "A blast in Velmora killed 4 people, the army said. Two days later Kestrel Front gunmen ambushed a convoy near Dunhal and killed at least five soldiers, Grace Halloran of the Harbour Trust said. Nobody else saw it.",
    "trigger": "blast",
    "who": "army",
    "source_kind": "military",
    "killed": (4, 4, "4"),
    "place": ("Velmora", 41.5, 20.25, 3000.0),
}


@pytest.fixture(autouse=True)
def _one_reader(monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    """Each desk would load the language model for itself."""
    monkeypatch.setattr("sayso.pipeline.load_reader", lambda: reader)


def a_report(desk: Served) -> Report:
    """A report with a sentence that nothing was taken from."""
    return keep(desk, *reading("harbour", [MORE]))


def keep(desk: Served, made: Reading, raw: bytes) -> Report:
    """The report, whose claim has its first sentence as evidence."""
    first = made.report.text[: made.report.text.index(". ") + 1]
    claim = replace(made.claims[0], evidence=(Span(0, len(first), first),))
    # somebody looked for people, and found none to protect
    desk.desk.keep(replace(made, claims=(claim,), people=()), raw)
    return made.report


def asked(report: Report, words: str = "ambushed", **typed: str) -> dict[str, str]:
    """What a form sends that marks those words."""
    start = report.text.index(words)
    fields = {
        "start": str(start),
        "end": str(start + len(words)),
        "kind": "ground_clash",
        "stance": "asserts",
    }
    return fields | typed


def there(client: Client, path: str) -> dict[str, Any]:
    """The facts of the page that an answer leads to."""
    path, _, query = path.partition("?")
    return dict(client.get(f"{path.partition('#')[0]}.json?{query}").json)


def kinds() -> list[str]:
    from sayso import vocabulary

    return list(vocabulary.kinds())


AMBUSH = next(kind for kind in kinds() if "ambush" in kind or "clash" in kind or "attack" in kind)
TYPED = {
    "kind": AMBUSH,
    "who": "Grace Halloran",
    "by": "Kestrel Front gunmen",
    "against": "soldiers",
    "place": "Dunhal",
    "killed": "at least five soldiers",
    "why": "the reader took nothing from this sentence",
}


def kept(client: Client, report: Report, **typed: str) -> dict[str, Any]:
    """A claim marked and kept, as the desk told it."""
    fields = asked(report, **(TYPED | typed)) | {"act": "keep"}
    answer = client.post(f"/reports/{report.id}/mark", wants_json=True, **fields)
    assert answer.status == 200, answer.text
    return dict(answer.json)


def test_marked_words_become_a_claim_with_every_part_at_its_words(desk: Served) -> None:
    """Who, what, where, how many: spans of the report, meanings looked up; kept under the person's name, judged by nobody."""
    report, ada = a_report(desk), desk.client("Ada")
    told = kept(ada, report)
    with open_ledger(desk.desk.book) as ledger:
        (claim,) = [one for one in ledger.claims() if one.reader == BY_A_PERSON]
        assert not list(ledger.judgements())
        assert ledger.verify().sound
    assert claim.id == told["stored"]["about"][0] and told["stored"]["verdict"] == "mark"
    assert (claim.kind, claim.stance, claim.trigger.text) == (AMBUSH, "asserts", "ambushed")
    assert claim.evidence[0].text.startswith("Two days later") and claim.evidence[0].text.endswith(
        "Trust said."
    )
    assert [source.name for chain in claim.sources for source in chain] == ["Grace Halloran"]
    assert [(count.effect, count.low, count.high) for count in claim.casualties] == [("killed", 5, None)]
    assert claim.place is not None and claim.place.span.text == "Dunhal"
    spans = [claim.trigger, *claim.evidence, claim.place.span, claim.by[0].span, claim.casualties[0].span]
    assert all(report.text[one.start : one.end] == one.text for one in spans)
    page = ada.get(f"/reports/{report.id}").text
    assert "marked by Ada" in page and "Take the marking back" in page
    assert "marked by Ada" in desk.client("Ben").get(f"/queue/{claim.id}").text
    assert "Take the marking back" not in desk.client("Ben").get(f"/reports/{report.id}").text


def test_it_counts_in_an_incident_like_any_claim(desk: Served) -> None:
    """The view that grew by it is that of the whole ledger, and of ``build_incidents``; accepted, it may be published."""
    report, ada = a_report(desk), desk.client("Ada")
    claim = kept(ada, report)["stored"]["about"][0]
    incident = desk.desk.view.incident_with(claim)
    assert incident is not None and incident.killed[0] == 5 and incident.status == "unjudged"
    with open_ledger(desk.desk.book) as ledger:
        again = read_view(ledger)
        built = build_incidents(ledger.claims(), ledger.judgements(), ledger.reports())
    assert list(desk.desk.view.incidents()) == list(again.incidents()) == list(built)
    assert desk.desk.view.head == again.head
    assert ada.decide(claim, "accept").status == 200
    facts = ada.get(f"/incidents/{incident.id}.json").json
    assert facts["status"] == "accepted" and facts["public"]["claims"] == [claim]


def test_it_is_taken_back_by_the_undo_of_every_decision(desk: Served) -> None:
    """After the acceptance the marking is the last decision; taken back, nothing of it counts, and it may be marked again."""
    report, ada = a_report(desk), desk.client("Ada")
    before = list(desk.desk.view.incidents())
    claim = kept(ada, report)["stored"]["about"][0]
    ada.decide(claim, "accept")
    assert ada.post("/undo", wants_json=True).json["stored"]["verdict"] == "accept"
    undone = ada.post("/undo", wants_json=True).json
    assert (undone["stored"]["verdict"], undone["next"]) == ("mark", f"/reports/{report.id}")
    assert list(desk.desk.view.incidents()) == before
    with open_ledger(desk.desk.book) as ledger:
        assert [entry.kind for entry in ledger.entries()][-4:] == [
            "marked",
            "judgement",
            "judgement",
            "marked",
        ]
        assert list(read_view(ledger).incidents()) == before
    assert kept(ada, report)["stored"]["about"] == [claim]
    log = ada.get("/log.json").json
    assert "mark" in {row.get("what") for row in log["rows"]}


def test_what_another_has_decided_about_keeps_the_claim(desk: Served) -> None:
    """Ben accepted it: Ada cannot take the words from under his decision; she may reject them."""
    report, ada, ben = a_report(desk), desk.client("Ada"), desk.client("Ben")
    claim = kept(ada, report)["stored"]["about"][0]
    assert ben.decide(claim, "accept").status == 200
    refused = ada.post("/undo", wants_json=True)
    assert refused.status == 409 and "Ben has decided about this claim since" in refused.json["error"]
    assert ada.decide(claim, "reject", why="on second thoughts").status == 200


def test_the_same_claim_is_kept_once(desk: Served) -> None:
    """Word for word the same, by whomever: refused."""
    report = a_report(desk)
    kept(desk.client("Ada"), report, who="the Harbour Trust")
    fields = asked(report, **(TYPED | {"who": "the Harbour Trust", "why": "mine too"})) | {"act": "keep"}
    again = desk.client("Ben").post(f"/reports/{report.id}/mark", wants_json=True, **fields)
    assert again.status == 409 and "has that claim already" in again.json["error"]


def test_words_are_found_without_a_script(desk: Served) -> None:
    """Typed words that stand once lead to their place; several places are offered; none is said so."""
    report, ada = a_report(desk), desk.client("Ada")
    path = f"/reports/{report.id}/mark"
    once = ada.post(path, words="ambushed a convoy")
    assert once.status == 303 and "start=" in once.headers["Location"]
    assert there(ada, once.headers["Location"])["chosen"]["text"] == "ambushed a convoy"
    twice = there(ada, ada.post(path, words="killed").headers["Location"])
    assert [one["text"] for one in twice["places"]] == ["killed", "killed"]
    assert there(ada, twice["places"][1]["path"])["chosen"]["text"] == "killed"
    none = there(ada, ada.post(path, words="bombed").headers["Location"])
    assert "bombed" in none["faults"]["words"] and none["places"] == []


def test_either_end_moves_a_word_and_the_passage_a_sentence(desk: Served) -> None:
    """Each step is an address; the words stay inside the passage."""
    report, ada = a_report(desk), desk.client("Ada")
    path = ada.post(f"/reports/{report.id}/mark", words="ambushed").headers["Location"]

    def step(path: str, label: str) -> str:
        return next(str(one["path"]) for one in there(ada, path)["moves"] if one["label"] == label)

    path = step(step(path, "end a word later"), "begin a word earlier")
    assert there(ada, path)["chosen"]["text"] == "gunmen ambushed a"
    path = step(path, "with the sentence before")
    passage = "".join(one["text"] for one in there(ada, path)["pieces"] if one["as"] != "around")
    assert passage.startswith("A blast in Velmora killed 4 people, the army said. Two days")
    path = step(path, "this sentence alone")
    passage = "".join(one["text"] for one in there(ada, path)["pieces"] if one["as"] != "around")
    assert passage.startswith("Two days later") and passage.endswith("said.")


def test_what_is_missing_or_not_in_the_report_is_told_at_its_field(desk: Served) -> None:
    """Nothing is kept; what was typed is still there; the address names no words."""
    report, ada = a_report(desk), desk.client("Ada")
    size = desk.desk.view.head.size
    fields = asked(report, **(TYPED | {"kind": "", "stance": "", "who": "The Ministry of Tides"})) | {
        "act": "keep"
    }
    answer = ada.post(f"/reports/{report.id}/mark", **fields)
    assert answer.status == 303 and "Tides" not in urllib.parse.unquote(answer.headers["Location"])
    facts = there(ada, answer.headers["Location"])
    assert set(facts["faults"]) == {"kind", "stance", "who"}
    assert facts["typed"]["who"] == "The Ministry of Tides" and facts["preview"] is None
    page = ada.get(answer.headers["Location"]).text
    assert page.count('aria-invalid="true"') == 3 and "does not stand in this report" in page
    assert desk.desk.view.head.size == size


def test_it_is_looked_at_before_it_is_kept(desk: Served) -> None:
    """The claim as it would be kept, with what its words leave open; nothing is written."""
    report, ada = a_report(desk), desk.client("Ada")
    size = desk.desk.view.head.size
    fields = asked(report, **(TYPED | {"killed": "soldiers", "when": "Two days later"})) | {"act": "look"}
    facts = there(ada, ada.post(f"/reports/{report.id}/mark", **fields).headers["Location"])
    assert facts["preview"]["who"] == "Grace Halloran" and facts["faults"] == {}
    assert any("soldiers" in note and "no number" in note for note in facts["notes"])
    assert desk.desk.view.head.size == size


def test_protected_names_stay_blocks_for_whoever_has_not_opened_them(desk: Served) -> None:
    """A name that is hidden cannot be found by guessing it, nor does the page show it; the places still count."""
    from sayso.acts.protecting import protect_name

    report = a_report(desk)
    protect_name(desk.desk.book, "Grace Halloran", "Kay", "she asked for it")
    desk.desk.catch_up()
    ada, path = desk.client("Ada"), f"/reports/{report.id}/mark"
    found = there(ada, ada.post(path, words="Grace Halloran").headers["Location"])
    assert found["places"] == [] and found["chosen"] is None
    facts = there(ada, ada.post(path, **(asked(report, **TYPED) | {"act": "keep"})).headers["Location"])
    assert "who" in facts["faults"] and "Halloran" not in "".join(one["text"] for one in facts["pieces"])


def test_a_reader_marks_nothing(desk: Served) -> None:
    """Neither page nor act is open to the role."""
    report, rea = a_report(desk), desk.client("Rea")
    assert rea.get(f"/reports/{report.id}/mark").status == 403
    assert rea.post(f"/reports/{report.id}/mark", **asked(report)).status == 403
    assert "Mark a claim" not in rea.get(f"/reports/{report.id}").text


def test_places_outside_the_report_are_refused_in_a_line(desk: Served) -> None:
    """Numbers that are none, or lie beyond the end."""
    report, ada = a_report(desk), desk.client("Ada")
    for query in (
        "start=99999&end=100000",
        "start=x&end=3",
        "start=-3&end=2",
        "start=5&end=5",
        "start=0&end=99999",
    ):
        answer = ada.get(f"/reports/{report.id}/mark?{query}")
        assert answer.status in (200, 400), query
        if query != "start=0&end=99999":
            assert answer.status == 400 and "Traceback" not in answer.text


def test_a_report_in_another_language_can_be_marked(tmp_path: Any) -> None:
    """Right-to-left words are found, kept and shown; the place is looked up as it is written."""
    from desk_makings import small_book

    text = "قال الجيش إن انفجارا في فيلمورا أدى إلى مقتل أربعة. وقصفت الطائرات الميناء."
    with served(small_book(tmp_path / "book.db")) as desk:
        made, raw = reading("arabic", [{"text": text, "trigger": "انفجارا"}], language="ar")
        keep(desk, made, raw)
        ada = desk.client("Ada")
        fields = asked(made.report, "وقصفت", kind=AMBUSH, against="الميناء", who="الجيش") | {"act": "keep"}
        answer = ada.post(f"/reports/{made.report.id}/mark", wants_json=True, **fields)
        assert answer.status == 200, answer.text
        facts = ada.get(f"/reports/{made.report.id}.json").json
        card = next(one for one in facts["claims"] if one["marked"])
        assert card["dir"] == "rtl" and card["quote"].startswith("وقصفت")


def test_words_and_sentences_step_through_a_text() -> None:
    """Words are widened to whole ones; a step past either end of the text stays; sentences end with their marks."""
    text = "One bomb fell. “Two fell,” he said. Three\n\nFour fell."
    words = whole_words(text.index("omb"), text.index("omb") + 2, text)
    assert words is not None and words.text == "bomb"
    assert sentence_around(words, text).text == "One bomb fell."
    assert stepped(words, text, end=1).text == "bomb fell."
    assert stepped(words, text, start=-1).text == "One bomb"
    assert stepped(stepped(words, text, start=-1), text, start=-1).text == "One bomb"
    assert stepped(words, text, start=1) == words
    more = widened(sentence_around(words, text), text, before=False)
    assert more.text == "One bomb fell. “Two fell,” he said."
    assert widened(sentence_around(words, text), text, before=True).text == "One bomb fell."
    (four,) = find_quotes("Four", text)
    assert widened(sentence_around(four, text), text, before=True).text == "Three\n\nFour fell."
    assert [one.start for one in find_quotes("fell", text)] == [9, 20, 48]
    assert whole_words(0, 0, text) is None and whole_words(500, 600, text) is None
