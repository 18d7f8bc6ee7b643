"""What a person sees of inputs that are odd: one clear line each, and never a traceback."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from sayso.cli import run
from sayso.model import Reading
from sayso.problems import READ

NEWS = (
    "The army said on Monday that two of its soldiers were wounded when a mine went off near the bridge. "
    "Residents said that the road had been closed for hours."
)
CONVERT = f"It reads {READ}: save the text in it as a file, and read that."
UNDATED = 'The day of publication is not known, so words like "on Saturday" keep no date.'


class FakeReader:
    """Finds nothing, quickly."""

    name = reading_name = "fake.1"

    def read_many(self, taken):  # type: ignore[no-untyped-def]
        """The readings, in order."""
        for told, problems in taken:
            yield Reading(told, (), problems, "fake.1")


@pytest.fixture(autouse=True)
def fake_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """What intake has to say is asked here, not what the model reads."""
    monkeypatch.setattr("sayso.pipeline.load_reader", FakeReader)


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("empty.txt", b"", "there is no text in it. Nothing was read; check the download."),
        ("blank.txt", b" \r\n\t\n", "there is no text in it. Nothing was read; check the download."),
        ("mark.txt", b"\xef\xbb\xbf", "there is no text in it. Nothing was read; check the download."),
        ("noise.txt", bytes(range(256)) * 20, f"this is no text that sayso knows: it has bytes near its start that no text has. {CONVERT}"),
        ("zeros.txt", b"\0" * 900, f"this is no text that sayso knows: it has bytes near its start that no text has. {CONVERT}"),
        ("report.pdf", b"%PDF-1.4\n" * 99, "it cannot be read: the PDF is damaged (PdfStreamError). Get the file again, or save the text in it."),
        ("letter.rtf", b"{\\rtf1 The army said so.}", f"this is an RTF document, which sayso does not read. {CONVERT}"),
        ("long.txt", b"The army said so. " * 300_000, "5,400,000 characters; one report may have 1,000,000. Split it into one file a report."),
        ("nothing.html", b"<html><nav>Home</nav></html>", "no article text was found in this page. Save the article's text and read that."),
        ("gone.txt", None, "no such file or directory. Check the path."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("as_json", [True, False])
def test_a_refused_input_is_a_line(
    name: str,
    data: bytes | None,
    line: str,
    as_json: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What cannot be read is named with the reason and what to do, on standard error; the status is 1."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    assert run(["read", str(path), *(["--json"] if as_json else [])]) == 1
    assert capsys.readouterr() == ("", f"{path}: {line}\n")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (NEWS.encode(), UNDATED),
        (b"Bomb at bridge.", "There is too little text to tell its language; it was read as English."),
        ("Армия сообщила, что двое её солдат были ранены у моста.".encode(), "The text seems to be in Russian, and sayso reads English only so far. No claims were looked for."),
        (b"Zolka brenti mur sato vilen " * 12, "The text seems to be in another language, and sayso reads English only so far. No claims were looked for."),
        (NEWS.encode() + b"\xff" + "“”".encode() * 3, "Bytes that are no valid UTF-8 stand as U+FFFD in the text: 1 in all."),
    ],
)  # fmt: skip
def test_what_the_words_do_not_allow_is_a_sentence(
    data: bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text that can be read only in part is read, and a sentence says what is missing; the status is 0."""
    (tmp_path / "x.txt").write_bytes(data)
    assert run(["read", str(tmp_path / "x.txt")]) == 0
    out, err = capsys.readouterr()
    assert sentence in " ".join(out.split()) and err == ""


@pytest.mark.parametrize(
    "data",
    [NEWS.encode("utf-16"), NEWS.encode("cp1252"), (NEWS + "\0" + NEWS * 2).encode(), ("word " * 150_000).encode(), b"x" * 900_000],
    ids=["utf-16", "cp1252", "a zero", "one line", "one word"],
)  # fmt: skip
def test_odd_texts_are_taken(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other encodings, a stray zero, a line and a word without end are taken."""
    (tmp_path / "x.txt").write_bytes(data)
    assert run(["read", "--json", str(tmp_path / "x.txt")]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["report"]["text"] and err == ""


def test_one_bad_file_of_a_folder_costs_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The good files of a folder and of the folders in it are read; the bad one is named; hidden ones are left alone."""
    (tmp_path / "march").mkdir()
    for name, data in {
        "a.txt": NEWS,
        "b.txt": "",
        "march/c.txt": "From March. " + NEWS,
        ".hidden": "",
    }.items():
        (tmp_path / name).write_text(data, encoding="utf-8")
    assert run(["read", "--json", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["report"]["text"] for line in out.splitlines()] == [NEWS, "From March. " + NEWS]
    assert err == f"{tmp_path / 'b.txt'}: there is no text in it. Nothing was read; check the download.\n"


def test_an_empty_folder_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without files is said to have none, and the status is 1."""
    assert run(["read", str(tmp_path)]) == 1
    assert capsys.readouterr() == ("", f"{tmp_path}: there is no file in this folder. Check the path.\n")


def test_standard_input_has_a_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What comes from standard input is called so, when it is read and when it is refused."""
    for data, status in ((NEWS.encode(), 0), (b"", 1)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert run(["read", "-"]) == status
    out, err = capsys.readouterr()
    assert out.startswith("standard input\n") and err.startswith("standard input: there is no text in it.")


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("http://127.0.0.1/x", "not fetched: 127.0.0.1 is not a public address."),
        ("HTTP://127.0.0.1/x", "not fetched: 127.0.0.1 is not a public address."),
        ("http://[::1]/", "not fetched: ::1 is not a public address."),
        ("http://", "not fetched: it names no server."),
        ("ftp://127.0.0.1/x", "not fetched: ftp is not http or https."),
    ],
)
def test_an_address_that_is_not_fetched_is_a_line(
    url: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Addresses inside, of other schemes and without a server are refused before anything is asked of them."""
    assert run(["read", url]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"{url}: {line} sayso fetches public http(s) addresses only")
    assert len(err.splitlines()) == 1
