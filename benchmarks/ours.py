"""sayso whole, and its network alone: the least that reading can take with this network on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from measuring import Spent, spent
from texts import PUBLISHED, Text


class Sayso:
    """Text to claims, with everything that `sayso read` does in between."""

    def __init__(self) -> None:
        from sayso.pipeline import load_reader

        self.reader = load_reader()

    def read(self, texts: Sequence[Text]) -> Spent:
        """Read them one after the other, as a stream."""
        return spent(lambda: [reading.claims for reading in self.readings(texts)])

    def readings(self, texts: Sequence[Text]) -> Any:
        """What sayso reads in each text."""
        from sayso import intake

        return self.reader.read_many(intake.read_text(text.text, published=PUBLISHED) for text in texts)


class NetworkAlone:
    """The shipped network in ONNX Runtime over the same windows: nothing is decoded, no words are split."""

    def __init__(self) -> None:
        from sayso.language import load_nlp

        self.nlp = load_nlp()
        self._parts: dict[str, list[Any]] = {}

    def read(self, texts: Sequence[Text]) -> Spent:
        """Score every window of the texts; making the windows is not counted."""
        parts = [part for text in texts for part in self._of(text.text)]
        return spent(lambda: [self.nlp.heads.scores(part.text, part.cuts) and None for part in parts])

    def _of(self, text: str) -> list[Any]:
        from sayso.language.write import breaks_of, words_of

        if text not in self._parts:
            doc = self.nlp.blank.make_doc(text)
            self._parts[text] = list(self.nlp._parts(words_of(doc), breaks_of(doc), False))
        return self._parts[text]
