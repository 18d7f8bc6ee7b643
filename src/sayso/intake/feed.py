"""RSS and Atom → the entries of the feed, each a report of its own."""

from __future__ import annotations

import calendar
import re
import time
from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.intake.fragments import text_of_fragment
from sayso.intake.limits import Limits
from sayso.intake.page import Page, Part, Unread, stated
from sayso.intake.plain import decode
from sayso.problems import EmptyInput, NothingInside, problem

#: an entry from its first sign to its last; a broken one ends where the next begins
_ENTRY = re.compile(r"<(item|entry|\w+:entry)[\s>].*?(?:</\1\s*>|(?=<\1[\s>])|\Z)", re.DOTALL | re.IGNORECASE)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding=["']([\w-]{2,20})["']""")
#: the names that feeds use without saying so
_ROOT = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"><channel>{}</channel></rss>'
)
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
#: an entry with fewer words and an address is a lead
_FEW = 120


def split_feed(
    file: BinaryIO, origin: str, columns: dict[str, str], limits: Limits
) -> Iterator[Part | Unread]:
    """The entries as they stand in the feed, in UTF-8, each with the feed's name as its publisher.

    The feed is cut by its tags before anything parses it: entities it defines are not expanded, and one broken
    entry costs one entry.
    """
    text = _text(file.read(limits.document + 1), origin)
    entries = list(_ENTRY.finditer(text))
    if not entries:
        raise NothingInside(origin, "entry")
    head = stated("the feed's title", publisher=_title(text[: entries[0].start()]))
    for number, entry in enumerate(entries, 1):
        name = f"{origin}#{number}"
        yield Part(name, entry[0].strip().encode("utf-8", "replace"), "application/x-feed-entry", head)


def read_entry(data: bytes, origin: str) -> Page:
    """The words of one entry: the whole report where the feed has it, else the lead."""
    entry = _parsed(data.decode("utf-8", "replace"))
    bodies = [part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")]
    words = max((text_of_fragment(str(body)) for body in bodies), key=len)
    title = text_of_fragment(str(entry.get("title", ""))).replace("\n", " ")
    if not (words or title):
        raise EmptyInput(origin)
    link = str(entry.get("link") or entry.get("id") or "")
    url = link if link.startswith(("http://", "https://")) else ""
    lead = url and len(words.split()) < _FEW
    source = entry.get("source") or {}
    facts = stated("the entry's title", title=title) | stated("the entry's link", url=url)
    facts |= stated("the entry's date", published=_day(entry))
    facts |= stated(
        "the entry's source", publisher=str(source.get("title", "")) if isinstance(source, dict) else ""
    )
    return Page(words or title, facts, _name(), (problem("feed_lead", url=url),) if lead else ())


def links_of_feed(data: bytes, origin: str) -> list[str]:
    """The addresses that the entries of a feed lead to, in its order; none for what is no feed."""
    found = []
    for entry in _ENTRY.finditer(_text(data, origin)):
        link = str(_parsed(entry[0]).get("link") or "")
        if link.startswith(("http://", "https://")):
            found.append(link)
    return list(dict.fromkeys(found))


def _parsed(entry: str) -> dict[str, Any]:
    """What feedparser finds in one entry; it may raise on odd entities, and then the entry is tried without them."""
    import feedparser

    root = _ROOT if entry[:6].lower().startswith("<item") else _ATOM
    for words in (entry, re.sub(r"&(?!(?:amp|lt|gt|quot|apos);)", "&amp;", entry)):
        try:
            # bytes with their encoding said: text might be taken for an address
            data = f'<?xml version="1.0" encoding="utf-8"?>{root.format(words)}'.encode("utf-8", "replace")
            entries = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False).entries
        except Exception:
            continue
        if entries:
            return dict(entries[0])
    return {}


def _text(data: bytes, origin: str) -> str:
    """The feed's text, by its declared encoding where it has one that there is."""
    said = _ENCODING.match(data)
    if said:
        try:
            return data.decode(said[1].decode("ascii"), "replace")
        except LookupError:
            pass
    return decode(data, origin)[0]


def _title(head: str) -> str | None:
    found = re.search(r"<title[^>]*>(.*?)</title>", head, re.DOTALL | re.IGNORECASE)
    if found is None:
        return None
    return text_of_fragment(re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", found[1], flags=re.DOTALL)).replace(
        "\n", " "
    )


def _day(entry: dict[str, Any]) -> str | None:
    """The day on which it was published, in the zone it is written in where that can be told; else in UTC."""
    from sayso.intake.days import day_of_stamp

    written = day_of_stamp(entry.get("published"))
    if written:
        return written
    moment = entry.get("published_parsed")
    if not isinstance(moment, time.struct_time):
        return None
    return time.strftime("%Y-%m-%d", time.gmtime(calendar.timegm(moment)))


def _name() -> str:
    import feedparser

    return f"feedparser {feedparser.__version__}"
