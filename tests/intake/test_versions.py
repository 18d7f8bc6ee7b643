"""Pages that were retrieved again, and what their publishers say of their own reports."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from intake_makings import NEWS, PARAGRAPHS, page, warc

from sayso import intake
from sayso.incidents import build_incidents
from sayso.intake import Arrival
from sayso.intake.notices import notices_of
from sayso.intake.versions import Versions
from sayso.ledger import open_ledger
from sayso.model import Reading

URL = "https://valley.example/1"


def retrieved(html: bytes, when: str = "2026-03-03T10:00:00Z", url: str = URL) -> Arrival:
    """The page as an archive has it."""
    (one,) = intake.read_reports(warc({url: html}, **{"WARC-Date": when}), origin="crawl.warc.gz")
    assert isinstance(one, Arrival)
    return one


def changed(words: str = "killed four engineers") -> bytes:
    """The page with another figure."""
    return page(1).replace(b"killed three engineers", words.encode())


def test_a_changed_page_replaces_the_former() -> None:
    """The later version names the one before, with what is new and gone; a third names the second."""
    versions = Versions(list)
    first = versions.placed(retrieved(page(1)))
    second = versions.placed(retrieved(changed(), "2026-03-04T10:00:00Z"))
    third = versions.placed(retrieved(changed("killed five engineers"), "2026-03-05T10:00:00Z"))
    assert first and second and third
    assert (first.report.replaces, second.report.replaces, third.report.replaces) == (
        None,
        first.report.id,
        second.report.id,
    )
    assert [one.message for one in second.problems if one.code == "new_version"] == [
        f"A later version of report {first.report.id}, which stood at the same address: 1 paragraphs new, 1 gone. What only the former said is no longer its publisher's word."
    ]


def test_a_page_with_other_advertisements_has_not_changed() -> None:
    """Other bytes and the same words are no version."""
    versions = Versions(list)
    assert versions.placed(retrieved(page(1)))
    assert (
        versions.placed(
            retrieved(page(1).replace(b"<nav>", b"<nav><b>Buy now 93412</b>"), "2026-03-04T10:00:00Z")
        )
        is None
    )


def test_what_is_no_version() -> None:
    """Another article at the address, an older retrieval, another address, and an address that somebody gave."""
    versions = Versions(list)
    first = retrieved(page(1))
    assert versions.placed(first) == first
    other = page(2, [f"{NEWS} Nothing of this was said before, on no page of ours ({n})." for n in range(3)])
    for arrival in (
        retrieved(other, "2026-03-04T10:00:00Z"),
        retrieved(changed("killed nine engineers"), "2026-03-01T10:00:00Z"),
        retrieved(changed(), "2026-03-04T10:00:00Z", "https://valley.example/2"),
    ):
        placed = versions.placed(arrival)
        assert placed is not None and placed.report.replaces is None
    given = [
        one
        for one in intake.read_reports(changed("killed two engineers"), origin="a.html", url=URL)
        if isinstance(one, Arrival)
    ]
    assert versions.placed(given[0]) == given[0]


def test_a_withdrawal_is_a_version_whatever_is_left() -> None:
    """A page whose text was taken away and says so takes the place of the former."""
    versions = Versions(list)
    first = versions.placed(retrieved(page(1)))
    gone = page(
        9, ["This article has been withdrawn because its account could not be confirmed by our editors."]
    ).replace(b"This is report 9 from the lake.", b"The newsroom has looked into the matter.")
    later = versions.placed(retrieved(gone, "2026-03-04T10:00:00Z"))
    assert first and later and later.report.replaces == first.report.id
    assert "withdrawn" in [one.code for one in later.problems]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Correction: An earlier version of this article gave the wrong town.", "corrected"),
        ("CORRECTION – The toll was five.", "corrected"),
        ("Editor’s note: This story was amended to correct the name of the district.", "corrected"),
        ("This article was corrected on 3 March to say that the mine was old.", "corrected"),
        ("An earlier version of this story misstated the number of wounded.", "corrected"),
        ("(Corrects death toll in paragraph two)", "corrected"),
        ("This story has been retracted.", "withdrawn"),
        ("WITHDRAWN: Blast kills nine in Torvan", "withdrawn"),
        ("The agency has withdrawn this report. Please disregard the item.", "withdrawn"),
        ("The army made a correction to its course near the river.", None),
        ("Troops were withdrawn from the town on Monday.", None),
        ("The minister retracted his statement of Sunday.", None),
        ("Editor’s note: the writer lives in Torvan.", None),
        ("Corrections officers were hurt in the riot.", None),
        ("A correctional facility was hit.", None),
    ],
)
def test_notices(words: str, code: str | None) -> None:
    """Corrections and withdrawals are told from armies that withdraw; the problem points at the notice."""
    text = f"{NEWS}\n\n{words}"
    found = notices_of(text, "A mine at the bridge")
    assert [one.code for one in found] == ([code] if code else [])
    if code:
        span = found[0].span
        assert span and span.text == words == text[span.start : span.end]


def test_a_notice_in_the_data_of_a_page() -> None:
    """A correction that only the page's JSON-LD states is said too."""
    linked = b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","correction":"The toll was four."}</script>'
    (one,) = intake.read_reports(page(1).replace(b"</head>", linked + b"</head>"), origin="in")
    assert isinstance(one, Arrival)
    assert [p.message for p in one.problems if p.code == "corrected"] == [
        "The publisher says that this report was corrected: 'The toll was four.'."
    ]


@pytest.mark.slow
def test_a_correction_reaches_the_claims(tmp_path: Path, reader) -> None:  # type: ignore[no-untyped-def]
    """In the incident only the later version's figure counts, and a sentence says why; the former claim stays in it."""
    words = "Shells hit the market of Torvan on Monday and killed {} people, the governor Ilya Marenko said."
    first, second = (page(1, [words.format(n), *PARAGRAPHS[1:]]) for n in ("six", "nine"))
    versions = Versions(list)
    with open_ledger(str(tmp_path / "book.db"), create=True) as ledger:
        for number, html in enumerate((first, second)):
            arrival = versions.placed(retrieved(html, f"2026-03-0{number + 3}T10:00:00Z"))
            assert arrival
            ledger.add_reading(reader.read(arrival.report, arrival.problems), arrival.artefact)
        reports, claims = list(ledger.reports()), list(ledger.claims())
    assert reports[1].replaces == reports[0].id
    incidents = [
        one
        for one in build_incidents(claims, (), reports)
        if {claim.report for claim in one.claims} == {r.id for r in reports}
    ]
    hit = next(one for one in incidents if one.killed[0])
    assert hit.killed == (9, 9) and any("its publisher has changed since" in reason for reason in hit.reasons)
    before = build_incidents(claims, (), [reports[0], dataclasses.replace(reports[1], replaces=None)])
    assert any(one.killed == (6, 9) for one in before)


def test_a_version_is_kept_with_its_link(tmp_path: Path) -> None:
    """The link to the former version stands in the ledger, and adding both again changes nothing."""
    with open_ledger(str(tmp_path / "book.db"), create=True) as ledger:
        for round_ in range(2):
            versions = Versions(ledger.reports)
            for number, html in enumerate((page(1), changed())):
                arrival = versions.placed(retrieved(html, f"2026-03-0{number + 3}T10:00:00Z"))
                assert arrival
                added = ledger.add_reading(
                    Reading(arrival.report, (), arrival.problems, "fake.1"), arrival.artefact
                )
                assert added.changed == (round_ == 0)
        first, second = ledger.reports()
    assert second.replaces == first.id
