"""The parts become claims; a part without words to point at is refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sayso import vocabulary
from sayso.claims.grammar import syntax
from sayso.claims.grammar.plain import plain
from sayso.claims.happened.happenings import find_happenings
from sayso.claims.harm.casualties import find_casualties
from sayso.claims.harm.harmed import find_harmed
from sayso.claims.heard.attribution import Voice, find_voices, who_says
from sayso.claims.heard.factuality import find_hedges, how_factual
from sayso.claims.parts import Happening, span_of
from sayso.claims.places import ResolvedPlace, find_place, resolve_places
from sayso.claims.sides.actors import find_actors
from sayso.claims.times import find_when, times_told
from sayso.claims.times.order import Told
from sayso.claims.weapons import find_weapons
from sayso.ids import content_id
from sayso.model import Actor, Chain, Claim, ClaimId, Problem, Report, Span, Stance
from sayso.problems import problem
from sayso.records import claim_record

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.gazetteer import Gazetteer

#: changes whenever the rules may read a report differently
VERSION = "claims-en.6"


@dataclass(frozen=True, slots=True)
class Context:
    """What is found once in a report and asked by every happening."""

    doc: Doc
    report: Report
    cues: dict[str, Any]
    voices: list[Voice]
    places: list[ResolvedPlace]
    times: Told
    reader: str


def find_claims(
    doc: Doc, report: Report, gazetteer: Gazetteer, reader: str
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims of a report in reading order, and what the words did not allow to be said."""
    doc = plain(doc)
    cues = vocabulary.load("cues")
    voices = find_voices(doc, cues, report.publisher)
    places = resolve_places(doc, gazetteer, dateline=report.dateline, publisher=report.publisher)
    context = Context(doc, report, cues, voices, places, times_told(doc, report.published), reader)
    claims: list[Claim] = []
    problems: list[Problem] = []
    happenings = find_happenings(doc)
    for happening in happenings:
        others = {head.i for other in happenings if other is not happening for head in other.heads}
        claim, found = _claim(happening, context, others)
        if happening.negated and not claim.sources:
            continue
        kept, refused = grounded(claim, report.text)
        problems += [*found, *refused]
        if kept is not None:
            claims.append(kept)
    if not claims:
        problems.append(problem("no_claims"))
    return tuple(claims), tuple(dict.fromkeys(problems))


def _claim(happening: Happening, context: Context, others: Collection[int]) -> tuple[Claim, list[Problem]]:
    chains, stance = said_by(happening, context.voices, context.cues)
    speaker = _first_person(chains, context.report.publisher)
    harmed = find_harmed(happening, others)
    by, against = find_actors(happening, harmed, speaker)
    place, no_place = find_place(happening, context.places, context.doc)
    when, no_time = find_when(happening, context.times, context.doc)
    casualties, no_number = find_casualties(harmed)
    if happening.kind in ("threat", "demand") and chains:
        by = by or (Actor(chains[0][-1].name, chains[0][-1].span),)
    claim = Claim(
        id=ClaimId(""),
        report=context.report.id,
        kind=happening.kind,
        trigger=span_of(happening.trigger),
        evidence=(_sentence(happening),),
        sources=chains,
        stance=stance,
        by=by,
        against=against,
        weapons=find_weapons(happening, context.doc, others),
        place=place,
        when=when,
        casualties=casualties,
        background=happening.background,
        reader=context.reader,
        factuality=how_factual(happening, stance, context.cues),
        hedges=find_hedges(happening, context.cues),
    )
    return replace(claim, id=claim_id(claim)), [*no_place, *no_time, *no_number]


def _first_person(chains: tuple[Chain, ...], publisher: str | None) -> Callable[[Token], str | None]:
    """Whom "we" and "I" stand for: who is quoted; outside quotations, in the report's own voice, the publisher."""

    def name(pronoun: Token) -> str | None:
        if chains:
            return chains[0][-1].name if chains[0][-1].name != "unnamed" else None
        return None if syntax.in_quotes(pronoun) else publisher

    return name


def said_by(
    happening: Happening, voices: Sequence[Voice], cues: dict[str, Any]
) -> tuple[tuple[Chain, ...], Stance]:
    """Who says that it happened and what they do with it; a happening negated or threatened says so itself."""
    chains, stance = who_says(happening, voices, cues)
    own = [chain for v in voices if v.cue == happening.head for chain in v.chains]
    told_of = happening.head.lemma_ in cues["stances"]["told_threats"] and not any(
        mine[-1] == chain[-1] for mine in own for chain in chains
    )
    if happening.kind == "threat" and chains and not told_of:
        return chains, "threatens"
    return chains, "denies" if happening.negated else stance


def claim_id(claim: Claim) -> ClaimId:
    """The id of what the claim says and where; equal readings of one report have equal ids."""
    return ClaimId("c" + content_id(claim_record(replace(claim, id=ClaimId(""))))[:20])


def grounded(claim: Claim, text: str) -> tuple[Claim | None, list[Problem]]:
    """The claim without the parts that no words say; None if the trigger or all evidence is gone."""

    def said(span: Span) -> bool:
        return 0 <= span.start < span.end and text[span.start : span.end] == span.text

    refused = [name for name, span in _spans(claim) if not said(span)]
    problems = [problem("part_without_words", part=f"{name} of {claim.kind!r}") for name in refused]
    if "trigger" in refused or "evidence" in refused:
        return None, problems
    if not refused:
        return claim, []
    return replace(
        claim,
        sources=tuple(chain for chain in claim.sources if all(said(source.span) for source in chain)),
        by=tuple(actor for actor in claim.by if said(actor.span)),
        against=tuple(actor for actor in claim.against if said(actor.span)),
        weapons=tuple(weapon for weapon in claim.weapons if said(weapon.span)),
        place=claim.place if claim.place and said(claim.place.span) else None,
        when=claim.when if claim.when and claim.when.span and said(claim.when.span) else None,
        casualties=tuple(count for count in claim.casualties if said(count.span)),
    ), problems


def _spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    yield "trigger", claim.trigger
    yield from (("evidence", span) for span in claim.evidence)
    yield from (("source", source.span) for chain in claim.sources for source in chain)
    parts: Iterable[Any] = (*claim.by, *claim.against, *claim.weapons, *claim.casualties)
    yield from (("part", part.span) for part in parts)
    if claim.place:
        yield "place", claim.place.span
    if claim.when and claim.when.span:
        yield "time", claim.when.span


def _sentence(happening: Happening) -> Span:
    """The sentence without white space at its ends."""
    words = [token for token in happening.sentence if not token.is_space]
    doc = happening.sentence.doc
    return span_of(doc[words[0].i : words[-1].i + 1])
