"""An export fails whole: whichever call to the disk fails, and whenever it is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from incident_makings import claim, report
from programs import program

from sayso.ids import sha256_hex
from sayso.ledger import open_ledger
from sayso.model import Reading, ReportId

ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    "PYTHONDONTWRITEBYTECODE": "1",
}
CALL = "import sys; from sayso.cli import main; sys.argv[0] = 'sayso'; main()"
#: the calls of one export, by number: account and file, each written, synced, named, its folder synced
EVERY = {"fsync": (1, 2, 3, 4), "rename": (1, 2)}
CALLS = EVERY if os.environ.get("SAYSO_SOAK") else {"fsync": (3,), "rename": (2,)}
FAULTS = ("error=EIO", "error=ENOSPC", "signal=SIGKILL")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A ledger with one bombing."""
    path = tmp_path / "book.db"
    artefact = b"a blast"
    name = ReportId(sha256_hex(artefact))
    told = Reading(report("r1", retrieved="2031-05-06T00:00:00Z"), (), (), "made.1")
    import dataclasses

    told_in = dataclasses.replace(told.report, id=name)
    made = claim("a", report=name, place="Velmora", day="2031-05-05", killed=(7, 9))
    with open_ledger(str(path), create=True) as ledger:
        ledger.add_reading(dataclasses.replace(told, report=told_in, claims=(made,)), artefact)
    return path


def export(book: Path, out: Path, *trace: str) -> subprocess.CompletedProcess[str]:
    """One export, with or without a fault."""
    command = [
        sys.executable,
        "-c",
        CALL,
        "export",
        str(book),
        "--to",
        "csv",
        "--internal",
        "--out",
        str(out),
    ]
    return subprocess.run(
        [*trace, *command], capture_output=True, text=True, env=ENVIRONMENT, timeout=120, check=False
    )


@pytest.mark.slow
def test_each_call_to_the_disk_fails_once(book: Path, tmp_path: Path) -> None:
    """A failing disk, a full one, a kill, at each sync and each naming: the file is whole or is not there.

    With SAYSO_SOAK=1 at every one of them, else at those of the file itself.
    """
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "book.csv"
    assert export(book, out).returncode == 0
    whole = out.read_bytes()
    tried = absent = 0
    for call, numbers in CALLS.items():
        for number in numbers:
            for fault in FAULTS:
                for old in folder.iterdir():
                    old.unlink()
                name = f"{call},renameat,renameat2" if call == "rename" else call
                inject = f"--inject={name}:{fault}:when={number}"
                done = export(
                    book,
                    out,
                    program("strace", "strace"),
                    "-f",
                    "-qq",
                    "-o",
                    str(tmp_path / "log"),
                    "-e",
                    f"trace={name}",
                    inject,
                )
                tried += 1
                absent += not out.exists()
                assert not out.exists() or out.read_bytes() == whole, (call, number, fault)
                assert done.returncode != 0, (call, number, fault)
                if "error" in fault:
                    (line,) = done.stderr.splitlines()
                    assert "cannot be written" in line and not list(folder.glob("*.part")) + list(
                        folder.glob(".*.part")
                    )
                beside = folder / "book.csv.losses.json"
                if out.exists() and beside.exists():
                    assert json.loads(beside.read_text())["sha256"] == sha256_hex(whole)
    print(
        f"{tried} faults: {absent} times no file, {tried - absent} times the whole file, 0 times a part of it"
    )
    assert absent >= tried // 2
