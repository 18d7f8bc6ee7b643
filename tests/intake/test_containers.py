"""Documents of every kind and containers of them: what is read, and what each report states of itself."""

from __future__ import annotations

import gzip
import json
import os
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from intake_makings import (
    NEWS,
    PARAGRAPHS,
    atom,
    item,
    letter,
    mbox,
    news,
    page,
    pdf,
    rss,
    tarred,
    wacz,
    warc,
    zipped,
)

from sayso import intake
from sayso.ids import sha256_hex
from sayso.intake import Arrival, Refusal
from sayso.intake.jail import jail


def read(data: bytes, origin: str = "in", **more: Any) -> list[Arrival | Refusal]:
    """Everything that comes of the bytes."""
    return list(intake.read_reports(data, origin=origin, **more))


def texts(outcomes: list[Arrival | Refusal]) -> list[str]:
    """The texts of the reports; a refusal is shown as its sentence."""
    return [one.report.text if isinstance(one, Arrival) else str(one.error) for one in outcomes]


def only(data: bytes, origin: str = "in", **more: Any) -> Arrival:
    """The one report in the bytes."""
    (one,) = read(data, origin, **more)
    assert isinstance(one, Arrival), one
    assert one.report.id == sha256_hex(one.artefact)
    return one


def where(arrival: Arrival) -> dict[str, str]:
    """Fact → where it is stated."""
    assert arrival.report.retrieval
    return dict(arrival.report.retrieval.stated)


def test_a_pdf_is_read_in_paragraphs() -> None:
    """Lines that go on are joined, parted words are whole, running heads and page numbers are gone."""
    first = [
        "Lake Monitor, weekly report",
        "The governor of the lake province said on Tuesday that rockets had hit a wa-",
        "ter station in Melun and killed three engineers.",
        "1",
    ]
    second = ["Lake Monitor, weekly report", "The army denied it.", "2"]
    third = ["Lake Monitor, weekly report", "Two nurses said that they had treated nine wounded people.", "3"]
    found = only(pdf([first, second, third], title="Weekly report"))
    assert "had hit a water station in Melun and killed three engineers." in found.report.text
    assert "weekly report" not in found.report.text and "\n1" not in found.report.text
    assert found.report.title == "Weekly report" and where(found)["title"] == "the PDF's title"
    assert found.report.published is None


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - sitrep.docx", "x"])
def test_names_of_files_are_no_titles(title: str) -> None:
    """What a program wrote as the title of a PDF is none."""
    assert only(pdf(title=title)).report.title is None


def test_a_pdf_of_pictures_is_refused() -> None:
    """A PDF without a word says that it is pictures."""
    assert texts(read(pdf([[]]))) == [
        "in: there are no words in it, only pictures (1 pages). Have its text recognised, and read what comes out."
    ]


def test_a_feed_with_broken_entities_is_read() -> None:
    """Entities that nobody defined, bare ampersands, bad references and an item cut off cost no other item."""
    bad = [
        item(1, "Shells &amp; mortars fell at B&uuml;ren & Co, two said&hellip; " + NEWS),
        item(2, "A price of &#99999999; and &bogus; and &\\; was paid. " + NEWS),
        item(
            3,
            more="<content:encoded><![CDATA[<p>First &amp; last.</p><p>"
            + NEWS
            + "</p><script>steal()</script>]]></content:encoded>",
        ),
        "<item><title>No end &amp; nothing",
        item(4),
    ]
    found = read(rss(bad))
    assert [isinstance(one, Arrival) for one in found] == [True, True, True, False, True]
    first, third = found[0], found[2]
    assert isinstance(first, Arrival) and isinstance(third, Arrival)
    assert "Büren" in first.report.text and NEWS in first.report.text
    assert third.report.text == f"First & last.\n\n{NEWS}" and "steal" not in third.report.text
    assert (first.report.title, first.report.publisher, first.report.published, first.report.url) == (
        "Rockets & denial 1", "The Valley Post – News", "2026-03-03", "https://valley.example/1",
    )  # fmt: skip
    assert where(first) == {
        "published": "the entry's date",
        "publisher": "the feed's title",
        "title": "the entry's title",
        "url": "the entry's link",
    }
    assert "feed_lead" in [one.code for one in first.problems]


