"""Axe-core's rules and what it has no rule for: keyboard, focus, narrow screens, dark and forced colours, other scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from desk_makings import Served, reading, served, small_book

from sayso.review.noted import refusal_act

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def screens(desk: Served) -> dict[str, str]:
    """Each screen, and its states: full, filtered to nothing, refused."""
    view = desk.desk.view
    bombing = next(one for one in view.incidents() if one.kind == "bombing")
    return {
        "inbox": "/inbox",
        "inbox empty": "/inbox?state=unread",
        "inbox search": "/inbox?q=nothing-has-this",
        "report": f"/reports/{next(iter(view.reports))}",
        "report page": f"/reports/{next(iter(view.reports))}?view=page",
        "inbox failed": "/inbox?state=failed",
        "mark asked": f"/reports/{next(iter(view.reports))}/mark",
        "mark": f"/reports/{next(iter(view.reports))}/mark?start=2&end=7",
        "changes": f"/reports/{next(iter(view.reports))}/changes",
        "report original": f"/reports/{next(iter(view.reports))}?view=original",
        "incidents": "/incidents",
        "incidents empty": "/incidents?q=nothing-has-this",
        "incident": f"/incidents/{bombing.id}",
        "incident policy": f"/incidents/{bombing.id}?policy=airwars",
        "queue": "/queue",
        "queue claim": f"/queue/{bombing.claims[0].id}",
        "pair": f"/queue/{view.at(0).id}~{view.at(1).id}",
        "queue merges": "/queue?of=merges",
        "explore": "/explore",
        "explore filtered": "/explore?kind=bombing&who=medical",
        "explore empty": "/explore?killed=9000",
        "exports": "/exports",
        "exports csv": "/exports?format=csv&scope=internal",
        "exports json": "/exports?format=json",
        "log": "/log",
        "log filtered": "/log?of=reject",
        "integrity": "/integrity",
        "add": "/add",
        "keys": "/keys",
        "api": "/api",
        "message": "/explore?status=nice",
        "nowhere": "/nowhere",
    }


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(desk: Served, enter: Callable[..., Any], theme: str) -> None:
    """All screens × states × both themes: 0 violations of WCAG 2.2 AA."""
    client = desk.client("Kay")
    desk.desk.note(refusal_act("Ada", "harbour.pdf", "harbour.pdf: there are no words in it.", b"%PDF", {}))
    client.post("/exports", format="csv", scope="internal")
    client.decide(desk.desk.view.at(0).claims[0].id, "accept")
    client.decide(desk.desk.view.at(0).claims[1].id, "reject", why="wrong number")
    page = enter("Kay", color_scheme=theme, bypass_csp=True)
    found = {}
    for name, path in screens(desk).items():
        page.goto(path)
        page.add_script_tag(path=AXE)
        result = page.evaluate(f"axe.run(document, {{runOnly: {{type: 'tag', values: {RULES}}}}})")
        for one in result["violations"]:
            found[name, one["id"]] = [
                node["html"][:160] + " | " + (node.get("failureSummary") or "")[:200]
                for node in one["nodes"][:3]
            ]
    print(f"{len(screens(desk))} screens and states, {theme}: {len(found)} violations")
    assert found == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(desk: Served, enter: Callable[..., Any], width: int) -> None:
    """At 320 px, which is also 1280 px at 400%, only tables scroll, in their own frame."""
    page = enter("Kay", viewport={"width": width, "height": 700})
    wide = {}
    for name, path in screens(desk).items():
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[name] = over
    assert wide == {}


def test_forced_colours_and_reduced_motion_are_usable(desk: Served, enter: Callable[..., Any]) -> None:
    """With the reader's own colours each class still has its tag, each button its border; nothing moves by itself."""
    page = enter("Ada", forced_colors="active", reduced_motion="reduce")
    page.goto(f"/reports/{next(iter(desk.desk.view.reports))}")
    assert page.locator(".card .tag").first.is_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.decide button')).borderTopStyle") == "solid"
    )
    moving = (
        "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).animationName !== 'none').length"
    )
    assert page.evaluate(moving) == 0
    page.goto("/queue")
    page.locator("body[data-ready=yes]").wait_for()
    page.wait_for_timeout(200)
    page.keyboard.press("s")
    page.locator("#say", has_text="stored").wait_for(state="attached")


