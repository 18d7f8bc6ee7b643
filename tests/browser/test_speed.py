"""The table of targets, with 100,000 incidents and 400,000 claims, in a real browser; medians printed."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import CHROMIUM, _needed

INCIDENTS = 100_000
LOADS, DECISIONS, FILTERS = (20, 200, 40) if os.environ.get("SAYSO_SOAK") else (5, 30, 12)
#: a busy machine is allowed so many times the target; a release run holds the target itself
SLACK = 1.0 if os.environ.get("SAYSO_SOAK") else float(os.environ.get("SAYSO_SLACK", "2"))

_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
_NEXT = """async (key) => {
  const item = document.getElementById('item').dataset.item, began = performance.now();
  dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  while (document.getElementById('item')?.dataset.item === item && performance.now() - began < 5000) await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a large desk in a process of its own, as it is in real life."""
    if not Path(CHROMIUM).exists():
        _needed("Chromium is missing: apt-get install chromium")
    book = tmp_path_factory.mktemp("large") / "book.db"
    script = Path(__file__).with_name("large_desk.py")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    desk = subprocess.Popen(
        [sys.executable, str(script), str(book), str(INCIDENTS)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert desk.stdout
    try:
        yield next(found.group(0) for line in desk.stdout if (found := re.search(r"http://\S+", line)))
    finally:
        desk.terminate()
        desk.wait(20)
        desk.stdout.close()


def middle(values: list[float]) -> float:
    """The median."""
    return statistics.median(values)


def p95(values: list[float]) -> float:
    """The value that 95% stay below."""
    return sorted(values)[min(len(values) - 1, round(0.95 * (len(values) - 1)))]


@pytest.mark.slow
def test_the_table_of_targets(address: str, browser: Any) -> None:
    """First paint ≤ 0.5 s, key → next ≤ 100 ms p95, map of all ≤ 2 s, filter ≤ 200 ms p95, pan ≤ 60 ms p95; each times the slack."""
    base = address.partition("enter")[0]
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    # made-up reports are drawn when they are first looked at: not what is measured
    context.set_default_timeout(240_000)
    page.goto(address)
    page.wait_for_url("**/inbox")
    rows: list[tuple[str, float, float, str]] = []
    incident = page.request.get("/incidents.json").json()["rows"][0]["id"]
    for name, path in {
        "inbox": "/inbox",
        "report": "/reports/r0000007",
        "incident": f"/incidents/{incident}",
        "queue": "/queue",
        "explore": "/explore",
        "exports": "/exports",
        "log": "/log",
    }.items():
        paints = []
        for _ in range(LOADS):
            page.goto(path)
            page.wait_for_timeout(120)
            paints.append(page.evaluate(_PAINT))
        rows.append((f"first paint, {name}: median", middle([one for one in paints if one > 0]), 500, "ms"))
        print(f"{name}: {[round(one) for one in paints]} ms", flush=True)
    drawn = []
    for _ in range(LOADS):
        page.goto("/explore")
        for _ in range(200):
            if found := page.evaluate("performance.getEntriesByName('map-drawn')[0]?.startTime"):
                break
            page.wait_for_timeout(50)
        drawn.append(found)
    told = page.evaluate("deskMap.drawn")
    assert told["selected"] == INCIDENTS and told["sum"] == told["inside"]
    rows.append(("map of all drawn: median", middle(drawn), 2000, "ms"))
    took = []
    for number in range(FILTERS):
        box = page.locator("#facets details[open] input").nth(number % 4)
        before = page.evaluate("deskMap.took")
        box.click()
        for _ in range(200):
            if (now := page.evaluate("deskMap.took")) != before:
                break
            page.wait_for_timeout(20)
        took.append(now)
    rows.append(("filter, counts included: median", middle(took), 200, "ms"))
    rows.append(("filter, counts included: p95", p95(took), 200, "ms"))
    page.goto("/explore")
    page.wait_for_timeout(1500)
    frames = page.evaluate(
        """async () => { const canvas = document.querySelector('canvas'); canvas.focus(); const found = [];
        for (let i = 0; i < 40; i++) { const began = performance.now(); canvas.dispatchEvent(new KeyboardEvent('keydown', {key: i % 2 ? 'ArrowLeft' : 'ArrowRight', bubbles: true}));
        await new Promise(requestAnimationFrame); await new Promise((done) => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); }); found.push(performance.now() - began); } return found; }"""
    )
    rows.append(("pan, binned: p95", p95(frames), 60, "ms"))
    page.goto("/queue")
    page.locator("body[data-ready=yes]").wait_for()
    page.wait_for_timeout(400)
    keys = []
    for _ in range(DECISIONS):
        keys.append(page.evaluate(_NEXT, "s"))
        page.wait_for_timeout(170)
    rows.append(("decision key to next item: median", middle(keys), 100, "ms"))
    rows.append(("decision key to next item: p95", p95(keys), 100, "ms"))
    made = page.request.get("/log.json").json()["pages"]["total"]
    assert made == DECISIONS
    context.close()
    print(
        f"\n{INCIDENTS:,} incidents, {4 * INCIDENTS:,} claims; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; slack {SLACK:g}"
    )
    for name, value, target, unit in rows:
        print(f"{name:40} {value:8.0f} {unit}   target {target:g}{'' if value <= target else '   MISSED'}")
    assert [name for name, value, target, _ in rows if value > target * SLACK] == []
