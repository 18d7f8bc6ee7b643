"""Several processes read: the same readings in the same order, whatever happens to the processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pool_makings import MARKS, OddReader, taken

from sayso.model import Reading
from sayso.pool import Careful, Pool, unread
from sayso.pool.wire import reading_bytes, reading_of, report_bytes, report_of
from sayso.problems import LedgerFull, NoWorker

ODD = "pool_makings:odd_reader"
TEXTS = [f"Seven died in blast {at} in Velmora." for at in range(40)]


@pytest.fixture(autouse=True)
def marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where workers leave their marks."""
    monkeypatch.setenv(MARKS, str(tmp_path))
    return tmp_path


def read(texts: list[str], workers: int = 2, small: int = 0) -> list[Reading]:
    """The readings of a pool."""
    with Pool(OddReader(), workers, ODD, small) as pool:
        return list(pool.read_many(taken(texts)))


def plain(texts: list[str]) -> list[Reading]:
    """The readings of a reader in this process."""
    return list(OddReader().read_many(taken(texts)))


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_same_for_any_number_of_workers(workers: int) -> None:
    """Readings are equal, and in the order of the reports."""
    assert read(TEXTS, workers) == plain(TEXTS)


def test_order_is_kept_when_the_first_takes_longest() -> None:
    """A report that is read slowly holds up those behind it, and they do not overtake it."""
    texts = ["slow 0.5 seconds", *TEXTS]
    assert read(texts) == plain(texts)


def test_little_to_read_starts_no_process() -> None:
    """The first reports are read here; workers come with what is left, and are kept for the next call."""
    with Pool(OddReader(), 2, ODD, small=500) as pool:
        first = list(pool.read_many(taken(TEXTS[:5])))
        assert pool.pids == []
        rest = list(pool.read_many(taken(TEXTS[5:])))
        pids = pool.pids
        assert 1 <= len(pids) <= 2
        again = list(pool.read_many(taken(TEXTS)))
        assert set(pids) <= set(pool.pids)
    assert [one.report.text for one in (*first, *rest)] == TEXTS and again == plain(TEXTS)


def test_few_reports_are_under_way() -> None:
    """The reports are asked for as they are read: four for each worker wait at most."""
    asked = 0

    def counted() -> Iterator[tuple[object, object]]:
        nonlocal asked
        for one in taken(TEXTS * 5):
            asked += 1
            yield one

    with Pool(OddReader(), 2, ODD, 0) as pool:
        most = max(asked - done for done, _ in enumerate(pool.read_many(counted())))  # type: ignore[arg-type]
    assert asked == 200 and 2 <= most <= 8


def test_a_killed_worker_costs_nothing(marks: Path) -> None:
    """The report it had is read by the next one."""
    texts = [*TEXTS[:7], "die-once in Velmora", *TEXTS[7:]]
    found = read(texts)
    assert (marks / "died").exists(), "no worker died, so the test showed nothing"
    assert found == plain(texts)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("die in Velmora", "the process that read it ended (SIGKILL)"),
        ("fail in Velmora", "reading it failed (ValueError)"),
        ("forget in Velmora", "reading it failed (MemoryError)"),
        ("fill the memory", "reading it failed (MemoryError)"),
    ],
)
def test_a_report_that_brings_workers_down_costs_itself(text: str, why: str) -> None:
    """It is named in a line that says why, and every other report is read."""
    found = read([*TEXTS[:7], text, *TEXTS[7:]])
    assert found[:7] + found[8:] == [
        one for one in plain([*TEXTS[:7], "in its place", *TEXTS[7:]]) if "place" not in one.report.text
    ]
    assert (
        unread(found[7])
        == f"news/0007.txt: it was not read: {why}. The others were; read this one again by itself."
    )
    assert found[7].claims == () and found[7].problems[0].message == "Said of report 7."


