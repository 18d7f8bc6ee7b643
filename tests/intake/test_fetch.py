"""Fetching from a server on this machine, which only a test may allow."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso import __version__
from sayso.ids import canonical_json
from sayso.intake import fetch as fetching
from sayso.intake import read_url
from sayso.intake.fetch import Fetched, fetch, post
from sayso.problems import FetchFailed, FetchRefused
from sayso.records import report_from, report_record

PAGE = b"<html><body><p>The army said on Monday that a mine went off.</p></body></html>"
#: path → status, header, value, body
ANSWERS = {
    "/news": (200, "Content-Type", "text/html; charset=utf-8", PAGE),
    "/moved": (302, "Location", "/news", b""),
    "/round": (302, "Location", "/round", b""),
    "/inside": (302, "Location", "http://inner.test/secret", b""),
    "/elsewhere": (302, "Location", "file:///etc/hostname", b""),
    "/%D0%BC%D0%B8%D0%BD%D0%B0?q=a%20b": (200, "Content-Type", "text/plain", b"found"),
    "/large": (200, "Content-Type", "text/plain", b"x" * 5000),
}


class Answers(BaseHTTPRequestHandler):
    """Answers as ANSWERS says, and 404 for all else."""

    def do_GET(self) -> None:
        """One answer."""
        status, header, value, body = ANSWERS.get(self.path, (404, "X", "x", b""))
        self.send_response(status)
        self.send_header(header, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "who=you")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """What was sent, with its type."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200 if self.path == "/stamps" else 404)
        self.end_headers()
        self.wfile.write(self.headers["Content-Type"].encode() + b": " + body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server that answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as answering:
        threading.Thread(target=answering.serve_forever, daemon=True).start()
        yield f"http://news.test:{answering.server_port}"
        answering.shutdown()


def get(url: str) -> Fetched:
    """What is fetched when only the name inner.test leads to a forbidden address."""
    return fetch(
        url,
        resolver=lambda name, port: ["10.0.0.1" if name == "inner.test" else "127.0.0.1"],
        allowed=lambda address: address != "10.0.0.1",
    )


def test_a_page_comes_with_its_type_and_time(server: str) -> None:
    """The bytes come as they were sent, with media type, last address and time."""
    got = get(f"{server}/moved")
    assert (got.data, got.media_type, got.url) == (PAGE, "text/html", f"{server}/news")
    assert got.retrieved_utc.endswith("+00:00")


def test_a_page_comes_with_what_the_server_said_of_it(server: str) -> None:
    """The headers of the last answer are kept as they came, but for cookies."""
    headers = dict(get(f"{server}/moved").headers)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == str(len(PAGE))
    assert "Set-Cookie" not in headers


def test_bytes_are_sent_to_public_addresses_only(server: str) -> None:
    """Sending asks the same of an address as fetching, and hands back what is answered."""

    def send(url: str) -> bytes:
        return post(
            url,
            b"query",
            "application/timestamp-query",
            resolver=lambda name, port: ["10.0.0.1" if name == "inner.test" else "127.0.0.1"],
            allowed=lambda address: address != "10.0.0.1",
        )

    assert send(f"{server}/stamps") == b"application/timestamp-query: query"
    with pytest.raises(FetchFailed, match="the server answered 404"):
        send(f"{server}/gone")
    with pytest.raises(FetchRefused, match="10.0.0.1 is not a public address"):
        send("http://inner.test/stamps")
    with pytest.raises(FetchRefused, match="127.0.0.1 is not a public address"):
        post(f"{server}/stamps", b"", "text/plain", resolver=lambda name, port: ["127.0.0.1"])


def test_letters_of_all_scripts_are_sent_in_figures(server: str) -> None:
    """An address with Cyrillic letters and a space is asked for as servers expect it."""
    assert get(f"{server}/мина?q=a b").data == b"found"


@pytest.mark.parametrize(
    ("path", "refusal", "why"),
    [
        ("/gone", FetchFailed, "the server answered 404 Not Found"),
        ("/round", FetchFailed, "more than 5 redirects"),
        ("/inside", FetchRefused, "10.0.0.1 is not a public address"),
        ("/elsewhere", FetchRefused, "file is not http or https"),
        ("/large", FetchRefused, "it is larger than 4,000 bytes"),
    ],
)
def test_what_does_not_come_is_said(
    server: str, path: str, refusal: type[Exception], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing page, a circle, a way inside and too much are refused with the reason."""
    monkeypatch.setattr(fetching, "LARGEST", 4000)
    with pytest.raises(refusal, match=why):
        get(server + path)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/x", "https://127.0.0.1:1/", "http://a..b/", "http://x:99999/"]
)
def test_no_connection_is_a_line(url: str) -> None:
    """A closed port, a name that is none and a port that is none are one line each."""
    with pytest.raises(FetchFailed, match=r"^http.*: could not be fetched: [a-z].*\. Try again later"):
        fetch(url, resolver=lambda name, port: ["127.0.0.1"], allowed=lambda address: True)


def test_a_report_keeps_how_it_came(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where from, when, the server's headers and which sayso stand in the record that the ledger keeps."""
    monkeypatch.setattr("sayso.intake.fetch.fetch", get)
    report, _ = read_url(f"{server}/news", title="Mine", published="2031-05-06")
    kept = report_from(json.loads(canonical_json(report_record(report)))).retrieval
    assert kept and kept == report.retrieval
    assert (kept.origin, kept.media_type, kept.by) == (f"{server}/news", "text/html", f"sayso {__version__}")
    assert ("Content-Type", "text/html; charset=utf-8") in kept.headers
    assert kept.retrieved_utc


def test_tls_is_asked_for_the_name_in_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that was checked is connected to, and the name of the server is what must be proved there."""
    asked: list[tuple[str, str, str, int]] = []

    def connect(*what: object) -> object:
        asked.append(what)  # type: ignore[arg-type]
        raise OSError("no network in tests")

    monkeypatch.setattr(fetching, "_connect", connect)
    with pytest.raises(FetchFailed):
        fetch("https://news.test/a", resolver=lambda name, port: ["93.184.216.34"])
    assert asked == [("https", "news.test", "93.184.216.34", 443)]
