"""Bytes of a web page → the text of its article, and what the page states about itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sayso.intake.article import find_article
from sayso.intake.days import DATE, day_of, day_of_stamp
from sayso.intake.page import Fact, Page, stated
from sayso.model import Problem
from sayso.problems import NoArticle, problem

#: where pages state the day they appeared, the better ones first
_DAYS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "publishdate", "publish-date", "publish_date", "pubdate", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "dc:date", "dc.date.created", "citation_publication_date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name")
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
#: a box that has the day in it, by its name
_DAY_BOX = re.compile(
    r"(?<![a-z])(?:date|dateline|published|pubdate|publish|posted|timestamp|time|datum)(?![a-z])"
)
_CHANGED = re.compile(r"\b(?:updated|modified|changed|edited|accessed|retrieved)\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>20\d\d)\b")
_IN_ADDRESS = re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")


def read_page(data: bytes, origin: str) -> Page:
    """The article of a page; NoArticle if none was found. Nothing is fetched and no script runs.

    The publisher's own JSON-LD is believed first, the other metadata second, what is written on the page third.
    """
    import trafilatura

    tree = trafilatura.load_html(data)
    if tree is None:
        raise NoArticle(origin)
    linked = _linked(tree)
    described = _described(linked, tree)
    found = find_article(tree, _text(described.get("articleBody")))
    if found is None:
        raise NoArticle(origin)
    facts = _facts(tree, described, linked)
    correction = described.get("correction")
    words = correction.get("text") if isinstance(correction, dict) else correction
    facts |= stated("JSON-LD correction", correction=_text(words))
    how = f"trafilatura {trafilatura.__version__}" if found.shown else "JSON-LD articleBody"
    return Page(found.text, facts, f"{how} + page 2", tuple(_remarks(described, found.shown)))


def _remarks(described: dict[str, Any], shown: bool) -> Iterator[Problem]:
    posts = described.get("liveBlogUpdate")
    if isinstance(posts, list) and posts:
        yield problem("live_blog", count=len(posts))
    free = str(described.get("isAccessibleForFree", "")).lower()
    if not shown:
        yield problem("unseen_text")
    elif free == "false":
        yield problem("paywalled")


def _facts(tree: Any, described: dict[str, Any], linked: list[dict[str, Any]]) -> dict[str, Fact]:
    """Title, publisher, day and address, each from the best place that states it."""
    metas = _metas(tree)
    chosen = {
        "title": _first(
            [("JSON-LD headline", _text(described.get("headline"))), *_of(metas, _TITLES), *_headings(tree)]
        ),
        "publisher": _first([("JSON-LD publisher", _publisher(described, linked)), *_of(metas, _PUBLISHERS)]),
        "published": _first(_days(tree, described, metas)),
        "url": _first(_addresses(tree, metas)),
    }
    return {name: fact for name, fact in chosen.items() if fact}


def _first(stated_at: Any) -> Fact | None:
    return next((Fact(value, where) for where, value in stated_at if value), None)


def _of(metas: dict[str, str], names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(f"meta {name}", metas[name]) for name in names if name in metas]


def _days(tree: Any, described: dict[str, Any], metas: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    """(where, day) of every place that states when the page appeared, the better ones first."""
    yield "JSON-LD datePublished", day_of_stamp(described.get("datePublished"))
    for where, value in _of(metas, _DAYS):
        yield where, day_of_stamp(value)
    for time in tree.iterfind(".//time[@datetime]"):
        if _belongs(time) and not _CHANGED.search(_around(time)):
            yield "time", day_of_stamp(time.get("datetime"))
    for box in tree.iterfind(".//*[@content]"):
        name = (box.get("property") or box.get("itemprop") or "").lower()
        if box.tag != "meta" and "date" in name and "modif" not in name:
            yield "property of the page", day_of_stamp(box.get("content"))
    yield from _written_days(tree)
    for where, address in _addresses(tree, metas):
        if (match := _IN_ADDRESS.search(address or "")) is not None:
            yield (
                f"the address ({where})",
                day_of_stamp("-".join(f"{int(part):02}" for part in match.groups())),
            )


def _written_days(tree: Any) -> Iterator[tuple[str, str | None]]:
    """Days in boxes named after them, outside the text and outside links to other articles."""
    for box in tree.iter("time", "span", "div", "p", "small", "li", "abbr", "em", "td"):
        names = f"{box.get('class') or ''} {box.get('id') or ''}".lower()
        if not (box.tag == "time" or _DAY_BOX.search(names)) or not _belongs(box):
            continue
        words = " ".join(box.text_content().split())
        if len(words) <= 80 and not _is_change(words):
            yield "words on the page", day_of(_published(words)) or _numeric(words)


def _is_change(words: str) -> bool:
    """Does it only say when the page was changed?"""
    changed, published = _CHANGED.search(words), re.search(r"publish|posted|issued", words, re.IGNORECASE)
    return changed is not None and (published is None or published.start() > changed.start())


def _published(words: str) -> re.Match[str] | None:
    return next((match for match in DATE.finditer(words) if day_of(match)), None)


def _numeric(words: str) -> str | None:
    """02.03.2026 and 14/03/2026; where day and month may be either, nothing, unless points part them."""
    match = _NUMBERS.search(words)
    if match is None:
        return None
    day, month = int(match["day"]), int(match["month"])
    if "/" in match[0] and day <= 12 and month <= 12 and day != month:
        return None
    if "/" in match[0] and month > 12:
        day, month = month, day
    return day_of_stamp(f"{match['year']}-{month:02}-{day:02}")


def _belongs(node: Any) -> bool:
    """Is it of the page itself, and not of a list of others, of comments or of the frame around?"""
    for above in node.iterancestors():
        names = f"{above.get('class') or ''} {above.get('id') or ''}".lower()
        if above.tag in ("nav", "footer", "aside", "a") or re.search(
            r"related|comment|sidebar|teaser|promo|most-?read|footer|recirc", names
        ):
            return False
    return True


def _around(node: Any) -> str:
    """The words before and in a node, as far as its parent has them."""
    above = node.getparent()
    before = above.text or "" if above is not None else ""
    previous = node.getprevious()
    if previous is not None and isinstance(previous.tag, str):
        before += f" {previous.text_content()} {previous.tail or ''}"
    return f"{before[-60:]} {node.get('itemprop') or ''} {node.get('class') or ''} {node.text_content()[:60]}".replace(
        "dateModified", "modified"
    )


def _addresses(tree: Any, metas: dict[str, str]) -> list[tuple[str, str | None]]:
    """(where, address) of the page as it names itself."""
    link = next((link.get("href") for link in tree.iterfind(".//link[@rel='canonical']")), None)
    stated_at = [("link canonical", _text(link)), ("meta og:url", metas.get("og:url"))]
    return [(where, url) for where, url in stated_at if url and url.startswith(("http://", "https://"))]


def _headings(tree: Any) -> Iterator[tuple[str, str | None]]:
    for tag in ("h1", "title"):
        for node in tree.iter(tag):
            yield tag, " ".join(node.text_content().split()) or None


def _linked(tree: Any) -> list[dict[str, Any]]:
    """Everything that the page describes in JSON-LD, one after the other."""
    found: list[dict[str, Any]] = []
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        words = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", script.text or "")
        try:
            found += _parts(json.loads(words, strict=False))
        except (ValueError, RecursionError):
            continue
    return found


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(name), dict | list):
                yield from _parts(value[name])
    if isinstance(value, list):
        for part in value:
            yield from _parts(part)


def _described(linked: list[dict[str, Any]], tree: Any) -> dict[str, Any]:
    """What describes the page's own article: of several, the one with the page's headline, else the first."""
    articles = [
        part
        for part in linked
        if re.search(r"Article|LiveBlogPosting|BlogPosting|Report\b", str(part.get("@type", "")))
    ]
    headings = {"".join(value.split()).lower() for _, value in _headings(tree) if value}
    named = (part for part in articles if "".join(str(part.get("headline", "")).split()).lower() in headings)
    return next(named, articles[0] if articles else {})


def _publisher(article: dict[str, Any], linked: list[dict[str, Any]]) -> str | None:
    """The name of the article's publisher, who may be described elsewhere on the page."""
    said = article.get("publisher")
    said = said[0] if isinstance(said, list) and said else said
    if isinstance(said, dict) and "name" not in said and "@id" in said:
        said = next((part for part in linked if part.get("@id") == said["@id"] and "name" in part), {})
    return _text(said.get("name") if isinstance(said, dict) else said)


def _metas(tree: Any) -> dict[str, str]:
    """The page's <meta> values by name in small letters; the first of each name."""
    found: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = _text(meta.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
