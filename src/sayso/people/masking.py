"""Roles in the place of names, in any string: whole names in any look, and parts of them where those are names too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sayso import vocabulary
from sayso.people.looks import Letters, alike, letters

#: names are looked up by so many of their first letters, shorter ones by all
_FIRST = (4, 3, 2)
#: what may stand between two parts of one name: signs, and one initial
_BETWEEN = re.compile(r"\W{0,3}(?:\w\W{1,2})?")
#: in an address a part of a name needs so many letters
_LONG = 5


@dataclass(frozen=True, slots=True)
class Hidden:
    """A name that is protected and what stands in its place; ``parts``: its words alone name the person too."""

    name: str
    role: str
    parts: bool = True


@dataclass(frozen=True, slots=True)
class _Key:
    letters: str
    #: without the difference between I, l and 1
    alike: str
    #: None: an open name, which covers what it holds
    hidden: Hidden | None
    #: one word only: it must begin with a capital, and an I is no l
    single: bool


class Masker:
    """Puts roles in the place of the hidden names; a longer open name covers a hidden part of it.

    ``also`` hides besides what is hidden here, but for names that are open here.
    """

    def __init__(
        self, hidden: Iterable[Hidden], open_names: Iterable[str] = (), also: Masker | None = None
    ) -> None:
        self._also = also
        self._done: dict[str, str] = {}
        self._looks: dict[str, list[_Key]] = {}
        self._sounds: dict[str, list[_Key]] = {}
        keys = [key for one in hidden for key in _keys(one)]
        self._any = bool(keys) or bool(also)
        keys += [_key(name, None, False) for one in open_names if self._any and (name := letters(one).joined)]
        for key in keys:
            self._put(self._looks, key)
        for one in (key for key in keys if key.hidden):
            self._put(self._sounds, one)

    @staticmethod
    def _put(table: dict[str, list[_Key]], key: _Key) -> None:
        table.setdefault(key.alike[: _FIRST[0]], []).append(key)

    def __bool__(self) -> bool:
        """There is something to hide."""
        return self._any

    def __call__(self, text: str) -> str:
        """The text with roles for names: the role alone where the text is nothing but the name, else in brackets."""
        if not self._any:
            return text
        if text not in self._done:
            self._done[text] = self._masked(text)
        return self._done[text]

    def _masked(self, text: str) -> str:
        found = self.find(text)
        if not found:
            return text
        if len(found) == 1 and not re.search(r"\w", text[: found[0][0]] + text[found[0][1] :]):
            return found[0][2]
        parts, at = [], 0
        for start, end, role in found:
            parts += [text[at:start], f"[{role}]"]
            at = end
        return "".join((*parts, text[at:]))

    def url(self, address: str) -> str:
        """The address; only its host where a name stands in it."""
        plain = unquote(address)
        if not self._any or not (self.find(plain) or self._in_small_letters(plain)):
            return address
        parts = urlsplit(address)
        host = "" if self.find(parts.netloc) or self._in_small_letters(parts.netloc) else parts.netloc
        return f"{parts.scheme}://{host}/" if host else ""

    def black(self, text: str) -> str:
        """The text, as long as before, with a block for each letter of a name: offsets into it stay right."""
        for start, end, _ in self.find(text) if self._any else []:
            text = f"{text[:start]}{'█' * (end - start)}{text[end:]}"
        return text

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Where hidden names stand: start, end, role; in order, none within another."""
        covered: list[tuple[int, int, Hidden | None]] = []
        # longer ones first; of equals what is hidden here, then what is open here, then what is hidden besides
        found = sorted(self._everything(text), key=lambda one: (one[0] - one[1], one[0], one[3]))
        for start, end, hidden, _ in found:
            if all(end <= a or start >= b for a, b, _ in covered):
                covered.append((start, end, hidden))
        return _joined(sorted(((a, b, one) for a, b, one in covered if one), key=lambda one: one[:2]), text)

    def named(self, text: str) -> set[Hidden]:
        """The hidden names that stand in the text."""
        return {hidden for _, _, hidden, _ in self._everything(text) if hidden} if self._any else set()

    def _everything(self, text: str) -> Iterator[tuple[int, int, Hidden | None, int]]:
        looks = letters(text)
        sounds = None if text.isascii() else letters(text, sounds=True)
        for masker, own in ((self, True), (self._also, False)):
            if masker is not None:
                found = list(masker._found(looks, masker._looks, text))
                if sounds is not None:
                    found += masker._found(sounds, masker._sounds, text)
                yield from ((*one, (1 if one[2] is None else 0) if own else 2) for one in found)

    def _found(
        self, told: Letters, table: dict[str, list[_Key]], text: str
    ) -> Iterator[tuple[int, int, Hidden | None]]:
        same = alike(told.joined)
        for word, at in zip(told.words, told.starts, strict=True):
            for key in (key for count in _FIRST for key in table.get(same[at : at + count], ())):
                end = told.ends.get(at + len(key.letters))
                if end is None or not same.startswith(key.alike, at):
                    continue
                # one word must begin with a capital, and in it an I is no l
                exact = told.joined.startswith(key.letters, at) and not text[word.start].islower()
                if exact or not key.single:
                    yield word.start, end, key.hidden

    def _in_small_letters(self, text: str) -> bool:
        words = {word.letters for word in letters(text).words}
        keys = (key for keys in self._looks.values() for key in keys if key.single)
        return any(key.letters in words for key in keys if len(key.letters) >= _LONG)


def _key(name: str, hidden: Hidden | None, single: bool) -> _Key:
    return _Key(name, alike(name), hidden, single)


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name that name somebody alone: no particles, no initials."""
    particles = vocabulary.load("people")["particles"]["words"]
    words = (word.letters for word in letters(name).words)
    return tuple(
        word for word in words if word not in particles and len(word) > (1 if not word.isascii() else 2)
    )


def _keys(hidden: Hidden) -> Iterator[_Key]:
    """All ways in which the name is looked for: whole, last word first, with an initial, its words alone."""
    words = [word.letters for word in letters(hidden.name).words]
    parts = parts_of(hidden.name)
    if len(words) < 2:
        yield from (_key(word, hidden, True) for word in words)
        return
    yield _key("".join(words), hidden, False)
    yield _key("".join((words[-1], *words[:-1])), hidden, False)
    yield _key("".join((words[0], words[-1])), hidden, False)
    yield _key("".join((words[0][0], *words[1:])), hidden, False)
    if hidden.parts:
        yield from (_key(part, hidden, True) for part in parts)


def _joined(found: list[tuple[int, int, Hidden]], text: str) -> list[tuple[int, int, str]]:
    """Parts of one name that stand side by side as one."""
    rows: list[tuple[int, int, Hidden]] = []
    for start, end, hidden in found:
        if rows and rows[-1][2] == hidden and _BETWEEN.fullmatch(text[rows[-1][1] : start]):
            rows[-1] = (rows[-1][0], end, hidden)
        else:
            rows.append((start, end, hidden))
    return [(start, end, hidden.role) for start, end, hidden in rows]
