"""Claims become groups of one happening each."""

from __future__ import annotations

import dataclasses

from incident_makings import claim, judgement, report, spot

from sayso.incidents import build_incidents
from sayso.model import Claim, Judgement

REPORTS = [report("r1"), report("r2", "2031-05-07"), report("r3", "2031-05-08")]
STRIKE = claim("strike", "air_strike", place="Velmora", day="2031-05-05", against="the ferry")


def groups(*claims: Claim, judgements: tuple[Judgement, ...] = ()) -> set[frozenset[str]]:
    """The ids of the claims of each incident."""
    built = build_incidents(claims, judgements, REPORTS)
    return {frozenset(one.id for one in incident.claims) for incident in built}


def test_one_report_tells_mainly_of_one_happening() -> None:
    """Thin claims of a report, without place or day, join what it is about."""
    thin = [claim(f"thin{n}", "killing", at=200 * n, killed=(n, None)) for n in range(1, 4)]
    assert groups(STRIKE, *thin) == {frozenset(("strike", "thin1", "thin2", "thin3"))}


def test_denials_and_blame_stay_with_what_they_are_about() -> None:
    """A denial and an accusation are of the incident that they are about."""
    denial = claim("denial", "air_strike", at=300, stance="denies", by="the air force")
    blame = claim("blame", "air_strike", at=500, stance="accuses", by="the air force")
    assert groups(STRIKE, denial, blame) == {frozenset(("strike", "denial", "blame"))}


def test_two_towns_are_two_happenings() -> None:
    """Strikes on towns far from one another are two incidents, in one report too."""
    assert len(groups(STRIKE, claim("b", "air_strike", at=200, place="Dunhal", day="2031-05-05"))) == 2


def test_history_is_not_the_news() -> None:
    """A bombing of two years ago in the same town is an incident of its own."""
    assert (
        len(
            groups(
                STRIKE, claim("b", "air_strike", at=200, place="Velmora", day="2029-05-05", background=True)
            )
        )
        == 2
    )


def test_two_reports_meet_by_what_they_say_in_all() -> None:
    """The day from one sentence and the town from another are enough, though no two sentences share both."""
    day = claim("day", "air_strike", report="r2", day="2031-05-05")
    where = claim("where", "killing", report="r2", at=150, place="Orsk Ford", killed=(4, 4))
    assert groups(STRIKE, day, where) == {frozenset(("strike", "day", "where"))}


def test_a_chain_of_likenesses_does_not_join_strangers() -> None:
    """Two strikes that one report keeps apart stay apart when another report's vague claim is like both."""
    other = claim("other", "air_strike", at=2000, place="Dunhal", day="2031-05-05")
    vague = claim("vague", "air_strike", report="r2", day="2031-05-05", place=spot("Tarvia", "country"))
    assert frozenset(("strike", "other", "vague")) not in groups(STRIKE, other, vague)
    assert not any({"strike", "other"} <= group for group in groups(STRIKE, other, vague))


def test_a_merge_joins_what_reasons_would_not() -> None:
    """A person's merge holds against any reason, even for a claim that has no incident by itself."""
    threat = claim("threat", "threat", report="r3")
    merge = judgement("merge", "strike", "threat", why="he meant this")
    assert groups(STRIKE, threat) == {frozenset(("strike",))}
    assert groups(STRIKE, threat, judgements=(merge,)) == {frozenset(("strike", "threat"))}
    assert "he meant this" in build_incidents([STRIKE, threat], [merge], REPORTS)[0].reasons[0]


def test_not_the_same_parts_what_reasons_would_join() -> None:
    """Claims that a person parted are never in one incident, not by way of others either."""
    b, c = (
        claim(name, "air_strike", at=at, place="Velmora", day="2031-05-05")
        for name, at in (("b", 100), ("c", 200))
    )
    assert len(groups(STRIKE, b, c)) == 1
    for group in groups(STRIKE, b, c, judgements=(judgement("not_same", "strike", "c"),)):
        assert not {"strike", "c"} <= group


def test_a_split_makes_an_incident_of_its_own() -> None:
    """Claims taken out leave the others together."""
    b, c = (
        claim(name, "air_strike", at=at, place="Velmora", day="2031-05-05")
        for name, at in (("b", 100), ("c", 200))
    )
    assert groups(STRIKE, b, c, judgements=(judgement("split", "c"),)) == {
        frozenset(("strike", "b")),
        frozenset("c"),
    }


def test_two_incidents_that_are_not_the_same_stay_apart_as_they_grow() -> None:
    """All claims of the one are kept from all of the other; a claim that comes later joins one of them, not both."""
    told = [
        claim(name, "air_strike", report=where, place="Velmora", day="2031-05-05", killed=(4, 4))
        for name, where in (("a", "r1"), ("b", "r2"), ("c", "r3"), ("d", "r4"))
    ]
    assert len(groups(*told)) == 1
    apart = dataclasses.replace(judgement("not_same", "a", "b"), other=("c", "d"))
    assert groups(*told, judgements=(apart,)) == {frozenset("ab"), frozenset("cd")}
    late = claim("late", "air_strike", report="r5", place="Velmora", day="2031-05-05", killed=(4, 4))
    grown = groups(*told, late, judgements=(apart,))
    assert len(grown) == 2 and {group - {"late"} for group in grown} == {frozenset("ab"), frozenset("cd")}


def test_a_merge_of_some_claims_takes_back_that_two_incidents_differ() -> None:
    """A claim that was in the wrong one of them is moved by a split and a merge."""
    told = [
        claim(name, "air_strike", report=where, place="Velmora", day="2031-05-05")
        for name, where in (("a", "r1"), ("b", "r2"), ("c", "r3"))
    ]
    apart = dataclasses.replace(judgement("not_same", "a", "b", made="2031-05-10T10:00:00Z"), other=("c",))
    split = judgement("split", "b", made="2031-05-10T11:00:00Z")
    merge = judgement("merge", "b", "c", made="2031-05-10T12:00:00Z")
    assert groups(*told, judgements=(apart, split, merge)) == {frozenset("a"), frozenset("bc")}
