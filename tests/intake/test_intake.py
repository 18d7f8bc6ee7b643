"""Bytes become reports, or are refused in one line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sayso import intake
from sayso.intake.fetch import fetch, is_public
from sayso.problems import BinaryInput, EmptyInput, FetchRefused, NoReader, NotFound, RefusedInput, TooLong

NEWS = (
    "The army said on Monday that two of its soldiers were wounded when a mine went off near the bridge. "
    "Residents said that the road had been closed for hours."
)
PAGE = f"""<!doctype html><html><head><title>Mine at the bridge</title>
<meta property="og:site_name" content="The Valley Post"><script type="application/ld+json">
{{"@type": "NewsArticle", "headline": "Mine at the bridge", "datePublished": "2026-03-02T08:00:00Z",
"publisher": {{"name": "Valley Post"}}}}</script></head>
<body><nav>Home Sport Weather</nav><article><h1>Mine at the bridge</h1><p>{NEWS}</p><p>{NEWS}</p></article>
<script>alert("x")</script></body></html>"""


def test_the_id_is_the_hash_of_the_bytes() -> None:
    """A report is known by the SHA-256 of its bytes as they came."""
    data = NEWS.replace(" ", "\r\n", 1).encode()
    report, _ = intake.read_bytes(data, origin="x")
    assert report.id == hashlib.sha256(data).hexdigest()
    assert report.text == NEWS.replace(" ", "\n", 1)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyInput),
        (b" \n\t", EmptyInput),
        (b"\x7fELF\x00\x01\x02", BinaryInput),
        (b"word " * 250_000, TooLong),
    ],
)
def test_refusals_are_one_line(data: bytes, refusal: type[RefusedInput]) -> None:
    """What cannot be read is refused in one line that names it."""
    with pytest.raises(refusal, match="^feb/report: .+$"):
        intake.read_bytes(data, origin="feb/report")


def test_other_media_types_are_refused() -> None:
    """A media type without a reader is refused with the readers there are."""
    with pytest.raises(NoReader, match="text/html"):
        intake.read_bytes(b"PK", origin="x", media_type="application/epub+zip")


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is refused with its path."""
    with pytest.raises(NotFound, match="nowhere"):
        intake.read_file(tmp_path / "nowhere.txt")


def test_a_page_gives_what_it_states() -> None:
    """Title, publisher and day come from what the page says of itself, and no script comes with the text."""
    report, problems = intake.read_bytes(PAGE.encode(), origin="page")
    assert (report.title, report.publisher, report.published) == (
        "Mine at the bridge",
        "Valley Post",
        "2026-03-02",
    )
    assert NEWS in report.text and "alert" not in report.text and not problems


@pytest.mark.parametrize(
    ("start", "publisher", "dateline", "published"),
    [
        ("Reuters, AMMAN and MOSCOW\n\n", "Reuters", ("Amman", "Moscow"), None),
        ("BEIRUT (Reuters) - ", "Reuters", ("Beirut",), None),
        ("SAN SALVADOR, 12 JAN 90 (ACAN-EFE) -- ", "ACAN-EFE", ("San Salvador",), "1990-01-12"),
        ("Published 3 March 2021\n\n", None, (), "2021-03-03"),
        ("", None, (), None),
    ],
)
def test_headers(start: str, publisher: str | None, dateline: tuple[str, ...], published: str | None) -> None:
    """Publisher, dateline and day are taken from the start of the text, where they stand there."""
    report, problems = intake.read_text(start + NEWS)
    assert (report.publisher, report.dateline, report.published) == (publisher, dateline, published)
    assert ("no_publication_date" in [problem.code for problem in problems]) == (published is None)


def test_what_is_given_overrides() -> None:
    """The day and the publisher that the user gives stand over what the text states."""
    report, _ = intake.read_text("BEIRUT (Reuters) - " + NEWS, published="2026-03-03", publisher="AP")
    assert (report.published, report.publisher) == ("2026-03-03", "AP")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (NEWS, "en"),
        (NEWS.upper(), "en"),
        (
            "El ejército dijo el lunes que dos de sus soldados resultaron heridos por una mina cerca del puente.",
            "es",
        ),
        (
            "Армия сообщила, что двое её солдат были ранены, когда у моста взорвалась мина, и дорога закрыта.",
            "ru",
        ),
    ],
)
def test_languages(text: str, language: str) -> None:
    """English is told from other languages, and these are said not to be read."""
    report, problems = intake.read_text(text)
    assert report.language == language
    assert ("language_not_read" in [problem.code for problem in problems]) == (language != "en")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "0.0.0.0",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "64:ff9b::a00:1",
    ],
)
def test_addresses_inside_are_not_public(address: str) -> None:
    """Private, local and special addresses are not connected to."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/a", "http://localhost/", "http://2130706433/", "//x"]
)
def test_addresses_that_are_refused(url: str) -> None:
    """Other schemes, and names that lead inside, are refused."""
    with pytest.raises(FetchRefused, match="not fetched"):
        fetch(url, resolver=lambda name, port: ["127.0.0.1"])
