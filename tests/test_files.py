"""A file is there whole or not at all."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso.files import write_whole

SIZE = 4_000_000
#: writes a file of one letter over and over, the letter going round
WRITER = f"""
import sys, pathlib, itertools
from sayso.files import write_whole
path = pathlib.Path(sys.argv[1])
print("up", flush=True)
for letter in itertools.cycle("abcdefgh"):
    write_whole(path, letter.encode() * {SIZE})
"""


def test_killed_at_any_moment_no_half_file_stands(tmp_path: Path) -> None:
    """Killed 60 times at random moments: under its name lies nothing, or one whole version."""
    path, chance = tmp_path / "out.csv", random.Random(7)
    kills, part_left, torn = 60, 0, 0
    for _ in range(kills):
        child = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        assert child.stdout and child.stdout.readline() == b"up\n"
        time.sleep(chance.uniform(0.0, 0.03))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        left = list(tmp_path.glob(".out.csv.*.part"))
        part_left += bool(left)
        for part in left:
            part.unlink()
        if path.exists():
            data = path.read_bytes()
            torn += data != data[:1] * SIZE
            path.unlink()
    print(f"{kills} kills, {part_left} in the middle of writing, {torn} torn files")
    assert torn == 0 and part_left > kills // 10


def test_no_room_leaves_what_was_there(tmp_path: Path) -> None:
    """Where the file cannot grow on, OSError says so, the old file stands, and nothing else is left."""
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(OSError):
            write_whole(path, b"x" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


FULL = """
import pathlib, sys
from sayso.files import write_whole
disk = pathlib.Path(sys.argv[1])
write_whole(disk / "small.csv", b"y" * 1000)
try:
    write_whole(disk / "large.csv", b"x" * 3_000_000)
except OSError as error:
    print(error.strerror, sorted(path.name for path in disk.iterdir()))
"""


def test_a_really_full_disk(tmp_path: Path) -> None:
    """On a disk of 1 MB the large file is refused, and nothing stands under its name."""
    script = 'mount -t tmpfs -o size=1m sayso "$1" && "$2" -c "$3" "$1"'
    command = ["unshare", "--mount", "--user", "--map-root-user", "sh", "-c", script, "sh"]
    try:
        done = subprocess.run(
            [*command, str(tmp_path), sys.executable, FULL],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare here; it comes with util-linux.")
    if done.returncode:
        pytest.skip("a small disk cannot be made here: user namespaces are switched off.")
    assert done.stdout == "No space left on device ['small.csv']\n"


def test_an_error_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails when it is asked to keep the bytes: no file."""

    def fail(handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("sayso.files.os.fsync", fail)
    with pytest.raises(OSError, match="Input/output"):
        write_whole(tmp_path / "out.csv", b"data")
    assert list(tmp_path.iterdir()) == []


def test_who_may_read_it_is_as_the_mask_says(tmp_path: Path) -> None:
    """A file made through a temporary one has the rights of any new file."""
    write_whole(tmp_path / "a", b"")
    (tmp_path / "b").write_bytes(b"")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
