"""What a model answered, as records: JSON as asked, or what can be saved of it.

Models wrap JSON in prose and fences, think aloud before it, or break off in the middle. Whatever stands
whole in the answer is taken, nothing is mended, and ``fault`` says what was wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_THOUGHTS = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)
_START = re.compile(r"[{\[]")
_CLAIMS = re.compile(r"\"claims\"\s*:\s*\[")
#: tries to find where the JSON begins
_TRIES = 50
_CUT = "it breaks off"
#: no report has so many
MOST = 500


@dataclass(frozen=True, slots=True)
class Answered:
    """The claims of an answer as the model gave them, other fields it gave, and what was wrong with it."""

    claims: tuple[dict[str, Any], ...]
    further: tuple[str, ...] = ()
    fault: str | None = None
    #: it ended before its end: a shorter question may be answered whole
    cut: bool = False

    @property
    def whole(self) -> bool:
        """Was it as asked, to its end?"""
        return self.fault is None


def read_answer(text: str, finish: str | None = None) -> Answered:
    """The records in an answer; ``finish`` is why the server says it ended ("length": it was cut)."""
    said = _THOUGHTS.sub(" ", text)
    for value in _values(said):
        if (found := _as_asked(value)) is not None:
            return found if finish != "length" else Answered(found.claims, found.further, _CUT, True)
    opened = _CLAIMS.search(said)
    if opened or finish == "length":
        saved = _saved(said, opened.end()) if opened else []
        return Answered(tuple(saved), (), _CUT, True)
    return Answered((), (), "it is empty" if not said.strip() else "it is not the JSON asked for")


def _as_asked(value: Any) -> Answered | None:
    """The answer in a value of JSON; None if it is another thing."""
    further: tuple[str, ...] = ()
    if isinstance(value, dict):
        further = tuple(sorted(set(value) - {"claims"}))
        value = value.get("claims")
    elif not (isinstance(value, list) and value and all(_is_claim(one) for one in value)):
        return None
    if not isinstance(value, list):
        return None
    claims = [one for one in value if isinstance(one, dict)]
    fault = None if len(claims) == len(value) else "some of its claims are no objects"
    if len(claims) > MOST:
        fault = f"it has {len(claims):,} claims, which no text has"
    return Answered(tuple(claims[:MOST]), further, fault)


def _is_claim(value: Any) -> bool:
    return isinstance(value, dict) and "evidence" in value and "kind" in value


def _values(text: str) -> Iterator[Any]:
    """Every value of JSON that begins with a brace or a bracket, the outer ones first."""
    at = 0
    for _ in range(_TRIES):
        start = _START.search(text, at)
        if start is None:
            return
        try:
            value, at = _DECODER.raw_decode(text, start.start())
            yield value
        except (ValueError, RecursionError):
            at = start.end()


def _saved(text: str, at: int) -> list[dict[str, Any]]:
    """The whole objects at the start of a list of claims that breaks off; the list begins at ``at``."""
    found: list[dict[str, Any]] = []
    while len(found) < MOST:
        at = _skip(text, at)
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return found
        if isinstance(value, dict):
            found.append(value)
    return found


def _skip(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == ","):
        at += 1
    return at


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_number)
