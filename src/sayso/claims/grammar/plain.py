"""The Doc in plain Python: objects that answer to spaCy's names, each made once.

spaCy makes a Token and a Span anew whenever one is asked for, and looks up every word and label in its table of
strings each time. The rules ask a million times a report. Here the tokens of a Doc are made once, and what they answer
is an attribute. What is asked seldom is found at the first call; what no rule has asked yet, spaCy is asked.

Tokens are compared by what they are, spans by what they hold: of equal spans there is only one, so "is" will do for both.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

T = TypeVar("T")

_NAME = "plain"
#: what spaCy answers that is as plain here
_VALUES = (str, bool, int, float)


def plain(doc: Doc) -> Doc:
    """The Doc as plain objects, made at the first call and kept with it; they stand in for spaCy's wherever rules read."""
    if isinstance(doc, PlainDoc):
        return doc
    if _NAME not in doc.user_data:
        doc.user_data[_NAME] = PlainDoc(doc)
    return cast("Doc", doc.user_data[_NAME])


def kept(question: Callable[[Token], T]) -> Callable[[Token], T]:
    """A question about one token alone, whose answer is kept with the token where that is a plain one.

    The answer is the same object each time: nobody may change it.
    """

    @functools.wraps(question)
    def answered(token: Token) -> T:
        try:
            answers: dict[Any, T] = token.answers  # type: ignore[attr-defined]
        except AttributeError:
            return question(token)
        if question not in answers:
            answers[question] = question(token)
        return answers[question]

    return answered


class _Lazy:
    """Answers that are found when they are first asked for, and kept."""

    __slots__ = ()
    _later: dict[str, Callable[[Any], Any]]

    def __getattr__(self, name: str) -> Any:
        make = self._later.get(name)
        if make is None:
            return self._as_plain(getattr(self._origin(), name))
        found = make(self)
        setattr(self, name, found)
        return found

    def _as_plain(self, value: Any) -> Any:
        """What spaCy answers, with our tokens and spans in place of its own; of several, all."""
        if isinstance(value, _VALUES):
            return value
        doc = self._doc()
        if hasattr(value, "start_char"):
            return doc.like(value)
        return doc.words[value.i] if hasattr(value, "i") else tuple(map(self._as_plain, value))

    def _origin(self) -> Any:
        """The object of spaCy's that this one stands for."""
        raise NotImplementedError

    def _doc(self) -> PlainDoc:
        raise NotImplementedError


class PlainToken(_Lazy):
    """A token; its words and labels are there from the beginning."""

    __slots__ = (
        "ancestors", "answers", "children", "dep_", "doc", "head", "i", "idx", "is_alpha", "is_digit", "is_punct", "is_space", "is_upper",
        "left_edge", "lefts", "lemma_", "like_num", "lower_", "pos_", "right_edge", "rights", "sent", "subtree", "tag_", "text",
        "whitespace_",
    )  # fmt: skip

    def __init__(self, doc: PlainDoc, token: Token) -> None:
        self.doc = doc
        self.i = token.i
        self.idx = token.idx
        self.text = token.text
        self.lower_ = token.lower_
        self.lemma_ = token.lemma_
        self.tag_ = token.tag_
        self.pos_ = token.pos_
        self.dep_ = token.dep_
        self.whitespace_ = token.whitespace_
        self.is_space = token.is_space
        self.is_punct = token.is_punct
        self.head = self
        self.lefts: list[PlainToken] = []
        self.rights: list[PlainToken] = []
        #: what ``kept`` questions found
        self.answers: dict[Any, Any] = {}

    def nbor(self, by: int = 1) -> PlainToken:
        """The token so many places on; IndexError where the text has none."""
        if not 0 <= self.i + by < len(self.doc.words):
            raise IndexError(f"no token {by} places from token {self.i}")
        return self.doc.words[self.i + by]

    def is_ancestor(self, other: PlainToken) -> bool:
        """Does the other hang on this one, however far down?"""
        return self in other.ancestors

    def depth(self) -> int:
        """How many words it hangs on; white space and marks that nothing hangs on count as the lowest."""
        mark = (self.is_space or self.is_punct) and not self.lefts and not self.rights
        return len(self.doc.words) - 1 if mark else len(self.ancestors)

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __lt__(self, other: PlainToken) -> bool:
        return self.idx < other.idx

    def __repr__(self) -> str:
        return self.text

    def _origin(self) -> Any:
        return self.doc.origin[self.i]

    def _doc(self) -> PlainDoc:
        return self.doc

    def _ancestors(self) -> list[PlainToken]:
        found, at = [], self
        while at.head is not at:
            at = at.head
            found.append(at)
        return found

    def _subtree(self) -> list[PlainToken]:
        """It and all that hangs on it, however far down: what hangs on before a word, the word, what hangs on behind it."""
        found, waiting = [], [(self, False)]
        while waiting:
            token, left_done = waiting.pop()
            if left_done or not token.lefts:
                found.append(token)
                waiting += [(child, False) for child in reversed(token.rights)]
            else:
                waiting.append((token, True))
                waiting += [(child, False) for child in reversed(token.lefts)]
        return found

    def _sent(self) -> PlainSpan:
        found = self._origin().sent
        return self.doc.span(found.start, found.end)

    _later = {
        "ancestors": _ancestors,
        "children": lambda self: self.lefts + self.rights,
        "is_alpha": lambda self: self._origin().is_alpha,
        "is_digit": lambda self: self._origin().is_digit,
        "is_upper": lambda self: self._origin().is_upper,
        "left_edge": lambda self: self.doc[self._origin().left_edge.i],
        "like_num": lambda self: self._origin().like_num,
        "right_edge": lambda self: self.doc[self._origin().right_edge.i],
        "sent": _sent,
        "subtree": _subtree,
    }


