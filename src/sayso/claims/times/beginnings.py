"""With which letters a pattern can begin: where none of them stands, it need not be tried.

Most rules for times begin with one of a few words, and Python tries a pattern at every letter of a text. How a
pattern can begin is read off its own syntax tree, which may say too much and never too little; where it says nothing,
the pattern is tried everywhere.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

#: so many letters of a beginning are told apart
_LETTERS = 3
#: letters that are also another one where case is set aside (long s, Kelvin sign, two forms of i), and digits of other scripts
_OTHERWISE = re.compile("[\u017f\u212a\u0130\u0131]|(?![0-9])\\d")
_BEGINS = re.compile(r"(?<!\w)(?=\S)")
_ZERO_WIDTH = frozenset(("ASSERT", "ASSERT_NOT", "AT"))

#: beginnings in lower case; behind one shorter than ``_LETTERS`` anything may stand. None: it may begin in any way
Beginnings = frozenset[str] | None
#: beginnings that go on with what follows, and those of which no more is known
_Parts = tuple[set[str], set[str]]


def beginnings(pattern: str) -> Beginnings:
    """How what matches the pattern can begin, whatever its case.

    >>> sorted(beginnings(r"(?:the\\s)?(?:last|next) [a-z]+")), beginnings(r"\\w+ ago")
    (['las', 'nex', 'the'], None)
    """
    try:
        # Python's own reader of patterns is not public; without it every pattern is tried everywhere
        parser: Any = importlib.import_module("re._parser")
    except ImportError:
        return None
    going_on, done = _grown({""}, parser.parse(pattern))
    found = going_on | done
    return None if "" in found else frozenset(found)


class Places:
    """Where each beginning stands in a text, at words and at marks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = not _OTHERWISE.search(text)
        self._at: dict[str, list[int]] = {}
        lower = text.lower() if self._plain else ""
        for match in _BEGINS.finditer(lower):
            at = match.start()
            for letters in range(1, _LETTERS + 1):
                self._at.setdefault(lower[at : at + letters], []).append(at)
        self._there = frozenset(self._at)

    def matches(self, pattern: re.Pattern[str], beginnings: Beginnings) -> Iterator[re.Match[str]]:
        """What ``pattern.finditer`` gives of a pattern that begins at no letter behind another one."""
        if beginnings is None or not self._plain:
            yield from pattern.finditer(self._text)
            return
        end = 0
        for at in sorted({at for letters in self._there & beginnings for at in self._at[letters]}):
            if at >= end and (match := pattern.match(self._text, at)):
                yield match
                end = match.end()


def _grown(begun: set[str], items: Iterable[tuple[Any, Any]]) -> _Parts:
    """What has begun so, with what the items of a syntax tree put behind it."""
    done: set[str] = set()
    for kind, about in items:
        done |= {one for one in begun if len(one) == _LETTERS}
        begun = begun - done
        if not begun:
            break
        begun, known = _grown_by(begun, str(kind), about)
        done |= known
    return begun, done


def _grown_by(begun: set[str], kind: str, about: Any) -> _Parts:
    if kind in _ZERO_WIDTH:
        return begun, set()
    if kind == "SUBPATTERN":
        return _grown(begun, about[-1])
    if kind == "BRANCH":
        grown = [_grown(begun, branch) for branch in about[1]]
        return set().union(*(more for more, _ in grown)), set().union(*(known for _, known in grown))
    if kind == "MAX_REPEAT":
        return _repeated(begun, *about)
    letters = {chr(about)} if kind == "LITERAL" else _letters(about) if kind == "IN" else None
    if letters is None:
        return set(), begun
    return {one + letter.lower() for one in begun for letter in letters}, set()


def _repeated(begun: set[str], least: int, most: int, items: Any) -> _Parts:
    found, done = set(begun) if least == 0 else set[str](), set[str]()
    for times in range(1, min(most, _LETTERS) + 1):
        begun, known = _grown(begun, items)
        done |= known
        if times >= least:
            found |= begun
    return found | begun, done


def _letters(choices: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The letters of "[a-z’]"; None if they are more than can be told: white space, "not a letter"."""
    found: set[str] = set()
    for kind, about in choices:
        if str(kind) == "LITERAL":
            found.add(chr(about))
        elif str(kind) == "RANGE":
            found.update(map(chr, range(about[0], about[1] + 1)))
        elif str(about) == "CATEGORY_DIGIT":
            found.update("0123456789")
        else:
            return None
    return found
