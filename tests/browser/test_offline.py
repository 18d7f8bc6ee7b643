"""Offline by construction: the desk and a browser in a network without a way out; not one packet tries to leave."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CHROMIUM, _needed
from desk_makings import small_book

#: how often something wanted to leave and found no way, as the kernel counts it
_TRIED = (
    "$(awk '/^Ip: [0-9]/ {print $13}' /proc/net/snmp) $(awk '/Ip6OutNoRoutes/ {print $2}' /proc/net/snmp6)"
)
_CONTROL = (
    "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect_ex(('192.0.2.1', 53))"
)


@pytest.mark.slow
def test_no_packet_leaves(tmp_path: Path) -> None:
    """Score 28: every screen, with adding and deciding, in a network namespace; 0 packets out, names asked for included."""
    if not all(map(shutil.which, ("unshare", "ip", "awk"))) or not Path(CHROMIUM).exists():
        _needed("unshare, ip or Chromium is missing: apt-get install util-linux iproute2 chromium")
    if subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode:
        _needed("a network namespace cannot be made here: run as root, or allow user namespaces")
    small_book(tmp_path / "book.db")
    script = Path(__file__).with_name("walk_offline.py")
    walk = f"{sys.executable} {script} {tmp_path / 'book.db'} {CHROMIUM}"
    command = f'ip link set lo up && {walk} && echo TRIED {_TRIED}; {sys.executable} -c "{_CONTROL}"; echo CONTROL {_TRIED}'
    done = subprocess.run(
        ["unshare", "-n", "sh", "-c", command],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
    tried = {
        line.split()[0]: sum(map(int, line.split()[1:]))
        for line in done.stdout.splitlines()
        if line[:5] in ("TRIED", "CONTR")
    }
    print(
        f"{told['pages']} pages, {told['decisions']} decisions, {told['read']} report read; {tried['TRIED']} packets wanted out"
    )
    assert told["pages"] >= 12 and told["decisions"] == 1 and told["read"] == 1
    assert tried["TRIED"] == 0
    # the count does see what wants out
    assert tried["CONTROL"] > 0
