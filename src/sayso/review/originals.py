"""What came from outside, shown so that nothing in it can act: the page sanitized and caged, the bytes as plain text."""

from __future__ import annotations

from starlette.responses import Response

from sayso.model import Reading
from sayso.review.asking import Ask
from sayso.review.decisions import Refused
from sayso.review.drawing.world_map import world_map
from sayso.review.filters import mask_of, read_filter
from sayso.review.pages.report import reading_named
from sayso.review.render import environment

#: no script, no form, no picture, no style, no frame: words and their order
CAGE = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
    "X-Frame-Options": "SAMEORIGIN",
}
_TAGS = frozenset(
    [
        "p",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "em",
        "strong",
        "b",
        "i",
        "u",
        "s",
        "sub",
        "sup",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "article",
        "section",
        "div",
        "span",
        "figure",
        "figcaption",
        "hr",
        "time",
        "cite",
        "q",
    ]
)
#: elements whose words are no words of the page
_DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "head",
        "title",
        "textarea",
        "select",
    ]
)


def page(ask: Ask) -> Response:
    """The web page without anything that could act or fetch; the text, for a report that was none."""
    reading = open_reading(ask)
    retrieval = reading.report.retrieval
    if retrieval is None or "html" not in retrieval.media_type:
        return _plain(reading.report.text)
    return Response(
        sanitized(ask.desk.artefact(reading.report.id)), media_type="text/html; charset=utf-8", headers=CAGE
    )


def original(ask: Ask) -> Response:
    """The bytes as they came, to be looked at as text and as nothing else."""
    reading = open_reading(ask)
    return _plain(ask.desk.artefact(reading.report.id).decode("utf-8", "replace"))


def open_reading(ask: Ask) -> Reading:
    """The reading in the address; Refused while names in its text are protected and this person has not opened them."""
    reading = reading_named(ask)
    if ask.mask([reading.report.id]).find(reading.report.text):
        raise Refused(
            "Names in this report are protected. Open them first (Integrity), or read its text with roles."
        )
    return reading


def sanitized(data: bytes) -> str:
    """The markup with allowed tags only and no attribute but language and direction."""
    import nh3

    clean = nh3.clean(
        data.decode("utf-8", "replace"),
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED),
        attributes={"*": {"lang", "dir"}},
        url_schemes=set(),
        link_rel=None,
    )
    return f"<!doctype html><meta charset=utf-8><title>as published</title>{clean}"


def map_picture(ask: Ask) -> Response:
    """The map of a selection as a picture, for those without scripts."""
    filter = read_filter(ask.query)
    columns = ask.view.columns
    drawn = world_map(columns, mask_of(filter, columns), filter)
    text = environment().get_template("map.svg").render(drawn)
    # an SVG opened by itself is a document: caged like one
    return Response(
        text,
        media_type="image/svg+xml",
        headers={**CAGE, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"},
    )


def _plain(text: str) -> Response:
    return Response(text.encode("utf-8", "replace"), media_type="text/plain; charset=utf-8", headers=CAGE)
