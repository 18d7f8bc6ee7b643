"""The stage: documents in, readings and refusals out. It knows no engine, no file and no ledger."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import intake
from sayso.model import Reading
from sayso.pipeline import ReadsMany
from sayso.pool.careful import Careful, unread
from sayso.problems import RefusedInput
from sayso.scale.documents import FACTS, Document

if TYPE_CHECKING:
    from sayso.pipeline import Taken

__all__ = ["Outcome", "ReadsMany", "read_documents"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document with its reading; or the one line for which it was refused."""

    document: Document
    reading: Reading | None
    refused: str | None = None


def read_documents(documents: Iterable[Document], reader: ReadsMany) -> Iterator[Outcome]:
    """What each document says, or why it was refused; a bad one never stops the others."""
    #: those under way, in their order; what was refused stands among them, to come out in its place
    under_way: deque[Outcome] = deque()

    def taken() -> Iterator[Taken]:
        for document in documents:
            try:
                report, problems = intake.read_bytes(
                    document.data, origin=document.origin, **_known(document)
                )
            except RefusedInput as error:
                under_way.append(Outcome(document, None, str(error)))
            else:
                under_way.append(Outcome(document, None))
                yield report, problems

    for reading in Careful(reader).read_many(taken()):
        yield from _refused(under_way)
        yield _outcome(under_way.popleft().document, reading)
    yield from _refused(under_way)


def _refused(under_way: deque[Outcome]) -> Iterator[Outcome]:
    """Those that were refused before the next that is read."""
    while under_way and under_way[0].refused:
        yield under_way.popleft()


def _outcome(document: Document, reading: Reading) -> Outcome:
    fault = unread(reading)
    return Outcome(document, None, fault) if fault else Outcome(document, reading)


def _known(document: Document) -> dict[str, str]:
    return {name: value for name in FACTS if (value := getattr(document, name)) is not None}
