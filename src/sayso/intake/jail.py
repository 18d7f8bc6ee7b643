"""Foreign parsers run in a child that can be killed: started once, kept for many documents, replaced when it falls.

A document that brings its child down, or takes too long, is tried three times and then refused; the rest goes on.
"""

from __future__ import annotations

import atexit
import contextlib
import math
import os
import resource
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from sayso.intake.limits import LIMITS, Limits
from sayso.intake.page import Page, Part, Unread
from sayso.intake.wire import BrokenWire, Head, message, page_from, part_from, read_message, refusal_from
from sayso.intake.worker import arguments
from sayso.problems import ParserStopped, RefusedInput

T = TypeVar("T")
READERS = "sayso.intake.readers"
_START_S = 60.0


class Fallen(Exception):
    """The child is gone or had to be killed; ``why`` is for a person."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Container:
    """What is to be split: an open file that can be searched, its length, its type, the map of its columns."""

    file: BinaryIO
    size: int
    media_type: str
    origin: str
    columns: dict[str, str]


class Child:
    """One worker and the wire to it."""

    def __init__(self, limits: Limits, readers: str) -> None:
        self._limits = limits
        self.folder = Path(tempfile.mkdtemp(prefix="sayso-"))
        self.done = 0
        self._process = subprocess.Popen(
            arguments(self.folder, limits, readers),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"TMPDIR": str(self.folder), "PATH": os.defpath, "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"},
            cwd=self.folder,
            start_new_session=True,
        )
        assert self._process.stdin and self._process.stdout
        self._in, self._out = self._process.stdin, self._process.stdout
        os.set_blocking(self._out.fileno(), False)
        self._waiting = selectors.DefaultSelector()
        self._waiting.register(self._out, selectors.EVENT_READ)
        self._buffer = bytearray()
        try:
            self.walls: list[str] = self.hear(time.monotonic() + _START_S)[0].get("ready", [])
        except Fallen:
            self.kill()
            raise

    @property
    def pid(self) -> int:
        """The number of its process, and of its group."""
        return self._process.pid

    def tell(self, head: Head, data: bytes = b"") -> None:
        """Send a message; Fallen if nobody is there."""
        try:
            self._in.write(message(head, data))
            self._in.flush()
        except OSError as error:
            raise Fallen(self._death()) from error

    def hear(self, until: float) -> tuple[Head, bytes]:
        """The next message; Fallen when there is none by then or when it makes no sense."""
        self._grant_time()
        try:
            return read_message(lambda count: self._take(count, until))
        except BrokenWire as error:
            raise Fallen(f"the parser sent {error}") from error

    def kill(self) -> None:
        """End it with whatever it started, and remove its folder."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._waiting.close()
        for stream in (self._in, self._out):
            with contextlib.suppress(OSError):
                stream.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _take(self, count: int, until: float) -> bytes:
        while len(self._buffer) < count:
            left = until - time.monotonic()
            if left <= 0 or not self._waiting.select(left):
                raise Fallen(f"it takes longer than {self._limits.clock_s:g} seconds")
            block = os.read(self._out.fileno(), 1 << 20)
            if not block:
                raise Fallen(self._death())
            self._buffer += block
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def _grant_time(self) -> None:
        """So much of the processor's time from now on, and the kernel ends it."""
        with contextlib.suppress(OSError, AttributeError, ValueError, IndexError):
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
            used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            until = math.ceil(used + self._limits.cpu_s)
            resource.prlimit(self.pid, resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))  # type: ignore[attr-defined,unused-ignore]

    def _death(self) -> str:
        code = self._process.wait(timeout=5)
        if -code == signal.SIGXCPU:
            return f"it takes more than {self._limits.cpu_s:g} seconds of the processor's time"
        return f"the parser died ({signal.Signals(-code).name if code < 0 else f'status {code}'})"


