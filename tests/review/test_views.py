"""Counts agree everywhere, nothing without place or date disappears, circles are to scale, exports are what was announced."""

from __future__ import annotations

import csv
import hashlib
import io
import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from desk_makings import Served, reading, served, span

from sayso.drawing.frame import Frame
from sayso.ledger import open_ledger
from sayso.model import Place
from sayso.review.columns import NO_DAY
from sayso.review.drawing.place_map import HEIGHT, WIDTH, place_map, precision_words
from sayso.review.drawing.timeline import timeline
from sayso.review.drawing.world import boundary_view, lines_between, world
from sayso.review.drawing.world_map import bins_of
from sayso.review.filters import CHOICES, counts_of, facets, mask_of, read_filter
from sayso.review.pages.explore import histogram
from sayso.sphere import displaced, kilometres


def mixed_book(path: Path, reports: int = 30) -> Path:
    """Many happenings, some without a place, some without a day, some accepted."""
    chance = random.Random(5)
    with open_ledger(str(path), create=True) as ledger:
        for number in range(reports):
            killed = chance.randrange(60)
            one = {
                "text": f"A blast in Town{number} killed {killed} people, residents said.",
                "who": "residents",
                "source_kind": "resident",
                "killed": (killed, killed, f"killed {killed}"),
                "dated": chance.random() < 0.8,
            }
            if chance.random() < 0.8:
                one["place"] = (f"Town{number}", chance.uniform(-60, 70), chance.uniform(-180, 180), 3000.0)
            ledger.add_reading(*reading(f"r{number}", [one], published=f"2031-{1 + number % 12:02}-07"))
    return path


def queries(number: int) -> list[list[tuple[str, str]]]:
    """So many random selections."""
    chance, found = random.Random(11), []
    for _ in range(number):
        asked = [
            (name, chance.choice(list(values()))) for name, values in CHOICES.items() if chance.random() < 0.2
        ]
        asked += [("killed", str(chance.randrange(60)))] if chance.random() < 0.3 else []
        asked += (
            [("q", chance.choice(("town1", "residents", "bomb", "zzz")))] if chance.random() < 0.3 else []
        )
        asked += [("from", "2031-05-01")] if chance.random() < 0.2 else []
        west = chance.uniform(-180, 180)
        asked += (
            [("box", f"{west:.1f},-40,{chance.uniform(-180, 180):.1f},60")] if chance.random() < 0.2 else []
        )
        found.append(asked)
    return found


def test_counts_agree_on_map_bars_table_and_export(tmp_path: Path) -> None:
    """Checks 11 and 12: for 200 selections bins + unplaced, bars + undated, rows and export lines all add up."""
    from urllib.parse import urlencode

    with served(mixed_book(tmp_path / "mixed.db")) as desk:
        kay, columns = desk.client("Kay"), desk.desk.view.columns
        for asked in queries(200):
            filter = read_filter(asked)
            mask = mask_of(filter, columns)
            counts = counts_of(mask, columns)
            bins = bins_of(columns, mask, 7.3)
            bars = histogram(columns, mask)["bars"]
            assert sum(count for *_, count in bins) + counts["without_place"] == counts["shown"]
            assert sum(bar["count"] for bar in bars) + counts["without_date"] == counts["shown"]
            for name, rows in facets(filter, columns).items():
                for row in rows:
                    alone = replace(filter, chosen={**filter.chosen, name: frozenset((row["value"],))})
                    assert row["count"] == mask_of(alone, columns).sum()
        looked = 0
        for asked in queries(25):
            facts = kay.get(f"/explore.json?{urlencode(asked)}").json
            export = kay.get(f"/exports.json?{urlencode(asked)}&format=csv&scope=internal").json
            assert (
                len(facts["rows"])
                == facts["counts"]["shown"]
                == facts["pages"]["total"]
                == export["chosen"]
                == export["manifest"]["incidents"]
            )
            looked += 1
        print(f"200 selections counted, {looked} of them as pages")


def test_each_address_restores_its_view(tmp_path: Path) -> None:
    """Check 10: 100 random selections; the address that a page gives back selects the same."""
    from urllib.parse import parse_qsl

    with served(mixed_book(tmp_path / "mixed.db", 12)) as desk:
        for asked in queries(100):
            filter = read_filter(asked)
            again = read_filter(parse_qsl(filter.query()))
            assert again == filter
            assert np.array_equal(
                mask_of(again, desk.desk.view.columns), mask_of(filter, desk.desk.view.columns)
            )


