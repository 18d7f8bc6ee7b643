"""A real cluster of Spark on this machine: a master and two workers, each a process that can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
#: what a driver begins with, in a process of its own
OPENED = """
import sys
from pathlib import Path
from sayso.scale.spark import open_session
master, path, *given = sys.argv[1:]
spark = open_session(master, **{
    "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.executorEnv.PYTHONPATH": path,
    "spark.executor.memory": "512m", "spark.cores.max": "2", "spark.executor.cores": "1"})
"""
_DEPLOY = "org.apache.spark.deploy"


@dataclass(frozen=True)
class Cluster:
    """Where its master listens, and the worker that may be killed."""

    master: str
    folder: Path
    second: subprocess.Popen[bytes]

    def drive(self, code: str, *given: str) -> subprocess.Popen[bytes]:
        """A driver that does this with the session ``spark``; ``given`` are the words it is given."""
        path = os.pathsep.join([str(HERE), str(HERE.parent), *(p for p in sys.path if p)])
        return subprocess.Popen(
            [sys.executable, "-c", OPENED + code, self.master, path, *given],
            env=os.environ | {"PYTHONPATH": path}, stderr=subprocess.PIPE,
        )  # fmt: skip

    def has_executors(self) -> bool:
        """Whether each worker has one."""
        both = [self.folder / name for name in ("one", "two")]
        return all(any(one.glob("app-*/*/stderr")) for one in both)


@contextmanager
def two_workers(folder: Path) -> Iterator[Cluster]:
    """A master and two workers of a core each, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    master = f"spark://127.0.0.1:{port}"
    of_worker = (f"{_DEPLOY}.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "768m", "--webui-port", "0")  # fmt: skip
    with started(f"{_DEPLOY}.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"):
        assert waited_for(lambda: is_open(port)), "the master did not start"
        with (
            started(*of_worker, "--work-dir", str(folder / "one"), master),
            started(*of_worker, "--work-dir", str(folder / "two"), master) as second,
        ):
            yield Cluster(master, folder, second)


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


def waited_for(what: Callable[[], bool], seconds: float = 240.0) -> bool:
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
