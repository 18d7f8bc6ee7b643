"""A real cluster of Spark, one master and two workers: the same files as on one machine, also when a worker is killed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cluster_makings import kill, two_workers, waited_for
from scale_makings import QuickReader, write_documents
from test_linking import run_of, war_shards
from test_shards import files

from sayso.scale import finished
from sayso.scale.local import read_here
from sayso.scale.local_linking import link_here

pytestmark = [
    pytest.mark.slow,
    pytest.mark.soak,
    pytest.mark.skipif(
        shutil.which("java") is None, reason="Spark needs Java 17 (apt-get install openjdk-17-jre-headless)."
    ),
]

#: on a busy machine a stage that takes a second takes a minute
WAIT_S = 1200
READ = """
from scale_makings import slow_reader
from sayso.scale.spark import read_on_spark
read_on_spark(Path(given[0]), Path(given[1]), spark, 1, slow_reader)
spark.stop()
"""
LINK = """
import dataclasses
from test_linking import run_of
from war_makings import slow_policy
from sayso.scale.spark_linking import link_on_spark
run = dataclasses.replace(run_of(Path(given[0])), policy=slow_policy())
link_on_spark(Path(given[0]), Path(given[1]), spark, run)
spark.stop()
"""


def killed_in_the_middle(folder: Path, code: str, source: Path, out: Path, marks: str = "finished") -> int:
    """Run it on two workers and kill one when three shards are finished; how many were."""
    pytest.importorskip("pyspark")
    with two_workers(folder) as cluster, cluster.drive(code, str(source), str(out)) as driver:
        assert waited_for(cluster.has_executors), "an executor did not start"
        assert waited_for(lambda: len(finished(out, marks)) >= 3, WAIT_S), "no shard was finished"
        before = len(finished(out, marks))
        kill(cluster.second)
        _, errors = driver.communicate(timeout=WAIT_S)
        assert driver.returncode == 0, errors.decode()[-2000:]
    assert before < len(finished(out, marks)), (
        "the job was over before the worker died, so the test showed nothing"
    )
    return before


def test_a_worker_of_two_is_killed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the job under way one of two workers dies, JVM, executor and all; nothing is lost or doubled."""
    source, out = write_documents(tmp_path / "in", 600), tmp_path / "spark"
    before = killed_in_the_middle(tmp_path, READ, source, out)
    list(read_here(source, tmp_path / "here", QuickReader()))
    assert finished(out) == finished(tmp_path / "here") and files(out) == files(tmp_path / "here")
    with capsys.disabled():
        print(
            f"\na cluster of two: a worker killed after {before} of {len(finished(out))} shards, every file equal to one machine's"
        )


def test_a_worker_is_killed_while_linking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the dead worker had worked out is worked out again: the incidents, file for file, are those of one machine."""
    shards, out = war_shards(tmp_path / "in", claims=1200), tmp_path / "spark"
    before = killed_in_the_middle(tmp_path, LINK, shards, out, "linked")
    found = list(link_here(shards, tmp_path / "here", run_of(shards)))
    assert files(out) == files(tmp_path / "here")
    with capsys.disabled():
        print(
            f"\na cluster of two: a worker killed after {before} of {len(found)} shards of incidents, "
            f"{sum(marker.rows['incidents'] for marker in found)} incidents equal to one machine's"
        )
