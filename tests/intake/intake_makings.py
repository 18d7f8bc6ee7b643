"""Small documents and containers of every kind that intake reads, written here."""

from __future__ import annotations

import base64
import bz2
import gzip
import hashlib
import io
import json
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from email.message import EmailMessage

NEWS = (
    "The army said on Monday that two of its soldiers were wounded when a mine went off near the bridge. "
    "Residents said that the road had been closed for hours."
)
PARAGRAPHS = (
    "The governor of the lake province said on Tuesday that rockets had hit a water station in Melun and killed three engineers.",
    "The army denied it. Its spokesman said that no rockets had been fired in the province since the spring.",
    "Two nurses at the clinic of Melun said that they had treated nine wounded people, among them the station’s guard.",
)


def news(number: int) -> str:
    """A text of its own for each number."""
    return f"Report {number}. {NEWS} It was the {number}th mine on that road, a teacher said."


def page(number: int = 0, paragraphs: Iterable[str] = PARAGRAPHS) -> bytes:
    """A web page with an article of its own."""
    body = "".join(f"<p>{text}</p>" for text in (f"This is report {number} from the lake.", *paragraphs))
    head = f'<title>Rockets hit a water station ({number})</title><meta property="article:published_time" content="2026-03-0{number % 9 + 1}T08:00:00Z">'
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body><nav><a href="/">Home</a></nav><article><h1>Rockets hit a water station ({number})</h1>{body}</article></body></html>'.encode()


def pdf(
    pages: Iterable[Iterable[str]] = (PARAGRAPHS,), title: str | None = None, *, packed: bool = True
) -> bytes:
    """A PDF with these lines on its pages, the ones of a page under one another."""
    contents = []
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
        contents.append(f"BT /F1 11 Tf 14 TL 40 760 Td {shown}ET".encode("cp1252", "replace"))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for content in contents:
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects) + 2} 0 R >>".encode()
        )
        objects.append(stream(zlib.compress(content), "/Filter /FlateDecode") if packed else stream(content))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    if title is not None:
        objects.append(f"<< /Title ({_escaped(title)}) >>".encode())
    return of_objects(objects, f" /Info {len(objects)} 0 R" if title is not None else "")


def stream(data: bytes, more: str = "") -> bytes:
    """A stream object of a PDF."""
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode() + data + b"\nendstream"


def of_objects(objects: list[bytes], more: str = "") -> bytes:
    """A PDF of these objects, the first its root."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R{more} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + tail.encode()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 0, 0, 0)), data, method)
    return out.getvalue()


def tarred(members: Mapping[str, bytes], packing: str = "") -> bytes:
    """A tar archive, packed with gz, bz2, xz or not at all."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return {"": bytes, "gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[packing](out.getvalue())


