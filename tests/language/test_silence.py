"""Reading calls nobody: the runtime of the network is told before it is loaded to send no telemetry."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_READ = "import time; from sayso.pipeline import load_reader; load_reader(); time.sleep(6)"


@pytest.mark.slow
def test_loading_the_reader_asks_for_no_address(tmp_path: Path) -> None:
    """Watched for seconds after loading: no connection to anything but this machine, names looked up included."""
    if shutil.which("strace") is None:
        if os.environ.get("SAYSO_REQUIRE_ALL"):
            pytest.fail("strace is missing and SAYSO_REQUIRE_ALL is set.")
        pytest.skip("strace is missing: apt-get install strace")
    calls = tmp_path / "calls"
    watched = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(calls)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ORT_")}
    subprocess.run([*watched, sys.executable, "-c", _READ], check=True, env=environment, timeout=300)
    reached = re.findall(
        r'sin6?_addr=inet_(?:addr|pton)\((?:AF_INET6, )?"([^"]+)"', calls.read_text(encoding="utf-8")
    )
    assert [one for one in reached if one not in ("127.0.0.1", "::1")] == []
