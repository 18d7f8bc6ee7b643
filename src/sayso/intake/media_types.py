"""Which kind of file bytes are, by how they begin."""

from __future__ import annotations

import json

#: first bytes → media type, and what people call it
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", "a PDF document"),
    (b"{\\rtf", "application/rtf", "an RTF document"),
    (b"PK\x03\x04", "application/zip", "a ZIP archive, or a Word, OpenDocument or EPUB file"),
    (b"\xd0\xcf\x11\xe0", "application/msword", "an old Office document"),
    (b"\x1f\x8b", "application/gzip", "a gzip archive"),
    (b"\x89PNG", "image/png", "an image"),
    (b"\xff\xd8\xff", "image/jpeg", "an image"),
    (b"GIF8", "image/gif", "an image"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3", "a database"),
    (b"WARC/", "application/warc", "a web archive"),
)
_PAGE = (b"<!doctype html", b"<html", b"<?xml", b"<!--", b"<head", b"<body")


def media_type_of(data: bytes) -> str:
    """The media type of the bytes: text/plain for what is told by nothing."""
    for signature, media_type, _ in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    start = _ascii(data[:4096]).lstrip().lower()
    if start.startswith(_PAGE):
        return "text/html" if b"<rss" not in start and b"<feed" not in start else "application/rss+xml"
    return "application/json" if start[:1] in (b"{", b"[") and _is_json(data) else "text/plain"


def name_of(media_type: str) -> str:
    """What people call a file of this type."""
    named = {kind: name for _, kind, name in _SIGNATURES}
    named |= {"application/json": "JSON", "application/rss+xml": "a news feed"}
    return named.get(media_type, media_type)


def _ascii(data: bytes) -> bytes:
    """The bytes without a byte order mark and, of UTF-16, without the zeros."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        if data.startswith(mark):
            data = data[len(mark) :]
    return data.replace(b"\0", b"")


def _is_json(data: bytes) -> bool:
    """Is it one JSON value, or one a line?"""
    for part in (data, data.partition(b"\n")[0]):
        try:
            return isinstance(json.loads(part), dict | list)
        except (ValueError, RecursionError):
            continue
    return False
