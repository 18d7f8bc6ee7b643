"""E-mail → the letter, and what is attached to it. Nothing that a letter points at is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, BinaryIO

from sayso.intake.fragments import text_of_fragment
from sayso.intake.limits import Limits
from sayso.intake.media_types import type_by_name
from sayso.intake.page import Page, Part, Unread, stated
from sayso.problems import EmptyInput, NothingInside, TooLarge

_ATTACHED = frozenset(
    (
        "text/html",
        "application/pdf",
        "text/plain",
        "application/zip",
        "message/rfc822",
        "application/gzip",
        "text/csv",
    )
)
#: a letter of a mail box begins with such a line
_FROM = re.compile(rb"From (?:\S+@?\S* +)?\w{3} +\w{3} +\d| From -|From \S+")
_ANSWERED = re.compile(r"^(>|On .{10,90} wrote:$|-----Original Message-----|_{20,}$)")
#: parts of parts of a letter
_DEPTH = 30


def read_mail(data: bytes, origin: str) -> Page:
    """What the letter says, without what it answers to; the plain text is preferred to the HTML."""
    letter = _parsed(data)
    text = _words(letter, origin)
    if not text:
        raise EmptyInput(origin)
    name, address = parseaddr(_header(letter, "From"))
    facts = stated("Subject", title=_header(letter, "Subject"))
    facts |= stated("From", publisher=name or address) | stated("Date", published=_day(letter))
    return Page(text, facts, "email 1")


def split_mail(
    file: BinaryIO, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    """What is attached to a letter, each a document of its own."""
    for number, part in enumerate(_leaves(_parsed(file.read(limits.document))), 1):
        if not _is_attached(part):
            continue
        name = part.get_filename() or f"attachment {number}"
        data = _payload(part)
        said = part.get_content_type()
        if said in _ATTACHED or type_by_name(name) in _ATTACHED:
            yield Part(
                f"{origin}!{name[:120]}", data, type_by_name(name) or (None if said == "text/plain" else said)
            )


def split_mbox(
    file: BinaryIO, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    """The letters of a mail box, each with its bytes."""
    number = 0
    for number, letter in enumerate(_letters(file, limits.document), 1):
        name = f"{origin}#{number}"
        if len(letter) > limits.document:
            yield Unread(name, TooLarge(name, limits.document))
        elif letter.strip():
            yield Part(name, letter, "message/rfc822")
    if not number:
        raise NothingInside(origin, "letter")


def _letters(file: BinaryIO, largest: int) -> Iterator[bytes]:
    """The bytes between one "From " after an empty line and the next; ">From " is "From " again."""
    lines: list[bytes] = []
    size, after_empty = 0, True
    while line := file.readline(1 << 20):
        if after_empty and _FROM.match(line):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
        elif size <= largest:
            line = line[1:] if re.match(rb">+From ", line) else line
            lines.append(line)
            size += len(line)
        after_empty = not line.strip()
    if lines:
        yield b"".join(lines)


def _parsed(data: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(data)  # type: ignore[arg-type,unused-ignore]


def _header(letter: Message, name: str) -> str:
    """A header on one line; what is written wrongly is as good as not there."""
    try:
        return " ".join(str(letter.get(name) or "").split())
    except Exception:
        # the standard library raises many things over headers that are no headers
        return ""


def _day(letter: Message) -> str | None:
    try:
        return parsedate_to_datetime(_header(letter, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _leaves(letter: Message, depth: int = 0) -> Iterator[Any]:
    """The parts that have no parts, those of letters in letters left out."""
    if depth > _DEPTH:
        return
    payload = letter.get_payload()
    if letter.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _leaves(part, depth + 1)
    else:
        yield letter


def _is_attached(part: Any) -> bool:
    return (
        bool(part.get_filename())
        or part.get_content_disposition() == "attachment"
        or part.get_content_type() == "message/rfc822"
    )


def _payload(part: Any) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner else b""
    return part.get_payload(decode=True) or b""


def _words(letter: Message, origin: str) -> str:
    shown = [part for part in _leaves(letter) if not _is_attached(part)]
    for kind in ("text/plain", "text/html"):
        texts = [_text(part, origin) for part in shown if part.get_content_type() == kind]
        words = "\n\n".join(text for text in texts if text.strip())
        if words.strip():
            return _unanswered(words) if kind == "text/plain" else text_of_fragment(words)
    return ""


def _text(part: Any, origin: str) -> str:
    data = part.get_payload(decode=True) or b""
    charset = str(part.get_param("charset") or "utf-8")
    try:
        text = data.decode(charset)
    except (LookupError, UnicodeDecodeError, ValueError):
        from sayso.intake.plain import decode

        text = decode(data, origin)[0] if data.strip() else ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unanswered(text: str) -> str:
    """The letter without what it answers to, if anything is left then."""
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines) if at and _ANSWERED.match(line)), len(lines))
    own = "\n".join(lines[:end]).strip()
    return own if len(own.split()) >= 8 else text.strip()
