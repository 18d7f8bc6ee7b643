"""The one place that opens a connection: a named http(s) address, public ones only.

The name is resolved once, every address it has is checked, and the connection goes to the address
that was checked, so that nothing can change in between. Standard library only for that reason.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from sayso.intake.compressed import opened
from sayso.intake.limits import Limits
from sayso.problems import FetchFailed, FetchLater, FetchRefused, RefusedInput

LARGEST = 20_000_000
REDIRECTS = 5
TIMEOUT_S = 30.0
#: for one answer with all its bytes, however slowly they drip
TOTAL_S = 90.0
#: signs of an address that are sent as they are; others, like letters beyond ASCII, are written in figures
_SAFE = "/?%:@!$&'()*+,;=~-._[]"

#: name, port → addresses
Resolver = Callable[[str, int], list[str]]

#: what Python calls global, or may, and is not: shared and test networks, multicast, other protocols' ways to IPv4
_BLOCKED = [
    ipaddress.ip_network(n)
    for n in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48",
        "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
        "fec0::/10", "ff00::/8",
    )
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back, and from where in the end."""

    data: bytes
    media_type: str
    url: str
    retrieved_utc: str
    #: what the server wants to hear next time, so that it need not send the same again
    etag: str | None = None
    last_modified: str | None = None
    #: for so many seconds it says that nothing will change
    fresh_s: int = 0
    #: nothing has changed since; there are no bytes
    unchanged: bool = False
    #: names and values, in the order they came
    headers: tuple[tuple[str, str], ...] = ()


