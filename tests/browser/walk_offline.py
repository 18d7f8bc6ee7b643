"""Walks every screen of a desk in a browser; run inside a network that leads nowhere. Prints what it did as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from desk_makings import served
from playwright.sync_api import sync_playwright


def main(book: str, chromium: str) -> None:
    """Every page once, a decision, a text read."""
    with served(book) as desk, sync_playwright() as play:
        # the browser's own calls home are not ours: they are switched off, so that any packet is
        quiet = [
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--disable-sync",
        ]
        browser = play.chromium.launch(executable_path=chromium, args=quiet)
        context = browser.new_context(base_url=desk.url)
        name, _, value = desk.client("Kay").cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": desk.url}])
        page = context.new_page()
        view = desk.desk.view
        paths = [
            "/inbox",
            "/queue",
            "/queue?of=merges",
            "/incidents",
            "/explore",
            "/exports?format=csv",
            "/log",
            "/integrity",
            "/add",
            "/keys",
            "/api",
        ]
        paths += [f"/reports/{next(iter(view.reports))}", f"/incidents/{view.at(0).id}"]
        for path in paths:
            page.goto(path)
            page.locator("body[data-ready=yes]").wait_for()
        page.goto("/queue")
        page.locator("body[data-ready=yes]").wait_for()
        page.wait_for_timeout(300)
        page.keyboard.press("s")
        page.locator("#say", has_text="stored").wait_for(state="attached")
        page.goto("/add")
        page.locator("textarea").fill("A bomb killed two soldiers near Kitgum on Friday, the army said.")
        page.get_by_role("button", name="Read").click()
        page.wait_for_url("**/reports/*", timeout=90_000)
        time.sleep(0.5)
        print(
            json.dumps(
                {
                    "pages": len(paths),
                    "decisions": len(desk.desk.view.made),
                    "read": len(desk.desk.view.reports) - len(view.reports),
                }
            )
        )
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
