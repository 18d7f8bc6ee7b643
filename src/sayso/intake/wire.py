"""Messages between sayso and the child that parses: a length, a JSON head, a length, bytes.

JSON and bytes only: whatever the child says, reading it can run nothing.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

from sayso.intake.page import Fact, Facts, Page, Part
from sayso.model import Problem
from sayso.problems import RefusedInput, refusal_of

Head = dict[str, Any]
_LENGTHS = struct.Struct(">II")
#: nothing longer is believed
LONGEST = 2**30


class BrokenWire(Exception):
    """What came is no message."""


def message(head: Head, data: bytes = b"") -> bytes:
    """The bytes of one message."""
    said = json.dumps(head).encode()
    return _LENGTHS.pack(len(said), len(data)) + said + data


def read_message(read: Callable[[int], bytes]) -> tuple[Head, bytes]:
    """The next message; ``read`` gives exactly as many bytes as it is asked for. BrokenWire for anything else."""
    of_head, of_data = _LENGTHS.unpack(read(_LENGTHS.size))
    if of_head + of_data > LONGEST:
        raise BrokenWire("a message without measure")
    try:
        head = json.loads(read(of_head))
    except (ValueError, RecursionError) as error:
        raise BrokenWire("a message that is no JSON") from error
    if not isinstance(head, dict):
        raise BrokenWire("a message that is no object")
    return head, read(of_data)


def facts_head(facts: Facts) -> Head:
    """Facts for a head."""
    return {name: [fact.value, fact.where] for name, fact in facts.items()}


def page_head(page: Page) -> Head:
    """A Page for a head."""
    return {
        "text": page.text,
        "facts": facts_head(page.facts),
        "extractor": page.extractor,
        "problems": [[one.code, one.message] for one in page.problems],
    }


def part_head(part: Part) -> Head:
    """A Part for a head, but for its bytes."""
    return {
        "name": part.name,
        "media_type": part.media_type,
        "facts": facts_head(part.facts),
        "problems": [[one.code, one.message] for one in part.problems],
        "retrieved_utc": part.retrieved_utc,
        "page": page_head(part.page) if part.page else None,
    }


def page_from(head: Head) -> Page:
    """The Page of a head; BrokenWire if it is none."""
    try:
        return Page(
            str(head["text"]), _facts(head["facts"]), str(head["extractor"]), _problems(head["problems"])
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenWire("a page that is none") from error


def part_from(head: Head, data: bytes) -> Part:
    """The Part of a head and its bytes; BrokenWire if it is none."""
    try:
        return Part(
            _shown(str(head["name"])),
            data,
            _text(head["media_type"]),
            _facts(head["facts"]),
            _problems(head["problems"]),
            _text(head["retrieved_utc"]),
            page_from(head["page"]) if head["page"] else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenWire("a part that is none") from error


def refusal_head(error: RefusedInput) -> Head:
    """A refusal for a head."""
    return {"kind": type(error).__name__, "message": str(error)}


def refusal_from(head: Head) -> RefusedInput:
    """The refusal of a head."""
    return refusal_of(str(head.get("kind")), _shown(" ".join(str(head.get("message")).split())))


def _shown(name: str) -> str:
    """The name on one line: it stands in messages, and a hostile file may have chosen it."""
    return "".join(sign if sign.isprintable() else "·" for sign in name)


def _facts(head: Head) -> dict[str, Fact]:
    return {str(name): Fact(str(value), str(where)) for name, (value, where) in head.items()}


def _problems(said: list[list[str]]) -> tuple[Problem, ...]:
    return tuple(Problem(str(code), str(sentence)) for code, sentence in said)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
