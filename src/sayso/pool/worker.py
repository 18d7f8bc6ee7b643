"""A process that reads: it loads its reader once, then answers one report after another.

Started by ``member.py`` and by nobody else, with the name of the function that makes its reader.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sayso.intake.confine import die_with_parent
from sayso.intake.wire import Head, message, read_message
from sayso.pool.careful import Careful
from sayso.pool.wire import reading_bytes, report_of

if TYPE_CHECKING:
    from sayso.pipeline import ReadsMany

#: seconds of the processor that a report may take: so many, and one more for so many characters; thirty times the usual
_CPU_S, _CHARACTERS = 60, 200
#: bytes that reading may take beside what is loaded
_MEMORY = 2_000_000_000


def one_thread() -> ReadsMany:
    """The embedded reader for a worker, of which there is one a core."""
    from sayso.pipeline import load_reader

    return load_reader(threads=1)


def main() -> None:
    """Take the wire off standard input and output, load, answer."""
    die_with_parent()
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    try:
        reader = Careful(_loaded(sys.argv[1]))
    except Exception as error:
        _say(outgoing, {"failed": f"{type(error).__name__}: {error}"})
        return
    _bound_memory()
    _say(outgoing, {"ready": reader.name})
    while data := _heard(incoming):
        report, problems = report_of(data)
        _grant_time(len(report.text))
        (reading,) = reader.read_many([(report, problems)])
        _say(outgoing, {}, reading_bytes(reading))


def _loaded(name: str) -> ReadsMany:
    module, _, function = name.partition(":")
    reader: ReadsMany = getattr(importlib.import_module(module), function)()
    return reader


def _heard(incoming: BinaryIO) -> bytes:
    """The next task; nothing when there is no more."""

    def exactly(count: int) -> bytes:
        data = incoming.read(count)
        if len(data) < count:
            # whoever asked has gone
            os._exit(0)
        return data

    return read_message(exactly)[1]


def _say(outgoing: BinaryIO, head: Head, data: bytes = b"") -> None:
    outgoing.write(message(head, data))
    outgoing.flush()


def _bound_memory() -> None:
    """What takes too much then fails here, before the machine ends some process of its own choice."""
    with contextlib.suppress(OSError):
        # only Linux tells how much that is
        taken = int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + _MEMORY,) * 2)


def _grant_time(characters: int) -> None:
    """So much of the processor's time from now on, and the kernel ends this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + _CPU_S + characters // _CHARACTERS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
