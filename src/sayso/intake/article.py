"""The article of a web page: what a reader would copy out of it.

trafilatura finds the article. Before it looks, what nobody sees and what only looks like the article is taken away,
and posts of social networks that the article quotes are made paragraphs. Where the page shows less than it states of
itself for machines, that is taken instead, and said.
"""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso import vocabulary
from sayso.intake.fragments import is_hidden, text_of_fragment

#: an article has at least so many words
_FEW = 8
#: what is stated must be so much longer than what is shown to be taken in its place
_LONGER = 1.2
_OPTIONS: dict[str, Any] = {"include_comments": False, "include_tables": False}
_ENDS = frozenset(("p", "head", "item", "list", "quote", "lb", "code", "row", "cell", "table", "div"))


@dataclass(frozen=True, slots=True)
class Article:
    """The article's words, and whether they are shown to a reader of the page or only stated in its data."""

    text: str
    shown: bool = True


def find_article(tree: Any, stated: str | None) -> Article | None:
    """The article in the page; ``stated`` is its text as the page's JSON-LD has it. None if there is none."""
    shown = _shown(tree)
    body = text_of_fragment(stated) if stated else ""
    body = re.sub(r"\s*\n\s*", "\n\n", body)
    if _is_same(shown, body) or len(body.split()) > max(_FEW, _LONGER * len(shown.split())):
        in_page = _seen_words(tree)
        return Article(body, shown=all(words in in_page for words in map(_folded, body.split("\n\n"))))
    return Article(shown) if len(shown.split()) >= _FEW else None


def _shown(tree: Any) -> str:
    """What trafilatura finds in the page once it is cleared, else in the page as it is but for what is hidden."""
    clear = copy.deepcopy(tree)
    _take_out(clear, [node for node in clear.iter() if isinstance(node.tag, str) and is_hidden(node)])
    seen = copy.deepcopy(clear)
    _make_paragraphs(clear)
    _take_out(clear, list(_noise(clear)))
    found = _extracted(clear)
    return found if len(found.split()) >= _FEW else _extracted(seen)


def _extracted(tree: Any) -> str:
    import trafilatura

    found: Any = trafilatura.bare_extraction(tree, **_OPTIONS)
    return "" if found is None or found.body is None else "\n\n".join(_paragraphs(found.body))


def _paragraphs(body: Any) -> Iterator[str]:
    """The paragraphs, headings, points and quotations, each once; a line break parts them too."""
    from lxml import etree

    words: list[str] = []
    for step, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _ENDS:
            if line := " ".join("".join(words).split()):
                yield line
            words = []
        words.append((node.text if step == "start" else node.tail) or "")
    if line := " ".join("".join(words).split()):
        yield line


def _noise(tree: Any) -> Iterator[Any]:
    """Boxes that are named as something else than the article, and paragraphs that only lead elsewhere."""
    whole = max(_amount(tree), 1)
    for node in tree.iter(
        "div", "section", "aside", "ul", "ol", "p", "span", "figure", "figcaption", "form", "dialog"
    ):
        if (
            node.tag == "figcaption"
            or node.get("role") in ("dialog", "complementary")
            or _is_named_noise(node)
        ):
            # a box with most of the page's words in it, or with its headline, has a misleading name
            if _amount(node) < whole * 0.4 or node.get("role") == "dialog" or _is_consent(node):
                yield node
        elif node.tag in ("p", "div") and _leads_elsewhere(node):
            yield node


def _is_named_noise(node: Any) -> bool:
    names = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('data-component') or ''}"
    if not names.strip() or node.get("itemprop") == "articleBody" or node.find(".//h1") is not None:
        return False
    return bool(_box().search(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).lower())) or any(
        word in names.lower() for word in _listed("pairs")
    )


def _is_consent(node: Any) -> bool:
    return bool(
        re.search(r"onetrust|cookie|consent|gdpr", f"{node.get('class')} {node.get('id')}".lower())
    ) and (node.find(".//h1") is None)


def _leads_elsewhere(node: Any) -> bool:
    """Is it "Read also: …" with its words in links, or a request to the reader?"""
    if len(node) == 0 and node.tag == "div":
        return False
    words = " ".join(node.text_content().split())
    if not words or len(words) > 300:
        return False
    if _asks().search(words):
        return True
    linked = sum(len(" ".join(link.text_content().split())) for link in node.iter("a"))
    return words.lower().startswith(tuple(_listed("leads"))) and linked > 0.5 * len(words)


def _make_paragraphs(tree: Any) -> None:
    """Embedded posts become paragraphs where they stand, without the frame around them."""
    import lxml.html

    for post in [node for node in tree.iter("blockquote", "div") if _is_post(node)]:
        frame = post
        while (
            (above := frame.getparent()) is not None
            and above.tag in ("figure", "div")
            and _is_same(above.text_content(), post.text_content())
        ):
            frame = above
        words = [" ".join(part.text_content().split()) for part in post.iter("p")]
        if not any(words) or frame.getparent() is None:
            continue
        made = lxml.html.Element("p")
        made.text, made.tail = " ".join(words), frame.tail
        frame.getparent().replace(frame, made)


def _is_post(node: Any) -> bool:
    return bool(set((node.get("class") or "").split()) & set(_listed("posts")))


def _take_out(tree: Any, nodes: list[Any]) -> None:
    """The nodes go; the words after them stay."""
    for node in nodes:
        if node is not tree and node.getparent() is not None:
            node.drop_tree()


def _amount(node: Any) -> int:
    """The letters in its paragraphs and boxes that are nobody's parents."""
    return sum(
        len(words)
        for part in node.iter("p", "li", "div", "td", "span")
        if (words := (part.text or "").strip())
    )


def _seen_words(tree: Any) -> str:
    clear = copy.deepcopy(tree)
    _take_out(
        clear,
        [
            *clear.iter("script", "style", "noscript", "template"),
            *(n for n in clear.iter() if isinstance(n.tag, str) and is_hidden(n)),
        ],
    )
    return _folded(clear.text_content())


def _folded(words: str) -> str:
    return "".join(words.split()).lower()


def _is_same(one: str, other: str) -> bool:
    return bool(one.strip()) and _folded(one) == _folded(other)


@functools.cache
def _box() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _listed("boxes")))
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")


@functools.cache
def _asks() -> re.Pattern[str]:
    return re.compile("|".join(_listed("asks")))


@functools.cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(vocabulary.load("page_noise")[name])
