"""What a reader hands on: a document's text with what it states of itself, or the parts of a container."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.model import Problem
from sayso.problems import RefusedInput


@dataclass(frozen=True, slots=True)
class Fact:
    """What is stated, and where it stands: "JSON-LD datePublished", "column date"."""

    value: str
    where: str


#: title, publisher, published, language or url → the fact; what nothing states is not in it
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Page:
    """A document's text, what it states of itself, and what read it out."""

    text: str
    facts: Facts
    extractor: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a container: its bytes, its name in there, and what the container says of it."""

    name: str
    data: bytes
    #: None: to be told by its bytes and its name
    media_type: str | None = None
    facts: Facts = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    #: when it was retrieved, if the container says so
    retrieved_utc: str | None = None
    #: read already: a row needs no reader
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A part that is refused; the other parts go on."""

    name: str
    error: RefusedInput


def stated(where: str, **values: str | None) -> dict[str, Fact]:
    """The facts among the values that are not empty, all from one place."""
    found = {name: (value or "").strip() for name, value in values.items()}
    return {name: Fact(value, where) for name, value in found.items() if value}
