"""Bytes become reports, or are refused in one line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sayso import intake
from sayso.intake import find_inputs, inputs_in
from sayso.intake.fetch import fetch, is_public
from sayso.problems import (
    READ,
    BinaryInput,
    EmptyInput,
    FetchRefused,
    NoReader,
    NotFound,
    RefusedInput,
    TooLong,
)

NEWS = (
    "The army said on Monday that two of its soldiers were wounded when a mine went off near the bridge. "
    "Residents said that the road had been closed for hours."
)


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
    """A media type without a reader is refused, with what can be read instead."""
    with pytest.raises(
        NoReader, match="^x: this is application/epub.zip, which .* plain text, web pages, PDF"
    ):
        intake.read_bytes(b"PK", origin="x", media_type="application/epub+zip")


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is refused with its path."""
    with pytest.raises(NotFound, match="nowhere"):
        intake.read_file(tmp_path / "nowhere.txt")


def test_what_is_given_overrides() -> None:
    """The day and the publisher that the user gives stand over what the text states."""
    report, _ = intake.read_text("BEIRUT (Reuters) - " + NEWS, published="2026-03-03", publisher="AP")
    assert (report.published, report.publisher) == ("2026-03-03", "AP")


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


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{\\rtf1\\ansi The army said so.}", "an RTF document"),
        (b"7z\xbc\xaf\x27\x1c" + b"text " * 90, "a 7-Zip archive"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b'<?xml version="1.0"?><invoice><sum>9</sum></invoice>', "an XML document"),
    ],
)
@pytest.mark.parametrize("said", [None, "text/plain"])
def test_other_kinds_of_file_are_named(data: bytes, kind: str, said: str | None) -> None:
    """What is no text is told by its first bytes, whatever it is said to be, and called by its name."""
    with pytest.raises(NoReader) as refused:
        intake.read_bytes(data, origin="feb/x", media_type=said)
    assert str(refused.value) == (
        f"feb/x: this is {kind}, which sayso does not read. "
        f"It reads {READ}: save the text in it as a file, and read that."
    )


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    """Files come sorted by the parts of their paths; hidden ones and folders behind links do not come."""
    names = [
        "b/2.txt",
        "b/10.txt",
        "b-1.txt",
        "b.txt",
        "a/z/deep.txt",
        "a/z.txt",
        "c/.hidden.txt",
        ".git/x.txt",
    ]
    for name in names:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NEWS, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/more.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "in/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in/d.txt").symlink_to(tmp_path / "elsewhere/more.txt")
    (tmp_path / "in/gone.txt").symlink_to(tmp_path / "nowhere")
    found = [str(path.relative_to(tmp_path / "in")) for path in inputs_in(tmp_path / "in")]
    assert found == ["a/z/deep.txt", "a/z.txt", "b/10.txt", "b/2.txt", "b-1.txt", "b.txt", "d.txt"]
    assert find_inputs(tmp_path / "in") == sorted(tmp_path / "in" / name for name in found)