def placed(lat: float, lon: float, radius_m: float, precision: str) -> list:  # type: ignore[type-arg]
    """A claim about that place."""
    made, _ = reading(
        "m", [{"text": "A blast in Velmora.", "place": ("Velmora", lat, lon, radius_m, precision)}]
    )
    return list(made.claims)


@pytest.mark.parametrize("lat", [0.0, 45.0, 70.0, -33.0])
@pytest.mark.parametrize("radius_m", [800.0, 6_000.0, 90_000.0])
def test_the_circle_is_to_scale(lat: float, radius_m: float) -> None:
    """Check 13: the circle's edge is where the sphere puts it, within 1%, and the scale bar measures the same."""
    drawn = place_map(placed(lat, 20.0, radius_m, "near"), None)
    assert drawn is not None
    one = drawn["places"][0]
    scale = (
        drawn["scale"]["pixels"]
        / {"m": 1, "km": 1000}[drawn["scale"]["words"].split()[1]]
        / float(drawn["scale"]["words"].split()[0].replace(",", ""))
    )
    frame = Frame(lat, 20.0, 1 / scale, WIDTH, HEIGHT)
    for bearing in (0.0, 90.0, 180.0, 270.0):
        x, y = frame.xy(*displaced((lat, 20.0), radius_m / 1000, bearing))
        edge = np.hypot(x - frame.xy(lat, 20.0)[0], y - frame.xy(lat, 20.0)[1])
        assert abs(edge - one["r"]) <= 0.01 * one["r"] + 0.05, (lat, bearing)


def test_no_pin_for_less_than_a_town_and_an_area_for_a_district() -> None:
    """What is known to the district only is drawn as an area, in words too; a point has its dot."""
    assert [
        place_map(placed(41, 20, r, p), None)["places"][0]["point"]
        for r, p in ((500, "point"), (3000, "town"), (9000, "near"), (40000, "admin2"))
    ] == [True, True, False, False]  # type: ignore[index]
    assert place_map(placed(41, 20, 40000, "admin2"), None)["places"][0]["area"]  # type: ignore[index]
    assert (
        precision_words(Place("x", span("x", "x"), "admin2", None, 41.0, 20.0, 40_000.0))
        == "a district only, ± 40 km"
    )
    assert place_map(placed(0.0, 0.0, 500, "point"), None)["places"][0]["suspicious"]  # type: ignore[index]


def test_a_map_over_the_date_line_and_at_the_pole_holds_together() -> None:
    """Places on both sides of 180° lie near each other; the last degrees north do not blow the map up."""
    claims = placed(-17.0, 179.9, 3000, "town") + placed(-17.0, -179.9, 3000, "town")
    drawn = place_map(claims, None)
    assert drawn is not None
    xs = [one["x"] for one in drawn["places"]]
    assert 0 < abs(xs[0] - xs[1]) < drawn["width"]
    assert kilometres((-17.0, 179.9), (-17.0, -179.9)) < 25
    pole = place_map(placed(89.9, 10.0, 5000, "near"), None)
    assert pole is not None and 0 < pole["places"][0]["r"] < pole["width"]
    for box in ((170.0, -20.0, 190.0, -10.0), (-190.0, 60.0, -170.0, 75.0)):
        for _, line in lines_between(box):
            assert all(
                abs((a[1] - b[1] + 180) % 360 - 180) < 60 for a, b in zip(line, line[1:], strict=False)
            )


def test_the_boundary_view_is_named_wherever_a_map_or_a_file_is(desk: Served) -> None:
    """Check 14: on the incident's map, the explorer, the picture, and in the manifest of an export."""
    kay, name = desk.client("Kay"), boundary_view()
    incident = desk.desk.view.at(0).id
    for path in (f"/incidents/{incident}", "/explore", "/explore/map.svg"):
        assert name in kay.get(path).text, path
    assert kay.get("/exports.json?format=csv").json["manifest"]["boundaries"] == name
    kinds = {kind for kind, _ in world().lines}
    assert kinds == {"coast", "border", "disputed"}


def test_the_timeline_has_every_report_denial_and_the_interval(desk: Served) -> None:
    """One moment for each report, the first named as such; the interval where a day is said."""
    incident = next(one for one in desk.desk.view.incidents() if one.kind == "bombing")
    drawn = timeline(incident, desk.desk.view.reports)
    assert [one["what"] for one in drawn["moments"]] == ["first report", "report"]
    assert drawn["interval"]["days"] == 1


