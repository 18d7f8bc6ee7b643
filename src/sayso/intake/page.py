"""What a reader hands on: the text of an artefact, and what the artefact states of itself."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import Problem


@dataclass(frozen=True, slots=True)
class Page:
    """The text, and what is stated beside it; what is not stated is None."""

    text: str
    #: name and version of what read the text out: another version may move every offset
    extractor: str
    title: str | None = None
    publisher: str | None = None
    #: YYYY-MM-DD
    published: str | None = None
    url: str | None = None
    problems: tuple[Problem, ...] = ()