def test_an_atom_feed_and_what_is_no_feed() -> None:
    """Atom entries are read; a feed without entries is said to have none."""
    entry = f"<entry><title>Raid in Melun</title><link href='https://lake.example/7'/><id>7</id><published>2026-03-02T23:30:00-05:00</published><updated>2026-04-01T00:00:00Z</updated><content type='html'>&lt;p&gt;{NEWS}&lt;/p&gt;</content></entry>"
    found = only(atom([entry]))
    assert (found.report.text, found.report.published, found.report.publisher) == (
        NEWS,
        "2026-03-02",
        "Lake Monitor",
    )
    assert texts(read(atom([]))) == ["in: there is no entry in it that can be read. Check the download."]


def test_an_entry_is_the_same_when_the_feed_is_fetched_again() -> None:
    """The artefact of an entry is the entry, not the feed around it."""
    before, after = rss([item(1)]), rss([item(2), item(1)], title="The Valley Post – News")
    assert only(before).report.id in {one.report.id for one in read(after) if isinstance(one, Arrival)}


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_is_read(packed: bool) -> None:
    """Pages with their addresses and times; pictures, robots.txt and missing pages are passed over."""
    pages = {
        "https://valley.example/1": page(1),
        "https://valley.example/2#gzip": page(2),
        "https://valley.example/3": pdf(),
        "https://valley.example/4#br": page(4),
        "https://valley.example/5#deflate": page(5),
        "https://valley.example/6#chunked": page(6),
    }
    found = read(warc(pages, packed=packed), "crawl.warc.gz")
    assert [isinstance(one, Arrival) for one in found] == [True] * 6
    artefacts = [one.artefact for one in found if isinstance(one, Arrival)]
    assert [artefacts[n] for n in (1, 3, 4, 5)] == [page(n) for n in (2, 4, 5, 6)]
    first = found[0]
    assert isinstance(first, Arrival) and first.report.retrieval
    assert first.artefact == page(1) and first.report.url == "https://valley.example/1"
    assert (first.report.retrieval.origin, first.report.retrieval.retrieved_utc) == (
        "crawl.warc.gz!https://valley.example/1",
        "2026-03-03T10:00:00Z",
    )
    assert where(first)["url"] == "WARC-Target-URI" and first.report.published == "2026-03-02"


@pytest.mark.slow
def test_a_web_archive_of_a_thousand_pages(tmp_path: Path) -> None:
    """Every one of a thousand pages is read, one after another, by one child beside the one that takes it apart."""
    made = {f"https://valley.example/{n}": page(n) for n in range(1000)}
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc(made))
    began = time.monotonic()
    with path.open("rb") as file:
        found = list(intake.Unpacking().outcomes_of_file(file, path.stat().st_size, str(path), None))
    took, cpu = time.monotonic() - began, sum(map(_cpu_s, jail()._idle))
    print(
        f"\n{len(found)} pages, {path.stat().st_size:,} bytes: {took:.1f} s, children {cpu:.1f} s of the processor's time so far"
    )
    assert all(isinstance(one, Arrival) for one in found)
    assert {one.report.url for one in found if isinstance(one, Arrival)} == set(made)


def _cpu_s(child: Any) -> float:
    fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_page_that_was_changed_in_the_archive_is_said() -> None:
    """A page whose digest is not what the archive notes is read, and said to differ; so is one that was cut."""
    data = warc({"https://valley.example/1": page(1)}, packed=False).replace(
        b"This is report 1", b"This is report 9"
    )
    assert [one.code for one in only(data).problems] == ["digest_differs"]
    cut = only(warc({"https://valley.example/1": page(1)}, **{"WARC-Truncated": "length"}))
    assert [one.code for one in cut.problems] == ["page_cut"]


