"""What a parser that was taken over can do: nothing but cost its own document, and that not for long."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso import intake
from sayso.intake.jail import Container, Jail
from sayso.intake.limits import Limits
from sayso.intake.page import Part
from sayso.intake.quarantine import Quarantine
from sayso.intake.unpack import Arrival, Outcome, Refusal, Unpacking
from sayso.problems import ParserStopped, RefusedInput, Unparsable

LIMITS = Limits(cpu_s=1, clock_s=6, memory=300_000_000, file=5_000_000, unpacked=50_000_000)
#: what the kernel must be able to do for the walls that Python cannot build
WALLS = ("landlock", "seccomp")


@pytest.fixture
def jail(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jail]:
    """A jail whose parsers are hostile."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    made = Jail(LIMITS, "hostile_readers")
    yield made
    made.close()


@pytest.fixture
def walled(jail: Jail) -> Jail:
    """The same where the kernel has walls."""
    child = jail._child()
    jail._give_back(child)
    missing = [wall for wall in WALLS if wall not in child.walls]
    if missing and os.environ.get("SAYSO_REQUIRE_ALL"):
        pytest.fail(f"this kernel has no {' and no '.join(missing)}, and SAYSO_REQUIRE_ALL is set.")
    if missing:
        pytest.skip(f"this kernel has no {' and no '.join(missing)}: Linux 5.13 or later has both.")
    return jail


def _processes() -> dict[int, int]:
    """Every process, and the group it is in."""
    listed = subprocess.run(["ps", "-eo", "pid,pgid"], capture_output=True, text=True, check=True).stdout
    return {int(line.split()[0]): int(line.split()[1]) for line in listed.splitlines()[1:]}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "why", "limit_s"),
    [
        ("loop", "seconds of the processor's time|takes longer", 6),
        ("sleep", "takes longer than 6 seconds", 6),
        ("allocate", "more memory than a document may|takes longer|died", 6),
        ("allocate_in_c", "died|takes longer", 6),
        ("crash", "died .SIG(SEGV|BUS).", 6),
        ("write_much", "its parser failed .OSError.|died .SIGXFSZ.", 3),
        ("lie", "the parser sent a message", 6),
    ],
)
def test_a_parser_that_takes_too_much_is_ended(kind: str, why: str, limit_s: float, jail: Jail) -> None:
    """Loops, sleep, memory, crashes, full folders and lies are ended in time, three tries each, with nothing left behind."""
    began = time.monotonic()
    with pytest.raises((ParserStopped, Unparsable), match=why) as refused:
        jail.read(b"x", f"x/{kind}", "feb/report")
    took = time.monotonic() - began
    starts = 1.5 * jail.started * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    print(f"{kind}: {took:.1f} s, {jail.started} children; {refused.value}")
    assert took < limit_s + 2 + starts
    assert jail.started <= 3 and len(str(refused.value).splitlines()) == 1
    assert not any(child.folder.exists() for child in jail._idle if child.pid not in _processes())


@pytest.mark.parametrize(
    "kind", ["fork", "start", "connect", "read_passwords", "write_outside", "raise_limits"]
)
def test_what_a_parser_in_python_may_not(kind: str, jail: Jail, tmp_path: Path) -> None:
    """Processes, sockets, foreign files and its own limits are refused by the guard that every system has."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        given = {"connect": str(server.getsockname()[1]).encode()}.get(kind, str(tmp_path).encode())
        if kind == "raise_limits" and "seccomp" not in jail_walls(jail):
            pytest.skip("limits can be taken back only where the kernel has no seccomp: Linux has it.")
        with pytest.raises(RefusedInput, match="PermissionError|OSError|ValueError"):
            jail.read(given, f"x/{kind}", "in")
        with pytest.raises(TimeoutError):
            server.accept()
    assert list(tmp_path.iterdir()) == []


def jail_walls(jail: Jail) -> list[str]:
    """The walls of a child of this jail."""
    child = jail._child()
    jail._give_back(child)
    return child.walls


@pytest.mark.parametrize(
    "kind", ["fork_in_c", "execute_in_c", "socket_in_c", "read_in_c", "write_in_c", "kill_parent"]
)
def test_what_a_parser_in_c_may_not(kind: str, walled: Jail, tmp_path: Path) -> None:
    """The same past Python: every call fails, nothing is read, written, connected to, started or ended."""
    (tmp_path / "there").write_text("untouched")
    os.chmod(tmp_path / "there", 0o600)
    said = walled.read(os.fsencode(tmp_path), f"x/{kind}", "in").text
    print(f"{kind}: {said}")
    assert set(said.split()) == {"-1"}
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert (tmp_path / "there").read_text() == "untouched" and (
        tmp_path / "there"
    ).stat().st_mode & 0o777 == 0o600
    groups = {child.pid for child in walled._idle}
    assert {process for process, group in _processes().items() if group in groups} == groups


def test_it_knows_nothing_of_its_surroundings(jail: Jail, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys in the environment do not reach it, and its folder is empty."""
    monkeypatch.setenv("SAYSO_LLM_KEY", "secret")
    said = jail.read(b"", "x/look_around", "in").text
    assert "SAYSO" not in said and said.endswith("[])")


