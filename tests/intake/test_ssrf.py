"""No address inside is ever connected to, by whatever way it comes."""

from __future__ import annotations

import ast
import gzip
import ipaddress
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from intake_makings import item, letter, page, pdf, rss, warc, zipped

from sayso import intake
from sayso.intake import fetch as fetching
from sayso.intake.fetch import fetch, is_public
from sayso.problems import FetchFailed, FetchRefused, RefusedInput

SOURCES = sorted((Path(__file__).parents[2] / "src").rglob("*.py"))
INSIDE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1",
    "127.0.1.1", "127.255.255.255", "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1",
    "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "224.0.0.251", "233.252.0.1", "239.255.255.250",
    "240.0.0.1", "250.1.1.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::10.0.0.1", "::ffff:127.0.0.1",
    "::ffff:10.1.2.3", "::ffff:169.254.169.254", "::ffff:192.168.1.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "64:ff9b:1:ffff::a00:1", "100::1", "2001::1", "2001:0:7f00:1::1", "2001:2::1",
    "2001:10::1", "2001:20::1", "2001:db8::1", "2001:db8:ffff::1", "2002:7f00:1::1", "2002:a00:1::1",
    "2002:c0a8:101::1", "3fff::1", "5f00::1", "fc00::1", "fd00::1", "fd00:ec2::254", "fdff:ffff::1", "fe80::1",
    "fe80::1%eth0", "febf::1", "fec0::1", "feff::1", "ff00::1", "ff02::1", "ff02::fb", "ff05::2", "ff0e::1", "", "x",
    "127.1", "0x7f000001", "2130706433", "017700000001", "127.0.0.1:80", "localhost",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "93.184.215.14",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "::ffff:8.8.8.8",
]
#: addresses that lead inside by a detour, and names that may
INDIRECT = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://0/",
    "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::]/", "http://localhost/", "http://localhost./",
    "http://LOCALHOST/", "http://localtest.example/", "http://user@127.0.0.1/", "http://8.8.8.8@127.0.0.1/",
    "http://127.0.0.1#@8.8.8.8/", "http://127.0.0.1%2f@8.8.8.8:0/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/",
    "http://metadata.google.internal/computeMetadata/v1/", "http://169.254.169.254/latest/meta-data/",
    "https://127.0.0.1:22/", "http://127.0.0.1:6379/", "http:///etc/passwd", "file:///etc/passwd", "gopher://127.0.0.1/",
    "dict://127.0.0.1:11211/", "ftp://127.0.0.1/", "jar:http://127.0.0.1!/", "data:text/html,x", "javascript:alert(1)",
    "//127.0.0.1/", "http:127.0.0.1", "http://[", "http://[::1", "http://127.0.0.1\\@8.8.8.8/", "netdoc:///etc/passwd",
]  # fmt: skip