def test_an_archive_that_is_cut_off_gives_what_is_whole() -> None:
    """The pages before the damage are read, and the damage is a line."""
    data = warc({f"https://valley.example/{n}": page(n) for n in range(5)})
    found = read(data[: len(data) * 2 // 3])
    assert sum(isinstance(one, Arrival) for one in found) >= 2 and isinstance(found[-1], Refusal)


@pytest.mark.parametrize("wrong", [False, True])
def test_a_wacz_is_read_and_its_hashes_checked(wrong: bool) -> None:
    """The pages in it, each with a problem if the package notes another hash."""
    found = only(wacz(warc({"https://valley.example/1": page(1)}), wrong=wrong), "crawl.wacz")
    assert found.report.url == "https://valley.example/1"
    assert [one.code for one in found.problems] == (["digest_differs"] if wrong else [])


def test_letters_and_what_is_attached() -> None:
    """A letter is read in plain text or HTML, without what it answers to; PDFs attached are reports of their own."""
    found = read(letter(1, attached={"report.pdf": pdf()}), "a.eml")
    assert len(found) == 2 and isinstance(found[0], Arrival)
    first = found[0].report
    assert (first.title, first.publisher, first.published) == (
        "Situation report 1",
        "Lake Desk",
        "2026-03-03",
    )
    assert first.text.startswith(news(1)) and PARAGRAPHS[0] in texts(found)[1]
    assert only(letter(2, html=True)).report.text.startswith(f"{news(2)}\n\n{PARAGRAPHS[0]}")
    answered = (
        letter(3).rstrip()
        + b"\n\nOn Mon, 2 Mar 2026 at 10:00, Somebody wrote:\n> I heard that ninety were killed.\n"
    )
    assert "ninety" not in only(answered).report.text


def test_a_mail_box_is_read() -> None:
    """Each letter of a mail box, and lines that begin with "From " in a letter part nothing."""
    found = read(mbox(letter(n) for n in range(12)), "desk.mbox")
    assert [isinstance(one, Arrival) for one in found] == [True] * 12
    assert all("From what is known, nobody was arrested." in text for text in texts(found))


ROWS = [
    {"body": news(n), "headline": f"Mine {n}", "day": f"2026-03-0{n}", "site": "Valley Post", "n": n}
    for n in range(1, 4)
]
COLUMNS = {"text": "body", "published": "day", "publisher": "site"}


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    pa = pytest.importorskip("pyarrow", reason="reading Parquet needs pyarrow: pip install sayso[parquet]")
    import io

    import pyarrow.parquet as parquet

    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def _csv(rows: list[dict[str, Any]], delimiter: str = ",") -> bytes:
    import csv
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "json", "parquet", "csv.gz", "jsonl.gz"])
def test_tables_are_read_by_a_map_of_their_columns(kind: str) -> None:
    """Each row is a report; its facts come from the columns that the caller names, or that have a known name."""
    lines = "\n".join(map(json.dumps, ROWS)).encode()
    data = {"csv": _csv(ROWS), "tsv": _csv(ROWS, "\t"), "jsonl": lines, "json": json.dumps(ROWS).encode(), "csv.gz": gzip.compress(_csv(ROWS)), "jsonl.gz": gzip.compress(lines)}  # fmt: skip
    made = _parquet(ROWS) if kind == "parquet" else data[kind]
    said = "text/csv" if kind in ("csv", "tsv") else None
    found = read(made, f"corpus.{kind}", columns=COLUMNS, media_type=said)
    assert texts(found) == [row["body"] for row in ROWS]
    second = found[1]
    assert isinstance(second, Arrival)
    assert (second.report.title, second.report.published, second.report.publisher) == (
        "Mine 2",
        "2026-03-02",
        "Valley Post",
    )
    assert where(second)["published"] == "column day"


def test_a_table_without_a_text_says_its_columns() -> None:
    """Where no column is known to hold the text, the columns are named and what to do."""
    rows = [{"a": "x", "b": "y"}]
    (line,) = texts(read(_csv(rows), "t.csv", media_type="text/csv"))
    assert (
        line
        == "t.csv: no column that holds the text among a, b. Say which one holds the text: --columns text=NAME,published=NAME."
    )


def test_a_bad_row_costs_one_row() -> None:
    """A line that is no JSON object, a row without text and one with NaN are refused by their number."""
    lines = [
        json.dumps({"text": news(1)}),
        "{broken",
        "[1]",
        '{"text": ""}',
        '{"text": "x", "n": NaN}',
        json.dumps({"text": news(2)}),
    ]
    found = texts(read("\n".join(lines).encode(), "c.jsonl"))
    assert found[0] == news(1) and found[-1] == news(2)
    assert [line.partition(":")[0] for line in found[1:-1]] == [
        "c.jsonl#2",
        "c.jsonl#3",
        "c.jsonl#4",
        "c.jsonl#5",
    ]


