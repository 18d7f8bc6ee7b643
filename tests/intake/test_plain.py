"""Bytes of plain text in the encodings there are."""

from __future__ import annotations

import codecs

import pytest

from sayso import intake
from sayso.intake.plain import decode
from sayso.problems import BinaryInput

NEWS = (
    "The army said on Monday that two soldiers were hurt near the “old” bridge in Kitgum’s market – at dawn."
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (NEWS.encode(), NEWS),
        (codecs.BOM_UTF8 + NEWS.encode(), NEWS),
        (NEWS.encode("cp1252"), NEWS),
        ("Café: two were hurt".encode("latin-1"), "Café: two were hurt"),
        (NEWS.encode("utf-16"), NEWS),
        (NEWS.encode("utf-16-le"), NEWS),
        (NEWS.encode("utf-16-be"), NEWS),
        (NEWS.encode("utf-32"), NEWS),
        (b"one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    """Marks, zeros and what is valid tell the encoding; line ends are line feeds, nothing else is changed."""
    assert decode(data, "x") == (text, ())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (NEWS.encode().replace(b"bridge", b"bri\xffdge"), "Bytes that are no valid UTF-8 stand as U+FFFD in the text: 1 in all."),
        (NEWS.encode("utf-16") + b"x", "Bytes that are no valid UTF-16 stand as U+FFFD in the text: 1 in all."),
        (b"Caf\xe9 \x81\x8d bar", "Bytes that are no valid Windows-1252 stand as U+FFFD in the text: 2 in all."),
    ],
)  # fmt: skip
def test_spoilt_bytes_are_counted(data: bytes, message: str) -> None:
    """A spoilt byte costs its letter, not the encoding of all others, and is said."""
    text, problems = decode(data, "x")
    assert [problem.message for problem in problems] == [message]
    assert "�" in text and ("“old”" in text or "Café" in text)


def test_a_stray_zero_is_text() -> None:
    """One zero byte in a page of text does not make it a binary file; many do."""
    assert decode((NEWS * 4 + "\0" + NEWS).encode(), "x")[0].count("\0") == 1
    with pytest.raises(BinaryInput, match="^x: this is no text that sayso knows"):
        decode(b"\x00\x01\x02 text" * 50, "x")


def test_what_is_given_as_text_stays_as_it_is() -> None:
    """White space, marks and odd signs of a plain text reach the report unchanged."""
    odd = "  The army\u00a0said\t“yes”…\n\n\n\u200bIt was  5\u202f000 strong.  \n"
    report, _ = intake.read_text(odd)
    assert report.text == odd
