"""What a hostile author can write runs nowhere and asks nothing outside: two walls, each enough for script."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser_makings import Silence
from desk_makings import DAY, Served, reading, served
from xss_strings import STRINGS

from sayso.ledger import open_ledger

#: all of them in the soak, a share otherwise
SAMPLE = len(STRINGS) if os.environ.get("SAYSO_SOAK") else 16


def hostile_book(path: Path, strings: list[str]) -> None:
    """A report for each string: in its title, publisher, text, source, place and what happened."""
    with open_ledger(str(path), create=True) as ledger:
        for number, string in enumerate(strings):
            text = f"A blast in {string} killed 4, {string} said. {string}"
            one = {
                "text": text,
                "who": string,
                "place": (string, 41.5, 20.25, 3000.0),
                "by": string,
                "killed": (4, 4, "4"),
            }
            made, raw = reading(
                f"n{number} {string}", [one], publisher=string, title=string, media_type="text/html"
            )
            ledger.add_reading(made, raw)


def test_there_are_enough_strings() -> None:
    """At least 150 of our own."""
    print(f"{len(STRINGS)} strings")
    assert len(STRINGS) >= 150


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["with our policy", "without it"])
def test_no_string_runs_in_any_place(tmp_path: Path, browser: Any, policy: str) -> None:
    """Score 18: title, body, quote, place, file name, error message and more; opened, touched, clicked, focused."""
    strings = random.Random(18).sample(STRINGS, SAMPLE)
    hostile_book(tmp_path / "hostile.db", strings)
    silence = Silence()
    with served(tmp_path / "hostile.db") as desk:
        kay = desk.client("Kay")
        names_and_errors(desk, kay, strings[:12])
        context = browser.new_context(base_url=desk.url, bypass_csp=policy == "without it")
        silence.watch(context, desk.url)
        key, _, value = kay.cookie.partition("=")
        context.add_cookies([{"name": key, "value": value, "url": desk.url}])
        page = context.new_page()
        looked = 0
        for path in addresses(desk, strings):
            page.goto(path)
            looked += 1
            assert page.evaluate(
                "[window.RAN, document.querySelectorAll('[onerror],[onload],[onfocus],[ontoggle]').length]"
            ) == [None, 0]
            assert not page.locator("main script, main base, main object, main embed, main link").count(), (
                path
            )
        for path in ("/inbox", "/queue", f"/incidents/{desk.desk.view.at(0).id}"):
            touch(page, path)
        context.close()
    print(
        f"{len(strings)} strings, {looked} pages, {policy}: {len(silence.errors)} ran, {len(silence.outside)} asked outside"
    )
    assert silence.errors == [] and silence.outside == []


def names_and_errors(desk: Served, kay: Any, strings: list[str]) -> None:
    """The strings as file names, as reasons, as names in messages of refusal."""
    claim = desk.desk.view.at(0).claims[0].id
    for string in strings:
        kay.decide(claim, "unsure", why=string)
        kay.post("/add", address=f"https://127.0.0.1/{string}")
        body = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{string.replace(chr(34), "%22")}"\r\n\r\n\x00\x01\x02binary\r\n--b--\r\n'
        headers = {
            "Content-Type": "multipart/form-data; boundary=b",
            "Origin": f"http://127.0.0.1:{desk.port}",
        }
        kay.ask("POST", "/add", body.encode("utf-8", "replace"), headers)
    for _ in range(400):
        if len(desk.desk.refused()) >= len(strings):
            return
        kay.get("/inbox.json")


def addresses(desk: Served, strings: list[str]) -> list[str]:
    """Every page that shows one of the strings, and those whose address has one."""
    from urllib.parse import quote

    view = desk.desk.view
    found = [
        "/inbox",
        "/incidents",
        "/explore",
        "/log",
        "/queue",
        "/exports?format=csv&scope=internal",
        "/exports?format=json&scope=internal",
    ]
    for report in view.reports:
        found += [f"/reports/{report}", f"/reports/{report}?view=page", f"/reports/{report}/page"]
    found += [f"/incidents/{incident.id}" for incident in view.incidents()][:10]
    for string in strings[:8]:
        asked = quote(string, safe="")
        found += [
            f"/inbox?q={asked}",
            f"/explore?q={asked}",
            f"/explore?status={asked}",
            f"/incidents/{asked.replace('%2F', '')}",
            f"/enter?token={asked}",
            f"/log?by={asked}",
        ]
    return found


def touch(page: Any, path: str) -> None:
    """Hover, focus and click whatever stands on the page."""
    page.goto(path)
    page.locator("body[data-ready=yes]").wait_for()
    for selector in ("main h2", "main .says", "main blockquote", "main td", "main .meta"):
        for one in page.locator(selector).all()[:6]:
            if one.is_visible():
                one.hover(timeout=2000, force=True)
    for _ in range(30):
        page.keyboard.press("Tab")


def test_the_page_as_published_is_caged(desk: Served) -> None:
    """Sanitized, and in a frame without scripts, forms or the desk's own origin."""
    from sayso.review.originals import CAGE, sanitized

    clean = sanitized(
        b"<p onclick=x>a<script>alert(1)</script><img src=https://e.example/b><a href=https://e.example>c</a><iframe src=x></iframe></p>"
    )
    assert clean.endswith("<p>ac</p>")
    answer = desk.client().get(f"/reports/{next(iter(desk.desk.view.reports))}/page")
    assert answer.headers["Content-Security-Policy"] == CAGE["Content-Security-Policy"]
    assert (
        "sandbox" in CAGE["Content-Security-Policy"]
        and "allow-scripts" not in CAGE["Content-Security-Policy"]
    )


def test_turning_signs_are_seen(desk: Served, enter: Callable[..., Any], tmp_path: Path) -> None:
    """Signs that turn the text round stand as a dot, so that what is read is what is stored."""
    from sayso.review.cards import shown

    assert shown("a\u202eb\u2066c\x00d\u200ce") == "a·b·c·d\u200ce"
    assert DAY
