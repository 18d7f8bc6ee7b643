"""Decisions: kept with who and why, refused when stale, taken back by a new entry; and the view is the ledger's."""

from __future__ import annotations

import os
import random
import threading
from collections import Counter
from pathlib import Path

import pytest
from desk_makings import Served, reading, same, served

from sayso.incidents import build_incidents
from sayso.ledger import open_ledger
from sayso.model import Incident
from sayso.review.view import View, read_view

#: the long forms, for ``make soak``
LONG = [pytest.param(500, marks=pytest.mark.slow)] if os.environ.get("SAYSO_SOAK") else []


def large_book(path: Path) -> Path:
    """A ledger of 90 claims in 30 reports: three happenings a report, some of them told by several."""
    with open_ledger(str(path), create=True) as ledger:
        for number in range(30):
            sentences = [
                {
                    "text": f"A blast in Velmora number {town} killed {number % 7 + 1} people, the army said.",
                    "who": "army",
                    "source_kind": "military",
                    "place": (f"Velmora number {town}", 10 + town, town / 2, 3000.0),
                    "killed": (number % 7 + 1, number % 7 + 1, f"killed {number % 7 + 1}"),
                }
                for town in (number, 30 + number % 10, 50 + number % 3)
            ]
            ledger.add_reading(*reading(f"r{number}", sentences))
    return path


def bombing(desk: Served) -> Incident:
    return next(one for one in desk.desk.view.incidents() if one.kind == "bombing")


def as_the_ledger_says(desk: Served) -> View:
    """The view built anew from the file."""
    with open_ledger(desk.desk.book) as ledger:
        return read_view(ledger)


def test_a_decision_stands_in_the_ledger_with_who_and_why(desk: Served) -> None:
    """A decision stands in the ledger with who and why."""
    claim = bombing(desk).claims[0].id
    answer = desk.client("Ada").decide(claim, "reject", why="wrong number")
    assert answer.status == 200, answer.text
    with open_ledger(desk.desk.book) as ledger:
        (judgement,) = ledger.judgements()
    assert (judgement.by, judgement.verdict, judgement.about, judgement.why) == (
        "Ada",
        "reject",
        (claim,),
        "wrong number",
    )
    assert same(desk.desk.view, as_the_ledger_says(desk))


def test_a_decision_about_what_has_changed_is_refused_and_shown(desk: Served) -> None:
    """A decision about what has changed is refused and shown."""
    claim = bombing(desk).claims[0].id
    ada, ben = desk.client("Ada"), desk.client("Ben")
    seen = ada.get(f"/queue/{claim}.json").json
    assert ben.decide(claim, "reject", why="the words do not say this").status == 200
    late = ada.post(
        "/decide",
        wants_json=True,
        item=claim,
        version=seen["item"]["version"],
        seen=str(seen["seen"]),
        verdict="accept",
    )
    assert late.status == 409
    assert [(one["by"], one["verdict"], one["why"]) for one in late.json["since"]] == [
        ("Ben", "reject", "the words do not say this")
    ]
    assert [one.by for one in _judgements(desk)] == ["Ben"]


def test_accept_is_refused_where_the_quote_was_never_shown(desk: Served) -> None:
    """Accept is refused where the quote was never shown."""
    claim = bombing(desk).claims[0].id
    version = desk.desk.view.version([claim])
    answer = desk.client("Ada").post(
        "/decide", wants_json=True, item=claim, version=version, verdict="accept"
    )
    assert answer.status == 409 and "quote on your screen" in answer.json["error"]
    assert not _judgements(desk)


def test_a_decision_taken_back_is_a_new_entry_and_counts_no_longer(desk: Served) -> None:
    """A decision taken back is a new entry and counts no longer."""
    ada, claim = desk.client("Ada"), bombing(desk).claims[0].id
    before = list(desk.desk.view.incidents())
    ada.decide(claim, "accept")
    assert bombing(desk).status == "accepted"
    assert ada.post("/undo", wants_json=True).status == 200
    assert list(desk.desk.view.incidents()) == before
    assert [one.verdict for one in _judgements(desk)] == ["accept", "take_back"]
    assert ada.post("/undo", wants_json=True).status == 409
    assert same(desk.desk.view, as_the_ledger_says(desk))


def test_fifty_decisions_are_taken_back_one_by_one_to_where_it_began(desk: Served) -> None:
    """Fifty decisions are taken back one by one to where it began."""
    ada = desk.client("Ada")
    claims = [claim.id for incident in desk.desk.view.incidents() for claim in incident.claims]
    before = list(desk.desk.view.incidents())
    for number in range(50):
        claim = claims[number % len(claims)]
        assert (
            ada.decide(claim, ("reject", "unsure", "accept")[number % 3], why=f"number {number}").status
            == 200
        )
    for _ in range(50):
        assert ada.post("/undo", wants_json=True).status == 200
    assert list(desk.desk.view.incidents()) == before
    assert same(desk.desk.view, as_the_ledger_says(desk))


def test_a_split_taken_back_gives_the_same_view_again(desk: Served) -> None:
    """A split taken back gives the same view again."""
    ada, incident = desk.client("Ada"), bombing(desk)
    before = list(desk.desk.view.incidents())
    assert ada.decide(incident.id, "split", claims=[incident.claims[-1].id]).status == 200
    assert len(desk.desk.view) == len(before) + 1
    assert ada.post("/undo", wants_json=True).status == 200
    assert list(desk.desk.view.incidents()) == before