class Jail:
    """The children at hand. Not for several threads at once."""

    def __init__(self, limits: Limits = LIMITS, readers: str = READERS) -> None:
        self.limits, self._readers = limits, readers
        self._idle: list[Child] = []
        self._owner = os.getpid()
        self.started = 0

    def read(self, data: bytes, media_type: str, origin: str) -> Page:
        """The Page in the bytes; RefusedInput, and ParserStopped after three tries."""

        def once(child: Child, until: float) -> Page:
            child.tell({"do": "read", "media_type": media_type, "origin": origin}, data)
            return page_from(_answer(child.hear(until)[0])["page"])

        return self._tried(once, origin)

    def split(self, container: Container) -> Iterator[Part | Unread]:
        """The parts of the container in order, and the refusals of those that are none.

        A child that falls is replaced, and goes on behind the last part; ParserStopped after three at one place.
        """
        given, tries = 0, 0
        while True:
            child = self._child()
            try:
                for number, part in enumerate(self._parts(child, container)):
                    if number >= given:
                        given, tries = given + 1, 0
                        yield part
            except Fallen as fallen:
                child.kill()
                tries += 1
                if tries >= self.limits.tries:
                    raise ParserStopped(container.origin, fallen.why, tries) from fallen
            except BaseException as error:
                # a refusal ends the telling; when whoever asked has gone, the child is still in the middle of it
                self._keep_if_sound(child, error)
                raise
            else:
                self._give_back(child)
                return

    def close(self) -> None:
        """End all children."""
        while self._idle:
            self._idle.pop().kill()

    def _tried(self, once: Callable[[Child, float], T], origin: str) -> T:
        left = self.limits.clock_s
        for tries in range(1, self.limits.tries + 1):
            child = self._child()
            # how long a child takes to start is not the document's fault
            began = time.monotonic()
            try:
                made = once(child, began + left)
            except Fallen as fallen:
                child.kill()
                left -= time.monotonic() - began
                if tries == self.limits.tries or left <= 0:
                    raise ParserStopped(origin, fallen.why, tries) from fallen
            except BaseException as error:
                self._keep_if_sound(child, error)
                raise
            else:
                self._give_back(child)
                return made
        raise AssertionError("unreachable")

    def _parts(self, child: Child, container: Container) -> Iterator[Part | Unread]:
        head = {"do": "split", "media_type": container.media_type, "origin": container.origin}
        child.tell(head | {"size": container.size, "columns": container.columns})
        until = time.monotonic() + self.limits.clock_s
        while True:
            answer, data = child.hear(until)
            if "want" in answer:
                container.file.seek(int(answer["want"][0]))
                child.tell({}, container.file.read(min(int(answer["want"][1]), 1 << 24)))
                continue
            answer = _answer(answer)
            if "done" in answer:
                return
            if "unread" in answer:
                yield Unread(str(answer["name"]), refusal_from(answer["unread"]))
            else:
                yield part_from(answer["part"], data)
            until = time.monotonic() + self.limits.clock_s

    def _child(self) -> Child:
        if self._owner != os.getpid():
            # a copy of this process: the children are the original's
            self._owner, self._idle = os.getpid(), []
        if self._idle:
            return self._idle.pop()
        self.started += 1
        return Child(self.limits, self._readers)

    def _give_back(self, child: Child) -> None:
        child.done += 1
        if child.done < self.limits.documents:
            self._idle.append(child)
        else:
            child.kill()

    def _keep_if_sound(self, child: Child, error: BaseException) -> None:
        if isinstance(error, RefusedInput):
            self._give_back(child)
        else:
            child.kill()


def _answer(head: Head) -> Head:
    """What the child answers, unless it is a refusal, which is raised."""
    if "refused" in head:
        raise refusal_from(head["refused"])
    if "stopped" in head:
        raise Fallen(str(head["stopped"]))
    return head


_shared: Jail | None = None


def jail() -> Jail:
    """The Jail of this program, made when it is first asked for."""
    global _shared
    if _shared is None:
        _shared = Jail()
        atexit.register(_shared.close)
    return _shared