def test_an_export_is_what_was_announced_and_can_be_made_again(desk: Served) -> None:
    """Rows as announced, the hash that of the file, the manifest makes the same bytes; the log says who took it."""
    edi, ada = desk.client("Edi"), desk.client("Ada")
    bombing = next(one for one in desk.desk.view.incidents() if one.kind == "bombing")
    for claim in bombing.claims[:2]:
        assert ada.decide(claim.id, "accept").status == 200
    plan = edi.get("/exports.json?format=csv").json
    assert (plan["chosen"], plan["written"]) == (2, 1)
    assert {(one["of"], one["count"]) for one in plan["left_out"]} == {("incident", 1), ("claim", 2)}
    file = edi.post("/exports", format="csv", scope="public")
    assert (
        hashlib.sha256(file.data).hexdigest()
        == plan["manifest"]["file_sha256"]
        == file.headers["X-Sayso-SHA256"]
    )
    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert {row["claim"] for row in rows} == {claim.id for claim in bombing.claims[:2]}
    assert {row["claim_status"] for row in rows} == {"accepted"}
    manifest = plan["manifest"]
    assert edi.post("/exports", format=manifest["format"], scope=manifest["scope"]).data == file.data
    assert [one["by"] for one in edi.get("/log.json").json["exported"]] == ["Edi", "Edi"]


def test_the_public_preview_is_what_a_public_export_has(desk: Served) -> None:
    """Check 20: the incident page and the export name the same claims, and neither one that nobody accepted."""
    ada, edi = desk.client("Ada"), desk.client("Edi")
    bombing = next(one for one in desk.desk.view.incidents() if one.kind == "bombing")
    ada.decide(bombing.claims[1].id, "accept")
    ada.decide(bombing.claims[2].id, "reject")
    page = edi.get(f"/incidents/{bombing.id}.json").json
    file = edi.post("/exports", format="json", scope="public").json
    exported = [claim["id"] for incident in file["incidents"] for claim in incident["claims"]]
    assert page["public"]["claims"] == exported == [bombing.claims[1].id]
    words = bombing.claims[2].evidence[0].text
    assert words not in str(file) and all(part["claim"] in exported for part in page["summary"])


def test_a_flipped_bit_turns_the_page_red_and_stops_exports(desk: Served) -> None:
    """One verify finds it and names the row; no export leaves; every page says so."""
    kay = desk.client("Kay")
    assert kay.post("/integrity/verify").status == 303
    assert kay.get("/integrity.json").json["checked"]["sound"]
    with sqlite3.connect(desk.desk.book) as file:
        file.execute("DROP TRIGGER entries_unchanged")
        file.execute("UPDATE entries SET body = body || ' ' WHERE number = 2")
    file.close()
    kay.post("/integrity/verify")
    checked = kay.get("/integrity.json").json["checked"]
    assert not checked["sound"] and 2 in [one["number"] for one in checked["findings"]]
    assert kay.post("/exports", format="csv", scope="public").status == 409
    assert "not as it was written" in kay.get("/inbox").text


def test_a_text_is_read_and_a_refused_one_says_why(desk: Served) -> None:
    """Pasted text: its claims in the end; bytes that are no text: a row in the inbox with its line, and a way to try again."""
    ada = desk.client("Ada")
    there = ada.post(
        "/add",
        text="A bomb killed two soldiers near Kitgum on Friday, the army said.",
        published="2031-05-06",
        publisher="The Lantern",
    ).headers["Location"]
    for _ in range(1200):
        job = ada.get(f"{there}.json").json["job"]
        if job["over"]:
            break
    assert job["refused"] is None and job["claims"] >= 1
    assert ada.get(f"/reports/{job['report']}.json").json["claims"]
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="odd.bin"\r\n\r\n\x00\x01\x02\x03\r\n--b--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Origin": f"http://127.0.0.1:{desk.port}"}
    ada.ask("POST", "/add", body, headers)
    for _ in range(600):
        failed = ada.get("/inbox.json").json["failed"]
        if failed:
            break
    assert failed[0]["refused"].startswith("odd.bin: ") and "Traceback" not in failed[0]["refused"]
    assert ada.post(f"/jobs/{failed[0]['number']}/again").status == 303


def test_columns_have_no_value_for_what_is_unknown(tmp_path: Path) -> None:
    """No place is NaN and no day is none: neither is drawn, both are counted."""
    with served(mixed_book(tmp_path / "mixed.db", 12)) as desk:
        view = desk.desk.view
        for row, incident in enumerate(view.incidents()):
            assert np.isnan(view.columns.lat[row]) == (incident.place is None or incident.place.lat is None)
            assert (view.columns.start[row] == NO_DAY) == (incident.when is None)
