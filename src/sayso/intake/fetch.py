"""The one place that opens a connection: a named http(s) address, public ones only.

The name is resolved once, every address it has is checked, and the connection goes to the address
that was checked, so that nothing can change in between. Standard library only for that reason.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urljoin, urlsplit

from sayso.problems import FetchFailed, FetchRefused

LARGEST = 20_000_000
REDIRECTS = 5
TIMEOUT_S = 30.0
#: signs of an address that are sent as they are; others, like letters beyond ASCII, are written in figures
_SAFE = "/?%:@!$&'()*+,;=~-._[]"

#: name, port → addresses
Resolver = Callable[[str, int], list[str]]

_BLOCKED = [
    ipaddress.ip_network(n)
    for n in ("100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "64:ff9b::/96")
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back, and from where in the end."""

    data: bytes
    media_type: str
    url: str
    retrieved_utc: str
    #: names and values, in the order they came
    headers: tuple[tuple[str, str], ...] = ()


def resolve(name: str, port: int) -> list[str]:
    """Every address of a name."""
    return [str(info[4][0]) for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """May this address be connected to? Private, local and special ones may not."""
    ip = ipaddress.ip_address(address)
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    return ip.is_global and not any(ip in network for network in _BLOCKED if network.version == ip.version)


def fetch(url: str, resolver: Resolver = resolve, allowed: Callable[[str], bool] = is_public) -> Fetched:
    """The bytes at a public address, redirects followed and each checked again; FetchRefused, FetchFailed."""
    for _ in range(REDIRECTS + 1):
        response, connection = _get(url, resolver, allowed)
        try:
            if response.status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
                url = urljoin(url, response.headers["Location"])
                continue
            if response.status != 200:
                raise FetchFailed(url, f"the server answered {response.status} {response.reason}")
            data = response.read(LARGEST + 1)
            if len(data) > LARGEST:
                raise FetchRefused(url, f"it is larger than {LARGEST:,} bytes")
            media_type = response.headers.get_content_type()
            now = datetime.now(UTC).isoformat(timespec="seconds")
            return Fetched(data, media_type, url, now, _headers(response))
        except (OSError, http.client.HTTPException) as error:
            raise FetchFailed(url, _why(error)) from error
        finally:
            connection.close()
    raise FetchFailed(url, f"more than {REDIRECTS} redirects")


def post(
    url: str,
    data: bytes,
    media_type: str,
    resolver: Resolver = resolve,
    allowed: Callable[[str], bool] = is_public,
) -> bytes:
    """What a public address answers to those bytes: asked once, no redirect is followed; FetchRefused, FetchFailed."""
    response, connection = _get(url, resolver, allowed, (data, media_type))
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
    sent: tuple[bytes, str] | None = None,
) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise FetchRefused(url, f"{parts.scheme or 'no scheme'} is not http or https")
    if not parts.hostname:
        raise FetchRefused(url, "it names no server")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        name = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode()
        addresses = resolver(name, port)
    except (OSError, ValueError) as error:
        raise FetchFailed(url, f"the name has no address ({_why(error)})") from error
    bad = next((address for address in addresses if not allowed(address)), None)
    if bad is not None or not addresses:
        raise FetchRefused(url, f"{bad or parts.hostname} is not a public address")
    try:
        connection = _connect(parts.scheme, name, addresses[0], port)
        target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_SAFE)
        host = parts.netloc.rpartition("@")[2].lower().replace(parts.hostname, name)
        headers = {"Host": host, "User-Agent": "sayso"}
        if sent:
            connection.request("POST", target, sent[0], headers | {"Content-Type": sent[1]})
        else:
            connection.request("GET", target, headers=headers)
        return connection.getresponse(), connection
    except (OSError, http.client.HTTPException) as error:
        raise FetchFailed(url, _why(error)) from error


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


def _connect(scheme: str, name: str, address: str, port: int) -> http.client.HTTPConnection:
    """A connection to the checked address that asks for, and over TLS proves, the name."""
    connection = http.client.HTTPConnection(name, port, timeout=TIMEOUT_S)
    raw = socket.create_connection((address, port), timeout=TIMEOUT_S)
    if scheme == "https":
        raw = ssl.create_default_context().wrap_socket(raw, server_hostname=name)
    connection.sock = raw
    return connection
