"""The tables of readers: what makes a page of a document, and what takes a container apart.

They run in the child that parses (``worker.py``). To add one: a file and a line here.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from sayso.intake.limits import Limits
from sayso.intake.page import Page, Part, Unread

Reader = Callable[[bytes, str], Page]
Splitter = Callable[[BinaryIO, str, dict[str, str], Limits], Iterator[Part | Unread]]


def _later(module: str, name: str) -> Callable[..., Any]:
    """That function, its module loaded when it is first called."""

    def call(*given: Any) -> Any:
        return getattr(importlib.import_module(f"sayso.intake.{module}"), name)(*given)

    return call


#: media type → what makes a Page of its bytes
READERS: dict[str, Reader] = {
    "text/html": _later("html", "read_page"),
    "application/xhtml+xml": _later("html", "read_page"),
    "application/pdf": _later("pdf", "read_pdf"),
    "message/rfc822": _later("mail", "read_mail"),
    "application/x-feed-entry": _later("feed", "read_entry"),
    "application/x-telegram-message": _later("telegram", "read_message"),
    "application/x-telegram-post": _later("telegram", "read_post"),
}
#: media type → what gives the parts of such a file
SPLITTERS: dict[str, Splitter] = {
    "application/rss+xml": _later("feed", "split_feed"),
    "application/x-telegram-page": _later("telegram", "split_page"),
    "application/warc": _later("warc", "split_warc"),
    "application/zip": _later("wacz", "split_zip_or_wacz"),
    "application/x-tar": _later("archive", "split_tar"),
    "application/gzip": _later("archive", "split_packed"),
    "application/x-bzip2": _later("archive", "split_packed"),
    "application/x-xz": _later("archive", "split_packed"),
    "application/mbox": _later("mail", "split_mbox"),
    "message/rfc822": _later("mail", "split_mail"),
    "text/csv": _later("table", "split_csv"),
    "application/json": _later("table", "split_json"),
    "application/x-ndjson": _later("table", "split_lines"),
    "application/vnd.apache.parquet": _later("table", "split_parquet"),
}
