"""A piece of HTML without a page around it (of a feed, an e-mail, a table) → its words in paragraphs."""

from __future__ import annotations

import re
from typing import Any

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
        "title",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "textarea",
        "select",
        "button",
    ]
)
#: where a paragraph ends
_END = "\0"
#: signs that no tree can hold
_UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\U0010ffff]")
#: a word of HTML, so that "a < b" is no tag
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w{2,8});")


def text_of_fragment(fragment: str) -> str:
    """The words, a blank line between paragraphs; text without markup comes back as it is, trimmed.

    What is hidden by its style or attributes is left out, and so are pictures.

    >>> text_of_fragment("<p>One.<br>Two &amp; <b>three</b>.</p><p>Four.</p>")
    'One.\\n\\nTwo & three.\\n\\nFour.'
    """
    if not _MARKUP.search(fragment):
        return fragment.strip()
    import lxml.html

    clean = _UNFIT.sub(" ", fragment)
    whole = re.match(r"\s*(<!doctype|<html|<head|<body)", clean, re.IGNORECASE)
    try:
        tree = lxml.html.document_fromstring(clean if whole else f"<div>{clean}</div>")
    except (lxml.etree.ParserError, ValueError):
        return ""
    return text_of_tree(tree)


def text_of_tree(tree: Any) -> str:
    """The words of an lxml tree in paragraphs."""
    from lxml import etree

    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    pieces: list[str] = []
    for step, node in _walk(tree):
        if step == "start":
            if _breaks(node):
                pieces.append(_END)
            pieces.append(_words(node.text))
        else:
            if _breaks(node):
                pieces.append(_END)
            if node is not tree:
                pieces.append(_words(node.tail))
    lines = (" ".join(line.split()) for line in "".join(pieces).split(_END))
    return "\n\n".join(line for line in lines if line)


def _words(text: str | None) -> str:
    return (text or "").replace(_END, " ")


def _walk(tree: Any) -> Any:
    """(start or end, element) of all that is shown, in order; hidden elements give only their end."""
    from lxml import etree

    hidden = None
    for step, node in etree.iterwalk(tree, events=("start", "end")):
        if hidden is not None:
            if step == "end" and node is hidden:
                hidden = None
                yield "end", node
        elif step == "start" and (not isinstance(node.tag, str) or node.tag in _SILENT or is_hidden(node)):
            hidden = node
        else:
            yield step, node


def is_hidden(node: Any) -> bool:
    """Does the page say that nobody sees this?"""
    style = (node.get("style") or "").replace(" ", "").lower()
    return (
        node.get("hidden") is not None
        or (node.get("aria-hidden") or "").lower() == "true"
        or any(said in style for said in ("display:none", "visibility:hidden", "font-size:0", "opacity:0;"))
        or style.endswith("opacity:0")
    )


def _breaks(node: Any) -> bool:
    return node.tag in _BLOCKS or node.tag == "br"
