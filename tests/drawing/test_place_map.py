"""The map: true to scale, honest about what is not known, and words that stay words."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from incident_makings import claim, report, spot

from sayso.drawing import Label, draw_map, spots_of
from sayso.incidents import build_incidents
from sayso.model import Claim, Incident
from sayso.sphere import kilometres

SVG = "{http://www.w3.org/2000/svg}"


def incident(*claims: Claim) -> Incident:
    """The one incident of these claims."""
    (made,) = build_incidents(claims, [], [report("r1")])
    return made


def picture(*claims: Claim, towns: tuple[Label, ...] = ()) -> ElementTree.Element:
    """The map, parsed: it is well-formed."""
    return ElementTree.fromstring(draw_map(spots_of(incident(*claims)), towns))


def classes(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """The elements of that class."""
    return [one for one in root.iter() if name in (one.get("class") or "").split()]


@pytest.mark.parametrize("radius", [3_000.0, 25_000.0, 120_000.0])
def test_the_circle_is_to_scale(radius: float) -> None:
    """Circle and scale bar tell the same metres for a pixel."""
    root = picture(claim("a", place=spot("Velmora", "near", 35.9, 36.8, radius)))
    (area,) = classes(root, "area")
    bar = next(iter(classes(root, "scale"))).get("d") or ""
    numbers = [float(number) for number in re.findall(r"[\d.]+", bar)]
    pixels = numbers[3] - numbers[0]
    words = next(text.text or "" for text in root.iter(f"{SVG}text") if (text.text or "").endswith("m"))
    metres = float(words.split()[0]) * (1000 if words.endswith("km") else 1)
    assert metres / pixels == pytest.approx(radius / float(area.get("r") or 0), rel=0.02)


def test_a_town_stands_where_it_lies() -> None:
    """The distance of two points on the picture is theirs on the globe, to one per cent."""
    place = spot("Velmora", "town", 35.9, 36.8, 3_000.0)
    root = picture(claim("a", place=place), towns=(Label("Orsk", 35.95, 36.9),))
    (town,), (middle,), (area,) = (classes(root, name) for name in ("town", "spot", "area"))
    pixels = (
        (float(town.get("cx") or 0) - float(middle.get("cx") or 0)) ** 2
        + (float(town.get("cy") or 0) - float(middle.get("cy") or 0)) ** 2
    ) ** 0.5
    metres = pixels * 3_000.0 / float(area.get("r") or 0)
    assert metres == pytest.approx(1000 * kilometres((35.9, 36.8), (35.95, 36.9)), rel=0.01)


def test_only_a_point_or_a_town_has_a_spot() -> None:
    """A district or "near" has a cross in its middle and a dashed rim."""
    fine = picture(claim("a", place=spot("Velmora", "town", 35.9, 36.8, 3_000.0)))
    vague = picture(claim("a", place=spot("Velmora", "admin2", 35.9, 36.8, 40_000.0)))
    assert len(classes(fine, "spot")) == 1 and not classes(fine, "middle") and not classes(fine, "vague")
    assert not classes(vague, "spot") and len(classes(vague, "middle")) == len(classes(vague, "vague")) == 1


def test_a_country_beside_a_village_does_not_make_the_village_a_speck() -> None:
    """The map fits the finest places; what is far more vague reaches beyond it."""
    village = claim("a", place=spot("Velmora", "town", 35.9, 36.8, 3_000.0), day="2031-05-05")
    country = claim("b", at=50, place=spot("Land", "country", 35.0, 38.0, 371_000.0), day="2031-05-05")
    area = min(classes(picture(village, country), "area"), key=lambda one: float(one.get("r") or 0))
    assert float(area.get("r") or 0) > 40


def test_no_place_no_map() -> None:
    """A place on no map gives no picture, and none at 0, 0."""
    assert draw_map(spots_of(incident(claim("a", place="Ombra")))) == ""


def test_across_the_date_line() -> None:
    """Two places on both sides of it are near one another on the map."""
    east = claim("a", place=spot("Dawn", "town", -17.0, 179.9, 3_000.0), day="2031-05-05")
    west = claim("b", at=50, place=spot("Dusk", "town", -17.0, -179.9, 3_000.0), day="2031-05-05")
    spots = [*spots_of(incident(east)), *spots_of(incident(west))]
    xs = [float(one.get("cx") or 0) for one in classes(ElementTree.fromstring(draw_map(spots)), "spot")]
    assert 50 < abs(xs[0] - xs[1]) < 480


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><svg onload=x>', "a&b\x00\x1b[31m‮c", "سراقب"]
)
def test_names_are_words(name: str) -> None:
    """Whatever a place is called, the picture is well-formed and has no element of the name's making."""
    root = picture(claim("a", place=spot(name, "town", 35.9, 36.8, 3_000.0)))
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        *("svg", "title", "desc", "rect", "path", "text", "circle", "polyline"),
    }
    assert not any(key.startswith("on") for one in root.iter() for key in one.attrib)
