"""What nobody accepted never leaves in a public export."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest
from export_makings import insides
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_makings import claim, judgement, report

from sayso.exports import FORMATS, export
from sayso.incidents import accepted_view, build_incidents
from sayso.model import Judgement
from sayso.problems import NoSuchFormat, NotAccepted

#: formats that have every claim with its id, words, names and figures
WHOLE = ("csv", "json", "tsv")
REPORTS = [report("r1"), report("r2"), report("r3")]
#: nine claims whose ids, figures, names and words are found nowhere else in an export
CLAIMS = [
    claim(
        f"only{n}id",
        report=f"r{n % 3 + 1}",
        at=2000 * n,
        trigger=f"trigger{n}x",
        by=f"Doer{n}x",
        place="Velmora",
        day="2031-05-05",
        killed=(7000 + n, 7000 + n),
        sources=[[f"Speaker{n}x"]],
    )
    for n in range(9)
]
verdicts = st.builds(
    judgement,
    st.sampled_from(("accept", "reject", "unsure", "fix", "merge", "not_same", "split")),
    *[st.sampled_from([one.id for one in CLAIMS])] * 2,
    by=st.sampled_from(("R. Marsh", "A. Okoro")),
    made=st.sampled_from([f"2031-05-1{n}T00:00:00Z" for n in range(5)]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(verdicts, max_size=12), st.sampled_from(sorted(FORMATS)))
def test_nothing_unaccepted_in_a_public_export(judgements: list[Judgement], name: str) -> None:
    """Whatever people decide: no id, words, name or figure of a claim that is not accepted gets out."""
    built = build_incidents(CLAIMS, judgements, REPORTS)
    status = {
        one.id: how for incident in built for one, how in zip(incident.claims, incident.statuses, strict=True)
    }
    text = insides(export(accepted_view(built, REPORTS), REPORTS, name))
    for n, one in enumerate(CLAIMS):
        traces = (f"only{n}id", f"trigger{n}x", f"Doer{n}x", f"Speaker{n}x", str(7000 + n))
        found = [bool(re.search(rf"\b{trace}", text)) for trace in traces]
        if status[one.id] != "accepted":
            assert not any(found)
        elif name in WHOLE:
            assert all(found)


@settings(max_examples=100, deadline=None)
@given(st.lists(verdicts, max_size=12), st.sampled_from(WHOLE))
def test_an_internal_export_has_every_claim_with_its_status(judgements: list[Judgement], name: str) -> None:
    """Internally nothing is left out."""
    built = build_incidents(CLAIMS, judgements, REPORTS)
    text = insides(export(built, REPORTS, name, internal=True))
    assert all(one.id in text for one in CLAIMS)


@pytest.mark.parametrize("name", FORMATS)
def test_unaccepted_incidents_are_left_out_by_default(name: str) -> None:
    """Whoever hands over everything and says nothing gets the accepted ones alone: here none."""
    built = build_incidents(CLAIMS, [], REPORTS)
    assert not any(one.id in insides(export(built, REPORTS, name)) for one in CLAIMS)


def test_an_incident_resting_on_unaccepted_claims_is_refused() -> None:
    """An accepted incident handed over whole would carry unaccepted figures: that is refused in a sentence."""
    built = build_incidents(CLAIMS[:4], [judgement("accept", CLAIMS[0].id)], REPORTS)
    accepted = next(incident for incident in built if incident.accepted)
    with pytest.raises(NotAccepted) as refusal:
        export([accepted], REPORTS, "json")
    assert str(refusal.value) == (
        f"incident {accepted.id}: some of its claims were accepted by nobody. Nothing was written. "
        "Hand over sayso.incidents.accepted_view(…), or export with --internal."
    )
    with pytest.raises(NotAccepted):
        export([dataclasses.replace(accepted, statuses=())], REPORTS, "csv")


def test_an_unknown_format_names_the_known_ones() -> None:
    """The message says which formats there are."""
    with pytest.raises(NoSuchFormat) as refusal:
        export([], [], "docx")
    assert (
        str(refusal.value)
        == f"docx: no such format. Formats: {', '.join(FORMATS)}. Give one of them with --to."
    )


def test_public_json_has_neither_texts_nor_paths_nor_reviewers() -> None:
    """The report's text is its publisher's; where we keep it and who judged is ours."""
    hidden = report("r1", text="The whole text.", retrieved="2031-05-06T00:00:00Z")
    made = [judgement("merge", CLAIMS[0].id, CLAIMS[3].id), judgement("accept", CLAIMS[0].id, CLAIMS[3].id)]
    public = export(accepted_view(build_incidents(CLAIMS, made, [hidden]), [hidden]), [hidden], "json").text
    assert json.loads(public)["reports"][0]["publisher"] == "The r1 Lantern"
    assert not any(words in public for words in ("whole text", "r1.txt", "R. Marsh", "2031-05-06T00"))
