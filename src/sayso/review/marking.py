"""What a person says that words of a report say: the words tied to the text, their meanings found as for any reader.

A person gives words and terms; which place, which day and how many the words mean is looked up. Words that the report does
not have are a fault, with the field they stand in; nothing is guessed in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, get_args

from sayso import vocabulary
from sayso.claims import claim_id, grounded
from sayso.model import (
    BY_A_PERSON,
    Chain,
    Claim,
    ClaimId,
    Count,
    Effect,
    Factuality,
    Problem,
    Report,
    Source,
    Span,
    Stance,
)
from sayso.text import find_quotes

if TYPE_CHECKING:
    from sayso.second_reader import Meanings

STANCES: tuple[Stance, ...] = get_args(Stance)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
#: fields with words of the report, one part a line where several may be given
WORDS = ("who", "by", "against", "weapon", "place", "when", *EFFECTS)
FIELDS = ("kind", "stance", *WORDS, "background", "why")
#: stands between the links of a chain, the one nearest the report first
LINK = ">"
#: stance → whether it happened in the mouth of the source, where that is not yes
_FACTUAL: dict[str, Factuality] = {"denies": "did_not_happen", "threatens": "planned"}
_MOST_LINES = 8


@dataclass(slots=True)
class Draft:
    """A claim on its way: the words marked, and what was typed."""

    trigger: Span
    evidence: Span
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Outcome:
    """The claim, or why there is none yet: field → sentence; and what its words leave open."""

    claim: Claim | None
    faults: dict[str, str]
    notes: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Words:
    """Finds typed words in the text as it stands on the screen; the evidence first, then what is nearest to it."""

    seen: str
    report: Report
    evidence: Span
    faults: dict[str, str] = field(default_factory=dict)

    def find(self, name: str, words: str) -> Span | None:
        places = find_quotes(words, self.seen)
        if not places:
            self.faults[name] = f"“{words.strip()[:80]}” does not stand in this report. Give its own words."
            return None
        best = min(places, key=self._distance)
        return Span(best.start, best.end, self.report.text[best.start : best.end])

    def _distance(self, place: Span) -> int:
        return max(0, self.evidence.start - place.start) + max(0, place.end - self.evidence.end)

    def lines(self, name: str, typed: Mapping[str, str]) -> Iterator[Span]:
        for line in _lines(typed.get(name, "")):
            if span := self.find(name, line):
                yield span


def claim_of(draft: Draft, report: Report, meanings: Meanings, seen: str) -> Outcome:
    """The claim that the draft makes, if all its words stand in the report and its terms are of the vocabulary.

    ``seen``: the report's text as this person sees it, equally long.
    """
    typed, words = draft.typed, _Words(seen, report, draft.evidence)
    kind, stance = typed.get("kind", ""), typed.get("stance", "")
    if kind not in vocabulary.kinds():
        words.faults["kind"] = "Say what kind of happening it is."
    if stance not in STANCES:
        words.faults["stance"] = "Say what its source does: assert it, deny it, accuse somebody of it …"
    notes: list[Problem] = []
    sources = tuple(
        chain for line in _lines(typed.get("who", "")) if (chain := _chain(line, words, meanings))
    )
    place = next((meanings.place(span, None) for span in words.lines("place", typed)), (None, ()))
    when = next((meanings.when(span, None) for span in words.lines("when", typed)), (None, ()))
    counts = list(_counts(words, typed, meanings))
    made = Claim(
        id=ClaimId(""),
        report=report.id,
        kind=kind,
        trigger=draft.trigger,
        evidence=(draft.evidence,),
        sources=sources,
        stance=stance if stance in STANCES else "asserts",
        by=tuple(map(meanings.actor, words.lines("by", typed))),
        against=tuple(map(meanings.actor, words.lines("against", typed))),
        weapons=tuple(map(meanings.weapon, words.lines("weapon", typed))),
        place=place[0],
        when=when[0],
        casualties=tuple(count for count, _ in counts),
        background=bool(typed.get("background")),
        reader=BY_A_PERSON,
        factuality=_FACTUAL.get(stance, "happened"),
    )
    if words.faults:
        return Outcome(None, words.faults)
    kept, refused = grounded(made, report.text)
    notes += [*place[1], *when[1], *(note for _, several in counts for note in several), *refused]
    claim = None if kept is None else replace(kept, id=claim_id(kept))
    return Outcome(
        claim, {} if claim else {"trigger": "These words do not stand in the report."}, tuple(notes)
    )


def _chain(line: str, words: _Words, meanings: Meanings) -> Chain:
    """The links of one line of attribution, in the order given."""
    links = [part.strip() for part in line.split(LINK) if part.strip()]
    spans = [span for part in links if (span := words.find("who", part))]
    return tuple(meanings.source(Source(" ".join(span.text.split()), span)) for span in spans)


def _counts(
    words: _Words, typed: Mapping[str, str], meanings: Meanings
) -> Iterator[tuple[Count, tuple[Problem, ...]]]:
    for effect in EFFECTS:
        for span in words.lines(effect, typed):
            count, notes = meanings.count(span, effect, "unknown", (None, None))
            unsaid = count.low is None and count.high is None
            yield count, notes or ((_without_bounds(span),) if unsaid else ())


def _without_bounds(span: Span) -> Problem:
    from sayso.problems import problem

    return problem("number_without_bounds", span, words=span.text)


def _lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()][:_MOST_LINES]
