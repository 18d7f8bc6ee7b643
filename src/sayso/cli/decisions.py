"""The commands by which a person decides: judge, merge, split. Registered by ``cli``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from sayso.cli.talk import BookPath
from sayso.problems import WrongCall

By = Annotated[str, typer.Option(help="who judges")]
Why = Annotated[str, typer.Option(help="for what reason")]
Incident_ = Annotated[str, typer.Argument(metavar="INCIDENT", help="its id, or the start of it")]


def judge(
    book: BookPath,
    incident: Incident_,
    verdict: Annotated[str, typer.Argument(metavar="accept|fix|reject|unsure|not-same")],
    by: By,
    why: Why,
    claim: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="only this claim of it; may be given again")
    ] = None,
    other: Annotated[
        str | None, typer.Option(metavar="INCIDENT", help="with not-same: what it is not the same as")
    ] = None,
) -> None:
    """Judge the claims of an incident.

    The decision is kept in the ledger with who, when and why; nothing else is changed.
    """
    verdicts = ("accept", "fix", "reject", "unsure", "not-same")
    if verdict not in verdicts:
        raise WrongCall(f"{verdict}: no such verdict. Verdicts: {', '.join(verdicts)}.")
    if (verdict == "not-same") is (other is None):
        raise WrongCall("not-same needs --other INCIDENT, and only not-same takes it.")
    _judge(book, verdict.replace("-", "_"), [incident, *([other] if other else ())], claim or (), by, why)


def merge(
    book: BookPath,
    incidents_: Annotated[list[str], typer.Argument(metavar="INCIDENT INCIDENT …", help="two or more")],
    by: By,
    why: Why,
) -> None:
    """Say that incidents are one; undone by a later not-same or split."""
    if len(incidents_) < 2:
        raise WrongCall("a merge needs two incidents. Give their ids.")
    _judge(book, "merge", incidents_, (), by, why)


def split(
    book: BookPath,
    incident: Incident_,
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM …", help="the claims that leave it")],
    by: By,
    why: Why,
) -> None:
    """Take claims out of an incident; undone by a later merge."""
    _judge(book, "split", [incident], claims, by, why)


def _judge(book: str, verdict: str, starts: list[str], claims: Iterable[str], by: str, why: str) -> None:
    from sayso.acts.judging import judge_claims

    print(judge_claims(book, verdict, starts, tuple(claims), by, why))  # type: ignore[arg-type]
