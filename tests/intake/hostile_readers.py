"""Readers that do what a parser that was taken over would do. They run in the jail, and nowhere else."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

from sayso.intake.page import Page, Part, Unread
from sayso.problems import Unparsable

_LIBC = ctypes.CDLL(None, use_errno=True)


def _said(text: str) -> Page:
    return Page(text, {}, "hostile")


def loop(data: bytes, origin: str) -> Page:
    """Never comes back."""
    while True:
        pass


def sleep(data: bytes, origin: str) -> Page:
    """Never comes back, and takes no time of the processor."""
    time.sleep(3600)
    return _said("slept")


def allocate(data: bytes, origin: str) -> Page:
    """Takes all the memory it can get."""
    taken = []
    while True:
        taken.append(bytearray(50_000_000))


def allocate_in_c(data: bytes, origin: str) -> Page:
    """Takes memory as a parser in C does, and writes into it."""
    _LIBC.malloc.restype = ctypes.c_void_p
    while True:
        block = _LIBC.malloc(ctypes.c_size_t(50_000_000))
        ctypes.memset(block, 1, 50_000_000)


def crash(data: bytes, origin: str) -> Page:
    """Reads where there is no memory."""
    return _said(str(ctypes.string_at(1)))


def crash_on_bad(data: bytes, origin: str) -> Page:
    """Reads good documents, and falls over bad ones."""
    return crash(data, origin) if b"bad" in data else _said(data.decode())


def fork(data: bytes, origin: str) -> Page:
    """Leaves a child behind that outlives it."""
    return _tried(lambda: os.fork())


def fork_in_c(data: bytes, origin: str) -> Page:
    """The same past Python."""
    return _called(_LIBC.fork)


def start(data: bytes, origin: str) -> Page:
    """Starts a program."""
    return _tried(lambda: subprocess.run(["/bin/true"], check=True))


def execute_in_c(data: bytes, origin: str) -> Page:
    """Becomes another program."""
    return _called(_LIBC.execv, b"/bin/true", (ctypes.c_char_p * 2)(b"/bin/true", None))


def connect(data: bytes, origin: str) -> Page:
    """Opens a socket."""
    return _tried(lambda: socket.create_connection(("127.0.0.1", int(data)), timeout=1))


def socket_in_c(data: bytes, origin: str) -> Page:
    """The same past Python, of each family."""
    return _said(" ".join(str(_LIBC.socket(family, 1, 0)) for family in (1, 2, 10, 16, 17)))


def read_passwords(data: bytes, origin: str) -> Page:
    """Reads a file of the machine."""
    return _tried(lambda: open("/etc/passwd").read())


def read_in_c(data: bytes, origin: str) -> Page:
    """The same past Python: passwords, what other processes have in memory, the file that the caller names."""
    return _said(
        " ".join(str(_LIBC.open(path, 0)) for path in (b"/etc/passwd", b"/proc/1/environ", b"/root", data))
    )


def write_outside(data: bytes, origin: str) -> Page:
    """Writes into the folder that the caller names."""
    return _tried(lambda: open(data + b"/written", "w"))


def write_in_c(data: bytes, origin: str) -> Page:
    """The same past Python, and changes of what is there."""
    calls = [
        _LIBC.open(data + b"/written", os.O_CREAT | os.O_WRONLY, 0o600),
        _LIBC.mkdir(data + b"/made", 0o700),
        _LIBC.unlink(data + b"/there"),
        _LIBC.rename(data + b"/there", data + b"/gone"),
        _LIBC.truncate(data + b"/there", 0),
        _LIBC.chmod(data + b"/there", 0o777),
        _LIBC.symlink(b"/etc/passwd", data + b"/link"),
    ]
    return _said(" ".join(map(str, calls)))


def write_much(data: bytes, origin: str) -> Page:
    """Fills its own folder."""
    with open("large", "wb") as file:
        while True:
            file.write(b"x" * 1_000_000)


def kill_parent(data: bytes, origin: str) -> Page:
    """Ends the program that started it."""
    _LIBC.syscall(234, os.getppid(), os.getppid(), 9)
    return _said(str(_LIBC.kill(os.getppid(), 9)))


def raise_limits(data: bytes, origin: str) -> Page:
    """Takes its own limits back."""
    import resource

    return _tried(lambda: resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY,) * 2))


def lie(data: bytes, origin: str) -> Page:
    """Sends what is no message."""
    for wire in range(3, 20):
        try:
            os.write(wire, b"\xff" * 64)
        except OSError:
            continue
    time.sleep(60)
    return _said("lied")


def look_around(data: bytes, origin: str) -> Page:
    """Says what its environment and its folder hold."""
    return _said(repr((sorted(os.environ), os.listdir("."))))


def _tried(act: Callable[[], Any]) -> Page:
    try:
        return _said(f"done: {act()}")
    except OSError as error:
        raise Unparsable("it", type(error).__name__) from error


def _called(function: Any, *given: Any) -> Page:
    return _said(str(function(*given)))


def endless(file: Any, origin: str, columns: dict[str, str], limits: Any) -> Iterator[Part | Unread]:
    """A container without end."""
    number = 0
    while True:
        number += 1
        yield Part(f"{origin}!{number}", b"The army said so. " * 5_000)


def falls_in_the_middle(
    file: Any, origin: str, columns: dict[str, str], limits: Any
) -> Iterator[Part | Unread]:
    """Gives three parts and falls."""
    for number in range(3):
        yield Part(f"{origin}!{number}", b"The army said so.")
    ctypes.string_at(1)


READERS = {
    f"x/{name}": made
    for name, made in list(globals().items())
    if callable(made) and getattr(made, "__module__", "") == __name__ and not name.startswith("_")
}
SPLITTERS = {"x/endless": endless, "x/falls": falls_in_the_middle}
