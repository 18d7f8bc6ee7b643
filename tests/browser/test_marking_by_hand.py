"""A claim marked in the report reader: by selection and key, by keyboard alone, without scripts; nothing asked outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from desk_makings import Served, reading

from sayso.model import BY_A_PERSON, Claim
from sayso.pipeline import Reader

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TEXT = "A 💥 blast in Velmora killed 4 people, the army said.\n\nGunmen ambushed a convoy near Dunhal and killed at least five soldiers, the Harbour Trust said."


@pytest.fixture(autouse=True)
def _one_reader(monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    """Each desk would load the language model for itself."""
    monkeypatch.setattr("sayso.pipeline.load_reader", lambda: reader)


def a_report(desk: Served) -> str:
    """The id of a report whose second sentence nothing was taken from; a sign of two UTF-16 units stands before it."""
    made, raw = reading("harbour", [{"text": part} for part in TEXT.split("\n\n")[:1]])
    from dataclasses import replace

    whole = replace(made.report, text=TEXT)
    desk.desk.keep(replace(made, report=whole, people=()), raw)
    return str(whole.id)


def by_hand(desk: Served) -> list[Claim]:
    """The claims that people marked."""
    return [
        one for each in desk.desk.view.readings.values() for one in each.claims if one.reader == BY_A_PERSON
    ]


def ready(page: Any, path: str) -> None:
    """The page, when its keys act."""
    page.goto(path)
    page.locator("body[data-ready=yes]").wait_for()


def choose(page: Any, words: str) -> None:
    """Select the words in the article, as a pointer would."""
    page.evaluate(
        """(words) => { const walk = document.createTreeWalker(document.getElementById('article'), NodeFilter.SHOW_TEXT);
        for (let node; (node = walk.nextNode());) { const at = node.data.indexOf(words); if (at < 0) continue;
          const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + words.length);
          getSelection().removeAllRanges(); getSelection().addRange(range); return; } throw new Error('no such words'); }""",
        words,
    )


def test_selected_words_and_a_key_open_the_form_and_the_claim_is_kept(
    desk: Served, enter: Callable[..., Any]
) -> None:
    """w marks what is selected, in code points; looked at, kept, in focus in its report; u takes it back."""
    report, page = a_report(desk), enter("Ada")
    ready(page, f"/reports/{report}")
    choose(page, "mbushed")
    page.keyboard.press("w")
    page.wait_for_url("**/mark?start=*")
    assert page.locator("#passage mark").inner_text() == "ambushed"
    page.locator("body[data-ready=yes]").wait_for()
    page.locator("#f-kind").select_option(index=5)
    page.get_by_label("says", exact=True).check()
    page.get_by_label("Who says it").fill("the Harbour Trust")
    page.get_by_label("Killed").fill("at least five soldiers")
    page.get_by_role("button", name="Look at it").click()
    page.locator("#preview").wait_for()
    assert "at least 5" in page.locator("#preview").inner_text()
    page.locator("body[data-ready=yes]").wait_for()
    assert page.evaluate("document.activeElement.id") == "preview"
    assert by_hand(desk) == []
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url(f"**/reports/{report}#c*")
    (claim,) = by_hand(desk)
    assert TEXT[claim.trigger.start : claim.trigger.end] == claim.trigger.text == "ambushed"
    page.locator("body[data-ready=yes]").wait_for()
    card = page.locator(f"[data-item='{claim.id}']")
    assert "marked by Ada" in card.inner_text() and card.evaluate("e => e === document.activeElement")
    page.keyboard.press("a")
    page.locator("#say", has_text="stored").wait_for(state="attached")
    assert desk.desk.view.statuses([claim.id]) == {claim.id: "accepted"}
    page.keyboard.press("u")
    page.wait_for_url(f"**/queue/{claim.id}")
    page.locator("body[data-ready=yes]").wait_for()
    assert desk.desk.view.statuses([claim.id]) == {claim.id: "unjudged"}
    page.keyboard.press("u")
    page.wait_for_url(f"**/reports/{report}")
    assert by_hand(desk) == []


def test_words_selected_in_the_passage_go_into_the_field_used_last(
    desk: Served, enter: Callable[..., Any]
) -> None:
    """A pointer need type nothing."""
    report, page = a_report(desk), enter("Ada")
    start = TEXT.index("ambushed")
    ready(page, f"/reports/{report}/mark?start={start}&end={start + 8}")
    page.get_by_label("Where").focus()
    page.evaluate(
        """() => { const walk = document.createTreeWalker(document.getElementById('passage'), NodeFilter.SHOW_TEXT);
        for (let node; (node = walk.nextNode());) { const at = node.data.indexOf('Dunhal'); if (at < 0) continue;
          const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 6);
          getSelection().removeAllRanges(); getSelection().addRange(range); }
        document.getElementById('passage').dispatchEvent(new PointerEvent('pointerup', { bubbles: true })); }"""
    )
    page.locator("#say", has_text="Dunhal").wait_for(state="attached")
    assert page.get_by_label("Where").input_value() == "Dunhal"


def tab_to(page: Any, wanted: str) -> None:
    """Press Tab until the focus is on what the selector names."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({wanted!r})"):
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_claim_is_marked_by_keyboard_alone(desk: Served, enter: Callable[..., Any], scripts: bool) -> None:
    """From the report: the words typed, the passage left, kind and stance chosen, kept; with scripts and without."""
    report, page = a_report(desk), enter("Ada", java_script_enabled=scripts)
    page.goto(f"/reports/{report}")
    if not scripts:
        # without scripts nothing can ask where the focus is: the same fields, filled as the keyboard would
        page.get_by_role("link", name="Mark a claim").press("Enter")
        page.locator("#words").press_sequentially("ambushed")
        page.locator("#words").press("Enter")
        page.locator("#f-kind").select_option(index=5)
        page.locator("[name=stance][value=asserts]").press(" ")
        page.locator("#f-who").press_sequentially("the Harbour Trust")
        page.get_by_role("button", name="Keep it").press("Enter")
    else:
        page.locator("body[data-ready=yes]").wait_for()
        page.keyboard.press("w")
        page.wait_for_url("**/mark")
        page.locator("body[data-ready=yes]").wait_for()
        page.keyboard.type("ambushed")
        page.keyboard.press("Enter")
        page.wait_for_url("**/mark?start=*")
        page.locator("body[data-ready=yes]").wait_for()
        assert page.evaluate("document.activeElement.id") == "f-kind"
        page.keyboard.type("ambush")
        page.keyboard.press("ArrowDown")
        tab_to(page, "[name=stance]")
        page.keyboard.press("Space")
        tab_to(page, "#f-who")
        page.keyboard.type("the Harbour Trust")
        tab_to(page, "button[value=keep]")
        page.keyboard.press("Enter")
    page.wait_for_url(f"**/reports/{report}#c*")
    (claim,) = by_hand(desk)
    assert (claim.trigger.text, claim.stance) == ("ambushed", "asserts")
    assert [source.name for chain in claim.sources for source in chain] == ["the Harbour Trust"]
    assert "marked by Ada" in page.content()


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_its_states(desk: Served, enter: Callable[..., Any], theme: str) -> None:
    """Asked for words, several places, the form, its faults, the claim looked at, and the report with it: 0 violations."""
    report = a_report(desk)
    page = enter("Ada", color_scheme=theme, bypass_csp=True, viewport={"width": 1280, "height": 900})
    found: dict[str, Any] = {}
    checked = 0

    def check(name: str) -> None:
        nonlocal checked
        page.locator("body[data-ready=yes]").wait_for()
        page.add_script_tag(path=AXE)
        result = page.evaluate(f"axe.run(document, {{runOnly: {{type: 'tag', values: {RULES}}}}})")
        found.update(
            {
                f"{name} {one['id']}": [node["html"][:160] for node in one["nodes"][:3]]
                for one in result["violations"]
            }
        )
        checked += 1
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, width)

    page.goto(f"/reports/{report}/mark")
    check("asked")
    page.locator("#words").fill("killed")
    page.keyboard.press("Enter")
    page.wait_for_url("**draft=*")
    check("places")
    start = TEXT.index("ambushed")
    page.goto(f"/reports/{report}/mark?start={start}&end={start + 8}")
    check("form")
    page.locator("#f-kind").select_option(index=5)
    page.locator("[name=stance][value=denies]").check()
    page.locator("#f-who").fill("the Ministry of Tides")
    page.get_by_role("button", name="Look at it").click()
    page.locator("#faults").wait_for()
    check("faults")
    page.locator("#f-who").fill("the Harbour Trust")
    page.get_by_role("button", name="Look at it").click()
    page.locator("#preview").wait_for()
    check("preview")
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**#c*")
    check("report")
    print(f"{checked} states, {theme}: {len(found)} violations")
    assert found == {}