class Connected(Exception):
    """Something was connected to."""


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, int]]]:
    """Every connection that this process tries, none of which comes about."""
    tried: list[tuple[str, int]] = []

    def refuse(sock: socket.socket, address: tuple[str, int]) -> None:
        tried.append(address)
        raise ConnectionRefusedError("no connection in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield tried


def _inside(tried: list[tuple[str, int]]) -> list[str]:
    return [
        address[0] for address in tried if not ipaddress.ip_address(address[0].partition("%")[0]).is_global
    ]


def test_which_addresses_are_public() -> None:
    """Every private, local, special and malformed address is told from the public ones."""
    wrong = [address for address in INSIDE if is_public(address)] + [a for a in PUBLIC if not is_public(a)]
    print(f"{len(INSIDE)} addresses inside, {len(PUBLIC)} public, {len(wrong)} taken for the other")
    assert wrong == [] and len(INSIDE) >= 71


def test_no_name_leads_inside(connections: list[tuple[str, int]]) -> None:
    """A name whose address is inside, alone or beside a public one, is refused and not connected to."""
    for address in INSIDE:
        for addresses in ([address], ["8.8.8.8", address], [address, "8.8.8.8"]):
            with pytest.raises(FetchRefused):
                fetch("http://news.example/", resolver=lambda name, port, found=addresses: found)
    print(f"{3 * len(INSIDE)} names asked for, {len(connections)} connections")
    assert connections == []


@pytest.mark.parametrize("url", INDIRECT)
def test_no_detour_leads_inside(url: str, connections: list[tuple[str, int]]) -> None:
    """Numbers, other scripts, users before the host, other schemes and the machine's own names lead nowhere inside."""

    def resolver(name: str, port: int) -> list[str]:
        try:
            return [str(info[4][0]) for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
        except OSError:
            return ["127.0.0.1"]

    with pytest.raises((FetchRefused, FetchFailed)) as refused:
        fetch(url, resolver=resolver)
    assert _inside(connections) == [] and len(str(refused.value).splitlines()) == 1


def test_a_name_that_changes_its_address_gains_nothing(connections: list[tuple[str, int]]) -> None:
    """The address that was checked is the one that is connected to, though the name now leads inside."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"], ["127.0.0.1"]])
    with pytest.raises(FetchFailed):
        fetch("http://rebind.example/", resolver=lambda name, port: next(answers))
    assert [address[0] for address in connections] == ["8.8.8.8"]


def test_no_document_asks_outside(connections: list[tuple[str, int]]) -> None:
    """Pages, feeds, letters, PDFs and archives that name addresses inside are read without a connection."""
    evil = "http://127.0.0.1:9/x"
    html = page(1).replace(
        b"</article>",
        f'<img src="{evil}"><script src="{evil}"></script><link rel="stylesheet" href="{evil}"><iframe src="{evil}"></iframe></article>'.encode(),
    )
    doctype = f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{evil}" [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "{evil}">%y;]>'.encode()
    feed = doctype + rss([item(1, "The secret is &x; they said. " * 9)]).partition(b"?>")[2]
    linked = pdf() + f"\n1 0 obj << /S /URI /URI ({evil}) /F ({evil}) >> endobj\n".encode()
    given = [
        html,
        feed,
        letter(1, html=True),
        linked,
        warc({evil: html}),
        zipped({"a.html": html, "b.pdf": linked}),
    ]
    outcomes = [one for data in given for one in intake.read_reports(data, origin="in")]
    read = [one for one in outcomes if isinstance(one, intake.Arrival)]
    print(f"{len(given)} documents, {len(read)} reports, {len(connections)} connections")
    assert connections == [] and len(read) == 7
    assert not any("root:" in one.report.text for one in read)


@pytest.mark.parametrize(
    ("packing", "body", "why"),
    [
        ("gzip", gzip.compress(b"x" * 30_000_000), "unpacks too far|larger than"),
        ("gzip", b"no gzip at all", "packed wrongly"),
        ("br", b"\x00" * 90, "not asked for"),
        ("gzip, gzip", b"x", "not asked for"),
    ],
)
def test_answers_that_are_bombs(packing: str, body: bytes, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that unpacks too far, or is packed in another way than was asked for, is refused."""
    answer = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {packing}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    ours, theirs = socket.socketpair()

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        return ours

    def serve() -> None:
        theirs.recv(4096)
        theirs.sendall(answer)
        theirs.close()

    threading.Thread(target=serve, daemon=True).start()
    monkeypatch.setattr(fetching.socket, "create_connection", connect)
    with pytest.raises(RefusedInput, match=why):
        fetch("http://news.example/", resolver=lambda name, port: ["8.8.8.8"])


#: who may open a connection, and why
MAY_CONNECT = {
    "intake/fetch.py": "the guarded fetch",
    "ledger/timestamps.py": "time stamps of an authority (RFC 3161), when asked for",
    "model_reader/client.py": "a language model that the user named",
    "review/serve.py": "the review app, which listens on this machine",
    "ledger/postgres.py": "a ledger on a server that the user named",
}
_OPENING = ("socket", "http.client", "urllib.request", "requests", "httpx", "aiohttp", "urllib3", "ftplib", "smtplib", "telnetlib", "imaplib", "poplib", "xmlrpc.client", "asyncio", "psycopg")  # fmt: skip


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return named | {f"{node.module}" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_only_these_files_can_open_connections() -> None:
    """What can open a connection is imported by the guarded fetch, and by the few that are named with their reason."""
    root = SOURCES[0].parents[0]
    while root.name != "sayso":
        root = root.parent
    found = {str(path.relative_to(root)) for path in SOURCES if _imports(path) & set(_OPENING)}
    assert "intake/fetch.py" in found and found <= set(MAY_CONNECT)
