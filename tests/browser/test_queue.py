"""The review queue by keyboard: one key decides and goes on, and no fast key ever hits another item than the one on screen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser_makings import Silence
from desk_makings import Served, reading, served

from sayso.ledger import open_ledger

#: keys pressed in the test of fast keys, and how many of them a second
KEYS, A_SECOND = (1000, 15) if os.environ.get("SAYSO_SOAK") else (120, 15)


def long_book(path: Path, claims: int) -> Path:
    """A ledger of so many claims, ten a report, each its own happening."""
    with open_ledger(str(path), create=True) as ledger:
        for number in range(0, claims, 10):
            sentences = [
                {
                    "text": f"A blast in Velmora number {number + n} killed {n + 1} people, the army said.",
                    "who": "army",
                    "source_kind": "military",
                    "place": (
                        f"Velmora number {number + n}",
                        10 + (number + n) % 50,
                        (number + n) / 40,
                        3000.0,
                    ),
                    "killed": (n + 1, n + 1, f"killed {n + 1}"),
                }
                for n in range(min(10, claims - number))
            ]
            ledger.add_reading(*reading(f"r{number}", sentences))
    return path


def at_queue(page: Any, path: str = "/queue") -> str:
    """The id of the item on screen, when its keys act."""
    page.goto(path)
    page.locator("body[data-ready=yes]").wait_for()
    page.wait_for_timeout(250)
    return str(page.locator("#item").get_attribute("data-item"))


def stored(page: Any) -> None:
    """Wait until the desk says that the decision is stored."""
    page.locator("#say", has_text="stored").wait_for(state="attached")


def test_one_key_stores_the_decision_and_shows_the_next(desk: Served, enter: Callable[..., Any]) -> None:
    """Accept, unsure, reject with a reason, needs correcting with its words: each stored, each followed by another item."""
    page = enter("Ada")
    seen = [at_queue(page)]
    for keys in (["a"], ["s"], ["x", "4"], ["x", "Enter"]):
        for key in keys:
            page.keyboard.press(key)
        page.locator(f"#item:not([data-item='{seen[-1]}'])").wait_for()
        seen.append(page.locator("#item").get_attribute("data-item"))
        page.wait_for_timeout(220)
    page.keyboard.press("e")
    page.keyboard.type("the place is Dunhal")
    page.keyboard.press("Enter")
    stored(page)
    page.wait_for_timeout(300)
    made = [one.judgement for one in desk.desk.view.made]
    assert [(one.verdict, one.about[0]) for one in made] == list(
        zip(["accept", "unsure", "reject", "reject", "fix"], seen, strict=True)
    )
    assert [made[2].why, made[3].why, made[4].why] == [
        "wrong number",
        "no reason given",
        "the place is Dunhal",
    ]


@pytest.mark.slow
def test_fast_keys_land_on_the_item_that_was_on_screen(tmp_path: Path, browser: Any) -> None:
    """Check 3: keys at 15 a second; each decision that was stored is about the item that its key saw, and none is lost."""
    long_book(tmp_path / "long.db", KEYS)
    silence = Silence()
    with served(tmp_path / "long.db") as desk:
        context = browser.new_context(base_url=desk.url)
        silence.watch(context, desk.url)
        name, _, value = desk.client("Ada").cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": desk.url}])
        context.add_init_script(
            "window.saw = []; addEventListener('keydown', (e) => saw.push([e.key, document.getElementById('item')?.dataset.item]), true);"
        )
        page = context.new_page()
        at_queue(page)
        began = time.perf_counter()
        for number in range(KEYS):
            page.keyboard.press("s")
            time.sleep(max(0.0, began + (number + 1) / A_SECOND - time.perf_counter()))
        took = time.perf_counter() - began
        page.wait_for_timeout(1500)
        saw = [item for key, item in page.evaluate("saw") if key == "s" and item]
        made = [one.judgement.about[0] for one in desk.desk.view.made]
        context.close()
    print(
        f"{KEYS} keys in {took:.1f} s ({KEYS / took:.1f} a second): {len(made)} decisions, each on the item on screen; silence {silence.errors}"
    )
    assert len(made) == len(set(made)) > KEYS / 12
    # each decided item was on screen when a key came down, in that order
    at = iter(saw)
    assert all(any(item == decided for item in at) for decided in made)
    assert silence.errors == [] and silence.outside == []


def test_a_held_key_decides_once(desk: Served, enter: Callable[..., Any]) -> None:
    """Key repeat never decides."""
    page = enter("Ada")
    at_queue(page)
    page.keyboard.down("s")
    for _ in range(20):
        # what a browser sends while a key is held: the same key, marked as repeated
        page.keyboard.down("s")
        page.wait_for_timeout(40)
    page.keyboard.up("s")
    page.wait_for_timeout(400)
    assert len(desk.desk.view.made) == 1


def test_accept_waits_until_the_quote_was_seen(tmp_path: Path, browser: Any) -> None:
    """Check 7: while the quote is below the screen, accept stores nothing and brings the quote up; then it stores."""
    book = tmp_path / "deep.db"
    with open_ledger(str(book), create=True) as ledger:
        before = {
            "text": "Nothing else happened. " * 60 + "A blast in Velmora killed 4 people.",
            "trigger": "blast",
        }
        made, raw = reading("deep", [before])
        from dataclasses import replace

        from desk_makings import span

        quote = span(made.report.text, "A blast in Velmora killed 4 people.")
        ledger.add_reading(replace(made, claims=(replace(made.claims[0], evidence=(quote,)),)), raw)
    with served(book) as desk:
        context = browser.new_context(base_url=desk.url, viewport={"width": 420, "height": 300})
        name, _, value = desk.client("Ada").cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": desk.url}])
        page = context.new_page()
        at_queue(page)
        page.keyboard.press("a")
        page.locator("#say", has_text="Look at the quote first").wait_for(state="attached")
        assert not desk.desk.view.made
        page.wait_for_timeout(400)
        page.keyboard.press("a")
        stored(page)
        assert [one.judgement.verdict for one in desk.desk.view.made] == ["accept"]
        context.close()


def test_undo_works_by_key_and_after_a_reload(desk: Served, enter: Callable[..., Any]) -> None:
    """Check 5: three decisions, a reload, three times u: nothing of them stands."""
    page = enter("Ada")
    item = at_queue(page)
    for _ in range(3):
        page.keyboard.press("s")
        page.locator(f"#item:not([data-item='{item}'])").wait_for()
        item = page.locator("#item").get_attribute("data-item")
        page.wait_for_timeout(220)
    at_queue(page)
    for number in range(3):
        page.keyboard.press("u")
        for _ in range(100):
            if len(desk.desk.view.made) > 3 + number:
                break
            page.wait_for_timeout(50)
        page.wait_for_timeout(300)
        assert sum(one.judgement.verdict == "take_back" for one in desk.desk.view.made) == number + 1
    assert set(
        desk.desk.view.statuses(
            claim.id for one in desk.desk.view.incidents() for claim in one.claims
        ).values()
    ) == {"unjudged"}


def test_a_late_decision_is_refused_and_shown(desk: Served, enter: Callable[..., Any]) -> None:
    """Check 4: Ben decides what Ada has on screen; Ada's key stores nothing and shows what Ben decided."""
    page = enter("Ada")
    item = at_queue(page)
    assert desk.client("Ben").decide(item, "reject", why="wrong speaker").status == 200
    page.keyboard.press("s")
    page.locator("#item .alarm", has_text="reject by Ben: wrong speaker").wait_for()
    assert [one.judgement.by for one in desk.desk.view.made] == ["Ben"]
    page.get_by_role("link", name="Look at it again").click()
    page.locator("#item .decided", has_text="Ben").wait_for()


