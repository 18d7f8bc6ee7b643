"""A channel of Telegram as its own program exports it (result.json, or the page t.me/s/NAME) → its messages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.ids import canonical_json
from sayso.intake.days import day_of_stamp
from sayso.intake.fragments import text_of_tree
from sayso.intake.limits import Limits
from sayso.intake.page import Page, Part, Unread, stated
from sayso.problems import EmptyInput, NothingInside

#: an answer's page has the text of the message it answers to as well, and before its own
_HAS_TEXT = "contains(concat(' ', @class, ' '), ' tgme_widget_message_text ')"
_MEDIA_TYPE = "application/x-telegram-message"


def is_export(value: Any) -> bool:
    """Is it what Telegram Desktop writes?"""
    messages = value.get("messages") if isinstance(value, dict) else None
    return isinstance(messages, list) and any(
        isinstance(one, dict) and "text_entities" in one or "type" in one for one in messages[:5]
    )


def parts_of_export(value: dict[str, Any], origin: str) -> Iterator[Part | Unread]:
    """Each message with words, by its number; the channel is its publisher."""
    facts = stated("the channel's name", publisher=str(value.get("name") or ""))
    for message in value["messages"]:
        if isinstance(message, dict) and message.get("type") == "message" and _words(message.get("text")):
            name = f"{origin}#{message.get('id')}"
            yield Part(name, canonical_json(message).encode("utf-8", "replace"), _MEDIA_TYPE, facts)


def read_message(data: bytes, origin: str) -> Page:
    """One message: each of its lines is a paragraph, so that the points of a list stay apart."""
    message = json.loads(data)
    text = as_paragraphs(_words(message.get("text")))
    if not text:
        raise EmptyInput(origin)
    facts = stated("the message's date", published=str(message.get("date") or "")[:10])
    return Page(text, facts, "telegram 1")


def split_page(
    file: BinaryIO, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    """The messages of a channel's page, each as its own piece of HTML."""
    import lxml.html

    tree = lxml.html.document_fromstring(file.read(limits.document).decode("utf-8", "replace"))
    title = tree.find(".//meta[@property='og:title']")
    facts = stated("the channel's name", publisher=title.get("content") if title is not None else None)
    found = 0
    for message in tree.xpath("//*[@data-post]"):
        number = message.get("data-post")
        if message.xpath(f".//*[{_HAS_TEXT}]"):
            found += 1
            data = lxml.html.tostring(message, encoding="utf-8", with_tail=False)
            address = stated("the message's number", url=f"https://t.me/{number}")
            yield Part(f"{origin}#{number}", data, "application/x-telegram-post", facts | address)
    if not found:
        raise NothingInside(origin, "message with words")


def read_post(data: bytes, origin: str) -> Page:
    """One message of a channel's page: each of its lines is a paragraph."""
    import lxml.html

    tree = lxml.html.fragment_fromstring(data.decode("utf-8", "replace"), create_parent="div")
    said = tree.xpath(f".//*[{_HAS_TEXT}]")
    time = tree.find(".//a//time[@datetime]")
    facts = stated(
        "the message's date", published=day_of_stamp(time.get("datetime")) if time is not None else None
    )
    return Page("\n\n".join(filter(None, map(text_of_tree, said[-1:]))), facts, "telegram 1")


def as_paragraphs(text: str) -> str:
    """Each line that is not empty as a paragraph."""
    return "\n\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _words(text: Any) -> str:
    """Telegram writes a text as a string, or as a list of strings and marked-up pieces."""
    if isinstance(text, list):
        return "".join(_words(piece.get("text") if isinstance(piece, dict) else piece) for piece in text)
    return text if isinstance(text, str) else ""
