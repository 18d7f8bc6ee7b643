"""WACZ, a ZIP of web archives with the hashes of its files → the pages in it. Other ZIP files are archives."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from sayso.intake.archive import open_zip, split_zip
from sayso.intake.compressed import Meter
from sayso.intake.limits import Limits
from sayso.intake.page import Part, Unread
from sayso.intake.warc import split_warc
from sayso.model import Problem
from sayso.problems import RefusedInput, Unparsable, problem

_LARGEST_LIST = 20_000_000
#: stands among the paths for what is wrong with the list itself
_WRONG = "*"


def split_zip_or_wacz(
    file: BinaryIO, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    """The pages of a WACZ, or the documents of another ZIP archive."""
    archive = open_zip(file, origin, limits)
    names = archive.namelist()
    if "datapackage.json" in names and any(_is_warc(name) for name in names):
        return _pages(archive, origin, columns, limits)
    return split_zip(file, origin, columns, limits)


def _pages(
    archive: zipfile.ZipFile, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    noted = _noted(archive, origin)
    for member in archive.infolist():
        if not _is_warc(member.filename):
            continue
        differs = _differs(archive, member, noted, origin, limits)
        try:
            with archive.open(member) as stream:
                file = io.BufferedReader(stream, 1 << 16)  # type: ignore[type-var,unused-ignore]
                for part in split_warc(file, origin, columns, limits):
                    yield (
                        replace(part, problems=(*part.problems, *differs)) if isinstance(part, Part) else part
                    )
        except RefusedInput as error:
            yield Unread(f"{origin}!{member.filename}", error)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError):
            yield Unread(
                origin, Unparsable(f"{origin}!{member.filename}", "it is packed wrongly, or cut off")
            )


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))


def _noted(archive: zipfile.ZipFile, origin: str) -> dict[str, str]:
    """Path → the hash that datapackage.json notes, itself checked against its digest file where there is one."""
    try:
        said = _read(archive, "datapackage.json")
        listed = json.loads(said)["resources"]
        noted = {str(one["path"]): str(one["hash"]) for one in listed if "hash" in one}
    except (
        KeyError,
        TypeError,
        ValueError,
        RecursionError,
        zipfile.BadZipFile,
        OSError,
        RuntimeError,
    ) as error:
        raise Unparsable(origin, "its datapackage.json cannot be read") from error
    if "datapackage-digest.json" in archive.namelist():
        wanted = f"sha256:{hashlib.sha256(said).hexdigest()}"
        noted[_WRONG] = "" if _digest(archive) == wanted else "datapackage.json is not what its digest says"
    return noted


def _digest(archive: zipfile.ZipFile) -> str:
    try:
        return str(json.loads(_read(archive, "datapackage-digest.json"))["hash"])
    except (KeyError, TypeError, ValueError, RecursionError, zipfile.BadZipFile, OSError, RuntimeError):
        return ""


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(_LARGEST_LIST)


def _differs(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, noted: dict[str, str], origin: str, limits: Limits
) -> tuple[Problem, ...]:
    """What is to be said of every page of this member: that it is not what the package notes."""
    if noted.get(_WRONG):
        return (problem("digest_differs", what=noted[_WRONG]),)
    if member.filename not in noted:
        return (problem("digest_differs", what=f"{member.filename} is not listed in datapackage.json"),)
    kind, _, wanted = noted[member.filename].rpartition(":")
    meter, counted, found = (
        Meter(origin, limits),
        0,
        hashlib.new(kind if kind in ("sha256", "md5") else "sha256"),
    )
    try:
        with archive.open(member) as stream:
            while block := stream.read(1 << 18):
                counted += len(block)
                meter.count(len(block), member.compress_size, counted)
                found.update(block)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError):
        return (problem("digest_differs", what=f"{member.filename} is damaged"),)
    same = found.hexdigest() == wanted.lower()
    return () if same else (problem("digest_differs", what=f"{member.filename} has another hash"),)
