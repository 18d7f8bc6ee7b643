"""What a publisher says of its own report: corrected, taken back."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from sayso import vocabulary
from sayso.model import Problem, Span
from sayso.problems import problem

#: a notice is a paragraph and not the whole report
_LONGEST = 800
_SHOWN = 160


def notices_of(text: str, title: str | None, stated: str | None = None) -> tuple[Problem, ...]:
    """Each notice as a problem that points at its words; what the page states beside its text has none."""
    found = [*_in_text(text), *_in_title(title or "")]
    if stated and not any(one.code == "corrected" for one in found):
        found.append(problem("corrected", words=_short(stated)))
    return tuple(found)


def _in_text(text: str) -> Iterator[Problem]:
    for paragraph in re.finditer(r"[^\n]+", text):
        words = paragraph[0].strip()
        if len(words) > _LONGEST:
            continue
        start = paragraph.start() + paragraph[0].index(words)
        code = next((code for code in ("withdrawn", "corrected") if _patterns(code).search(words)), None)
        if code:
            yield problem(code, Span(start, start + len(words), words), words=_short(words))


def _in_title(title: str) -> Iterator[Problem]:
    for code in ("withdrawn", "corrected"):
        if _patterns(f"{code}_title").search(title):
            yield problem(code, words=_short(title))
            return


@functools.cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in vocabulary.load("notices")[name]))


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
