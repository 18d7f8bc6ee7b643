"""How many: what one claim says in all, and the range of what several say."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.model import Claim, Count, Effect
from sayso.words import Bounds, count_words

#: the bounds of one claim; None: it gives no figure of that kind
Toll = Bounds | None


def toll_of(claim: Claim, effect: Effect) -> Toll:
    """The figures of one claim for one effect, added over its groups; parts of other figures are left out.

    A claim that denies gives no figure of its own, except that there was none: "denied that 30 had died" is
    nobody's 30. Nor does it say how many there were in all that none of one group was among them: "no
    civilians were killed".
    """
    counts = [count for count in claim.casualties if count.effect == effect and not count.part]
    counts = [count for count in counts if count.high != 0 or count.group == "unknown"]
    if claim.stance == "denies":
        counts = [count for count in counts if count.high == 0]
    counts = [count for count in counts if (count.low, count.high) != (None, None)]
    return _added(counts) if counts else None


def _added(counts: list[Count]) -> Bounds:
    lows = [count.low for count in counts if count.low is not None]
    highs = [count.high for count in counts]
    known = [high for high in highs if high is not None]
    return sum(lows) if lows else None, sum(known) if len(known) == len(highs) else None


def range_of(tolls: Iterable[Toll]) -> Bounds:
    """(lowest low, highest high) of what is said; None where nobody gave that bound.

    There is no upper bound either when somebody's "at least" lies above all that others give.
    """
    lows, highs = _bounds(tolls)
    high = max(highs, default=None)
    return min(lows, default=None), None if high is not None and lows and max(lows) > high else high


def range_words(tolls: Iterable[Toll]) -> str:
    """The range in words: "4 to 17", "9 to at least 26"; "" when nobody gives a figure."""
    said = list(tolls)
    lows, _ = _bounds(said)
    low, high = range_of(said)
    if high is None and lows and max(lows) > min(lows):
        return f"{low} to at least {max(lows)}"
    return count_words((low, high))


def _bounds(tolls: Iterable[Toll]) -> tuple[list[int], list[int]]:
    said = [toll for toll in tolls if toll is not None]
    lows = [low for low, _ in said if low is not None]
    return lows, [high for _, high in said if high is not None]


def agree(one: Bounds, other: Bounds) -> bool:
    """Whether a single number fits both: "at least 5" and 7 do, 5 and 7 do not."""
    low = max(bound for bound in (one[0], other[0], 0) if bound is not None)
    highs = [bound for bound in (one[1], other[1]) if bound is not None]
    return not highs or low <= min(highs)
