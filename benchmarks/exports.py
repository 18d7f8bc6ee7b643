"""Writing so many claims, four to an incident, in every format.

    python benchmarks/exports.py [CLAIMS …]        default: 1000 10000

The incidents are made up (tests/browser/made_up_view.py) and written as `sayso export --internal` writes them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from measuring import Spent, most_memory_mb, spent

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests/browser"))


def main() -> None:
    """A line a size, all in this process."""
    for size in map(int, sys.argv[1:] or ("1000", "10000")):
        print(json.dumps(measured(size)))


def measured(size: int) -> dict[str, Any]:
    """Seconds for each format and for all of them together, and how large each file is."""
    from made_up_view import CLAIMS, MadeUp

    from sayso.exports import FORMATS, export

    rows = max(1, size // CLAIMS)
    war = MadeUp(rows)
    incidents = [war.incident(row) for row in range(rows)]
    reports = [war.report(row) for row in range(rows)]
    whole, each, sizes = Spent(), dict[str, float](), dict[str, float]()
    for name in FORMATS:
        made: list[Any] = []
        took = spent(
            lambda name=name, made=made: made.append(export(incidents, reports, name, internal=True))
        )
        whole += took
        each[name] = round(took.cpu, 3)
        sizes[name] = round(len(made[0].data) / 1e6, 2)
    return {
        "size": size,
        "clock": round(whole.clock, 3),
        "cpu": round(whole.cpu, 3),
        "formats_cpu": each,
        "formats_mb": sizes,
        "mb": most_memory_mb(),
    }


if __name__ == "__main__":
    main()
