"""How long it takes to build the incidents of a ledger, and to take one more report into them, by the number of claims.

    python benchmarks/linking.py [CLAIMS …]        default: 1000 10000 100000
    python benchmarks/linking.py --draw            only draw docs/linking.svg from what was measured

Each size is measured in a process of its own, on an invented war (tests/invented_reports.py) whose truth is known, and
added to benchmarks/linking.jsonl. Seconds are of one core: what the machine does beside it does not count as much.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MEASURED, PLOT = HERE / "linking.jsonl", HERE.parent / "docs/linking.svg"
#: so many reports come one by one
ONE_BY_ONE = 50
#: of the drawing
WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640, 380, 70, 20, 30, 50

sys.path.append(str(HERE.parent / "tests"))


def main() -> None:
    given = sys.argv[1:]
    if given[:1] == ["--one"]:
        print(json.dumps(measured(int(given[1]))))
        return
    for size in () if given == ["--draw"] else given or ("1000", "10000", "100000"):
        run = [sys.executable, __file__, "--one", size]
        line = subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip()
        print(line, flush=True)
        with MEASURED.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    rows = [json.loads(line) for line in MEASURED.read_text(encoding="utf-8").splitlines()]
    PLOT.write_text(drawn(rows), encoding="utf-8")


def measured(size: int) -> dict[str, Any]:
    """The figures of one size."""
    from invented_reports import invented_war

    from sayso.incidents import IncidentView

    war = invented_war(size)
    began = time.process_time()
    view = IncidentView()
    view.add(war.claims, (), war.reports)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    incidents = view.incidents()
    precision, recall = pairs([claim.id for claim in incident.claims] for incident in incidents)(war.truth)
    one = sorted(one_more(view, war, size))
    return {
        "claims": size,
        "reports": len(war.reports),
        "incidents": len(incidents),
        "seconds": round(seconds, 1),
        "mb": round(peak),
        "one_more_median": round(one[len(one) // 2], 3),
        "one_more_95": round(one[int(0.95 * len(one))], 3),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
    }


def one_more(view: Any, war: Any, size: int) -> list[float]:
    """Seconds of one core for each of some more reports of the same war, added one by one."""
    from invented_reports import invented_war

    from sayso.model import Reading

    longer = invented_war(size + 6 * ONE_BY_ONE)
    known = {report.id for report in war.reports}
    claims = defaultdict(list)
    for claim in longer.claims:
        claims[claim.report].append(claim)
    more = (report for report in longer.reports if report.id not in known)
    seconds = []
    for report in islice(more, ONE_BY_ONE):
        began = time.process_time()
        view.add_reading(Reading(report, tuple(claims[report.id]), ()))
        seconds.append(time.process_time() - began)
    return seconds


class pairs:
    """Precision and recall over pairs of claims of one happening."""

    def __init__(self, groups: Iterable[list[str]]) -> None:
        self.groups = list(groups)

    def __call__(self, truth: Mapping[str, int]) -> tuple[float, float]:
        joined = sum(math.comb(len(group), 2) for group in self.groups)
        right = sum(
            math.comb(times, 2)
            for group in self.groups
            for times in Counter(truth[claim] for claim in group).values()
        )
        told = Counter(truth[claim] for group in self.groups for claim in group)
        return right / max(1, joined), right / max(1, sum(math.comb(times, 2) for times in told.values()))


def drawn(rows: list[dict[str, Any]]) -> str:
    """Seconds by claims, both axes in powers of ten, with what linear growth and the square would be."""
    latest = sorted({row["claims"]: row for row in rows}.values(), key=lambda row: row["claims"])
    points = [(row["claims"], max(row["seconds"], 0.1)) for row in latest]
    first, start = points[0]
    last = points[-1][0]
    body = [line(points, "#1b5e9e", 3)]
    for power, colour, name in ((1, "#888", "linear"), (2, "#c0392b", "square")):
        end = min(last, first * (1000 / start) ** (1 / power))
        body.append(line([(first, start), (end, start * (end / first) ** power)], colour, 1, "5 4"))
        x, y = place(end, start * (end / first) ** power)
        body.append(f'<text x="{x - 4:.0f}" y="{y - 6:.0f}" text-anchor="end" fill="{colour}">{name}</text>')
    for row, (claims, seconds) in zip(latest, points, strict=True):
        x, y = place(claims, seconds)
        body.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="#1b5e9e"/>')
        body.append(f'<text x="{x:.0f}" y="{y + 18:.0f}" text-anchor="middle">{row["seconds"]:g} s</text>')
    for power in range(3, 6):
        x, _ = place(10**power, 1)
        body.append(f'<text x="{x:.0f}" y="{HIGH - BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>')
    for power in range(-1, 4):
        _, y = place(1000, 10**power)
        body.append(
            f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y:.0f}" y2="{y:.0f}" stroke="#ddd"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:g}</text>'
        )
    body.append(f'<text x="{WIDE / 2:.0f}" y="{HIGH - 10}" text-anchor="middle">claims in the ledger</text>')
    body.append(f'<text x="{LEFT - 50}" y="{TOP - 12}">seconds of one core to link all of them anew</text>')
    inside = "\n".join(body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" '
        f'font-size="13">\n<rect width="{WIDE}" height="{HIGH}" fill="white"/>\n{inside}\n</svg>\n'
    )


def line(points: list[tuple[float, float]], colour: str, width: int, dashes: str = "") -> str:
    at = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
    return f'<polyline points="{at}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-dasharray="{dashes}"/>'


def place(claims: float, seconds: float) -> tuple[float, float]:
    """Where a point is drawn: 1,000 to 100,000 claims, 0.1 to 1,000 seconds."""
    x = (math.log10(claims) - 3) / 2
    y = (math.log10(seconds) + 1) / 4
    return LEFT + x * (WIDE - LEFT - RIGHT - 30), HIGH - BOTTOM - y * (HIGH - TOP - BOTTOM)


if __name__ == "__main__":
    main()
