"""The ledger looked after: verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.talk import BookPath, complain, finish, number
from sayso.problems import WrongCall

if TYPE_CHECKING:
    from sayso.ledger import Head


def verify(
    book: BookPath,
    known: Annotated[
        str | None, typer.Option(metavar="NUMBER:SEAL", help="a head that you wrote down earlier")
    ] = None,
) -> None:
    """Check that nothing in a ledger was changed.

    Looks at every entry and every kept file, and prints the head: write it down elsewhere and give it as --known
    next time, and not even a shorter ledger can pass for the whole one.
    """
    from sayso.ledger import open_ledger

    with open_ledger(book) as ledger:
        found = ledger.verify(_head(known))
    for finding in found.findings:
        complain(f"{book}: {finding}")
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(found.kinds.items()))
    state = "sound" if found.sound else f"{number(len(found.findings), 'finding')}"
    print(f"{book}: {state}. {found.entries} entries ({kinds}), {number(found.artefacts, 'artefact')}.")
    print(f"head {found.head.size}:{found.head.seal}")
    finish(len(found.findings))


def _head(known: str | None) -> Head | None:
    from sayso.ledger import Head

    if known is None:
        return None
    size, _, seal = known.partition(":")
    if not size.isdigit() or not seal:
        raise WrongCall(f"{known}: this is no head. Give it as sayso verify printed it: NUMBER:SEAL.")
    return Head(int(size), seal)
