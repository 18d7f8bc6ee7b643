"""What reports cost past one machine: bytes in shards and ledgers, seconds and memory of linking here and on Spark, shuffle.

    python benchmarks/spark.py short FILE [DOCUMENTS]             write short documents as Parquet, for: sayso scale read
    python benchmarks/spark.py store SHARDS [POSTGRESQL]          bytes a report and a claim, in each form
    python benchmarks/spark.py link SHARDS OUT [here|local[N]|spark://…]   one linking, measured

Each prints one line of JSON. Seconds are of the processor, all processes together; the shuffle is what Spark says of
itself. PostgreSQL is an address of an empty database, as the ledger takes it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")
TESTS = Path(__file__).parent.parent / "tests"
#: from Spark's own metrics of each task
WRITTEN = ("Shuffle Write Metrics", "Shuffle Bytes Written")
SPILLED = ("Disk Bytes Spilled",)


def main() -> None:
    what, *given = sys.argv[1:]
    print(json.dumps({"short": short, "store": store, "link": link}[what](*given)))


def short(file: str, documents: str = "20000") -> dict[str, Any]:
    """Write them."""
    sys.path.append(str(TESTS / "scale"))
    from short_reports import write_short_reports

    path = write_short_reports(Path(file), int(documents))
    return {"documents": int(documents), "bytes": path.stat().st_size}


def store(shards: str, address: str | None = None) -> dict[str, Any]:
    """Bytes of the shards by table, and of ledgers with all of them."""
    from sayso.scale import finished

    folder = Path(shards)
    rows = {
        table: sum(marker.rows[table] for marker in finished(folder).values())
        for table in ("reports", "claims")
    }
    found: dict[str, Any] = dict(rows)
    for table in ("reports", "claims", "problems", "refused", "finished"):
        found[f"{table}_bytes"] = sum(
            path.stat().st_size for path in (folder / table).rglob("*") if path.is_file()
        )
    with tempfile.TemporaryDirectory() as temporary:
        book = Path(temporary) / "book.db"
        found |= committed(folder, str(book), "sqlite")
        found["sqlite_bytes"] = sum(path.stat().st_size for path in Path(temporary).iterdir())
    if address:
        import psycopg

        found |= committed(folder, address, "postgresql")
        with psycopg.connect(address) as connection:
            (size,) = connection.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
        found["postgresql_bytes"] = size
    return found


def committed(shards: Path, book: str, name: str) -> dict[str, Any]:
    """Seconds of this process to add them all."""
    from sayso.ledger import open_ledger
    from sayso.scale import commit

    began, clock = time.process_time(), time.monotonic()
    with open_ledger(book, create=True) as ledger:
        done = commit(shards, ledger)
    return {
        f"{name}_reports": done.reports,
        f"{name}_cpu_s": round(time.process_time() - began, 1),
        f"{name}_clock_s": round(time.monotonic() - clock, 1),
    }


def link(shards: str, out: str, master: str = "here") -> dict[str, Any]:
    """One linking."""
    from sayso.incidents.grades import load_policy
    from sayso.scale import finished
    from sayso.scale.incident_shards import run_of
    from sayso.scale.local_linking import link_here

    run = run_of(finished(Path(shards)), (), load_policy("plain"))
    watch, clock = Watch(), time.monotonic()
    if master == "here":
        markers = list(link_here(Path(shards), Path(out), run))
        found = {
            "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "cpu_s": watch.end(),
        }
    else:
        markers, found = on_spark(Path(shards), Path(out), master, run)
    rows = {table: sum(marker.rows[table] for marker in markers) for table in ("incidents", "members")}
    written = sum(path.stat().st_size for path in Path(out).rglob("*.parquet"))
    return {"master": master, **rows, "bytes": written, "clock_s": round(time.monotonic() - clock), **found}


def on_spark(shards: Path, out: Path, master: str, run: Any) -> tuple[Any, dict[str, Any]]:
    """The markers, and what Spark tells of its tasks."""
    from sayso.scale.spark import open_session
    from sayso.scale.spark_linking import link_on_spark

    with tempfile.TemporaryDirectory() as events:
        noted = {
            "spark.eventLog.enabled": "true",
            "spark.eventLog.compress": "false",
            "spark.eventLog.dir": f"file://{events}",
        }
        spark = open_session(master, **noted)
        watch, clock = Watch(), time.monotonic()
        markers = link_on_spark(shards, out, spark, run)
        found = {"linking_s": round(time.monotonic() - clock), "cpu_s": watch.end()}
        spark.stop()
        tasks = list(tasks_in(Path(events)))
    return markers, {
        **found,
        "tasks": len(tasks),
        "shuffle_bytes": sum(of_task(task, *WRITTEN) for task in tasks),
        "spilled_bytes": sum(of_task(task, *SPILLED) for task in tasks),
    }


def tasks_in(events: Path) -> Iterator[dict[str, Any]]:
    """The metrics of every task that Spark noted."""
    for path in events.rglob("events*"):
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                event = json.loads(line)
                if event["Event"] == "SparkListenerTaskEnd" and "Task Metrics" in event:
                    yield event["Task Metrics"]


def of_task(metrics: dict[str, Any], *names: str) -> int:
    value: Any = metrics
    for name in names:
        value = value.get(name, 0)
    return int(value)


class Watch(threading.Thread):
    """Seconds of the processor of all that this process starts, and they start; looked at twice a second, since what
    is gone tells no more.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._used: dict[tuple[str, str], float] = {}
        self._ended = threading.Event()
        self._began = self.seconds()
        self.start()

    def run(self) -> None:
        while not self._ended.wait(0.5):
            self._look()

    def seconds(self) -> float:
        """Up to now."""
        self._look()
        return round(sum(self._used.values()) - getattr(self, "_began", 0.0), 1)

    def end(self) -> float:
        """The same, and look no more."""
        self._ended.set()
        return self.seconds()

    def _look(self) -> None:
        parents: dict[str, str] = {}
        used: dict[str, tuple[str, float]] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[path.parent.name] = fields[1]
            used[path.parent.name] = fields[19], sum(map(int, fields[11:13])) / TICKS
        ours = {str(os.getpid())}
        while more := {process for process, parent in parents.items() if parent in ours} - ours:
            ours |= more
        self._used.update(((process, used[process][0]), used[process][1]) for process in ours)


if __name__ == "__main__":
    main()