def record(kind: str, url: str | None, block: bytes, **headers: str) -> bytes:
    """One record of a web archive."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block).hexdigest()}>",
        "WARC-Date": "2026-03-03T10:00:00Z",
    }
    fields |= {"WARC-Target-URI": url} if url else {}
    fields |= {
        "WARC-Block-Digest": _digest(block),
        "Content-Type": "application/http; msgtype=response",
    } | headers
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.1\r\n{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def answered(body: bytes, kind: str, status: str = "200 OK", **more: str) -> bytes:
    """What a server answered."""
    fields = {"Content-Type": kind, "Content-Length": str(len(body))} | more
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def _digest(data: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(data).digest()).decode()}"


def _packed(body: bytes, packing: str) -> bytes:
    import brotli

    return bytes({"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[packing](body))


def warc(pages: Mapping[str, bytes], *, packed: bool = True, **headers: str) -> bytes:
    """A web archive with these answers, address → body; a picture, a robots.txt and a missing page are in it too."""
    records = [
        record("warcinfo", None, b"software: a test\r\n", **{"Content-Type": "application/warc-fields"})
    ]
    for url, body in pages.items():
        url, _, packing = url.partition("#")
        kind = "application/pdf" if body.startswith(b"%PDF") else "text/html; charset=utf-8"
        if packing == "chunked":
            chunks = (
                b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:99], body[99:]))
                + b"0\r\n\r\n"
            )
            answer = answered(chunks, kind, **{"Transfer-Encoding": "chunked"})
        elif packing:
            answer = answered(_packed(body, packing), kind, **{"Content-Encoding": packing})
        else:
            answer = answered(body, kind)
        records.append(record("response", url, answer, **headers))
    for url, answer in (
        ("https://valley.example/a.png", answered(b"\x89PNG\r\n\x1a\n", "image/png")),
        ("https://valley.example/robots.txt", answered(b"User-agent: *\nDisallow:\n", "text/plain")),
        (
            "https://valley.example/gone",
            answered(b"<p>There is nothing here, we are sorry to say.</p>", "text/html", "404 Not Found"),
        ),
    ):
        records.append(record("response", url, answer))
    return b"".join(gzip.compress(one) if packed else one for one in records)


def wacz(archive: bytes, *, wrong: bool = False) -> bytes:
    """A WACZ with one web archive in it and the hashes of its files."""
    said = hashlib.sha256(archive + (b"x" if wrong else b"")).hexdigest()
    resources = [
        {
            "name": "data.warc.gz",
            "path": "archive/data.warc.gz",
            "hash": f"sha256:{said}",
            "bytes": len(archive),
        }
    ]
    package = json.dumps(
        {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}
    ).encode()
    digest = json.dumps(
        {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
    ).encode()
    members = {
        "archive/data.warc.gz": archive,
        "datapackage.json": package,
        "datapackage-digest.json": digest,
    }
    return zipped(members, zipfile.ZIP_STORED)


def letter(number: int = 0, *, html: bool = False, attached: Mapping[str, bytes] | None = None) -> bytes:
    """An e-mail."""
    made = EmailMessage()
    made["From"] = "Lake Desk <desk@lake.example>"
    made["To"] = "news@valley.example"
    made["Subject"] = f"Situation report {number}"
    made["Date"] = "Tue, 03 Mar 2026 23:30:00 -0500"
    made["Message-ID"] = f"<{number}@lake.example>"
    words = f"{news(number)}\n\n{PARAGRAPHS[0]}\n\nFrom what is known, nobody was arrested.\n"
    if html:
        made.set_content(
            "".join(f"<p>{part}</p>" for part in words.split("\n\n"))
            + '<img src="http://127.0.0.1/pixel.gif">',
            subtype="html",
        )
    else:
        made.set_content(words)
    for name, data in (attached or {}).items():
        made.add_attachment(
            data,
            maintype="application",
            subtype="pdf" if name.endswith(".pdf") else "octet-stream",
            filename=name,
        )
    return made.as_bytes()


def mbox(letters: Iterable[bytes]) -> bytes:
    """A mail box."""
    out = bytearray()
    for one in letters:
        body = b"\n".join(b">" + line if line.startswith(b"From ") else line for line in one.split(b"\n"))
        out += b"From desk@lake.example Tue Mar  3 23:30:00 2026\n" + body + b"\n\n"
    return bytes(out)


def rss(items: Iterable[str], title: str = "The Valley Post – News") -> bytes:
    """An RSS feed of these items, given as XML."""
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{title}</title><link>https://valley.example/</link>{"".join(items)}</channel></rss>'.encode()


def item(number: int, words: str = PARAGRAPHS[0], more: str = "") -> str:
    """An item of an RSS feed."""
    return f"<item><title>Rockets &amp; denial {number}</title><link>https://valley.example/{number}</link><guid isPermaLink='false'>v{number}</guid><pubDate>Tue, 03 Mar 2026 08:0{number % 10}:00 GMT</pubDate><description>{words}</description>{more}</item>"


def atom(entries: Iterable[str]) -> bytes:
    """An Atom feed."""
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Lake Monitor</title>{"".join(entries)}</feed>'.encode()
