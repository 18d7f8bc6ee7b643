"""Serves a desk on 127.0.0.1 until it is stopped; prints the address with its one-time token."""

from __future__ import annotations

import secrets
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from sayso.problems import WrongCall
from sayso.review.app import make_app
from sayso.review.desk import Desk
from sayso.review.people import Door, OwnDesk, Person, Team

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"
#: so long the address is held back for the book to be open
_WAIT_S = 2.0


def serve(
    book: str,
    by: str,
    port: int = 0,
    browser: bool = True,
    say: Callable[[str], None] = print,
    desk: Desk | None = None,
    team: bool = False,
    hosts: Iterable[str] = (),
) -> None:
    """Serve the desk of that ledger; port 0 takes any that is free. Returns when it is interrupted."""
    desk = desk or Desk(book, at_once=True)
    token = secrets.token_urlsafe(24)
    door: Door = Team(desk.who) if team else OwnDesk(Person(by, "keeper"), token)
    server, sockets, port = make_server(desk, door, port, hosts)
    desk.jobs.warm()
    # a small book is open before anybody looks
    desk.wait(_WAIT_S)
    address = f"http://{HOST}:{port}/enter" + ("" if team else f"?token={token}")
    how = "Come in by name and password" if team else "The address is good once"
    say(f"{book}: the desk is open at\n  {address}\n{how}. {desk.storage}. Stop with Ctrl+C.")
    if desk.opening is not None:
        say("The book is large: what is not there yet says how far it is.")
    sys.stdout.flush()
    if browser:
        webbrowser.open(address)
    try:
        server.run(sockets=sockets)
    finally:
        desk.close()


def make_server(
    desk: Desk, door: Door, port: int = 0, hosts: Iterable[str] = ()
) -> tuple[uvicorn.Server, list[Any], int]:
    """A server for that desk, its socket on this machine only, and the port it has; WrongCall if that is taken."""
    import uvicorn

    config = uvicorn.Config(
        _no_app,
        host=HOST,
        port=port,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
    )
    try:
        listening = config.bind_socket()
        # else a page waits 40 ms between its head and its body, for the browser to say that it has the head
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except SystemExit:
        # the server's way to say that it cannot have the port
        raise WrongCall(
            f"--port {port}: it is taken, or not yours. Give another, or 0 for any that is free."
        ) from None
    port = int(listening.getsockname()[1])
    # the app knows its hosts only now
    config.app = make_app(desk, door, (f"{HOST}:{port}", f"localhost:{port}", *hosts), port)[0]
    return uvicorn.Server(config), [listening], port


async def _no_app(scope: Any, receive: Any, send: Any) -> None:
    """Nothing: stands where the app will be."""
