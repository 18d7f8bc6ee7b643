"""Which kind of file bytes are, by how they begin; and by the file's name where bytes do not tell."""

from __future__ import annotations

import json
import re

#: first bytes → media type, and what people call it
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", "a PDF document"),
    (b"{\\rtf", "application/rtf", "an RTF document"),
    (b"PK\x03\x04", "application/zip", "a ZIP archive"),
    (b"PK\x05\x06", "application/zip", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "application/msword", "an old Office document"),
    (b"\x1f\x8b", "application/gzip", "a gzip archive"),
    (b"BZh", "application/x-bzip2", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "application/x-xz", "an xz archive"),
    (b"(\xb5/\xfd", "application/zstd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "application/vnd.rar", "a RAR archive"),
    (b"PAR1", "application/vnd.apache.parquet", "a Parquet table"),
    (b"\x89PNG", "image/png", "an image"),
    (b"\xff\xd8\xff", "image/jpeg", "an image"),
    (b"GIF8", "image/gif", "an image"),
    (b"ID3", "audio/mpeg", "a sound file"),
    (b"OggS", "audio/ogg", "a sound file"),
    (b"\x00\x00\x00\x18ftyp", "video/mp4", "a film"),
    (b"\x00\x00\x00\x20ftyp", "video/mp4", "a film"),
    (b"\x1aE\xdf\xa3", "video/webm", "a film"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3", "a database"),
    (b"WARC/", "application/warc", "a web archive"),
)
_OTHERS = {
    "application/json": "JSON",
    "application/x-ndjson": "JSON",
    "application/rss+xml": "a news feed",
    "application/xml": "an XML document",
    "image/svg+xml": "an image",
    "application/x-tar": "a tar archive",
    "application/mbox": "a mail box",
    "message/rfc822": "an e-mail",
    "text/csv": "a table",
    "text/css": "a style sheet",
    "text/javascript": "a program",
}
_ENDINGS = {
    "html": "text/html", "htm": "text/html", "xhtml": "text/html", "csv": "text/csv", "tsv": "text/csv",
    "jsonl": "application/x-ndjson", "ndjson": "application/x-ndjson", "eml": "message/rfc822",
    "mbox": "application/mbox", "tgz": "application/x-tar", "tar": "application/x-tar", "txt": "text/plain",
    "css": "text/css", "js": "text/javascript",
}  # fmt: skip
#: types that are not told by bytes but by whoever took the file apart
_OURS = (
    "application/x-feed-entry",
    "application/x-telegram-message",
    "application/x-telegram-post",
    "application/x-row",
)
_PACKED = ("application/gzip", "application/x-bzip2", "application/x-xz")
#: what is said → what bytes look like that may well be so
_VAGUE: dict[str, tuple[str, ...]] = {
    "text/csv": ("text/plain",),
    "text/css": ("text/plain",),
    "text/javascript": ("text/plain",),
    "message/rfc822": ("text/plain",),
    "application/mbox": ("text/plain", "message/rfc822"),
    "application/x-ndjson": ("application/json", "text/plain"),
    "application/x-tar": _PACKED,
    "application/xhtml+xml": ("application/xml",),
}
_PAGE = (b"<!doctype html", b"<html", b"<?xml", b"<!--", b"<head", b"<body", b"<rss", b"<feed", b"<rdf:rdf")
_FEED = re.compile(rb"<(rss|feed|rdf:rdf|[a-z]+:feed)[\s>]")
_HTML = re.compile(rb"<(!doctype html|html|head|body)[\s>]")
#: what only mail has in its head
_MAIL_HEAD = re.compile(
    rb"^(received|message-id|mime-version|return-path|delivered-to|x-mailer):", re.MULTILINE
)
_FIELD = re.compile(rb"[!-9;-~]+:")


def media_type_of(data: bytes) -> str:
    """The media type of the bytes: text/plain for what is told by nothing."""
    for signature, media_type, _ in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data[257:262] == b"ustar":
        return "application/x-tar"
    start = _ascii(data[:4096]).lstrip().lower()
    if start.startswith(_PAGE):
        return _markup(start)
    if _is_mail(start):
        return "application/mbox" if start.startswith(b"from ") else "message/rfc822"
    return _json_type(data) if start[:1] in (b"{", b"[") else "text/plain"


def type_by_name(name: str) -> str | None:
    """The media type that the end of a name stands for, where the bytes may not tell."""
    if re.search(r"\.tar\.(gz|bz2|xz)$", name, re.IGNORECASE):
        return "application/x-tar"
    return _ENDINGS.get(name.rpartition(".")[2].lower()) if "." in name else None


def media_type_told(data: bytes, said: str | None) -> str:
    """What the bytes are: what they are said to be, unless they begin like something else."""
    if said is not None and said.startswith(_OURS):
        return said
    found = media_type_of(data)
    if found == "text/html" and b"tgme_widget_message_text" in data:
        return "application/x-telegram-page"
    if said is None or said == "text/plain":
        return found
    if found in _VAGUE.get(said, ()):
        return said
    if said == "text/html" and (found == "application/xml" or (found == "text/plain" and b"<" in data)):
        return said
    if found != "text/plain" or said == "text/html":
        return found
    return found if said.startswith("text/") and said not in _VAGUE else said


def name_of(media_type: str) -> str:
    """What people call a file of this type."""
    named = {kind: name for _, kind, name in _SIGNATURES}
    return (named | _OTHERS).get(media_type, media_type)


def _markup(start: bytes) -> str:
    if _FEED.search(start):
        return "application/rss+xml"
    if b"<svg" in start and not _HTML.search(start):
        return "image/svg+xml"
    return (
        "application/xml"
        if start.startswith(b"<?xml") and not _HTML.search(start) and b"<!--" not in start
        else "text/html"
    )


def _is_mail(start: bytes) -> bool:
    """Does it begin with a head as mail has it, and not as a letter or a list has?"""
    head = re.sub(rb"\r\n?", b"\n", start).partition(b"\n\n")[0]
    first, _, rest = head.partition(b"\n")
    lines = (rest if first.startswith(b"from ") else head).split(b"\n")
    fields = sum(bool(_FIELD.match(line)) or line[:1] in (b" ", b"\t") for line in lines)
    return fields >= 2 and fields >= len(lines) - 1 and bool(_MAIL_HEAD.search(b"\n".join(lines)))


def _ascii(data: bytes) -> bytes:
    """The bytes without a byte order mark and, of UTF-16, without the zeros."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        if data.startswith(mark):
            data = data[len(mark) :]
    return data.replace(b"\0", b"")


def _json_type(data: bytes) -> str:
    """One JSON value, or one a line, or text after all."""
    first, _, rest = data.lstrip().partition(b"\n")
    if _is_json(first) and rest.strip():
        return "application/x-ndjson"
    return "application/json" if _is_json(data) or _looks_like_json(data) else "text/plain"


def _looks_like_json(data: bytes) -> bool:
    """An object or a list of objects, of which only the beginning may be at hand."""
    return (
        re.match(
            rb'\s*(\[\s*)?\{\s*"[^"\n]{0,200}"\s*:', data[3:] if data.startswith(b"\xef\xbb\xbf") else data
        )
        is not None
    )


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False
