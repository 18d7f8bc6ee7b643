"""Inputs that no sane program wrote: our own set, in the spirit of the public lists of naughty strings and broken files."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

from intake_makings import (
    NEWS,
    answered,
    atom,
    item,
    letter,
    mbox,
    of_objects,
    page,
    pdf,
    record,
    rss,
    stream,
    tarred,
    wacz,
    warc,
    zipped,
)

#: what people and machines put where words are expected
STRINGS = [
    "", " ", "\0", "\ufeff", "\ufffe", "\u202e\u202d", "\u200b" * 99, "\x1b[2J", "\x7f", "\r", "\x85", "\u2028", "null", "undefined",
    "NaN", "Infinity", "-0", "1e999", "0x", "true", "[]", "{}", "${7*7}", "{{7*7}}", "%s%n%x", "%00", "../../etc/passwd", "'; DROP TABLE",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "<!--", "<![CDATA[", "&#0;", "&#xFFFFFFFF;", "&#xD800;", "&bogus;",
    "ﷺ" * 50, "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "👩‍👩‍👧‍👦" * 40, "田中さん" * 30, "ثم نفس سقطت" * 20, "\U0010ffff", "\ue000", "ı", "ß" * 99, "\u0130", "ﬃ",
    "=cmd|' /C calc'!A0", "@SUM(1)", "-1+1", "\t=1", "CON", "PRN", "file:///etc/passwd", "javascript:alert(1)", "http://127.0.0.1/",
]  # fmt: skip
_JSON = [
    b"", b"{", b"[", b"[" * 100_000, b'{"a":' * 50_000, b"[1,]", b"[,1]", b"[NaN]", b"[-Infinity]", b"{'text': 'x'}", b'{"text"}', b'{"text":}', b'["\\uD800"]',
    b'[{"text": "\\uD800 the army said so and residents heard it too"}]', b"[0x1]", b"[1e]", b"[.1]", b"[01]", b'[{"text": 1e400}]', b'\xef\xbb\xbf{"text": "x"}',
    b'{"text": "a", "text": "b"}', b"\xff\xfe[\0]\0", b'["\x00"]', b"nul", b"/* x */ []", b'[{"text": ' + b"9" * 50_000 + b"}]",
]  # fmt: skip
_XML = [
    b"<?xml", b"<?xml version='9.9'?><rss/>", b"<rss>", b"<rss><item>", b"<rss><item/></rss>", b"<rss><item><item><item></rss>", b"<feed><entry></feed>",
    b"<?xml version='1.0' encoding='utf-7'?><rss><item><title>+ADw-x+AD4-</title></item></rss>", b"<?xml version='1.0' encoding='no-such'?><rss><item><title>x</title></item></rss>",
    b"<?xml version='1.0' encoding='utf-16'?><rss><item><title>x</title></item></rss>", b"<!DOCTYPE rss SYSTEM 'file:///etc/passwd'><rss><item><title>&x;</title></item></rss>",
    b"<rss>" + b"<item><title>x</title></item>" * 1_000 + b"</rss>", b"<rss><item><title>" + b"<b>" * 20_000 + b"</title></item></rss>", b"<rss><item" + b" a='1'" * 20_000 + b"></item></rss>",
    b"<rss><item><title>\x00\x01\x02</title><link>javascript:x</link><pubDate>never</pubDate></item></rss>", b"<rdf:RDF><item rdf:about='x'><title>x</title></item></rdf:RDF>",
]  # fmt: skip
_HTML = [
    b"<html>", b"<html><body><p>", b"<html" + b" a" * 50_000 + b">", b"<table>" * 20_000, b"<html><p>" + b"&" * 90_000, b"<html><!-- " + b"-" * 90_000, b"<html><script>" + b"x" * 90_000,
    b"<html><p>" + b"word " * 200_000, b"<html><meta charset=utf-7><p>+ADw-script+AD4-", b"<html><base href='http://127.0.0.1/'><p>x", b"<html><p>\x00\x00\x00</p>", b"<!doctype html><svg><desc><p>x",
    b"<html><body>" + b"<p>x</p>" * 30_000, b"<html>" + b"<a href='x'>" * 30_000, b"<html><select><option>" * 5_000, b"<html><plaintext>x<html>", b"<html><math><mtext><table><mglyph><style>x",
    b"<html><script type='application/ld+json'>" + b"[" * 50_000 + b"</script><p>" + NEWS.encode() + b"</p>", b"<html><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":5,\"publisher\":[[]],\"datePublished\":{}}</script><p>" + NEWS.encode() * 3,
    b"<html><script type='application/ld+json'>{\"@graph\":[{\"@graph\":[{\"@graph\":[]}]}]}</script><p>" + NEWS.encode() * 3,
]  # fmt: skip
_MAIL = [
    b"Message-ID: <x>\nFrom: \n\n", b"Message-ID: <x>\nSubject: =?utf-8?b?////?=\n\nx " + NEWS.encode(), b"Message-ID: <x>\nContent-Type: multipart/mixed\n\nx", b"Received: x\nContent-Type: text/plain; charset=no-such\n\n\xff\xfe" + NEWS.encode(),
    b"Message-ID: <x>\nContent-Transfer-Encoding: base64\nMIME-Version: 1.0\n\n!!!!", b"Message-ID: <x>\nDate: 99 Foo 99999\nFrom: =?x?=\n\n" + NEWS.encode(), b"Message-ID: <x>\nSubject: " + b"a" * 500_000 + b"\n\n" + NEWS.encode(),
    b"Message-ID: " + b"(" * 20_000 + b"\nMIME-Version: 1.0\n\nx", b"MIME-Version: 1.0\nFrom: " + b'"a" <a@b>, ' * 20_000 + b"\n\n" + NEWS.encode(), b"From x Tue Mar  3 23:30:00 2026\n" * 500,
    b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"\"\n\n--\n--\n--", b"MIME-Version: 1.0\nContent-Type: text/html; charset*0=u; charset*1=tf-8\n\n<p>" + NEWS.encode(),
]  # fmt: skip


def _pdfs() -> Iterator[bytes]:
    good = pdf()
    yield b"%PDF-"
    yield b"%PDF-1.7\n%%EOF"
    yield good[: len(good) // 2]
    yield good.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    yield good.replace(b"/Parent 2 0 R", b"/Parent 4 0 R")
    yield good.replace(b"/Count 1", b"/Count 999999999")
    yield good.replace(b"startxref\n", b"startxref\n-")
    yield good.replace(b"/FlateDecode", b"/JBIG2Decode")
    yield good.replace(b"/FlateDecode", b"/Crypt")
    yield good.replace(b"trailer <<", b"trailer << /Encrypt << /Filter /Standard /V 9 >>")
    yield good.replace(b"trailer <<", b"trailer << /Prev 9")
    yield of_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 9 >>"]
    )
    yield of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Contents [3 0 R 3 0 R] >>",
        ]
    )
    yield of_objects([b"[" * 5_000, b"<<" * 5_000])
    yield of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
            stream(b"BT " + b"q " * 300_000 + b"(x) Tj ET"),
        ]
    )
    yield of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>",
            stream(
                b"/X Do /X Do /X Do", "/Type /XObject /Subtype /Form /Resources << /XObject << /X 4 0 R >> >>"
            ),
        ]
    )
    yield of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
            stream(b"BI /W 9999999 /H 9999999 ID x"),
        ]
    )


def _archives() -> Iterator[bytes]:
    good = zipped({"a.txt": NEWS.encode(), "b.html": page()})
    yield b"PK\x03\x04"
    yield b"PK\x05\x06" + b"\0" * 18
    yield good[: len(good) // 2]
    yield good[20:]
    yield good.replace(b"a.txt", b"a\0txt")
    yield good + good
    yield b"x" * 500 + good
    yield tarred({"a.txt": NEWS.encode()})[:700]
    yield tarred({"a.txt": NEWS.encode()}).replace(b"ustar", b"usta\xff")
    yield gzip.compress(b"")
    yield gzip.compress(NEWS.encode())[:-4]
    yield gzip.compress(NEWS.encode()) + b"junk after it"
    yield b"\x1f\x8b" + b"\xff" * 99
    yield b"BZh9" + b"\0" * 99
    yield b"\xfd7zXZ\x00" + b"\0" * 99
    yield b"PAR1" + b"\xff" * 99 + b"PAR1"
    yield wacz(b"")
    yield wacz(b"WARC/1.1\r\n\r\n")
    yield wacz(warc({"https://a.example/": page()})).replace(b"sha256", b"sha999")


def _warcs() -> Iterator[bytes]:
    yield b"WARC/1.0\r\n\r\n"
    yield b"WARC/9.9\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nabc"
    yield record("response", "https://a.example/", b"HTTP/1.1 200 OK\r\n")
    yield record("response", "https://a.example/", b"no http at all " + page())
    yield record("response", "not an address", answered(page(), "text/html"))
    yield record(
        "response", "https://a.example/", answered(page(), "text/html", **{"Transfer-Encoding": "chunked"})
    )
    yield record(
        "response", "https://a.example/", answered(page(), "text/html", **{"Content-Encoding": "gzip"})
    )
    yield record(
        "response", "https://a.example/", answered(page(), "text/html", **{"Content-Encoding": "br"})
    )
    yield record("revisit", "https://a.example/", b"")
    yield record("response", None, answered(page(), "text/html")) + b"junk\r\n\r\n"
    yield warc({"https://a.example/": page()}, packed=False).replace(
        b"Content-Length: ", b"Content-Length: -"
    )
    yield warc({"https://a.example/": page()}, packed=False).replace(
        b"Content-Length: ", b"Content-Length: 9"
    )
    yield warc({"https://a.example/": page()}, packed=False).replace(b"sha1:", b"sha0:")


def bad_inputs() -> Iterator[tuple[str, bytes]]:
    """Each bad input with a name."""
    lists = {
        "json": _JSON,
        "xml": _XML,
        "html": _HTML,
        "mail": _MAIL,
        "pdf": list(_pdfs()),
        "archive": list(_archives()),
        "warc": list(_warcs()),
    }
    for kind, listed in lists.items():
        yield from ((f"{kind} {number}", data) for number, data in enumerate(listed))
    for number, text in enumerate(STRINGS):
        data = text.encode("utf-8", "surrogatepass")
        inside = text.replace("&", "&amp;").replace("<", "&lt;")
        yield f"text {number}", data
        yield f"text with {number}", f"{text}\n{NEWS} {text}".encode("utf-8", "surrogatepass")
        yield f"page with {number}", page(1, [NEWS, inside, NEWS])
        yield f"raw page with {number}", page(1, [NEWS, text, NEWS])
        yield f"feed with {number}", rss([item(1, inside), item(2, text)], title=inside)
        yield (
            f"atom with {number}",
            atom([f"<entry><title>{text}</title><content>{inside} {NEWS}</content></entry>"]),
        )
        yield (
            f"mail with {number}",
            letter(1).replace(
                b"Situation report", text.encode("utf-8", "replace").replace(b"\r", b"").replace(b"\n", b"")
            ),
        )
        row = {"text": f"{NEWS} {text}", "title": text, "date": text, "url": text}
        yield f"row with {number}", json.dumps([row]).encode()
        yield f"archive with {number}", zipped({f"{text[:40] or 'x'}.txt": NEWS.encode()})


def seeds() -> dict[str, bytes]:
    """A small good file of each kind: what mutations begin from."""
    pages = {f"https://valley.example/{n}": page(n) for n in range(3)}
    return {
        "text": NEWS.encode(), "page": page(1), "pdf": pdf([["First line of the report.", NEWS[:90]], [NEWS[90:]]], title="Report"),
        "rss": rss([item(n) for n in range(4)]), "atom": atom([f"<entry><title>{n}</title><content>{NEWS}</content></entry>" for n in range(3)]),
        "warc": warc(pages, packed=False), "warc.gz": warc(pages), "wacz": wacz(warc(pages)), "letter": letter(1, attached={"a.pdf": pdf()}),
        "html letter": letter(2, html=True), "mbox": mbox(letter(n) for n in range(3)), "csv": b"text,date\n" + f'"{NEWS}",2026-03-02\n'.encode() * 3,
        "jsonl": (json.dumps({"text": NEWS, "date": "2026-03-02"}) + "\n").encode() * 3, "json": json.dumps([{"text": NEWS}] * 3).encode(),
        "zip": zipped({"a.txt": NEWS.encode(), "b.html": page(2), "c.pdf": pdf()}), "tar": tarred({"a.txt": NEWS.encode(), "b.html": page(2)}),
        "tar.gz": tarred({"a.txt": NEWS.encode()}, "gz"), "tar.xz": tarred({"a.txt": NEWS.encode()}, "xz"), "gz": gzip.compress(page(3)),
        "telegram": json.dumps({"name": "c", "messages": [{"id": 1, "type": "message", "date": "2026-03-02", "text": NEWS, "text_entities": []}]}).encode(),
    }  # fmt: skip
