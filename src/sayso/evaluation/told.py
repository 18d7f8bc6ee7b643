"""The main happening of a short text: what the corpora with one event a text ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims.happened.happenings import find_happenings

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.claims.parts import Happening


def main_happening(doc: Doc) -> Happening | None:
    """What the first sentence that tells of anything says first, by its depth in the tree; None if nothing is told."""
    found = find_happenings(doc)
    news = [one for one in found if not one.background] or found
    if not news:
        return None
    first = min(one.sentence.start for one in news)
    here = [one for one in news if one.sentence.start == first]
    return min(here, key=lambda one: (_depth(one), one.trigger.start))


def _depth(one: Happening) -> int:
    """How far the word stands below the top of its sentence; what is said counts as the top."""
    return sum(
        1
        for token in (one.head, *one.head.ancestors)
        if token.dep_ not in ("ccomp", "parataxis", "conj", "ROOT")
    )
