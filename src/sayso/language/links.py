"""Which source and which content go with which cue: the pair scores of a window made into attributions.

Each part goes with the cue it points at most; but a cue left without content takes one from a cue that has
several, and a cue left without source shares one of its sentence, if the scores do not speak plainly against it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sayso.language import layers
from sayso.language.decode import Floats

#: (first word, one past the last, label)
Labelled = tuple[int, int, str]
#: how much less likely the second cue of a part may be: in logarithms of the shares of the cues
_TAKEN, _SHARED = -4.0, -6.0


def attributions(
    spans: Sequence[Labelled], links: Floats, sentence: Sequence[int]
) -> list[tuple[Labelled, int | None]]:
    """Each span with the first word of its cue, None if there is no cue; a shared source stands there twice.

    links: scores [word, word] from the words of a part to the first word of its cue; sentence [word]: its number.
    """
    cues = [start for start, _, label in spans if label == layers.CUE]
    if not cues:
        return [(span, None) for span in spans]
    owner: dict[Labelled, int] = {span: span[0] for span in spans if span[2] == layers.CUE}
    shares = {span: _shares(span, links, cues) for span in spans if span[2] != layers.CUE}
    for span, share in shares.items():
        near = [cue for cue in cues if sentence[cue] == sentence[span[0]]] if span[2] == layers.SOURCE else []
        owner[span] = max(near or cues, key=lambda cue, share=share: share[cue])  # type: ignore[misc]
    _give_contents(owner, shares, cues, sentence)
    return [(span, owner[span]) for span in spans] + _shared_sources(owner, shares, cues, sentence)


def _shares(span: Labelled, links: Floats, cues: Sequence[int]) -> dict[int, float]:
    """For each cue the logarithm of its share of the words of the span."""
    scores = links[span[0] : span[1]][:, cues]
    scores = scores - scores.max(axis=1, keepdims=True)
    logs = (scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))).mean(axis=0)
    return dict(zip(cues, logs.tolist(), strict=True))


def _give_contents(
    owner: dict[Labelled, int],
    shares: dict[Labelled, dict[int, float]],
    cues: Sequence[int],
    sentence: Sequence[int],
) -> None:
    """Let each cue without content take the likeliest from a cue that keeps another."""
    contents = [span for span in shares if span[2] == layers.CONTENT]
    for cue in cues:
        if any(owner[span] == cue for span in contents):
            continue
        count = {one: sum(owner[span] == one for span in contents) for one in cues}
        spare = [
            span
            for span in contents
            if count[owner[span]] > 1 and abs(sentence[span[0]] - sentence[cue]) <= 1
        ]
        lost = {span: shares[span][cue] - shares[span][owner[span]] for span in spare}
        best = max(lost, key=lambda span: lost[span], default=None)
        if best is not None and lost[best] > _TAKEN:
            owner[best] = cue


def _shared_sources(
    owner: dict[Labelled, int],
    shares: dict[Labelled, dict[int, float]],
    cues: Sequence[int],
    sentence: Sequence[int],
) -> list[tuple[Labelled, int | None]]:
    """A source a second time for each cue of its sentence that has none of its own."""
    sources = [span for span in shares if span[2] == layers.SOURCE]
    shared: list[tuple[Labelled, int | None]] = []
    for cue in cues:
        if any(owner[span] == cue for span in sources):
            continue
        near = [span for span in sources if sentence[span[0]] == sentence[cue]]
        best = max(near, key=lambda span: shares[span][cue], default=None)
        if best is not None and shares[best][cue] > _SHARED:
            shared.append((best, cue))
    return shared