def resolve(name: str, port: int) -> list[str]:
    """Every address of a name."""
    return [str(info[4][0]) for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """May this address be connected to? Private, local and special ones may not, and what is no address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    return ip.is_global and not any(ip in network for network in _BLOCKED if network.version == ip.version)


def fetch(
    url: str,
    resolver: Resolver = resolve,
    allowed: Callable[[str], bool] = is_public,
    known: Mapping[str, str | None] | None = None,
) -> Fetched:
    """The bytes at a public address, redirects followed and each checked again; FetchRefused, FetchFailed.

    ``known`` is the ``etag`` and ``last_modified`` of the last time; a server that knows them may answer that nothing
    has changed. FetchLater when it asks for patience.
    """
    for _ in range(REDIRECTS + 1):
        response, connection = _get(url, resolver, allowed, known or {})
        try:
            if response.status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
                url = urljoin(url, response.headers["Location"])
                continue
            return _fetched(url, response)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise FetchFailed(url, _why(error)) from error
        finally:
            connection.close()
    raise FetchFailed(url, f"more than {REDIRECTS} redirects")


def _fetched(url: str, response: http.client.HTTPResponse) -> Fetched:
    if response.status in (429, 503):
        raise FetchLater(url, response.status, _seconds(response.headers.get("Retry-After")))
    if response.status not in (200, 304):
        raise FetchFailed(url, f"the server answered {response.status} {response.reason}")
    return Fetched(
        b"" if response.status == 304 else _body(url, response),
        response.headers.get_content_type(),
        url,
        datetime.now(UTC).isoformat(timespec="seconds"),
        response.headers.get("ETag"),
        response.headers.get("Last-Modified"),
        _fresh(response.headers.get("Cache-Control") or ""),
        response.status == 304,
        _headers(response),
    )


def _body(url: str, response: http.client.HTTPResponse) -> bytes:
    """The bytes without the packing of the transfer, counted while they come."""
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchFailed(url, f"the server packed it in a way that was not asked for ({packing[:20]})")
    data = response.read(LARGEST + 1)
    if len(data) <= LARGEST and packing != "identity" and data:
        try:
            packed = opened(io.BytesIO(data), "gzip", url, Limits(unpacked=10 * LARGEST))
            data = packed.read(LARGEST + 1)
        except RefusedInput as error:
            raise FetchRefused(url, "what it answers is packed wrongly, or unpacks too far") from error
    if len(data) > LARGEST:
        raise FetchRefused(url, f"it is larger than {LARGEST:,} bytes")
    return data


def post(
    url: str,
    data: bytes,
    media_type: str,
    resolver: Resolver = resolve,
    allowed: Callable[[str], bool] = is_public,
) -> bytes:
    """What a public address answers to those bytes: asked once, no redirect is followed; FetchRefused, FetchFailed."""
    response, connection = _get(url, resolver, allowed, {}, (data, media_type))
    try:
        if response.status != 200:
            raise FetchFailed(url, f"the server answered {response.status} {response.reason}")
        answer = response.read(LARGEST + 1)
        if len(answer) > LARGEST:
            raise FetchRefused(url, f"it is larger than {LARGEST:,} bytes")
        return answer
    except (OSError, http.client.HTTPException) as error:
        raise FetchFailed(url, _why(error)) from error
    finally:
        connection.close()


def _get(
    url: str,
    resolver: Resolver,
    allowed: Callable[[str], bool],
    known: Mapping[str, str | None],
    sent: tuple[bytes, str] | None = None,
) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
    parts = _parts(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        hostname = parts.hostname or ""
        name = hostname if ":" in hostname else hostname.encode("idna").decode()
        addresses = resolver(name, port)
    except (OSError, ValueError) as error:
        raise FetchFailed(url, f"the name has no address ({_why(error)})") from error
    bad = next((address for address in addresses if not allowed(address)), None)
    if bad is not None or not addresses:
        raise FetchRefused(url, f"{bad or hostname} is not a public address")
    headers = {"User-Agent": "sayso", "Accept-Encoding": "gzip, identity;q=0.5"}
    headers["Host"] = parts.netloc.rpartition("@")[2].lower().replace(hostname, name)
    for header, field in (("If-None-Match", "etag"), ("If-Modified-Since", "last_modified")):
        if value := known.get(field):
            headers[header] = value
    connection = None
    try:
        connection = _connect(parts.scheme, name, addresses[0], port)
        target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_SAFE)
        if sent:
            connection.request("POST", target, sent[0], headers | {"Content-Type": sent[1]})
        else:
            connection.request("GET", target, headers=headers)
        return connection.getresponse(), connection
    except (OSError, http.client.HTTPException, ValueError) as error:
        if connection is not None:
            connection.close()
        raise FetchFailed(url, _why(error)) from error


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchRefused(url, "it is no address") from error
    if parts.scheme not in ("http", "https"):
        raise FetchRefused(url, f"{parts.scheme or 'no scheme'} is not http or https")
    if not parts.hostname:
        raise FetchRefused(url, "it names no server")
    return parts


def _headers(response: http.client.HTTPResponse) -> tuple[tuple[str, str], ...]:
    """What the server said beside the bytes; cookies are nobody's business, and there is an end to what is kept."""
    kept = [
        (name, value) for name, value in response.headers.items() if not name.lower().startswith("set-cookie")
    ]
    return tuple((name[:200], " ".join(value.split())[:2000]) for name, value in kept[:100])


def _why(error: Exception) -> str:
    """The error in words, without its number."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(words)[:1].lower() + str(words)[1:]


class _Connection(http.client.HTTPConnection):
    """A connection that ends at its time, however slowly the other side drips."""

    watch: threading.Timer | None = None

    def close(self) -> None:
        """Let go of it."""
        if self.watch is not None:
            self.watch.cancel()
        super().close()


def _connect(scheme: str, name: str, address: str, port: int) -> http.client.HTTPConnection:
    """A connection to the checked address that asks for, and over TLS proves, the name."""
    connection = _Connection(name, port, timeout=TIMEOUT_S)
    raw = socket.create_connection((address, port), timeout=TIMEOUT_S)
    connection.watch = threading.Timer(TOTAL_S, _cut, (raw,))
    connection.watch.daemon = True
    connection.watch.start()
    try:
        connection.sock = (
            ssl.create_default_context().wrap_socket(raw, server_hostname=name) if scheme == "https" else raw
        )
    except OSError:
        raw.close()
        connection.close()
        raise
    return connection


def _cut(raw: socket.socket) -> None:
    with contextlib.suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)


def _seconds(said: str | None) -> int | None:
    """How long to wait, of "120" or of a moment; None if it does not say."""
    if said is None:
        return None
    if said.strip().isdigit():
        return int(said.strip()[:7])
    try:
        return max(0, int((parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()))
    except (ValueError, TypeError, OverflowError):
        return None


def _fresh(said: str) -> int:
    """The max-age of a Cache-Control."""
    for part in said.split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.strip('"').isdigit():
            return min(int(value.strip('"')[:9]), 86_400)
    return 0
