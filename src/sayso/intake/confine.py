"""A process gives up what a parser does not need: other files, the network, children, memory without end.

Two walls. The kernel's, where it has them (Linux: Landlock for files, seccomp for calls, which no parser in any
language gets round), and Python's audit hook everywhere. Nothing of it can be taken back.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sayso.intake.limits import Limits

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
#: Landlock's rights: read a file, list a folder; and all that its first version knows
_READ_FILE, _READ_DIR, _ALL_RIGHTS = 1 << 2, 1 << 3, (1 << 13) - 1
#: calls that a parser does not need: sockets, new programs, other processes, owners and times of files, mounts, …
_DENIED = {
    "x86_64": (
        41, 42, 43, 49, 50, 53, 57, 58, 59, 62, 76, 90, 92, 94, 101, 129, 132, 160, 161, 165, 166, 175, 188, 189, 200,
        234, 235, 246, 248, 249, 250, 260, 268, 272, 280, 288, 297, 298, 308, 310, 311, 313, 321, 322, 323, 424, 425,
        426, 427, 434, 438,
    ),
    "aarch64": (
        5, 6, 39, 40, 45, 51, 53, 54, 88, 97, 104, 105, 117, 129, 130, 131, 138, 164, 198, 199, 200, 201, 202, 203,
        217, 218, 219, 221, 240, 241, 242, 268, 270, 271, 273, 280, 281, 282, 424, 425, 426, 427, 434, 438,
    ),
}  # fmt: skip
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE = {"x86_64": 56, "aarch64": 220}
_PRLIMIT = {"x86_64": 302, "aarch64": 261}
_CLONE3, _CLONE_THREAD = 435, 0x10000
_ALLOW, _KILL, _EPERM, _ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.kill", "pty.",
    "os.link", "os.symlink", "os.chmod", "os.chown", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate",
    "shutil.", "webbrowser.", "urllib.", "http.", "ftplib.", "smtplib.", "sqlite3.", "os.listxattr",
)  # fmt: skip


def confine(folder: Path, limits: Limits) -> list[str]:
    """Lock this process in; the walls that stand now. It may read Python's own files, and write in ``folder``."""
    os.chdir(folder)
    readable = _readable()
    _bound(limits)
    sys.addaudithook(_guard(readable, folder))
    return ["limits", "guard", *_kernel_walls(readable, folder)]


def die_with_parent() -> None:
    """Have the kernel end this process when its parent ends, where the kernel can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _bound(limits: Limits) -> None:
    """Memory, files and core dumps; the processor's time is bounded from outside, for each document anew."""
    data = getattr(resource, "RLIMIT_DATA", resource.RLIMIT_AS)
    resource.setrlimit(data, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory + 1_500_000_000,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file, limits.file))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def _readable() -> tuple[str, ...]:
    """Where Python and its packages lie, and what loading a library needs."""
    named = {
        *sys.path,
        sys.prefix,
        sys.base_prefix,
        "/usr/lib",
        "/usr/local/lib",
        "/lib",
        "/lib64",
        "/usr/share/zoneinfo",
    }
    named |= {"/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom", "/sys/devices/system/cpu"}
    found = {os.path.realpath(path) for path in named if path and os.path.exists(path)}
    return tuple(sorted(found - {"/"}))


def _guard(readable: tuple[str, ...], folder: Path) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook: reading below ``readable``, writing below ``folder``, and nothing that leads outside."""
    inside = os.path.realpath(folder)

    def below(path: str, roots: Iterable[str]) -> bool:
        return any(path == root or path.startswith(root + os.sep) for root in roots)

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = given
            if isinstance(path, int):
                return
            real = os.path.realpath(os.fsdecode(path))
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if not below(real, (inside,) if writes else (inside, *readable)):
                raise PermissionError(f"a parser may not open {real}")
        elif event.startswith(_FORBIDDEN):
            raise PermissionError(f"a parser may not use {event}")

    return hook


def _kernel_walls(readable: tuple[str, ...], folder: Path) -> list[str]:
    if sys.platform != "linux":
        return []
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return []
    walls = [("landlock", _landlock(libc, readable, folder)), ("seccomp", _seccomp(libc))]
    return [name for name, stands in walls if stands]


def _landlock(libc: ctypes.CDLL, readable: tuple[str, ...], folder: Path) -> bool:
    """Files: read where Python lies, all below the folder, nothing elsewhere. False where the kernel has no Landlock."""
    handled = struct.pack("Q", _ALL_RIGHTS)
    ruleset = libc.syscall(_CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    if ruleset < 0:
        return False
    for path, rights in [*((path, _READ_FILE | _READ_DIR) for path in readable), (str(folder), _ALL_RIGHTS)]:
        _allow(libc, ruleset, path, rights)
    stands = bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    os.close(ruleset)
    return stands


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    rights &= _ALL_RIGHTS if os.path.isdir(path) else _READ_FILE
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)  # type: ignore[attr-defined,unused-ignore]
    libc.syscall(_ADD_RULE, ruleset, 1, struct.pack("=Qi", rights, place), 0)
    os.close(place)


def _seccomp(libc: ctypes.CDLL) -> bool:
    """Calls: those of ``_DENIED`` fail, and so does a new process (a new thread does not)."""
    machine = platform.machine()
    if machine not in _DENIED:
        return False
    code = _filter(machine)
    program = ctypes.create_string_buffer(code)
    head = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(program))
    return bool(libc.prctl(_PR_SET_SECCOMP, 2, ctypes.c_char_p(head), 0, 0) == 0)


def _filter(machine: str) -> bytes:
    """The filter as the kernel reads it: instructions of eight bytes (code, jump if true, if false, value)."""
    load, equal, bits, give = 0x20, 0x15, 0x45, 0x06

    def one(code: int, true: int, false: int, value: int) -> bytes:
        return struct.pack("HBBI", code, true, false, value)

    parts = [
        one(load, 0, 0, 4),
        one(equal, 1, 0, _ARCHITECTURE[machine]),
        one(give, 0, 0, _KILL),
        one(load, 0, 0, 0),
    ]
    parts += [one(0x35, 0, 1, 0x40000000), one(give, 0, 0, _EPERM)]
    for number in _DENIED[machine]:
        parts += [one(equal, 0, 1, number), one(give, 0, 0, _EPERM)]
    parts += [one(equal, 0, 1, _CLONE3), one(give, 0, 0, _ENOSYS)]
    # a thread of this process may be made, a process may not
    parts += [one(equal, 0, 4, _CLONE[machine]), one(load, 0, 0, 16), one(bits, 1, 0, _CLONE_THREAD)]
    parts += [one(give, 0, 0, _EPERM), one(give, 0, 0, _ALLOW)]
    # limits may be read and not set: the third argument, in two halves, is the new limit
    parts += [
        one(equal, 0, 5, _PRLIMIT[machine]),
        one(load, 0, 0, 32),
        one(equal, 0, 2, 0),
        one(load, 0, 0, 36),
    ]
    parts += [one(equal, 1, 0, 0), one(give, 0, 0, _EPERM), one(give, 0, 0, _ALLOW)]
    return b"".join(parts)
