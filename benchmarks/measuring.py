"""What work takes: on the clock, of the processors, of memory; and work in a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock and of all processors."""

    clock: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.clock + other.clock, self.cpu + other.cpu)

    def __mul__(self, times: float) -> Spent:
        return Spent(self.clock * times, self.cpu * times)


def spent(work: Callable[[], object]) -> Spent:
    """What some work takes, all threads of this process counted."""
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - clock, time.process_time() - cpu)


def most_memory_mb(process: int | str = "self") -> int:
    """The most memory that a process had; the largest of its parent, which some systems count too, is not in it."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2


def in_own_process(script: str, *arguments: object, given: Any = None) -> dict[str, Any]:
    """The JSON object that a script beside this one prints last; ``given`` is its standard input, as JSON.

    What it says on standard error is shown when it fails.
    """
    run = subprocess.run(
        [sys.executable, "-W", "ignore", str(HERE / script), *map(str, arguments)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise SystemExit(f"{script} {' '.join(map(str, arguments))} failed:\n{run.stderr}")
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found
