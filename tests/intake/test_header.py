"""What a text states of itself at its top."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso import intake
from sayso.intake.header import Header, read_header

NEWS = (
    "The army said on Monday that two of its soldiers were wounded when a mine went off near the bridge. "
    "Residents said that the road had been closed for hours."
)


@pytest.mark.parametrize(
    ("top", "publisher", "dateline", "published"),
    [
        ("Reuters, AMMAN and MOSCOW\n\n", "Reuters", ("Amman", "Moscow"), None),
        ("BEIRUT (Reuters) - ", "Reuters", ("Beirut",), None),
        ("Beirut (AFP) — ", "AFP", ("Beirut",), None),
        ("(Reuters) - ", "Reuters", (), None),
        ("KAMPALA, April 18 (Lakeland Wire) - ", "Lakeland Wire", ("Kampala",), None),
        ("KAMPALA, April 18, 2026 (Lakeland Wire) – ", "Lakeland Wire", ("Kampala",), "2026-04-18"),
        ("SAN SALVADOR, 12 JAN 90 (ACAN-EFE) -- ", "ACAN-EFE", ("San Salvador",), "1990-01-12"),
        ("Mine at the bridge\n\nWASHINGTON, D.C. (AP) — ", "AP", ("Washington",), None),
        ("KABUL, ISLAMABAD and DELHI (AFP) - ", "AFP", ("Kabul", "Islamabad", "Delhi"), None),
        ("GAZA/JERUSALEM, May 31 (Reuters) - ", "Reuters", ("Gaza", "Jerusalem"), None),
        ("DAMASCUS, 5 May 2021 (SANA)-", "SANA", ("Damascus",), "2021-05-05"),
        ("FAIRVIEW, W.Va. - ", None, ("Fairview",), None),
        ("KOKOMO, Ind. (June 15, 2014) — ", None, ("Kokomo",), "2014-06-15"),
        ("NAIROBI — ", None, ("Nairobi",), None),
        ("Published 3 March 2021\n\n", None, (), "2021-03-03"),
        ("2026-04-18T08:00:00Z\n\n", None, (), "2026-04-18"),
        ("Updated: Sunday, 19 April 2026 at 10:30 GMT\nPublished: 18 April 2026, 08:00\n\n", None, (), "2026-04-18"),
        ("Lakeland Wire\n\n18 April 2026\n\n", "Lakeland Wire", (), "2026-04-18"),
        ("By Mara Sole\nAssociated Press\n\n", "Associated Press", (), None),
        ("Source: Xinhua\n\n", "Xinhua", (), None),
        ("", None, (), None),
    ],
)  # fmt: skip
def test_headers(top: str, publisher: str | None, dateline: tuple[str, ...], published: str | None) -> None:
    """Publisher, dateline and day are taken from the top of the text, where they stand there."""
    report, problems = intake.read_text(top + NEWS)
    assert (report.publisher, report.dateline, report.published) == (publisher, dateline, published)
    assert report.text == top + NEWS
    assert ("no_publication_date" in [problem.code for problem in problems]) == (published is None)


@pytest.mark.parametrize(
    "top",
    [
        "Bomb Kills Nine\n\n",
        "BOMB KILLS NINE IN KABUL - POLICE\n\n",
        "13 September 1974 bombing of a café\n\n",
        "31 February 2020\n\n",
        "Beirut (pictured) - ",
        "The army (Reuters) - ",
        "NEW YORK (UPDATED) - ",
        "The U.S. Navy — ",
        "UN — ",
        "IDLIB-based ",
        "Russia, USA\n\n",
        "The mayor, KABUL and others\n\n",
    ],
)
def test_when_in_doubt_nothing(top: str) -> None:
    """Headlines, remarks in brackets, capitals and days that are none are no header."""
    assert read_header(top + NEWS) == Header()


def test_a_headline_above_a_day_is_no_publisher() -> None:
    """A line above a date is its publisher only if it has a word that publishers have."""
    assert read_header("Bomb Kills Nine\n\n18 April 2026\n\n" + NEWS) == Header(published="2026-04-18")


@pytest.mark.parametrize(
    ("head", "title", "publisher", "published", "url"),
    [
        ("Title: Mine at the bridge\nPublisher: Valley Post\nDate: 2026-04-18\n\n", "Mine at the bridge", "Valley Post", "2026-04-18", None),
        ("TITLE:  Mine at the bridge\nSOURCE: Reuters\nPublished on: Saturday, 18 April 2026, 08:00\nURL: https://valley.example/1\nAuthor: Mara Sole\n\n", "Mine at the bridge", "Reuters", "2026-04-18", "https://valley.example/1"),
        ("**Headline:** Mine at the bridge\n**Outlet:** Valley Post\n\n", "Mine at the bridge", "Valley Post", None, None),
        ("\nDate: April 18, 2026\n\nPublisher: Valley Post\n", None, "Valley Post", "2026-04-18", None),
        ("Title: Mine at the bridge\nDate: 18 April\nLink: javascript:x\n", "Mine at the bridge", None, None, None),
    ],
)  # fmt: skip
def test_a_head_of_labels(
    head: str, title: str | None, publisher: str | None, published: str | None, url: str | None
) -> None:
    """Two or more labelled lines at the top are a head; where each fact stands is kept; the text stays as it is."""
    report, _ = intake.read_text(head + NEWS)
    assert (report.title, report.publisher, report.published, report.url) == (
        title,
        publisher,
        published,
        url,
    )
    assert report.text == head + NEWS and report.retrieval
    assert set(dict(report.retrieval.stated).values()) == {"its first lines"}


@pytest.mark.parametrize(
    "top",
    [
        "Title: Mine at the bridge\n\n",
        "Warning: graphic\nNote: long\n",
        "Police: two hurt\nDoctors: nine hurt\n",
        "Date: soon\n",
    ],
)
def test_one_label_is_no_head(top: str) -> None:
    """One labelled line, or labels that say nothing of the report, are text."""
    assert read_header(top + NEWS) == Header()


def test_a_dateline_below_a_head() -> None:
    """Below a head of labels a dateline is read as at the top."""
    head = read_header("Title: Mine\nDate: 2026-04-18\n\nKAMPALA, April 18 (Lakeland Wire) - " + NEWS)
    assert (head.publisher, head.dateline, head.published) == ("Lakeland Wire", ("Kampala",), "2026-04-18")


def test_the_shape_of_real_reports(shared: Path) -> None:
    """A labelled head in front of a real report states what it says, and leaves what is read below it as it was."""
    paths = sorted((shared / "reports").rglob("*.txt"))
    assert len(paths) >= 12
    for path in paths:
        text = path.read_text(encoding="utf-8")
        plain, headed = read_header(text), read_header(f"Title: A title\nDate: 2018-02-03\n\n{text}")
        assert (headed.title, headed.published) == ("A title", "2018-02-03")
        assert (headed.publisher, headed.dateline) == (plain.publisher, plain.dateline)
