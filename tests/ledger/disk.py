"""A disk that loses power: the calls of one ingest replayed, with what was not yet synced lost, or torn."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
#: what a disk writes as one
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Call:
    """A call to the file system that succeeded: its name, its numbers, its texts as bytes, what it gave back."""

    name: str
    numbers: tuple[int, ...]
    texts: tuple[bytes, ...]
    gave: int


def calls(log: str) -> Iterator[Call]:
    """The calls in what ``strace -xx`` wrote."""
    for line in log.splitlines():
        if (found := LINE.match(line)) and int(found[3]) >= 0:
            texts = tuple(bytes.fromhex(text.replace("\\x", "")) for text in TEXT.findall(found[2]))
            numbers = tuple(int(part) for part in TEXT.sub("", found[2]).split(",") if part.strip().isdigit())
            yield Call(found[1], numbers, texts, int(found[3]))


@dataclass(slots=True)
class Node:
    """The bytes of a file that are surely on the disk, and the writes since the last sync."""

    kept: bytearray = field(default_factory=bytearray)
    #: (where, bytes); None: cut there
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for one in self.pending:
            apply(self.kept, *one)
        self.pending = []

    def after_loss(self, chance: random.Random | None) -> bytes:
        """What is found after the power came back: all pending writes without a chance, else some, some torn."""
        found = bytearray(self.kept)
        for where, data in self.pending:
            if chance and chance.random() < 0.5:
                continue
            if chance and data and len(data) > SECTOR and chance.random() < 0.4:
                cut = SECTOR * chance.randrange(1, len(data) // SECTOR + 1)
                apply(found, where, data[:cut])
            else:
                apply(found, where, data)
        return bytes(found)


def apply(content: bytearray, where: int, data: bytes | None) -> None:
    """Write there, or cut the file there."""
    if data is None:
        del content[where:]
        content.extend(bytes(where - len(content)))
        return
    content.extend(bytes(max(0, where - len(content))))
    content[where : where + len(data)] = data


@dataclass(slots=True)
class Disk:
    """One folder of a disk, and which program holds which of its files open."""

    folder: Path
    names: dict[str, Node] = field(default_factory=dict)
    #: the names as they are surely on the disk, and (name, node or None) since the folder was synced
    kept: dict[str, Node] = field(default_factory=dict)
    pending: list[tuple[str, Node | None]] = field(default_factory=list)
    open: dict[int, Node | None] = field(default_factory=dict)
    #: lines that the program had printed
    said: list[str] = field(default_factory=list)

    def take(self, call: Call) -> bool:
        """Do what the call did; False if it is none of this folder's."""
        path = Path(call.texts[0].decode("utf-8", "replace")) if call.texts else None
        first = call.numbers[0] if call.numbers else -1
        if call.name == "openat" and path is not None:
            return self.opened(path, call.gave)
        if call.name == "unlink" and path is not None and path.parent == self.folder:
            self.names.pop(path.name)
            self.pending.append((path.name, None))
        elif call.name == "write" and first == 1:
            self.said += call.texts[0].decode().split()
        elif call.name == "close":
            self.open.pop(first, None)
            return False
        elif first not in self.open:
            return False
        elif (node := self.open[first]) is None:
            self.kept, self.pending = dict(self.names), []
        elif call.name == "pwrite64":
            node.pending.append((call.numbers[-1], call.texts[0][: call.gave]))
        elif call.name == "ftruncate":
            node.pending.append((call.numbers[-1], None))
        elif call.name in ("fdatasync", "fsync"):
            node.sync()
        return True

    def opened(self, path: Path, number: int) -> bool:
        if path == self.folder:
            self.open[number] = None
        elif path.parent == self.folder:
            if path.name not in self.names:
                self.names[path.name] = Node()
                self.pending.append((path.name, self.names[path.name]))
            self.open[number] = self.names[path.name]
        else:
            self.open.pop(number, None)
            return False
        return True

    def after_loss(self, chance: random.Random | None) -> dict[str, bytes]:
        """The files that are found when the power comes back; without a chance, all that was written."""
        names = dict(self.kept)
        for name, node in self.pending:
            if chance and chance.random() < 0.5:
                continue
            if node is None:
                names.pop(name, None)
            else:
                names[name] = node
        return {name: node.after_loss(chance) for name, node in names.items()}
