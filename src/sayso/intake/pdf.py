"""PDF → its words, the lines of a page put together to paragraphs. Pictures are not read."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sayso.intake.page import Page, stated
from sayso.problems import Locked, NoWords, RefusedInput, TooLong, Unparsable

_LONGEST = 1_000_000
#: what one stream of a PDF may unpack to; a page of text has some thousand bytes
_STREAM = 16_000_000
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_NO_TITLE = re.compile(
    r"^(untitled|microsoft word|document\d*$|slide|layout|.{0,3}$)|\.(docx?|indd|pdf|tmp|odt)$", re.I
)
#: a line that ends a paragraph, and one that begins another
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BEGINS = re.compile(r"[•▪‣◦●○■□–—*·-]\s|\d{1,2}[.)]\s|\(?[a-z]\)\s")


def read_pdf(data: bytes, origin: str) -> Page:
    """The words of all pages; NoWords for a PDF of pictures, Locked for one with a password.

    The day on which the file was made is not taken for the day of publication.
    """
    import pypdf

    try:
        with pypdf.apply_configuration(**_bounds(pypdf)):
            reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise Locked(origin)
            pages = [_lines(page) for page in reader.pages]
            title = _title(reader)
    except (RefusedInput, MemoryError):
        raise
    except Exception as error:
        # pypdf raises whatever the file makes it raise
        raise Unparsable(origin, f"the PDF is damaged ({type(error).__name__})") from error
    if sum(map(len, (line for page in pages for line in page))) > _LONGEST:
        raise TooLong(origin, sum(len(line) for page in pages for line in page), _LONGEST)
    text = "\n\n".join(_paragraphs(_without_edges(pages)))
    if not any(letter.isalpha() for letter in text):
        raise NoWords(origin, len(pages))
    return Page(text, stated("the PDF's title", title=title), f"pypdf {pypdf.__version__}")


def _bounds(pypdf: Any) -> dict[str, Any]:
    """No stream may unpack to more than ``_STREAM``, whichever way it is packed, and all together to four times that."""
    names = [field.name for field in dataclasses.fields(pypdf.Configuration)]
    bounds = {name: _STREAM for name in names if name.endswith("_maximum_output_length")}
    return bounds | {"stream_decoding_work_maximum_length": 4 * _STREAM}


def _lines(page: Any) -> list[str]:
    text = page.extract_text() or ""
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return [" ".join(line.split()) for line in text.replace("\0", " ").split("\n")]


def _title(reader: Any) -> str | None:
    with contextlib.suppress(Exception):
        title = str(reader.metadata.title or "").strip()
        return None if _NO_TITLE.search(title) else title
    return None


def _without_edges(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """The pages without what stands on the edge of most: running heads and page numbers."""
    edges = Counter(_figureless(line) for page in pages for line in {*_edge(page)})
    often = {line for line, count in edges.items() if count >= 3 and count > len(pages) / 2}
    for page in pages:
        filled = [at for at, line in enumerate(page) if line]
        outer = {*filled[:2], *filled[-2:]}
        yield [
            line
            for at, line in enumerate(page)
            if not (
                at in outer
                and (
                    _figureless(line) in often
                    or re.fullmatch(r"(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?", line, re.I)
                )
            )
        ]


def _edge(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line]
    return filled[:2] + filled[-2:]


def _figureless(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _paragraphs(pages: Iterator[list[str]]) -> Iterator[str]:
    """Lines that go on, joined; a paragraph may go on over the end of a page."""
    under_way = ""
    for page in pages:
        width = max(map(len, page), default=0)
        for line in page:
            if not line or _BEGINS.match(line):
                if under_way and (line or _ENDS.search(under_way)):
                    yield under_way
                    under_way = ""
                under_way = f"{under_way} {line}".strip() if line else under_way
                continue
            under_way = _joined(under_way, line)
            if len(line) < width * 0.75 and (_ENDS.search(line) or len(line) < width * 0.5):
                yield under_way
                under_way = ""
    if under_way:
        yield under_way


def _joined(before: str, line: str) -> str:
    """A word that was parted at the end of a line is whole again, unless it is written with a hyphen anyway."""
    if re.search(r"[a-z]{2}[\u00ad-]$", before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}".strip()
