"""A verb has one subject: of two with a comma between, the second says who the first is."""

from __future__ import annotations

from collections.abc import Sequence

_SUBJECTS = frozenset(("nsubj", "nsubj:pass"))


def appositions(
    words: Sequence[str], heads: Sequence[int], relations: Sequence[str]
) -> list[tuple[int, int]]:
    """(second, first) of two subjects of one verb: "Minister for Trade" and "Ann Berg" of "Minister for Trade, Ann Berg said".

    >>> appositions(["Chief", ",", "Ann", "said"], [3, 0, 3, 3], ["nsubj", "punct", "nsubj", "root"])
    [(2, 0)]
    """
    found, last = [], None
    for at, relation in enumerate(relations):
        if relation not in _SUBJECTS:
            continue
        if last is not None and heads[last] == heads[at] and _comma_before(words, heads, at):
            found.append((at, last))
        else:
            last = at
    return found


def _comma_before(words: Sequence[str], heads: Sequence[int], at: int) -> bool:
    """Does a comma stand right before the word and what belongs to it?"""
    first = at
    while first > 0 and heads[first - 1] == at and words[first - 1] != ",":
        first -= 1
    return first > 0 and words[first - 1] == ","