def test_two_people_get_different_items(desk: Served, enter: Callable[..., Any]) -> None:
    """Who comes second is given another claim, and whoever asks for a taken one is told who is on it."""
    first, second = enter("Ada"), enter("Ben")
    item = at_queue(first)
    assert at_queue(second) != item
    second.goto(f"/queue/{item}")
    assert "Ada has this on screen" in second.locator("#item .meta").first.inner_text()


def test_a_desk_that_stops_loses_no_decision_silently(desk: Served, enter: Callable[..., Any]) -> None:
    """Check 17: the desk does not answer: the page says "not yet stored", keeps it, and stores it when it can."""
    page = enter("Ada")
    item = at_queue(page)
    page.context.set_offline(True)
    page.keyboard.press("s")
    page.locator("#pending", has_text="Not yet stored").wait_for()
    assert page.locator("#item").get_attribute("data-item") == item and not desk.desk.view.made
    page.context.set_offline(False)
    stored(page)
    assert [(one.judgement.verdict, one.judgement.about) for one in desk.desk.view.made] == [
        ("unsure", (item,))
    ]
    assert not page.locator("#pending").is_visible()


@pytest.mark.parametrize(
    ("layout", "key", "code"),
    [
        ("Dvorak", "s", "Semicolon"),
        ("AZERTY", "s", "KeyS"),
        ("Cyrillic", "ы", "KeyS"),
        ("Arabic", "س", "KeyS"),
    ],
)
def test_keys_act_on_other_layouts(
    desk: Served, enter: Callable[..., Any], layout: str, key: str, code: str
) -> None:
    """Check 16: the letter counts; where it is no Latin letter, the key that has it on a Latin layout."""
    page = enter("Ada")
    at_queue(page)
    page.evaluate(
        "([key, code]) => dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}))",
        [key, code],
    )
    stored(page)
    assert len(desk.desk.view.made) == 1, layout


