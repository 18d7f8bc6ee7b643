"""Looking things up: search. Registered by ``cli``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.talk import BookPath, Json, NamesBy, NamesWhy, console, number, put
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.search import Found, Hit


def search(
    book: BookPath,
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="words, phrases and fields")],
    as_json: Json = False,
    limit: Annotated[int, typer.Option(min=1, help="how many to show")] = 20,
    offset: Annotated[int, typer.Option(min=0, help="how many to pass over")] = 0,
    public: Annotated[bool, typer.Option("--public", help="look only at what is published")] = False,
    names: NamesWhy = None,
    by: NamesBy = "",
) -> None:
    """Look for claims, reports or incidents in a ledger.

    All words must be there; "two words" in quotation marks is a phrase, word* a beginning. Fields: kind: place: source:
    by: against: weapon: stance: status: publisher: title: report: id: from:DAY to:DAY, and in:claims|reports|incidents.
    """
    from sayso.acts.protecting import note_reveal
    from sayso.ledger import open_ledger
    from sayso.search import open_search, parse

    query = parse(words)
    if query.empty:
        raise WrongCall(
            'nothing to look for. Give a word or a field, for example: kind:bombing "army truck".'
        )
    with open_ledger(book) as ledger:
        if names is not None:
            note_reveal(ledger, by, names, "hits of a search")
        with open_search(book, ledger, public=public) as index:
            found = index.find(query, limit=limit, offset=offset, names=names is not None)
    if as_json:
        from sayso.ids import canonical_json

        for hit in found.hits:
            put(canonical_json(hit.record()) + "\n")
    else:
        _show(found, offset, console())


def _show(found: Found, offset: int, screen: Console) -> None:
    for hit in found.hits:
        screen.print(_clean(_headline(hit)), style="bold", soft_wrap=True)
        screen.print(f"  {_clean(hit.words)}", soft_wrap=True)
        screen.print(f"  {_clean(_origin(hit))}\n", style="dim", soft_wrap=True)
    shown = f"{offset + 1} to {offset + len(found.hits)} of " if len(found.hits) < found.total else ""
    undated = f"; {found.undated:,} more without a day" if found.undated else ""
    screen.print(f"{shown}{number(found.total, 'hit')}{undated}", style="dim")


def _headline(hit: Hit) -> str:
    """What it is: "bombing, about 8 km north of Kitgum, 2026-04-17: army asserts (unjudged)"."""
    if hit.scope == "reports":
        return f"{hit.title or 'a report without a title'}"
    from sayso.show import STANCES

    what = ", ".join(part for part in (hit.kind, hit.place, hit.start) if part)
    said = f": {hit.source}, {STANCES[hit.stance]}" if hit.stance else ""
    return f"{what}{said} ({hit.status})"


def _origin(hit: Hit) -> str:
    where = ", ".join(part for part in (hit.publisher, hit.published) if part)
    return " · ".join(part for part in (hit.id[:22], where) if part)


def _clean(text: str) -> str:
    """A report's control characters never reach the terminal."""
    return "".join(sign if sign.isprintable() else "·" for sign in " ".join(text.split()))
