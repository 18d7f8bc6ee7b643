"""What a publisher states of an article in JSON-LD: headline, day, publisher, address.

Only what is written there: schema.org/NewsArticle and its kin. Nothing is fetched.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

#: HTML wrappings of old pages around a script
_WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$")
#: schema.org types of a published text end like this: NewsArticle, BlogPosting, AnalysisNewsArticle …
_ARTICLE = ("Article", "BlogPosting", "Reportage")
_DEPTH = 6

Node = dict[str, Any]


def find_article(scripts: list[str]) -> Node:
    """The first article that the scripts describe, its publisher filled in; {} if they describe none."""
    nodes = [node for script in scripts for node in _nodes(_parsed(script), _DEPTH)]
    article = next((node for node in nodes if _is_article(node)), None)
    if article is None:
        return {}
    publisher = article.get("publisher")
    if isinstance(publisher, dict) and "name" not in publisher:
        named = (node for node in nodes if node.get("@id") == publisher.get("@id") and "name" in node)
        return article | {"publisher": next(named, None)}
    return article


def stated_name(value: object) -> str | None:
    """The name that a value gives: itself, or the name of the (first) thing it is."""
    if isinstance(value, list):
        return stated_name(value[0]) if value else None
    if isinstance(value, dict):
        return stated_name(value.get("name"))
    return stated_text(value)


def stated_text(value: object) -> str | None:
    """The value as one line of text, HTML entities resolved; None if it is no text or empty."""
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value).split()) or None


def _parsed(script: str) -> Any:
    try:
        return json.loads(_WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    """Every thing described, from the outside in; ``depth`` stops at what no publisher nests."""
    if depth == 0:
        return
    if isinstance(value, list):
        for part in value:
            yield from _nodes(part, depth - 1)
    elif isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _nodes(part, depth - 1)


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    return any(str(kind).endswith(_ARTICLE) for kind in (kinds if isinstance(kinds, list) else [kinds]))