def test_keys_can_be_changed_and_switched_off(desk: Served, enter: Callable[..., Any]) -> None:
    """WCAG 2.1.4: one's own key acts, the old one no longer; with single keys off only the buttons do."""
    page = enter("Ada")
    page.goto("/keys")
    page.locator("body[data-ready=yes]").wait_for()
    page.locator("#key-queue-unsure").focus()
    page.keyboard.press("w")
    at_queue(page)
    page.keyboard.press("s")
    page.wait_for_timeout(300)
    assert not desk.desk.view.made
    page.keyboard.press("w")
    stored(page)
    page.goto("/keys")
    page.locator("body[data-ready=yes]").wait_for()
    page.locator("#keys-off").check()
    at_queue(page)
    page.keyboard.press("w")
    page.wait_for_timeout(300)
    assert len(desk.desk.view.made) == 1


def test_keys_do_nothing_while_somebody_types(desk: Served, enter: Callable[..., Any]) -> None:
    """Letters in a field are letters."""
    page = enter("Ada")
    at_queue(page)
    page.keyboard.press("n")
    page.keyboard.type("as sax")
    assert page.locator("[data-note]").input_value() == "as sax"
    assert not desk.desk.view.made


def test_a_pair_is_merged_by_a_key_and_taken_back(desk: Served, enter: Callable[..., Any]) -> None:
    """One happening: m; taken back: u; and the incidents are as before."""
    page = enter("Ada")
    view = desk.desk.view
    before = list(view.incidents())
    at_queue(page, f"/queue/{view.at(0).id}~{view.at(1).id}")
    page.keyboard.press("m")
    stored(page)
    assert len(desk.desk.view) == len(before) - 1
    page.wait_for_timeout(300)
    page.keyboard.press("u")
    for _ in range(100):
        if list(desk.desk.view.incidents()) == before:
            break
        page.wait_for_timeout(50)
    assert list(desk.desk.view.incidents()) == before


def test_five_tasks_by_keyboard_alone(desk: Served, enter: Callable[..., Any]) -> None:
    """Check 1: find a report, decide in it, look at its incident, filter the map, see an export; no pointer."""
    page = enter("Kay")
    page.goto("/inbox")
    page.locator("body[data-ready=yes]").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/*")
    page.locator("body[data-ready=yes]").wait_for()
    page.keyboard.press("c")
    page.keyboard.press("a")
    page.locator(".card.is-accepted").first.wait_for()
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url("**/incidents")
    page.locator("body[data-ready=yes]").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/*")
    page.locator("body[data-ready=yes]").wait_for()
    page.keyboard.press("v")
    assert page.evaluate("document.activeElement.id") == "table"
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url("**/explore")
    page.locator("body[data-ready=yes]").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("dunhal")
    page.keyboard.press("Enter")
    page.locator("#counts", has_text="shown 1 of 2").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("exports")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exports")
    assert len(desk.desk.view.made) == 1
