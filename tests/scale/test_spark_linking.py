"""Linking on Apache Spark in local mode: incident for incident what one machine links, also when a worker dies."""

from __future__ import annotations

import dataclasses
import os
import time
from pathlib import Path

import pytest
from short_reports import write_short_reports
from test_linking import readings_kept, run_of, war_shards
from test_shards import files
from war_makings import DeadlyPolicy, decisions_about

from sayso.pipeline import Reader
from sayso.problems import DamagedShard
from sayso.scale import finished
from sayso.scale.local import read_here
from sayso.scale.local_linking import link_here

pytestmark = pytest.mark.slow

#: documents of fifteen to twenty-five words, read by the real reader
SHORT = 20_000


def test_the_same_incidents_as_here(spark, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    """With people's decisions, and a Python worker killed in the middle: each file byte for byte what one machine
    writes; and what is linked is not linked again."""
    from sayso.scale.spark_linking import link_on_spark

    shards, died = war_shards(tmp_path / "in"), tmp_path / "a-worker-died"
    claims = [claim for reading in readings_kept(shards) for claim in reading.claims]
    run = run_of(shards, decisions_about(claims, 40))
    deadly = dataclasses.replace(run, policy=DeadlyPolicy(dict(run.policy), died))
    there = link_on_spark(shards, tmp_path / "spark", spark, deadly)
    assert died.exists(), "no worker died, so the test showed nothing"
    here = list(link_here(shards, tmp_path / "here", run))
    assert there == here and files(tmp_path / "spark") == files(tmp_path / "here")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "spark").rglob("*.parquet")}
    assert link_on_spark(shards, tmp_path / "spark", spark, run) == here
    assert times == {path: path.stat().st_mtime_ns for path in times}
    with capsys.disabled():
        rows = {table: sum(marker.rows[table] for marker in there) for table in there[0].rows}
        print(f"\nSpark, local: {len(claims)} claims, {rows}, every file equal to one machine's")


def test_a_changed_shard_is_refused(spark, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A file that is not as it was written stops it in one line, before anything is linked."""
    from sayso.scale.spark_linking import link_on_spark

    shards = war_shards(tmp_path / "in", claims=20)
    changed = sorted(shards.glob("reports/*/*.parquet"))[0]
    changed.write_bytes(changed.read_bytes() + b" ")
    with pytest.raises(DamagedShard, match=str(changed)):
        link_on_spark(shards, tmp_path / "out", spark, run_of(shards))


@pytest.mark.soak
def test_twenty_thousand_documents(  # type: ignore[no-untyped-def]
    spark, reader: Reader, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Read by the real reader and linked, on Spark and here: claim for claim and incident for incident the same."""
    from sayso.scale.spark import read_on_spark
    from sayso.scale.spark_linking import link_on_spark

    number = int(os.environ.get("SAYSO_SHORT", SHORT))
    source, told = write_short_reports(tmp_path / "short.parquet", number), []
    began = time.monotonic()
    for name, read in (
        ("Spark", lambda: read_on_spark(source, tmp_path / "read-Spark", spark)),
        ("here", lambda: read_here(source, tmp_path / "read-here", reader, 2)),
    ):
        claims = sum(marker.rows["claims"] for marker in read())
        told.append(f"{name}: {claims:,} claims read in {time.monotonic() - began:,.0f} s")
        began = time.monotonic()
    shards = tmp_path / "read-here"
    assert finished(shards) == finished(tmp_path / "read-Spark")
    assert files(shards) == files(tmp_path / "read-Spark")
    run = run_of(shards)
    for name, link in (("Spark", lambda: link_on_spark(shards, tmp_path / "Spark", spark, run)),
                       ("here", lambda: link_here(shards, tmp_path / "here", run))):  # fmt: skip
        incidents = sum(marker.rows["incidents"] for marker in link())
        told.append(f"{name}: {incidents:,} incidents linked in {time.monotonic() - began:,.0f} s")
        began = time.monotonic()
    assert files(tmp_path / "Spark") == files(tmp_path / "here")
    with capsys.disabled():
        print(f"\n{number:,} documents; {'; '.join(told)}; every file equal")