def test_a_worker_killed_from_outside(marks: Path) -> None:
    """kill -9 while both workers read: nothing is lost and nothing doubled."""
    texts = [f"slow 0.05 s, report {at}" for at in range(40)]
    killed = []

    def kill_soon(pool: Pool) -> None:
        _until(lambda: (marks / "slow").exists() and len(pool.pids) == 2)
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    with Pool(OddReader(), 2, ODD, 0) as pool:
        killer = threading.Thread(target=kill_soon, args=(pool,))
        killer.start()
        found = list(pool.read_many(taken(texts)))
        killer.join()
        assert not set(killed) & set(pool.pids)
    assert len(killed) == 2 and found == plain(texts)


def test_a_fault_in_this_process_costs_one_report() -> None:
    """Without workers too, and when the reader has read ahead."""

    class Ahead(OddReader):
        """Takes three reports before it gives the first, as the network does."""

        def read_many(self, coming):  # type: ignore[no-untyped-def]
            held = list(zip(range(3), coming, strict=False))
            while held:
                yield from super().read_many(one for _, one in held)
                held = list(zip(range(3), coming, strict=False))

    texts = [*TEXTS[:7], "fail in Velmora", *TEXTS[7:]]
    found = list(Careful(Ahead()).read_many(taken(texts)))
    assert [one.report.text for one in found] == texts
    assert [at for at, one in enumerate(found) if unread(one)] == [7]


def test_what_is_wrong_with_the_inputs_is_raised() -> None:
    """A full disk, or a fault of whoever gives the reports, is no fault of a report."""

    def stopping(error: Exception) -> Iterator[tuple[object, object]]:
        yield from taken(TEXTS[:3])
        raise error

    for error in (LedgerFull("book.db"), ValueError("a fault of ours")):
        with pytest.raises(type(error)):
            list(Careful(OddReader()).read_many(stopping(error)))  # type: ignore[arg-type]
        with Pool(OddReader(), 2, ODD, 0) as pool, pytest.raises(type(error)):
            list(pool.read_many(stopping(error)))  # type: ignore[arg-type]


def test_a_reader_that_cannot_be_loaded_is_one_line() -> None:
    """It says why and what to do."""
    with Pool(OddReader(), 2, "pool_makings:broken_reader", 0) as pool, pytest.raises(NoWorker) as error:
        list(pool.read_many(taken(TEXTS)))
    assert str(error.value) == (
        "reading: a process for it could not be started: ValueError: the weights are gone. What was read before is "
        "there. Free some memory, or give fewer --workers, and call it again: it goes on where it was."
    )


def test_no_process_is_left_behind() -> None:
    """Neither after a call that was left in the middle, nor after one whose process was killed."""
    with Pool(OddReader(), 2, ODD, 0) as pool:
        next(pool.read_many(taken(["slow 0.1 s", *TEXTS])))
        pids = pool.pids
    assert pids
    _until(lambda: not any(_lives(pid) for pid in pids))
    inside = (
        "import itertools, sys; from pool_makings import OddReader, taken; from sayso.pool import Pool\n"
        f"pool = Pool(OddReader(), 2, {ODD!r}, 0)\n"
        "for _ in pool.read_many(taken(f'slow 0.05 s {at}' for at in itertools.count())):\n"
        "    print(*pool.pids, flush=True)\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{inside}"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout
    pids = next([int(pid) for pid in line.split()] for line in run.stdout if len(line.split()) == 2)
    assert all(_lives(pid) for pid in pids)
    run.kill()
    run.wait()
    run.stdout.close()
    _until(lambda: not any(_lives(pid) for pid in pids))


def test_the_wire_loses_nothing(reader) -> None:  # type: ignore[no-untyped-def]
    """A report and its reading come out of their bytes as they were, whatever is in them."""
    from sayso.demo import REPORTS
    from sayso.intake import read_file, read_text

    given = [read_file(one.path, title="A “title”\n\u2028 with signs") for one in REPORTS]
    given.append(
        read_text("A shell killed Amal Haddad, 34, at her home in Marea on Monday, her brother said.\n")
    )
    found = [(one, reader.read(*one)) for one in given]
    for (report, problems), reading in found:
        assert report_of(report_bytes(report, problems)) == (report, problems)
        assert reading_of(reading_bytes(reading), report) == reading
    assert all(any(getattr(one, part) for _, one in found) for part in ("claims", "problems", "people"))


def _until(done: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    """Is there such a process, and is it more than its exit status?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
