"""The child that parses: it locks itself in, then reads one document or container after another.

Started by ``jail.py`` and by nobody else, with a folder, its limits and the module of readers.
"""

from __future__ import annotations

import dataclasses
import importlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from sayso.intake.confine import confine, die_with_parent
from sayso.intake.limits import Limits
from sayso.intake.page import Part, Unread
from sayso.intake.wire import Head, message, page_head, part_head, read_message, refusal_head
from sayso.problems import RefusedInput, Unparsable

#: so many bytes of a container are asked for at one go
_BLOCK = 1 << 20


class _Asked(io.RawIOBase):
    """The container, which lies with the parent: each block is asked for over the wire."""

    def __init__(self, size: int, ask: Callable[[int, int], bytes]) -> None:
        self._size, self._ask, self._at = size, ask, 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """Any place of it can be asked for."""
        return True

    def tell(self) -> int:
        """Where the next block begins."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go there."""
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def readinto(self, buffer: Any) -> int:
        """The next bytes."""
        count = min(len(buffer), max(0, self._size - self._at))
        data = self._ask(self._at, count) if count else b""
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


class Worker:
    """Answers the parent's messages until there are no more."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO, limits: Limits, readers: Any) -> None:
        self._in, self._out, self._limits, self._readers = incoming, outgoing, limits, readers

    def run(self) -> None:
        """One task after another."""
        while True:
            head, data = read_message(self._exactly)
            try:
                self._do(head, data)
            except RefusedInput as error:
                self._say({"refused": refusal_head(error)})
            except MemoryError:
                self._say({"stopped": "it takes more memory than a document may"})
            except RecursionError:
                self._refuse(head, "it is nested too deeply")
            except Exception as error:
                # a foreign parser may raise anything; whatever it is costs one document
                self._refuse(head, f"its parser failed ({type(error).__name__})")

    def _do(self, head: Head, data: bytes) -> None:
        if head["do"] == "read":
            page = self._readers.READERS[head["media_type"]](data, head["origin"])
            self._say({"page": page_head(page)})
            return
        file = io.BufferedReader(_Asked(head["size"], self._ask), _BLOCK)
        split: Callable[..., Iterator[Part | Unread]] = self._readers.SPLITTERS[head["media_type"]]
        for part in split(file, head["origin"], head["columns"], self._limits):
            if isinstance(part, Unread):
                self._say({"unread": refusal_head(part.error), "name": part.name})
            else:
                self._say({"part": part_head(part)}, part.data)
        self._say({"done": True})

    def _refuse(self, task: Head, why: str) -> None:
        self._say({"refused": refusal_head(Unparsable(task["origin"], why))})

    def _ask(self, at: int, count: int) -> bytes:
        self._say({"want": [at, count]})
        return read_message(self._exactly)[1]

    def _say(self, head: Head, data: bytes = b"") -> None:
        self._out.write(message(head, data))
        self._out.flush()

    def _exactly(self, count: int) -> bytes:
        data = self._in.read(count)
        if len(data) < count:
            # the parent has gone
            os._exit(0)
        return data


def main() -> None:
    """Take the wire off standard input and output, lock the door, work."""
    folder, limits, readers = Path(sys.argv[1]), Limits(**json.loads(sys.argv[2])), sys.argv[3]
    die_with_parent()
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    table = importlib.import_module(readers)
    walls = confine(folder, limits)
    worker = Worker(incoming, outgoing, limits, table)
    worker._say({"ready": walls})
    worker.run()


def arguments(folder: Path, limits: Limits, readers: str) -> list[str]:
    """The command line that starts a worker."""
    inside = f"import sys; sys.path[:] = {sys.path!r}; from sayso.intake.worker import main; main()"
    return [
        sys.executable,
        "-B",
        "-S",
        "-E",
        "-c",
        inside,
        str(folder),
        json.dumps(dataclasses.asdict(limits)),
        readers,
    ]
