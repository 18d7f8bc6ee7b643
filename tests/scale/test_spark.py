"""The stage on Apache Spark in local mode: the same as on one machine, also when a worker dies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from scale_makings import QuickReader, in_ledger, quick_reader, write_documents
from test_shards import files

from sayso.ledger import open_ledger
from sayso.pipeline import Reader
from sayso.scale import commit, finished
from sayso.scale.local import read_here

pytestmark = pytest.mark.slow


def died(folders: pytest.TempPathFactory) -> Path:
    """The file that a worker leaves when it dies."""
    return folders.getbasetemp() / "a-worker-died"


def test_the_same_shards_as_here(spark, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """300 documents: each file byte for byte what one machine writes, and the ledger the same."""
    from sayso.scale.spark import read_on_spark

    source = write_documents(tmp_path / "in", 300)
    there = read_on_spark(source, tmp_path / "spark", spark, 1, quick_reader)
    here = list(read_here(source, tmp_path / "here", QuickReader()))
    assert there == here and files(tmp_path / "spark") == files(tmp_path / "here")
    for name in ("spark", "here"):
        with open_ledger(str(tmp_path / f"{name}.db"), create=True) as ledger:
            commit(tmp_path / name, ledger)
    assert in_ledger(tmp_path / "spark.db") == in_ledger(tmp_path / "here.db") != []
    rows = {table: sum(marker.rows[table] for marker in there) for table in there[0].rows}
    with capsys.disabled():
        print(f"\nSpark, local: {rows}, {len(there)} shards, every file equal to one machine's")


def test_finished_shards_are_not_read_again(spark, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """After a stop only what is missing is read."""
    from sayso.scale.spark import read_on_spark

    source, out = write_documents(tmp_path / "in", 60), tmp_path / "out"
    first = read_on_spark(source, out, spark, 1, quick_reader)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    lost = first[3]
    (out / "finished" / f"{lost.name}.json").unlink()
    assert read_on_spark(source, out, spark, 1, quick_reader) == first
    again = {path for path, time in times.items() if path.stat().st_mtime_ns != time}
    assert {path.stem for path in again} == {lost.name}


def test_real_readings_are_the_same(spark, reader: Reader, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The bundled reports by the embedded reader: claim for claim what it reads in this process."""
    from sayso.demo import REPORTS
    from sayso.scale.spark import read_on_spark

    source = tmp_path / "in"
    source.mkdir()
    for one in REPORTS:
        shutil.copy(one.path, source)
    there = read_on_spark(source, tmp_path / "spark", spark, 1)
    here = list(read_here(source, tmp_path / "here", reader))
    assert there == here and files(tmp_path / "spark") == files(tmp_path / "here")
    assert sum(marker.rows["claims"] for marker in there) > 20


def test_a_killed_worker_loses_and_doubles_nothing(  # type: ignore[no-untyped-def]
    spark, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A worker is killed in the middle of a shard: another one reads it, and the files are those of one machine."""
    from sayso.scale.spark import read_on_spark

    source = write_documents(tmp_path / "in", 80)
    (source / "deadly.txt").write_text(
        "Two were killed by a deadly blast in Marea, a monitor said.\n", encoding="utf-8"
    )
    read_on_spark(source, tmp_path / "spark", spark, 1, quick_reader)
    assert died(tmp_path_factory).exists(), "no worker died, so the test showed nothing"
    list(read_here(source, tmp_path / "here", QuickReader()))
    assert finished(tmp_path / "spark") == finished(tmp_path / "here")
    assert files(tmp_path / "spark") == files(tmp_path / "here")
