"""The key to a server: from the environment, else from the keyring; never printed, never kept by us."""

from __future__ import annotations

import os
from dataclasses import dataclass

from sayso.model_reader.server import Server
from sayso.problems import ServerRefuses

VARIABLE = "SAYSO_MODEL_KEY"
#: the name under which a key lies in the keyring; its user is the server's name
SERVICE = "sayso"
#: the variable of a vendor counts for that vendor alone
_VENDORS = {"api.openai.com": "OPENAI_API_KEY"}


@dataclass(frozen=True, slots=True)
class Key:
    """A key that does not show itself: its repr and its str are a row of dots."""

    _secret: str

    def __repr__(self) -> str:
        return "Key(…)"

    __str__ = __repr__

    def header(self) -> str:
        """What proves us to the server."""
        return f"Bearer {self._secret}"

    def hidden_in(self, text: str) -> str:
        """The text without the key, which some servers give back in their complaints."""
        return text.replace(self._secret, "…")


def key_for(server: Server) -> Key | None:
    """The key to that server; None if there is none. ServerRefuses where it would travel for all to read."""
    secret = os.environ.get(VARIABLE) or os.environ.get(_VENDORS.get(server.name, "")) or _kept(server)
    if not secret or not secret.strip():
        return None
    if not (server.encrypted or server.local):
        raise ServerRefuses(
            server.name,
            "a key is set for it and its address is not https, so anybody on the way could read the key",
            f"Give an https address, or unset {VARIABLE}.",
        )
    return Key(secret.strip())


def _kept(server: Server) -> str | None:
    """The key in the keyring of the machine; None where there is no keyring or nothing in it."""
    try:
        import keyring
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(SERVICE, server.name)
    # keyrings of many makers lie behind this call, and none of their failures may stop a reading
    except Exception:
        return None
    return found
