"""Bytes of a web page → the text of its article, and what the page states about itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso.intake.days import day_of_stamp
from sayso.problems import NoArticle

#: an article has at least so many words
_FEW = 8
#: where pages state the day they appeared, the better ones first
_DAYS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "publishdate", "publish-date", "publish_date", "pubdate", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "citation_publication_date", "date",
)  # fmt: skip
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name")


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
    import trafilatura
    from trafilatura.metadata import extract_metadata

    options: dict[str, Any] = {"include_comments": False, "include_tables": False, "output_format": "txt"}
    tree = trafilatura.load_html(data)
    text = trafilatura.extract(data, **options) if tree is not None else None
    if not text or len(text.split()) < _FEW:
        raise NoArticle(origin)
    linked = _linked(tree)
    article = next((part for part in linked if "Article" in str(part.get("@type", ""))), {})
    metas, other = _metas(tree), extract_metadata(tree)
    days = (article.get("datePublished"), *(metas.get(name) for name in _DAYS), _time(tree))
    return Page(
        text=re.sub(r"\n+", "\n\n", text),
        title=_text(article.get("headline")) or (other.title if other else None),
        publisher=_publisher(article, linked) or next((metas[n] for n in _PUBLISHERS if n in metas), None),
        published=next(filter(None, map(day_of_stamp, days)), None),
        url=other.url if other else None,
        extractor=f"trafilatura {trafilatura.__version__}",
    )


def _linked(tree: Any) -> list[dict[str, Any]]:
    """Everything that the page describes in JSON-LD, one after the other."""
    found: list[dict[str, Any]] = []
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            found += _parts(json.loads(script.text or ""))
        except (ValueError, RecursionError):
            continue
    return found


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = value.get("@graph")
    if isinstance(value, list):
        for part in value:
            yield from _parts(part)


def _publisher(article: dict[str, Any], linked: list[dict[str, Any]]) -> str | None:
    """The name of the article's publisher, who may be described elsewhere on the page."""
    stated = article.get("publisher")
    stated = stated[0] if isinstance(stated, list) and stated else stated
    if isinstance(stated, dict) and "name" not in stated and "@id" in stated:
        stated = next((part for part in linked if part.get("@id") == stated["@id"] and "name" in part), {})
    return _text(stated.get("name") if isinstance(stated, dict) else stated)


def _metas(tree: Any) -> dict[str, str]:
    """The page's <meta> values by name in small letters; the first of each name."""
    found: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = _text(meta.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _time(tree: Any) -> str | None:
    """The first <time> of the article, if it gives its day in figures."""
    found = tree.find(".//article//time[@datetime]")
    return None if found is None else found.get("datetime")


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
