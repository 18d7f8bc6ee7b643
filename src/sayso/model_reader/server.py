"""The server of a model: the address that the user named, and what may go there."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from sayso.problems import NoSuchServer


@dataclass(frozen=True, slots=True)
class Server:
    """Where text is sent: ``base_url`` without a slash at its end, and the host and port for people."""

    base_url: str
    name: str
    #: the address is of this machine
    local: bool
    encrypted: bool

    def notice(self, model: str) -> str:
        """What the user is told before the first report goes out."""
        if self.local:
            return f"Each report is sent to {self.name}, on this machine, to be read by {model}. Nothing else leaves sayso."
        how = "" if self.encrypted else " Nothing encrypts it on its way."
        return f"The text of each report LEAVES THIS MACHINE: it is sent to {self.name}, to be read by {model}.{how}"


def server_at(base_url: str) -> Server:
    """The server of that address; NoSuchServer for what is none. A local address is allowed here, and only here."""
    try:
        parts = urlsplit(base_url.strip())
        port = parts.port
    except ValueError as error:
        raise NoSuchServer(_shown(base_url), str(error)) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NoSuchServer(_shown(base_url), "it is no http(s) address")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise NoSuchServer(_shown(base_url), "a name or password in an address is shown to everybody")
    if parts.query or parts.fragment:
        raise NoSuchServer(_shown(base_url), "it has more than a path")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    name = f"{host}:{port}" if port else host
    path = parts.path.rstrip("/")
    return Server(f"{parts.scheme}://{name}{path}", name, _is_local(parts.hostname), parts.scheme == "https")


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _shown(base_url: str) -> str:
    """The address without what may be a password in it."""
    scheme, slashes, rest = base_url.partition("://")
    if not slashes:
        return rest or scheme.rpartition("@")[2]
    return scheme + slashes + rest.rpartition("@")[2].partition("?")[0]
