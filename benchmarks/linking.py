"""How long it takes to build the incidents of a ledger, and to take one more report into them, by the number of claims.

    python benchmarks/linking.py [CLAIMS …]        default: 1000 10000 100000
    python benchmarks/linking.py --draw            only draw docs/linking.svg from what was measured

Each size is measured in a process of its own, on an invented war (tests/invented_reports.py) whose truth is known, and
added to benchmarks/linking.jsonl. Seconds are of one core: what the machine does beside it does not count as much.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from drawing import Line, growth
from measuring import most_memory_mb

HERE = Path(__file__).parent
MEASURED, PLOT = HERE / "linking.jsonl", HERE.parent / "docs/linking.svg"
#: so many reports come one by one
ONE_BY_ONE = 50

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
    peak = most_memory_mb()
    incidents = view.incidents()
    precision, recall = pairs([claim.id for claim in incident.claims] for incident in incidents)(war.truth)
    one = sorted(one_more(view, war, size))
    return {
        "claims": size,
        "reports": len(war.reports),
        "incidents": len(incidents),
        "seconds": round(seconds, 1),
        "mb": peak,
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
    """Seconds by claims, with what linear growth and the square would be."""
    latest = sorted({row["claims"]: row for row in rows}.values(), key=lambda row: row["claims"])
    points = [(row["claims"], max(row["seconds"], 0.1)) for row in latest]
    notes = [f"{row['seconds']:g} s" for row in latest]
    title = "seconds of one core to link all of them anew"
    return growth([Line(points, notes=notes)], "claims in the ledger", title)


if __name__ == "__main__":
    main()
