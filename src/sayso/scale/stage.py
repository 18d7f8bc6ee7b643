"""The stage: documents in, readings and refusals out. It knows no engine, no file and no ledger."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sayso import intake
from sayso.model import Reading
from sayso.problems import RefusedInput
from sayso.scale.documents import FACTS, Document

if TYPE_CHECKING:
    from sayso.pipeline import Taken


class ReadsMany(Protocol):
    """Whatever reads many reports (``pipeline.Reader``)."""

    name: str

    def read_many(self, taken: Iterable[Taken], /) -> Iterator[Reading]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document with its reading; or the one line for which it was refused."""

    document: Document
    reading: Reading | None
    refused: str | None = None


def read_documents(documents: Iterable[Document], reader: ReadsMany) -> Iterator[Outcome]:
    """What each document says, or why it was refused; a bad one never stops the others."""
    waiting: deque[Document] = deque()
    refused: deque[Outcome] = deque()

    def taken() -> Iterator[Taken]:
        for document in documents:
            try:
                report, problems = intake.read_bytes(
                    document.data, origin=document.origin, **_known(document)
                )
            except RefusedInput as error:
                refused.append(Outcome(document, None, str(error)))
            else:
                waiting.append(document)
                yield report, problems

    for reading in reader.read_many(taken()):
        yield Outcome(waiting.popleft(), reading)
        while refused:
            yield refused.popleft()
    yield from refused


def _known(document: Document) -> dict[str, str]:
    return {name: value for name in FACTS if (value := getattr(document, name)) is not None}
