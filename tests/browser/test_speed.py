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
from browser_makings import CHROMIUM, needed

#: what was measured: its name, the value and its target, in milliseconds
Row = tuple[str, float, float]

INCIDENTS = 100_000
LOADS, DECISIONS, FILTERS = (20, 200, 40) if os.environ.get("SAYSO_SOAK") else (5, 30, 12)
#: a busy machine is allowed so many times the target; a release run holds the target itself
SLACK = 1.0 if os.environ.get("SAYSO_SOAK") else float(os.environ.get("SAYSO_SLACK", "2"))

_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
_DRAWN = "performance.getEntriesByName('map-drawn')[0]?.startTime"
_NEXT = """async (key) => {
  const item = document.getElementById('item').dataset.item, began = performance.now();
  dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  while (document.getElementById('item')?.dataset.item === item && performance.now() - began < 5000) await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""
#: twenty steps one way, so that the ground has to be drawn anew, and back; each until the frame is out
_PAN = """async () => {
  const canvas = document.querySelector('canvas'), found = [];
  canvas.focus();
  for (let step = 0; step < 40; step++) {
    const began = performance.now();
    canvas.dispatchEvent(new KeyboardEvent('keydown', {key: step < 20 ? 'ArrowRight' : 'ArrowLeft', bubbles: true}));
    await new Promise(requestAnimationFrame);
    await new Promise((done) => { const to = new MessageChannel(); to.port1.onmessage = done; to.port2.postMessage(0); });
    found.push(performance.now() - began);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a large desk in a process of its own, as it is in real life."""
    if not Path(CHROMIUM).exists():
        needed("Chromium is missing: apt-get install chromium")
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


def awaited(page: Any, expression: str, other: object = None) -> Any:
    """What the expression gives once it is something, and something else than ``other``."""
    for _ in range(400):
        found = page.evaluate(expression)
        if found is not None and found != other:
            return found
        page.wait_for_timeout(20)
    raise AssertionError(f"{expression} stays {found}")


@pytest.mark.slow
def test_the_table_of_targets(address: str, browser: Any) -> None:
    """First paint ≤ 0.5 s, map of all ≤ 2 s, filter ≤ 200 ms p95, pan ≤ 60 ms p95, key → next ≤ 100 ms p95; each times the slack."""
    context = browser.new_context(
        base_url=address.partition("enter")[0], viewport={"width": 1280, "height": 800}
    )
    # made-up reports are drawn when they are first looked at: not what is measured
    context.set_default_timeout(240_000)
    page = context.new_page()
    page.goto(address)
    page.wait_for_url("**/inbox")
    rows = [row for part in (paints, whole_map, filters, pans, keys) for row in part(page)]
    context.close()
    print(
        f"\n{INCIDENTS:,} incidents, {4 * INCIDENTS:,} claims; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; slack {SLACK:g}"
    )
    for name, value, target in rows:
        print(f"{name:40} {value:8.0f} ms   target {target:g}{'' if value <= target else '   MISSED'}")
    assert [name for name, value, target in rows if value > target * SLACK] == []


def paints(page: Any) -> Iterator[Row]:
    """The first paint of each screen."""
    incident = page.request.get("/incidents.json").json()["rows"][0]["id"]
    paths = (
        "/inbox",
        "/reports/r0000007",
        f"/incidents/{incident}",
        "/queue",
        "/explore",
        "/exports",
        "/log",
    )
    for path in paths:
        name, found = path.split("/")[1], []
        for _ in range(LOADS):
            page.goto(path)
            page.wait_for_timeout(120)
            found.append(page.evaluate(_PAINT))
        print(f"{name}: {[round(one) for one in found]} ms", flush=True)
        yield f"first paint, {name}: median", middle([one for one in found if one > 0]), 500


def whole_map(page: Any) -> Iterator[Row]:
    """Until the map of all incidents is drawn."""
    drawn = []
    for _ in range(LOADS):
        page.goto("/explore")
        drawn.append(awaited(page, _DRAWN))
    told = page.evaluate("deskMap.drawn")
    assert told["selected"] == INCIDENTS and told["sum"] == told["inside"]
    yield "map of all drawn: median", middle(drawn), 2000


def filters(page: Any) -> Iterator[Row]:
    """From a tick in a box to new counts, bars, table and map on the screen."""
    took: list[float] = []
    for number in range(FILTERS):
        before = page.evaluate("deskMap.took")
        page.locator("#facets details[open] input").nth(number % 4).click()
        took.append(awaited(page, "deskMap.took", before))
    yield "filter, counts included: median", middle(took), 200
    yield "filter, counts included: p95", p95(took), 200


def pans(page: Any) -> Iterator[Row]:
    """A step of the map of all, in bins."""
    page.goto("/explore")
    awaited(page, _DRAWN)
    page.wait_for_timeout(1000)
    yield "pan, binned: p95", p95(page.evaluate(_PAN)), 60


def keys(page: Any) -> Iterator[Row]:
    """From the key of a decision to the next item."""
    page.goto("/queue")
    page.locator("body[data-ready=yes]").wait_for()
    page.wait_for_timeout(400)
    took = []
    for _ in range(DECISIONS):
        took.append(page.evaluate(_NEXT, "s"))
        page.wait_for_timeout(170)
    assert page.request.get("/log.json").json()["pages"]["total"] == DECISIONS
    yield "decision key to next item: median", middle(took), 100
    yield "decision key to next item: p95", p95(took), 100
