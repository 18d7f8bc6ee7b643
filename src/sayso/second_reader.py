"""A language model as a reader: it gives the words, sayso says what they mean.

The same contract as ``pipeline.Reader``: Report in, Reading out. Asking goes on in several threads; a
reading is put together in the caller's, in the order of the reports.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, Self

from sayso.model import (
    Actor,
    Claim,
    ClaimId,
    Count,
    Derived,
    Effect,
    Exchange,
    Group,
    Person,
    Place,
    Problem,
    Reading,
    Report,
    Source,
    Span,
    Translation,
    Weapon,
    When,
)
from sayso.model_reader import (
    CONTEXT,
    VERSION,
    Account,
    Aligner,
    Asking,
    Cache,
    Client,
    Draft,
    Price,
    Server,
    Told,
    Visible,
    addressed_to_a_model,
    drafts_of,
    instructions,
    key_for,
    server_at,
    users_cache,
    visible,
)
from sayso.problems import problem

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.gazetteer import Gazetteer
    from sayso.language import Nlp
    from sayso.pipeline import Reader, Taken

#: pieces asked about at one time
PARALLEL = 4
#: what the embedded reader says of a report that it leaves alone, and this one does not
_NOT_OURS = frozenset(("language_not_read",))


class Meanings(Protocol):
    """What finds out the meanings of words (``claims.by_words``, ``claims.by_translation``)."""

    def place(self, words: Span, english: str | None, /) -> tuple[Place, tuple[Problem, ...]]: ...

    def when(self, words: Span, english: str | None, /) -> tuple[When, tuple[Problem, ...]]: ...

    def count(
        self, words: Span, effect: Effect, group: Group, given: tuple[int | None, int | None], /
    ) -> tuple[Count, tuple[Problem, ...]]: ...

    def weapon(self, words: Span, /) -> Weapon: ...

    def actor(self, words: Span, /) -> Actor: ...

    def source(self, source: Source, /) -> Source: ...


@dataclass(slots=True)
class _UnderWay:
    """A report whose pieces are being asked about."""

    report: Report
    problems: tuple[Problem, ...]
    seen: Visible
    pieces: list[Future[Told]]


class ModelReader:
    """Reads reports with the model of one server."""

    def __init__(
        self,
        client: Client,
        account: Account,
        cache: Cache | None,
        nlp: Nlp,
        gazetteer: Gazetteer,
        *,
        context: int = CONTEXT,
        parallel: int = PARALLEL,
    ) -> None:
        from sayso.claims import VERSION as MEANINGS

        self.nlp = nlp
        self.gazetteer = gazetteer
        self.account = account
        self.server: Server = client.server
        self.model = client.model
        self.name = f"{client.model} {VERSION} {MEANINGS}"
        self._client = client
        self._asking = Asking(client, account, cache, context)
        self._parallel = parallel

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def read(self, report: Report, problems: tuple[Problem, ...] = ()) -> Reading:
        """What the model says the report says; the problems of its intake come first."""
        return next(self.read_many([(report, problems)]))

    def read_many(self, taken: Iterable[Taken]) -> Iterator[Reading]:
        """The readings of many reports, in their order; a few reports are asked about ahead."""
        waiting: deque[_UnderWay] = deque()
        pool = ThreadPoolExecutor(self._parallel, thread_name_prefix="sayso-model")
        try:
            for report, problems in taken:
                waiting.append(self._begin(report, problems, pool))
                if len(waiting) > self._parallel:
                    yield self._reading(waiting.popleft())
            while waiting:
                yield self._reading(waiting.popleft())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self, report: Report, problems: tuple[Problem, ...], pool: ThreadPoolExecutor) -> _UnderWay:
        seen = visible(report.text)
        pieces = self._asking.pieces_of(seen)
        asked = [pool.submit(self._asking.about, piece, seen, report) for piece in pieces]
        return _UnderWay(report, problems, seen, asked)

    def _reading(self, under_way: _UnderWay) -> Reading:
        report, seen = under_way.report, under_way.seen
        told = [piece.result() for piece in under_way.pieces]
        aligner, suspect = Aligner(seen), addressed_to_a_model(seen)
        drafts: list[Draft] = []
        problems = [*self._notes(under_way)]
        for piece in told:
            found, refused = drafts_of(piece.claims, aligner, seen.span(*piece.piece), suspect)
            drafts += found
            problems += [*piece.problems, *refused]
        doc = self.nlp(report.text) if _is_english(report) else None
        claims, unclear = self._claims(drafts, report, doc)
        problems += unclear
        if not claims and not any(piece.unread for piece in told):
            problems.append(problem("no_claims"))
        exchanges = [one for piece in told for one in piece.exchanges]
        derived = self._derived(exchanges, drafts)
        return Reading(report, claims, tuple(dict.fromkeys(problems)), self.name, None, derived)

    def _notes(self, under_way: _UnderWay) -> Iterator[Problem]:
        """What is to be said of the report as a whole."""
        yield from (one for one in under_way.problems if one.code not in _NOT_OURS)
        if not _is_english(under_way.report):
            language = under_way.report.language or "und"
            yield problem("read_by_model_only", language=language, model=self.model)
        if under_way.seen.hidden:
            yield problem("hidden_text", count=f"{under_way.seen.hidden:,}")

    def _derived(self, exchanges: list[Exchange], drafts: list[Draft]) -> Derived:
        translations: dict[Translation, None] = dict.fromkeys(
            one for draft in drafts for one in draft.translations
        )
        return Derived(
            self.model, self.server.name, VERSION, instructions(), tuple(exchanges), tuple(translations)
        )

    def _claims(
        self, drafts: list[Draft], report: Report, doc: Doc | None
    ) -> tuple[tuple[Claim, ...], list[Problem]]:
        """The claims in reading order, each once; equal ones come from two questions about one sentence."""
        from sayso.claims import claim_id, grounded

        meanings = self._meanings(report, doc)
        found: dict[ClaimId, Claim] = {}
        problems: list[Problem] = []
        for draft in drafts:
            claim, unclear = _claim(draft, meanings, report, self.name)
            kept, refused = grounded(replace(claim, id=claim_id(claim)), report.text)
            problems += [*unclear, *refused]
            if kept is not None:
                found.setdefault(kept.id, kept)
        return tuple(sorted(found.values(), key=lambda claim: (claim.trigger.start, claim.id))), problems

    def _meanings(self, report: Report, doc: Doc | None) -> Meanings:
        from sayso.claims.by_translation import TranslatedMeanings
        from sayso.claims.by_words import WordMeanings

        if doc is None:
            return TranslatedMeanings(report, self.gazetteer, self.nlp.blank)
        return WordMeanings(doc, report, self.gazetteer)


def _people(doc: Doc | None, report: Report, claims: tuple[Claim, ...]) -> tuple[Person, ...] | None:
    """Whom the report names; None where it is not in English, since nobody can look there."""
    from sayso.claims import find_people

    return None if doc is None else find_people(doc, report, claims)


def unread(reading: Reading) -> Problem | None:
    """The first part of the report that no answer came for; None if the model answered for all of it."""
    return next((one for one in reading.problems if one.code == "no_answer"), None)


def load_model_reader(
    base_url: str,
    model: str,
    *,
    context: int = CONTEXT,
    parallel: int = PARALLEL,
    price: Price | None = None,
    token_limit: int | None = None,
    embedded: Reader | None = None,
) -> ModelReader:
    """A ModelReader for one model at that address; ``embedded`` lends its gazetteer and its words.

    Nothing is sent before the first report. NoSuchServer, ServerRefuses or MissingExtra where nothing can be.
    """
    from sayso.pipeline import load_reader

    server = server_at(base_url)
    account = Account(price, token_limit)
    client = Client(server, model, key_for(server), account, connections=parallel)
    lent = embedded or load_reader()
    return ModelReader(
        client, account, users_cache(), lent.nlp, lent.gazetteer, context=context, parallel=parallel
    )


def _claim(draft: Draft, meanings: Meanings, report: Report, reader: str) -> tuple[Claim, list[Problem]]:
    place, no_place = meanings.place(draft.place.span, draft.place.english) if draft.place else (None, ())
    when, no_time = meanings.when(draft.when.span, draft.when.english) if draft.when else (None, ())
    counts = [
        meanings.count(one.span, one.effect, one.group, (one.low, one.high)) for one in draft.casualties
    ]
    claim = Claim(
        id=ClaimId(""),
        report=report.id,
        kind=draft.kind,
        trigger=draft.trigger,
        evidence=draft.evidence,
        sources=tuple(tuple(map(meanings.source, chain)) for chain in draft.sources),
        stance=draft.stance,
        by=tuple(map(meanings.actor, draft.by)),
        against=tuple(map(meanings.actor, draft.against)),
        weapons=tuple(map(meanings.weapon, draft.weapons)),
        place=place,
        when=when,
        casualties=tuple(count for count, _ in counts),
        background=draft.background,
        reader=reader,
    )
    no_number = [one for _, problems in counts for one in problems]
    return claim, [*no_place, *no_time, *no_number]


def _is_english(report: Report) -> bool:
    """Is it read as English: it is, or too short to tell?"""
    return report.language is None or report.language.partition("-")[0] == "en"
