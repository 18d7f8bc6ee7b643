"""The stage on this machine, shard by shard: what the engine must give too, and enough for a small set."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from pathlib import Path

from sayso.scale.documents import Document, digest_of, documents_in, key_of, shard_of
from sayso.scale.shards import Marker, finished, name_of, write_shard
from sayso.scale.stage import ReadsMany

#: bytes of documents that are held at one go, if it is more than one shard
HELD = 200_000_000


def read_here(source: Path, folder: Path, reader: ReadsMany, digits: int = 1) -> Iterator[Marker]:
    """Read every document of ``source`` into shards of ``folder``; the marker of each, old or new, in order.

    The documents are gone through once to say which shard each is in, then again for as many shards as can be held
    in memory at a time, and so on. What is finished is not read again.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    sizes: Counter[str] = Counter()
    for document in documents_in(source):
        shard = shard_of(document, digits)
        keys[shard].add(key_of(document))
        sizes[shard] += len(document.data)
    done = finished(folder)
    names = {shard: name_of(shard, digest_of(keys[shard]), reader.name) for shard in sorted(keys)}
    to_do = deque((shard, sizes[shard]) for shard, name in names.items() if name not in done)
    held: dict[str, list[Document]] = {}
    for shard, name in names.items():
        if name in done:
            yield done[name]
            continue
        held = held or _held(source, _next(to_do), digits)
        yield write_shard(held.pop(shard), shard, name, folder, reader)


def _next(to_do: deque[tuple[str, int]]) -> list[str]:
    """The next shards, as many as can be held together, one at least."""
    taken, size = list[str](), 0
    while to_do and (not taken or size + to_do[0][1] <= HELD):
        shard, of_shard = to_do.popleft()
        taken.append(shard)
        size += of_shard
    return taken


def _held(source: Path, shards: list[str], digits: int) -> dict[str, list[Document]]:
    held: dict[str, list[Document]] = {shard: [] for shard in shards}
    for document in documents_in(source):
        if (shard := shard_of(document, digits)) in held:
            held[shard].append(document)
    return held
