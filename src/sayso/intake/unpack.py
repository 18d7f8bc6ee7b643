"""An input, whatever it is → the reports in it, one after another; what cannot be read is refused by its name.

Plain text is read here. Everything else is read by the child of ``jail.py``; archives in archives are taken apart
one by one, and what they unpack to is counted here, where no file can lie about it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO
from urllib.parse import urlsplit

from sayso import __version__
from sayso.ids import sha256_hex
from sayso.intake.compressed import Meter
from sayso.intake.header import read_header
from sayso.intake.jail import Container, Jail
from sayso.intake.jail import jail as shared_jail
from sayso.intake.language import language_of
from sayso.intake.limits import LIMITS, Limits
from sayso.intake.media_types import media_type_told, name_of
from sayso.intake.notices import notices_of
from sayso.intake.page import Fact, Facts, Page, Part, Unread
from sayso.intake.plain import decode
from sayso.intake.quarantine import Quarantine
from sayso.intake.readers import READERS, SPLITTERS
from sayso.model import Problem, Report, ReportId, Retrieval
from sayso.problems import (
    AlreadySetAside,
    EmptyInput,
    NoReader,
    NothingInside,
    RefusedInput,
    TooLarge,
    TooLong,
    UnpacksTooFar,
    Unparsable,
    problem,
)

#: archives, whose members are counted together
_ARCHIVES = frozenset(
    ("application/zip", "application/x-tar", "application/gzip", "application/x-bzip2", "application/x-xz")
)
GIVEN = "given by the caller"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report that came in, what intake has to say of it, and the bytes that it was read from."""

    report: Report
    problems: tuple[Problem, ...]
    artefact: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input, or a part of one, that is not read; its bytes where they are at hand."""

    origin: str
    error: RefusedInput
    artefact: bytes | None = None


Outcome = Arrival | Refusal


@dataclass(slots=True)
class Unpacking:
    """One call's inputs: what is given for all, the map of columns, the bounds, the jail."""

    given: Mapping[str, str | None] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    limits: Limits = LIMITS
    jail: Jail | None = None
    quarantine: Quarantine | None = None

    def outcomes(self, part: Part) -> Iterator[Outcome]:
        """The reports in a document or container that is at hand as bytes."""
        yield from self._whole(part, io.BytesIO(part.data), len(part.data))

    def outcomes_of_file(
        self, file: BinaryIO, size: int, name: str, media_type: str | None
    ) -> Iterator[Outcome]:
        """The reports in an open file, which may be larger than memory if it is a container."""
        start = file.read(1 << 16)
        kind = media_type_told(start, media_type)
        file.seek(0)
        if kind in SPLITTERS and kind not in READERS and size > len(start):
            yield from self._whole(Part(name, start, kind), file, size)
            return
        data = file.read(self.limits.document + 1)
        if len(data) > self.limits.document:
            yield Refusal(name, TooLarge(name, self.limits.document))
        else:
            yield from self.outcomes(Part(name, data, media_type))

    def _whole(self, part: Part, file: BinaryIO, size: int) -> Iterator[Outcome]:
        """One input; the first archive in it that unpacks too far ends it."""
        meter = Meter(part.name, self.limits)
        try:
            yield from self._part(part, file, size, 0, (meter, size))
        except UnpacksTooFar as error:
            yield Refusal(part.name, error, part.data if size == len(part.data) else None)

    def _part(
        self, part: Part, file: BinaryIO, size: int, depth: int, counted: tuple[Meter, int]
    ) -> Iterator[Outcome]:
        kind = media_type_told(part.data, part.media_type)
        if not part.data.strip():
            yield Refusal(part.name, EmptyInput(part.name))
            return
        if self.quarantine and (place := self.quarantine.place_of(part.data)):
            yield Refusal(part.name, AlreadySetAside(part.name, str(place)))
            return
        letter = None
        if kind not in SPLITTERS or kind in READERS or part.page:
            letter = self._document(part, kind)
            if kind not in SPLITTERS or part.page or isinstance(letter, Arrival):
                yield letter
        if kind in SPLITTERS and not part.page:
            yield from self._container(
                part, Container(file, size, kind, part.name, self.columns), depth, counted, letter
            )

    def _container(
        self, part: Part, container: Container, depth: int, counted: tuple[Meter, int], letter: Outcome | None
    ) -> Iterator[Outcome]:
        """The reports of a container; a letter that says nothing is refused only if nothing is attached to it."""
        if depth >= self.limits.depth * (1 if container.media_type in _ARCHIVES else 2):
            raise UnpacksTooFar(
                part.name, f"there are more than {self.limits.depth} archives inside one another"
            )
        meter, size = counted
        found = 0
        try:
            for inner in (self.jail or shared_jail()).split(container):
                found += 1
                if isinstance(inner, Unread):
                    yield Refusal(inner.name, inner.error)
                    continue
                if container.media_type in _ARCHIVES:
                    meter.count_part(len(inner.data), size)
                yield from self._part(inner, io.BytesIO(inner.data), len(inner.data), depth + 1, counted)
        except UnpacksTooFar:
            raise
        except RefusedInput as error:
            yield Refusal(part.name, error, part.data if container.size == len(part.data) else None)
            return
        if not found:
            empty = (
                NothingInside(part.name, "document")
                if letter is None
                else letter.error
                if isinstance(letter, Refusal)
                else None
            )
            if empty:
                yield Refusal(part.name, empty)

    def _document(self, part: Part, kind: str) -> Outcome:
        try:
            return self._arrival(part, kind, part.page or self._page(part, kind))
        except RefusedInput as error:
            return Refusal(part.name, error, part.data)

    def _page(self, part: Part, kind: str) -> Page:
        if kind == "text/plain":
            text, problems = decode(part.data, part.name)
            return Page(text, {}, "plain 1", problems)
        if kind not in READERS:
            raise NoReader(part.name, name_of(kind))
        if len(part.data) > self.limits.document:
            raise TooLarge(part.name, self.limits.document)
        return (self.jail or shared_jail()).read(part.data, kind, part.name)

    def _arrival(self, part: Part, kind: str, page: Page) -> Arrival:
        if not page.text.strip():
            raise EmptyInput(part.name)
        if len(page.text) > self.limits.characters:
            raise TooLong(part.name, len(page.text), self.limits.characters)
        try:
            page.text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise Unparsable(part.name, "its text has half signs that no encoding has") from error
        header = read_header(page.text)
        language, of_language = language_of(page.text)
        facts = _known(self.given, page.facts, part.facts, header.facts())
        report = Report(
            id=ReportId(sha256_hex(part.data)),
            text=page.text,
            publisher=_value(facts, "publisher"),
            published=_value(facts, "published"),
            dateline=header.dateline,
            title=_value(facts, "title"),
            url=_value(facts, "url"),
            language=language,
            retrieval=Retrieval(
                part.name,
                part.retrieved_utc or self.given.get("retrieved_utc"),
                kind,
                page.extractor,
                tuple(sorted((name, fact.where) for name, fact in facts.items() if name in _KEPT)),
                part.headers,
                f"sayso {__version__}",
            ),
        )
        undated = () if report.published else (problem("no_publication_date"),)
        correction = page.facts["correction"].value if "correction" in page.facts else None
        of_publisher = notices_of(page.text, report.title, correction)
        return Arrival(
            report, (*page.problems, *part.problems, *of_language, *of_publisher, *undated), part.data
        )


_KEPT = ("title", "publisher", "published", "url")


def _known(given: Mapping[str, str | None], page: Facts, part: Facts, header: Facts) -> dict[str, Fact]:
    """Of all that is stated what stands: the caller's word, then the page's, its container's, its first lines'."""
    facts = {**header, **part, **page}
    if "url" in part and ("url" not in page or not _same_site(page["url"].value, part["url"].value)):
        # a page may call itself by another site's address; it was still retrieved from this one
        facts["url"] = part["url"]
    facts = {name: fact for name, fact in facts.items() if name != "published" or _is_day(fact.value)}
    return facts | {name: Fact(value, GIVEN) for name, value in given.items() if value is not None}


def _value(facts: Facts, name: str) -> str | None:
    """The value on one line, and not without end."""
    return " ".join(facts[name].value.split())[:2_000] or None if name in facts else None


def _same_site(one: str, other: str) -> bool:
    """Are both addresses of one site: "amp.valley.example" and "www.valley.example"?"""
    try:
        hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    except ValueError:
        return False
    return bool(hosts[0] and hosts[1]) and (
        hosts[0] == hosts[1] or hosts[0].endswith("." + hosts[1]) or hosts[1].endswith("." + hosts[0])
    )


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False
