"""The explorer's brush: days by two handles, a stretch of map by drawing or by sliders; each state an address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import axe_playwright_python
import pytest
from desk_makings import Served, reading

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def days(desk: Served) -> None:
    """One incident more, twenty days after the others, far from them."""
    from dataclasses import replace

    from sayso.model import When

    made, raw = reading(
        "later", [{"text": "A blast in Merrin killed 3 people.", "place": ("Merrin", -20.0, -60.0, 3000.0)}]
    )
    claim = replace(made.claims[0], when=When("2031-05-26", "2031-05-27", "day", None))
    desk.desk.keep(replace(made, claims=(claim,)), raw)


def ready(page: Any, path: str = "/explore") -> None:
    """The explorer, drawn."""
    page.goto(path)
    page.locator("body[data-ready=yes]").wait_for()
    page.wait_for_function("() => window.deskMap && window.deskMap.drawn")


def asked(page: Any) -> dict[str, list[str]]:
    """The choice in the address."""
    return parse_qs(urlsplit(page.url).query)


def shown(page: Any) -> int:
    """How many incidents are shown."""
    return int(page.locator("#counts b").first.inner_text().replace(",", ""))


def test_two_handles_choose_the_days_by_key(desk: Served, enter: Callable[..., Any]) -> None:
    """Arrow keys move the handle, told as a day; the address has it; opened again the handles stand there."""
    days(desk)
    page = enter("Ada")
    ready(page)
    assert shown(page) == 3
    page.locator("#brush-from").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.search.includes('from=2031-05-07')")
    page.locator("#counts b", has_text="1").first.wait_for()
    assert shown(page) == 1 and page.locator("#brush-from").get_attribute("aria-valuetext") == "2031-05-07"
    page.keyboard.press("Home")
    page.wait_for_function("() => !location.search.includes('from=')")
    page.locator("#brush-to").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => location.search.includes('to=2031-05-25')")
    page.wait_for_function("() => document.querySelector('#counts b').textContent === '2'")
    ready(page, page.url)
    assert page.locator("#brush-to").get_attribute("aria-valuetext") == "2031-05-25" and shown(page) == 2
    assert page.locator("#brush-days").inner_text() == "2031-05-06 to 2031-05-25"


def test_a_handle_is_dragged(desk: Served, enter: Callable[..., Any]) -> None:
    """By pointer too, and never past the other."""
    days(desk)
    page = enter("Ada")
    ready(page)
    page.locator("#brush").scroll_into_view_if_needed()
    box = page.locator("#brush-from").bounding_box()
    page.mouse.move(box["x"] + 12, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    page.wait_for_function("() => location.search.includes('from=2031-05-1')")
    page.wait_for_function("() => document.querySelector('#counts b').textContent === '1'")
    page.locator("#brush-to").focus()
    page.keyboard.press("Home")
    assert page.locator("#brush-to").input_value() == page.locator("#brush-from").input_value()


def test_a_stretch_of_map_is_chosen_by_sliders_and_by_drawing(
    desk: Served, enter: Callable[..., Any]
) -> None:
    """The four edges by key, or a rectangle by pointer: the box in the address is what was framed."""
    days(desk)
    page = enter("Ada")
    ready(page, "/explore#map=10,0,4")
    page.locator("#brush-map").press("Enter")
    page.locator("#edge-west").focus()
    page.keyboard.press("End")
    page.locator("#edge-east").focus()
    page.keyboard.press("Home")
    page.locator("#edge-north").focus()
    page.keyboard.press("Home")
    page.locator("#edge-south").focus()
    page.keyboard.press("End")
    page.locator("#edge-west").evaluate("e => { e.value = 50; e.dispatchEvent(new Event('input')); }")
    page.locator("#edge-east").evaluate("e => { e.value = 100; e.dispatchEvent(new Event('input')); }")
    page.locator("#brush-take").press("Enter")
    page.wait_for_function("() => location.search.includes('box=')")
    page.wait_for_function("() => document.querySelector('#counts b').textContent === '2'")
    west, south, east, north = map(float, asked(page)["box"][0].split(","))
    assert abs(west) < 0.01 and 60 < east < 180 and south < -21 and north > 45
    assert page.evaluate("document.activeElement.id") == "brush-map"
    ready(page, "/explore#map=10,0,4")
    page.locator("#brush-map").click()
    box = page.locator(".sheet").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 2, steps=4)
    page.mouse.up()
    page.locator("#brush-take").click()
    page.wait_for_function("() => document.querySelector('#counts b').textContent === '1'")
    assert float(asked(page)["box"][0].split(",")[2]) < 2


def test_without_scripts_there_is_no_brush_and_nothing_is_missing(
    desk: Served, enter: Callable[..., Any]
) -> None:
    """The date fields and the bars do the same."""
    page = enter("Ada", java_script_enabled=False)
    page.goto("/explore")
    assert not page.locator("#brush").is_visible() and page.locator("input[name=from]").is_visible()


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_brush(desk: Served, enter: Callable[..., Any], theme: str) -> None:
    """With the edges open: 0 violations, nothing wider than the screen."""
    days(desk)
    page = enter("Ada", color_scheme=theme, bypass_csp=True)
    ready(page)
    page.locator("#brush-map").click()
    page.add_script_tag(path=AXE)
    result = page.evaluate(f"axe.run(document, {{runOnly: {{type: 'tag', values: {RULES}}}}})")
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in result["violations"]] == []
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(
            "() => Math.abs(document.querySelector('.sheet').clientHeight - document.querySelector('#world canvas').clientHeight) < 2"
        )
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
