"""Where a report speaks to a language model instead of to its readers: such a sentence, and the rest of its line.

Prompts do not keep a model from obeying, so what it takes from there is refused, whatever it is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from sayso import vocabulary
from sayso.model import Span
from sayso.model_reader.visible import Visible

_SENTENCE = re.compile(r"[^\n]*?(?:[.!?…؟。！？][\"'”’»)]*(?=\s)|(?=\n)|\Z)", re.DOTALL)


def addressed_to_a_model(seen: Visible) -> tuple[Span, ...]:
    """The stretches that do, in reading order: an order may take several sentences, seldom a new line."""
    found: list[tuple[int, int]] = []
    for start, end in _sentences(seen.text):
        if found and start < found[-1][1]:
            continue
        if any(pattern.search(seen.text, start, end) for pattern in _patterns()):
            line = seen.text.find("\n", end)
            found.append((start, len(seen.text.rstrip()) if line < 0 else line))
    return tuple(seen.span(start, end) for start, end in found)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            yield start, end


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    listed = vocabulary.load("addressed")["patterns"]
    return tuple(re.compile(pattern, re.IGNORECASE | re.MULTILINE) for pattern in listed)
