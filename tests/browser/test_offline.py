"""Offline by construction: the desk and a browser in a network that leads nowhere; nothing tries to leave."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser_makings import CHROMIUM, needed
from desk_makings import small_book


@pytest.mark.slow
def test_nothing_leaves_and_everything_works_without_a_network(tmp_path: Path) -> None:
    """Score 28: every screen, a decision and a reading in a network namespace with no way out: the desk calls nobody
    outside this machine (strace of every connect and send), and no page asks for anything elsewhere.
    """
    if not all(map(shutil.which, ("unshare", "ip", "strace"))) or not Path(CHROMIUM).exists():
        needed(
            "unshare, ip, strace or Chromium is missing: apt-get install util-linux iproute2 strace chromium"
        )
    if subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode:
        needed("a network namespace cannot be made here: run as root, or allow user namespaces")
    small_book(tmp_path / "book.db")
    script = Path(__file__).with_name("walk_offline.py")
    walk = f"{sys.executable} {script} {tmp_path / 'book.db'} {CHROMIUM} {tmp_path / 'calls'}"
    done = subprocess.run(
        ["unshare", "-n", "sh", "-c", f"ip link set lo up && {walk}"],
        capture_output=True,
        text=True,
        timeout=400,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
    print(
        f"{told['pages']} pages, {told['requests']} requests, {told['calls']} calls of the desk watched, none led outside"
    )
    assert told["pages"] == 13 and told["stored"] == told["read"] == 1
    assert told["reached"] == [] and told["outside"] == []
    # the watch does see calls
    assert told["calls"] > 20
