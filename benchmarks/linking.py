"""How long it takes to build the incidents of a ledger, by the number of its claims.

    python benchmarks/linking.py [CLAIMS …]        default: 1000 10000

Prints a line a size: claims, reports, incidents, seconds, and the most memory used so far.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from sayso.incidents import build_incidents

sys.path.append(str(Path(__file__).parent.parent / "tests"))
from invented_reports import invented


def main() -> None:
    for size in map(int, sys.argv[1:] or ("1000", "10000")):
        reports, claims = invented(size)
        began = time.perf_counter()
        cpu = time.process_time()
        incidents = build_incidents(claims, (), reports)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size} claims, {len(reports)} reports, {len(incidents)} incidents: {time.perf_counter() - began:.1f} s, "
            f"{time.process_time() - cpu:.1f} s of one core, {peak:.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
