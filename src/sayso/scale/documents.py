"""Documents as they wait to be read: bytes, where they are from, what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sayso.ids import sha256_hex
from sayso.problems import NotFound, WrongCall

#: hexadecimal digits of a shard's key: 16, 256 or 4096 shards
DIGITS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Document:
    """One artefact; what is not known of it is None."""

    origin: str
    data: bytes
    media_type: str | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    retrieved_utc: str | None = None


#: what is known beside the bytes
FACTS = tuple(field.name for field in fields(Document) if field.name not in ("origin", "data"))

#: columns of a Parquet file that are looked at; of data and text, of origin and id, one is enough
COLUMNS = ("origin", "id", "data", "text", *FACTS)


def key_of(document: Document) -> str:
    """The SHA-256 of that of the bytes and of everything known beside them: equal keys, equal documents."""
    known = (getattr(document, name) or "" for name in FACTS)
    return sha256_hex("\n".join([sha256_hex(document.data), document.origin, *known]).encode())


def shard_of(document: Document, digits: int) -> str:
    """The shard that the document belongs to: the first digits of the SHA-256 of its bytes."""
    return sha256_hex(document.data)[:digits]


def digest_of(keys: Iterable[str]) -> str:
    """The SHA-256 of the keys of a shard, sorted, each once."""
    return sha256_hex(",".join(sorted(set(keys))).encode())


def documents_in(path: Path) -> Iterator[Document]:
    """The documents of a folder (a file each), of a Parquet file, or of the Parquet files of a folder of them."""
    found = parquet_files(path)
    if found:
        for file in found:
            yield from _rows_of(file)
        return
    for origin in _walk(path):
        yield load(origin)


def origins_in(path: Path) -> list[str]:
    """The files of a folder, sorted; NotFound if there is none."""
    return list(_walk(path))


def _walk(path: Path) -> Iterator[str]:
    from sayso.intake import inputs_in

    if not path.exists():
        raise NotFound(str(path))
    origins = map(str, inputs_in(path)) if path.is_dir() else iter((str(path),))
    first = next(origins, None)
    if first is None:
        raise NotFound(str(path), "there is no file in this folder")
    yield first
    yield from origins


def load(origin: str) -> Document:
    """The document in a file; a file that is gone or cannot be read is one without bytes, and is refused as such."""
    try:
        data = Path(origin).read_bytes()
    except OSError:
        data = b""
    html = origin.lower().endswith((".html", ".htm", ".xhtml"))
    return Document(origin, data, "text/html" if html else None)


def parquet_files(path: Path) -> list[Path]:
    """The Parquet files meant by a path: itself, or all that a folder has nothing else than."""
    if path.is_file():
        return [path] if path.suffix == ".parquet" else []
    files = []
    for one in path.rglob("*"):
        if one.name.startswith((".", "_")) or not one.is_file():
            continue
        if one.suffix != ".parquet":
            return []
        files.append(one)
    return sorted(files)


def document_from(row: dict[str, Any]) -> Document:
    """The document in a row: ``data`` or ``text``, and what else the row has of a document's fields."""
    data = row.get("data")
    if data is None:
        data = (row.get("text") or "").encode()
    known = {name: row[name] for name in FACTS if row.get(name) is not None}
    if row.get("data") is None:
        known.setdefault("media_type", "text/plain")
    return Document(str(row.get("origin") or row.get("id") or "row"), bytes(data), **known)


def _rows_of(file: Path) -> Iterator[Document]:
    from pyarrow import parquet

    with parquet.ParquetFile(file) as table:
        names = set(table.schema_arrow.names)
        if not names & {"data", "text"}:
            raise WrongCall(
                f"{file}: it has no column data or text. Its columns: {', '.join(sorted(names))}."
            )
        wanted = [name for name in COLUMNS if name in names]
        for batch in table.iter_batches(batch_size=64, columns=wanted):
            yield from map(document_from, batch.to_pylist())
