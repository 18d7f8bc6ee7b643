"""build_incidents as a whole: a pure function, whatever the order; ids that stay; what is accepted."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from incident_makings import claim, judgement, report, town

from sayso.ids import canonical_json
from sayso.incidents import accepted_view, build_incidents, find_incidents
from sayso.model import Claim, Judgement, Report
from sayso.records import incident_record

REPORTS = [report("r1", retrieved="2031-05-06T08:00:00Z"), report("r2", "2031-05-07"), report("r3", None)]
names = st.sampled_from(("", "Kestrel Front", "the army", "gunmen"))
claims_made = st.lists(
    st.builds(
        claim,
        st.uuids().map(str),
        st.sampled_from(("bombing", "killing", "air_strike", "attack", "threat", "arrest")),
        report=st.sampled_from(("r1", "r2", "r3", "not there")),
        at=st.integers(0, 2000),
        stance=st.sampled_from(("asserts", "denies", "accuses")),
        by=names,
        against=names,
        place=st.sampled_from((None, "Velmora", "Orsk Ford", "Dunhal", "Nowhere")),
        day=st.sampled_from(("", "2031-05-05", "2031-05-06", "2029-01-01")),
        killed=st.sampled_from((None, (5, None), (9, 9), (0, 0))),
        background=st.booleans(),
    ),
    max_size=10,
)


@settings(max_examples=60, deadline=None)
@given(claims_made, st.randoms(use_true_random=False), st.data())
def test_the_order_of_entries_changes_nothing(claims: list[Claim], chance, data) -> None:  # type: ignore[no-untyped-def]
    """The same claims, judgements and reports in any order give the same incidents, byte for byte."""
    judgements = [judgement(data.draw(VERDICTS), *_some(claims, data)) for _ in range(3)] if claims else []
    expected = _bytes(claims, judgements, REPORTS)
    for entries in (claims, judgements):
        chance.shuffle(entries)
    assert _bytes(claims, judgements, list(reversed(REPORTS))) == expected


@settings(max_examples=60, deadline=None)
@given(claims_made, st.data())
def test_every_claim_is_in_at_most_one_incident(claims: list[Claim], data) -> None:  # type: ignore[no-untyped-def]
    """No claim is told twice, and no incident is without claims."""
    built = build_incidents(claims, [], REPORTS)
    told = [one.id for incident in built for one in incident.claims]
    assert len(told) == len(set(told)) and all(incident.claims for incident in built)


VERDICTS = st.sampled_from(("accept", "reject", "unsure", "merge", "split", "not_same"))


def _some(claims: list[Claim], data) -> list[str]:  # type: ignore[no-untyped-def]
    return data.draw(st.lists(st.sampled_from([one.id for one in claims]), min_size=1, max_size=4))


def _bytes(claims: list[Claim], judgements: list[Judgement], reports: list[Report]) -> str:
    return canonical_json([incident_record(one) for one in build_incidents(claims, judgements, reports)])


def test_the_id_stays_when_more_reports_arrive() -> None:
    """A later report of the same bombing, of an earlier day even, joins and leaves the id as it was."""
    first = claim("a", place="Velmora", day="2031-05-05")
    later = claim("b", report="late", place="Velmora", day="2031-05-05", against="the ferry")
    arrived = report("late", "2031-05-05", retrieved="2031-05-09T08:00:00Z")
    before = build_incidents([first], [], REPORTS)
    after = build_incidents([first, later], [], [*REPORTS, arrived])
    assert [one.id for one in before] == [one.id for one in after]
    assert [one.id for one in after[0].claims] == ["a", "b"]


def test_an_old_id_finds_the_incident_it_became_part_of() -> None:
    """When two incidents turn out to be one, the id of the later still leads to it."""
    alone = build_incidents([claim("b", report="r2", place="Velmora")], [], REPORTS)[0]
    merged = build_incidents(
        [claim("a"), claim("b", report="r2", place="Velmora")], [judgement("merge", "a", "b")], REPORTS
    )
    assert [one.id for one in find_incidents(merged, alone.id)] == [merged[0].id] != [alone.id]
    assert find_incidents(merged, "i-no-such") == ()


def test_place_and_day_are_the_most_exact_ones() -> None:
    """The incident carries the day of one claim and the town of another."""
    wide = claim("a", place=None, day="2031-05-05")
    exact = claim("b", at=90, place=town("Velmora"))
    incident = build_incidents([wide, exact], [], REPORTS)[0]
    assert incident.place == exact.place and incident.when == wide.when and incident.killed == (None, None)


def test_a_rejected_claim_gives_no_figure() -> None:
    """What a person rejected stays to be seen, and counts for nothing."""
    claims = [claim("a", killed=(5, 5)), claim("b", at=50, killed=(90, 90), sources=[["a caller"]])]
    incident = build_incidents(claims, [judgement("reject", "b")], REPORTS)[0]
    assert incident.killed == (5, 5) and incident.statuses == ("unjudged", "rejected")
    assert not incident.accepted and incident.disagreements == ()


def test_accepted_view_rests_on_accepted_claims_alone() -> None:
    """Figures and disagreements are those of the accepted claims; the id is that of the whole."""
    claims = [claim("a", killed=(5, 5)), claim("b", at=50, killed=(90, 90), sources=[["a caller"]])]
    whole = build_incidents(claims, [judgement("accept", "b")], REPORTS)
    (public,) = accepted_view(whole, REPORTS)
    assert public.id == whole[0].id and [one.id for one in public.claims] == ["b"]
    assert public.killed == (90, 90) and public.disagreements == () and set(public.statuses) == {"accepted"}


def test_no_claims_no_incidents() -> None:
    """Nothing comes of nothing, and a threat alone is no incident."""
    assert build_incidents([], [], []) == ()
    assert build_incidents([claim("a", "threat")], [], REPORTS) == ()


def test_reasons_say_how_often_they_held() -> None:
    """The reasons are sentences, those against the link named as such."""
    claims = [
        claim(name, at=50 * n, day=f"2031-05-0{5 + n // 2}", place="Velmora") for n, name in enumerate("abc")
    ]
    (incident,) = build_incidents(claims, [], REPORTS)
    assert "Both name the same town, or places a few kilometres apart. (2 times)" in incident.reasons
    assert "Against it: They are dated to different days." in incident.reasons
    assert json.dumps(incident_record(incident))