class PlainSpan(_Lazy):
    """A slice of the Doc, perhaps with a label."""

    __slots__ = ("doc", "end", "end_char", "id_", "label_", "root", "start", "start_char", "text")

    def __init__(self, doc: PlainDoc, start: int, end: int, label: str, number: str) -> None:
        words = doc.words
        self.doc, self.start, self.end, self.label_, self.id_ = doc, start, end, label, number
        self.start_char = words[start].idx if start < len(words) else len(doc.text)
        self.end_char = self.start_char if start == end else words[end - 1].idx + len(words[end - 1].text)

    @property
    def sent(self) -> PlainSpan:
        """The sentence of its first word."""
        words = self.doc.words
        found: PlainSpan = words[min(self.start, len(words) - 1)].sent
        return found

    @property
    def text_with_ws(self) -> str:
        """Its text, with the space behind its last word."""
        if not len(self):
            return ""
        behind = self.doc.words[self.end - 1].whitespace_
        return self.doc.text[self.start_char : self.end_char + len(behind)]

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[PlainToken]:
        return iter(self.doc.words[self.start : self.end])

    def __contains__(self, token: PlainToken) -> bool:
        return self.start <= token.i < self.end and token.doc is self.doc

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return self.doc.span(self.start + start, self.start + max(start, end))
        if not -len(self) <= at < len(self):
            raise IndexError(f"a span of {len(self)} tokens has no token {at}")
        return self.doc.words[(self.end if at < 0 else self.start) + at]

    def __lt__(self, other: PlainSpan) -> bool:
        return (self.start_char, self.end_char) < (other.start_char, other.end_char)

    def __repr__(self) -> str:
        return str(self.text)

    def _origin(self) -> Any:
        return self.doc.origin[self.start : self.end]

    def _doc(self) -> PlainDoc:
        return self.doc

    def _root(self) -> PlainToken:
        """The first of the words that stand highest in the tree."""
        words = self.doc.words[self.start : self.end]
        for token in words:
            if token.head is token:
                return token
        outside = [token for token in words if not self.start <= token.head.i < self.end]
        return min(outside, key=PlainToken.depth, default=self.doc.words[self.start])

    _later = {
        "root": _root,
        "text": lambda self: self.doc.text[self.start_char : self.end_char],
    }


class PlainDoc(_Lazy):
    """The tokens of a text, its spans by group, and what rules keep with it."""

    __slots__ = ("_spans", "origin", "spans", "text", "user_data", "words")
    _later = {}

    def __init__(self, doc: Doc) -> None:
        self.origin = doc
        self.text: str = doc.text
        self.user_data = dict(doc.user_data)
        self.words = [PlainToken(self, token) for token in doc]
        for word, token in zip(self.words, doc, strict=True):
            head = self.words[token.head.i]
            if head is not word:
                (head.lefts if word.i < head.i else head.rights).append(word)
                word.head = head
        self._spans: dict[tuple[int, int, str, str], PlainSpan] = {}
        self.spans = {name: tuple(map(self.like, group)) for name, group in doc.spans.items()}

    def span(self, start: int, end: int, label: str = "", number: str = "") -> PlainSpan:
        """The one span of these words with this label and number."""
        key = (start, end, label, number)
        found = self._spans.get(key)
        if found is None:
            found = self._spans[key] = PlainSpan(self, start, end, label, number)
        return found

    def char_span(self, *where: Any, **how: Any) -> PlainSpan | None:
        """The span of these characters as spaCy finds it."""
        found = self.origin.char_span(*where, **how)
        return None if found is None else self.like(found)

    def has_annotation(self, layer: str) -> bool:
        """Has any token that layer?"""
        return bool(self.origin.has_annotation(layer))

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[PlainToken]:
        return iter(self.words)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.words))
            return self.span(start, max(start, end))
        return self.words[at]

    def _origin(self) -> Any:
        return self.origin

    def _doc(self) -> PlainDoc:
        return self

    def like(self, span: Span) -> PlainSpan:
        """Ours of the same words, with the same label and number."""
        return self.span(span.start, span.end, span.label_, span.id_)
