"""Starts a desk under strace and walks every screen of it in a browser; run inside a network that leads nowhere.

Prints as JSON what it did, and every address outside this machine that the desk tried to reach or the pages asked for.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_CALLS = "trace=connect,sendto,sendmsg"
_ADDRESS = re.compile(r'(?:inet_addr\("|inet_pton\(AF_INET6, ")([0-9a-fA-F.:]+)"')
_HERE = ("127.0.0.1", "::1")


def main(book: str, chromium: str, trace: str) -> None:
    """Every page once, a decision, a text read."""
    command = [sys.executable, "-m", "sayso", "review", book, "--no-browser", "--by", "Kay"]
    traced = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", _CALLS, "-o", trace, *command]
    desk = subprocess.Popen(traced, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        address = _address(desk)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            told = walk(browser.new_context(base_url=address.partition("enter")[0]).new_page(), address)
            browser.close()
    finally:
        os.killpg(desk.pid, signal.SIGTERM)
        desk.wait(20)
    reached = [
        found for found in _ADDRESS.findall(Path(trace).read_text(encoding="utf-8")) if found not in _HERE
    ]
    print(
        json.dumps(
            told
            | {
                "reached": sorted(set(reached)),
                "calls": len(Path(trace).read_text(encoding="utf-8").splitlines()),
            }
        )
    )


def _address(desk: subprocess.Popen[str]) -> str:
    assert desk.stdout
    for line in desk.stdout:
        if found := re.search(r"http://\S+", line):
            return found.group(0)
    raise SystemExit("the desk did not start")


def walk(page: Page, address: str) -> dict[str, object]:
    """What was looked at and done, and which requests were for somebody else."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(address)
    page.wait_for_url("**/inbox")
    report = page.request.get("/inbox.json").json()["rows"][0]["id"]
    incident = page.request.get("/incidents.json").json()["rows"][0]["id"]
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
    for path in [*paths, f"/reports/{report}", f"/incidents/{incident}"]:
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
    page.wait_for_url("**/reports/*", timeout=120_000)
    here = address.partition("enter")[0]
    return {
        "pages": len(paths) + 2,
        "stored": 1,
        "read": 1,
        "requests": len(asked),
        "outside": [url for url in asked if not url.startswith(here)],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
