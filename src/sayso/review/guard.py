"""What every request must pass and every answer must carry: no framework, one ASGI function around the app.

Requests: a Host that we are known by (against DNS rebinding), for whatever changes something a browser's word that
it comes from our own page (against forged requests), a body no larger than a report may be. Answers: nothing from elsewhere is loaded, nothing
inline runs, nothing is kept in a cache, nobody is told where the reader came from.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 60_000_000
SAFE_METHODS = frozenset(("GET", "HEAD"))
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-DNS-Prefetch-Control": "off",
    "Cache-Control": "no-store",
}


class Guard:
    """The app behind its guard; ``hosts`` are the names, with their port, under which it may be called."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on and add the headers."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            # a WebSocket: the desk has none
            await send({"type": "websocket.close", "code": 1008})
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    if name not in headers:
                        headers[name] = value
            await send(message)

        why = refusal(scope["method"], Headers(scope=scope), self._hosts)
        if why:
            await PlainTextResponse(why, 421 if "host" in why else 403)(scope, receive, sealed)
            return
        await self._app(scope, _bounded(receive), sealed)


def refusal(method: str, headers: Headers, hosts: frozenset[str]) -> str:
    """Why the request is not taken, in a sentence; "" when it is."""
    host = headers.get("host", "").lower()
    if host not in hosts:
        return "This desk does not answer to that host. Open the address that sayso review printed.\n"
    if method in SAFE_METHODS:
        return ""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    ours = (f"http://{host}", f"https://{host}")
    if site is None and origin is None:
        return (
            "Refused: the request does not say where it comes from (Sec-Fetch-Site or Origin). "
            "Nothing was changed.\n"
        )
    # a form on a page that tells no referrer sends "null"; the browser's own word for it is Sec-Fetch-Site
    from_us = site in (None, "same-origin") and (
        origin is None or origin.lower() in ours or (origin == "null" and site == "same-origin")
    )
    return "" if from_us else "Refused: this request comes from another site. Nothing was changed.\n"


def _bounded(receive: Receive) -> Receive:
    """The same, until more bytes have come than any body may have."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_BODY:
            return {"type": "http.disconnect"}
        return message

    return bounded
