"""Origins are counted, not outlets."""

from __future__ import annotations

import dataclasses

from incident_makings import report

from sayso.incidents.independence import find_origins, independent, wire_of
from sayso.model import Report

STORY = (
    "The mill at Quillback burned down on Monday after two shells had struck its roof, the miller Odo Brankel said. "
    "Nobody was inside. The flames were seen from Velmora, twelve kilometres away, and the bridge was closed until noon."
)


def by(publisher: str | None, text: str, url: str | None = None) -> Report:
    return dataclasses.replace(
        report(f"{publisher}{len(text)}{url}", text=text), publisher=publisher, url=url
    )


def test_ten_reprints_of_one_wire_are_one_origin() -> None:
    """Ten papers print one text under the credit of one agency: one origin."""
    reprints = [by(f"Paper {n}", f"VELMORA (AP) - {STORY} Edition {n}.") for n in range(10)]
    (origin,) = find_origins(reprints)
    assert independent([origin]) == 1 and len(origin.reports) == 10 and origin.name == "Associated Press"
    assert "Both carry the credit of Associated Press." in origin.why


def test_a_copied_text_is_one_origin() -> None:
    """Two papers that print the same words without a credit are one origin, and it says why."""
    (origin,) = find_origins(
        [by("Lantern", STORY), by("Courier", f"{STORY} The mayor was not to be reached.")]
    )
    assert any("word for word" in reason for reason in origin.why)


def test_outlets_of_one_owner_are_one_origin() -> None:
    """The table of owners ties outlets that write in words of their own."""
    one = by(None, "The mill burned down.", "https://www.bbc.com/a")
    other = by(None, "A fire has destroyed a mill.", "https://www.bbc.co.uk/b")
    assert [origin.name for origin in find_origins([one, other])] == ["BBC"]


def test_two_papers_of_their_own_are_two_origins() -> None:
    """Different words, different outlets, no common credit."""
    origins = find_origins(
        [by("Lantern", STORY), by("Courier", "A fire has destroyed the old mill of Quillback.")]
    )
    assert independent(origins) == 2


def test_an_unknown_origin_adds_nothing() -> None:
    """A report of which nobody knows whose it is does not make two of one; alone it is still told by somebody."""
    unknown = by(None, "A fire has destroyed the old mill of Quillback.")
    assert independent(find_origins([by("Lantern", STORY), unknown])) == 1
    assert independent(find_origins([unknown])) == 1 and independent([]) == 0


def test_a_mention_of_an_agency_is_no_credit() -> None:
    """Somebody told an agency something: the report is not therefore the agency's."""
    assert wire_of(by("Lantern", "The miller told Reuters that the mill was lost.")) is None
