"""Did it happen: a number for one marked word of each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso.evaluation import as_line

if TYPE_CHECKING:
    from sayso.pipeline import Reader

#: sentences read at one go
_TOGETHER = 64


def predict_factuality(records: Iterable[dict[str, Any]], reader: Reader) -> Iterator[str]:
    """One line a marked word, from -3 (surely did not happen) to 3; the texts are words with one space between them."""
    waiting = list(records)
    for first in range(0, len(waiting), _TOGETHER):
        part = waiting[first : first + _TOGETHER]
        sentences = [record["text"].split(" ") for record in part]
        for record, made in zip(part, reader.nlp.layers_of(sentences, one_sentence=True), strict=True):
            word = record["text"][: record["start"]].count(" ")
            yield as_line({"id": record["id"], "score": round(made.factuality[word], 3)})