def test_a_merge_that_a_later_one_builds_on_says_what_must_go_first(desk: Served) -> None:
    """A merge that a later one builds on says what must go first."""
    ada, incident = desk.client("Ada"), bombing(desk)
    shooting = next(one for one in desk.desk.view.incidents() if one.kind == "shooting")
    ada.decide(incident.id, "split", claims=[incident.claims[-1].id])
    parted = [one for one in desk.desk.view.incidents() if one.kind == "bombing"]
    first = ada.decide(f"{parted[0].id}~{parted[1].id}", "merge")
    assert first.status == 200, first.text
    whole = desk.desk.view.find(parted[0].id)
    second = ada.decide(f"{whole.id}~{shooting.id}", "merge")
    assert second.status == 200, second.text
    entry = second.json["stored"]["entry"]
    refused = ada.post("/undo", wants_json=True, entry=str(first.json["stored"]["entry"]))
    assert refused.status == 409 and f"Entry {entry}" in refused.json["error"]
    assert ada.post("/undo", wants_json=True, entry=str(entry)).status == 200
    assert ada.post("/undo", wants_json=True, entry=str(first.json["stored"]["entry"])).status == 200


def regroup(desk: Served, chance: random.Random) -> tuple[str, int]:
    """One act of Ada's that changes which claims are one, chosen by chance: what it was and how it was answered."""
    ada, incidents = desk.client("Ada"), list(desk.desk.view.incidents())
    act = chance.choice(("merge", "split", "undo"))
    if act == "undo":
        return act, ada.post("/undo", wants_json=True).status
    if act == "merge" and len(incidents) > 1:
        one, other = chance.sample(incidents, 2)
        return act, ada.decide(f"{one.id}~{other.id}", "merge").status
    large = [one for one in incidents if len(one.claims) > 1]
    if not large:
        return "none", 409
    one = chance.choice(large)
    claims = chance.sample([claim.id for claim in one.claims], chance.randint(1, len(one.claims) - 1))
    return "split", ada.decide(one.id, "split", claims=claims).status


@pytest.mark.parametrize("acts", [60, *LONG])
def test_each_claim_stays_in_one_incident_through_random_merges_splits_and_undos(
    tmp_path: Path, acts: int
) -> None:
    """Check 6 of the desk: nothing vanishes, nothing is in two, and what is shown is what a new beginning gives."""
    with served(large_book(tmp_path / "large.db")) as desk:
        chance, done = random.Random(6), Counter[tuple[str, int]]()
        every = sorted(claim.id for incident in desk.desk.view.incidents() for claim in incident.claims)
        for number in range(acts):
            done[regroup(desk, chance)] += 1
            now = sorted(claim.id for incident in desk.desk.view.incidents() for claim in incident.claims)
            assert now == every
            if number % 100 == 99:
                assert same(desk.desk.view, as_the_ledger_says(desk))
        assert same(desk.desk.view, as_the_ledger_says(desk))
    print(f"{acts} acts on {len(every)} claims: {dict(sorted(done.items()))}")
    assert {status for _, status in done} <= {200, 409}
    assert min(done[act, 200] for act in ("merge", "split", "undo")) > acts / 20


@pytest.mark.parametrize("each", [40, *LONG])
def test_two_reviewers_on_one_queue_overwrite_nothing(desk: Served, each: int) -> None:
    """Both decide whatever stands first, at once: each decision is kept whole or refused as stale."""
    outcomes: dict[str, list[int]] = {"Ada": [], "Ben": []}

    def work(name: str) -> None:
        client, chance = desk.client(name), random.Random(name)
        for _ in range(each):
            claims = [claim.id for incident in desk.desk.view.incidents() for claim in incident.claims]
            outcomes[name].append(
                client.decide(chance.choice(claims), chance.choice(("reject", "unsure"))).status
            )

    threads = [threading.Thread(target=work, args=(name,)) for name in outcomes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = _judgements(desk)
    for name, statuses in outcomes.items():
        assert statuses.count(200) == sum(one.by == name for one in kept)
        assert set(statuses) <= {200, 409}
    for name, statuses in outcomes.items():
        print(f"{name}: {len(statuses)} decisions, {dict(Counter(statuses))}")
    assert same(desk.desk.view, as_the_ledger_says(desk))


def test_what_another_program_adds_is_seen_before_the_next_decision(desk: Served) -> None:
    """What another program adds is seen before the next decision."""
    from sayso.acts.judging import judge_claims

    ada, incident = desk.client("Ada"), bombing(desk)
    seen = ada.get(f"/queue/{incident.claims[0].id}.json").json
    judge_claims(desk.desk.book, "reject", [incident.id], (), "Cle", "from the command line")
    late = ada.post(
        "/decide", wants_json=True, item=seen["item"]["id"], version=seen["item"]["version"], verdict="unsure"
    )
    assert late.status == 409 and late.json["since"][0]["by"] == "Cle"


def test_the_view_after_decisions_is_that_of_the_whole_ledger(desk: Served) -> None:
    """Statuses worked out claim by claim are those of ``build_incidents`` over everything."""
    chance, clients = random.Random(3), [desk.client("Ada"), desk.client("Ben")]
    for _ in range(40):
        claims = [claim.id for incident in desk.desk.view.incidents() for claim in incident.claims]
        client = chance.choice(clients)
        if chance.random() < 0.3:
            client.post("/undo", wants_json=True)
        else:
            client.decide(chance.choice(claims), chance.choice(("accept", "reject", "unsure", "fix")))
    view = desk.desk.view
    claims = [claim for reading in view.readings.values() for claim in reading.claims]
    built = build_incidents(claims, [one.judgement for one in view.made], view.reports.values())
    assert list(view.incidents()) == list(built)


def _judgements(desk: Served) -> list:  # type: ignore[type-arg]
    with open_ledger(desk.desk.book) as ledger:
        return list(ledger.judgements())