def test_one_child_reads_many_documents(jail: Jail) -> None:
    """A thousand good documents take one child; a bad one among them costs three, and none of the others."""
    began = time.monotonic()
    for number in range(1000):
        assert jail.read(f"good {number}".encode(), "x/crash_on_bad", "in").text == f"good {number}"
    took = time.monotonic() - began
    assert jail.started == 1
    with pytest.raises(ParserStopped, match="set aside after three tries"):
        jail.read(b"bad", "x/crash_on_bad", "in")
    assert jail.read(b"good", "x/crash_on_bad", "in").text == "good"
    print(f"1,000 documents in {took:.2f} s; {jail.started} children in all")
    assert jail.started == 4 and took < 10


def test_a_container_that_falls_gives_what_it_gave(jail: Jail) -> None:
    """The parts before the fall come once each, then the refusal."""
    container = Container(io.BytesIO(b"x"), 1, "x/falls", "in", {})
    got = []
    with pytest.raises(ParserStopped):
        for part in jail.split(container):
            got.append(part.name)
    assert got == ["in!0", "in!1", "in!2"] and jail.started == 3


def test_a_container_without_end_can_be_left(jail: Jail) -> None:
    """Whoever stops listening leaves no child behind that goes on."""
    parts = jail.split(Container(io.BytesIO(b"x"), 1, "x/endless", "in", {}))
    assert [next(parts).name for _ in range(3)] == ["in!1", "in!2", "in!3"]
    parts.close()  # type: ignore[attr-defined]
    assert jail._idle == []


def test_children_end_with_their_parent(tmp_path: Path) -> None:
    """A program that is killed leaves no child behind."""
    code = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from sayso.intake.jail import Jail; jail = Jail(readers='hostile_readers')\n"
        "print(jail._child().pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(Path(__file__).parent)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 5
    while (
        Path(f"/proc/{child}/cmdline").exists()
        and time.monotonic() < until
        and Path(f"/proc/{child}/cmdline").read_bytes()
    ):
        time.sleep(0.05)
    assert not Path(f"/proc/{child}/cmdline").exists() or not Path(f"/proc/{child}/cmdline").read_bytes()


def _outcomes(unpacking: Unpacking, part: Part) -> list[Outcome]:
    return list(unpacking.outcomes(part))


def test_what_brings_a_parser_down_is_set_aside(
    jail: Jail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried three times, kept with the reason, and not tried again; the good beside it are read."""
    monkeypatch.setattr("sayso.intake.unpack.READERS", {"x/crash_on_bad": None})
    monkeypatch.setattr("sayso.intake.unpack.media_type_told", lambda data, said: said)
    quarantine = Quarantine(tmp_path / "book.db.quarantine")
    unpacking = Unpacking(limits=LIMITS, jail=jail, quarantine=quarantine)
    good, bad = Part("good", b"The army said so.", "x/crash_on_bad"), Part("bad", b"bad", "x/crash_on_bad")
    for round_, started in ((1, 4), (2, 4)):
        found = [one for part in (good, bad, good) for one in _outcomes(unpacking, part)]
        assert [isinstance(one, Arrival) for one in found] == [True, False, True] and jail.started == started
        refused = found[1]
        assert isinstance(refused, Refusal)
        if round_ == 1:
            assert isinstance(refused.error, ParserStopped) and refused.artefact == b"bad"
            place = quarantine.set_aside("bad", refused.error, b"bad", "2026-03-02T00:00:00Z")
            assert place.read_bytes() == b"bad" and "three tries" in place.with_suffix(".json").read_text()
        else:
            assert (
                str(refused.error)
                == f"bad: set aside before, and not tried again. To try it, remove {place}."
            )


def test_plain_text_starts_no_child() -> None:
    """Ordinary text is read without a child."""
    code = "from sayso import intake; intake.read_text('The army said so.'); from sayso.intake import jail; assert jail._shared is None"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert intake.read_text("The army said so.")
