"""Scores → layers: what the heads say of a text's words, as plain values, ready for a Doc."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sayso.language import layers
from sayso.language.decode import Floats, best_paths, best_tree, spans_of
from sayso.language.fillers import scores_of
from sayso.language.heads import Heads, Ints, Scores
from sayso.language.lemmas import apply_edit
from sayso.language.letters import NEW_PARAGRAPH
from sayso.language.links import Labelled, attributions
from sayso.language.sentence_ends import goes_on
from sayso.language.subjects import appositions
from sayso.language.windows import Window

_NAMES = {"PER": layers.PERSON, "ORG": layers.ORGANISATION, "LOC": layers.PLACE}

#: what no mention ends with: where the two heads meet, a scrap like "the northern" may be left
_NO_END = frozenset(("DET", "ADP", "CCONJ", "PUNCT", "PART", "SCONJ"))

#: heads that tag in a chain, and heads that score pairs of words
_CHAINS = ("names", "objects", "speech")
_PAIRS = ("arcs", "links")
#: a happening less sure than this is nobody's concern
_LEAST = 0.1
#: so many lemmas of a verb are tried
_TRIED = 5


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
    #: from -3, surely did not happen, to 3, surely did
    factuality: list[float] = field(default_factory=list)
    #: by word: the kind of happening that it may name, and how sure it is that it names one, from 0 to 1
    happenings: dict[int, tuple[str, float]] = field(default_factory=dict)
    #: by word that may name a happening: the first word of its sentence, and how well each of its words fills each role
    fillers: dict[int, tuple[int, Floats]] = field(default_factory=dict)


def annotate(
    heads: Heads,
    made: Layers,
    breaks: Sequence[int],
    cuts: Sequence[Window],
    scores: Sequence[Scores],
    one_sentence: bool = False,
) -> None:
    """Write the layers of the windows' words behind those that stand in ``made`` already.

    ``one_sentence``: the words are known to be one sentence.
    """
    homes = [_home(window, values) for window, values in zip(cuts, scores, strict=True)]
    paths = iter(best_paths([heads.chain(head, home[head]) for home in homes for head in _CHAINS]))
    for window, home in zip(cuts, homes, strict=True):
        _tags(heads, made, home, window)
        _sentences(made, home, breaks, window, one_sentence)
        _trees(heads, made, home, window)
        spans = {head: _labelled(heads.labels[head], next(paths)) for head in _CHAINS}
        made.names.extend(_moved(spans["names"], window.home))
        made.objects.extend(_moved(spans["objects"], window.home))
        _speech(made, home["links"], spans["speech"], window)
        if "happenings" in home:
            made.happenings.update(_happenings(heads.labels["happenings"], home["happenings"], window.home))
            made.fillers.update(_fillers(heads, made, home, window))
        made.factuality.extend(np.clip(home["factuality"], -3, 3).tolist() if "factuality" in home else ())


def _home(window: Window, scores: Scores) -> Scores:
    """The scores of the words that are labelled in this window, without those read for context only."""
    skip = window.home - window.first
    return {
        head: values[skip:, skip:] if head in _PAIRS else values[skip:] for head, values in scores.items()
    }


def _labelled(labels: Sequence[str], path: Sequence[int]) -> list[Labelled]:
    return spans_of([labels[tag] for tag in path])


def _moved(spans: Iterable[Labelled], by: int) -> Iterator[Labelled]:
    """The spans of a window counted in words of the text."""
    return ((start + by, end + by, label) for start, end, label in spans)


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


def _tags(heads: Heads, made: Layers, home: Scores, window: Window) -> None:
    for layer in ("upos", "xpos", "feats"):
        labels = heads.labels[layer]
        getattr(made, layer).extend(labels[i] for i in home[layer].argmax(axis=1).tolist())
    scores = home["lemma"]
    for word, best in enumerate(scores.argmax(axis=1).tolist()):
        at = window.home + word
        made.lemma.append(_lemma(heads, made.words[at], made.upos[at], best, scores[word]))


def _lemma(heads: Heads, form: str, upos: str, best: int, scores: Floats) -> str:
    """The known lemma, else the likeliest; of a verb, the likeliest that is a common word, if one is."""
    known = heads.lemmas.known(form, upos)
    if known is not None:
        return known
    edits = heads.labels["lemma"]
    likeliest = apply_edit(edits[best], form)
    if upos != "VERB" or likeliest.lower() in heads.wordpiece.ids:
        return likeliest
    tried = min(_TRIED, len(edits))
    first = scores.argpartition(-tried)[-tried:]
    likely = (apply_edit(edits[i], form) for i in first[np.argsort(-scores[first])])
    return next((lemma for lemma in likely if lemma in heads.wordpiece.ids), likeliest)


def _sentences(made: Layers, home: Scores, breaks: Sequence[int], window: Window, one_sentence: bool) -> None:
    likely = home["starts"][:, 1] > home["starts"][:, 0]
    for word in range(window.home, window.end):
        first = word == 0 or (not one_sentence and (word == window.home or breaks[word] == NEW_PARAGRAPH))
        begins = first or (likely[word - window.home] and not one_sentence and not goes_on(made.words, word))
        made.starts.append(bool(begins))


def _trees(heads: Heads, made: Layers, home: Scores, window: Window) -> None:
    words = window.end - window.home
    starts = [word for word in range(words) if made.starts[window.home + word]]
    if not starts or starts[0] != 0:
        starts = [0, *starts]
    found = np.zeros(words, dtype=np.int64)
    for start, end in zip(starts, [*starts[1:], words], strict=True):
        found[start:end] = best_tree(home["arcs"][start:end, start:end])
        found[start:end] += start
    relations = _relations(heads.labels["deprel"], _arc_scores(heads, home, found), found)
    up = found.tolist()
    for second, first in appositions(made.words[window.home : window.end], up, relations):
        up[second], relations[second] = first, "appos"
    made.heads.extend(word + window.home for word in up)
    made.deprel.extend(relations)


def _arc_scores(heads: Heads, home: Scores, found: Ints) -> Floats:
    """How well each relation fits each word and its head: [word, relation]."""
    left, right = home["label_left"], home["label_right"][found]
    products = left @ heads.relations
    fits: Floats = np.matmul(products.reshape(len(left), -1, right.shape[1]), right[:, :, None])
    return fits[:, :, 0]


def _relations(labels: list[str], scores: Floats, found: Ints) -> list[str]:
    """The best relation of each word; "root" for roots and for no other word."""
    scores[:, labels.index("root")] = -np.inf
    best = scores.argmax(axis=1).tolist()
    return ["root" if head == word else labels[best[word]] for word, head in enumerate(found.tolist())]


def _happenings(kinds: Sequence[str], scores: Floats, first: int) -> Iterator[tuple[int, tuple[str, float]]]:
    """The words that may name a happening; the first of the scores is that of none."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    sure = 1 - shares[:, 0] / shares.sum(axis=1)
    likeliest = 1 + scores[:, 1:].argmax(axis=1)
    for word in np.flatnonzero(sure >= _LEAST).tolist():
        yield first + word, (kinds[likeliest[word]], round(float(sure[word]), 3))


def _fillers(
    heads: Heads, made: Layers, home: Scores, window: Window
) -> Iterator[tuple[int, tuple[int, Floats]]]:
    """The scores of the words beside each word of the window that may name a happening."""
    starts = [word for word in range(window.home, window.end) if made.starts[word]]
    for start, end in zip(starts, [*starts[1:], window.end], strict=True):
        fillers = home["filler_roles"][start - window.home : end - window.home]
        for word in (one for one in range(start, end) if one in made.happenings):
            own = home["happening_roles"][word - window.home]
            yield word, (start, scores_of(own, fillers, word - start, heads.roles))


def _speech(made: Layers, links: Floats, spans: Sequence[Labelled], window: Window) -> None:
    sentence = list(itertools.accumulate(made.starts[window.home : window.end]))
    for (start, end, label), cue in attributions(spans, links, sentence):
        made.speech.append((start + window.home, end + window.home, label))
        made.cue_of.append(None if cue is None else cue + window.home)
