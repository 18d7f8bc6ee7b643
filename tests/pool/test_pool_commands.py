"""Large inputs on the command line: any number of workers, calls that are cut off, reports that bring workers down."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pool_makings import MARKS, OddReader

from sayso.cli import run
from sayso.ids import canonical_json
from sayso.ledger import open_ledger
from sayso.pool import Pool
from sayso.records import reading_record

# the documents of intake's tests
sys.path.append(str(Path(__file__).parents[1] / "intake"))
from intake_makings import page, warc

ODD = "pool_makings:odd_reader"
#: a call of its own that reads with the odd reader in two processes
PROGRAM = f"""
import sys
sys.path[:] = {sys.path!r}
import sayso.cli.readers
from pool_makings import OddReader
from sayso.pool import Pool
sayso.cli.readers.open_pool = lambda workers: Pool(OddReader(), workers or 2, {ODD!r}, 0)
from sayso.cli import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def odd(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Commands read with the odd reader, in other processes from the first report on."""
    monkeypatch.setenv(MARKS, str(tmp_path))
    for module in ("readers", "scaling"):
        monkeypatch.setattr(
            f"sayso.cli.{module}.open_pool", lambda workers: Pool(OddReader(), workers or 2, ODD, 0)
        )
    monkeypatch.setattr("sayso.ledger.clock.utc_now", lambda: "2031-05-07T00:00:00Z")


def news(folder: Path, count: int, first: str = "") -> Path:
    """A folder with folders of short reports, an empty file and one that is no text."""
    for at in range(count):
        path = folder / f"{at // 10:02}" / f"{at:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"{first} report {at}: seven people died in a blast in Velmora, the mayor said.\n".strip(),
            "utf-8",
        )
    (folder / "00" / "0003a.txt").write_bytes(b"")
    (folder / "00" / "0003b.bin").write_bytes(bytes(range(256)) * 20)
    return folder


def in_book(book: Path) -> list[str]:
    """The readings of a ledger, a line each, in the order in which they were added."""
    with open_ledger(str(book)) as ledger:
        assert ledger.verify().sound
        return [canonical_json(reading_record(one)) for one in ledger.readings()]


def test_the_same_bytes_for_any_number_of_workers(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """read --json gives the same output, and the same complaints in the same order."""
    source, seen = news(tmp_path / "in", 60), []
    for workers in ("1", "2", "4"):
        assert run(["read", "--json", "--workers", workers, str(source)]) == 1
        seen.append(capsysbinary.readouterr())
    assert seen[0].out == seen[1].out == seen[2].out and len(seen[0].out.splitlines()) == 60
    assert seen[0].err == seen[1].err == seen[2].err and len(seen[0].err.splitlines()) == 2


def test_add_is_the_same_for_any_number_of_workers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ledger has the same readings in the same order, and a second call reads none of them again."""
    source = news(tmp_path / "in", 60)
    for workers in ("1", "3"):
        book = str(tmp_path / f"{workers}.db")
        assert run(["add", book, str(source), "--workers", workers]) == 1
        assert capsys.readouterr().out.endswith(f"{book}: 60 reports with 60 claims added.\n")
    assert in_book(tmp_path / "1.db") == in_book(tmp_path / "3.db")


def test_add_reads_nothing_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the ledger has by this reader is not read; another version of the reader reads all of it."""
    source, book, read = news(tmp_path / "in", 20), str(tmp_path / "book.db"), []

    class Counting(OddReader):
        def read_many(self, taken):  # type: ignore[no-untyped-def]
            for reading in super().read_many(taken):
                read.append(reading.report.id)
                yield reading

    def call(reader: OddReader) -> tuple[int, str]:
        read.clear()
        monkeypatch.setattr("sayso.cli.readers.open_pool", lambda _: Pool(reader, 1))
        assert run(["add", book, str(source), "--published", "2031-05-06"]) == 1
        return len(read), capsys.readouterr().out.splitlines()[-1].partition(": ")[2]

    first = source / "01"
    first.rename(tmp_path / "later")
    assert call(Counting()) == (10, "10 reports with 10 claims added.")
    (tmp_path / "later").rename(first)
    assert call(Counting()) == (10, "10 reports with 10 claims added; 10 reports there already.")
    assert call(Counting()) == (0, "0 reports with 0 claims added; 20 reports there already.")
    newer = Counting()
    newer.reading_name = "odd.2"
    assert call(newer) == (20, "20 reports with 20 claims added.")


def test_what_else_is_known_makes_it_another_reading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A day of publication that was not known before is reason to read again; where it was found is not."""
    source, book = news(tmp_path / "in", 3), str(tmp_path / "book.db")
    run(["add", book, str(source)])
    assert run(["add", book, str(source), "--published", "2031-05-06"]) == 1
    source.rename(tmp_path / "moved")
    assert run(["add", book, str(tmp_path / "moved"), "--published", "2031-05-06"]) == 1
    told = [line.partition(": ")[2] for line in capsys.readouterr().out.splitlines() if " added" in line]
    assert told == [
        "3 reports with 3 claims added.",
        "3 reports with 3 claims added.",
        "0 reports with 0 claims added; 3 reports there already.",
    ]


def test_a_report_that_kills_its_reader_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, status 1, all others in the ledger; it is tried again by the next call."""
    source, book = news(tmp_path / "in", 12), str(tmp_path / "book.db")
    (source / "00" / "deadly.txt").write_text(
        "die in Velmora, the mayor told the people who had come.\n", "utf-8"
    )
    for added in (
        "12 reports with 12 claims added.",
        "0 reports with 0 claims added; 12 reports there already.",
    ):
        assert run(["add", book, str(source)]) == 1
        out, err = capsys.readouterr()
        assert out.endswith(f": {added}\n")
        assert err.splitlines()[-1] == (
            f"{source}/00/deadly.txt: it was not read: the process that read it ended (SIGKILL). "
            "The others were; read this one again by itself."
        )
    assert run(["read", "--json", str(source / "00" / "deadly.txt")]) == 1
    assert capsys.readouterr().out == ""


def test_scale_read_is_the_same_for_any_number_of_workers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file of every shard is the same, byte for byte; a report that fails is among the refused."""
    source = news(tmp_path / "in", 50)
    (source / "00" / "odd.txt").write_text(
        "fail in Velmora, the mayor told the people who had come.\n", "utf-8"
    )
    for workers in ("1", "3"):
        out = str(tmp_path / workers)
        assert run(["scale", "read", str(source), "--out", out, "--shards", "16", "--workers", workers]) == 0
        assert capsys.readouterr().out.endswith("; 3 documents refused.\n")
    files = [
        {str(path.relative_to(tmp_path / name)): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("1", "3")
    ]
    assert files[0] == files[1] and len(files[0]) > 50


def test_archives_and_tables(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """A web archive, Parquet and a folder: the same for any number of workers, and nothing is read twice."""
    from pyarrow import Table, parquet

    archive, table = tmp_path / "crawl.warc.gz", tmp_path / "wire.parquet"
    archive.write_bytes(warc({f"https://valley.example/{at}": page(at) for at in range(30)}))
    rows = [
        {"text": f"Row {at}: seven people died in a blast in Velmora.", "day": "2031-05-06"}
        for at in range(30)
    ]
    parquet.write_table(Table.from_pylist(rows), table)
    inputs, seen = (
        [str(archive), str(table), str(news(tmp_path / "in", 20)), "--columns", "published=day"],
        [],
    )
    for workers in ("1", "3"):
        assert run(["read", "--json", "--workers", workers, *inputs]) == 1
        seen.append(capsysbinary.readouterr().out)
    assert seen[0] == seen[1] and len(seen[0].splitlines()) == 80
    for told in (
        "80 reports with 80 claims added.",
        "0 reports with 0 claims added; 80 reports there already.",
    ):
        assert run(["add", str(tmp_path / "book.db"), *inputs]) == 1
        assert capsysbinary.readouterr().out.decode().endswith(f": {told}\n")


def test_an_add_that_is_killed_goes_on_where_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """kill -9 in the middle: what is in the ledger is sound, and the next call adds what is missing and no more."""
    source, book = news(tmp_path / "in", 60, first="slow 0.05 s,"), tmp_path / "book.db"
    call = ["add", str(book), str(source), "--published", "2031-05-06"]
    killed = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *call], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _until(lambda: book.exists() and _kept(book) >= 15)
    killed.kill()
    killed.wait()
    kept = len(in_book(book))
    assert 15 <= kept < 60
    assert run(call) == 1
    assert capsys.readouterr().out.endswith(
        f": {60 - kept} reports with {60 - kept} claims added; {kept} reports there already.\n"
    )
    assert run(["add", str(tmp_path / "whole.db"), *call[2:]]) == 1
    assert [json.loads(one)["report"]["id"] for one in in_book(book)] == [
        json.loads(one)["report"]["id"] for one in in_book(tmp_path / "whole.db")
    ]
    with capsys.disabled():
        print(f"\nkilled with {kept} of 60 reports in the ledger: {60 - kept} read by the next call")


def test_an_interrupt_ends_every_process(tmp_path: Path) -> None:
    """Ctrl-C in the middle: status 130, no traceback, and no process that goes on reading."""
    # ten seconds of reading, so that a busy machine too looks before it is over
    source, out = news(tmp_path / "in", 400, first="slow 0.05 s,"), tmp_path / "out.jsonl"
    (source / "00" / "0003a.txt").unlink()
    (source / "00" / "0003b.bin").unlink()
    call = [sys.executable, "-c", PROGRAM, "read", str(source), "--out", str(out)]
    # a shell that runs the tests in the background has told them to ignore Ctrl-C, and they hand that on
    interrupted = subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    _until(lambda: out.exists() and out.read_bytes().count(b"\n") >= 5)
    children = Path(f"/proc/{interrupted.pid}/task").glob("*/children")
    workers = [int(pid) for path in children for pid in path.read_text().split()]
    interrupted.send_signal(signal.SIGINT)
    assert interrupted.communicate() == (b"", b"") and interrupted.returncode == 130
    assert len(workers) == 2 and not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_a_file_of_readings_that_is_cut_off_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A kill may leave half a line: the next call ends with the file that one call makes, byte for byte."""
    source, out, whole = (
        news(tmp_path / "in", 40, first="slow 0.03 s,"),
        tmp_path / "cut.jsonl",
        tmp_path / "whole.jsonl",
    )
    killed = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "read", str(source), "--out", str(out)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _until(lambda: out.exists() and out.read_bytes().count(b"\n") >= 10)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    lines = out.read_bytes().count(b"\n")
    with out.open("ab") as file:
        file.write(b'{"claims":[{"backg')
    assert run(["read", str(source), "--out", str(out)]) == 1
    assert capsys.readouterr().out == f"{out}: {40 - lines} readings added; {lines} there already.\n"
    assert run(["read", str(source), "--out", str(whole)]) == 1
    assert out.read_bytes() == whole.read_bytes() and 10 <= lines < 40
    # an older reader's lines stay, and what it read is read again
    out.write_bytes(out.read_bytes().replace(b'"reader":"odd.1 people.1"', b'"reader":"odd.0"'))
    assert run(["read", str(source), "--out", str(out)]) == 1
    assert out.read_bytes().count(b"\n") == 80


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (["read", "in", "--out", "notes.txt"], "notes.txt: line 1 is no reading that sayso wrote there. Nothing was changed; give another --out."),
        (["read", "in", "--out", "none/out.jsonl"], "none/out.jsonl: cannot be written: no such file or directory. Give another --out."),
        (["read", "in", "--reader", "openai", "--workers", "2"], "--workers: with --reader openai a server reads. Leave it out."),
        (["add", "book.db", "in", "--watch", "--workers", "2"], "--workers: a watch reads what is new one by one. Leave out --workers or --watch."),
        (["scale", "read", "in", "--out", "out", "--master", "local[2]", "--workers", "2"], "--workers: with --master local[2] Spark says how many. Leave it out."),
    ],
)  # fmt: skip
def test_wrong_calls(
    call: list[str],
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line with the next step, and nothing is written over."""
    monkeypatch.chdir(tmp_path)
    news(tmp_path / "in", 2)
    Path("notes.txt").write_text("Mine.\n", encoding="utf-8")
    assert run(call) == 2
    assert (
        capsys.readouterr().err == line + "\n" and Path("notes.txt").read_text(encoding="utf-8") == "Mine.\n"
    )


def test_a_call_that_nobody_watches_says_how_far_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line a minute on standard error."""
    monkeypatch.setattr("sayso.cli.talk.NOTED_S", 0.0)
    assert run(["read", "--json", str(news(tmp_path / "in", 4))]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("reading: ")]
    assert [line.split(",")[0] for line in told] == [f"reading: {at} so far" for at in range(1, 5)]
    assert told[0].endswith(" a second")


@pytest.mark.slow
def test_the_embedded_reader_is_the_same_in_any_number_of_processes(tmp_path: Path) -> None:
    """The bundled reports by the program as it is installed, often enough that it starts its workers."""
    from sayso.demo import REPORTS

    folder = tmp_path / "in"
    folder.mkdir()
    size = count = 0
    while size < 140_000:
        text = f"{REPORTS[count % len(REPORTS)].path.read_text('utf-8')}\nThis is copy {count}.\n"
        (folder / f"{count:03}.txt").write_text(text, encoding="utf-8")
        size, count = size + len(text), count + 1
    told = []
    for workers in ("1", "2"):
        call = [sys.executable, "-m", "sayso", "read", "--json", "--workers", workers, str(folder)]
        told.append(subprocess.run(call, stdout=subprocess.PIPE, check=True).stdout)
    assert told[0] == told[1] and len(told[0].splitlines()) == count


def _kept(book: Path) -> int:
    with open_ledger(str(book)) as ledger:
        return ledger.head().size // 2


def _until(done, seconds: float = 60) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
