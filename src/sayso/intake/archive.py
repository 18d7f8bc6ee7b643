"""ZIP and tar archives and single packed files → the documents in them. Nothing is ever written to a disk."""

from __future__ import annotations

import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from sayso.intake.compressed import Meter, opened
from sayso.intake.limits import Limits
from sayso.intake.media_types import media_type_of, type_by_name
from sayso.intake.page import Part, Unread
from sayso.problems import HostileName, Locked, NoReader, RefusedInput, TooLarge, UnpacksTooFar, Unparsable

Columns = dict[str, str]
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml", "META-INF/container.xml")
_LONGEST_NAME = 1_000


def split_zip(file: BinaryIO, origin: str, columns: Columns, limits: Limits) -> Iterator[Part | Unread]:
    """The documents of a ZIP archive, each member counted while it is unpacked."""
    archive = open_zip(file, origin, limits)
    names = set(archive.namelist())
    if names & set(_OFFICE) and "datapackage.json" not in names:
        raise NoReader(origin, "a Word, OpenDocument or EPUB file")
    meter = Meter(origin, limits)
    for member in archive.infolist():
        if member.is_dir() or _is_hidden(member.filename):
            continue
        name = f"{origin}!{shown(member.filename)}"
        try:
            _check_name(name, member.orig_filename, is_link=(member.external_attr >> 28) == 0o12)
            yield Part(
                name, unpack_member(archive, member, name, meter, limits), type_by_name(member.filename)
            )
        except UnpacksTooFar:
            raise
        except RefusedInput as error:
            yield Unread(name, error)


def open_zip(file: BinaryIO, origin: str, limits: Limits) -> zipfile.ZipFile:
    """The archive, once its table of members is found sane; Unparsable or UnpacksTooFar."""
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise Unparsable(origin, "the archive is damaged, or cut off") from error
    if len(members) > limits.members:
        raise UnpacksTooFar(origin, f"it has more than {limits.members:,} members")
    ends = sorted((one.header_offset, one.header_offset + one.compress_size) for one in members)
    if any(end > begin for (_, end), (begin, _) in zip(ends, ends[1:], strict=False)):
        raise UnpacksTooFar(origin, "its members overlap")
    return archive


def unpack_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, meter: Meter, limits: Limits
) -> bytes:
    """The bytes of a member, counted as they come."""
    data = bytearray()
    try:
        with archive.open(member) as stream:
            while block := stream.read(1 << 18):
                data += block
                meter.count(len(block), member.compress_size, len(data))
                if len(data) > limits.document:
                    raise TooLarge(name, limits.document)
    except RuntimeError as error:
        raise Locked(name) from error
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
        raise Unparsable(name, "it is packed wrongly, or cut off") from error
    return bytes(data)


def split_tar(file: BinaryIO, origin: str, columns: Columns, limits: Limits) -> Iterator[Part | Unread]:
    """The documents of a tar archive, packed or not."""
    kind = {"application/gzip": "gzip", "application/x-bzip2": "bzip2", "application/x-xz": "xz"}.get(
        media_type_of(_peek(file))
    )
    stream = opened(file, kind, origin, limits) if kind else file
    seen = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                seen += 1
                if seen > limits.members:
                    raise UnpacksTooFar(origin, f"it has more than {limits.members:,} members")
                if not member.isdir() and not _is_hidden(member.name):
                    yield _from_tar(archive, member, f"{origin}!{shown(member.name)}", limits)
    except (tarfile.TarError, OSError, EOFError, ValueError, OverflowError) as error:
        raise Unparsable(origin, "the archive is damaged, or cut off") from error


def _from_tar(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str, limits: Limits) -> Part | Unread:
    try:
        _check_name(name, member.name, is_link=not member.isreg())
        if member.size > limits.document:
            raise TooLarge(name, limits.document)
        stream = archive.extractfile(member)
        data = stream.read(limits.document) if stream else b""
        if len(data) != member.size:
            raise Unparsable(name, "it is cut off")
        return Part(name, data, type_by_name(member.name))
    except RefusedInput as error:
        return Unread(name, error)


def split_packed(file: BinaryIO, origin: str, columns: Columns, limits: Limits) -> Iterator[Part | Unread]:
    """What is in a single packed file: one document, or the parts of the container that it is."""
    from sayso.intake.readers import SPLITTERS

    kind = {"application/gzip": "gzip", "application/x-bzip2": "bzip2"}.get(media_type_of(_peek(file)), "xz")
    stream = opened(file, kind, origin, limits)
    inner = re.sub(r"\.(gz|bz2|xz|tgz)$", "", origin, flags=re.IGNORECASE)
    media_type = type_by_name(inner) or media_type_of(_peek(stream))
    if media_type_of(_peek(stream)) in _STREAMED or media_type in _STREAMED:
        found = media_type_of(_peek(stream))
        media_type = found if found in _STREAMED else str(media_type)
        if media_type == "application/warc":
            file.seek(0)
            yield from SPLITTERS[media_type](file, origin, columns, limits)
        else:
            yield from SPLITTERS[media_type](stream, origin, columns, limits)
        return
    data = stream.read(limits.document + 1)
    if len(data) > limits.document:
        raise TooLarge(origin, limits.document)
    yield Part(origin, data, media_type)


#: containers that are read from front to back, so that they need not be unpacked first
_STREAMED = frozenset(
    ("application/warc", "application/mbox", "text/csv", "application/x-ndjson", "application/x-tar")
)


def shown(name: str) -> str:
    """A member's name as it may be shown: printable, and not without end."""
    clean = "".join(sign if sign.isprintable() else "·" for sign in name)
    return clean if len(clean) <= 120 else f"{clean[:60]}…{clean[-40:]}"


def _check_name(shown_name: str, name: str, *, is_link: bool) -> None:
    """HostileName for a name that would lead outside if somebody wrote it to a disk, and for what is no file."""
    if is_link:
        raise HostileName(shown_name, "it is no file but a link or a device")
    steps = re.split(r"[/\\]", name)
    if (
        ".." in steps
        or not steps[0]
        or re.match(r"[A-Za-z]:", name)
        or "\0" in name
        or len(name) > _LONGEST_NAME
    ):
        raise HostileName(shown_name, "its name leads outside the archive, or is none")


def _is_hidden(name: str) -> bool:
    """A file that its maker did not mean to send: ".DS_Store", "__MACOSX/…"."""
    steps = re.split(r"[/\\]", name)
    return any(step == "__MACOSX" or (step.startswith(".") and step.strip(".")) for step in steps)


def _peek(file: BinaryIO) -> bytes:
    return file.peek(4096)[:4096]  # type: ignore[attr-defined,no-any-return]
