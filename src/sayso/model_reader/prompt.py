"""What is asked of a language model: the instructions, the report between two fences, the shape of the answer."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, get_args

from sayso import vocabulary
from sayso.ids import sha256_hex
from sayso.model import Effect, Group, Stance

#: changes whenever the same report may be asked about in another way
VERSION = "claims-prompt.1"
#: signs of what stood before a piece, shown so that "he" and "the ministry" can be named
BEFORE = 600

Message = dict[str, str]


@functools.cache
def instructions() -> str:
    """The instructions, with the kinds of happening of the vocabulary."""
    kinds = vocabulary.load("kinds")["kinds"]
    listed = "\n".join(f"  {name}: {about['definition']}" for name, about in kinds.items())
    return (Path(__file__).parent / "instructions.txt").read_text(encoding="utf-8").replace("{kinds}", listed)


def question(text: str, before: str, published: str | None) -> str:
    """What is asked about one piece of a report; ``before`` is what of it stood ahead of the piece.

    The fences have a mark made from the words between them, so that no text can close them itself.
    """
    mark = sha256_hex(f"{before}\n{text}".encode("utf-8", "replace"))[:16]
    day = f"It appeared on {published}. " if published else ""
    context = f"===== before {mark}\n{before}\n" if before.strip() else ""
    only = "Give the claims of the report only, not of what stood before it. " if context else ""
    return f"{day}{only}\n{context}===== report {mark}\n{text}\n===== end {mark}"


@functools.cache
def answer_schema() -> dict[str, Any]:
    """The JSON Schema of an answer, in the strict form that servers constrain to: every field required, none further."""
    words = {"type": "string"}
    maybe_text = {"type": ["string", "null"]}
    phrase = _object(words=words, english=maybe_text)
    number = {"type": ["integer", "null"]}
    casualty = _object(
        words=words, effect=_term(*get_args(Effect)), group=_term(*get_args(Group)), low=number, high=number
    )
    claim = _object(
        kind=_term(*vocabulary.kinds()),
        trigger=words,
        evidence=_list(words),
        sources=_list(_list(_object(words=words, name=words))),
        stance=_term(*get_args(Stance)),
        by=_list(words),
        against=_list(words),
        weapons=_list(words),
        place={"anyOf": [phrase, {"type": "null"}]},
        when={"anyOf": [phrase, {"type": "null"}]},
        casualties=_list(casualty),
        background={"type": "boolean"},
        translation=maybe_text,
    )
    return _object(claims=_list(claim))


def _object(**fields: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _term(*terms: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(terms)}
