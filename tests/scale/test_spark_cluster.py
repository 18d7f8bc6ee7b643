"""A real cluster of Spark, one master and two workers: the same files as on one machine, also when a worker is killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from scale_makings import QuickReader, write_documents
from test_shards import files

from sayso.scale import finished
from sayso.scale.local import read_here

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
#: what the driver does, in a process of its own
DRIVER = """
import sys
from pathlib import Path
from scale_makings import slow_reader
from sayso.scale.spark import open_session, read_on_spark
master, source, out, path = sys.argv[1:]
spark = open_session(master, **{
    "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.executorEnv.PYTHONPATH": path,
    "spark.executor.memory": "512m", "spark.cores.max": "2", "spark.executor.cores": "1"})
read_on_spark(Path(source), Path(out), spark, 1, slow_reader)
spark.stop()
"""


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Spark, and all that it starts, until the block ends."""
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = os.environ | {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }
    process = subprocess.Popen(
        [str(home / "bin" / "spark-class"), *arguments],
        env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """The process and all that it started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def waited_for(what, seconds: float = 240.0) -> bool:  # type: ignore[no-untyped-def]
    """Did it become true in time?"""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.2)
    return False


def is_open(port: int) -> bool:
    """Does somebody listen there?"""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.soak
@pytest.mark.skipif(
    shutil.which("java") is None, reason="Spark needs Java 17 (apt-get install openjdk-17-jre-headless)."
)
def test_a_worker_of_two_is_killed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the job under way one of two workers dies, JVM, executor and all; nothing is lost or doubled."""
    pytest.importorskip("pyspark")
    source, out = write_documents(tmp_path / "in", 600), tmp_path / "spark"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    master, deploy = f"spark://127.0.0.1:{port}", "org.apache.spark.deploy"
    path = os.pathsep.join([str(HERE), *(p for p in sys.path if p)])
    of_worker = (
        f"{deploy}.worker.Worker",
        "--host",
        "127.0.0.1",
        "--cores",
        "1",
        "--memory",
        "768m",
        "--webui-port",
        "0",
    )
    with started(f"{deploy}.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"):
        assert waited_for(lambda: is_open(port)), "the master did not start"
        with (
            started(*of_worker, "--work-dir", str(tmp_path / "one"), master),
            started(*of_worker, "--work-dir", str(tmp_path / "two"), master) as second,
            subprocess.Popen(
                [sys.executable, "-c", DRIVER, master, str(source), str(out), path],
                env=os.environ | {"PYTHONPATH": path}, stderr=subprocess.PIPE,
            ) as driver,
        ):  # fmt: skip
            both = [tmp_path / name for name in ("one", "two")]
            assert waited_for(lambda: all(any(one.glob("app-*/*/stderr")) for one in both)), (
                "an executor did not start"
            )
            assert waited_for(lambda: len(finished(out)) >= 3), "no shard was finished"
            before = len(finished(out))
            kill(second)
            _, errors = driver.communicate(timeout=420)
            assert driver.returncode == 0, errors.decode()[-2000:]
    list(read_here(source, tmp_path / "here", QuickReader()))
    assert before < len(finished(out)), "the job was over before the worker died, so the test showed nothing"
    assert finished(out) == finished(tmp_path / "here") and files(out) == files(tmp_path / "here")
    with capsys.disabled():
        print(
            f"\na cluster of two: a worker killed after {before} of {len(finished(out))} shards, every file equal to one machine's"
        )
