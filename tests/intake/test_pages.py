"""Web pages: the article and what the page states about itself, without what stands around it."""

from __future__ import annotations

import pytest

from sayso import intake
from sayso.problems import NoArticle
from sayso.text import find_quote

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Mortar fire kills four in Arin market | The Valley Post</title>
<meta property="og:site_name" content="The Valley Post"><meta property="og:title" content="Mortar fire kills four in Arin market">
<meta property="article:published_time" content="2026-03-02T21:40:00+03:00">
<link rel="canonical" href="https://valleypost.example/arin"/>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","@id":"#site","name":"The Valley Post"},{"@type":"Organization","@id":"#org","name":"Valley Post Media"},{"@type":["NewsArticle"],"headline":"Mortar fire kills four in Arin market","datePublished":"2026-03-02T21:40:00+03:00","publisher":{"@id":"#org"}}]}</script>
</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li><li><a href="/s">Sport</a></li></ul></nav><div class="cookie">We use cookies to improve your visit. Accept all.</div></header>
<main><article>
<h1>Mortar fire kills four in Arin market</h1>
<p class="standfirst">Residents blame the army; the ministry says its guns were silent</p>
<p class="byline">By Mara Sole</p>
<figure><img src="a.jpg" alt="Smoke"><figcaption>Smoke rises over the market in Arin on Monday. Photo: M. Sole</figcaption></figure>
<p>ARIN, March 2 (Valley Post) – Mortar rounds struck the main market of Arin on Monday, killing four people, two doctors said.</p>
<p>“We ran to the river,” said one <b>trader</b>, who gave her name as Adila. <a href="/x">The ministry denied</a> that its guns had fired.</p>
<blockquote><p>“No gun of ours was fired that day,” the ministry said in a statement.</p></blockquote>
<table><tr><th>Day</th><th>Killed</th></tr><tr><td>Sunday</td><td>2</td></tr><tr><td>Monday</td><td>4</td></tr></table>
<ul><li>Four people were killed in the market.</li><li>Eleven were wounded, the doctors said.</li></ul>
<div class="related"><h3>Read more</h3><ul><li><a href="/1">Ten things to cook tonight</a></li><li><a href="/2">Bridge reopens in Soll</a></li></ul></div>
<p>The town has changed hands twice since January.<br>It was quiet on Tuesday.</p>
</article>
<section id="comments"><h2>Comments (2)</h2><div class="comment"><p>User77: I heard that ninety people were killed by aliens.</p></div></section></main>
<footer><p>© 2026 Valley Post. All rights reserved. Terms of use.</p></footer></body></html>
"""
#: the same page without any statement about itself but what is put in for STATED
BARE = "<html><head>STATED</head><body><p>{}</p></body></html>".format(
    "The army said on Monday that two of its soldiers were wounded near the bridge. " * 4
)


def test_a_page_gives_what_it_states() -> None:
    """Title, publisher and day come from what the page says of itself; JSON-LD may name the publisher elsewhere."""
    report, problems = intake.read_bytes(PAGE.encode(), origin="page")
    assert (report.title, report.publisher, report.published, report.url) == (
        "Mortar fire kills four in Arin market",
        "Valley Post Media",
        "2026-03-02",
        "https://valleypost.example/arin",
    )
    assert report.dateline == ("Arin",) and report.language == "en" and not problems


@pytest.mark.parametrize(
    "words",
    [
        "Residents blame the army; the ministry says its guns were silent",
        "“We ran to the river,” said one trader, who gave her name as Adila.",
        "The ministry denied that its guns had fired.",
        "“No gun of ours was fired that day,” the ministry said in a statement.",
        "Four people were killed in the market.",
    ],
)
def test_the_article_is_kept(words: str) -> None:
    """Standfirst, paragraphs with links and bold words, quotations and lists are the text."""
    report, _ = intake.read_bytes(PAGE.encode(), origin="page")
    assert find_quote(words, report.text)


@pytest.mark.parametrize(
    "words", ["aliens", "Sport", "cookies", "Accept all", "All rights reserved", "cook tonight", "Sunday"]
)
def test_what_stands_around_is_dropped(words: str) -> None:
    """Comments, menus, notices, links to other articles, tables and the foot of the page are not the text."""
    report, _ = intake.read_bytes(PAGE.encode(), origin="page")
    assert words not in report.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("declared", [True, False])
def test_encodings_of_pages(encoding: str, declared: bool) -> None:
    """A page in an old encoding, declared or not, has the same text as in UTF-8."""
    name = {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}.get(encoding, encoding)
    page = PAGE.replace('<meta charset="utf-8">', f'<meta charset="{name}">' if declared else "")
    wanted, _ = intake.read_bytes(PAGE.encode(), origin="page")
    report, _ = intake.read_bytes(page.encode(encoding), origin="page")
    assert report.text == wanted.text and report.publisher == "Valley Post Media"


@pytest.mark.parametrize(
    ("stated", "day", "publisher"),
    [
        ('<meta name="date" content="2026-03-02">', "2026-03-02", None),
        ('<meta itemprop="datePublished" content="20260302T080000Z">', "2026-03-02", None),
        ('<meta name="DC.date.issued" content="Mon, 02 Mar 2026 21:00:00 GMT">', "2026-03-02", None),
        ('<meta property="article:published_time" content="March 2, 2026 at 9 pm">', "2026-03-02", None),
        ('<meta property="article:modified_time" content="2026-03-02">', None, None),
        ('<meta property="og:site_name" content="Valley Post">', None, "Valley Post"),
        ('<script type="application/ld+json">[[{"@type": "NewsArticle", "publisher": [{"name": "Valley Post"}]}]]</script>', None, "Valley Post"),
        ('<script type="application/ld+json">{"@type": 5, "@graph": [1, null]}</script>', None, None),
        ('<script type="application/ld+json">not JSON</script>', None, None),
        ('<meta content="x"><meta name="date"><meta name="date" content="soon">', None, None),
    ],
)  # fmt: skip
def test_statements(stated: str, day: str | None, publisher: str | None) -> None:
    """The day of publication is taken in the forms pages use, never that of a change; what is odd is passed over."""
    report, _ = intake.read_bytes(BARE.replace("STATED", stated).encode(), origin="page")
    assert (report.published, report.publisher) == (day, publisher)


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><nav>Home</nav></body></html>",
        b"<<<>>><html <body",
        b"<!doctype html>" + b"\0" * 500,
        b"<html>" + b"<div>" * 50_000 + b"x",
    ],
)
def test_a_page_without_an_article_is_refused(data: bytes) -> None:
    """A page without text, broken or empty, is refused in a line."""
    with pytest.raises(NoArticle, match="^page: no article text was found"):
        intake.read_bytes(data, origin="page", media_type="text/html")


def test_a_broken_page_is_read() -> None:
    """Tags that are never closed, and one in the wrong place, lose no words."""
    data = BARE.replace(
        "</p></body></html>", "<b>It <div>was quiet</b> <p>after that, residents said"
    ).encode()
    report, _ = intake.read_bytes(data, origin="page")
    assert find_quote("residents said", report.text)


def test_text_with_the_name_of_a_page_is_text() -> None:
    """A file that is said to be HTML and has no tag is read as plain text."""
    report, _ = intake.read_bytes(
        b"The army said on Monday that a mine went off.", origin="x", media_type="text/html"
    )
    assert report.retrieval and report.retrieval.media_type == "text/plain"
