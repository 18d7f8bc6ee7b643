"""Phrases of the vocabulary in a Doc: words in a row, each as it is written or in any of its forms."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.claims.grammar.lemmas import lemma
from sayso.claims.grammar.syntax import once

if TYPE_CHECKING:
    from spacy.tokens import Doc

Pattern = tuple[str, ...]


def phrases_in(doc: Doc, phrases: dict[Pattern, str]) -> Iterator[tuple[int, int, str]]:
    """(first, one past the last, value) of the longest phrases; "~" before a word matches any form of it."""
    starting = _by_first(tuple(phrases))
    forms = once(doc, "forms", _forms)
    at = 0
    while at < len(doc):
        found = [p for first in forms[at] for p in starting.get(first, ()) if _fits(p, forms, at)]
        longest = max(found, key=len, default=())
        if longest:
            yield at, at + len(longest), phrases[longest]
        at += max(1, len(longest))


def _forms(doc: Doc) -> list[set[str]]:
    """For each token its word and its lemma."""
    return [{token.lower_, "~" + lemma(token)} for token in doc]


def _fits(pattern: Pattern, forms: Sequence[set[str]], at: int) -> bool:
    return at + len(pattern) <= len(forms) and all(
        word in forms[at + offset] for offset, word in enumerate(pattern)
    )


@functools.cache
def _by_first(patterns: tuple[Pattern, ...]) -> dict[str, list[Pattern]]:
    found: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        found.setdefault(pattern[0], []).append(pattern)
    return found


def pattern(phrase: str) -> Pattern:
    """The words of a phrase as the tokeniser cuts them: a hyphen between letters is a word of its own."""
    return tuple(part for word in phrase.split() for part in re.split("(?<=[a-z])(-)(?=[a-z])", word))
