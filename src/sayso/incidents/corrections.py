"""Who says how many, and what a source has corrected: its later figure takes the place of its earlier one.

A figure is the later one by the day of its report, or by the words: "revised the toll to four", "an earlier version
said five".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso import vocabulary
from sayso.incidents.told import Told, folded
from sayso.model import Claim, ClaimId, Count, Effect
from sayso.tolls import Toll, toll_of

EFFECTS: tuple[Effect, ...] = ("killed", "injured", "missing", "captured", "displaced")
#: the words before a figure that can say that it is an earlier one, in characters
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Correction:
    """A source gave one figure and later another; the later counts, the earlier is history."""

    source: str
    effect: Effect
    #: (day of the report, the bounds, the claim), the earliest first; the last one counts
    history: tuple[tuple[str, Toll, ClaimId], ...]
    #: the claims whose figure counts no longer
    replaced: tuple[ClaimId, ...]


def find_corrections(told: Sequence[Told]) -> tuple[Correction, ...]:
    """What sources with a name of their own, outlets among them, told differently in later reports; and what words
    say was told earlier.
    """
    return tuple(found for effect in EFFECTS for found in (*_by_day(told, effect), *_by_words(told, effect)))


def superseded(told: Sequence[Told]) -> frozenset[tuple[ClaimId, Effect]]:
    """The figures that count no longer."""
    return frozenset(
        (claim, correction.effect) for correction in find_corrections(told) for claim in correction.replaced
    )


# By the day of the report.


def _by_day(told: Sequence[Told], effect: Effect) -> Iterator[Correction]:
    for source, history in _histories(told, effect).items():
        if len({toll for _, toll, _ in history}) > 1 and len({day for day, *_ in history}) > 1:
            last = history[-1][0]
            yield Correction(
                source, effect, tuple(history), tuple(claim for day, _, claim in history if day < last)
            )


def _histories(told: Iterable[Told], effect: Effect) -> dict[str, list[tuple[str, Toll, ClaimId]]]:
    said: defaultdict[str, list[tuple[str, Toll, ClaimId]]] = defaultdict(list)
    for one in sorted(told, key=lambda one: (one.published or "", one.order)):
        toll = toll_of(one.claim, effect)
        if toll is not None and one.published and not one.claim.background and not _is_earlier(one, effect):
            for voice in _named_voices(one):
                said[voice].append((one.published, toll, one.claim.id))
    return said


def _named_voices(one: Told) -> list[str]:
    """Those who answer for it and can be told apart in another report: proper names, or the outlet itself."""
    if not one.claim.sources:
        return [f"{one.outlet} (own voice)"] if one.outlet else []
    last = (chain[-1].name for chain in one.claim.sources)
    return [folded(name) for name in last if any(word[:1].isupper() for word in name.split())]


# By the words.


def _by_words(told: Sequence[Told], effect: Effect) -> Iterator[Correction]:
    """For each figure that words put in the place of others: those."""
    giving = sorted(
        (one for one in told if toll_of(one.claim, effect) is not None), key=lambda one: one.order
    )
    earlier = [one for one in giving if _is_earlier(one, effect)]
    for new in giving:
        old = [one for one in giving if one is not new and _takes_the_place(new, one, earlier, effect)]
        if new not in earlier and old:
            history = tuple(
                (one.published or "", toll_of(one.claim, effect), one.claim.id) for one in (*old, new)
            )
            yield Correction(_voice(new), effect, history, tuple(one.claim.id for one in old))


def _takes_the_place(new: Told, old: Told, earlier: Sequence[Told], effect: Effect) -> bool:
    """Whether words of the same report call the old figure an earlier one, or words of the new one revise what the same
    voice had said until that day.
    """
    if toll_of(new.claim, effect) == toll_of(old.claim, effect):
        return False
    if old in earlier:
        return new.claim.report == old.claim.report
    return (
        _revises(new.claim, effect)
        and _one_voice(new, old)
        and (old.published or "") <= (new.published or "~")
    )


def _one_voice(one: Told, other: Told) -> bool:
    if not one.claim.sources or not other.claim.sources:
        return one.claim.sources == other.claim.sources and one.outlet == other.outlet is not None
    return bool(one.voices & other.voices)


def _voice(one: Told) -> str:
    names = [folded(chain[-1].name) for chain in one.claim.sources]
    return names[0] if names else f"{one.outlet or 'the report'} (own voice)"


def _is_earlier(one: Told, effect: Effect) -> bool:
    """Whether the words before each of its figures say that it was told earlier."""
    counts = _counts(one.claim, effect)
    return bool(counts) and all(_told_earlier(one.claim, count) for count in counts)


def _told_earlier(claim: Claim, count: Count) -> bool:
    sentence = _sentence(claim, count)
    nearest = _words_before(claim, count)[-_BEFORE:]
    return bool(_earlier().search(nearest)) or bool(_from().search(nearest) and _revising().search(sentence))


def _revises(claim: Claim, effect: Effect) -> bool:
    return any(_revising().search(_words_before(claim, count)) for count in _counts(claim, effect))


def _counts(claim: Claim, effect: Effect) -> list[Count]:
    return [count for count in claim.casualties if count.effect == effect and not count.part]


def _words_before(claim: Claim, count: Count) -> str:
    """The words of the sentence before the figure, folded."""
    for span in claim.evidence:
        if span.start <= count.span.start < span.end:
            return span.text[: count.span.start - span.start].casefold()
    return ""


def _sentence(claim: Claim, count: Count) -> str:
    held = (span.text for span in claim.evidence if span.start <= count.span.start < span.end)
    return next(held, "").casefold()


@cache
def _earlier() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(vocabulary.load('corrections')['earlier'])})\b")


@cache
def _from() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(vocabulary.load('corrections')['from'])})\s+(?:at least\s+)?$")


@cache
def _revising() -> re.Pattern[str]:
    words = vocabulary.load("corrections")
    return re.compile(
        rf"\b(?:{'|'.join(words['revising'])})\w*\s+(?:[\w']+\s+){{0,4}}?(?:{'|'.join(words['revised'])})s?\b"
    )
