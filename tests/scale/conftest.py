"""One session of Spark for all tests of scale: starting it is the cost."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from scale_makings import DIED


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """Spark in this process and two workers, each task tried three times; skips without Java or pyspark."""
    lacking = [] if shutil.which("java") else ["Java 17 (apt-get install openjdk-17-jre-headless)"]
    if importlib.util.find_spec("pyspark") is None:
        lacking.append("pyspark (pip install 'sayso[spark]')")
    if lacking and os.environ.get("SAYSO_REQUIRE_ALL"):
        pytest.fail(f"{' and '.join(lacking)} is missing and SAYSO_REQUIRE_ALL is set.")
    if lacking:
        pytest.skip(f"Spark needs {' and '.join(lacking)}.")
    from sayso.scale.spark import open_session

    # what starts the workers hands them this environment
    told = {
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
        DIED: str(tmp_path_factory.getbasetemp() / "a-worker-died"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        session = open_session("local[2,3]")
    yield session
    session.stop()
