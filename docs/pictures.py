"""Draws docs/pictures/*.png: each screen of the desk, as it looks with the four invented reports. ``python docs/pictures.py``"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "pictures"
CHROMIUM = os.environ.get("SAYSO_CHROMIUM", "/usr/bin/chromium")
#: a picture larger than this has no place in the repository
LARGEST = 150_000
#: decisions of an hour's work, so that the pages are not empty
_DECISIONS = ("accept", "accept", "reject", "unsure", "accept")


def main() -> None:
    """All pictures, light and dark where both are shown."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        book = f"{folder}/demo.db"
        make_book(book)
        command = [sys.executable, "-m", "sayso", "review", book, "--no-browser", "--by", "Ada"]
        desk = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert desk.stdout
        try:
            address = next(
                found.group(0) for line in desk.stdout if (found := re.search(r"http://\S+", line))
            )
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            draw(browser, address)
            browser.close()
        finally:
            desk.terminate()
            desk.wait(20)
            desk.stdout.close()


def make_book(book: str) -> None:
    """The four reports of the demo, read and kept."""
    from sayso.demo import REPORTS
    from sayso.intake import read_file
    from sayso.ledger import open_ledger
    from sayso.pipeline import load_reader

    reader = load_reader()
    with open_ledger(book, create=True) as ledger:
        for one in REPORTS:
            taken = read_file(
                one.path, publisher=one.publisher, title=one.title, retrieved_utc="2026-04-20T08:00:00Z"
            )
            ledger.add_reading(reader.read(*taken), one.path.read_bytes())


def draw(browser: Any, address: str) -> None:
    """Come in, decide a little, photograph every screen."""
    base = address.partition("enter")[0]
    context = browser.new_context(base_url=base)
    page = context.new_page()
    page.goto(address)
    page.wait_for_url("**/inbox")
    for verdict in _DECISIONS:
        facts = page.request.get("/queue.json").json()
        fields = {
            "item": facts["item"]["id"],
            "version": facts["item"]["version"],
            "verdict": verdict,
            "why": "",
        }
        page.request.post(
            "/decide", form=fields, headers={"Origin": base.rstrip("/"), "Accept": "application/json"}
        )
    page.request.post("/integrity/verify", headers={"Origin": base.rstrip("/")})
    report = page.request.get("/inbox.json").json()["rows"][-1]["id"]
    incident = page.request.get("/incidents.json").json()["rows"][0]["id"]
    state = context.storage_state()
    screens = {
        "inbox": "/inbox", "report": f"/reports/{report}", "incident": f"/incidents/{incident}", "queue": "/queue",
        "mark": marking(page, base, report),
        "explore": "/explore", "exports": "/exports?format=csv", "log": "/log", "integrity": "/integrity",
    }  # fmt: skip
    for name, path in screens.items():
        shoot(browser, base, state, path, FOLDER / f"{name}.png", 1000, 640, "light")
    shoot(
        browser,
        base,
        state,
        screens["incident"],
        FOLDER / "incident-where.png",
        1000,
        640,
        "light",
        "section[aria-label=Where]",
    )
    shoot(browser, base, state, screens["report"], FOLDER / "report-dark.png", 1000, 640, "dark")
    shoot(browser, base, state, screens["queue"], FOLDER / "queue-narrow.png", 360, 720, "light")


def marking(page: Any, base: str, report: str) -> str:
    """The address of a claim marked by hand, looked at and not yet kept."""
    path, headers = f"/reports/{report}/mark", {"Origin": base.rstrip("/"), "Accept": "application/json"}
    found = page.request.post(path, form={"words": "wounding"}, headers=headers).json()["next"]
    chosen = page.request.get(found.replace("mark?", "mark.json?")).json()["chosen"]
    typed = {
        "act": "look",
        "kind": "bombing",
        "stance": "asserts",
        "who": "a district official",
        "place": "Kitgum",
        "when": "Friday",
        "injured": "more than 20",
    }
    fields = {name: str(chosen[name]) for name in ("start", "end", "from", "to")} | typed
    return str(page.request.post(path, form=fields, headers=headers).json()["next"])


def shoot(
    browser: Any,
    base: str,
    state: Any,
    path: str,
    target: Path,
    width: int,
    height: int,
    scheme: str,
    at: str = "",
) -> None:
    """One picture; RuntimeError if it is too large to be kept."""
    context = browser.new_context(
        base_url=base, storage_state=state, viewport={"width": width, "height": height}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(path)
    page.locator("body[data-ready=yes]").wait_for()
    page.wait_for_timeout(2500 if path == "/explore" else 300)
    if at:
        page.evaluate("at => { document.querySelector(at).scrollIntoView(); }", at)
    page.screenshot(path=str(target))
    context.close()
    if target.stat().st_size > LARGEST:
        raise RuntimeError(f"{target.name}: {target.stat().st_size:,} bytes; a picture may have {LARGEST:,}.")
    print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
