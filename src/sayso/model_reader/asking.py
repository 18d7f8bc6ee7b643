"""A report asked about, piece by piece: every piece ends in answers or in a problem, none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from sayso.ids import content_id
from sayso.model import Exchange, Problem, Report
from sayso.model_reader.account import Account
from sayso.model_reader.answers import Answered, read_answer
from sayso.model_reader.cache import Answer, Cache
from sayso.model_reader.client import Silence
from sayso.model_reader.pieces import Piece, halves, pieces
from sayso.model_reader.prompt import BEFORE, VERSION, Message, answer_schema, instructions, question
from sayso.model_reader.server import Server
from sayso.model_reader.visible import Visible
from sayso.problems import problem

#: tokens that instructions, question and answer may have together, if the user says nothing
CONTEXT = 8_192
#: bytes of UTF-8 that make a token at the least, in the languages that models split the most
_BYTES = 3
#: a piece that could not be answered is halved so often
_HALVED = 4
_LONGEST_PIECE = 9_000
_LONGEST_ANSWER = 8_192
_SPARE = 300


class Asks(Protocol):
    """A model that can be asked (``client.Client``)."""

    server: Server
    model: str

    def ask(self, messages: list[Message], length: int) -> Answer | Silence: ...


@dataclass(frozen=True, slots=True)
class Room:
    """How a context of so many tokens is shared out: bytes of a piece, tokens of an answer."""

    piece: int
    answer: int


def room_in(context: int) -> Room:
    """A quarter of what the instructions leave is for the text, since claims take more room than what they quote."""
    left = max(context - tokens_of(instructions()) - BEFORE // 2 - _SPARE, 400)
    piece = min(left // 4 * _BYTES, _LONGEST_PIECE)
    return Room(piece, min(left - left // 4, _LONGEST_ANSWER))


def tokens_of(text: str) -> int:
    """About how many tokens the text is, rather too many."""
    return len(text.encode("utf-8", "replace")) // _BYTES + 1


@dataclass(slots=True)
class Told:
    """What the model told of one piece (offsets of the visible text)."""

    piece: Piece
    claims: list[dict[str, Any]] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: stretches without an answer, with the reason
    unread: list[tuple[Piece, str]] = field(default_factory=list)


class Asking:
    """Puts the question about each piece, remembers the answers, halves what was too long for one."""

    def __init__(self, client: Asks, account: Account, cache: Cache | None, context: int = CONTEXT) -> None:
        self._client = client
        self._account = account
        self._cache = cache
        self._room = room_in(context)

    def pieces_of(self, seen: Visible) -> list[Piece]:
        """The visible text in pieces that fit."""
        return pieces(seen.text, self._room.piece)

    def about(self, piece: Piece, seen: Visible, report: Report) -> Told:
        """Everything that the model tells of the piece; whatever is wrong is in its problems."""
        told = Told(piece)
        self._take(piece, seen, report, told, _HALVED)
        return told

    def _take(self, piece: Piece, seen: Visible, report: Report, told: Told, halvings: int) -> None:
        start, end = piece
        if not seen.text[start:end].strip():
            return
        asked = question(seen.text[start:end], seen.text[max(0, start - BEFORE) : start], report.published)
        got = self._answer(asked, told)
        if isinstance(got, Silence):
            self._account.count(unanswered=1)
            span = seen.span(start, end)
            server = self._client.server.name
            told.unread.append((piece, got.why))
            told.problems.append(
                problem("no_answer", span, start=span.start, end=span.end, server=server, why=got.why)
            )
            return
        parts = halves(seen.text, piece) if got.cut and halvings else [piece]
        if len(parts) > 1:
            for part in parts:
                self._take(part, seen, report, told, halvings - 1)
            return
        told.claims += got.claims
        told.problems += self._faults(got, piece, seen)

    def _answer(self, asked: str, told: Told) -> Answered | Silence:
        """The answer to a question, remembered or new; one that cannot be used is asked for once more."""
        messages = [{"role": "system", "content": instructions()}, {"role": "user", "content": asked}]
        key = content_id(
            [self._client.server.base_url, self._client.model, messages, self._room.answer, answer_schema()]
        )
        remembered = self._cache.get(key) if self._cache else None
        if remembered is not None:
            self._account.count(remembered=1)
            told.exchanges.append(Exchange(asked, remembered.text))
            return read_answer(remembered.text, remembered.finish)
        for again in (False, True):
            self._account.count(repeated=int(again))
            answer = self._ask(messages, asked, told)
            if isinstance(answer, Silence):
                return answer
            found = read_answer(answer.text, answer.finish)
            if found.whole and self._cache:
                self._cache.put(key, answer)
            if found.whole or found.claims or found.cut:
                break
        return found

    def _ask(self, messages: list[Message], asked: str, told: Told) -> Answer | Silence:
        if not self._account.may_ask():
            return Silence(f"the limit of {self._account.limit:,} tokens is reached, and it was not asked")
        got = self._client.ask(messages, self._room.answer)
        if isinstance(got, Silence):
            return got
        self._count(got, messages)
        told.exchanges.append(Exchange(asked, got.text))
        return got

    def _count(self, answer: Answer, messages: Iterable[Message]) -> None:
        sent = sum(tokens_of(message["content"]) for message in messages)
        told = answer.tokens_in is not None and answer.tokens_out is not None
        self._account.count(
            asked=1,
            estimated=0 if told else 1,
            tokens_in=sent if answer.tokens_in is None else answer.tokens_in,
            tokens_out=tokens_of(answer.text) if answer.tokens_out is None else answer.tokens_out,
        )

    def _faults(self, got: Answered, piece: Piece, seen: Visible) -> list[Problem]:
        found = [problem("no_such_task", field=name[:60]) for name in got.further[:5]]
        if got.fault:
            span = seen.span(*piece)
            kept = (
                f"{len(got.claims)} claims before that were kept" if got.claims else "Nothing of it was kept"
            )
            found.append(
                problem(
                    "unusable_answer", span, start=span.start, end=span.end,
                    model=self._client.model, why=got.fault, kept=kept,
                )
            )  # fmt: skip
        return found


__all__ = ["CONTEXT", "VERSION", "Asking", "Asks", "Room", "Told", "room_in"]