MEMBERS = {
    "a.txt": news(1).encode(),
    "b/c.html": page(2),
    "b/d.pdf": pdf(),
    "b/e.png": b"\x89PNG\r\n\x1a\n",
    ".hidden": b"x",
}


@pytest.mark.parametrize("kind", ["zip", "stored", "tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_archives_are_read(kind: str) -> None:
    """Every document of an archive is read, a picture is a line, hidden files are left alone."""
    if kind in ("zip", "stored"):
        data = zipped(MEMBERS, zipfile.ZIP_DEFLATED if kind == "zip" else zipfile.ZIP_STORED)
    else:
        data = tarred(MEMBERS, kind.partition(".")[2])
    found = read(
        data, f"march.{kind}", media_type=None if "zip" in kind or kind == "stored" else "application/x-tar"
    )
    assert [isinstance(one, Arrival) for one in found] == [True, True, True, False]
    assert texts(found)[3].startswith(f"march.{kind}!b/e.png: this is an image, which sayso does not read.")


def test_archives_in_archives() -> None:
    """An archive in an archive is read, up to three."""
    inner = zipped({"w.warc.gz": warc({"https://valley.example/1": page(1)}), "m.mbox": mbox([letter(1)])})
    found = read(zipped({"in.zip": inner, "t.txt.gz": gzip.compress(news(5).encode())}), "a.zip")
    assert [isinstance(one, Arrival) for one in found] == [True, True, True]
    deep = zipped({"x.txt": NEWS.encode()})
    for _ in range(4):
        deep = zipped({"x.zip": deep})
    assert texts(read(deep, "d.zip")) == [
        "d.zip!x.zip!x.zip!x.zip: set aside: there are more than 3 archives inside one another. Unpack it by hand if you trust it, and read the files."
    ]


def test_office_files_are_named() -> None:
    """A Word file is a ZIP archive and still no archive of documents."""
    (line,) = texts(read(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "a.docx"))
    assert line.startswith("a.docx: this is a Word, OpenDocument or EPUB file, which sayso does not read.")


def test_a_channel_of_telegram() -> None:
    """An exported channel and its page: each message is a report, each line of it a paragraph, so that points stay apart."""
    text = [
        "Situation at noon\n\n",
        {"type": "bold", "text": "Torvan"},
        ": two were hurt.\n🔹 Dul: a bridge was hit.\n🔹 Hashir: quiet.",
    ]
    export = {"name": "Valley Channel", "type": "public_channel", "id": 1, "messages": [
        {"id": 1, "type": "service", "date": "2026-03-01T00:00:00", "text": ""},
        {"id": 2, "type": "message", "date": "2026-03-02T12:00:00", "text": text, "text_entities": []},
    ]}  # fmt: skip
    found = only(json.dumps(export).encode(), "result.json")
    assert (
        found.report.text
        == "Situation at noon\n\nTorvan: two were hurt.\n\n🔹 Dul: a bridge was hit.\n\n🔹 Hashir: quiet."
    )
    assert (found.report.published, found.report.publisher) == ("2026-03-02", "Valley Channel")
    shown = (
        '<!DOCTYPE html><html><head><meta property="og:title" content="Valley Channel"></head><body>'
        + "".join(
            f'<div class="tgme_widget_message" data-post="valley/{n}"><div class="tgme_widget_message_text js-message_text">Noon {n}<br>🔹 One.<br/>🔹 Two.</div><a href="https://t.example/{n}"><time datetime="2026-03-0{n}T08:00:00+00:00">08:00</time></a></div>'
            for n in (1, 2)
        )
    )
    assert texts(read(shown.encode(), "page")) == [f"Noon {n}\n\n🔹 One.\n\n🔹 Two." for n in (1, 2)]


def test_the_canonical_address_is_taken_from_the_same_site_only() -> None:
    """A page retrieved from one site that names another as its own is kept under the address it came from."""

    def linked(url: str) -> bytes:
        return page(1).replace(b"<head>", f'<head><link rel="canonical" href="{url}">'.encode())

    own = only(warc({"https://amp.valley.example/1?x=2": linked("https://www.valley.example/1")}))
    assert own.report.url == "https://www.valley.example/1" and where(own)["url"] == "link canonical"
    foreign = only(warc({"https://evil.example/1": linked("https://www.valley.example/1")}))
    assert foreign.report.url == "https://evil.example/1" and where(foreign)["url"] == "WARC-Target-URI"
