"""What changed, word by word: between versions of a report, readings of it, and before and after a decision."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desk_makings import Served, reading
from hypothesis import given
from hypothesis import strategies as st

from sayso.incidents.judged import Judged
from sayso.model import Count, Reading, Report
from sayso.review.differences import paragraph_differences, word_difference

BEFORE = {
    "text": "A blast in Velmora killed 4 people, the army said.",
    "who": "army",
    "source_kind": "military",
    "killed": (4, 4, "4"),
}


def sides(pieces: list[dict[str, str]]) -> tuple[str, str]:
    """Both texts, put together again."""
    before = "".join(one["text"] for one in pieces if one["how"] != "new")
    return before, "".join(one["text"] for one in pieces if one["how"] != "gone")


@given(st.text("ab \n.é’", max_size=60), st.text("ab \n.é’", max_size=60))
def test_the_pieces_of_a_difference_are_both_texts(before: str, after: str) -> None:
    """What stayed and what is gone is the old text, what stayed and what is new the new one; equal texts have one piece."""
    pieces = word_difference(before, after)
    assert sides(pieces) == (before, after)
    assert all(one["how"] == "same" for one in pieces) == (before == after)


def test_whole_words_and_numbers_change() -> None:
    """A number is replaced whole, not figure by figure; the rest of the sentence stays."""
    pieces = word_difference("The blast killed 14 people.", "The blast killed at least 19 people.")
    assert [(one["how"], one["text"]) for one in pieces] == [
        ("same", "The blast killed "),
        ("gone", "14"),
        ("new", "at least 19"),
        ("same", " people."),
    ]


def test_paragraphs_that_stayed_stand_in_one_row() -> None:
    """Two unchanged, one changed, one new."""
    rows = paragraph_differences("One.\nTwo.\nThree fell.", "One.\nTwo.\n\nFour fell.\nFive.")
    assert [(row["how"], row["paragraphs"]) for row in rows] == [("same", 2), ("changed", 2)]
    assert sides(rows[1]["pieces"]) == ("Three fell.", "Four fell.\nFive.")


def test_a_long_text_is_compared_in_time() -> None:
    """100,000 words with one changed in each tenth paragraph: every change is found, in seconds on a busy machine."""
    import time

    before = [
        f"Paragraph {number} tells of {number * 7} shells and nothing else. " * 12 for number in range(1000)
    ]
    after = [
        text.replace("nothing", "little") if number % 10 == 0 else text for number, text in enumerate(before)
    ]
    began = time.process_time()
    rows = paragraph_differences("\n".join(before), "\n".join(after))
    took = time.process_time() - began
    print(f"{sum(len(text.split()) for text in before):,} words compared in {took:.2f} s")
    assert sum(row["how"] == "changed" for row in rows) == 100 and took < 10


def two_versions(desk: Served) -> tuple[Report, Report]:
    """A report, and a later version of it that gives another toll."""
    first, raw = reading("lantern", [BEFORE])
    desk.desk.keep(first, raw)
    later, raw = reading(
        "lantern-2",
        [BEFORE | {"text": "A blast in Velmora killed 9 people, the army said.", "killed": (9, 9, "9")}],
        title="News of lantern, corrected",
        publisher=first.report.publisher,
    )
    told = replace(later.report, replaces=first.report.id)
    desk.desk.keep(replace(later, report=told), raw)
    return first.report, told


def test_a_later_version_is_compared_with_the_one_before(desk: Served) -> None:
    """Text and title; both reports lead to it; without scripts it is ins and del with words for whoever hears them."""
    former, later = two_versions(desk)
    ada = desk.client("Ada")
    facts = ada.get(f"/reports/{later.id}/changes.json").json
    assert facts["former"]["id"] == former.id
    assert sides(facts["text"][0]["pieces"]) == (former.text, later.text)
    assert [one["field"] for one in facts["told"]] == ["title"]
    page = ada.get(f"/reports/{later.id}/changes").text
    assert '<del><span class="sr">gone: </span>4</del><ins><span class="sr">new: </span>9</ins>' in page
    assert f"/reports/{later.id}/changes" in ada.get(f"/reports/{former.id}/changes").text
    for one in (former, later):
        assert f"/reports/{one.id}/changes" in ada.get(f"/reports/{one.id}").text


def test_two_readings_are_compared_claim_by_claim(desk: Served) -> None:
    """A newer reader that takes another number, and one claim less: each part with what is gone and what is new."""
    made, raw = reading("twice", [BEFORE, {"text": "A shell hit Dunhal.", "trigger": "shell"}])
    desk.desk.keep(made, raw)
    claim = made.claims[0]
    again = replace(claim, casualties=(replace(claim.casualties[0], low=3),), reader="made.2")
    assert isinstance(again.casualties[0], Count)
    desk.desk.keep(Reading(made.report, (again,), (), "made.2"), raw)
    ada = desk.client("Ada")
    facts = ada.get(f"/reports/{made.report.id}/changes.json").json
    assert [one["reader"] for one in facts["readings"]] == ["made.1", "made.2"]
    (differ,) = facts["claims"]["differ"]
    assert [(one["field"], sides(one["pieces"])) for one in differ["on"]] == [
        ("casualties", ("killed 4", "killed 3 to 4"))
    ]
    assert [one["trigger"] for one in facts["claims"]["gone"]] == ["shell"] and facts["claims"]["new"] == []
    entry = facts["readings"][0]["entry"]
    same = ada.get(f"/reports/{made.report.id}/changes.json?from={entry}&to={entry}").json
    assert same["claims"] is None
    assert ada.get(f"/reports/{made.report.id}/changes?from=1").status == 400


def test_the_history_says_what_each_decision_changed(desk: Served) -> None:
    """Killed from 4 to 9 becomes 4 to 7 when the doctors' claim is rejected, and 4 to 9 again when that is taken back."""
    incident = next(one for one in desk.desk.view.incidents() if one.kind == "bombing")
    ada = desk.client("Ada")
    doctors = next(one for one in incident.claims if one.casualties and one.casualties[0].low == 9)
    ada.decide(doctors.id, "reject", why="wrong number")
    ada.post("/undo", wants_json=True)
    ada.decide(incident.claims[0].id, "accept")
    rows: list[dict[str, Any]] = ada.get(f"/incidents/{incident.id}.json").json["history"]
    told = [{one["field"]: sides(one["pieces"]) for one in row["changes"]} for row in reversed(rows)]
    assert told[0]["killed"] == ("4 to 9", "4 to 7") and told[1]["killed"] == ("4 to 7", "4 to 9")
    assert told[2] == {"status": ("unjudged", "accepted"), "claims": ("4 unjudged", "1 accepted, 3 unjudged")}
    page = ada.get(f"/incidents/{incident.id}").text
    assert '<ul class="changes">' in page and "</del><ins>" in page.replace(
        '<span class="sr">new: </span>', ""
    )


def test_a_stale_decision_is_shown_as_a_difference(desk: Served) -> None:
    """What it was on the screen, what it is now: in JSON, and on the page that a form without scripts gets."""
    claim = next(iter(desk.desk.view.incidents())).claims[0].id
    ada, ben = desk.client("Ada"), desk.client("Ben")
    seen = ada.get(f"/queue/{claim}.json").json
    ben.decide(claim, "reject", why="wrong speaker")
    late = {"item": claim, "version": seen["item"]["version"], "seen": str(seen["seen"]), "verdict": "unsure"}
    told = ada.post("/decide", wants_json=True, **late)
    assert told.status == 409
    assert [(one["field"], sides(one["pieces"])) for one in told.json["changes"]] == [
        ("status", ("unjudged", "rejected"))
    ]
    page = ada.post("/decide", **late).text
    assert "<del>" in page and "rejected</ins>" in page and "wrong speaker" in page
    assert Judged([one.judgement for one in desk.desk.view.made]).status(claim) == "rejected"
