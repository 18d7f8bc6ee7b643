"""Differences on the screen: readable without colour, heard as words, within the screen, clean for axe in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from desk_makings import Served, reading

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def versions(desk: Served) -> str:
    """The id of a later version of a report, read twice."""
    first, raw = reading("lantern", [{"text": "A blast in Velmora killed 4 people.", "killed": (4, 4, "4")}])
    desk.desk.keep(first, raw)
    later, raw = reading(
        "two", [{"text": "A blast in Velmora killed at least 9 people.", "killed": (9, None, "at least 9")}]
    )
    told = replace(later, report=replace(later.report, replaces=first.report.id))
    desk.desk.keep(told, raw)
    desk.desk.keep(replace(told, claims=(), reader="made.2"), raw)
    return str(told.report.id)


def ready(page: Any, path: str) -> None:
    """The page, when its keys act."""
    page.goto(path)
    page.locator("body[data-ready=yes]").wait_for()


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_changes_are_shown(
    desk: Served, enter: Callable[..., Any], theme: str
) -> None:
    """Versions and readings, the history of an incident, a stale decision: 0 violations, nothing wider than the screen."""
    incident = next(one for one in desk.desk.view.incidents() if len(one.claims) == 4)
    desk.client("Ben").decide(incident.claims[2].id, "reject", why="wrong speaker")
    report = versions(desk)
    incident = desk.desk.view.find(incident.id)
    desk.client("Ben").decide(incident.claims[1].id, "reject", why="wrong number")
    page = enter("Ada", color_scheme=theme, bypass_csp=True)
    found: dict[str, Any] = {}

    def check(name: str) -> None:
        page.locator("body[data-ready=yes]").wait_for()
        page.add_script_tag(path=AXE)
        result = page.evaluate(f"axe.run(document, {{runOnly: {{type: 'tag', values: {RULES}}}}})")
        found.update({f"{name} {one['id']}": one["nodes"][0]["html"][:160] for one in result["violations"]})
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, width)

    page.goto(f"/reports/{report}/changes")
    check("changes")
    page.goto(f"/incidents/{incident.id}")
    assert page.locator("#history del").count()
    check("history")
    ready(page, f"/queue/{incident.claims[0].id}")
    page.wait_for_timeout(250)
    desk.client("Ben").decide(incident.claims[0].id, "reject", why="wrong speaker")
    page.keyboard.press("s")
    page.locator(".alarm ins").wait_for()
    check("stale")
    print(f"3 states, {theme}: {len(found)} violations")
    assert found == {}


def test_a_difference_needs_no_colour(desk: Served, enter: Callable[..., Any]) -> None:
    """A line through and a line under, in forced colours too; and a word for whoever listens."""
    page = enter("Ada", forced_colors="active")
    ready(page, f"/reports/{versions(desk)}/changes")
    lines = "e => getComputedStyle(e).textDecorationLine"
    assert page.locator(".changed del").first.evaluate(lines) == "line-through"
    assert page.locator(".changed ins").first.evaluate(lines) == "underline"
    assert page.locator(".changed ins").first.text_content() == "new: at least 9"


def test_a_stale_key_shows_what_changed(desk: Served, enter: Callable[..., Any]) -> None:
    """Ben was quicker: Ada's screen says what it was, what it is, by whom and why; nothing of hers is stored."""
    page = enter("Ada")
    claim = next(iter(desk.desk.view.incidents())).claims[0].id
    ready(page, f"/queue/{claim}")
    page.wait_for_timeout(250)
    desk.client("Ben").decide(claim, "reject", why="wrong speaker")
    page.keyboard.press("s")
    page.locator(".alarm").wait_for()
    told = page.locator(".alarm").inner_text()
    assert "reject by Ben: wrong speaker" in told
    assert page.locator(".alarm del").text_content() == "gone: unjudged"
    assert page.locator(".alarm ins").text_content() == "new: rejected"
    assert [one.judgement.by for one in desk.desk.view.made] == ["Ben"]
