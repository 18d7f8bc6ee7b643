"""What the reader's network saw happen, as features of a report, of its sentences, wordings and pairs of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.claims.grammar import syntax
from sayso.claims.grammar.lemmas import is_noun, lemma
from sayso.claims.harm.harmed import find_harmed
from sayso.claims.parts import Happening
from sayso.claims.sides.actors import find_actors
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: how sure it is: a happening reaches each of these or not
_STEPS = (0.1, 0.3, 0.5, 0.7, 0.9, 0.97)
#: surely seen; worth a word's own features
_SURE, _LIKELY = 0.5, 0.3
#: so many words up the tree, so many relations between
_UP, _BETWEEN = 4, 3


@dataclass(frozen=True, slots=True)
class Sight:
    """A word that names a happening, its kind, and how sure that is."""

    word: Token
    kind: str
    sure: float


class Seen:
    """The happenings that the network saw in a report, by word and by sentence."""

    def __init__(self, doc: Doc, sentence_of: Sequence[int], count: int) -> None:
        found = doc.user_data.get(layers.HAPPENINGS, {})
        self.of = {at: Sight(doc[at], kind, sure) for at, (kind, sure) in found.items()}
        self.within: list[list[Sight]] = [[] for _ in range(count)]
        for at, sight in self.of.items():
            self.within[sentence_of[at]].append(sight)
        self.roles: dict[int, set[str]] = {}
        for sight in self.of.values():
            if sight.sure >= _LIKELY:
                for role, word in _roles(sight):
                    self.roles.setdefault(word.i, set()).update((role, f"{role}:{sight.kind}"))


def _roles(sight: Sight) -> Iterator[tuple[str, Token]]:
    """The words that the rules make doer or undergoer of a happening that was seen."""
    happening = Happening(
        sight.kind, sight.word.doc[sight.word.i : sight.word.i + 1], sight.word, sight.word.sent
    )
    by, against = find_actors(happening, find_harmed(happening))
    for role, actors in (("by", by), ("against", against)):
        for actor in actors:
            words = sight.word.doc.char_span(actor.span.start, actor.span.end, alignment_mode="expand")
            if words is not None:
                yield role, words.root


def of_report(seen: Seen) -> Iterator[str]:
    """Per kind how sure the surest is, in all and in the beginning, and how many."""
    yield from _surest("H", seen.of.values())
    yield from _surest("H1", [sight for within in seen.within[:3] for sight in within])
    sure = [sight.kind for sight in seen.of.values() if sight.sure >= _SURE]
    for kind in set(sure):
        yield f"Hn:{kind}={bisect_right((2, 3, 5, 8), sure.count(kind))}"
    yield f"Hn={bisect_right((1, 2, 4, 7, 11, 16), len(sure))}"
    for sight in seen.of.values():
        if sight.sure >= _SURE:
            yield f"Hl={sight.kind}:{lemma(sight.word)}"
            yield f"Hf={sight.kind}:{factuality_at(sight.word)}"


def _surest(name: str, sights: Iterable[Sight]) -> Iterator[str]:
    """For each kind the steps that the surest reaches."""
    best: dict[str, float] = {}
    for sight in sights:
        best[sight.kind] = max(sight.sure, best.get(sight.kind, 0.0))
    for kind, sure in best.items():
        yield from (f"{name}:{kind}>={step}" for step in _STEPS if sure >= step)


def factuality_at(word: Token) -> int:
    """How far a word is said to have happened, from -3 to 3, in whole steps."""
    return round(float(word.doc.user_data[layers.FACTUALITY][word.i]))


def of_sentence(number: int, seen: Seen) -> Iterator[str]:
    """Per kind how sure the surest is, here and in the sentences beside."""
    for step in (-1, 0, 1):
        if 0 <= number + step < len(seen.within):
            yield from _surest(f"H{step}", seen.within[number + step])
    here = [sight for sight in seen.within[number] if sight.sure >= _LIKELY]
    yield f"Hn={min(len(here), 4)}"
    for sight in here:
        yield f"Hl={sight.kind}:{lemma(sight.word)}"
        yield f"Hd={sight.kind}:{sight.word.dep_}"
        yield f"Hf={sight.kind}:{factuality_at(sight.word)}"
        for part in sight.word.children:
            if part.dep_ in ("obj", "nsubj", "nsubj:pass", "compound", "nmod") or part.dep_.startswith("obl"):
                yield f"Hr={sight.kind}>{part.dep_}:{syntax.case_of(part)}>{lemma(part)}"


def of_word(word: Token, first: Token, label: str, sentence: int, seen: Seen) -> Iterator[str]:
    """What a word is to the happenings of its sentence; first: the first of the list that it stands in."""
    own = seen.of.get(word.i)
    if own is not None:
        yield from _surest("Hown", [own])
    for role in sorted(seen.roles.get(word.i, ())):
        yield f"Hrole={role}"
        yield f"Hrole={role}&label={label}"
        yield f"Hrole={role}&hl={lemma(word)}"
    above = _above(first, seen)
    if above is None:
        yield "Hup=-"
    else:
        way, sight = above
        yield f"Hup={way}>{sight.kind}"
        yield f"Hup={way}>{sight.kind}&label={label}"
        yield f"Hup={way}>{is_noun(sight.word)}"
        yield f"Hkind={sight.kind}&hl={lemma(word)}"
        yield f"Hkind={sight.kind}&f={factuality_at(sight.word)}"
        yield from _surest("Hup", [sight])
    likely = [sight for sight in seen.within[sentence] if sight.sure >= _LIKELY and sight.word.i != word.i]
    for kind in {sight.kind for sight in likely}:
        yield f"Hin={kind}&label={label}"
        yield f"Hin={kind}&hl={lemma(word)}"
    yield from _surest("Hin", likely)
    for sight in likely:
        path = syntax.path(first, sight.word)
        if path is not None and len(path) <= _BETWEEN:
            yield f"Hpath={'/'.join(path)}>{sight.kind}"
    if likely:
        near = min(likely, key=lambda sight: abs(sight.word.i - word.i))
        side = "r" if near.word.i > word.i else "l"
        yield f"Hnear={near.kind}:{side}:{min(abs(near.word.i - word.i) // 3, 4)}"


def _above(word: Token, seen: Seen) -> tuple[str, Sight] | None:
    """The nearest happening that a word hangs on, and the way there."""
    way: list[str] = []
    below = word
    for above in word.ancestors:
        way.append(_relation(below, above))
        sight = seen.of.get(above.i)
        if sight is not None and sight.sure >= _LIKELY:
            return "/".join(way), sight
        if len(way) == _UP:
            return None
        below = above
    return None


def _relation(below: Token, above: Token) -> str:
    case = syntax.case_of(below)
    passive = ":p" if below.dep_ == "obl" and above.pos_ == "VERB" and syntax.is_passive(above) else ""
    return f"{below.dep_}:{case}{passive}" if case else below.dep_


def of_pair(one: Token, other: Token, roles: str, seen: Seen) -> Iterator[str]:
    """Do two words hang on one happening, or on two of one kind? What happens between them?"""
    mine, theirs = _above(one, seen), _above(other, seen)
    if mine is not None and theirs is not None:
        same = mine[1].word == theirs[1].word
        yield f"Hsame={same}"
        yield f"Hsame={same}&{roles}"
        yield f"Halike={mine[1].kind == theirs[1].kind}"
        yield f"Hkinds={'+'.join(sorted((mine[1].kind, theirs[1].kind)))}"
    else:
        yield f"Hnone={(mine is None) + (theirs is None)}"
    first, last = sorted((one.i, other.i))
    between = [sight.kind for at, sight in seen.of.items() if first < at < last and sight.sure >= _SURE]
    yield f"Hbetween={bisect_right((1, 2, 3, 5, 8), len(between))}"
    yield f"Hbetween kinds={min(len(set(between)), 4)}"
