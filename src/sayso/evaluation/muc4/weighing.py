"""What the models make of a report: is it relevant, which sentences tell of an incident, which words fill a slot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.evaluation.muc4.candidates import Candidate, find_candidates
from sayso.evaluation.muc4.features import (
    Told,
    candidate_features,
    report_features,
    sentence_features,
)
from sayso.evaluation.muc4.model import Floats, Hashes, Layer, hashed, steps, together

if TYPE_CHECKING:
    from spacy.tokens import Doc

TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery")
ROLES = ("individual", "organisation", "thing", "person", "instrument", "described")


@dataclass(frozen=True)
class Wording:
    """One wording in a report, with every place where it stands."""

    plain: str
    places: Sequence[Candidate]
    sentences: Sequence[int]
    features: Hashes

    @property
    def heads(self) -> frozenset[int]:
        return frozenset(one.head.i for one in self.places)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.plain.split())

    @property
    def text(self) -> str:
        """The words as they stand there first, on one line."""
        return " ".join(self.places[0].words.text.split())


@dataclass(frozen=True)
class Featured:
    """A report with the features of its parts."""

    told: Told
    report: Hashes
    sentences: Sequence[Hashes]
    wordings: Sequence[Wording]


@dataclass(frozen=True)
class Weighed:
    """A report with what the models make of it."""

    featured: Featured
    #: relevant, then TYPES
    report: Floats
    #: [sentence, tells of an incident, then TYPES]
    sentences: Floats
    #: [wording, role]
    roles: Floats


def features_of(doc: Doc) -> Featured:
    """The features of a report, of its sentences and of every wording that may fill a slot."""
    told = Told(doc)
    found: dict[str, list[Candidate]] = {}
    for one in find_candidates(doc):
        found.setdefault(one.plain, []).append(one)
    return Featured(
        told,
        hashed(report_features(told)),
        [hashed(sentence_features(number, told)) for number in range(len(told.spans))],
        [_wording(plain, places, told) for plain, places in found.items()],
    )


def _wording(plain: str, places: list[Candidate], told: Told) -> Wording:
    features = {feature for one in places for feature in candidate_features(one, told)}
    features.add(f"count={min(len(places), 5)}")
    sentences = sorted({told.sentence_of[one.head.i] for one in places})
    return Wording(plain, places, sentences, hashed(features))


def of_report(shares: Floats) -> Hashes:
    """What the report's own shares add to the features of its parts."""
    names = ("relevant", *TYPES)
    return hashed(
        step for name, share in zip(names, shares, strict=True) for step in steps(f"R{name}", float(share))
    )


def of_sentences(shares: Floats) -> Hashes:
    """What the shares of its sentences add to the features of a wording: the highest of each."""
    names = ("any", *TYPES)
    return hashed(
        step
        for name, share in zip(names, shares.max(axis=0), strict=True)
        for step in steps(f"S{name}", float(share))
    )


def of_whole(report: Floats, sentences: Floats, roles: Floats) -> Hashes:
    """What the verdict on a report sees: what was made of the whole, and the highest of its sentences and of each role."""
    parts = [of_report(report)]
    if len(sentences):
        parts.append(of_sentences(sentences))
    if len(roles):
        highest = zip(ROLES, roles.max(axis=0), strict=True)
        parts.append(hashed(step for role, share in highest for step in steps(f"H{role}", float(share))))
    return together(*parts)


def weigh(featured: Featured, layers: dict[str, Layer]) -> Weighed:
    """The report weighed, from the whole to its words, each step seeing what the one before found; then the whole anew."""
    weighed = first_weighed(featured, layers)
    seen = of_whole(weighed.report, weighed.sentences, weighed.roles)
    return replace(weighed, report=layers["verdict"].shares(seen))


def first_weighed(featured: Featured, layers: dict[str, Layer]) -> Weighed:
    """The report weighed from the whole to its words, before the verdict."""
    report = layers["report"].shares(featured.report)
    base = of_report(report)
    sentences = np.array([layers["sentence"].shares(together(one, base)) for one in featured.sentences])
    roles = np.array(
        [
            layers["role"].shares(together(one.features, base, of_sentences(sentences[list(one.sentences)])))
            for one in featured.wordings
        ]
    )
    return Weighed(featured, report, sentences.reshape(-1, 6), roles.reshape(-1, 6))
