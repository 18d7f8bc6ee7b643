"""Report text → Doc: a spaCy Doc with the layers named in ``layers.py``.

>>> nlp = load_nlp()                                             # doctest: +SKIP
>>> [(m.text, m.label_) for m in nlp("Rebels shelled Idlib.").spans["mentions"]]  # doctest: +SKIP
[('Idlib', 'place')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.language import layers

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.language.annotate import Layers
    from sayso.language.heads import Words


class Nlp:
    """Reads text; one is enough for a program, since it keeps nothing of what it read."""

    def __init__(self, folder: Path | None = None, threads: int = 2) -> None:
        import spacy

        from sayso.language.heads import WEIGHTS, Heads

        self.heads = Heads(folder or WEIGHTS, threads)
        self.blank = spacy.blank("en")
        self.name = self.heads.name

    def __call__(self, text: str) -> Doc:
        """The Doc of one text."""
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The Docs of many texts, in their order."""
        from sayso.language.write import breaks_of, words_of, write

        for text in texts:
            doc = self.blank.make_doc(text)
            yield write(doc, self._layers(words_of(doc), breaks_of(doc))) if len(doc) else doc

    def layers_of(self, sentences: Sequence[Sequence[str]], one_sentence: bool = False) -> list[Layers]:
        """The layers of texts that are already words, with no white space known between them."""
        return [self._layers(words, [0] * len(words), one_sentence) for words in sentences]

    def _layers(self, words: Sequence[str], breaks: list[int], one_sentence: bool = False) -> Layers:
        from sayso.language.annotate import annotate
        from sayso.language.windows import windows

        text = self._words(words, breaks)
        cuts = windows(
            [len(pieces) for pieces in text.pieces], [] if one_sentence else _joints(words, breaks)
        )
        return annotate(self.heads, words, breaks, cuts, self.heads.scores(text, cuts), one_sentence)

    def _words(self, words: Sequence[str], breaks: list[int]) -> Words:
        from sayso.language.heads import Words
        from sayso.language.letters import cases_of

        return Words([self.heads.wordpiece.pieces(word) for word in words], cases_of(words), breaks)


def load_nlp(folder: Path | None = None, threads: int = 2) -> Nlp:
    """The reader of texts, with its weights loaded; ``folder`` holds others than the bundled ones."""
    return Nlp(folder, threads)


def _joints(words: Sequence[str], breaks: Sequence[int]) -> list[int]:
    """Words that a window may begin with: after a blank line, else after a full stop."""
    return [
        at
        for at in range(1, len(words))
        if breaks[at] == 2 or (words[at - 1] in '.!?”"' and words[at][:1].isupper())
    ]


__all__ = ["Nlp", "layers", "load_nlp"]
