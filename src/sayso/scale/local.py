"""The stage on this machine, shard by shard: what the engine must give too, and enough for a small set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sayso.scale.documents import Document, digest_of, documents_in, key_of, shard_of
from sayso.scale.shards import Marker, finished, name_of, write_shard
from sayso.scale.stage import ReadsMany


def read_here(source: Path, folder: Path, reader: ReadsMany, digits: int = 1) -> Iterator[Marker]:
    """Read every document of ``source`` into shards of ``folder``; the marker of each, old or new, in order.

    The documents are gone through once to say which shard each is in, then once for each shard: one shard is
    held in memory at a time.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for document in documents_in(source):
        keys[shard_of(document, digits)].add(key_of(document))
    done = finished(folder)
    for shard in sorted(keys):
        name = name_of(shard, digest_of(keys[shard]), reader.name)
        yield done.get(name) or write_shard(_of_shard(source, shard, digits), shard, name, folder, reader)


def _of_shard(source: Path, shard: str, digits: int) -> Iterator[Document]:
    return (document for document in documents_in(source) if shard_of(document, digits) == shard)
