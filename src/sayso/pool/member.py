"""One worker and the wire to it: started when it is first needed, started again when it fell or has read much."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

from sayso.intake.wire import BrokenWire, Head, message, read_message
from sayso.pool.wire import reading_of, report_bytes
from sayso.problems import NoWorker

if TYPE_CHECKING:
    from sayso.model import Problem, Reading, Report

#: characters that one process reads: what its libraries remember of words is given back with it
LONGEST_LIFE = 30_000_000
_STARTS = 3


class Gone(Exception):
    """The worker ended before it had answered; ``why`` is for a person."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Member:
    """A place for one worker; used by one thread at a time."""

    def __init__(self, loads: str) -> None:
        self._loads = loads
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0
        #: held while a process is started or the place is closed, so that none is left behind
        self._turn = threading.Lock()
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The number of its process, None while there is none."""
        process = self._process
        return process.pid if process else None

    def read(self, report: Report, problems: tuple[Problem, ...]) -> Reading:
        """What the worker reads in the report. Gone if it ends first; NoWorker if none can be started."""
        if self._read > LONGEST_LIFE:
            self._end()
        if self._process is None:
            self._start()
        self._read += len(report.text)
        _, data = self._asked(report_bytes(report, problems))
        return reading_of(data, report)

    def stop(self) -> None:
        """End the process, whoever waits for it; no other is started here."""
        with self._turn:
            self._closed = True
            if self._process:
                self._process.kill()

    def close(self) -> None:
        """Let go of what is left of it, once nobody waits for it any more."""
        if self._process:
            self._end()

    def _start(self) -> None:
        """A process with its reader loaded."""
        for left in reversed(range(_STARTS)):
            with self._turn:
                if self._closed:
                    raise Gone("the call has ended")
                self._process, self._read = _process(self._loads), 0
            try:
                head, _ = self._answer()
            except Gone as gone:
                if not left:
                    raise NoWorker(gone.why) from gone
                continue
            if "failed" in head:
                self._end()
                raise NoWorker(str(head["failed"]))
            return

    def _asked(self, data: bytes) -> tuple[Head, bytes]:
        assert self._process and self._process.stdin
        with contextlib.suppress(OSError):
            # if nobody is there, there is no answer either
            self._process.stdin.write(message({}, data))
            self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> tuple[Head, bytes]:
        assert self._process and self._process.stdout
        try:
            return read_message(_exactly(self._process.stdout))
        except (BrokenWire, OSError, ValueError) as error:
            raise Gone(_death(self._end())) from error

    def _end(self) -> int:
        """End the process; its exit status."""
        process, self._process = self._process, None
        assert process
        process.kill()
        status = process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
        return status


def _process(loads: str) -> subprocess.Popen[bytes]:
    inside = f"import sys; sys.path[:] = {sys.path!r}; from sayso.pool.worker import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", inside, loads],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        # an interrupt is for this process, which then ends the others
        start_new_session=True,
    )


def _exactly(stream: IO[bytes]) -> Callable[[int], bytes]:
    def read(count: int) -> bytes:
        data = stream.read(count)
        if len(data) < count:
            raise BrokenWire("the end of what was said")
        return data

    return read


def _death(status: int) -> str:
    if -status == getattr(signal, "SIGXCPU", 0):
        return "reading it takes more of the processor's time than a report may"
    how = signal.Signals(-status).name if status < 0 else f"status {status}"
    return f"the process that read it ended ({how})"
