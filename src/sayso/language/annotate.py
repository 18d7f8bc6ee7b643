"""Scores → layers: what the heads say of a text's words, as plain values, ready for a Doc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sayso.language import layers
from sayso.language.decode import Floats, best_path, best_tree, spans_of
from sayso.language.heads import Heads
from sayso.language.lemmas import apply_edit
from sayso.language.letters import NEW_PARAGRAPH
from sayso.language.windows import Window

_NAMES = {"PER": layers.PERSON, "ORG": layers.ORGANISATION, "LOC": layers.PLACE}

#: what no mention ends with: where the two heads meet, a scrap like "the northern" may be left
_NO_END = frozenset(("DET", "ADP", "CCONJ", "PUNCT", "PART", "SCONJ"))

#: (first word, one past the last, label)
Labelled = tuple[int, int, str]


@dataclass(slots=True)
class Layers:
    """The layers of a text: a value a word, or spans of words."""

    words: Sequence[str]
    starts: list[bool] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    #: position in the text of each word's head; a root's is its own
    heads: list[int] = field(default_factory=list)
    deprel: list[str] = field(default_factory=list)
    names: list[Labelled] = field(default_factory=list)
    objects: list[Labelled] = field(default_factory=list)
    speech: list[Labelled] = field(default_factory=list)
    #: for each speech span the first word of its cue, or None
    cue_of: list[int | None] = field(default_factory=list)


def annotate(
    heads: Heads,
    words: Sequence[str],
    breaks: Sequence[int],
    cuts: Sequence[Window],
    scores: Sequence[dict[str, Floats]],
    one_sentence: bool = False,
) -> Layers:
    """Every layer of the words; ``one_sentence``: the words are known to be one sentence."""
    made = Layers(words)
    for window, values in zip(cuts, scores, strict=True):
        skip = window.home - window.first
        home = {
            name: value[skip:, skip:] if name in ("arcs", "links") else value[skip:]
            for name, value in values.items()
        }
        _tags(heads, made, home, window)
        _sentences(made, home, breaks, window, one_sentence)
        _trees(heads, made, home, window)
        _mentions(heads, made, home, window)
        _speech(heads, made, home, window)
    return made


def named(made: Layers) -> list[Labelled]:
    """The names of persons, organisations and places, under our labels."""
    return [(start, end, _NAMES[label]) for start, end, label in made.names]


def mentions_of(made: Layers) -> list[Labelled]:
    """Names and objects together, without overlap; where both heads speak, the better one is believed."""
    certain = named(made)
    taken = {word for start, end, _ in certain for word in range(start, end)}
    others = [
        span
        for span in made.objects
        if not taken & set(range(span[0], span[1])) and made.upos[span[1] - 1] not in _NO_END
    ]
    return sorted([*certain, *others])


def _tags(heads: Heads, made: Layers, home: dict[str, Floats], window: Window) -> None:
    for layer in ("upos", "xpos", "feats"):
        labels = heads.labels[layer]
        getattr(made, layer).extend(labels[i] for i in home[layer].argmax(axis=1))
    for word, scores in enumerate(home["lemma"]):
        at = window.home + word
        made.lemma.append(_lemma(heads, made.words[at], made.upos[at], scores))


def _lemma(heads: Heads, form: str, upos: str, scores: Floats) -> str:
    """The likeliest lemma; of a verb, the likeliest that is a common word, if one is.

    Since the encoder sees whole words, it cannot count their letters: "denied" may come out as "deni".
    """
    edits = heads.labels["lemma"]
    best = apply_edit(edits[int(scores.argmax())], form)
    if upos != "VERB" or best.lower() in heads.wordpiece.ids:
        return best
    likely = (apply_edit(edits[i], form) for i in np.argsort(-scores)[:5])
    return next((lemma for lemma in likely if lemma in heads.wordpiece.ids), best)


def _sentences(
    made: Layers, home: dict[str, Floats], breaks: Sequence[int], window: Window, one_sentence: bool
) -> None:
    likely = home["starts"][:, 1] > home["starts"][:, 0]
    for word in range(window.home, window.end):
        first = word == 0 or (not one_sentence and (word == window.home or breaks[word] == NEW_PARAGRAPH))
        made.starts.append(bool(first or (likely[word - window.home] and not one_sentence)))


def _trees(heads: Heads, made: Layers, home: dict[str, Floats], window: Window) -> None:
    words = window.end - window.home
    starts = [word for word in range(words) if made.starts[window.home + word]]
    if not starts or starts[0] != 0:
        starts = [0, *starts]
    found = np.zeros(words, dtype=np.int64)
    for start, end in zip(starts, [*starts[1:], words], strict=True):
        found[start:end] = np.array(best_tree(home["arcs"][start:end, start:end])) + start
    made.heads.extend(int(head) + window.home for head in found)
    left, right = home["label_left"], home["label_right"][found]
    scores = np.einsum("rwj,wj->wr", np.matmul(left[None], heads.arrays["label_between"]), right)
    made.deprel.extend(_relations(heads.labels["deprel"], scores, found))


def _relations(labels: list[str], scores: Floats, found: np.typing.NDArray[np.int64]) -> list[str]:
    """The best relation of each word; "root" for roots and for no other word."""
    root = labels.index("root")
    scores[:, root] = -np.inf
    return ["root" if head == word else labels[int(scores[word].argmax())] for word, head in enumerate(found)]


def _chain(heads: Heads, home: dict[str, Floats], head: str) -> list[Labelled]:
    between, first = heads.arrays[f"{head}_between"], heads.arrays[f"{head}_first"]
    labels = heads.labels[head]
    return spans_of([labels[tag] for tag in best_path(home[head], between, first)])


def _mentions(heads: Heads, made: Layers, home: dict[str, Floats], window: Window) -> None:
    for layer in ("names", "objects"):
        spans = _chain(heads, home, layer)
        getattr(made, layer).extend((s + window.home, e + window.home, label) for s, e, label in spans)


def _speech(heads: Heads, made: Layers, home: dict[str, Floats], window: Window) -> None:
    spans = _chain(heads, home, "speech")
    cues = [start for start, _, label in spans if label == layers.CUE]
    for start, end, label in spans:
        made.speech.append((start + window.home, end + window.home, label))
        near = (
            _same_sentence(made.starts[window.home : window.end], cues, start)
            if label == layers.SOURCE
            else []
        )
        made.cue_of.append(_cue(home["links"], near or cues, start, end, label, window.home))


def _same_sentence(starts: list[bool], cues: list[int], at: int) -> list[int]:
    """The cues of the sentence that a word stands in: a source seldom speaks in another one."""
    number = [0] * len(starts)
    for word in range(1, len(starts)):
        number[word] = number[word - 1] + starts[word]
    return [cue for cue in cues if number[cue] == number[at]]


def _cue(links: Floats, cues: list[int], start: int, end: int, label: str, home: int) -> int | None:
    """The cue that the words of a span point at most; a cue points at itself; None without any cue."""
    if label == layers.CUE:
        return start + home
    if not cues:
        return None
    return cues[int(links[start:end][:, cues].sum(axis=0).argmax())] + home
