"""Report text → Doc: a spaCy Doc with the layers named in ``layers.py``.

>>> nlp = load_nlp()                                             # doctest: +SKIP
>>> [(m.text, m.label_) for m in nlp("Rebels shelled Idlib.").spans["mentions"]]  # doctest: +SKIP
[('Idlib', 'place')]
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.language import layers

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from sayso.language.annotate import Layers
    from sayso.language.heads import Scores, Words
    from sayso.language.windows import Window

#: what has no white space for so long is no writing, and is left in one piece
_ENDLESS = re.compile(r"\S{400,}")
#: windows that are decoded at one go: a long text is never held whole as scores
TOGETHER = 8
#: words that spaCy remembers, about 400 bytes each
MOST_WORDS = 200_000
#: groups of windows scored ahead of the one that is decoded
AHEAD = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """Some windows of a text, and its layers, which they fill."""

    text: Words
    cuts: Sequence[Window]
    made: Layers
    last: bool


class Nlp:
    """Reads text; one is enough for a program, since it keeps nothing of what it read."""

    def __init__(self, folder: Path | None = None, threads: int = 2) -> None:
        from threadpoolctl import ThreadpoolController

        from sayso.language.heads import WEIGHTS, Heads

        self.heads = Heads(folder or WEIGHTS, threads)
        self._one_thread = threads == 1
        self.blank = self._new_blank()
        self.name = self.heads.name
        self._blas = ThreadpoolController().select(user_api="blas")

    def __call__(self, text: str) -> Doc:
        """The Doc of one text."""
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The Docs of many texts, in their order; while one is written, the next is already being scored."""
        from sayso.language.write import breaks_of, words_of, write

        docs: deque[Doc] = deque()

        def words() -> Iterator[tuple[Sequence[str], list[int]]]:
            for text in texts:
                docs.append(self._doc(text))
                yield words_of(docs[-1]), breaks_of(docs[-1])

        for made in self._layers(words()):
            yield write(docs.popleft(), made, self.heads.roles)

    def _doc(self, text: str) -> Doc:
        """The words of the text. spaCy keeps every word that it ever saw: from time to time it begins anew."""
        if len(self.blank.vocab.strings) > MOST_WORDS:
            self.blank = self._new_blank()
        return self.blank.make_doc(text)

    def _new_blank(self) -> Language:
        from sayso.language.quick_spacy import quick_spacy

        blank: Language = quick_spacy().blank("en")
        # spaCy peels marks off a word one by one and looks through the rest each time
        tokenizer: Any = blank.tokenizer
        tokenizer.token_match = _ENDLESS.match
        return blank

    def layers_of(self, sentences: Iterable[Sequence[str]], one_sentence: bool = False) -> list[Layers]:
        """The layers of texts that are already words, with no white space known between them."""
        return list(self._layers(((words, [0] * len(words)) for words in sentences), one_sentence))

    def _layers(
        self, texts: Iterable[tuple[Sequence[str], list[int]]], one_sentence: bool = False
    ) -> Iterator[Layers]:
        """The layers of each text: its words and what stands before each of them."""
        from sayso.language.annotate import annotate

        parts = (part for words, breaks in texts for part in self._parts(words, breaks, one_sentence))
        for part, scores in self._scored(parts):
            # numpy's threads would only take the cores away from the network, which is scoring the next part
            with self._blas.limit(limits=1):
                annotate(self.heads, part.made, part.text.breaks, part.cuts, scores, one_sentence)
            if part.last:
                yield part.made

    def _parts(self, words: Sequence[str], breaks: list[int], one_sentence: bool) -> Iterator[_Part]:
        from sayso.language.annotate import Layers
        from sayso.language.heads import Words
        from sayso.language.letters import cases_of
        from sayso.language.windows import windows

        text = Words([self.heads.wordpiece.pieces(word) for word in words], cases_of(words), breaks)
        joints = [] if one_sentence else _joints(words, breaks)
        cuts, made = windows([len(pieces) for pieces in text.pieces], joints), Layers(words)
        for start in range(0, len(cuts) or 1, TOGETHER):
            end = start + TOGETHER
            yield _Part(text, cuts[start:end], made, end >= len(cuts))

    def _scored(self, parts: Iterable[_Part]) -> Iterator[tuple[_Part, Sequence[Scores]]]:
        """Each part with its scores. The network has a thread of its own, so that it never waits for Python.

        Where there is but one core for both, nothing is scored ahead.
        """
        if self._one_thread:
            yield from ((part, self.heads.scores(part.text, part.cuts)) for part in parts)
            return
        waiting: deque[tuple[_Part, Future[list[Scores]]]] = deque()
        with ThreadPoolExecutor(1, "sayso-heads") as network:
            for part in parts:
                waiting.append((part, network.submit(self.heads.scores, part.text, part.cuts)))
                if len(waiting) > AHEAD:
                    done, scores = waiting.popleft()
                    yield done, scores.result()
            for done, scores in waiting:
                yield done, scores.result()


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