def test_focus_is_never_hidden_by_the_key_bar(desk: Served, enter: Callable[..., Any]) -> None:
    """Every stop of the Tab key on a low screen can be seen where it is (WCAG 2.4.11)."""
    page = enter("Ada", viewport={"width": 800, "height": 420})
    page.goto(f"/queue/{desk.desk.view.at(0).claims[0].id}")
    hidden, stops = [], 0
    for _ in range(45):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
            const b = e.getBoundingClientRect(), x = b.left + Math.min(b.width, 40) / 2, y = b.top + b.height / 2;
            const hit = document.elementFromPoint(x, y);
            return [e.outerHTML.slice(0, 80), !!hit && (e.contains(hit) || hit.contains(e))]; }"""
        )
        if seen:
            stops += 1
            hidden += [] if seen[1] else [seen[0]]
    print(f"{stops} stops of the Tab key")
    assert stops > 15 and hidden == []


def test_every_highlight_is_reached_and_announced(desk: Served, enter: Callable[..., Any]) -> None:
    """Each claim's words carry a link that says which claim it is, whose, and how; it leads to its card and back."""
    page = enter("Ada")
    for report, told in desk.desk.view.readings.items():
        page.goto(f"/reports/{report}")
        names = page.locator(".article .point").evaluate_all(
            "all => all.map(e => e.getAttribute('aria-label'))"
        )
        assert len(names) == len(told.claims)
        assert all(f"claim {number} of {len(names)}, " in name for number, name in enumerate(names, 1))
        assert page.evaluate("document.getElementById('article').textContent") == told.report.text
        page.locator(".article .point").first.click()
        assert page.evaluate("location.hash") == "#c1"


def test_quotes_have_their_language_and_direction(tmp_path: Path, browser: Any) -> None:
    """Arabic, Hebrew, Persian, Urdu and mixed quotes are laid out in their own direction, with their language."""
    from sayso.ledger import open_ledger

    texts = {
        "ar": "قال الجيش إن الانفجار قتل 4 أشخاص في المدينة.",
        "he": "הצבא אמר כי הפיצוץ הרג 4 בני אדם.",
        "fa": "ارتش گفت که انفجار ۴ نفر را کشت و می‌گوید.",
        "ur": "فوج نے کہا کہ دھماکے میں 4 افراد ہلاک ہوئے۔",
        "uk": "Армія заявила, що вибух убив 4 людей.",
    }
    triggers = {"ar": "الانفجار", "he": "הפיצוץ", "fa": "انفجار", "ur": "دھماکے", "uk": "вибух"}
    book = tmp_path / "many.db"
    with open_ledger(str(book), create=True) as ledger:
        for language, text in texts.items():
            ledger.add_reading(
                *reading(language, [{"text": text, "trigger": triggers[language]}], language=language)
            )
    with served(book) as desk:
        context = browser.new_context(base_url=desk.url)
        cookie, _, value = desk.client("Ada").cookie.partition("=")
        context.add_cookies([{"name": cookie, "value": value, "url": desk.url}])
        page = context.new_page()
        for report in desk.desk.view.reports.values():
            page.goto(f"/reports/{report.id}")
            expected = "ltr" if report.language == "uk" else "rtl"
            for selector in ("#article", ".card .quote"):
                found = page.locator(selector).first
                assert (
                    found.get_attribute("dir") == expected and found.get_attribute("lang") == report.language
                )
                assert found.evaluate("e => getComputedStyle(e).direction") == expected
            assert page.evaluate("document.getElementById('article').textContent") == report.text
        context.close()


def test_the_pages_work_without_scripts(desk: Served, enter: Callable[..., Any]) -> None:
    """Decide, take back, filter and read with scripts switched off."""
    page = enter("Ada", java_script_enabled=False)
    page.goto("/queue")
    item = page.locator("#item").get_attribute("data-item")
    page.get_by_role("button", name="Reject").click()
    assert [one.judgement.about for one in desk.desk.view.made] == [(item,)]
    page.get_by_role("button", name="Take back").click()
    assert desk.desk.view.statuses([item])[item] == "unjudged"
    page.goto("/explore")
    page.get_by_label("bombing").check()
    page.get_by_role("button", name="Show").click()
    assert "kind=bombing" in page.url and page.locator("tbody [data-row]").count() == 1
    assert page.locator("#world img").evaluate("e => e.naturalWidth") > 0


def test_the_tree_names_what_a_screen_reader_needs(desk: Served, enter: Callable[..., Any]) -> None:
    """Check 2: headings, landmarks, the table's headers and the decision's buttons, by role and name, in order."""
    page = enter("Ada")
    page.goto("/queue")
    tree = page.locator("body").aria_snapshot()
    for words in (
        'navigation "Pages"',
        'heading "Queue"',
        "blockquote",
        'button "Accept a"',
        'button "Reject x"',
    ):
        assert words in tree, words
    assert tree.index('heading "Queue"') < tree.index("blockquote") < tree.index('button "Accept a"')
    bombing = next(one for one in desk.desk.view.incidents() if one.kind == "bombing")
    page.goto(f"/incidents/{bombing.id}")
    tree = page.locator("#table").aria_snapshot()
    for words in ('columnheader "Who"', 'columnheader "killed"', "rowheader"):
        assert words in tree, words


def test_small_book_has_what_these_tests_need(tmp_path: Path) -> None:
    """Two incidents, one of them disputed."""
    with served(small_book(tmp_path / "b.db")) as desk:
        assert [bool(one.disagreements) for one in desk.desk.view.incidents()].count(True) == 1
