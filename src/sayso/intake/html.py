"""Bytes of a web page → the text of its article, and what the page states about itself.

Text by trafilatura (Apache-2.0), the best at news pages of the open extractors. Nothing is fetched,
no script runs, and what the page does not state is not guessed: trafilatura's own dates and site
names are partly guesses, so only its title is taken, where the page states none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sayso.intake.days import DAY, read_day
from sayso.intake.encoding import decode
from sayso.intake.json_ld import Node, find_article, stated_name, stated_text
from sayso.intake.page import Page
from sayso.problems import NoArticle

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\s*(?:\w+day,?\s+)?({DAY})(?=$|[T\s,])", re.IGNORECASE)
_PUBLISHED = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "publication_date",
    "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher")
_TITLE = ("og:title", "dc.title", "dcterms.title")


def read_page(data: bytes, origin: str, charset: str | None) -> Page:
    """The article of a page, its paragraphs parted by a blank line; NoArticle if none was found.

    The publisher's JSON-LD is believed first, the other metadata second. Tables and readers' comments
    are left out.
    """
    import trafilatura

    source, problems = decode(data, origin, charset or _named_charset(data))
    tree = trafilatura.load_html(source)
    if tree is None:
        raise NoArticle(origin)
    article = find_article([script.text or "" for script in tree.iterfind('.//script[@type="application/ld+json"]')])
    metas = _metas(tree)
    return Page(
        text=_article_text(source, origin),
        extractor=f"trafilatura {trafilatura.__version__}",
        title=stated_text(article.get("headline")) or _first(metas, _TITLE) or _title(source),
        publisher=stated_name(article.get("publisher")) or _first(metas, _PUBLISHER),
        published=_day(article.get("datePublished")) or _published(tree, metas),
        url=_url(tree, metas, article),
        problems=problems,
    )


def _article_text(source: str, origin: str) -> str:
    import trafilatura

    text = trafilatura.extract(source, output_format="txt", include_comments=False, include_tables=False)
    paragraphs = [line.strip() for line in (text or "").split("\n") if line.strip()]
    if not paragraphs:
        raise NoArticle(origin)
    return "\n\n".join(paragraphs)


def _title(source: str) -> str | None:
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(source)
    return stated_text(found.title) if found else None


def _named_charset(data: bytes) -> str | None:
    match = _META_CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def _metas(tree: HtmlElement) -> dict[str, str]:
    """What the meta elements say, by their name or property in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = stated_text(meta.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _published(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    """The day of publication that a meta element or the article's own time element states."""
    days = [_day(metas[name]) for name in _PUBLISHED if name in metas]
    times = tree.xpath('.//*[@itemprop="datePublished"] | .//time[@pubdate]')
    days += [_day(time.get("datetime") or time.get("content")) for time in times]
    return next(filter(None, days), None)


def _day(stamp: object) -> str | None:
    """The calendar day of a time stamp, in the publisher's own zone."""
    match = _DAY_FIRST.match(stamp) if isinstance(stamp, str) else None
    return read_day(match[1]) if match else None


def _url(tree: HtmlElement, metas: dict[str, str], article: Node) -> str | None:
    """The address the page gives as its own; None unless it is a whole http(s) address."""
    link: Any = tree.find('.//link[@rel="canonical"]')
    stated = [None if link is None else link.get("href"), metas.get("og:url"), article.get("url")]
    whole = (url.strip() for url in stated if isinstance(url, str) and re.match(r"\s*https?://\S+\s*$", url))
    return next(whole, None)
