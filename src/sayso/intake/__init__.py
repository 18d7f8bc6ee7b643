"""Bytes → Report: plain text and web pages, from a file, a string or a named address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from sayso.ids import sha256_hex
from sayso.intake.header import read_header
from sayso.intake.html import Page, read_page
from sayso.intake.language import language_of
from sayso.intake.media_types import media_type_of, name_of
from sayso.intake.plain import decode
from sayso.model import Problem, Report, ReportId, Retrieval
from sayso.problems import EmptyInput, NoReader, NotFound, TooLarge, TooLong, WrongCall, problem

#: A report of a million characters is a book; whoever has one wants it split.
LONGEST = 1_000_000
#: bytes of a file; nothing larger is even looked at
LARGEST = 50_000_000

Taken = tuple[Report, tuple[Problem, ...]]


def _plain(data: bytes, origin: str) -> tuple[Page, tuple[Problem, ...]]:
    text, problems = decode(data, origin)
    return Page(text, None, None, None, None, "plain 1"), problems


def _html(data: bytes, origin: str) -> tuple[Page, tuple[Problem, ...]]:
    return read_page(data, origin), ()


#: media type → reader; to add one, write a file and a line here
READERS: dict[str, Callable[[bytes, str], tuple[Page, tuple[Problem, ...]]]] = {
    "text/plain": _plain,
    "text/html": _html,
    "application/xhtml+xml": _html,
}


def read_bytes(
    data: bytes,
    *,
    origin: str,
    media_type: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    retrieved_utc: str | None = None,
) -> Taken:
    """The report in the bytes, and what its intake has to say; what is given overrides what is stated.

    RefusedInput says in one line why something cannot be read.
    """
    if not data.strip():
        raise EmptyInput(origin)
    media_type = _media_type(data, media_type)
    if media_type not in READERS:
        raise NoReader(origin, name_of(media_type))
    page, problems = READERS[media_type](data, origin)
    if not page.text.strip():
        raise EmptyInput(origin)
    if len(page.text) > LONGEST:
        raise TooLong(origin, len(page.text), LONGEST)
    header = read_header(page.text)
    language, of_language = language_of(page.text)
    day = published or page.published or header.published
    report = Report(
        id=ReportId(sha256_hex(data)),
        text=page.text,
        publisher=publisher or page.publisher or header.publisher,
        published=day,
        dateline=header.dateline,
        title=title or page.title,
        url=url or page.url,
        language=language,
        retrieval=Retrieval(origin, retrieved_utc, media_type, page.extractor),
    )
    undated = () if day else (problem("no_publication_date"),)
    return report, (*problems, *of_language, *undated)


def _media_type(data: bytes, said: str | None) -> str:
    """What the bytes are: what they are said to be, unless they begin like something else."""
    found = media_type_of(data)
    if said is None or (found not in READERS and said.startswith("text/")):
        return found
    return "text/plain" if said == "text/html" and b"<" not in data else said


def read_file(path: Path | str, **given: Any) -> Taken:
    """The report in a file; NotFound if there is none."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = bytes_of(file, str(path))
    except OSError as error:
        raise NotFound(str(path), (error.strerror or "it cannot be opened").lower()) from error
    html = path.suffix.lower() in (".html", ".htm", ".xhtml")
    return read_bytes(data, origin=str(path), media_type="text/html" if html else None, **given)


def bytes_of(file: BinaryIO, origin: str) -> bytes:
    """All bytes of an open file; TooLarge if there are more than any report has."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TooLarge(origin, LARGEST)
    return data


def read_text(text: str, **given: Any) -> Taken:
    """The report in a string of plain text."""
    return read_bytes(text.encode("utf-8"), origin="text", media_type="text/plain", **given)


def read_url(url: str, **given: Any) -> Taken:
    """The report at a public address; the only call in sayso that uses the network."""
    from sayso.intake.fetch import fetch

    got = fetch(url)
    given = {"url": got.url} | {key: value for key, value in given.items() if value is not None}
    return read_bytes(
        got.data, origin=url, media_type=got.media_type, retrieved_utc=got.retrieved_utc, **given
    )


def find_inputs(folder: Path) -> list[Path]:
    """The files of a folder and the folders in it, sorted, hidden ones left out."""
    if not folder.is_dir():
        raise WrongCall(f"{folder}: this is no folder.")
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
