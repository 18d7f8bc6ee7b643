"""What the questions hand to ``assemble``: a happening, and the answers about it.

Each question is a function of a happening (and the Doc it stands in). It answers with nouns of
``model.py``, or with None or nothing and a Problem that says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import model

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass(frozen=True, slots=True, eq=False)
class Happening:
    """Words that say that something happened: the trigger, its head word, its sentence."""

    kind: str
    #: the words that name the happening, a slice of the Doc
    trigger: Span
    #: the word of the trigger that the syntax hangs on
    head: Token
    sentence: Span
    #: heads of other words that tell of the same happening: "exploded, *killing* five"
    also: tuple[Token, ...] = ()
    background: bool = False
    #: said not to have happened
    negated: bool = False
    #: the word told before that it points back at: "five were *killed*, which residents blamed on the army"
    of: Token | None = None
    #: a statement that names no happening of its own ("eleven were taken to hospital"); its kind is the report's
    bare: bool = False
    #: only the network sees it, in a word that need name nothing by itself: "has not been *seen* since"
    seen: bool = False

    @property
    def heads(self) -> tuple[Token, ...]:
        """All words that tell of it, its own head first."""
        return (self.head, *self.also)


def span_of(words: Span) -> model.Span:
    """The words of the Doc as a Span of the report; offsets are code points of its text."""
    return model.Span(words.start_char, words.end_char, words.text)
