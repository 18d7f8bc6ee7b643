"""The desk: review."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.talk import BookPath

By = Annotated[
    str | None, typer.Option(help="the name your decisions are kept under; your login name if not given")
]
Port = Annotated[
    int, typer.Option(help="the port on this machine; 0 takes one that is free", min=0, max=65535)
]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="open a browser at it")]


Team = Annotated[bool, typer.Option("--team", help="let the users of the book in, each by name and password")]
Hosts = Annotated[
    list[str] | None,
    typer.Option(
        "--host", metavar="NAME", help="a name that a proxy before it is called by; may be given again"
    ),
]


def review(
    book: BookPath,
    by: By = None,
    port: Port = 0,
    browser: Browser = True,
    team: Team = False,
    host: Hosts = None,
) -> None:
    """Open the desk: look at claims and incidents in a browser, and decide.

    A web app on this machine alone, behind a token that is good once. It asks nothing of any other machine.
    For a team give --team, and put a proxy with TLS before it: it still listens on this machine alone.
    """
    from sayso.review.people import own_name
    from sayso.review.serve import serve

    serve(book, by or own_name(), port, browser, team=team, hosts=host or ())
