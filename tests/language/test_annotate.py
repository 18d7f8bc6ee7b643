"""Scores become layers: heads that say what they are told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from sayso.language import Nlp
from sayso.language.annotate import Layers, annotate, mentions_of
from sayso.language.decode import Chain
from sayso.language.heads import Heads, Scores
from sayso.language.lemmas import Lemmas
from sayso.language.windows import Window

LABELS = {
    "upos": ["NOUN", "VERB"], "xpos": ["NN", "VBD"], "feats": ["_"], "lemma": ["l0|", "l2|", "l3|y"],
    "deprel": ["root", "nsubj", "obj"], "names": ["O", "B-ORG", "I-ORG"], "objects": ["O", "B-weapon"],
    "speech": ["O", "B-source", "B-cue", "B-content", "I-content"],
}  # fmt: skip
WORDS = ["Police", "denied", "shooting"]


def flat(head: str, scores: Any) -> Chain:
    """A chain in which every step is as likely as every other."""
    tags = len(LABELS[head])
    return Chain(scores, np.zeros((tags, tags), np.float32), np.zeros(tags, np.float32))


HEADS = cast(
    Heads,
    SimpleNamespace(
        labels=LABELS,
        chain=flat,
        relations=np.eye(2, 6, dtype=np.float32),
        wordpiece=SimpleNamespace(ids={"deny": 0, "police": 1, "shooting": 2}),
        lemmas=Lemmas({}),
        roles=None,
    ),
)


def said(labels: list[str], *wanted: str) -> Any:
    """Scores that want these labels."""
    return np.array([[float(label == one) for label in labels] for one in wanted], np.float32)


def scores(**more: Any) -> Scores:
    """What the heads say of WORDS: the police are the source of a denial of a shooting."""
    return {
        "starts": said(["in", "first"], "first", "in", "in"),
        "upos": said(LABELS["upos"], "NOUN", "VERB", "NOUN"),
        "xpos": said(LABELS["xpos"], "NN", "VBD", "NN"),
        "feats": said(LABELS["feats"], "_", "_", "_"),
        "lemma": np.array([[2, 1, 0], [1, 3, 2], [2, 1, 0]], np.float32),
        "arcs": np.array([[0, 1, 0], [0, 1, 0], [0, 1, 0]], np.float32),
        "label_left": np.ones((3, 2), np.float32),
        "label_right": np.ones((3, 2), np.float32),
        "names": said(LABELS["names"], "B-ORG", "O", "O"),
        "objects": said(LABELS["objects"], "O", "O", "B-weapon"),
        "speech": said(LABELS["speech"], "B-source", "B-cue", "B-content"),
        "links": np.eye(3, dtype=np.float32),
    } | more


def layers_of(*given: Scores, cuts: list[Window]) -> Layers:
    made = Layers(WORDS)
    annotate(HEADS, made, [0] * len(WORDS), cuts, given)
    return made


def test_layers_are_what_the_heads_say() -> None:
    """Every layer is written, and the verb's lemma is the likeliest that is a word: not "deni"."""
    made = layers_of(scores(), cuts=[Window(0, 0, 3)])
    assert made.lemma == ["police", "deny", "shooting"]
    assert (made.heads, made.deprel[1], made.starts) == ([1, 1, 1], "root", [True, False, False])
    assert made.speech == [(0, 1, "source"), (1, 2, "cue"), (2, 3, "content")] and made.cue_of == [1, 1, 1]
    assert mentions_of(made) == [(0, 1, "organisation"), (2, 3, "weapon")]


def test_a_head_that_nobody_reads_is_no_fault() -> None:
    """Weights may bring a head more, with a value a word: what is read stays the same."""
    more = scores(moods=np.zeros(3, np.float32))
    cuts = [Window(0, 0, 3)]
    assert layers_of(more, cuts=cuts) == layers_of(scores(), cuts=cuts)


def test_words_read_for_context_are_not_labelled_again() -> None:
    """Two windows that overlap give each word one value, counted in words of the text."""
    whole, half = (
        scores(),
        {name: value[:1, :1] if name in ("arcs", "links") else value[:1] for name, value in scores().items()},
    )
    made = layers_of(half, whole, cuts=[Window(0, 0, 1), Window(0, 1, 3)])
    assert made.upos == ["NOUN", "VERB", "NOUN"] and made.heads == [0, 1, 1]
    assert made.speech == [(0, 1, "source"), (1, 2, "cue"), (2, 3, "content")]
    assert made.cue_of == [None, 1, 1]


def test_neighbours_change_nothing(reader: Any) -> None:
    """A text has the same layers alone, after a long text, and beside an empty one."""
    nlp: Nlp = reader.nlp
    text = "Police denied the shooting. “No shot was fired,” Colonel Peter Asaba said."
    long = "The ministry said that the bridge had been hit twice. " * 60
    alone, *_, among = nlp(text), *nlp.pipe([long, "", text])
    assert [(t.text, t.tag_, t.lemma_, t.head.i, t.dep_) for t in alone] == [
        (t.text, t.tag_, t.lemma_, t.head.i, t.dep_) for t in among
    ]
    assert [str(span) for span in alone.spans["speech"]] == [str(span) for span in among.spans["speech"]]


def test_marks_without_end_are_one_word(reader: Any) -> None:
    """Thousands of marks in a row cost no more than a word, and the text after them is read."""
    doc = reader.nlp.blank.make_doc("!?…" * 20_000 + " Police denied it.")
    assert [token.text for token in doc[1:]] == ["Police", "denied", "it", "."]
