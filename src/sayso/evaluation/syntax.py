"""Tags and trees on gold tokens, as CoNLL-U."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.language.annotate import Layers
    from sayso.pipeline import Reader


def predict_syntax(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """The sentences in CoNLL-U, each known to be one sentence."""
    sentences = [record["words"] for record in records]
    for start in range(0, len(sentences), 64):
        for layers in reader.nlp.layers_of(sentences[start : start + 64], one_sentence=True):
            yield from _rows(layers)
            yield ""


def _rows(layers: Layers) -> Iterator[str]:
    for at, word in enumerate(layers.words):
        head = 0 if layers.heads[at] == at else layers.heads[at] + 1
        cells = (
            at + 1,
            word,
            layers.lemma[at],
            layers.upos[at],
            layers.xpos[at],
            layers.feats[at],
            head,
            layers.deprel[at],
        )
        yield "\t".join(map(str, cells)) + "\t_\t_"
