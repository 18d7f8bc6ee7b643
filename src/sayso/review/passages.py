"""Words and sentences of a report's text, by their ends alone: to choose words in it a step at a time, without a model."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.model import Span
from sayso.text import whole_words

#: after these a sentence may end: a line, or a full stop with what closes a quotation
_END = re.compile(r"\n+|[.!?…。؟]+[\"'”’»)\]]*(?=\s)")
_WORD = re.compile(r"\S+")


def sentence_around(words: Span, text: str, known: Iterable[Span] = ()) -> Span:
    """The sentence that has the words: one that a reader found (``known``), else from one sentence's end to the next."""
    for span in sorted(known, key=lambda span: span.end - span.start):
        if span.start <= words.start and words.end <= span.end:
            return span
    return _trimmed(_end_before(words.start, text), _end_after(words.end, text), text)


def widened(passage: Span, text: str, *, before: bool) -> Span:
    """The passage and the sentence before or after it; the passage itself where there is none."""
    if before:
        start = len(text[: passage.start].rstrip())
        return _trimmed(_end_before(max(0, start - 1), text), passage.end, text) if start else passage
    rest = text[passage.end :]
    end = passage.end + len(rest) - len(rest.lstrip())
    return _trimmed(passage.start, _end_after(end, text), text) if end < len(text) else passage


def stepped(words: Span, text: str, *, start: int = 0, end: int = 0) -> Span:
    """The words with their start or their end a word further (1) or back (-1); as they are where that leaves nothing."""
    spots = list(_WORD.finditer(text, max(0, words.start - 400), min(len(text), words.end + 400)))
    first = next((n for n, one in enumerate(spots) if one.end() > words.start), 0) + start
    last = next((n for n, one in reversed(list(enumerate(spots))) if one.start() < words.end), 0) + end
    if not 0 <= first <= last < len(spots):
        return words
    begin = spots[first].start() if start else words.start
    stop = spots[last].end() if end else words.end
    return whole_words(begin, stop, text) or words


def _end_before(at: int, text: str) -> int:
    found = [one.end() for one in _END.finditer(text, max(0, at - 3000), at)]
    return found[-1] if found else max(0, at - 3000)


def _end_after(at: int, text: str) -> int:
    found = _END.search(text, at)
    return (found.start() if found.group().startswith("\n") else found.end()) if found else len(text)


def _trimmed(start: int, end: int, text: str) -> Span:
    return whole_words(start, end, text) or Span(start, end, text[start:end])
