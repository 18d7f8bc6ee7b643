"""Bytes of a web page → the text of its article, and what the page states about itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from sayso.problems import NoArticle

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Page:
    """An article; what the page does not state is None."""

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    extractor: str


def read_page(data: bytes, origin: str) -> Page:
    """The article of a page; NoArticle if none was found. Nothing is fetched and no script runs.

    The publisher's own JSON-LD is believed first, the other metadata second.
    """
    import lxml.html
    import trafilatura
    from trafilatura.metadata import extract_metadata

    options: dict[str, Any] = {"include_comments": False, "include_tables": False, "output_format": "txt"}
    text = trafilatura.extract(data, **options)
    if not text:
        raise NoArticle(origin)
    tree = lxml.html.fromstring(data)
    stated = _json_ld(tree)
    other = extract_metadata(tree)
    day = _day(stated.get("datePublished")) or _day(_meta(tree, "article:published_time"))
    publisher = stated.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    return Page(
        text=re.sub(r"\n+", "\n\n", text),
        title=_text(stated.get("headline")) or (other.title if other else None),
        publisher=_text(name) or _text(_meta(tree, "og:site_name")),
        published=day,
        url=other.url if other else None,
        extractor=f"trafilatura {trafilatura.__version__}",
    )


def _json_ld(tree: Any) -> dict[str, Any]:
    """The first news article that the page describes in JSON-LD."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for part in _parts(found):
            if isinstance(part, dict) and "Article" in str(part.get("@type", "")):
                return part
    return {}


def _parts(found: Any) -> list[Any]:
    if isinstance(found, dict):
        graph = found.get("@graph")
        return graph if isinstance(graph, list) else [found]
    return found if isinstance(found, list) else []


def _meta(tree: Any, name: str) -> str | None:
    found = tree.find(f'.//meta[@property="{name}"]')
    return None if found is None else found.get("content")


def _day(stamp: object) -> str | None:
    match = _DAY.match(stamp) if isinstance(stamp, str) else None
    return match[0] if match else None


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
