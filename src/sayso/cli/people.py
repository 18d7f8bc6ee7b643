"""People in reports and at the desk: protect, reveal, erase, log, users. Registered by ``cli``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sayso.cli.talk import BookPath, Json, complain, number, put
from sayso.problems import WrongCall

By = Annotated[str, typer.Option(help="who does this")]
Why = Annotated[str, typer.Option(help="for what reason; it stays in the log, so without names")]
ReportStart = Annotated[str, typer.Argument(metavar="REPORT", help="its id, or the start of it")]
UserName = Annotated[str, typer.Argument(metavar="NAME", help="the user")]

users = typer.Typer(help="Who of the desk may do what in a ledger.", no_args_is_help=True)


def protect(
    book: BookPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help="the whole name, or - to be asked for it")],
    by: By,
    why: Why,
    role: Annotated[
        str | None,
        typer.Option(help='what stands in its place, for example "a nurse"; "a person" if not said'),
    ] = None,
    lift: Annotated[bool, typer.Option("--lift", help="open the name again: it needs no protection")] = False,
) -> None:
    """Protect a name in all reports of a ledger, or open it.

    A role stands in its place wherever something leaves, whatever letters it is written in. The name itself is kept
    sealed.
    """
    from sayso.acts.protecting import protect_name

    given = _asked("Name: ") if name == "-" else name
    print(protect_name(book, given, by, why, role, lift))


def reveal(book: BookPath, report: ReportStart, by: By, why: Why, as_json: Json = False) -> None:
    """Show whose names are protected in a report.

    Who sees them, and why, is noted in the ledger before anything is shown.
    """
    from sayso.acts.protecting import reveal as reveal_names
    from sayso.ids import canonical_json

    people = reveal_names(book, report, by, why)
    for person in people:
        if as_json:
            put(canonical_json({"name": person.name, "role": person.role, "why": person.why}) + "\n")
        else:
            put(f"{person.role}: {_plain(person.name)} ({person.why})\n")
    if not as_json:
        put(f"{number(len(people), 'protected name')}; this view is noted in the log.\n")


def erase(book: BookPath, report: ReportStart, by: By, why: Why) -> None:
    """Make the words of a report unreadable for good.

    Its key is destroyed: nobody can read its text, claims and file any more. Its entries stay, verify passes as before,
    and an entry says who erased it and why. Copies in the search index are removed; in backups made before they are not.
    """
    from sayso.acts.protecting import erase_report

    print(erase_report(book, report, by, why))


def log(
    book: BookPath,
    as_json: Json = False,
    kind: Annotated[
        str | None,
        typer.Option(metavar="KIND", help="judgement, reveal, protection, erasure, user, export or refusal"),
    ] = None,
) -> None:
    """Show who did what in a ledger, and why: judgements, names shown or protected, reports erased, users changed."""
    from sayso.acts.audit import KINDS, line_of, log_of
    from sayso.ids import canonical_json
    from sayso.ledger import open_ledger

    if kind is not None and kind not in KINDS:
        raise WrongCall(f"{kind}: no such kind. Kinds: {', '.join(KINDS)}.")
    with open_ledger(book) as ledger:
        for record in log_of(ledger):
            if kind in (None, record["kind"]):
                put((canonical_json(record) if as_json else line_of(record)) + "\n")


@users.command("add")
def users_add(
    book: BookPath,
    name: UserName,
    role: Annotated[str, typer.Option(help="reader, reviewer, editor or keeper")],
    by: By,
    why: Why,
) -> None:
    """Add a user, or give one a new password; it is asked for, or read from standard input."""
    from sayso.acts.users import set_user
    from sayso.ledger import open_ledger

    with open_ledger(book) as ledger:
        entry = set_user(ledger, name, role, by, why, _asked("Password: ", twice=True))
    print(f"{book}: {_plain(name)} is {role} (entry {entry}).")


@users.command("role")
def users_role(
    book: BookPath,
    name: UserName,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, reviewer, editor or keeper")],
    by: By,
    why: Why,
) -> None:
    """Give a user another role."""
    from sayso.acts.users import set_user
    from sayso.ledger import open_ledger

    with open_ledger(book) as ledger:
        entry = set_user(ledger, name, role, by, why)
    print(f"{book}: {_plain(name)} is {role} (entry {entry}).")


@users.command("remove")
def users_remove(book: BookPath, name: UserName, by: By, why: Why) -> None:
    """Remove a user; what the user did stays in the log."""
    from sayso.acts.users import remove_user
    from sayso.ledger import open_ledger

    with open_ledger(book) as ledger:
        entry = remove_user(ledger, name, by, why)
    print(f"{book}: {_plain(name)} is no user any more (entry {entry}).")


@users.command("list")
def users_list(book: BookPath, as_json: Json = False) -> None:
    """List the users and their roles."""
    from sayso.acts.users import users_of
    from sayso.ids import canonical_json
    from sayso.ledger import open_ledger

    with open_ledger(book) as ledger:
        found = users_of(ledger.acts())
    for name, role in sorted(found.items()):
        put(canonical_json({"name": name, "role": role}) + "\n" if as_json else f"{role:<9} {_plain(name)}\n")
    if not found:
        complain(f"{book}: no users: whoever has the ledger may do everything. See: sayso users add --help")


def _asked(what: str, twice: bool = False) -> str:
    """What somebody types unseen, or the first line of standard input where nobody sits before it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    given = getpass(what)
    if twice and getpass("Again: ") != given:
        raise WrongCall("the two were not the same. Nothing was changed; try again.")
    return given


def _plain(text: str) -> str:
    return "".join(sign if sign.isprintable() else "·" for sign in text)
