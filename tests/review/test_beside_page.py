"""The page of two readings side by side."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from desk_makings import Served, served

from sayso.ledger import open_ledger
from sayso.model import ClaimId


def test_without_a_second_reading_it_says_how_to_get_one(desk: Served) -> None:
    """The page names the command, and the report links the page."""
    kay, report = desk.client(), next(iter(desk.desk.view.reports))
    assert f"/reports/{report}/beside" in kay.get(f"/reports/{report}").text
    page = kay.get(f"/reports/{report}/beside")
    assert page.status == 200 and "--reader both" in page.text


def test_two_readings_side_by_side(book: Path) -> None:
    """What differs comes first; whatever the second reader says stands there as text, and counts for nothing."""
    with open_ledger(str(book)) as ledger:
        first = next(reading for reading in ledger.readings() if reading.claims)
        artefact = ledger.artefact(first.report.id)
        changed = dataclasses.replace(
            first.claims[0], id=ClaimId("cother"), stance="denies", kind="looting", reader="<b>model</b>"
        )
        second = dataclasses.replace(first, claims=(changed,), reader="<b>model</b>")
        ledger.add_reading(second, artefact, second=True)
        claims = len(list(ledger.claims()))
    with served(book) as desk:
        kay = desk.client()
        path = f"/reports/{first.report.id}/beside"
        page, facts = kay.get(path).text, kay.get(path + ".json").json
        inbox = kay.get("/inbox.json").json
    (pair,) = facts["differ"]
    assert {part["field"]: part["other"] for part in pair["on"]} == {"kind": "looting", "stance": "denies"}
    assert len(facts["only"][0]) == len(first.claims) - 1 and facts["only"][1] == [] == facts["alike"]
    assert "&lt;b&gt;model&lt;/b&gt;" in page and "<b>model</b>" not in page
    assert inbox["totals"]["claims"] == claims
