"""How many: killed, injured, missing, captured or displaced, as bounds, with the words that say so.

Every word of harm that belongs to a happening is asked whom it counts; a list of one group is one count,
"including" and "of them" are parts of a number given elsewhere, and nothing is added up across claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.claims.grammar import numbers, syntax
from sayso.claims.harm.counted import count_words, group_of, number_of
from sayso.claims.harm.harmed import Harmed
from sayso.claims.parts import span_of
from sayso.claims.sides.parties import is_person_name
from sayso.model import Count, Problem
from sayso.problems import problem

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_casualties(harmed: Sequence[Harmed]) -> tuple[tuple[Count, ...], tuple[Problem, ...]]:
    """The counts that the words of harm of a happening give (``find_harmed``), in reading order."""
    counts: list[tuple[Count, Token]] = []
    problems: list[Problem] = []
    for group in _told_apart(_lists(harmed)):
        found = _count(group)
        if found is None:
            continue
        counts.append((found, group[0].noun))
        if found.low is None and found.high is None:
            problems.append(problem("number_without_bounds", found.span, words=found.span.text))
    return _distinct(counts), tuple(problems)


def _distinct(counts: Sequence[tuple[Count, Token]]) -> tuple[Count, ...]:
    """Each count once, but two of one list both; one without bounds only where no other of that effect stands beside it."""
    kept: list[tuple[Count, Token]] = []
    for count, noun in counts:
        same = [other for told, other in kept if _bounds(told) == _bounds(count)]
        if all(noun in syntax.conjuncts(other) for other in same):
            kept.append((count, noun))
    numbered = {count.effect for count, _ in kept if count.low is not None or count.high is not None}
    found = [c for c, _ in kept if c.low is not None or c.high is not None or c.effect not in numbered]
    return tuple(c for at, c in enumerate(found) if c.low is not None or not _is_told(c, found[:at]))


def _bounds(count: Count) -> tuple[object, ...]:
    return count.effect, count.low, count.high, count.part


def _is_told(count: Count, before: Sequence[Count]) -> bool:
    """A count without bounds says no more than another one of that effect: "killed civilians, including children"."""
    return count.high is None and any(other.effect == count.effect for other in before)


def _count(group: Sequence[Harmed]) -> Count | None:
    """One count for the members of a list, all of one effect; None if they give no number and name nobody."""
    first = group[0]
    spans = [count_words(one.noun) for one in group]
    whole = first.noun.doc[min(s.start for s in spans) : max(s.end for s in spans)]
    bounds = [
        (0, 0) if one.none else (None, None) if one.joint else number_of(one.noun, span)
        for one, span in zip(group, spans, strict=True)
    ]
    known = [one for one in bounds if one is not None]
    if not known:
        return None
    low, high = known[0] if len(known) == 1 else numbers.added(known)
    groups = {group_of(span, one.noun) for one, span in zip(group, spans, strict=True)}
    named = groups - {"unknown"}
    return Count(
        first.effect, low, high, named.pop() if len(named) == 1 else "unknown", span_of(whole), first.part
    )


def _lists(counted: Sequence[Harmed]) -> Iterator[list[Harmed]]:
    """Members of one list together, if none of them is of another group; parts each on their own."""
    current: list[Harmed] = []
    for one in counted:
        if current and not (_is_same_list(current[0], one) and not one.part):
            yield current
            current = []
        current.append(one)
    if current:
        yield current


def _are_two_subjects(first: Token, other: Token) -> bool:
    """A list whose last member was read as a second subject of the verb."""
    return first != other and first.head == other.head and first.dep_ == other.dep_ == "nsubj:pass"


def _told_apart(groups: Iterable[list[Harmed]]) -> Iterator[list[Harmed]]:
    """The same, but "12 people, seven women and five men" as a number and its parts."""
    for group in groups:
        first, *rest = [number_of(one.noun, count_words(one.noun)) for one in group]
        exact = [low for low, high in (one or (None, None) for one in (first, *rest)) if low == high and low]
        if len(rest) > 1 and len(exact) == len(group) and exact[0] == sum(exact[1:]):
            yield group[:1]
            yield from ([replace(one, part=True)] for one in group[1:])
        else:
            yield group


def _is_same_list(first: Harmed, other: Harmed) -> bool:
    if (
        first.effect != other.effect
        or first.part != other.part
        or not (other.noun in syntax.conjuncts(first.noun) or _are_two_subjects(first.noun, other.noun))
    ):
        return False
    if is_person_name(first.noun) and is_person_name(other.noun):
        return True
    groups = {group_of(count_words(one.noun), one.noun) for one in (first, other)}
    return not ("combatants" in groups and len(groups) > 1)
