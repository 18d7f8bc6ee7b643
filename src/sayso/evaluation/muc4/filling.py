"""How surely the network has a word fill the roles of what happens in its sentence, as features."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.claims.filled import shares_of
from sayso.claims.grammar.lemmas import lemma
from sayso.evaluation.muc4.seen import factuality_at
from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.evaluation.muc4.seen import Sight
    from sayso.language.decode import Floats

#: the roles that say something of a slot
_ROLES = {role: layers.ROLES.index(role) for role in ("by", "to", "dead", "hurt", "held", "at", "with")}
#: how sure it is that a word fills a role: it reaches each of these or not
_STEPS = (0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9)
#: of several kinds of happenings; worth a word's own features
_KIND_STEPS, _LIKELY = (0.1, 0.5, 0.8), 0.2
#: so sure it is of what a report has, and of what happened
_REPORTED = 0.4
#: so many words to each side belong to its phrase
_AROUND = 4
#: so many words up from a part of a name or of a phrase to the word that may fill a role for it
_UP = 2
_PARTS = frozenset(("appos", "compound", "conj", "flat", "nmod", "nmod:desc", "nmod:poss"))


@dataclass(frozen=True, slots=True)
class Fill:
    """How surely a word fills a role, and of which happening."""

    share: float
    sight: Sight


class Filling:
    """The surest filling of each role by each word of a report, over all happenings of its sentence."""

    def __init__(self, within: Sequence[Sequence[Sight]]) -> None:
        self.of: dict[int, dict[str, Fill]] = {}
        #: (sentence, role) → the word that fills it most surely
        self.top: dict[tuple[int, str], int] = {}
        #: happening → how surely each word has a part in it
        self.parts: dict[int, dict[int, float]] = {}
        for number, sights in enumerate(within):
            for sight in sights:
                self._take(number, sight, shares_of(sight.word))

    def _take(self, number: int, sight: Sight, shares: Mapping[int, Floats]) -> None:
        for place, by_role in shares.items():
            for role, column in _ROLES.items():
                share = float(by_role[column])
                if share < _STEPS[0]:
                    continue
                if role != "at":
                    parts = self.parts.setdefault(sight.word.i, {})
                    parts[place] = max(share, parts.get(place, 0.0))
                fills = self.of.setdefault(place, {})
                if role not in fills or share > fills[role].share:
                    fills[role] = Fill(share, sight)
                top = self.top.get((number, role))
                if top is None or share > self.of[top][role].share:
                    self.top[number, role] = place


def of_word(word: Token, label: str, sentence: int, filling: Filling) -> Iterator[str]:
    """The roles that a word fills, how surely, and of what kind of happening; then those of the phrase that it is part of."""
    fills = filling.of.get(word.i, {})
    for role, fill in fills.items():
        yield from (f"F:{role}>={step}" for step in _STEPS if fill.share >= step)
        kind = fill.sight.kind
        yield from (f"Fk:{role}:{kind}>={step}" for step in _KIND_STEPS if fill.share >= step)
        if filling.top[sentence, role] == word.i:
            yield f"Ft:{role}"
            yield f"Ft:{role}:{kind}"
        if fill.share >= _LIKELY:
            yield f"Fl:{role}&label={label}"
            yield f"Fl:{role}:{kind}&label={label}"
            yield f"Fl:{role}&hl={lemma(word)}"
            yield f"Fl:{role}>{lemma(fill.sight.word)}"
            yield f"Ff:{role}:{kind}:{factuality_at(fill.sight.word)}"
    if fills:
        yield f"Fb:{max(fills, key=lambda role: fills[role].share)}"
    above = word
    for _ in range(_UP):
        if above.dep_ not in _PARTS:
            break
        relation, above = above.dep_, above.head
        for role, fill in filling.of.get(above.i, {}).items():
            yield from (f"Fu:{relation}:{role}>={step}" for step in _KIND_STEPS if fill.share >= step)


def of_sentence(number: int, filling: Filling) -> Iterator[str]:
    """How surely somebody fills each role, and of what kind of happening."""
    for role in _ROLES:
        place = filling.top.get((number, role))
        if place is not None:
            fill = filling.of[place][role]
            yield from (f"F:{role}>={step}" for step in _STEPS if fill.share >= step)
            yield from (f"Fk:{role}:{fill.sight.kind}>={step}" for step in _KIND_STEPS if fill.share >= step)
            if fill.share >= _LIKELY:
                yield f"Fl:{role}&hl={lemma(fill.sight.word.doc[place])}"


def of_report(filling: Filling, label: Mapping[int, str]) -> Iterator[str]:
    """Who and what likely fills each role of what is surely seen, in all and by the kind of happening."""
    for place, fills in filling.of.items():
        for role, fill in fills.items():
            if fill.share >= _REPORTED and fill.sight.sure >= _REPORTED:
                word = fill.sight.word.doc[place]
                yield f"F:{role}={lemma(word)}"
                yield f"F:{role}&label={label.get(place, '-')}"
                yield f"Fk:{role}:{fill.sight.kind}={lemma(word)}"
                yield f"Fk:{role}:{fill.sight.kind}&label={label.get(place, '-')}"
                yield f"Fl:{role}:{lemma(fill.sight.word)}>{lemma(word)}"
                yield from (f"Fs:{role}~{lemma(near)}" for near in _phrase(word))


def _phrase(word: Token) -> Iterator[Token]:
    """The words of meaning that hang on a word, near it, and itself."""
    for near in word.subtree:
        if near.pos_ in ("NOUN", "PROPN", "ADJ") and abs(near.i - word.i) <= _AROUND:
            yield near


def of_pair(one: Token, other: Token, roles: str, filling: Filling) -> Iterator[str]:
    """How surely two words have a part in one happening, and how surely each has a part in one that the other has none in."""
    both = [
        (parts.get(one.i, 0.0), parts.get(other.i, 0.0))
        for parts in filling.parts.values()
        if one.i in parts or other.i in parts
    ]
    same = max((min(pair) for pair in both), default=0.0)
    yield from (f"Fsame>={step}" for step in _STEPS if same >= step)
    yield from (f"Fsame>={step}&{roles}" for step in _KIND_STEPS if same >= step)
    for name, column in (("Fone", 0), ("Fother", 1)):
        apart = max((pair[column] - pair[1 - column] for pair in both), default=0.0)
        yield from (f"{name}>={step}" for step in _KIND_STEPS if apart >= step)
